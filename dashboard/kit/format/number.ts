import { language } from "#kit/i18n/translate.ts";

export const NOTHING = "—";

/** 1,234; from ten thousand on 1.23 万 and 4.56 亿 (English: 12.3K, 4.56M). Show `exact` on hover. */
export function formatCount(value: number | null | undefined): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return NOTHING;
  const size = Math.abs(value);
  if (language() === "en") {
    if (size >= 1e9) return `${short(value / 1e9)}B`;
    if (size >= 1e6) return `${short(value / 1e6)}M`;
    if (size >= 1e5) return `${short(value / 1e3)}K`;
    return formatExact(value);
  }
  if (size >= 1e8) return `${short(value / 1e8)} 亿`;
  if (size >= 1e4) return `${short(value / 1e4)} 万`;
  return formatExact(value);
}

/** The figure in full: 12,345,678. */
export function formatExact(value: number, digits = 0): string {
  const [whole = "0", part] = Math.abs(value).toFixed(digits).split(".");
  const sign = value < 0 && Number(value.toFixed(digits)) !== 0 ? "-" : "";
  return sign + whole.replace(/\B(?=(\d{3})+$)/g, ",") + (part === undefined ? "" : `.${part}`);
}

/** Scores and indexes: one decimal. */
export function formatScore(value: number | null | undefined): string {
  return value === null || value === undefined || !Number.isFinite(value) ? NOTHING : value.toFixed(1);
}

/** 12.3% */
export function formatPercent(share: number | null | undefined): string {
  return share === null || share === undefined || !Number.isFinite(share)
    ? NOTHING
    : `${(share * 100).toFixed(1)}%`;
}

/** ▲12, ▼3, or 持平 (no change): a change always carries its arrow, never a colour alone. */
export function formatChange(value: number | null | undefined, digits = 0): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return NOTHING;
  const size = digits === 0 ? formatCount(Math.abs(value)) : Math.abs(value).toFixed(digits);
  if (Number(value.toFixed(digits)) === 0) return language() === "en" ? "no change" : "持平";
  return value > 0 ? `▲${size}` : `▼${size}`;
}

/** 1.2 MB */
export function formatBytes(bytes: number): string {
  const units = ["B", "KB", "MB", "GB", "TB"];
  let size = bytes;
  let unit = 0;
  while (size >= 1024 && unit < units.length - 1) {
    size /= 1024;
    unit += 1;
  }
  return `${unit === 0 ? size : size.toFixed(1)} ${units[unit]}`;
}

function short(value: number): string {
  const size = Math.abs(value);
  return size >= 1000 ? formatExact(Math.round(value)) : value.toFixed(size >= 100 ? 1 : 2);
}
