import data from "./industry.data.json" with { type: "json" };

/** A class of GB/T 4754-2017: 门类 (A–T), 大类 (2 digits), 中类 (3), 小类 (4). */
export interface Industry {
  readonly code: string;
  readonly name: string;
  readonly parent: string | null;
  /** 1 门类, 2 大类, 3 中类, 4 小类. */
  readonly depth: 1 | 2 | 3 | 4;
}

const byCode = new Map<string, Industry>();
for (const [code, name, parent] of data.rows as [string, string, string][]) {
  const depth = (/^[A-T]$/.test(code) ? 1 : code.length) as Industry["depth"];
  byCode.set(code, { code, name, parent: parent === "" ? null : parent, depth });
}

export const SECTIONS: readonly Industry[] = [...byCode.values()].filter((industry) => industry.depth === 1);

export function industryOf(code: string): Industry | null {
  return byCode.get(normaliseIndustry(code)) ?? null;
}

export function isIndustry(code: string): boolean {
  return byCode.has(normaliseIndustry(code));
}

/** Sources write "J6635", "6635" and "Ｊ6635"; the standard's own form has no letter below the section. */
export function normaliseIndustry(code: string): string {
  const text = code.normalize("NFKC").trim().toUpperCase();
  return /^[A-T]\d{2,4}$/.test(text) ? text.slice(1) : text;
}

/** The first-level section (门类) of any code: "6635" -> "J". null when the code is not in the standard. */
export function sectionOf(code: string): string | null {
  let industry = industryOf(code);
  while (industry !== null && industry.parent !== null) industry = byCode.get(industry.parent) ?? null;
  return industry?.code ?? null;
}

/** From the section down to the code itself; empty when unknown. */
export function industryPath(code: string): readonly Industry[] {
  const path: Industry[] = [];
  for (let industry = industryOf(code); industry !== null; ) {
    path.unshift(industry);
    industry = industry.parent === null ? null : (byCode.get(industry.parent) ?? null);
  }
  return path;
}

export function industriesUnder(code: string): readonly Industry[] {
  return [...byCode.values()].filter((industry) => industry.parent === code);
}

export function industryName(code: string, language: "zh" | "en" = "zh"): string {
  const industry = industryOf(code);
  if (industry === null) return code;
  return language === "en" ? (SECTION_NAMES_EN[industry.code] ?? industry.name) : industry.name;
}

/** Our translation of the 20 sections; below them the standard has Chinese names only. */
const SECTION_NAMES_EN: Readonly<Record<string, string>> = {
  A: "Agriculture, forestry, animal husbandry and fishery",
  B: "Mining",
  C: "Manufacturing",
  D: "Electricity, heat, gas and water supply",
  E: "Construction",
  F: "Wholesale and retail",
  G: "Transport, storage and post",
  H: "Accommodation and catering",
  I: "Information transmission, software and IT services",
  J: "Finance",
  K: "Real estate",
  L: "Leasing and business services",
  M: "Scientific research and technical services",
  N: "Water conservancy, environment and public facilities",
  O: "Resident services, repair and other services",
  P: "Education",
  Q: "Health and social work",
  R: "Culture, sports and entertainment",
  S: "Public administration, social security and social organisations",
  T: "International organisations",
};
