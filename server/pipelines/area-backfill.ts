import { areaIndex } from "#domain/area-index";
import { CITY, OUTSIDE } from "#domain/district";
import { dayOf } from "#domain/time";
import { type AreaDay, readScoreChanges, saveAreaDays } from "#store/area-days";
import type { Pool } from "#store/pool";

interface Sum {
  n: number;
  levels: number[];
  total: number;
  dimensions: number[];
}

const PAGE = 20_000;
const DAY_MS = 86_400_000;

/**
 * The daily index of each area for days that passed before anybody recorded it (a seeded city, an import of history):
 * walks through all score changes in time order and takes a picture at the end of each day. Days that are recorded
 * already stay.
 */
export async function backfillAreaIndices(pool: Pool, fromMs: number, toMs: number): Promise<number> {
  const places = new Map<
    number,
    { areas: string[]; total: number; level: number; dimensions: readonly number[] }
  >();
  const sums = new Map<string, Sum>();
  let nextDayEnd = dayEnd(fromMs);
  let after: { timeMs: number; id: number } = { timeMs: 0, id: 0 };
  let written = 0;

  async function closeDays(untilMs: number): Promise<void> {
    while (nextDayEnd <= untilMs) {
      const day = dayOf(nextDayEnd - 1);
      written += await saveAreaDays(
        pool,
        [...sums].map(([area, sum]): AreaDay => describe(area, day, nextDayEnd - 1, sum)),
      );
      nextDayEnd += DAY_MS;
    }
  }

  for (let more = true; more; ) {
    const rows = await readScoreChanges(pool, after, toMs, PAGE);
    more = rows.length === PAGE;
    for (const row of rows) {
      if (row.timeMs >= nextDayEnd) await closeDays(row.timeMs);
      const known = places.get(row.enterpriseId);
      if (known !== undefined) apply(sums, known, -1);
      const areas = known?.areas ?? [CITY, row.district, ...(row.street === null ? [] : [row.street])];
      const now = { areas, total: row.total, level: row.level, dimensions: row.dimensions };
      if (row.district === OUTSIDE) continue;
      places.set(row.enterpriseId, now);
      apply(sums, now, 1);
    }
    const last = rows.at(-1);
    if (last !== undefined) after = { timeMs: last.timeMs, id: last.enterpriseId };
  }
  await closeDays(toMs);
  return written;
}

function dayEnd(ms: number): number {
  return Date.parse(`${dayOf(ms)}T00:00:00+08:00`) + DAY_MS;
}

function apply(
  sums: Map<string, Sum>,
  row: { areas: readonly string[]; total: number; level: number; dimensions: readonly number[] },
  sign: 1 | -1,
): void {
  for (const area of row.areas) {
    let sum = sums.get(area);
    if (sum === undefined) {
      sum = { n: 0, levels: [0, 0, 0, 0, 0], total: 0, dimensions: [0, 0, 0, 0, 0] };
      sums.set(area, sum);
    }
    sum.n += sign;
    sum.total += sign * row.total;
    sum.levels[row.level - 1] = (sum.levels[row.level - 1] as number) + sign;
    for (let i = 0; i < 5; i++)
      sum.dimensions[i] = (sum.dimensions[i] as number) + sign * (row.dimensions[i] ?? 0);
  }
}

function describe(area: string, day: string, atMs: number, sum: Sum): AreaDay {
  const levels = sum.levels as [number, number, number, number, number];
  const n = Math.max(1, sum.n);
  return {
    area,
    day,
    atMs,
    index: areaIndex({ monitored: sum.n, levels, meanScore: sum.total / n }),
    monitored: sum.n,
    atRisk: levels[2] + levels[3] + levels[4],
    levels,
    dimensions: sum.dimensions.map((value) => value / n),
  };
}
