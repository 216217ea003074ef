import { createMemo, createSignal, For, type JSX, Show } from "solid-js";
import { chartMessages } from "#kit/chart/chart.messages.ts";
import { axisSteps, createWidth, labelIndexes } from "#kit/chart/size.ts";
import { formatCount, formatExact, formatScore } from "#kit/format/number.ts";
import { makeTranslator } from "#kit/i18n/translate.ts";
import "#kit/chart/chart.css";

const t = makeTranslator(chartMessages);

export interface TrendColumns {
  /** Days as 2026-11-24, oldest first; the other columns have the same length. */
  readonly days: readonly string[];
  readonly line: readonly number[];
  readonly columns: readonly number[];
}

const LEFT = 34;
const RIGHT = 44;
const TOP = 22;
const BOTTOM = 22;

/** An index as a line (left scale) over counts as columns (right scale), each named where it is drawn. */
export function TrendChart(props: {
  readonly data: TrendColumns;
  readonly lineName: string;
  readonly columnName: string;
  readonly height?: number;
}): JSX.Element {
  const { width, ref } = createWidth();
  const [at, setAt] = createSignal<number | null>(null);
  const height = (): number => props.height ?? 220;
  const count = (): number => props.data.days.length;
  const plotWidth = (): number => Math.max(10, width() - LEFT - RIGHT);
  const plotHeight = (): number => height() - TOP - BOTTOM;
  const slot = (): number => plotWidth() / Math.max(1, count());
  const x = (i: number): number => LEFT + slot() * (i + 0.5);
  const lineSteps = createMemo(() => axisSteps(Math.max(10, ...props.data.line)));
  const columnSteps = createMemo(() => axisSteps(Math.max(1, ...props.data.columns), 3, true));
  const top = (steps: readonly number[]): number => steps[steps.length - 1] ?? 1;
  const lineY = (value: number): number => TOP + plotHeight() * (1 - value / top(lineSteps()));
  const columnY = (value: number): number => TOP + plotHeight() * (1 - value / top(columnSteps()));
  const path = createMemo(() =>
    props.data.line
      .map((value, i) => `${i === 0 ? "M" : "L"}${x(i).toFixed(1)} ${lineY(value).toFixed(1)}`)
      .join(""),
  );
  const shown = (): number => at() ?? count() - 1;

  const pick = (event: PointerEvent & { readonly currentTarget: SVGSVGElement }): void => {
    const box = event.currentTarget.getBoundingClientRect();
    const i = Math.floor((event.clientX - box.left - LEFT) / slot());
    setAt(i >= 0 && i < count() ? i : null);
  };
  const step = (event: KeyboardEvent): void => {
    const move = event.key === "ArrowLeft" ? -1 : event.key === "ArrowRight" ? 1 : 0;
    if (move === 0) return;
    event.preventDefault();
    setAt(Math.min(count() - 1, Math.max(0, shown() + move)));
  };
  const readout = (): string => {
    const i = shown();
    return `${props.data.days[i] ?? ""}  ${props.lineName} ${formatScore(props.data.line[i])}  ${props.columnName} ${formatExact(props.data.columns[i] ?? 0)}`;
  };

  return (
    <figure class="chart" ref={ref}>
      <Show when={count() > 0} fallback={<p class="chart-empty muted">{t("none")}</p>}>
        <svg
          width={width()}
          height={height()}
          role="img"
          tabindex={0}
          aria-label={t("trend.label", {
            line: props.lineName,
            columns: props.columnName,
            readout: readout(),
          })}
          onPointerMove={pick}
          onPointerLeave={() => setAt(null)}
          onKeyDown={step}
          onBlur={() => setAt(null)}
        >
          <text class="chart-name line-name" x={0} y={11}>
            {props.lineName}
          </text>
          <text class="chart-name column-name" x={width()} y={11} text-anchor="end">
            {props.columnName}
          </text>
          <For each={lineSteps()}>
            {(value) => (
              <>
                <line class="chart-grid" x1={LEFT} x2={width() - RIGHT} y1={lineY(value)} y2={lineY(value)} />
                <text class="chart-axis" x={LEFT - 6} y={lineY(value) + 4} text-anchor="end">
                  {formatCount(value)}
                </text>
              </>
            )}
          </For>
          <For each={columnSteps()}>
            {(value) => (
              <text class="chart-axis" x={width() - RIGHT + 6} y={columnY(value) + 4}>
                {formatCount(value)}
              </text>
            )}
          </For>
          <For each={props.data.columns as number[]}>
            {(value, i) => (
              <rect
                class="chart-column"
                classList={{ on: shown() === i() }}
                x={x(i()) - Math.max(0.5, Math.min(9, slot() * 0.32))}
                width={Math.max(1, Math.min(18, slot() * 0.64))}
                y={columnY(value)}
                height={Math.max(0, TOP + plotHeight() - columnY(value))}
              />
            )}
          </For>
          <path class="chart-line" d={path()} />
          <circle class="chart-dot" cx={x(shown())} cy={lineY(props.data.line[shown()] ?? 0)} r={3.5} />
          <For each={labelIndexes(count(), Math.floor(plotWidth() / 70)) as number[]}>
            {(i) => (
              <text class="chart-axis" x={x(i)} y={height() - 6} text-anchor="middle">
                {props.data.days[i]?.slice(5)}
              </text>
            )}
          </For>
        </svg>
        <figcaption class="chart-readout small" aria-hidden="true">
          <span class="muted">{props.data.days[shown()]}</span>
          <span>
            {props.lineName} <strong>{formatScore(props.data.line[shown()])}</strong>
          </span>
          <span>
            {props.columnName} <strong>{formatExact(props.data.columns[shown()] ?? 0)}</strong>
          </span>
        </figcaption>
      </Show>
    </figure>
  );
}
