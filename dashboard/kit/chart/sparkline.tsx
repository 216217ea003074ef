import { type JSX, Show } from "solid-js";
import { chartMessages } from "#kit/chart/chart.messages.ts";
import { formatScore } from "#kit/format/number.ts";
import { makeTranslator } from "#kit/i18n/translate.ts";
import "#kit/chart/chart.css";

const t = makeTranslator(chartMessages);

/** A score's last days on a fixed 0–100 scale, so that rows can be compared. */
export function Sparkline(props: {
  readonly values: readonly number[];
  readonly width?: number;
  readonly height?: number;
}): JSX.Element {
  const width = (): number => props.width ?? 84;
  const height = (): number => props.height ?? 22;
  const x = (i: number): number => 2 + ((width() - 5) * i) / Math.max(1, props.values.length - 1);
  const y = (value: number): number =>
    height() - 2 - (Math.min(100, Math.max(0, value)) / 100) * (height() - 4);
  const path = (): string =>
    props.values
      .map((value, i) => `${i === 0 ? "M" : "L"}${x(i).toFixed(1)} ${y(value).toFixed(1)}`)
      .join("");
  const last = (): number => props.values[props.values.length - 1] ?? 0;
  return (
    <Show when={props.values.length > 0} fallback={<span class="muted">—</span>}>
      <svg
        class="spark"
        width={width()}
        height={height()}
        role="img"
        aria-label={t("spark.label", {
          n: props.values.length,
          first: formatScore(props.values[0]),
          last: formatScore(last()),
          max: formatScore(Math.max(...props.values)),
        })}
      >
        <path d={path()} />
        <circle cx={x(props.values.length - 1)} cy={y(last())} r={2} />
      </svg>
    </Show>
  );
}
