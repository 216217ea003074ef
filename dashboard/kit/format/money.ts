import { formatExact, NOTHING } from "#kit/format/number.ts";
import { language } from "#kit/i18n/translate.ts";

/** Decimal yuan (a string: never summed as a float) as 元, 万元 or 亿元; English: CNY with thousands. */
export function formatYuan(yuan: string | null | undefined): string {
  if (yuan === null || yuan === undefined || yuan === "") return NOTHING;
  const value = Number(yuan);
  if (!Number.isFinite(value)) return yuan;
  if (language() === "en") return `CNY ${formatExact(value)}`;
  const size = Math.abs(value);
  if (size >= 1e8) return `${trim(value / 1e8)} 亿元`;
  if (size >= 1e4) return `${trim(value / 1e4)} 万元`;
  return `${formatExact(value, Number.isInteger(value) ? 0 : 2)} 元`;
}

function trim(value: number): string {
  const text = formatExact(value, 2);
  return text.replace(/\.?0+$/, "");
}
