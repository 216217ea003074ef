import { TextDecoder } from "node:util";
import { parse } from "csv-parse/sync";
import type { ErrorCode, ErrorParams } from "#domain/error";
import { describeJsonFault } from "#domain/json-fault";
import { type Frame, readFrames } from "#stream/import/frames";
import type { Encoding, Layout } from "#stream/import/layout";

/** A row that could not be read, with what is needed to show it and to send it back. */
export interface RowFault {
  readonly ok: false;
  /** The line of the file where it begins, as an editor counts. */
  readonly row: number;
  readonly code: ErrorCode;
  readonly params: ErrorParams;
  readonly path?: string;
  readonly raw: string;
}

export interface TableRow {
  readonly ok: true;
  readonly row: number;
  /** Which record it is, empty lines and header not counted: part of the id of a row that has none. */
  readonly record: number;
  readonly cells: readonly string[];
  readonly raw: string;
}

export interface ObjectRow {
  readonly ok: true;
  readonly row: number;
  readonly record: number;
  readonly value: Record<string, unknown>;
  readonly raw: string;
}

interface Place {
  readonly row: number;
  readonly record: number;
  readonly text: string;
}

type Chunks = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/** One event of the HTTP interface has the same limit. */
export const MAX_ROW_BYTES = 1024 * 1024;
const NO_OBJECT = { zh: "每行应为一个对象", en: "a row must be one object" };
/** Deeper JSON than any event has. */
const MAX_DEPTH = 32;
/** Records handed to the parser at once: 40 times cheaper than one by one. */
const BATCH = 256;

/** The header, then the rows, of a CSV file. Memory is bounded by one batch. */
export async function* readTable(
  chunks: Chunks,
  layout: Extract<Layout, { format: "csv" }>,
): AsyncGenerator<{ readonly header: readonly string[] } | TableRow | RowFault> {
  let header: readonly string[] | null = null;
  let record = 0;
  let batch: Place[] = [];
  const flush = function* (): Generator<TableRow | RowFault> {
    if (batch.length > 0) yield* parseBatch(batch, (header as readonly string[]).length, layout.delimiter);
    batch = [];
  };
  for await (const frame of readFrames(chunks, { maxBytes: MAX_ROW_BYTES, delimiter: layout.delimiter })) {
    if (header === null) {
      const text = frame.ok ? decode(frame.bytes, layout.encoding) : null;
      header =
        text === null
          ? []
          : ((splitRecords(text.replace(/^\uFEFF/, ""), layout.delimiter)?.[0] ?? []).map(
              cleanHeader,
            ) as string[]);
      yield { header };
      continue;
    }
    record++;
    const fault = faultOf(frame, layout.encoding);
    if (fault !== null) {
      yield* flush();
      yield fault;
      continue;
    }
    batch.push({
      row: frame.line,
      record,
      text: decode((frame as Extract<Frame, { ok: true }>).bytes, layout.encoding) as string,
    });
    if (batch.length >= BATCH) yield* flush();
  }
  yield* flush();
}

/** The objects of an NDJSON file. */
export async function* readObjects(
  chunks: Chunks,
  layout: Extract<Layout, { format: "ndjson" }>,
): AsyncGenerator<ObjectRow | RowFault> {
  let record = 0;
  for await (const frame of readFrames(chunks, { maxBytes: MAX_ROW_BYTES, delimiter: null })) {
    record++;
    const fault = faultOf(frame, layout.encoding);
    if (fault !== null) {
      yield fault;
      continue;
    }
    const raw = (decode((frame as Extract<Frame, { ok: true }>).bytes, layout.encoding) as string).replace(
      /^\uFEFF/,
      "",
    );
    yield parseObject(raw, frame.line, record);
  }
}

function parseObject(raw: string, row: number, record: number): ObjectRow | RowFault {
  let value: unknown;
  if (depthOf(raw) > MAX_DEPTH)
    return { ok: false, row, code: "ingest.too-deep", params: { max: MAX_DEPTH }, raw };
  try {
    value = JSON.parse(raw);
  } catch {
    return { ok: false, row, code: "ingest.bad-json", params: { detail: describeJsonFault(raw) }, raw };
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return { ok: false, row, code: "ingest.bad-json", params: { detail: NO_OBJECT }, raw };
  }
  return { ok: true, row, record, value: value as Record<string, unknown>, raw };
}

/** Most open brackets at once outside strings: found before the parser's stack is at risk. */
function depthOf(text: string): number {
  let depth = 0;
  let most = 0;
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const character = text.charCodeAt(i);
    if (quoted) {
      if (character === 0x5c) i++;
      else if (character === 0x22) quoted = false;
    } else if (character === 0x22) quoted = true;
    else if (character === 0x7b || character === 0x5b) most = Math.max(most, ++depth);
    else if (character === 0x7d || character === 0x5d) depth--;
  }
  return most;
}

function faultOf(frame: Frame, encoding: Encoding): RowFault | null {
  const row = frame.line;
  if (!frame.ok) {
    const raw = decodeLoosely(frame.raw, encoding);
    return frame.reason === "quote"
      ? { ok: false, row, code: "ingest.csv-quote", params: { row }, raw }
      : { ok: false, row, code: "ingest.row-too-large", params: { max: MAX_ROW_BYTES }, raw };
  }
  if (decode(frame.bytes, encoding) !== null) return null;
  return { ok: false, row, code: "ingest.bad-utf8", params: {}, raw: decodeLoosely(frame.bytes, encoding) };
}

function* parseBatch(
  batch: readonly Place[],
  columns: number,
  delimiter: string,
): Generator<TableRow | RowFault> {
  const together = splitRecords(batch.map((one) => one.text).join("\n"), delimiter);
  for (const [i, { row, record, text }] of batch.entries()) {
    // A record that the parser refuses spoils the batch: then each is read alone.
    const records =
      together !== null && together.length === batch.length
        ? [together[i] as string[]]
        : splitRecords(text, delimiter);
    const cells = records?.[0];
    if (cells === undefined) {
      yield { ok: false, row, code: "ingest.csv-quote", params: { row }, raw: text };
    } else if (cells.length !== columns) {
      yield {
        ok: false,
        row,
        code: "ingest.csv-row",
        params: { row, found: cells.length, expected: columns },
        raw: text,
      };
    } else yield { ok: true, row, record, cells, raw: text };
  }
}

function splitRecords(text: string, delimiter: string): string[][] | null {
  try {
    return parse(text, {
      delimiter,
      relax_column_count: true,
      skip_empty_lines: true,
      columns: false,
    }) as unknown as string[][];
  } catch {
    return null;
  }
}

const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const loose = { "utf-8": new TextDecoder("utf-8"), gb18030: new TextDecoder("gb18030") };

/** null when the bytes are not text of that encoding. */
function decode(bytes: Uint8Array, encoding: Encoding): string | null {
  if (encoding === "utf-8") {
    try {
      return strict.decode(bytes);
    } catch {
      return null;
    }
  }
  const text = loose.gb18030.decode(bytes);
  return text.includes("\uFFFD") ? null : text;
}

function decodeLoosely(bytes: Uint8Array, encoding: Encoding): string {
  return loose[encoding].decode(bytes);
}

function cleanHeader(text: string): string {
  return text.replace(/^\uFEFF/, "").trim();
}
