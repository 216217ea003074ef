import type { Overview } from "#domain/api/overview";
import { OUTSIDE } from "#domain/district";
import { levelOf } from "#domain/level";
import type { Arrival } from "#kit/live/live.ts";

const NEWEST_LIMIT = 50;

/** The five counts after some level changes: each enterprise leaves its old level for the new one. */
export function moveCounts(data: Overview, arrivals: readonly Arrival<"events">[]): Overview {
  const levels = [...data.levels] as Overview["levels"];
  let atRisk = data.atRisk;
  for (const { body, district } of arrivals) {
    if (body.l === body.p || body.e === null || district === OUTSIDE) continue;
    move(levels, body.p, body.l);
    if (body.l >= 3 && body.p < 3) atRisk += 1;
    if (body.l < 3 && body.p >= 3) atRisk -= 1;
  }
  return { ...data, levels, atRisk: Math.max(0, atRisk) };
}

/** The newest list after some level changes: who rose to orange or above comes to the top, once. */
export function addRisers(data: Overview, arrivals: readonly Arrival<"events">[]): Overview {
  let newest = data.newest;
  for (const { body, district } of arrivals) {
    if (body.e === null || body.l < 3 || body.l <= body.p || district === OUTSIDE) continue;
    const row: Overview["newest"][number] = {
      enterpriseId: body.e,
      name: body.n,
      district,
      level: levelOf(body.l),
      score: body.s,
      change: 0,
      reason: body.w,
      since: new Date(body.t).toISOString(),
      simulated: body.m === 1,
    };
    newest = [row, ...newest.filter((other) => other.enterpriseId !== row.enterpriseId)].slice(
      0,
      NEWEST_LIMIT,
    );
  }
  return newest === data.newest ? data : { ...data, newest };
}

function move(levels: number[], from: number, to: number): void {
  const left = levels[from - 1];
  const entered = levels[to - 1];
  if (left !== undefined) levels[from - 1] = Math.max(0, left - 1);
  if (entered !== undefined) levels[to - 1] = entered + 1;
}
