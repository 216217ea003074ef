import { formatCount, formatExact } from "#kit/format/number.ts";

/** A key figure: in full as long as it fits its place, then in 万 (thousands and millions in English). */
export function formatFigure(value: number): { readonly digits: string; readonly unit: string } {
  if (Math.abs(value) < 1_000_000) return { digits: formatExact(value), unit: "" };
  const short = formatCount(value);
  const match = /^(.*?)\s?(万|亿|[KMB])$/.exec(short);
  return match === null
    ? { digits: short, unit: "" }
    : { digits: match[1] as string, unit: match[2] as string };
}

/** “▲12”, with a sign that reads without colour; empty where nothing changed or nothing is known. */
export function formatStep(value: number | null): string {
  if (value === null || value === 0 || !Number.isFinite(value)) return "";
  return `${value > 0 ? "▲" : "▼"}${formatExact(Math.abs(value))}`;
}
