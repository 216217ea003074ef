import { hkdfSync, randomBytes } from "node:crypto";
import { chmod, mkdir, open, readFile, rename, stat } from "node:fs/promises";
import { dirname } from "node:path";
import type { KeyPurpose, KeyStore } from "#domain/crypto";

export interface KeyFileOptions {
  /** Where the master keys are kept when `masterKey` is null; made at the first start, readable for its owner only. */
  readonly file: string;
  /** Hex, 64 characters or more; several versions by comma, oldest first. Stands in place of the file. */
  readonly masterKey: string | null;
  /** Whether there are values sealed with a key: then a missing file is a loss to be told, and no new key is made. */
  readonly isInUse: () => Promise<boolean>;
  readonly log: (message: string, fields?: Record<string, unknown>) => void;
}

export class KeyStoreError extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.name = "KeyStoreError";
    this.code = code;
  }
}

/**
 * Master keys by version; the keys of each purpose are derived from them (HKDF), so one secret is to be guarded and no
 * key serves two purposes. Without the file everything sealed is lost: back it up apart from the database.
 */
export async function openKeyStore(options: KeyFileOptions): Promise<KeyStore> {
  const masters =
    options.masterKey === null ? await readOrMake(options) : parseMasterKeys(options.masterKey, "MASTER_KEY");
  const cache = new Map<string, Uint8Array>();
  return {
    current: () => masters.length,
    key(purpose: KeyPurpose, version: number) {
      const master = masters[version - 1];
      if (master === undefined) return null;
      const name = `${purpose} ${version}`;
      let key = cache.get(name);
      if (key === undefined) {
        key = new Uint8Array(hkdfSync("sha256", master, new Uint8Array(0), `guanlan ${purpose}`, 32));
        cache.set(name, key);
      }
      return key;
    },
  };
}

/** Adds a new master key: new values are sealed with it, old ones stay readable. Restart the program afterwards. */
export async function rotateKeys(file: string): Promise<number> {
  const text = await readFile(file, "utf8");
  const keys = [
    ...parseMasterKeys(text, file).map((key) => Buffer.from(key).toString("hex")),
    randomBytes(32).toString("hex"),
  ];
  await writeKeys(`${file}.new`, keys);
  await rename(`${file}.new`, file);
  return keys.length;
}

async function readOrMake(options: KeyFileOptions): Promise<Uint8Array[]> {
  const { file } = options;
  let text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw error;
  });
  if (text === null) {
    if (await options.isInUse()) {
      throw new KeyStoreError(
        "store.master-key-missing",
        `the database holds sealed values and ${file} is not there: bring the master key of this database (that file, or MASTER_KEY)`,
      );
    }
    await mkdir(dirname(file), { recursive: true });
    // Two processes at once: the file appears whole and only once.
    const made = await writeKeys(file, [randomBytes(32).toString("hex")]).then(
      () => true,
      (error: NodeJS.ErrnoException) => {
        if (error.code === "EEXIST") return false;
        throw error;
      },
    );
    if (made) options.log("made the master key; back it up apart from the database", { file });
    text = await readWhole(file);
  }
  const info = await stat(file);
  if ((info.mode & 0o077) !== 0) {
    await chmod(file, 0o600);
    options.log("the key file was open to others; closed it", { file });
  }
  return parseMasterKeys(text, file);
}

async function readWhole(file: string): Promise<string> {
  for (let attempt = 0; attempt < 50; attempt++) {
    const text = await readFile(file, "utf8");
    if (text.endsWith("\n")) return text;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new KeyStoreError("store.key-file", `${file} is incomplete`);
}

async function writeKeys(file: string, keys: readonly string[]): Promise<void> {
  const handle = await open(file, "wx", 0o600);
  try {
    await handle.writeFile(`${keys.join("\n")}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Hexadecimal keys, oldest first, parted by commas or white space. Throws KeyStoreError. */
export function parseMasterKeys(text: string, from: string): Uint8Array[] {
  const keys = text
    .split(/[\s,]+/)
    .filter((key) => key !== "")
    .map((key) => {
      if (!/^([0-9a-fA-F]{2}){32,}$/.test(key)) {
        throw new KeyStoreError("store.key-file", `${from}: a key has 64 hexadecimal characters or more`);
      }
      return new Uint8Array(Buffer.from(key, "hex"));
    });
  if (keys.length === 0) throw new KeyStoreError("store.key-file", `${from} has no key`);
  return keys;
}
