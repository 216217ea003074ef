import { blend, shareOut } from "#detectors/finance/blend";
import { type Curve, riskOf } from "#detectors/finance/curve";
import { figureName } from "#detectors/finance/figure-names";
import { type Indicator, SOURCE_NAMES } from "#detectors/finance/indicator";
import type { EvaluationInput, PeriodFigures, View } from "#detectors/finance/input";
import type { ModelResult } from "#detectors/finance/model";
import { runModels } from "#detectors/finance/models";
import { medianOf, rankOf } from "#detectors/finance/peers";
import { limitSlot, viewOf } from "#detectors/finance/reading";
import {
  EVALUATION_VERSION,
  GROUP_WEIGHTS,
  indicatorsOf,
  MODEL_WEIGHTS,
  PEAK_SHARE,
} from "#detectors/finance/table";
import { type Warning, warn } from "#detectors/finance/warnings";
import type { LocalKind } from "#domain/finance-kind";
import {
  INDICATOR_GROUP_NAMES,
  INDICATOR_GROUPS,
  type IndicatorGroup,
  type IndicatorUnit,
} from "#domain/indicator-group";
import {
  citeLimit,
  formatLimitValue,
  type LegalLimit,
  type LimitReading,
  measureLimit,
} from "#domain/legal-limit";
import { type Level, type LevelRule, levelNumber, rawLevel } from "#domain/level";

export interface LimitStanding {
  readonly state: "kept" | "breached" | "unknown";
  readonly op: "<=" | ">=";
  readonly value: number;
  readonly words: string;
  /** Share of the limit that is used, at most 99; null when unknown. */
  readonly use: number | null;
  readonly clause: string;
  readonly uncertain: string | null;
}

export interface IndicatorReading {
  readonly id: string;
  readonly group: IndicatorGroup;
  readonly zh: string;
  readonly en: string;
  readonly unit: IndicatorUnit;
  readonly weight: number;
  readonly aspect: string | null;
  /** null: unknown, because `missing` was not reported. */
  readonly value: number | null;
  readonly previous: number | null;
  /** Oldest first, up to 13 reports; null where unknown. */
  readonly series: readonly (number | null)[];
  /** 0–100; null when unknown. */
  readonly risk: number | null;
  /** Whether risk rose against the report before. */
  readonly trend: "worse" | "better" | "same" | "unknown";
  /** Points of the total score; 0 when unknown. */
  readonly points: number;
  readonly limit: LimitStanding | null;
  /** Share of the peers below, and their middle. */
  readonly peer: { readonly rank: number; readonly median: number } | null;
  readonly source: { readonly zh: string; readonly en: string };
  readonly evidence: readonly { readonly eventUid: string; readonly text: string; readonly textEn: string }[];
  readonly missing: readonly string[];
}

export interface GroupScore {
  readonly id: IndicatorGroup;
  readonly zh: string;
  readonly en: string;
  readonly weight: number;
  readonly score: number | null;
  readonly points: number;
  /** Share of its weights that is known. */
  readonly known: number;
}

export type WeighedModel = ModelResult & { readonly weight: number; readonly points: number };

/** A firm's evaluation: points of indicators add up to their group's, those of groups and models to the score. */
export interface Evaluation {
  readonly kind: LocalKind;
  readonly version: number;
  /** Newest reported month; null when nothing was reported. */
  readonly period: string | null;
  readonly score: number | null;
  readonly level: Level;
  /** Why the level is at least what it is, whatever the score. */
  readonly forced: "criminal-case" | "legal-breach" | null;
  readonly worstGroup: IndicatorGroup | null;
  readonly breaches: number;
  /** Share of all weights that is known: how far the score can be trusted. */
  readonly known: number;
  readonly groups: readonly GroupScore[];
  readonly indicators: readonly IndicatorReading[];
  readonly models: readonly WeighedModel[];
  readonly warnings: readonly Warning[];
  readonly missing: readonly { readonly figure: string; readonly zh: string; readonly en: string }[];
  readonly peers: { readonly period: string; readonly n: number } | null;
}

/** Risk of the share of a limit that is used up: nothing below half, a breach is grave at once. */
export const LIMIT_RISK: Curve = [
  [0.5, 0],
  [0.8, 12],
  [0.9, 30],
  [1, 50],
  [1.001, 75],
  [1.3, 90],
  [2, 100],
];
const MOST_USE = 99;
/** Change of risk that is a trend. */
const TREND_POINTS = 2;

/** Pure: the same input gives the same evaluation. `levels` are the configured bands. */
export function evaluateOrganisation(input: EvaluationInput, levels: LevelRule): Evaluation {
  // What was known at each report, newest first.
  const views = [viewOf(input), ...input.history.slice(1).map((_, i) => viewOf(input, i + 1))];
  const now = views[0] as View;
  const readings = [
    ...indicatorsOf(input.kind).map((indicator) => readIndicator(indicator, input, views)),
    ...input.limits.flatMap((limit) => readLimit(limit, input) ?? []),
  ];
  const models = runModels(now, input.limits);
  const modelWeights = MODEL_WEIGHTS[input.kind];
  const ofGroups = 1 - Object.values(modelWeights).reduce((sum, weight) => sum + weight, 0);
  const members = INDICATOR_GROUPS.map((group) => readings.filter((reading) => reading.group === group));
  const inside = members.map((rows) =>
    blend(
      rows.map(({ weight, risk }) => ({ weight, value: risk })),
      PEAK_SHARE,
    ),
  );
  const weights = [
    ...INDICATOR_GROUPS.map((group) => GROUP_WEIGHTS[group] * ofGroups),
    ...models.map(({ id }) => modelWeights[id] ?? 0),
  ];
  const scores = [...inside.map(({ score }) => score), ...models.map(({ score }) => score)];
  const total = blend(
    weights.map((weight, i) => ({ weight, value: scores[i] ?? null })),
    PEAK_SHARE,
  );
  const score = total.score === null ? null : Math.round(total.score * 10) / 10;
  const shared = shareOut(total.points, score ?? 0);
  const groups = INDICATOR_GROUPS.map((id, g): GroupScore => {
    const { score: own, known } = inside[g] as { score: number | null; known: number };
    return {
      id,
      ...INDICATOR_GROUP_NAMES[id],
      weight: weights[g] as number,
      score: own === null ? null : round1(own),
      points: shared[g] ?? 0,
      known,
    };
  });
  const indicators = members.flatMap((rows, g) => {
    const { score: own, points } = inside[g] as { score: number | null; points: readonly (number | null)[] };
    const group = groups[g] as GroupScore;
    const scaled = points.map((point) => (point === null || !own ? null : (point * group.points) / own));
    const tenths = shareOut(scaled, group.points);
    return rows.map((reading, i) => ({ ...reading, points: tenths[i] ?? 0 }));
  });
  const breaches = indicators.filter(({ limit }) => limit?.state === "breached").length;
  const forced = input.facts.criminalCase ? "criminal-case" : breaches > 0 ? "legal-breach" : null;
  const byScore = rawLevel(score ?? 0, levels);
  const floor: Level = forced === "criminal-case" ? "outbreak" : forced === null ? "normal" : "yellow";
  const knowns = [
    ...inside.map((group) => group.known),
    ...models.map((model) => (model.score === null ? 0 : 1)),
  ];
  const known = weights.reduce((sum, weight, i) => sum + weight * (knowns[i] ?? 0), 0);
  const weighed = models.map((model, i): WeighedModel => {
    const at = INDICATOR_GROUPS.length + i;
    return { ...model, weight: weights[at] as number, points: shared[at] ?? 0 };
  });
  return {
    kind: input.kind,
    version: EVALUATION_VERSION,
    period: input.history[0]?.period ?? null,
    score,
    level: levelNumber(floor) > levelNumber(byScore) ? floor : byScore,
    forced,
    worstGroup: worstOf(groups),
    breaches,
    known: Math.round(known * 1000) / 1000,
    groups,
    indicators,
    models: weighed,
    warnings: warn({ view: now, indicators, models: weighed, groups }),
    missing: missingOf(indicators, input.history[0]),
    peers: input.peers === null ? null : { period: input.peers.period, n: input.peers.n },
  };
}

function readIndicator(
  indicator: Indicator,
  input: EvaluationInput,
  views: readonly View[],
): IndicatorReading {
  const series = (indicator.momentary ? views.slice(0, 1) : views).map((view) =>
    finite(indicator.value(view)),
  );
  const value = series[0] ?? null;
  const risk = value === null ? null : riskOf(indicator.curve, value);
  const previous = series[1] ?? null;
  const rank = rankOf(input.peers, indicator.id, value);
  const median = medianOf(input.peers, indicator.id);
  return {
    id: indicator.id,
    group: indicator.group,
    zh: indicator.zh,
    en: indicator.en,
    unit: indicator.unit,
    weight: indicator.weight,
    aspect: indicator.aspect ?? null,
    value: significant(value),
    previous: significant(previous),
    series: series.reverse().map(significant),
    risk: risk === null ? null : round1(risk),
    trend: trendOf(risk, previous === null ? null : riskOf(indicator.curve, previous)),
    points: 0,
    limit: null,
    peer:
      rank === null || median === null ? null : { rank: round3(rank), median: significant(median) as number },
    source: SOURCE_NAMES[indicator.source],
    evidence: evidenceOf(indicator.reads, input.history[0]),
    missing: value === null ? absent(indicator.reads, input.history[0]) : [],
  };
}

/** A legal limit as an indicator of compliance; null when it does not apply to the firm. */
function readLimit(limit: LegalLimit, input: EvaluationInput): IndicatorReading | null {
  const past = input.history.map((month) => measureLimit(limit, month.figures));
  const reading: LimitReading = past[0] ?? { state: "unknown", missing: [limit.figure] };
  if (reading.state === "not-applicable") return null;
  const known = reading.state !== "unknown";
  const use = known ? Math.min(MOST_USE, reading.use) : null;
  const before = past[1];
  const usedBefore =
    before?.state === "kept" || before?.state === "breached" ? Math.min(MOST_USE, before.use) : null;
  const series = past.map((one) =>
    one.state === "kept" || one.state === "breached" ? finite(one.measured) : null,
  );
  const reads = [limit.figure, limit.of, limit.when?.figure].filter((name): name is string => name != null);
  const id = `limit:${limitSlot(limit)}`;
  const rank = rankOf(input.peers, id, use);
  const median = medianOf(input.peers, id);
  return {
    id,
    group: "compliance",
    zh: limit.zh,
    en: limit.en,
    unit: limit.unit,
    weight: 1,
    aspect: null,
    value: known ? significant(finite(reading.measured)) : null,
    previous: significant(series[1] ?? null),
    series: series.reverse().map(significant),
    risk: use === null ? null : round1(riskOf(LIMIT_RISK, use)),
    trend: trendOf(
      use === null ? null : riskOf(LIMIT_RISK, use),
      usedBefore === null ? null : riskOf(LIMIT_RISK, usedBefore),
    ),
    points: 0,
    limit: {
      state: known ? reading.state : "unknown",
      op: limit.op,
      value: limit.value,
      words: formatLimitValue(limit),
      use: use === null ? null : round3(use),
      clause: citeLimit(limit),
      uncertain: limit.uncertain ?? null,
    },
    peer:
      rank === null || median === null ? null : { rank: round3(rank), median: significant(median) as number },
    source: SOURCE_NAMES["monthly-report"],
    evidence: evidenceOf(reads, input.history[0]),
    missing: known ? [] : absent(reads, input.history[0]),
  };
}

function evidenceOf(reads: readonly string[], month: PeriodFigures | undefined) {
  if (month === undefined || reads.length === 0) return [];
  const told = reads.filter((name) => month.figures[name] !== undefined);
  if (told.length === 0) return [];
  const words = (language: "zh" | "en") =>
    told
      .map((name) => `${figureName(name)[language]} ${month.figures[name]}`)
      .join(language === "zh" ? "，" : ", ");
  return [
    {
      eventUid: month.eventUid,
      text: `${month.form}（${month.period}）：${words("zh")}`,
      textEn: `${month.form} (${month.period}): ${words("en")}`,
    },
  ];
}

function absent(reads: readonly string[], month: PeriodFigures | undefined): string[] {
  return reads.filter((name) => month?.figures[name] === undefined);
}

function missingOf(indicators: readonly IndicatorReading[], month: PeriodFigures | undefined) {
  if (month === undefined) return [];
  const names = [...new Set(indicators.flatMap(({ missing }) => missing))].sort();
  return names.map((name) => ({ figure: name, ...figureName(name) }));
}

function worstOf(groups: readonly GroupScore[]): IndicatorGroup | null {
  let worst: GroupScore | null = null;
  for (const group of groups) if (group.points > (worst?.points ?? 0)) worst = group;
  return worst?.id ?? null;
}

function trendOf(risk: number | null, before: number | null): IndicatorReading["trend"] {
  if (risk === null || before === null) return "unknown";
  return risk - before > TREND_POINTS ? "worse" : before - risk > TREND_POINTS ? "better" : "same";
}

function finite(value: number | null): number | null {
  return value === null || !Number.isFinite(value) ? null : value;
}

/** Six significant digits: what is stored and compared. */
function significant(value: number | null): number | null {
  return value === null ? null : Number(value.toPrecision(6));
}

function round1(value: number): number {
  return Math.round(value * 10) / 10;
}

function round3(value: number): number {
  return Math.round(value * 1000) / 1000;
}
