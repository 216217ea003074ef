import { createHash, randomUUID } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { FastifyRequest } from "fastify";
import { REQUIRED } from "#domain/issue";
import { Refusal } from "#server/http/refusal";

export interface KeptUpload {
  readonly id: string;
  readonly path: string;
  readonly fileName: string;
  readonly bytes: number;
  readonly fields: Readonly<Record<string, string>>;
}

const NAMES = /\.(?:csv|tsv|txt|ndjson|jsonl|json)$/i;

/**
 * Takes the one file of a multipart body to disk as it comes, never into memory, and the fields beside it. What is too
 * large or has another type leaves nothing behind.
 */
export async function keepUpload(
  request: FastifyRequest,
  folder: string,
  limitBytes: number,
): Promise<KeptUpload> {
  if (!request.isMultipart())
    throw new Refusal("request.media-type", { type: request.headers["content-type"] ?? "" });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const id = randomUUID();
  const part = join(folder, `${id}.part`);
  const fields: Record<string, string> = {};
  let kept: { path: string; fileName: string; bytes: number } | null = null;
  try {
    for await (const item of request.parts({ limits: { fileSize: limitBytes } })) {
      if (item.type === "field") {
        if (typeof item.value === "string") fields[item.fieldname] = item.value;
        continue;
      }
      if (!NAMES.test(item.filename)) {
        item.file.resume();
        throw new Refusal("import.format");
      }
      const hash = createHash("sha256");
      let bytes = 0;
      const count = new Transform({
        transform(chunk: Buffer, _encoding, done) {
          bytes += chunk.length;
          hash.update(chunk);
          done(null, chunk);
        },
      });
      await pipeline(item.file, count, createWriteStream(part, { mode: 0o600 }));
      if (item.file.truncated)
        throw new Refusal("import.too-large", { max: `${Math.round(limitBytes / 1024 / 1024)} MB` });
      const path = join(folder, `${id}.${hash.digest("hex").slice(0, 32)}.data`);
      await rename(part, path);
      kept = { path, fileName: cleanName(item.filename), bytes };
    }
    if (kept === null) throw missing("file");
    if (kept.bytes === 0) throw new Refusal("ingest.empty");
    return { id, ...kept, fields };
  } catch (error) {
    await rm(part, { force: true });
    if (kept !== null) await rm(kept.path, { force: true });
    throw error;
  }
}

/** The beginning of a kept file is enough for its preview. */
export function openUpload(path: string): AsyncIterable<Uint8Array> {
  return createReadStream(path, { highWaterMark: 64 * 1024 });
}

export function missing(field: string): Refusal {
  return new Refusal(
    "request.invalid",
    {},
    { details: [{ path: `body.${field}`, code: "invalid_type", message: REQUIRED }] },
  );
}

/** Shown on the page and in reports: no path, no control characters. */
function cleanName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? "";
  return [...last]
    .filter((character) => character >= " ")
    .join("")
    .slice(0, 200);
}
