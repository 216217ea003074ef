import type { Overview } from "#domain/api/overview";
import { areaIndex } from "#domain/area-index";
import { CITY, DISTRICTS, OUTSIDE } from "#domain/district";
import type { Language } from "#domain/error";
import { industryName, SECTIONS, sectionOf } from "#domain/industry";
import type { PeriodRange } from "#domain/period";
import type { Scope } from "#domain/permission";
import { streetName, streetsOf } from "#domain/street";
import { addDays, addMonths, dayOf, startOfDay } from "#domain/time";
import { areaOf } from "#server/http/access";
import { dimensionsOf, iso, levelWord, round } from "#server/modules/levels";
import { countLivingAlerts } from "#store/alerts";
import { type AreaDayRow, readAreasAt, readAreaTrend } from "#store/area-index";
import type { Db } from "#store/pool";
import {
  type AreaCountRow,
  countNewRisk,
  type LevelCounts,
  type NewestRiskRow,
  readNewestRisk,
  readOverviewCounts,
} from "#store/scores";

export interface PictureQuestion {
  readonly scope: Scope;
  readonly period: PeriodRange;
  readonly nowMs: number;
  readonly language: Language;
}

/** A trend shorter than this says nothing. */
const TREND_DAYS = 90;
const NEWEST = 50;
const NOBODY: LevelCounts = [0, 0, 0, 0, 0];

/**
 * The overview of an area. Counts are of this moment; the index, what was before and the trend come from the areas'
 * kept days. Those days are of all enterprises of an area, so a scope that is cut by business, industry or what was given
 * to an organisation gets none of them.
 */
export async function drawOverview(db: Db, question: PictureQuestion): Promise<Overview> {
  const { scope, period, nowMs, language } = question;
  const today = dayOf(nowMs);
  const area = scope.street ?? areaOf(scope);
  const areas = subAreas(scope);
  const ownDays = scope.businesses === null && scope.givenTo === null && scope.industries === undefined;
  const trendFrom =
    period.name === "custom" ? period.firstDay : minDay(period.firstDay, addDays(today, 1 - TREND_DAYS));
  const [{ levels, areas: counts, industries }, newest, newToday, alerts, days, before, yearBefore, trend] =
    await Promise.all([
      readOverviewCounts(db, scope, 2),
      readNewestRisk(db, scope, NEWEST, period.fromMs),
      countNewRisk(db, scope, startOfDay(today)),
      countLivingAlerts(db, scope),
      ownDays ? readAreasAt(db, [area, ...areas.map(({ code }) => code)], today) : [],
      ownDays ? readAreasAt(db, [area], addDays(period.firstDay, -1)) : [],
      ownDays ? readAreasAt(db, [area], addMonths(today, -12)) : [],
      ownDays ? readAreaTrend(db, [area], trendFrom, period.name === "custom" ? period.lastDay : today) : [],
    ]);
  const dayOfArea = new Map(days.map((row) => [row.area, row]));
  const countsOfArea = new Map(counts.map((row) => [row.code, row.levels]));
  const monitored = sum(levels);
  return {
    asOf: iso(nowMs),
    district: areaOf(scope),
    monitored,
    atRisk: atRisk(levels),
    index: indexOf(dayOfArea.get(area), levels),
    levels,
    levelsBefore: before[0]?.levels ?? null,
    levelsYearBefore: yearBefore[0]?.levels ?? null,
    newToday,
    openAlerts: alerts,
    areas: areas.map(({ code, name }) =>
      presentArea(code, name[language], countsOfArea.get(code) ?? NOBODY, dayOfArea.get(code)),
    ),
    industries: foldSections(industries, language),
    newest: newest.map((row) => presentNewest(row, language)),
    trend: trend.map((row) => ({
      day: row.day,
      index: round(row.index),
      atRisk: row.atRisk,
      levels: row.levels,
    })),
  };
}

/** Districts for the city, streets inside a district, the street itself for who sees only one. */
function subAreas(scope: Scope): { code: string; name: { zh: string; en: string } }[] {
  if (scope.street !== null) return [{ code: scope.street, name: same(streetName(scope.street)) }];
  const [only] = scope.districts;
  if (scope.districts.length === 1 && only !== undefined && only !== CITY && only !== OUTSIDE) {
    return streetsOf(only).map(({ code, name }) => ({ code, name: same(name) }));
  }
  return DISTRICTS.filter(({ code }) => scope.districts.includes(code)).map(({ code, name, nameEn }) => ({
    code,
    name: { zh: name, en: nameEn },
  }));
}

function presentArea(code: string, name: string, levels: LevelCounts, day: AreaDayRow | undefined) {
  return {
    code,
    name,
    monitored: sum(levels),
    atRisk: atRisk(levels),
    levels,
    index: indexOf(day, levels),
    dimensions: dimensionsOf(day?.dimensions ?? []),
  };
}

/** The kept index; before the first minute's tick (or for a cut scope) what the levels alone say. */
function indexOf(day: AreaDayRow | undefined, levels: LevelCounts): number {
  return round(day?.index ?? areaIndex({ monitored: sum(levels), levels, meanScore: 0 }));
}

function foldSections(rows: readonly AreaCountRow[], language: Language): Overview["industries"] {
  const sections = new Map<string, LevelCounts>();
  for (const row of rows) {
    // A source that writes the section before the code ("J66") is understood too.
    const section = sectionOf(row.code) ?? /^[A-T]/.exec(row.code)?.[0] ?? "";
    const sum = sections.get(section) ?? [0, 0, 0, 0, 0];
    row.levels.forEach((n, i) => {
      sum[i] = (sum[i] as number) + n;
    });
    sections.set(section, sum);
  }
  const known = SECTIONS.filter(({ code }) => sections.has(code)).map(({ code }) => code);
  return [...known, ...(sections.has("") ? [""] : [])]
    .map((code) => {
      const levels = sections.get(code) as LevelCounts;
      const name = code === "" ? (language === "zh" ? "未知" : "Unknown") : industryName(code, language);
      return { code, name, monitored: sum(levels), atRisk: atRisk(levels), levels };
    })
    .sort((a, b) => b.atRisk - a.atRisk || b.monitored - a.monitored);
}

function presentNewest(row: NewestRiskRow, language: Language): Overview["newest"][number] {
  return {
    enterpriseId: row.enterpriseId,
    name: row.name,
    district: row.district,
    level: levelWord(row.level),
    score: round(row.score),
    change: round(row.change),
    reason: language === "en" && row.reasonEn !== "" ? row.reasonEn : row.reason,
    since: iso(row.sinceMs),
    simulated: row.simulated,
  };
}

function sum(levels: LevelCounts): number {
  return levels.reduce((total, n) => total + n, 0);
}

function atRisk(levels: LevelCounts): number {
  return levels[2] + levels[3] + levels[4];
}

function same(name: string): { zh: string; en: string } {
  return { zh: name, en: name };
}

function minDay(a: string, b: string): string {
  return a < b ? a : b;
}
