import { For, type JSX } from "solid-js";
import { DIMENSIONS, type Weights } from "#domain/dimension";
import { formatPercent } from "#kit/format/number.ts";
import { word } from "#kit/words/words.ts";

/** The five shares side by side. */
export function WeightBar(props: { readonly weights: Weights; readonly small?: boolean }): JSX.Element {
  const words = (): string =>
    DIMENSIONS.map((each) => `${word("dimension", each)} ${formatPercent(props.weights[each])}`).join(" ");
  return (
    <div
      class="weight-bar"
      classList={{ small: props.small === true }}
      role="img"
      aria-label={words()}
      title={words()}
    >
      <For each={[...DIMENSIONS]}>
        {(dimension) => (
          <span class="swatch" data-dimension={dimension} style={{ "flex-grow": props.weights[dimension] }} />
        )}
      </For>
    </div>
  );
}
