import type { JSX } from "solid-js";
import type { RunMetrics } from "#domain/api/algorithms";
import { formatExact, NOTHING } from "#kit/format/number.ts";
import { lookUp, makeTranslator } from "#kit/i18n/translate.ts";
import { algorithmsMessages } from "./algorithms.messages.ts";

const t = makeTranslator(algorithmsMessages);

/** A state as a word in a box; what needs a person stands out. */
export function StateTag(props: { readonly state: string }): JSX.Element {
  return (
    <span
      class="tag"
      classList={{
        warn: ["interrupted", "pending", "building"].includes(props.state),
        bad: ["failed", "rejected"].includes(props.state),
        good: ["done", "published", "ready"].includes(props.state),
      }}
    >
      {lookUp(algorithmsMessages, `state.${props.state}`)}
    </span>
  );
}

export function formatFigure(value: number | null | undefined, digits = 3): string {
  return value === null || value === undefined ? NOTHING : formatExact(value, digits);
}

/** p-values as they are written: never 0. */
export function formatP(value: number | null): string {
  if (value === null) return NOTHING;
  return value < 0.001 ? "< 0.001" : formatExact(value, 3);
}

export const METRIC_KEYS = [
  "accuracy",
  "precision",
  "recall",
  "f1",
] as const satisfies readonly (keyof RunMetrics)[];

export function metricLabels(): string[] {
  return METRIC_KEYS.map((key) => t(`report.${key}`));
}
