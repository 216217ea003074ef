import { type Accessor, createEffect, createSignal, on, onCleanup } from "solid-js";

/** true for two seconds after the value changed; not at its first showing. */
export function createChanged<T>(value: Accessor<T>): Accessor<boolean> {
  const [changed, setChanged] = createSignal(false);
  let timer: ReturnType<typeof setTimeout> | undefined;
  createEffect(
    on(
      value,
      (next, previous) => {
        if (next === previous) return;
        if (timer !== undefined) clearTimeout(timer);
        setChanged(true);
        timer = setTimeout(() => setChanged(false), 2000);
      },
      { defer: true },
    ),
  );
  onCleanup(() => {
    if (timer !== undefined) clearTimeout(timer);
  });
  return changed;
}
