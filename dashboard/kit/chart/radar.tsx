import { For, type JSX, Show } from "solid-js";
import { DIMENSIONS, type DimensionScores } from "#domain/dimension";
import { chartMessages } from "#kit/chart/chart.messages.ts";
import { joinWords } from "#kit/i18n/punctuation.ts";
import { language, makeTranslator } from "#kit/i18n/translate.ts";
import { word } from "#kit/words/words.ts";
import "#kit/chart/chart.css";

const t = makeTranslator(chartMessages);

/** Five dimensions, 0–100, each named with its value. `size` is the drawing's width; below 170 the names stay short. */
export function Radar(props: {
  readonly name: string;
  readonly scores: DimensionScores;
  readonly size?: number;
  readonly before?: DimensionScores | null;
}): JSX.Element {
  const width = (): number => props.size ?? 220;
  const height = (): number => width() * 0.86;
  const english = (): boolean => language() === "en";
  // English names are longer: they stand in two lines round a smaller drawing.
  const radius = (): number => width() * (english() ? 0.24 : 0.3);
  const cx = (): number => width() / 2;
  const cy = (): number => height() * 0.54;
  const point = (i: number, share: number): readonly [number, number] => {
    const angle = -Math.PI / 2 + (i * 2 * Math.PI) / DIMENSIONS.length;
    return [cx() + Math.cos(angle) * radius() * share, cy() + Math.sin(angle) * radius() * share];
  };
  const ring = (share: number): string => outline(DIMENSIONS.map((_dimension, i) => point(i, share)));
  const shape = (scores: DimensionScores): string =>
    outline(DIMENSIONS.map((dimension, i) => point(i, Math.min(100, Math.max(0, scores[dimension])) / 100)));
  const label = (): string =>
    t("radar.label", {
      name: props.name,
      values: joinWords(
        DIMENSIONS.map(
          (dimension) => `${word("dimension", dimension)} ${props.scores[dimension].toFixed(0)}`,
        ),
      ),
    });
  return (
    <svg class="radar" width={width()} height={height()} role="img" aria-label={label()}>
      <For each={[0.25, 0.5, 0.75, 1]}>{(share) => <path class="radar-ring" d={ring(share)} />}</For>
      <For each={[...DIMENSIONS]}>
        {(_dimension, i) => (
          <line class="radar-ring" x1={cx()} y1={cy()} x2={point(i(), 1)[0]} y2={point(i(), 1)[1]} />
        )}
      </For>
      <Show when={props.before}>{(before) => <path class="radar-before" d={shape(before())} />}</Show>
      <path class="radar-shape" d={shape(props.scores)} />
      <For each={[...DIMENSIONS]}>
        {(dimension, i) => {
          const at = (): readonly [number, number] => point(i(), 1.2);
          const anchor = (): "start" | "middle" | "end" =>
            Math.abs(at()[0] - cx()) < 4 ? "middle" : at()[0] > cx() ? "start" : "end";
          const below = (): boolean => at()[1] > cy() + radius() * 0.5;
          return (
            <text class="radar-name" x={at()[0]} y={at()[1] + (below() ? 10 : 0)} text-anchor={anchor()}>
              {word("dimension", dimension)}
              <tspan class="radar-value" {...(english() ? { x: at()[0], dy: 14 } : { dx: 4 })}>
                {props.scores[dimension].toFixed(0)}
              </tspan>
            </text>
          );
        }}
      </For>
    </svg>
  );
}

function outline(points: readonly (readonly [number, number])[]): string {
  return `M${points.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join("L")}Z`;
}
