import { createMemo, type JSX, Show } from "solid-js";
import { axisSteps } from "#kit/chart/size.ts";
import { formatScore } from "#kit/format/number.ts";
import { makeTranslator } from "#kit/i18n/translate.ts";
import type { WallPicture } from "../model/picture.ts";
import { createBox, createUnit } from "../scale.ts";
import { wallMessages } from "../wall.messages.ts";

const t = makeTranslator(wallMessages);

/** The index of the last 90 days as one line; its last value is written large where the line ends. */
export function TrendPanel(props: {
  readonly picture: WallPicture;
  readonly industry: string | null;
}): JSX.Element {
  const { size, ref } = createBox();
  const unit = createUnit();
  // The last point is today's: it is the figure of now.
  const values = createMemo(() => props.picture.trend.map((point) => point.index));
  const last = (): number => props.picture.index;
  const label = (): number => 24 * unit();
  const left = (): number => 46 * unit();
  const right = (): number => size()[0] - 104 * unit();
  const top = (): number => 12 * unit();
  const bottom = (): number => size()[1] - 36 * unit();
  const scale = createMemo(() => {
    const all = [...values(), last()];
    const low = Math.min(...all);
    const high = Math.max(...all);
    // A flat index must look flat: never less than four points from bottom to top.
    const spare = Math.max(0.5, (4 - (high - low)) / 2);
    const from = Math.max(0, Math.floor(low - spare));
    const to = Math.min(100, Math.ceil(high + spare));
    return { from, to };
  });
  const x = (i: number): number => left() + ((right() - left()) * i) / Math.max(1, values().length - 1);
  const y = (value: number): number =>
    bottom() - ((bottom() - top()) * (value - scale().from)) / Math.max(1, scale().to - scale().from);
  const line = createMemo(() =>
    values()
      .map((value, i) => `${i === 0 ? "M" : "L"}${x(i).toFixed(1)} ${y(value).toFixed(1)}`)
      .join(""),
  );
  const steps = (): readonly number[] => {
    const { from, to } = scale();
    const inner = axisSteps(to, 3).filter((value) => value > from && value < to);
    return [from, ...inner.slice(0, 1), to];
  };
  const days = (): readonly {
    readonly i: number;
    readonly text: string;
    readonly anchor: "start" | "middle" | "end";
  }[] => {
    const count = values().length;
    const middle = Math.floor((count - 1) / 2);
    const at = (i: number): string => (props.picture.trend[i]?.day ?? "").slice(5);
    return [
      { i: 0, text: at(0), anchor: "start" },
      { i: middle, text: at(middle), anchor: "middle" },
      { i: count - 1, text: at(count - 1), anchor: "end" },
    ];
  };
  return (
    <section class="w-panel w-trend" aria-labelledby="w-trend">
      <h2 id="w-trend">
        {t("trend")}
        <Show when={values().length > 1}>
          <small>{t("trend.days", { n: values().length })}</small>
        </Show>
      </h2>
      <div class="w-chart" ref={ref}>
        <Show
          when={values().length > 1}
          fallback={
            <p class="w-empty">
              {props.industry === null ? t("trend.none") : t("trend.industry")}
              <strong class="w-trend-alone">{formatScore(last())}</strong>
            </p>
          }
        >
          <svg
            width={size()[0]}
            height={size()[1]}
            role="img"
            style={{ "font-size": `${label()}px` }}
            aria-label={t("trend.label", {
              n: values().length,
              first: formatScore(values()[0]),
              last: formatScore(last()),
            })}
          >
            {steps().map((value) => (
              <>
                <line class="w-grid" x1={left()} x2={right()} y1={y(value)} y2={y(value)} />
                <text class="w-axis" x={left() - 10 * unit()} y={y(value) + label() * 0.36} text-anchor="end">
                  {value}
                </text>
              </>
            ))}
            {days().map((day) => (
              <text class="w-axis" x={x(day.i)} y={size()[1] - 4 * unit()} text-anchor={day.anchor}>
                {day.text}
              </text>
            ))}
            <path class="w-line" d={line()} stroke-width={3 * unit()} />
            <circle
              class="w-dot"
              cx={x(values().length - 1)}
              cy={y(values()[values().length - 1] ?? 0)}
              r={6 * unit()}
            />
            <text
              class="w-last"
              x={right() + 16 * unit()}
              y={y(values()[values().length - 1] ?? 0) + 15 * unit()}
              style={{ "font-size": `${42 * unit()}px` }}
            >
              {formatScore(last())}
            </text>
          </svg>
        </Show>
      </div>
    </section>
  );
}
