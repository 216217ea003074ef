import type { Wall } from "#domain/api/overview";
import { CITY, OUTSIDE } from "#domain/district";
import { levelNumber } from "#domain/level";
import type { EventBody, PushMessage } from "#domain/push";
import { language } from "#kit/i18n/translate.ts";

export type LevelCounts = readonly [number, number, number, number, number];

export interface AreaFigures {
  readonly code: string;
  readonly name: string;
  readonly monitored: number;
  readonly atRisk: number;
  readonly levels: LevelCounts;
  readonly index: number;
}

export interface IndustryFigures {
  readonly code: string;
  readonly name: string;
  readonly monitored: number;
  readonly atRisk: number;
}

/** One row of “最新动态”. */
export interface LatestRow {
  readonly uid: string;
  readonly kind: string;
  readonly timeMs: number;
  readonly enterpriseId: number;
  readonly name: string;
  readonly district: string;
  /** 1 to 5, now and before. */
  readonly level: number;
  readonly before: number;
  readonly score: number;
  readonly reason: string;
  readonly simulated: boolean;
  /** Longitude and latitude, where the message told them. */
  readonly at: readonly [number, number] | null;
}

/** Everything that the wall shows but the points: plain, immutable, bounded. */
export interface WallPicture {
  /** The area that the figures are of: the city or one district. */
  readonly area: string;
  readonly asOfMs: number;
  readonly monitored: number;
  readonly atRisk: number;
  readonly index: number;
  readonly levels: LevelCounts;
  /** At the start of the month; null when not known. */
  readonly levelsBefore: LevelCounts | null;
  readonly newToday: number;
  readonly openAlerts: number;
  readonly areas: readonly AreaFigures[];
  readonly industries: readonly IndustryFigures[];
  readonly trend: readonly { readonly day: string; readonly index: number }[];
  readonly latest: readonly LatestRow[];
  readonly dutyOfficer: string | null;
}

export const TREND_DAYS = 90;
/** Rows of “最新动态”: those shown and some that wait behind a filter. */
export const LATEST_KEPT = 24;
/** New rows that a frame lets in, so that eight rows can be read before they are gone. */
export const LATEST_PER_FRAME = 2;

/** The picture as the server draws it. Where few events are told, those who entered a risk level last fill the list. */
export function makePicture(wall: Wall): WallPicture {
  const { overview } = wall;
  const rows: LatestRow[] = wall.latest.flatMap((row) =>
    row.enterpriseId === null
      ? []
      : [
          {
            uid: row.uid,
            kind: row.kind,
            timeMs: Date.parse(row.time),
            enterpriseId: row.enterpriseId,
            name: row.name,
            district: row.district,
            level: levelNumber(row.level),
            before: levelNumber(row.level),
            score: row.score,
            reason: row.reason,
            simulated: row.simulated,
            at: null,
          },
        ],
  );
  const risen: LatestRow[] = overview.newest.map((row) => ({
    uid: `risen-${row.enterpriseId}`,
    kind: "level",
    timeMs: Date.parse(row.since),
    enterpriseId: row.enterpriseId,
    name: row.name,
    district: row.district,
    level: levelNumber(row.level),
    before: levelNumber(row.level),
    score: row.score,
    reason: row.reason,
    simulated: row.simulated,
    at: null,
  }));
  return {
    area: overview.district,
    asOfMs: Date.parse(overview.asOf),
    monitored: overview.monitored,
    atRisk: overview.atRisk,
    index: overview.index,
    levels: overview.levels,
    levelsBefore: overview.levelsBefore,
    newToday: overview.newToday,
    openAlerts: overview.openAlerts,
    areas: overview.areas.map(({ code, name, monitored, atRisk, levels, index }) => ({
      code,
      name,
      monitored,
      atRisk,
      levels,
      index,
    })),
    industries: overview.industries.map(({ code, name, monitored, atRisk }) => ({
      code,
      name,
      monitored,
      atRisk,
    })),
    trend: overview.trend.slice(-TREND_DAYS).map(({ day, index }) => ({ day, index })),
    latest: mergeLatest([], [...rows, ...risen]),
    dutyOfficer: wall.dutyOfficer,
  };
}

/** An event message with the district of its topic. */
export interface Arrival {
  readonly district: string;
  readonly body: EventBody;
}

/** The event messages of a batch that the area holds; enterprises outside of the city are no part of any figure. */
export function readArrivals(messages: readonly PushMessage[], area: string): Arrival[] {
  const arrivals: Arrival[] = [];
  for (const { topic, body } of messages) {
    const [channel, district = ""] = topic.split(".");
    if (channel !== "events" || district === OUTSIDE) continue;
    if (area !== CITY && district !== area) continue;
    arrivals.push({ district, body: body as EventBody });
  }
  return arrivals;
}

/**
 * One frame: all that arrived in a second, applied at once. Level changes move the counts; industries, streets, index and
 * trend come with the next picture of the server, a minute away at most.
 */
export function applyArrivals(
  picture: WallPicture,
  arrivals: readonly Arrival[],
  leastLevel: number = 2,
): WallPicture {
  if (arrivals.length === 0) return picture;
  const levels = [...picture.levels] as [number, number, number, number, number];
  const areas = new Map<string, AreaFigures>();
  let newToday = picture.newToday;
  for (const { district, body } of arrivals) {
    if (body.e === null || body.l === body.p) continue;
    moveLevel(levels, body.p, body.l);
    if (body.l >= 3 && body.p < 3) newToday += 1;
    const area = areas.get(district) ?? picture.areas.find((each) => each.code === district);
    if (area === undefined) continue;
    const moved = [...area.levels] as [number, number, number, number, number];
    moveLevel(moved, body.p, body.l);
    areas.set(district, { ...area, levels: moved, atRisk: moved[2] + moved[3] + moved[4] });
  }
  return {
    ...picture,
    levels,
    atRisk: levels[2] + levels[3] + levels[4],
    newToday,
    areas: areas.size === 0 ? picture.areas : picture.areas.map((area) => areas.get(area.code) ?? area),
    latest: mergeLatest(picture.latest, pickArrivals(arrivals, leastLevel)),
  };
}

function moveLevel(levels: number[], from: number, to: number): void {
  const left = levels[from - 1];
  const entered = levels[to - 1];
  if (left !== undefined) levels[from - 1] = Math.max(0, left - 1);
  if (entered !== undefined) levels[to - 1] = entered + 1;
}

/** What of a frame is worth a row: rises first, then by level and score; ordinary news of normal firms never. */
export function pickArrivals(
  arrivals: readonly Arrival[],
  leastLevel: number = 2,
  most: number = LATEST_PER_FRAME,
): LatestRow[] {
  const newest = new Map<number, Arrival>();
  for (const arrival of arrivals) {
    const { body } = arrival;
    if (body.e === null || Math.max(body.l, body.p) < leastLevel) continue;
    newest.set(body.e, arrival);
  }
  return [...newest.values()]
    .sort(
      ({ body: a }, { body: b }) =>
        Number(b.l > b.p) - Number(a.l > a.p) || b.l - a.l || b.s - a.s || a.u.localeCompare(b.u),
    )
    .slice(0, most)
    .map(({ district, body }) => ({
      uid: body.u,
      kind: body.k,
      timeMs: body.t,
      enterpriseId: body.e as number,
      name: body.n,
      district,
      level: body.l,
      before: body.p,
      score: body.s,
      reason: language() === "en" && body.v ? body.v : body.w,
      simulated: body.m === 1,
      at: body.x ?? null,
    }));
}

/** Newest on top, each enterprise once, bounded. */
export function mergeLatest(rows: readonly LatestRow[], added: readonly LatestRow[]): readonly LatestRow[] {
  if (added.length === 0) return rows;
  const seen = new Set<number>();
  return [...added, ...rows]
    .filter((row) => row.level >= 2 || row.before >= 2)
    .sort((a, b) => b.timeMs - a.timeMs)
    .filter((row) => {
      if (seen.has(row.enterpriseId)) return false;
      seen.add(row.enterpriseId);
      return true;
    })
    .slice(0, LATEST_KEPT);
}

/** Most at risk first; the share, then the code decide between equals, so that rows do not change places by chance. */
export function rankAtRisk<
  R extends { readonly code: string; readonly atRisk: number; readonly monitored: number },
>(rows: readonly R[], most: number): readonly R[] {
  const share = (row: R): number => (row.monitored === 0 ? 0 : row.atRisk / row.monitored);
  return [...rows]
    .sort((a, b) => b.atRisk - a.atRisk || share(b) - share(a) || a.code.localeCompare(b.code))
    .slice(0, most);
}
