const DIGITS: Readonly<Record<string, number>> = {
  零: 0,
  〇: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
};
const UNITS: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 };
const LARGE: Readonly<Record<string, number>> = { 万: 1e4, 亿: 1e8 };

/** Characters of a number in normalised text, for use inside a regular expression. */
export const NUMERAL =
  "(?:\\d+(?:,\\d{3})*(?:\\.\\d+)?|[零〇一二两三四五六七八九十百千万亿]+(?:点[零〇一二三四五六七八九]+)?)";

/** "12", "3.5", "1,200", "十二", "二十四", "一百零八", "三点五", "二〇" as a number; null when it is none. */
export function parseNumeral(text: string): number | null {
  if (/^[\d.,]+$/.test(text)) {
    const value = Number(text.replaceAll(",", ""));
    return Number.isFinite(value) ? value : null;
  }
  const [whole = "", part] = text.split("点");
  const head = parseWhole(whole);
  if (head === null || part === undefined) return head;
  let value = head;
  let scale = 0.1;
  for (const digit of part) {
    const number = DIGITS[digit];
    if (number === undefined) return null;
    value += number * scale;
    scale /= 10;
  }
  return Math.round(value * 1e6) / 1e6;
}

function parseWhole(text: string): number | null {
  if (text === "") return null;
  // Digits only, as a year is read: 二〇二四.
  if ([...text].every((char) => DIGITS[char] !== undefined)) {
    return [...text].reduce((value, char) => value * 10 + (DIGITS[char] as number), 0);
  }
  let total = 0;
  let section = 0;
  let digit = 0;
  for (const char of text) {
    const number = DIGITS[char];
    const unit = UNITS[char];
    const large = LARGE[char];
    if (number !== undefined) digit = number;
    else if (unit !== undefined) {
      section += (digit === 0 && section === 0 ? 1 : digit) * unit;
      digit = 0;
    } else if (large !== undefined) {
      total += (section + digit === 0 ? 1 : section + digit) * large;
      section = 0;
      digit = 0;
    } else return null;
  }
  return total + section + digit;
}
