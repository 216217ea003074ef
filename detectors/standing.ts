import type { Score, ScoreConfig } from "#domain/detect";
import { LEVELS, type Level, type LevelState, nextLevel } from "#domain/level";

/** Where an enterprise stands: officially, and where its score alone would put it. */
export interface Standing {
  readonly level: LevelState;
  readonly band: LevelState;
}

/**
 * Both levels rise at once; the band falls when hysteresis lets it, the official level when it is `released` besides. What
 * rises is told by the band: a new episode alerts also where nobody has released the level of the last one.
 */
export function standingAfter(
  before: Score | null,
  score: { readonly total: number; readonly forced: Level | null },
  nowMs: number,
  { levels }: ScoreConfig,
  released: Level | null,
): Standing {
  const { total, forced } = score;
  const level = nextLevel(before?.level ?? null, total, nowMs, levels, forced, released);
  const band = nextLevel(before === null ? null : bandOf(before), total, nowMs, levels, forced, LEVELS[0]);
  return { level, band };
}

/**
 * Under another version of the configuration, whose approval releases what falls by it. A fall that waited for a person
 * before goes on waiting: who approved the version did not decide about that.
 */
export function standingUnder(
  before: Score,
  score: { readonly total: number; readonly forced: Level | null },
  atMs: number,
  config: ScoreConfig,
): Standing {
  return standingAfter(before, score, atMs, config, before.band === undefined ? LEVELS[0] : null);
}

export function bandOf(score: Score): LevelState {
  return score.band ?? score.level;
}

/** The same score at other levels. */
export function withStanding({ band: _, ...kept }: Score, standing: Standing): Score {
  return { ...kept, ...levelsOf(standing) };
}

/** As they are kept in a score. */
export function levelsOf({ level, band }: Standing): Pick<Score, "level" | "band"> {
  return band.level === level.level ? { level } : { level, band };
}
