import { type Accessor, createSignal, onCleanup } from "solid-js";

/** Follows the width of an element, so that charts draw text at its true size at any width. */
export function createWidth(initial = 480): {
  readonly width: Accessor<number>;
  readonly ref: (element: Element) => void;
} {
  const [width, setWidth] = createSignal(initial);
  let observer: ResizeObserver | null = null;
  const ref = (element: Element): void => {
    observer?.disconnect();
    observer = new ResizeObserver((entries) => {
      const found = entries[0]?.contentRect.width ?? 0;
      if (found > 0) setWidth(Math.floor(found));
    });
    observer.observe(element);
  };
  onCleanup(() => observer?.disconnect());
  return { width, ref };
}

/** Round steps for an axis from 0 to at least `top`: 0, 50, 100, 150. `whole` for counts: no half enterprises. */
export function axisSteps(top: number, count = 3, whole = false): readonly number[] {
  if (!(top > 0)) return [0, 1];
  const rough = top / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const unit = [1, 2, 2.5, 5, 10].find((step) => step * power >= rough) ?? 10;
  const step = whole ? Math.max(1, Math.ceil(unit * power)) : unit * power;
  const steps: number[] = [];
  for (let value = 0; value < top + step; value += step) {
    steps.push(Number(value.toPrecision(12)));
    if (value >= top) break;
  }
  return steps;
}

/** Indexes of the labels that fit: first and last always, and steps in between. */
export function labelIndexes(length: number, most: number): readonly number[] {
  if (length <= 1) return length === 1 ? [0] : [];
  const step = Math.max(1, Math.ceil((length - 1) / Math.max(1, most - 1)));
  const indexes: number[] = [];
  for (let i = length - 1; i >= 0; i -= step) indexes.unshift(i);
  return indexes;
}
