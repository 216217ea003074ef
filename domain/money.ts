/**
 * Yuan as decimal text, "1234.5": never a float sum. Inside, an amount is a bigint of 1/10,000 yuan (four decimals,
 * the most that any source sends and that the database column keeps).
 */
export type Yuan = string;

const SCALE = 10_000n;
const DECIMALS = 4;
const PATTERN = /^-?\d{1,16}(\.\d{1,4})?$/;

export function isYuan(text: string): boolean {
  return PATTERN.test(text);
}

/** In 1/10,000 yuan. Throws on anything that is not decimal yuan: check with isYuan at the edge. */
export function toUnits(amount: Yuan): bigint {
  if (!PATTERN.test(amount)) throw new RangeError(`not an amount in yuan: ${amount.slice(0, 40)}`);
  const negative = amount.startsWith("-");
  const [whole = "0", fraction = ""] = (negative ? amount.slice(1) : amount).split(".");
  const units = BigInt(whole) * SCALE + BigInt(fraction.padEnd(DECIMALS, "0"));
  return negative ? -units : units;
}

/** The shortest exact text: no trailing zeros, no "-0". */
export function fromUnits(units: bigint): Yuan {
  const absolute = units < 0n ? -units : units;
  const fraction = String(absolute % SCALE)
    .padStart(DECIMALS, "0")
    .replace(/0+$/, "");
  const text = fraction === "" ? String(absolute / SCALE) : `${absolute / SCALE}.${fraction}`;
  return units < 0n ? `-${text}` : text;
}

export function addYuan(...amounts: readonly Yuan[]): Yuan {
  return fromUnits(amounts.reduce((sum, amount) => sum + toUnits(amount), 0n));
}

export function subtractYuan(left: Yuan, right: Yuan): Yuan {
  return fromUnits(toUnits(left) - toUnits(right));
}

/** Negative, zero or positive, as a sort wants it. */
export function compareYuan(left: Yuan, right: Yuan): number {
  const difference = toUnits(left) - toUnits(right);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** left / right as a plain number, for ratios that are compared with a limit. null when right is zero. */
export function ratioOf(left: Yuan, right: Yuan): number | null {
  const divisor = toUnits(right);
  if (divisor === 0n) return null;
  // Nine digits after the point are exact here; the quotient of two floats would not be.
  return Number((toUnits(left) * 1_000_000_000n) / divisor) / 1e9;
}

export type YuanUnit = "yuan" | "wan" | "yi";
export const YUAN_UNIT_NAMES: Readonly<Record<YuanUnit, string>> = { yuan: "元", wan: "万元", yi: "亿元" };

/** The unit that suits an amount: 亿元 from 1 亿, 万元 from 1 万. A column picks one unit for all its rows. */
export function unitFor(amount: Yuan): YuanUnit {
  const units = toUnits(amount);
  const absolute = units < 0n ? -units : units;
  if (absolute >= 100_000_000n * SCALE) return "yi";
  return absolute >= 10_000n * SCALE ? "wan" : "yuan";
}

/** "1,234.50": rounded half away from zero to `decimals`, with thousands marks, without the unit's name. */
export function formatAmount(amount: Yuan, unit: YuanUnit, decimals = 2): string {
  if (!Number.isInteger(decimals) || decimals < 0 || decimals > DECIMALS)
    throw new RangeError("0 to 4 decimals");
  const perUnit = unit === "yi" ? 100_000_000n : unit === "wan" ? 10_000n : 1n;
  const units = toUnits(amount);
  const negative = units < 0n;
  const numerator = (negative ? -units : units) * 10n ** BigInt(decimals);
  const denominator = SCALE * perUnit;
  const rounded = (numerator + denominator / 2n) / denominator;
  const digits = String(rounded).padStart(decimals + 1, "0");
  const whole = digits.slice(0, digits.length - decimals).replace(/\B(?=(\d{3})+$)/g, ",");
  const text = decimals === 0 ? whole : `${whole}.${digits.slice(digits.length - decimals)}`;
  return negative && rounded !== 0n ? `-${text}` : text;
}

/** With its unit: 1.23亿元, 4,560.00万元, 99.50元. */
export function formatYuan(amount: Yuan, decimals = 2): string {
  const unit = unitFor(amount);
  return `${formatAmount(amount, unit, decimals)}${YUAN_UNIT_NAMES[unit]}`;
}
