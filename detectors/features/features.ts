import { DIMENSIONS, type Dimension } from "#domain/dimension";
import type { Words } from "#domain/error";
import { INPUT_KINDS, type InputKind } from "#domain/event";
import { FINANCE_KIND_NAMES, FINANCE_KINDS, type FinanceKind } from "#domain/finance-kind";
import { DAY_MS } from "#domain/time";

/** What is known of an enterprise at an instant, as the store reads it: nothing here is younger than `atMs`. */
export interface FeatureFacts {
  readonly atMs: number;
  /** The official score then; null: none was known. Totals and dimensions 0–100, in the order of DIMENSIONS. */
  readonly score: {
    readonly total: number;
    readonly dimensions: readonly number[];
    readonly level: number;
  } | null;
  /** Of the 90 days before: how many, and the heaviest (0–100), by dimension. */
  readonly findings: ReadonlyMap<string, { readonly count: number; readonly heaviest: number }>;
  /** Events by kind, of the 30 and of the 180 days before. */
  readonly events: ReadonlyMap<string, { readonly days30: number; readonly days180: number }>;
  /** Registration; null: not known. Capital in yuan. */
  readonly establishedOn: string | null;
  readonly registeredCapital: number | null;
  readonly paidInCapital: number | null;
  readonly licences: number;
  readonly financeKind: string | null;
  /** Standing relations by kind. */
  readonly relations: ReadonlyMap<string, number>;
  /** Alerts of the year before, and what officers had found of earlier ones. */
  readonly alerts: number;
  readonly confirmed: number;
  readonly unfounded: number;
}

export interface Feature {
  readonly name: string;
  readonly words: Words;
  readonly unit: "points" | "level" | "count" | "years" | "log10-yuan" | "share" | "yes-no";
  readonly read: (facts: FeatureFacts) => number;
}

const YEAR_MS = 365.25 * DAY_MS;
const DIMENSION_ZH: Readonly<Record<Dimension, string>> = {
  basic: "基本",
  compliance: "遵从",
  behaviour: "行为",
  sentiment: "舆情",
  association: "关联",
};
const KIND_ZH: Readonly<Record<InputKind, string>> = {
  registration: "登记变更",
  sentiment: "舆情",
  market: "市场",
  complaint: "投诉",
  judicial: "司法",
  tax: "税务",
  penalty: "处罚",
  filing: "报送",
  transaction: "交易",
};
const RELATIONS: readonly (readonly [kind: string, zh: string, en: string])[] = [
  ["shareholder", "股东", "shareholders"],
  ["officer", "高管", "officers"],
  ["branch", "分支机构", "branches"],
  ["investment", "对外投资", "investments"],
  ["same-address", "同址企业", "firms at its address"],
  ["same-phone", "同电话企业", "firms with its phone"],
];

/**
 * What a model may learn from, in a fixed order: all of it is a fact of the instant, none of it an officer's mark on
 * the enterprise afterwards. What is not known is NaN, never 0.
 */
export const FEATURES: readonly Feature[] = [
  feature("score_total", "风险总分", "Risk score", "points", (f) => f.score?.total ?? Number.NaN),
  ...DIMENSIONS.map((dimension, i) =>
    feature(
      `score_${dimension}`,
      `${DIMENSION_ZH[dimension]}维度分`,
      `Score, ${dimension}`,
      "points",
      (f) => f.score?.dimensions[i] ?? Number.NaN,
    ),
  ),
  feature("level", "风险等级", "Risk level", "level", (f) => f.score?.level ?? Number.NaN),
  ...DIMENSIONS.flatMap((dimension) => [
    feature(
      `findings_${dimension}_90d`,
      `近90日${DIMENSION_ZH[dimension]}发现数`,
      `Findings of 90 days, ${dimension}`,
      "count",
      (f) => f.findings.get(dimension)?.count ?? 0,
    ),
    feature(
      `heaviest_${dimension}_90d`,
      `近90日${DIMENSION_ZH[dimension]}最重发现`,
      `Heaviest finding of 90 days, ${dimension}`,
      "points",
      (f) => f.findings.get(dimension)?.heaviest ?? 0,
    ),
  ]),
  ...INPUT_KINDS.filter((kind) => kind !== "market").flatMap((kind) => [
    feature(
      `${kind}_30d`,
      `近30日${KIND_ZH[kind]}事件数`,
      `Events of 30 days, ${kind}`,
      "count",
      (f) => f.events.get(kind)?.days30 ?? 0,
    ),
    feature(
      `${kind}_180d`,
      `近180日${KIND_ZH[kind]}事件数`,
      `Events of 180 days, ${kind}`,
      "count",
      (f) => f.events.get(kind)?.days180 ?? 0,
    ),
  ]),
  feature("age_years", "成立年限", "Age", "years", (f) =>
    f.establishedOn === null
      ? Number.NaN
      : Math.max(0, (f.atMs - Date.parse(`${f.establishedOn}T00:00:00+08:00`)) / YEAR_MS),
  ),
  feature("registered_capital", "注册资本", "Registered capital", "log10-yuan", (f) =>
    logOf(f.registeredCapital),
  ),
  feature("paid_in_share", "实缴比例", "Share paid in", "share", (f) =>
    f.registeredCapital === null || f.paidInCapital === null || f.registeredCapital <= 0
      ? Number.NaN
      : f.paidInCapital / f.registeredCapital,
  ),
  feature("licences", "许可证数", "Licences", "count", (f) => f.licences),
  ...RELATIONS.map(([kind, zh, en]) =>
    feature(
      `relations_${kind.replace("-", "_")}`,
      `${zh}数`,
      `Number of ${en}`,
      "count",
      (f) => f.relations.get(kind) ?? 0,
    ),
  ),
  feature("alerts_365d", "近一年预警数", "Alerts of a year", "count", (f) => f.alerts),
  feature("confirmed_before", "此前查实次数", "Confirmed before", "count", (f) => f.confirmed),
  feature("unfounded_before", "此前不实次数", "Unfounded before", "count", (f) => f.unfounded),
  ...FINANCE_KINDS.filter((kind) => kind !== "none").map((kind) =>
    feature(
      `is_${kind.replace("-", "_")}`,
      `是否${FINANCE_KIND_NAMES[kind].zh}`,
      `Is a ${FINANCE_KIND_NAMES[kind as FinanceKind].en.toLowerCase()}`,
      "yes-no",
      (f) => (f.financeKind === kind ? 1 : 0),
    ),
  ),
];

export function featuresOf(facts: FeatureFacts): number[] {
  return FEATURES.map(({ read }) => read(facts));
}

function feature(
  name: string,
  zh: string,
  en: string,
  unit: Feature["unit"],
  read: (facts: FeatureFacts) => number,
): Feature {
  return { name, words: { zh, en }, unit, read };
}

function logOf(yuan: number | null): number {
  return yuan === null || yuan <= 0 ? Number.NaN : Math.log10(yuan);
}
