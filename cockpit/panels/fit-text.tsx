import type { JSX } from "solid-js";
import { textWidth } from "#kit/geo/labels.ts";
import { cutClause } from "./clause.ts";

/** Narrower than this a character is hard to read from across the room. */
const NARROWEST = 0.78;

/**
 * One line that is made narrower where it is a little too long, as signs do, its height kept. What is longer still ends
 * where a clause ends, or at the edge; the whole text stands in the tooltip.
 */
export function FitText(props: {
  readonly class: string;
  readonly text: string;
  /** Room of the line in widths of a Chinese character. */
  readonly room: number;
}): JSX.Element {
  const shown = (): string => cutClause(props.text, props.room / NARROWEST);
  const narrow = (): number => Math.min(1, Math.max(NARROWEST, props.room / textWidth(shown(), 1)));
  return (
    <p
      class={props.class}
      title={props.text}
      style={
        narrow() < 1
          ? {
              width: `${(100 / narrow()).toFixed(1)}%`,
              transform: `scaleX(${narrow().toFixed(3)})`,
              "transform-origin": "left",
            }
          : {}
      }
    >
      {shown()}
    </p>
  );
}
