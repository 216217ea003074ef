import { isDistrict } from "#domain/district";

/** Everything that a person may set on the wall. It lives in the address, so that a screen comes back as it was. */
export interface WallFilters {
  /** One district, or null for the whole of the user's scope. */
  readonly district: string | null;
  /** A section (门类) of GB/T 4754, "A" to "T", or null. */
  readonly industry: string | null;
  /** Lowest level of points and events, 2 to 5. */
  readonly level: 2 | 3 | 4 | 5;
  /** 参观模式: names are masked. */
  readonly visitors: boolean;
  readonly paused: boolean;
  /** Seconds at each stop of the tour. */
  readonly every: number;
  /** "svg": the plain map even where WebGL2 works. */
  readonly map: "auto" | "svg";
}

export const DEFAULT_FILTERS: WallFilters = {
  district: null,
  industry: null,
  level: 2,
  visitors: false,
  paused: false,
  every: 20,
  map: "auto",
};

const LEVEL_WORDS = { yellow: 2, orange: 3, red: 4, outbreak: 5 } as const;
const EVERY = { least: 5, most: 600 } as const;

/** What cannot be read is left at its default: a wall never shows an error for its address. */
export function readFilters(search: string): WallFilters {
  const query = new URLSearchParams(search);
  const district = query.get("district") ?? "";
  const industry = (query.get("industry") ?? "").toUpperCase();
  const level = query.get("level") ?? "";
  const every = Number(query.get("every") ?? Number.NaN);
  return {
    district: isDistrict(district) ? district : null,
    industry: /^[A-T]$/.test(industry) ? industry : null,
    level: level in LEVEL_WORDS ? LEVEL_WORDS[level as keyof typeof LEVEL_WORDS] : DEFAULT_FILTERS.level,
    visitors: query.get("visitors") === "1",
    paused: query.get("rotate") === "off",
    every: Number.isFinite(every)
      ? Math.min(EVERY.most, Math.max(EVERY.least, Math.round(every)))
      : DEFAULT_FILTERS.every,
    map: query.get("map") === "svg" ? "svg" : "auto",
  };
}

/** The shortest address that reads back the same; defaults are left out. */
export function writeFilters(filters: WallFilters): string {
  const query = new URLSearchParams();
  if (filters.district !== null) query.set("district", filters.district);
  if (filters.industry !== null) query.set("industry", filters.industry);
  const level = Object.entries(LEVEL_WORDS).find(([, number]) => number === filters.level);
  if (level !== undefined && filters.level !== DEFAULT_FILTERS.level) query.set("level", level[0]);
  if (filters.visitors) query.set("visitors", "1");
  if (filters.paused) query.set("rotate", "off");
  if (filters.every !== DEFAULT_FILTERS.every) query.set("every", String(filters.every));
  if (filters.map !== DEFAULT_FILTERS.map) query.set("map", filters.map);
  const text = query.toString();
  return text === "" ? "" : `?${text}`;
}
