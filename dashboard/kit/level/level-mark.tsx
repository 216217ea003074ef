import { type JSX, Show } from "solid-js";
import type { Level } from "#domain/level";
import { levelFill, levelFullWord, levelWord } from "#kit/level/level-style.ts";
import "#kit/level/level-mark.css";

/** Shapes in a box of 16: ● ▲ ◆ ■ ⬢. A level is always colour and shape and word. */
const SHAPES: Readonly<Record<Level, string>> = {
  normal: "M8 2.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 1 0 0-11z",
  yellow: "M8 1.8 15 14H1z",
  orange: "M8 1 15 8 8 15 1 8z",
  red: "M2.2 2.2h11.6v11.6H2.2z",
  outbreak: "M8 .8 14.4 4.4v7.2L8 15.2 1.6 11.6V4.4z",
};

/** The shape alone; give the word beside it, or `label` for readers of the screen. */
export function LevelShape(props: {
  readonly level: Level;
  readonly size?: number;
  readonly label?: boolean;
}): JSX.Element {
  return (
    // biome-ignore lint/a11y/noSvgWithoutTitle: named by aria-label, or hidden beside its word
    <svg
      class="level-shape"
      viewBox="0 0 16 16"
      width={props.size ?? 12}
      height={props.size ?? 12}
      {...(props.label === true
        ? { role: "img", "aria-label": levelFullWord(props.level) }
        : { "aria-hidden": "true" as const })}
    >
      <path d={SHAPES[props.level]} fill={levelFill(props.level)} />
    </svg>
  );
}

/** Shape and word, as “◆ 橙色”; `full` says “橙色预警”. */
export function LevelMark(props: {
  readonly level: Level;
  readonly full?: boolean;
  readonly size?: number;
}): JSX.Element {
  return (
    <span class="level-mark">
      <LevelShape level={props.level} size={props.size ?? 12} />
      <span>{props.full === true ? levelFullWord(props.level) : levelWord(props.level)}</span>
    </span>
  );
}

/** “● 正常 → ◆ 橙色”: what changed. The same level twice is shown once. */
export function LevelStep(props: { readonly from: Level; readonly to: Level }): JSX.Element {
  return (
    <span class="level-mark">
      <Show when={props.from !== props.to}>
        <LevelMark level={props.from} />
        <span class="level-arrow" aria-hidden="true">
          →
        </span>
        <span class="sr-only">→</span>
      </Show>
      <LevelMark level={props.to} />
    </span>
  );
}

/** Path of a level's shape, for charts and maps that draw into their own SVG (box of 16). */
export function levelPath(level: Level): string {
  return SHAPES[level];
}
