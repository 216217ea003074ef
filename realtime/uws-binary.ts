import type * as Uws from "uWebSockets.js";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

export type UwsModule = typeof Uws;

/** sha256 of the prebuilt binaries of uwebsockets 3.0.6 (the registry build of uWebSockets.js) that we accept. */
const PINNED: Readonly<Record<string, string>> = {
  "uws_linux_x64_115.node": "f4fa5d7b697529b45ac8aa3d57385d9af51bc1d2b26aa9f5b68ca4361542e665",
  "uws_linux_x64_127.node": "78e38a9a163b1cf33ce539619e5908111dea95a12e7943d95fbcdd524879caa8",
  "uws_linux_x64_137.node": "3b549c14e01d9d1faf234cdf4b6f0fb08158605e3692cd0eb1b905e327bd3449",
  "uws_linux_arm64_115.node": "034e0fcccdc08f90df3b130f421516311831b1352fe38eab91abc2984c2fdf3a",
  "uws_linux_arm64_127.node": "a7d9bc3ec166421a49416d5ea4f49118ae68ea1dbf8a765c4f45a79b0b6adb13",
  "uws_linux_arm64_137.node": "b6eb007d627e00bcce03ad38f197124e9027c03f6fe784b37f97b8a6ea709cb4",
};

export type UwsLoad =
  | { readonly ok: true; readonly uws: UwsModule }
  | { readonly ok: false; readonly reason: string };

/** What is looked at to find the binary; tests give another. */
export interface UwsPlace {
  readonly folder: string;
  readonly platform: string;
  readonly arch: string;
  readonly abi: string;
}

const require = createRequire(import.meta.url);

/**
 * Loads uWebSockets.js after its binary's checksum was verified. It is native code from a registry build: a file that
 * is not the pinned one is never run.
 */
export function loadUws(place: UwsPlace | null = findPlace()): UwsLoad {
  if (place === null) return { ok: false, reason: "package uWebSockets.js is not installed" };
  const file = `uws_${place.platform}_${place.arch}_${place.abi}.node`;
  const pinned = PINNED[file];
  if (pinned === undefined)
    return { ok: false, reason: `no pinned build for ${file} (Node ${process.version})` };
  const path = join(place.folder, file);
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    return { ok: false, reason: `cannot read ${file}: ${(error as Error).message}` };
  }
  const found = createHash("sha256").update(bytes).digest("hex");
  if (found !== pinned)
    return { ok: false, reason: `${file} has checksum ${found}, not the pinned ${pinned}` };
  // Read by the native code when its first server is made; its default of 4 KB is less than one long cookie.
  process.env.UWS_HTTP_MAX_HEADERS_SIZE ??= "16384";
  try {
    const uws = require(path) as UwsModule & { _cfg?: (key: string) => void };
    uws._cfg?.("silent"); // no "uWebSockets: 20" header in answers
    return { ok: true, uws };
  } catch (error) {
    // Node 22 and 24 builds want glibc 2.38: Debian 12 has 2.36.
    return {
      ok: false,
      reason: `${file} does not load: ${((error as Error).message.split("\n")[0] ?? "").trim()}`,
    };
  }
}

function findPlace(): UwsPlace | null {
  try {
    const folder = dirname(require.resolve("uWebSockets.js/package.json"));
    return { folder, platform: process.platform, arch: process.arch, abi: process.versions.modules };
  } catch {
    return null;
  }
}
