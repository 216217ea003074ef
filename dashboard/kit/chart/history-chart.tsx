import { createMemo, createSignal, For, type JSX, Show } from "solid-js";
import { DEFAULT_LEVEL_RULE, LEVELS, type Level } from "#domain/level";
import { DAY_MS } from "#domain/time";
import { chartMessages } from "#kit/chart/chart.messages.ts";
import { createWidth } from "#kit/chart/size.ts";
import { formatScore } from "#kit/format/number.ts";
import { formatFullTime, formatHourMinute, formatMonthDay } from "#kit/format/time.ts";
import { makeTranslator } from "#kit/i18n/translate.ts";
import { levelPath } from "#kit/level/level-mark.tsx";
import { levelFill, levelWord } from "#kit/level/level-style.ts";
import { me } from "#kit/session/session.ts";
import "#kit/chart/chart.css";

const t = makeTranslator(chartMessages);

export interface HistoryColumns {
  /** Instants in ms, oldest first; the other columns have the same length. */
  readonly times: readonly number[];
  readonly scores: readonly number[];
  readonly levels: readonly Level[];
}

const LEFT = 62;
const RIGHT = 16;
const TOP = 10;
const BOTTOM = 24;

/** Scores as steps over time against the floors of the levels, with a mark at each change; pressing picks a day. */
export function HistoryChart(props: {
  readonly data: HistoryColumns;
  readonly height?: number;
  readonly onPick?: (atMs: number) => void;
  readonly pickedMs?: number | null;
}): JSX.Element {
  const { width, ref } = createWidth();
  const [at, setAt] = createSignal<number | null>(null);
  const height = (): number => props.height ?? 220;
  const count = (): number => props.data.times.length;
  const first = (): number => props.data.times[0] ?? 0;
  const last = (): number => Math.max(first() + 1, props.data.times[count() - 1] ?? 1);
  const x = (time: number): number =>
    LEFT + ((time - first()) / (last() - first())) * Math.max(10, width() - LEFT - RIGHT);
  const y = (score: number): number => TOP + (1 - score / 100) * (height() - TOP - BOTTOM);
  const floors = (): readonly number[] => me()?.levelFloors ?? DEFAULT_LEVEL_RULE.floors;
  const path = createMemo(() =>
    props.data.scores
      .map((score, i) => {
        const px = x(props.data.times[i] ?? 0).toFixed(1);
        return i === 0 ? `M${px} ${y(score).toFixed(1)}` : `H${px}V${y(score).toFixed(1)}`;
      })
      .join(""),
  );
  const changes = createMemo(() => {
    const found: number[] = [];
    for (let i = 1; i < count(); i++) if (props.data.levels[i] !== props.data.levels[i - 1]) found.push(i);
    return found;
  });
  const ticks = createMemo(() => {
    const days = Math.floor((last() - first()) / DAY_MS);
    const room = Math.floor((width() - LEFT - RIGHT) / 80);
    // No day is written twice; inside one day the ticks are times.
    const most = Math.max(2, days === 0 ? room : Math.min(room, days + 1));
    return Array.from({ length: most }, (_tick, i) => first() + ((last() - first()) * i) / (most - 1));
  });
  const tickWords = (time: number): string =>
    last() - first() < DAY_MS ? formatHourMinute(time) : formatMonthDay(time);
  const shown = (): number => at() ?? count() - 1;
  const nearest = (event: MouseEvent & { readonly currentTarget: SVGSVGElement }): number => {
    const box = event.currentTarget.getBoundingClientRect();
    const time =
      first() +
      ((event.clientX - box.left - LEFT) / Math.max(10, width() - LEFT - RIGHT)) * (last() - first());
    let best = 0;
    for (let i = 1; i < count(); i++) {
      if (Math.abs((props.data.times[i] ?? 0) - time) < Math.abs((props.data.times[best] ?? 0) - time))
        best = i;
    }
    return best;
  };
  const readout = (): string => {
    const i = shown();
    const level = props.data.levels[i];
    return `${formatFullTime(props.data.times[i])} ${formatScore(props.data.scores[i])} ${level === undefined ? "" : levelWord(level)}`;
  };
  const key = (event: KeyboardEvent): void => {
    const move = event.key === "ArrowLeft" ? -1 : event.key === "ArrowRight" ? 1 : 0;
    if (move !== 0) {
      event.preventDefault();
      setAt(Math.min(count() - 1, Math.max(0, shown() + move)));
    } else if (event.key === "Enter") props.onPick?.(props.data.times[shown()] ?? 0);
  };
  return (
    <figure class="chart" ref={ref}>
      <Show when={count() > 0} fallback={<p class="chart-empty muted">{t("none")}</p>}>
        <svg
          width={width()}
          height={height()}
          role="img"
          tabindex={0}
          classList={{ picks: props.onPick !== undefined }}
          aria-label={t("history.label", { readout: readout() })}
          onPointerMove={(event) => setAt(nearest(event))}
          onPointerLeave={() => setAt(null)}
          onBlur={() => setAt(null)}
          onKeyDown={key}
          onClick={(event) => props.onPick?.(props.data.times[nearest(event)] ?? 0)}
        >
          <For each={LEVELS.slice(1)}>
            {(level, i) => (
              <>
                <line
                  class="chart-grid"
                  x1={LEFT}
                  x2={width() - RIGHT}
                  y1={y(floors()[i() + 1] ?? 0)}
                  y2={y(floors()[i() + 1] ?? 0)}
                />
                <text class="chart-axis" x={LEFT - 8} y={y(floors()[i() + 1] ?? 0) + 4} text-anchor="end">
                  {levelWord(level)} {floors()[i() + 1]}
                </text>
              </>
            )}
          </For>
          <line class="chart-grid" x1={LEFT} x2={width() - RIGHT} y1={y(0)} y2={y(0)} />
          <For each={ticks()}>
            {(time, i) => (
              <text
                class="chart-axis"
                x={x(time)}
                y={height() - 6}
                text-anchor={i() === 0 ? "start" : i() === ticks().length - 1 ? "end" : "middle"}
              >
                {tickWords(time)}
              </text>
            )}
          </For>
          <path class="chart-line" d={path()} />
          <For each={changes()}>
            {(i) => (
              <g
                transform={`translate(${x(props.data.times[i] ?? 0) - 7} ${y(props.data.scores[i] ?? 0) - 7}) scale(0.875)`}
              >
                <path
                  d={levelPath(props.data.levels[i] ?? "normal")}
                  fill={levelFill(props.data.levels[i] ?? "normal")}
                  class="chart-mark"
                />
              </g>
            )}
          </For>
          <Show
            when={
              props.pickedMs !== null &&
              props.pickedMs !== undefined &&
              props.pickedMs >= first() &&
              props.pickedMs <= last()
            }
          >
            <line
              class="chart-picked"
              x1={x(props.pickedMs ?? 0)}
              x2={x(props.pickedMs ?? 0)}
              y1={TOP}
              y2={height() - BOTTOM}
            />
          </Show>
          <circle
            class="chart-dot"
            cx={x(props.data.times[shown()] ?? 0)}
            cy={y(props.data.scores[shown()] ?? 0)}
            r={3.5}
          />
        </svg>
        <figcaption class="chart-readout small" aria-hidden="true">
          <span class="muted">{formatFullTime(props.data.times[shown()])}</span>
          <span>
            {t("history.score")} <strong>{formatScore(props.data.scores[shown()])}</strong>
          </span>
          <span>{levelWord(props.data.levels[shown()] ?? "normal")}</span>
        </figcaption>
      </Show>
    </figure>
  );
}
