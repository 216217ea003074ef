import { nextPeriod } from "#detectors/compliance/filing";
import { type Detector, type DetectorContext, isKind } from "#detectors/detector";
import { clip, evidenceOf } from "#detectors/evidence";
import { formatGrade, type Rating, ratingOf } from "#detectors/rating-watch/rating";
import { ratingRules as rules } from "#detectors/rating-watch/rules";
import { dayNumberOf, dayStartMs } from "#detectors/time";
import type { StreamEvent } from "#domain/event";

export const RATING_DEFAULTS = {
  /** Editions kept of one rating. */
  kept: 7,
  /** Days after which an edition that should have come is missed, and the severity of that (days : points). */
  lost: [
    [20, 55],
    [50, 62],
    [110, 68],
  ] as readonly (readonly [days: number, points: number])[],
  /** Points of score below the best kept from which a fall counts, and points of severity for each further one. */
  fallFrom: 6,
  fallSlope: 2.5,
  /** Score (0–100) or grade (2: C+) up to which a rating is low. */
  lowScore: 60,
  lowGrade: 2,
  /** Editions in a row in which more money left than came. */
  outflowRuns: 3,
  /** Yearly return, percent: from the first it counts, at the second in full (36 % was the line of void interest). */
  yieldFrom: 12,
  yieldFull: 36,
};
export type RatingParameters = typeof RATING_DEFAULTS;

type Edition = [
  score: number | null,
  grade: number | null,
  yieldPercent: number | null,
  inflow: number | null,
];

/** The rating that the firm stands in: one at a time, the one that came last. */
interface RatingState {
  form: string;
  period: string;
  /** Newest last. */
  editions: Edition[];
  /** Day by which the next edition is due; 0: not known. */
  due: number;
  /** Stages of being missed that were told. */
  told: number;
}

/** Reads ratings that third parties and supervisors give (`filing.rating`): falls, low marks, and being dropped from them. */
export function createRatingWatch(parameters: Partial<RatingParameters> = {}): Detector<RatingState> {
  const p = { ...RATING_DEFAULTS, ...parameters };
  return {
    id: "rating-watch",
    version: 1,
    scope: "enterprise",
    kinds: ["filing"],
    rules,
    create: () => ({ form: "", period: "", editions: [], due: 0, told: 0 }),
    apply(state, event, context) {
      if (!isKind(event, "filing") || event.type !== "filing.rating") return;
      const { form, period = "" } = event.data;
      if (state.form === form && period !== "" && period <= state.period) return;
      if (state.form !== form) state.editions = [];
      const rating = ratingOf(event.data);
      state.form = form;
      state.period = period;
      state.editions.push([rating.score, rating.grade, rating.yieldPercent, rating.netInflow]);
      if (state.editions.length > p.kept) state.editions.shift();
      const months = nextPeriod(period)?.months ?? 0;
      state.due = months === 0 ? 0 : dayNumberOf(event.timeMs) + Math.round(months * 30.5);
      state.told = 0;
      context.clear(rules["rating-lost"]);
      raiseFall(state, rating, event, context, p);
      raiseLow(rating, event, context, p);
      raiseOutflow(state, event, context, p);
      raiseYield(rating, event, context, p);
    },
    tick(state, context) {
      if (state.due === 0) return;
      const late = dayNumberOf(context.nowMs) - state.due;
      for (
        let stage = p.lost[state.told];
        stage !== undefined && late >= stage[0];
        stage = p.lost[state.told]
      ) {
        const [days, severity] = stage;
        state.told += 1;
        context.raise(rules["rating-lost"], {
          severity,
          figures: { form: clip(state.form, 30), period: state.period, ...lastOf(state), days },
          occasion: `${state.form}/${state.period}/${state.told}`,
          always: true,
        });
      }
    },
    due(state) {
      const stage = p.lost[state.told];
      return state.due === 0 || stage === undefined ? null : dayStartMs(state.due + stage[0]);
    },
  };
}

export const ratingWatch = createRatingWatch();

function lastOf(state: RatingState): { last: string } {
  const [score, grade] = state.editions.at(-1) ?? [null, null];
  return {
    last: grade === null ? String(score ?? "") : `${formatGrade(grade)}${score === null ? "" : ` ${score}`}`,
  };
}

function raiseFall(
  state: RatingState,
  rating: Rating,
  event: StreamEvent<"filing">,
  context: DetectorContext,
  p: RatingParameters,
): void {
  const best = Math.max(...state.editions.map(([score]) => score ?? Number.NEGATIVE_INFINITY));
  const fall = rating.score === null ? Number.NaN : best - rating.score;
  if (!(fall >= p.fallFrom)) {
    context.clear(rules["rating-fall"]);
    return;
  }
  context.raise(rules["rating-fall"], {
    severity: Math.min(55, 15 + p.fallSlope * (fall - p.fallFrom)),
    figures: { form: clip(event.data.form, 30), from: round1(best), to: round1(rating.score ?? 0) },
    evidence: [evidenceOf(event, `${event.data.form} ${event.data.period ?? ""} ${rating.score}`)],
  });
}

function raiseLow(
  { score, grade }: Rating,
  event: StreamEvent<"filing">,
  context: DetectorContext,
  p: RatingParameters,
): void {
  const below = score !== null && score < p.lowScore;
  if (!below && !(grade !== null && grade <= p.lowGrade)) {
    context.clear(rules["rating-low"]);
    return;
  }
  context.raise(rules["rating-low"], {
    severity: Math.min(45, 25 + (score === null ? 0 : Math.max(0, p.lowScore - score))),
    figures: {
      form: clip(event.data.form, 30),
      mark: clip(event.data.status ?? String(score), 10),
      score: score ?? "",
    },
    evidence: [
      evidenceOf(event, `${event.data.form} ${event.data.period ?? ""} ${event.data.status ?? score}`),
    ],
  });
}

function raiseOutflow(
  state: RatingState,
  event: StreamEvent<"filing">,
  context: DetectorContext,
  p: RatingParameters,
): void {
  let run = 0;
  for (let i = state.editions.length - 1; i >= 0; i--) {
    const inflow = (state.editions[i] as Edition)[3];
    if (inflow === null || inflow >= 0) break;
    run += 1;
  }
  if (run < p.outflowRuns) {
    context.clear(rules["net-outflow"]);
    return;
  }
  context.raise(rules["net-outflow"], {
    severity: Math.min(40, 20 + 5 * (run - p.outflowRuns)),
    figures: { editions: run },
    evidence: [evidenceOf(event, `${event.data.form} ${event.data.period ?? ""}`)],
  });
}

function raiseYield(
  { yieldPercent }: Rating,
  event: StreamEvent<"filing">,
  context: DetectorContext,
  p: RatingParameters,
): void {
  if (yieldPercent === null || yieldPercent < p.yieldFrom) {
    context.clear(rules["high-yield"]);
    return;
  }
  const share = Math.min(1, (yieldPercent - p.yieldFrom) / (p.yieldFull - p.yieldFrom));
  context.raise(rules["high-yield"], {
    severity: 15 + 45 * share,
    figures: { percent: round1(yieldPercent) },
    evidence: [evidenceOf(event, `${event.data.form} ${event.data.period ?? ""} ${yieldPercent}%`)],
  });
}

function round1(value: number): number {
  return Math.round(value * 10) / 10;
}
