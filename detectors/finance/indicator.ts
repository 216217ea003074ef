import type { Curve } from "#detectors/finance/curve";
import type { View } from "#detectors/finance/input";
import type { IndicatorGroup, IndicatorUnit } from "#domain/indicator-group";

/**
 * One row of a kind's indicator table. `value` is null when a figure that it reads was not reported (unknown, never
 * zero); `curve` says how much risk (0–100) a value is. Corners are chosen by judgement, except where `source` names a
 * rule; they are shown with the indicator.
 */
export interface Indicator {
  readonly id: string;
  readonly group: IndicatorGroup;
  readonly zh: string;
  readonly en: string;
  readonly unit: IndicatorUnit;
  /** Weight inside its group. */
  readonly weight: number;
  /** Names of the figures that it is made of. */
  readonly reads: readonly string[];
  readonly curve: Curve;
  readonly source: IndicatorSource;
  /** Told of this moment only: it has no value of earlier months. */
  readonly momentary?: true;
  /** 信用 / 市场 / 运营 of the leasing scheme (R041), where it is not told by the group. */
  readonly aspect?: "market" | "macro" | "guaranteed";
  value(view: View): number | null;
}

export type IndicatorSource = "monthly-report" | "peers" | "courts" | "authorities" | "complaints" | "news";

export const SOURCE_NAMES: Readonly<Record<IndicatorSource, { readonly zh: string; readonly en: string }>> = {
  "monthly-report": { zh: "监管月报", en: "monthly report" },
  peers: { zh: "同业同期月报", en: "peers' reports of the month" },
  courts: { zh: "司法信息", en: "courts" },
  authorities: { zh: "行政处罚、税务", en: "penalties and taxes" },
  complaints: { zh: "投诉举报", en: "complaints" },
  news: { zh: "舆情识别结果", en: "findings in the news" },
};
