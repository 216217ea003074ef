import { type JSX, Show } from "solid-js";

const WIDTH = 72;
const HEIGHT = 20;

/** A few months of one indicator on its own scale; a month that is unknown is a gap. Words stand beside it. */
export function SeriesLine(props: { readonly values: readonly (number | null)[] }): JSX.Element {
  const known = (): number[] => props.values.filter((value): value is number => value !== null);
  const path = (): string => {
    const [low, high] = [Math.min(...known()), Math.max(...known())];
    const range = high - low || 1;
    let pen = "M";
    let out = "";
    props.values.forEach((value, i) => {
      if (value === null) {
        pen = "M";
        return;
      }
      const x = 2 + ((WIDTH - 4) * i) / Math.max(1, props.values.length - 1);
      const y = high === low ? HEIGHT / 2 : HEIGHT - 3 - ((value - low) / range) * (HEIGHT - 6);
      out += `${pen}${x.toFixed(1)} ${y.toFixed(1)}`;
      pen = "L";
    });
    return out;
  };
  return (
    <Show when={known().length > 1} fallback={<span class="series-line" />}>
      <svg class="series-line" width={WIDTH} height={HEIGHT} aria-hidden="true">
        <path d={path()} />
      </svg>
    </Show>
  );
}
