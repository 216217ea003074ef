import { TextDecoder } from "node:util";

/** What is wrong with a body, as a code of the catalogue. */
export type BodyFault = "ingest.bad-utf8" | "ingest.bad-json" | "ingest.too-deep";
/** `detail` is for people: where the text breaks, "" when the code says all. */
export type ParsedBody = { ok: true; value: unknown } | { ok: false; fault: BodyFault; detail: string };

/** Deeper than any shape of ours (the deepest has 6 levels); a parser's stack is never at risk. */
export const MAX_JSON_DEPTH = 32;

const OPEN_BRACE = 0x7b;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACE = 0x7d;
const CLOSE_BRACKET = 0x5d;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;

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
  } catch (error) {
    return { ok: false, fault: "ingest.bad-json", detail: (error as Error).message.slice(0, 120) };
  }
}

/** Works on bytes: in UTF-8 the structural characters never occur inside another character. */
function isDeeper(bytes: Uint8Array, maxDepth: number): boolean {
  let depth = 0;
  let inString = false;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i];
    if (inString) {
      if (byte === BACKSLASH) i++;
      else if (byte === QUOTE) inString = false;
    } else if (byte === QUOTE) inString = true;
    else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
      if (++depth > maxDepth) return true;
    } else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) depth--;
  }
  return false;
}

function dropPrototype(key: string, value: unknown): unknown {
  return key === "__proto__" ? undefined : value;
}
