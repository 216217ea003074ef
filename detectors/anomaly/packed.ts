/**
 * Whole numbers within ±PACK_LIMIT, two printable characters each: a third of the bytes of a JSON array, and read and
 * written by JSON as one string. The characters are `#` to `~` without the backslash.
 */
const BASE = 91;
const FIRST = 35;
const BACKSLASH = 92;
export const PACK_LIMIT = Math.floor((BASE * BASE - 1) / 2);

const CHARACTERS = Array.from({ length: BASE }, (_, digit) => {
  const code = FIRST + digit;
  return String.fromCharCode(code >= BACKSLASH ? code + 1 : code);
});

/** The i-th number of a packed text. */
export function unpackAt(text: string, i: number): number {
  return digitAt(text, 2 * i) * BASE + digitAt(text, 2 * i + 1) - PACK_LIMIT;
}

export function pack(value: number): string {
  const whole = Math.round(Math.max(-PACK_LIMIT, Math.min(PACK_LIMIT, value))) + PACK_LIMIT;
  return (CHARACTERS[Math.floor(whole / BASE)] as string) + (CHARACTERS[whole % BASE] as string);
}

/** How many numbers a packed text holds. */
export function packedLength(text: string): number {
  return text.length / 2;
}

/** Every number times a factor plus an offset, for a change of unit or of the zero. */
export function rescale(text: string, factor: number, offset: number): string {
  let out = "";
  for (let i = 0; i < packedLength(text); i++) out += pack(unpackAt(text, i) * factor + offset);
  return out;
}

function digitAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code > BACKSLASH ? code - FIRST - 1 : code - FIRST;
}
