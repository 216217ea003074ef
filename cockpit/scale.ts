import { createSignal, onCleanup } from "solid-js";

/**
 * The wall is designed at 1920x1080 and grows with the screen: 1rem is 100 of its pixels (wall.css). This follows it
 * for what is drawn in pixels. `unit` is the length of one design pixel.
 */
export function createUnit(): () => number {
  const read = (): number => Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 100;
  const [unit, setUnit] = createSignal(read());
  const follow = (): void => {
    setUnit(read());
  };
  window.addEventListener("resize", follow);
  onCleanup(() => window.removeEventListener("resize", follow));
  return unit;
}

/** Width and height of an element, in pixels. */
export function createBox(): {
  readonly size: () => readonly [number, number];
  readonly ref: (element: Element) => void;
} {
  const [size, setSize] = createSignal<readonly [number, number]>([0, 0]);
  let observer: ResizeObserver | null = null;
  onCleanup(() => observer?.disconnect());
  return {
    size,
    ref: (element) => {
      observer?.disconnect();
      observer = new ResizeObserver((entries) => {
        const found = entries[0]?.contentRect;
        if (found !== undefined) setSize([Math.floor(found.width), Math.floor(found.height)]);
      });
      observer.observe(element);
    },
  };
}
