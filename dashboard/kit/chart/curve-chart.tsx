import { createMemo, createSignal, For, type JSX, Show } from "solid-js";
import { chartMessages } from "#kit/chart/chart.messages.ts";
import { axisSteps, createWidth } from "#kit/chart/size.ts";
import { formatExact } from "#kit/format/number.ts";
import { makeTranslator } from "#kit/i18n/translate.ts";
import "#kit/chart/chart.css";

const t = makeTranslator(chartMessages);

export interface Curve {
  readonly name: string;
  /** Columns of the same length, x rising. */
  readonly x: readonly number[];
  readonly y: readonly number[];
  /** Draws a mark at each point too. */
  readonly marked?: boolean;
}

const LEFT = 42;
const RIGHT = 14;
const TOP = 12;
const BOTTOM = 40;

/** One or more curves over two numeric axes, as ROC, precision against recall, or calibration. */
export function CurveChart(props: {
  readonly label: string;
  readonly xName: string;
  readonly yName: string;
  readonly curves: readonly Curve[];
  /** Draws the diagonal from 0 to 1: a coin for ROC, the ideal for calibration. */
  readonly diagonal?: boolean;
  /** A line at this x, as a chosen threshold. */
  readonly mark?: number;
  /** Top of the y axis; absent: of the values. */
  readonly yTop?: number;
  readonly height?: number;
}): JSX.Element {
  const { width, ref } = createWidth(320);
  const [at, setAt] = createSignal<number | null>(null);
  const height = (): number => props.height ?? 240;
  const plotWidth = (): number => Math.max(10, width() - LEFT - RIGHT);
  const plotHeight = (): number => height() - TOP - BOTTOM;
  const top = createMemo(() => props.yTop ?? Math.max(1e-9, ...props.curves.flatMap(({ y }) => y)));
  const steps = createMemo(() => (props.yTop === 1 ? [0, 0.25, 0.5, 0.75, 1] : axisSteps(top())));
  const ceiling = (): number => steps()[steps().length - 1] ?? 1;
  const px = (x: number): number => LEFT + plotWidth() * x;
  const py = (y: number): number => TOP + plotHeight() * (1 - y / ceiling());
  const path = (curve: Curve): string =>
    curve.x
      .map((x, i) => `${i === 0 ? "M" : "L"}${px(x).toFixed(1)} ${py(curve.y[i] ?? 0).toFixed(1)}`)
      .join("");
  const nearest = (curve: Curve, x: number): number => {
    let best = 0;
    for (let i = 1; i < curve.x.length; i++)
      if (Math.abs((curve.x[i] ?? 0) - x) < Math.abs((curve.x[best] ?? 0) - x)) best = i;
    return best;
  };
  const shown = (): number => at() ?? props.mark ?? 0.5;
  const readout = (): { readonly name: string; readonly x: number; readonly y: number }[] =>
    props.curves.flatMap((curve) => {
      if (curve.x.length === 0) return [];
      const i = nearest(curve, shown());
      return [{ name: curve.name, x: curve.x[i] ?? 0, y: curve.y[i] ?? 0 }];
    });
  const words = (): string =>
    readout()
      .map(
        ({ name, x, y }) =>
          `${name} ${props.xName} ${formatExact(x, 3)}, ${props.yName} ${formatExact(y, 3)}`,
      )
      .join("; ");
  const step = (event: KeyboardEvent): void => {
    const move = event.key === "ArrowLeft" ? -0.02 : event.key === "ArrowRight" ? 0.02 : 0;
    if (move === 0) return;
    event.preventDefault();
    setAt(Math.min(1, Math.max(0, shown() + move)));
  };
  return (
    <figure class="chart" ref={ref}>
      <Show
        when={props.curves.some(({ x }) => x.length > 0)}
        fallback={<p class="chart-empty muted">{t("none")}</p>}
      >
        <svg
          class="picks"
          width={width()}
          height={height()}
          role="img"
          tabindex={0}
          aria-label={`${props.label}: ${words()}`}
          onPointerMove={(event) => {
            const box = event.currentTarget.getBoundingClientRect();
            const x = (event.clientX - box.left - LEFT) / plotWidth();
            setAt(x >= 0 && x <= 1 ? x : null);
          }}
          onPointerLeave={() => setAt(null)}
          onKeyDown={step}
          onBlur={() => setAt(null)}
        >
          <For each={steps() as number[]}>
            {(value) => (
              <>
                <line class="chart-grid" x1={LEFT} x2={width() - RIGHT} y1={py(value)} y2={py(value)} />
                <text class="chart-axis" x={LEFT - 6} y={py(value) + 4} text-anchor="end">
                  {formatExact(value, value % 1 === 0 ? 0 : 2)}
                </text>
              </>
            )}
          </For>
          <For each={[0, 0.25, 0.5, 0.75, 1]}>
            {(value) => (
              <text class="chart-axis" x={px(value)} y={height() - BOTTOM + 16} text-anchor="middle">
                {formatExact(value, value % 1 === 0 ? 0 : 2)}
              </text>
            )}
          </For>
          <text class="chart-axis" x={px(0.5)} y={height() - 6} text-anchor="middle">
            {props.xName}
          </text>
          <Show when={props.diagonal}>
            <line class="chart-diagonal" x1={px(0)} y1={py(0)} x2={px(1)} y2={py(1)} />
          </Show>
          <Show when={props.mark}>
            {(mark) => (
              <line class="chart-picked" x1={px(mark())} x2={px(mark())} y1={TOP} y2={TOP + plotHeight()} />
            )}
          </Show>
          <For each={props.curves as Curve[]}>
            {(curve, i) => (
              <>
                <path class={`chart-curve series-${i() + 1}`} d={path(curve)} />
                <Show when={curve.marked}>
                  <For each={curve.x as number[]}>
                    {(x, j) => (
                      <circle
                        class={`chart-point series-${i() + 1}`}
                        cx={px(x)}
                        cy={py(curve.y[j()] ?? 0)}
                        r={3}
                      />
                    )}
                  </For>
                </Show>
              </>
            )}
          </For>
          <For each={readout()}>
            {(each, i) => (
              <circle class={`chart-point series-${i() + 1}`} cx={px(each.x)} cy={py(each.y)} r={4} />
            )}
          </For>
        </svg>
        <figcaption class="chart-readout small" aria-hidden="true">
          <For each={readout()}>
            {(each, i) => (
              <span>
                <span class={`chart-key series-${i() + 1}`} /> {each.name}{" "}
                <span class="muted">
                  {props.xName} {formatExact(each.x, 2)}
                </span>{" "}
                {props.yName} <strong>{formatExact(each.y, 3)}</strong>
              </span>
            )}
          </For>
        </figcaption>
      </Show>
    </figure>
  );
}
