import { TextDecoder } from "node:util";
import type { Words } from "#domain/error";
import { describeJsonFault } from "#domain/json-fault";

/** What is wrong with a body, as a code of the catalogue. */
export type BodyFault = "ingest.bad-utf8" | "ingest.bad-json" | "ingest.too-deep";
/** `detail` says where the text breaks, "" when the code says all. */
export type ParsedBody = { ok: true; value: unknown } | { ok: false; fault: BodyFault; detail: Words | "" };

/** Deeper than any shape of ours (the deepest has 6 levels); a parser's stack is never at risk. */
export const MAX_JSON_DEPTH = 32;

const OPEN_BRACE = 0x7b;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACE = 0x7d;
const CLOSE_BRACKET = 0x5d;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;

/** Strict UTF-8 and bounded depth, both checked before the parser sees the text. */
export function parseJsonBody(bytes: Uint8Array, maxDepth = MAX_JSON_DEPTH): ParsedBody {
  if (isDeeper(bytes, maxDepth)) return { ok: false, fault: "ingest.too-deep", detail: "" };
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return { ok: false, fault: "ingest.bad-utf8", detail: "" };
  }
  try {
    // The reviver costs five times the parse: only a text that could name the key pays for it.
    const suspect = text.includes("__proto__") || text.includes("\\u005");
    return { ok: true, value: suspect ? JSON.parse(text, dropPrototype) : JSON.parse(text) };
  } catch {
    return { ok: false, fault: "ingest.bad-json", detail: describeJsonFault(text) };
  }
}

/**
 * Calls `see` at each bracket and comma outside strings, with the depth after it, until it answers false. Works on bytes:
 * in UTF-8 the structural characters never occur inside another character.
 */
function scan(bytes: Uint8Array, see: (at: number, byte: number, depth: number) => boolean): void {
  let depth = 0;
  let inString = false;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] as number;
    if (inString) {
      if (byte === BACKSLASH) i++;
      else if (byte === QUOTE) inString = false;
    } else if (byte === QUOTE) inString = true;
    else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
      if (!see(i, byte, ++depth)) return;
    } else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) {
      if (!see(i, byte, --depth)) return;
    } else if (byte === COMMA && !see(i, byte, depth)) return;
  }
}

function isDeeper(bytes: Uint8Array, maxDepth: number): boolean {
  let deeper = false;
  scan(bytes, (_at, _byte, depth) => {
    deeper = depth > maxDepth;
    return !deeper;
  });
  return deeper;
}

function dropPrototype(key: string, value: unknown): unknown {
  return key === "__proto__" ? undefined : value;
}

/**
 * The elements of a JSON array as they stand in the body, unparsed, so that each is judged by itself. null: it is no
 * array, it does not end, something follows it, an element is empty, or it is nested deeper than `maxDepth`; then the
 * parser of the whole says what is wrong.
 */
export function splitArray(bytes: Uint8Array, maxDepth: number): Uint8Array[] | null {
  const first = skipSpace(bytes, 0);
  if (bytes[first] !== OPEN_BRACKET) return null;
  const elements: Uint8Array[] = [];
  let start = first + 1;
  let isWhole = false;
  scan(bytes, (at, byte, depth) => {
    if (depth > 1) return depth <= maxDepth;
    if (depth === 1 && byte !== COMMA) return true;
    const isEmpty = skipSpace(bytes, start) >= at;
    if (isEmpty && (depth === 1 || elements.length > 0)) return false;
    if (!isEmpty) elements.push(bytes.subarray(start, at));
    start = at + 1;
    isWhole = depth === 0 && byte === CLOSE_BRACKET && skipSpace(bytes, start) === bytes.length;
    return depth === 1;
  });
  return isWhole ? elements : null;
}

function skipSpace(bytes: Uint8Array, from: number): number {
  let at = from;
  while (bytes[at] === 0x20 || bytes[at] === 0x0a || bytes[at] === 0x0d || bytes[at] === 0x09) at++;
  return at;
}
