/** A record of a file as bytes: a line, or several that one quoted field spans. */
export type Frame =
  | { readonly ok: true; readonly line: number; readonly bytes: Uint8Array }
  | {
      readonly ok: false;
      readonly line: number;
      readonly reason: "too-large" | "quote";
      readonly raw: Uint8Array;
    };

export interface FrameOptions {
  /** Longest record in bytes; what is longer is skipped to its end and reported. */
  readonly maxBytes: number;
  /** The delimiter of a CSV file, where a line break inside quotes does not end a record; null for one record a line. */
  readonly delimiter: string | null;
}

const NEW_LINE = 0x0a;
const RETURN = 0x0d;
const QUOTE = 0x22;
/** Lines that one quoted field may span: an unclosed quote must not swallow the file. */
const MAX_LINES = 200;
const RAW_BYTES = 4000;

/**
 * Cuts a byte stream into records with bounded memory. In UTF-8 and GB18030 neither a line break nor a quote occurs
 * inside another character, so cutting before decoding is safe, and one broken row does not spoil the next. A quote
 * that is not closed within MAX_LINES lines or `maxBytes` faults its first line alone; the lines after it are read
 * again as records of their own.
 */
export async function* readFrames(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  options: FrameOptions,
): AsyncGenerator<Frame> {
  const pending: Line[] = [];
  for await (const line of readLines(chunks, options.maxBytes)) {
    if (options.delimiter === null) {
      yield line.cut
        ? { ok: false, line: line.number, reason: "too-large", raw: line.bytes.subarray(0, RAW_BYTES) }
        : frameOf(line);
      continue;
    }
    pending.push(line);
    yield* settle(pending, options.maxBytes, options.delimiter, false);
  }
  while (pending.length > 0) yield* settle(pending, options.maxBytes, options.delimiter as string, true);
}

interface Line {
  readonly number: number;
  readonly bytes: Uint8Array;
  readonly quotes: number;
  /** true when it was longer than the limit; `bytes` then holds its beginning. */
  readonly cut: boolean;
}

function* settle(pending: Line[], maxBytes: number, delimiter: string, ended: boolean): Generator<Frame> {
  for (;;) {
    const first = pending[0];
    if (first === undefined) return;
    if (first.cut) {
      pending.shift();
      yield { ok: false, line: first.number, reason: "too-large", raw: first.bytes.subarray(0, RAW_BYTES) };
      continue;
    }
    let quotes = 0;
    let bytes = 0;
    let end = -1;
    for (let i = 0; i < pending.length; i++) {
      const line = pending[i] as Line;
      quotes += line.quotes;
      bytes += line.bytes.length + 1;
      if (line.cut || bytes > maxBytes) break;
      if (quotes % 2 === 0) {
        end = i;
        break;
      }
    }
    if (end === 0) {
      pending.shift();
      yield frameOf(first);
      continue;
    }
    const joined = end > 0 ? joinLines(pending.slice(0, end + 1)) : null;
    if (joined !== null && isWellQuoted(joined, delimiter.charCodeAt(0))) {
      pending.splice(0, end + 1);
      yield { ok: true, line: first.number, bytes: joined };
      continue;
    }
    const hopeless =
      joined !== null ||
      ended ||
      pending.length >= MAX_LINES ||
      bytes > maxBytes ||
      (pending.at(-1) as Line).cut;
    if (!hopeless) return;
    pending.shift();
    yield { ok: false, line: first.number, reason: "quote", raw: first.bytes.subarray(0, RAW_BYTES) };
  }
}

/** Two unclosed quotes look like one closed one: a closing quote must stand before a delimiter or at the end. */
function isWellQuoted(bytes: Uint8Array, delimiter: number): boolean {
  let quoted = false;
  for (let i = 0; i < bytes.length; i++) {
    if (bytes[i] !== QUOTE) continue;
    if (!quoted) {
      const before = bytes[i - 1];
      if (i > 0 && before !== delimiter && before !== NEW_LINE) return false;
      quoted = true;
    } else if (bytes[i + 1] === QUOTE) i++;
    else {
      const after = bytes[i + 1];
      if (i + 1 < bytes.length && after !== delimiter && after !== NEW_LINE && after !== RETURN) return false;
      quoted = false;
    }
  }
  return !quoted;
}

function frameOf(line: Line): Frame {
  return { ok: true, line: line.number, bytes: line.bytes };
}

/** Lines without their ends; empty ones are left out, but counted. */
async function* readLines(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  maxBytes: number,
): AsyncGenerator<Line> {
  let parts: Uint8Array[] = [];
  let length = 0;
  let number = 0;
  const take = (): Line | null => {
    number++;
    const cut = length > maxBytes;
    let bytes = parts.length === 1 ? (parts[0] as Uint8Array) : concat(parts);
    if (!cut && bytes.at(-1) === RETURN) bytes = bytes.subarray(0, -1);
    if (!bytes.some((byte) => byte !== 0x20 && byte !== 0x09)) return null;
    return { number, bytes, quotes: countQuotes(bytes), cut };
  };
  const add = (bytes: Uint8Array): void => {
    // Past the limit only the beginning is kept, to show it.
    if (length <= maxBytes) parts.push(length + bytes.length > maxBytes ? bytes.slice(0, RAW_BYTES) : bytes);
    length += bytes.length;
  };
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(NEW_LINE); end >= 0; end = chunk.indexOf(NEW_LINE, start)) {
      add(chunk.subarray(start, end));
      const line = take();
      if (line !== null) yield line;
      parts = [];
      length = 0;
      start = end + 1;
    }
    // A copy: the reader of the stream may use its buffer again.
    if (start < chunk.length) add(chunk.slice(start));
  }
  if (length > 0) {
    const line = take();
    if (line !== null) yield line;
  }
}

function countQuotes(bytes: Uint8Array): number {
  let count = 0;
  for (let at = bytes.indexOf(QUOTE); at >= 0; at = bytes.indexOf(QUOTE, at + 1)) count++;
  return count;
}

function joinLines(lines: readonly Line[]): Uint8Array {
  const parts: Uint8Array[] = [];
  for (const [i, line] of lines.entries()) {
    if (i > 0) parts.push(Uint8Array.of(NEW_LINE));
    parts.push(line.bytes);
  }
  return concat(parts);
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  let length = 0;
  for (const part of parts) length += part.length;
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
