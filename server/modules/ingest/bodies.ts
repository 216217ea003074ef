import { MAX_JSON_DEPTH, parseJsonBody, splitArray } from "#server/http/json-body";
import { readLines } from "#server/http/ndjson";
import type { IngestRow } from "#server/http/ports";
import { Refusal } from "#server/http/refusal";

/** One JSON body. Larger sets go as NDJSON, which is never held as a whole. */
export const JSON_LIMIT_BYTES = 10 * 1024 * 1024;
export const ROW_LIMIT_BYTES = 1024 * 1024;
/** Rows of one call: bounds the answer, which has a line for each. */
export const MOST_ROWS = 200_000;
/** Rows that are checked, resolved and published together. */
const BATCH_ROWS = 500;
const BATCH_BYTES = 2 * 1024 * 1024;
const RAW_CHARACTERS = 4000;
/** A body that is deeper is refused unread; in between it is the row that is too deep, and its neighbours are taken. */
const BODY_DEPTH = 512;

/** The whole body, or a refusal as soon as it is too long; the declared length is believed when it says so. */
export async function readBody(
  chunks: AsyncIterable<Uint8Array>,
  declaredBytes: number | null,
): Promise<Buffer> {
  const tooLarge = (): Refusal => new Refusal("ingest.body-too-large", { max: JSON_LIMIT_BYTES });
  if (declaredBytes !== null && declaredBytes > JSON_LIMIT_BYTES) throw tooLarge();
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    length += chunk.length;
    if (length > JSON_LIMIT_BYTES) throw tooLarge();
    parts.push(chunk);
  }
  return Buffer.concat(parts);
}

/** Rows of a JSON body: one event, or an array of them, each judged by itself. A fault of the body as a whole throws. */
export function rowsOfJson(body: Buffer): IngestRow[] {
  if (body.length === 0) throw new Refusal("ingest.empty");
  const elements = splitArray(body, BODY_DEPTH);
  if (elements === null) {
    const parsed = parseJsonBody(body);
    if (!parsed.ok) throw new Refusal(parsed.fault, { max: MAX_JSON_DEPTH, detail: parsed.detail });
    return [{ row: 1, value: parsed.value }];
  }
  if (elements.length === 0) throw new Refusal("ingest.empty");
  if (elements.length > MOST_ROWS) throw new Refusal("ingest.too-many-rows", { max: MOST_ROWS });
  return elements.map((element, i) =>
    element.length > ROW_LIMIT_BYTES ? longRow(i + 1, element.length) : rowOf(i + 1, element),
  );
}

/** Batches of an NDJSON stream; a line that cannot be read is a faulty row, and the next one goes on. */
export async function* batchesOfNdjson(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<IngestRow[]> {
  let batch: IngestRow[] = [];
  let bytes = 0;
  let rows = 0;
  for await (const line of readLines(chunks, ROW_LIMIT_BYTES)) {
    if (++rows > MOST_ROWS) throw new Refusal("ingest.too-many-rows", { max: MOST_ROWS });
    if ("tooLong" in line) {
      batch.push(longRow(line.number, line.tooLong));
    } else {
      batch.push(rowOf(line.number, line.bytes));
      bytes += line.bytes.length;
    }
    if (batch.length >= BATCH_ROWS || bytes >= BATCH_BYTES) {
      yield batch;
      batch = [];
      bytes = 0;
    }
  }
  if (batch.length > 0) yield batch;
}

/** The same measure for rows that are in memory already. */
export function* batchesOf(rows: readonly IngestRow[]): Generator<IngestRow[]> {
  for (let i = 0; i < rows.length; i += BATCH_ROWS) yield rows.slice(i, i + BATCH_ROWS);
}

function longRow(row: number, bytes: number): IngestRow {
  return {
    row,
    fault: { code: "ingest.row-too-large", params: { max: ROW_LIMIT_BYTES } },
    raw: `(${bytes} bytes)`,
  };
}

function rowOf(row: number, bytes: Uint8Array): IngestRow {
  const parsed = parseJsonBody(bytes);
  if (parsed.ok) return { row, value: parsed.value };
  // Shown as it came as far as it can be: broken bytes become U+FFFD.
  const raw = Buffer.from(bytes).toString("utf8").slice(0, RAW_CHARACTERS);
  return { row, fault: { code: parsed.fault, params: { max: MAX_JSON_DEPTH, detail: parsed.detail } }, raw };
}
