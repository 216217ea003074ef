import { formatYuan } from "#kit/format/money.ts";
import { formatExact, formatPercent, NOTHING } from "#kit/format/number.ts";
import { language } from "#kit/i18n/translate.ts";

/** A value of an indicator in its unit: 12.3%, 4.5倍, 30天; unknown is a dash. */
export function formatIndicator(unit: string, value: number | null): string {
  if (value === null) return NOTHING;
  const zh = language() === "zh";
  switch (unit) {
    case "ratio":
      return formatPercent(value);
    case "monthly-rate":
      return `${formatExact(value * 1000, 1)}‰`;
    case "times":
      return zh ? `${formatExact(value, 2)} 倍` : `${formatExact(value, 2)}×`;
    case "yuan":
      return formatYuan(String(Math.round(value)));
    case "days":
      return zh ? `${formatExact(value)} 天` : `${formatExact(value)} d`;
    case "months":
      return zh ? `${formatExact(value, 1)} 个月` : `${formatExact(value, 1)} mo`;
    case "count":
    case "grade":
      return formatExact(value);
    default:
      return formatExact(value, 1);
  }
}
