import { readdir, readFile, rename, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

const COMPRESSIBLE = /\.(?:js|css|svg|json|map|txt|webmanifest|wasm)$/;
/** Below this the header costs more than is saved. */
const LEAST_BYTES = 1024;
/** Quality 9: within 3 % of the best, at a tenth of its time. */
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };

/**
 * Puts a .br and a .gz beside each file of the built pages, once: one that is there and newer is kept. On a folder
 * that may not be written it does nothing; the files go out as they are. Gives the number of files written.
 */
export async function precompress(folder: string, signal?: AbortSignal): Promise<number> {
  let written = 0;
  let entries: { name: string; parentPath: string; isFile(): boolean }[];
  try {
    entries = await readdir(folder, { recursive: true, withFileTypes: true });
  } catch {
    return 0;
  }
  for (const entry of entries) {
    if (signal?.aborted) break;
    if (!entry.isFile() || !COMPRESSIBLE.test(entry.name)) continue;
    const path = join(entry.parentPath, entry.name);
    const { mtimeMs, size } = await stat(path);
    if (size < LEAST_BYTES || (await isNewer(`${path}.br`, mtimeMs))) continue;
    const bytes = await readFile(path);
    try {
      await replace(`${path}.gz`, await promisify(gzip)(bytes, { level: 9 }));
      await replace(`${path}.br`, await promisify(brotliCompress)(bytes, BROTLI));
      written++;
    } catch (error) {
      if (["EROFS", "EACCES", "EPERM"].includes((error as NodeJS.ErrnoException).code ?? "")) return written;
      throw error;
    }
  }
  return written;
}

async function isNewer(path: string, mtimeMs: number): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  return found !== null && found.mtimeMs >= mtimeMs;
}

/** Whole or not at all: a request never sees half a file. */
async function replace(path: string, bytes: Buffer): Promise<void> {
  const part = `${path}.${process.pid}.part`;
  await writeFile(part, bytes);
  await rename(part, path);
}
