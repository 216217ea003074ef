import type { PoolClient } from "pg";
import type { Score } from "#domain/detect";
import type { StreamEvent } from "#domain/event";
import { levelNumber } from "#domain/level";
import { type EntityWork, REBUILD_TYPE } from "#server/pipelines/detect/work";
import type { KnownPoint, LinePoint, Stretch } from "#store/score-line";
import { readFirstTime, readLine, writeStretch } from "#store/score-line";

/** Lines that differ by less at every instant say the same: as much as ticks at other moments make out. */
const SAME_POINTS = 1;
/** Moves of the score that a line said anew leaves out. */
const STEP_POINTS = 0.5;
/** Points of a stretch at most; where there are more, steps are taken twice as high until it fits. */
const MOST_POINTS = 500;

export interface Rebuilt {
  /** The events that were folded, oldest first. */
  readonly events: readonly StreamEvent[];
  /** How the score moved meanwhile. */
  readonly line: readonly LinePoint[];
  /** Whether older events were left out. */
  readonly cut: boolean;
  /** What asked for it; null: the detectors' version. */
  readonly causes: readonly StreamEvent[] | null;
  /** Uids of what the causes took back. */
  readonly gone: readonly string[];
}

/** Says anew what a rebuild changed of the line of scores, from the first point that differs from the line known now. */
export async function retellLine(client: PoolClient, entity: EntityWork, rebuilt: Rebuilt): Promise<void> {
  const present = entity.state.score;
  if (entity.enterpriseId === null || present === null) return;
  const fromMs = await changedFrom(client, entity.key, rebuilt);
  if (fromMs === null) return;
  const known = await readLine(client, entity.enterpriseId, fromMs);
  const stretch = findStretch(known, rebuilt.line, present, fromMs);
  if (stretch !== null) await writeStretch(client, entity.enterpriseId, stretch);
}

/** Before it nothing can have changed. null: there is nothing to tell. */
async function changedFrom(client: PoolClient, key: string, rebuilt: Rebuilt): Promise<number | null> {
  const { events, cut, causes, gone } = rebuilt;
  const oldestMs = events[0]?.timeMs ?? null;
  if (causes === null || causes.some((event) => event.type === REBUILD_TYPE)) return oldestMs;
  let fromMs = Math.min(...causes.map((event) => event.timeMs));
  if (gone.length > 0) fromMs = Math.min(fromMs, (await readFirstTime(client, key, gone)) ?? fromMs);
  return cut && oldestMs !== null ? Math.max(fromMs, oldestMs) : fromMs;
}

/**
 * The stretch from the first instant at or after `fromMs` at which the folded line has another level or other points
 * than the known one; null where there is none. The present score is compared and not part of it: it is written anyway.
 */
export function findStretch(
  known: readonly KnownPoint[],
  line: readonly LinePoint[],
  present: Score,
  fromMs: number,
): Stretch | null {
  const past = thin(line.filter(({ score }) => score.timeMs < present.timeMs));
  const folded = [...past, { score: present, eventUid: null }];
  const moments = [...known.map(({ timeMs }) => timeMs), ...folded.map(({ score }) => score.timeMs)]
    .filter((timeMs) => timeMs >= fromMs && timeMs !== present.timeMs)
    .sort((a, b) => a - b);
  let k = -1;
  let f = -1;
  for (const atMs of moments) {
    while (k + 1 < known.length && (known[k + 1] as KnownPoint).timeMs <= atMs) k += 1;
    while (f + 1 < folded.length && (folded[f + 1] as LinePoint).score.timeMs <= atMs) f += 1;
    const holds = folded[f];
    if (isSame(known[k], holds?.score)) continue;
    const points = past.filter(({ score }) => score.timeMs > atMs);
    // What holds there may have begun earlier, where both lines were the same.
    if (holds !== undefined && atMs < present.timeMs)
      points.unshift({ ...holds, score: { ...holds.score, timeMs: atMs } });
    return { fromMs: atMs, toMs: Math.max(present.timeMs, known.at(-1)?.timeMs ?? 0), points };
  }
  return null;
}

function isSame(known: KnownPoint | undefined, folded: Score | undefined): boolean {
  return (
    (known?.level ?? 1) === (folded === undefined ? 1 : levelNumber(folded.level.level)) &&
    Math.abs((known?.total ?? 0) - (folded?.total ?? 0)) < SAME_POINTS
  );
}

/** Of several at one instant the last, and only what moves the line by a step or changes the level. */
function thin(line: readonly LinePoint[], step = STEP_POINTS): LinePoint[] {
  const kept: LinePoint[] = [];
  for (const [i, point] of line.entries()) {
    if (line[i + 1]?.score.timeMs === point.score.timeMs) continue;
    const last = kept.at(-1)?.score;
    const moved =
      last === undefined ||
      last.level.level !== point.score.level.level ||
      Math.abs(last.total - point.score.total) >= step;
    if (moved) kept.push(point);
  }
  return kept.length > MOST_POINTS && step < 100 ? thin(line, step * 2) : kept;
}
