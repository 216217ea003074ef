import { createRoot, createSignal } from "solid-js";

/** The screen's clock: one signal for all ages and remaining times, a step a second, asleep while hidden. */
const [nowMs, setNow] = createRoot(() => createSignal(Date.now()));

export { nowMs };

let timer: ReturnType<typeof setInterval> | undefined;

/** Starts the clock; the page's entry calls it once. Gives its stop. */
export function startClock(): () => void {
  const tick = (): void => {
    setNow(Date.now());
  };
  const follow = (): void => {
    if (timer !== undefined) clearInterval(timer);
    timer = document.hidden ? undefined : setInterval(tick, 1000);
    tick();
  };
  follow();
  document.addEventListener("visibilitychange", follow);
  return () => {
    document.removeEventListener("visibilitychange", follow);
    if (timer !== undefined) clearInterval(timer);
    timer = undefined;
  };
}
