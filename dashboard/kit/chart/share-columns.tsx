import { For, type JSX, Show } from "solid-js";
import { createWidth } from "#kit/chart/size.ts";
import { formatPercent, NOTHING } from "#kit/format/number.ts";
import "#kit/chart/chart.css";

export interface ShareSeries {
  readonly name: string;
  /** Shares from 0 to 1 in the order of `labels`; null: cannot be told. */
  readonly values: readonly (number | null)[];
}

const TOP = 18;
const BOTTOM = 26;
const LEFT = 8;

/** Shares as columns, one group a label, one column a series, each with its figure on it. */
export function ShareColumns(props: {
  readonly label: string;
  readonly labels: readonly string[];
  readonly series: readonly ShareSeries[];
  readonly height?: number;
}): JSX.Element {
  const { width, ref } = createWidth(360);
  const height = (): number => props.height ?? 220;
  const plot = (): number => height() - TOP - BOTTOM;
  const group = (): number => (width() - 2 * LEFT) / Math.max(1, props.labels.length);
  const bar = (): number => Math.min(64, (group() * 0.72) / Math.max(1, props.series.length));
  const x = (i: number, k: number): number =>
    LEFT + group() * (i + 0.5) + (k - props.series.length / 2) * bar();
  const y = (value: number): number => TOP + plot() * (1 - Math.min(1, Math.max(0, value)));
  const words = (): string =>
    props.labels
      .map(
        (label, i) =>
          `${label} ${props.series.map(({ name, values }) => `${name} ${formatPercent(values[i])}`).join(", ")}`,
      )
      .join("; ");
  return (
    <figure class="chart" ref={ref}>
      <svg width={width()} height={height()} role="img" aria-label={`${props.label}: ${words()}`}>
        <line class="chart-grid" x1={LEFT} x2={width() - LEFT} y1={y(0)} y2={y(0)} />
        <line class="chart-grid" x1={LEFT} x2={width() - LEFT} y1={y(1)} y2={y(1)} />
        <For each={props.labels as string[]}>
          {(label, i) => (
            <>
              <text class="chart-axis" x={LEFT + group() * (i() + 0.5)} y={height() - 8} text-anchor="middle">
                {label}
              </text>
              <For each={props.series as ShareSeries[]}>
                {(series, k) => (
                  <>
                    <Show when={series.values[i()] !== null && series.values[i()] !== undefined}>
                      <rect
                        class={`chart-bar series-${k() + 1}`}
                        x={x(i(), k()) + 2}
                        width={Math.max(1, bar() - 4)}
                        y={y(series.values[i()] ?? 0)}
                        height={y(0) - y(series.values[i()] ?? 0)}
                      />
                    </Show>
                    <text
                      class="chart-figure"
                      x={x(i(), k()) + bar() / 2}
                      y={y(series.values[i()] ?? 0) - 4}
                      text-anchor="middle"
                    >
                      {series.values[i()] === null ? NOTHING : formatPercent(series.values[i()])}
                    </text>
                  </>
                )}
              </For>
            </>
          )}
        </For>
      </svg>
      <Show when={props.series.length > 1}>
        <figcaption class="chart-readout small" aria-hidden="true">
          <For each={props.series as ShareSeries[]}>
            {(series, k) => (
              <span>
                <span class={`chart-key series-${k() + 1}`} /> {series.name}
              </span>
            )}
          </For>
        </figcaption>
      </Show>
    </figure>
  );
}
