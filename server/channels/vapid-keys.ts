import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import webPush from "web-push";

/** The pair that identifies this installation to push services; base64url. */
export interface VapidKeys {
  readonly publicKey: string;
  readonly privateKey: string;
}

export class VapidKeysError extends Error {
  readonly code = "channels.vapid-keys";
}

/**
 * Reads the pair, or makes it at the first start. A new pair would cut off every subscribed browser, so a file that
 * cannot be read is an error and never replaced.
 */
export async function openVapidKeys(file: string): Promise<VapidKeys> {
  await mkdir(dirname(file), { recursive: true });
  const made = webPush.generateVAPIDKeys();
  try {
    // "wx": of two processes that start at once, one makes the file and the other reads it.
    await writeFile(file, JSON.stringify(made), { mode: 0o600, flag: "wx" });
    return made;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
  for (let tries = 0; ; tries++) {
    const text = await readFile(file, "utf8");
    const keys = parseKeys(text);
    if (keys !== null) return keys;
    // The other process may be writing it this moment.
    if (tries === 20) throw new VapidKeysError(`${file} holds no VAPID key pair; restore it from a backup`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function parseKeys(text: string): VapidKeys | null {
  try {
    const { publicKey, privateKey } = JSON.parse(text) as Partial<VapidKeys>;
    if (typeof publicKey !== "string" || typeof privateKey !== "string") return null;
    const sizes = [Buffer.from(publicKey, "base64url").length, Buffer.from(privateKey, "base64url").length];
    return sizes[0] === 65 && sizes[1] === 32 ? { publicKey, privateKey } : null;
  } catch {
    return null;
  }
}
