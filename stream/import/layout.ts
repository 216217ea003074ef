import { TextDecoder } from "node:util";

export type Encoding = "utf-8" | "gb18030";
export type Delimiter = "," | "\t" | ";" | "|";

/** How a file is to be read, found from its first bytes. */
export type Layout =
  | { readonly format: "csv"; readonly encoding: Encoding; readonly delimiter: Delimiter }
  | { readonly format: "ndjson"; readonly encoding: Encoding };

const DELIMITERS: readonly Delimiter[] = [",", "\t", ";", "|"];
const SAMPLE_BYTES = 64 * 1024;

/**
 * Format, encoding and delimiter by content; the name decides nothing. null when it is neither CSV nor NDJSON: binary
 * (a workbook, an archive), UTF-16, one JSON document over several lines, or nothing at all.
 */
export function detectLayout(head: Uint8Array): Layout | null {
  const sample = head.subarray(0, SAMPLE_BYTES);
  if (sample.length === 0 || sample.includes(0)) return null;
  const encoding = detectEncoding(sample);
  if (encoding === null) return null;
  const text = new TextDecoder(encoding).decode(sample);
  const first = text
    .split(/\r?\n/)
    .find((line) => line.trim() !== "")
    ?.trim();
  if (first === undefined) return null;
  if (first.startsWith("{"))
    return first.endsWith("}") || !text.includes("\n") ? { format: "ndjson", encoding } : null;
  if (first.startsWith("[") && !first.includes(",")) return null;
  const delimiter = detectDelimiter(text);
  return delimiter === null ? null : { format: "csv", encoding, delimiter };
}

/**
 * UTF-8 when the sample is that from end to end but for a few broken rows; else GB18030, when most of it reads as
 * Chinese. A file with a broken row here and there keeps its encoding, and the rows are faulted singly.
 */
function detectEncoding(sample: Uint8Array): Encoding | null {
  if (sample[0] === 0xef && sample[1] === 0xbb && sample[2] === 0xbf) return "utf-8";
  if ((sample[0] === 0xff && sample[1] === 0xfe) || (sample[0] === 0xfe && sample[1] === 0xff)) return null;
  const utf8 = new TextDecoder("utf-8").decode(sample);
  const broken = count(utf8, /\uFFFD/g);
  // The sample may end inside a character.
  if (broken <= 1) return "utf-8";
  const wide = count(utf8, /[\u4e00-\u9fff]/g);
  const gb = new TextDecoder("gb18030").decode(sample);
  const gbBroken = count(gb, /\uFFFD/g);
  const gbWide = count(gb, /[\u4e00-\u9fff]/g);
  if (wide >= broken * 2) return "utf-8";
  return gbWide > gbBroken * 4 ? "gb18030" : "utf-8";
}

/** The delimiter that cuts the header most, and the first rows alike. A single column has none: a comma will do. */
function detectDelimiter(text: string): Delimiter | null {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== "");
  const header = lines[0] as string;
  if (/[{}]/.test(header)) return null;
  let best: Delimiter = ",";
  let bestScore = 0;
  for (const delimiter of DELIMITERS) {
    const cuts = cutsOf(header, delimiter);
    if (cuts === 0) continue;
    const alike = lines.slice(1, 11).filter((line) => cutsOf(line, delimiter) === cuts).length;
    const score = cuts + 2 * alike;
    if (score > bestScore) {
      best = delimiter;
      bestScore = score;
    }
  }
  return best;
}

function cutsOf(line: string, delimiter: string): number {
  let cuts = 0;
  let quoted = false;
  for (const character of line) {
    if (character === '"') quoted = !quoted;
    else if (character === delimiter && !quoted) cuts++;
  }
  return cuts;
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
