import { createReadStream } from "node:fs";
import { type FileHandle, open, stat } from "node:fs/promises";

/** Just enough of POSIX ustar for a backup of a few plain files: `tar -tf` and `tar -xf` read it too. */
const BLOCK = 512;

export class TarError extends Error {
  readonly code = "store.backup-damaged";
}

/** Writes files into one archive, in order. */
export async function writeTar(
  file: string,
  entries: readonly { readonly name: string; readonly path: string }[],
): Promise<void> {
  const handle = await open(file, "wx", 0o600);
  try {
    for (const { name, path } of entries) {
      const { size } = await stat(path);
      await handle.write(header(name, size));
      for await (const chunk of createReadStream(path)) await handle.write(chunk as Buffer);
      const rest = size % BLOCK;
      if (rest > 0) await handle.write(Buffer.alloc(BLOCK - rest));
    }
    await handle.write(Buffer.alloc(BLOCK * 2));
    await handle.sync();
  } finally {
    await handle.close();
  }
}

export interface TarEntry {
  readonly name: string;
  readonly size: number;
  /** The content; read it once, in chunks. */
  read(): AsyncGenerator<Buffer>;
}

/** The entries of an archive, without their content. */
export async function readTar(handle: FileHandle): Promise<TarEntry[]> {
  const entries: TarEntry[] = [];
  const block = Buffer.alloc(BLOCK);
  for (let at = 0; ; ) {
    const { bytesRead } = await handle.read(block, 0, BLOCK, at);
    if (bytesRead < BLOCK) throw new TarError("the archive ends too early");
    if (block.every((byte) => byte === 0)) return entries;
    if (Number.parseInt(block.toString("latin1", 148, 156), 8) !== checksum(block))
      throw new TarError("the archive is damaged");
    const name = block.toString("utf8", 0, 100).replace(/\0.*$/s, "");
    const size = readSize(block);
    const from = at + BLOCK;
    entries.push({ name, size, read: () => readRange(handle, from, size) });
    at = from + Math.ceil(size / BLOCK) * BLOCK;
  }
}

async function* readRange(handle: FileHandle, from: number, size: number): AsyncGenerator<Buffer> {
  for (let done = 0; done < size; ) {
    const chunk = Buffer.alloc(Math.min(256 * 1024, size - done));
    const { bytesRead } = await handle.read(chunk, 0, chunk.length, from + done);
    if (bytesRead === 0) throw new TarError("the archive ends too early");
    done += bytesRead;
    yield chunk.subarray(0, bytesRead);
  }
}

function header(name: string, size: number): Buffer {
  const block = Buffer.alloc(BLOCK);
  block.write(name, 0, 100, "utf8");
  block.write("0000600\0", 100, "latin1");
  block.write("0000000\0", 108, "latin1");
  block.write("0000000\0", 116, "latin1");
  if (size < 8 ** 11) block.write(`${size.toString(8).padStart(11, "0")}\0`, 124, "latin1");
  else {
    // 8 GiB and more: the size as a binary number, as GNU and POSIX readers know it.
    block[124] = 0x80;
    block.writeBigUInt64BE(BigInt(size), 128);
  }
  block.write(
    `${Math.floor(Date.now() / 1000)
      .toString(8)
      .padStart(11, "0")}\0`,
    136,
    "latin1",
  );
  block.write("0", 156, "latin1");
  block.write("ustar\x0000", 257, "latin1");
  block.write(`${checksum(block).toString(8).padStart(6, "0")}\0 `, 148, "latin1");
  return block;
}

function readSize(block: Buffer): number {
  if (((block[124] as number) & 0x80) !== 0) return Number(block.readBigUInt64BE(128));
  return Number.parseInt(block.toString("latin1", 124, 136), 8);
}

function checksum(block: Buffer): number {
  let sum = 0;
  for (let i = 0; i < BLOCK; i++) sum += i >= 148 && i < 156 ? 32 : (block[i] as number);
  return sum;
}
