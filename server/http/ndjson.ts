/** One line of a stream: its bytes, or only its length when it was longer than the limit. */
export type Line = { number: number; bytes: Uint8Array } | { number: number; tooLong: number };

/**
 * Splits a byte stream into lines with bounded memory: never more than one line of `maxLineBytes` and one chunk is held.
 * A longer line is skipped up to its end and reported, so that the rest of the stream goes on. Empty lines are left out.
 */
export async function* readLines(
  chunks: AsyncIterable<Uint8Array>,
  maxLineBytes: number,
): AsyncGenerator<Line> {
  let parts: Uint8Array[] = [];
  let length = 0;
  let number = 0;
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(0x0a); end !== -1; end = chunk.indexOf(0x0a, start)) {
      length += end - start;
      if (length <= maxLineBytes) parts.push(chunk.subarray(start, end));
      const line = takeLine(++number, parts, length, maxLineBytes);
      if (line !== null) yield line;
      parts = [];
      length = 0;
      start = end + 1;
    }
    length += chunk.length - start;
    // Past the limit nothing more is kept, only counted.
    if (length <= maxLineBytes) parts.push(chunk.subarray(start));
    else parts = [];
  }
  const last = takeLine(++number, parts, length, maxLineBytes);
  if (last !== null) yield last;
}

function takeLine(number: number, parts: Uint8Array[], length: number, maxLineBytes: number): Line | null {
  if (length > maxLineBytes) return { number, tooLong: length };
  let bytes: Uint8Array = parts.length === 1 ? (parts[0] as Uint8Array) : Buffer.concat(parts);
  if (bytes.at(-1) === 0x0d) bytes = bytes.subarray(0, -1);
  return bytes.some((byte) => byte !== 0x20 && byte !== 0x09) ? { number, bytes } : null;
}
