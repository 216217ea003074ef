import { CITY } from "#domain/district";

/** The tour of the map: the whole city, then district by district, most at risk first. */
export interface Rotation {
  readonly stops: readonly string[];
  readonly at: number;
  readonly sinceMs: number;
  readonly paused: boolean;
}

export function startRotation(nowMs: number, paused = false): Rotation {
  return { stops: [CITY], at: 0, sinceMs: nowMs, paused };
}

export function stopOf(rotation: Rotation): string {
  return rotation.stops[rotation.at] ?? CITY;
}

/** The order of a round: the city, then those that have somebody at risk; all of them where nobody is. */
export function makeStops(
  areas: readonly { readonly code: string; readonly atRisk: number }[],
): readonly string[] {
  const ranked = [...areas].sort((a, b) => b.atRisk - a.atRisk || a.code.localeCompare(b.code));
  const atRisk = ranked.filter((area) => area.atRisk > 0);
  return [CITY, ...(atRisk.length > 0 ? atRisk : ranked).map((area) => area.code)];
}

/** Goes on when its time is over. The order is made anew only when a round begins, so that no district is skipped. */
export function advance(
  rotation: Rotation,
  nowMs: number,
  everyMs: number,
  nextStops: () => readonly string[],
): Rotation {
  if (rotation.paused || nowMs - rotation.sinceMs < everyMs) return rotation;
  return move(rotation, 1, nowMs, nextStops);
}

/** By hand, one stop forward or back; the time of the new stop begins anew. */
export function move(
  rotation: Rotation,
  step: 1 | -1,
  nowMs: number,
  nextStops: () => readonly string[],
): Rotation {
  const stops = rotation.stops.length <= 1 ? nextStops() : rotation.stops;
  const next = rotation.at + step;
  if (next >= stops.length) return { ...rotation, stops: nextStops(), at: 0, sinceMs: nowMs };
  return { ...rotation, stops, at: next < 0 ? stops.length - 1 : next, sinceMs: nowMs };
}

export function setPaused(rotation: Rotation, paused: boolean, nowMs: number): Rotation {
  return { ...rotation, paused, sinceMs: nowMs };
}
