import { rebuild } from "#detectors/rebuild";
import { createRegistry } from "#detectors/registry";
import { bandOf } from "#detectors/standing";
import type { ScoreConfig } from "#domain/detect";
import { DEFAULT_WEIGHTS } from "#domain/dimension";
import { DEFAULT_LEVEL_RULE, type Level, levelNumber } from "#domain/level";
import { dayOf } from "#domain/time";
import { measureLead, type Watch } from "#server/eval/lead-measure";
import { type RatedPlatform, readPlatforms } from "#server/eval/lead-platforms";

const CONFIG: ScoreConfig = { version: 1, weights: DEFAULT_WEIGHTS, levels: DEFAULT_LEVEL_RULE };
/** Below this score (0–100) the rating-only baseline flags. */
const LOW_SCORE = 60;

/**
 * `eval lead`: rated platforms played month by month through the program's detectors, with the ticks that were due;
 * flagged while the score by itself stands at yellow (or orange) and above. Nothing is known before its table was out, failures
 * are read for measuring only.
 */
export async function runLead(folder: string, seed: number): Promise<object> {
  const { rated, editions, endMs, failures } = await readPlatforms(folder);
  const registry = createRegistry();
  const lines = rated.map((platform) => {
    const untilMs = platform.failedMs ?? endMs;
    const known = platform.ratings.filter((event) => event.timeMs < untilMs);
    return rebuild(registry, "e:1", keyed(known), CONFIG, { nowMs: untilMs }).line;
  });
  const watch = (least: Level): Watch[] =>
    rated.map((platform, i) => ({
      ...spanOf(platform, endMs),
      marks: (lines[i] ?? []).map(({ score }) => ({
        timeMs: score.timeMs,
        flagged: levelNumber(bandOf(score).level) >= levelNumber(least),
      })),
    }));
  const rating = (limit: number): Watch[] =>
    rated.map((platform) => ({
      ...spanOf(platform, endMs),
      marks: platform.ratings.map((event) => ({
        timeMs: event.timeMs,
        flagged: scoreOf(event.data.figures) < limit,
      })),
    }));
  const yellow = watch("yellow");
  const own = measureLead(yellow, seed);
  const matched = matchAlarms(rating, own.flagged);
  return {
    task: "lead",
    platforms: rated.length,
    failed: rated.filter(({ failedMs }) => failedMs !== null).length,
    failuresInData: failures,
    tables: editions.length,
    from: dayOrNull(editions[0]),
    to: dayOrNull(endMs),
    ...own,
    orange: measureLead(watch("orange"), seed),
    baselines: {
      ratingBelow60: measureLead(rating(LOW_SCORE), seed),
      ratingMatched: { limit: matched, ...measureLead(rating(matched), seed) },
    },
    each: rated.flatMap((platform, i) =>
      platform.failedMs === null ? [] : [describe(platform, yellow[i] as Watch)],
    ),
    note: "The denominator of hitRate is the rated platforms that failed, of falseAlarmRate those not known to have failed. They are few and many: read the intervals. A platform that is flagged and fails after the data end counts as a false alarm.",
  };
}

/** Events of one platform as one enterprise of its own. */
function keyed(events: RatedPlatform["ratings"]): RatedPlatform["ratings"] {
  return events.map((event) => ({ ...event, key: "e:1", enterpriseId: 1 as never }));
}

function spanOf({ ratings, failedMs }: RatedPlatform, endMs: number): Omit<Watch, "marks"> {
  return { fromMs: ratings[0]?.timeMs ?? 0, failedMs, endMs: failedMs ?? endMs };
}

function scoreOf(figures: Readonly<Record<string, number>>): number {
  return figures.得分 ?? figures.综合评分 ?? Number.NaN;
}

/** The score below which the rating alone flags as many platforms: what the rest is worth shows against this. */
function matchAlarms(rating: (limit: number) => Watch[], flagged: number): number {
  let best = 0;
  for (let limit = 0; limit <= 100; limit += 0.5) {
    const n = rating(limit).filter(({ marks }) => marks.some((mark) => mark.flagged)).length;
    if (n > flagged) break;
    best = limit;
  }
  return best;
}

function describe({ name, failedMs, cause, ratings }: RatedPlatform, { marks }: Watch): object {
  const from = marks.findLast((mark, i) => mark.flagged && marks[i - 1]?.flagged !== true);
  return {
    name,
    failed: dayOrNull(failedMs ?? undefined),
    cause,
    firstRated: dayOrNull(ratings[0]?.timeMs),
    lastRated: dayOrNull(ratings.at(-1)?.timeMs),
    flagged: marks.at(-1)?.flagged === true ? dayOrNull(from?.timeMs) : null,
  };
}

function dayOrNull(ms: number | undefined): string | null {
  return ms === undefined ? null : dayOf(ms);
}
