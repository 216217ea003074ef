import { type Accessor, createEffect, createMemo, createSignal, on, untrack } from "solid-js";
import { CITY } from "#domain/district";
import { nowMs } from "#kit/clock.ts";
import type { FilterControl } from "./filters.ts";
import { advance, makeStops, move, setPaused, startRotation, stopOf } from "./model/rotation.ts";

export interface Tour {
  /** What the map looks at: "310000" or a district. */
  readonly stop: Accessor<string>;
  /** Where in the round; null while one district is looked at. */
  readonly place: Accessor<{ readonly n: number; readonly of: number } | null>;
  readonly paused: Accessor<boolean>;
  step(by: 1 | -1): void;
  toggle(): void;
}

/** The tour through the districts, on the page's clock. One district by filter or by right: no tour. */
export function createTour(
  filters: FilterControl,
  areas: Accessor<readonly { readonly code: string; readonly atRisk: number }[]>,
  area: Accessor<string>,
): Tour {
  const [rotation, setRotation] = createSignal(startRotation(Date.now(), filters.value().paused));
  const stops = (): readonly string[] => untrack(() => makeStops(areas()));
  const fixed = (): boolean => area() !== CITY;

  // The round begins when there is something to see, not while the page loads.
  const ready = createMemo(() => areas().length > 0);
  createEffect(
    on(ready, (is) => {
      if (is) setRotation(startRotation(Date.now(), filters.value().paused));
    }),
  );
  createEffect(
    on(nowMs, (now) => {
      if (!fixed() && ready())
        setRotation((present) => advance(present, now, filters.value().every * 1000, stops));
    }),
  );
  createEffect(
    on(
      () => filters.value().paused,
      (paused) => setRotation((present) => setPaused(present, paused, Date.now())),
      { defer: true },
    ),
  );
  const stop = createMemo(() => (fixed() ? area() : stopOf(rotation())));
  return {
    stop,
    place: () => {
      const { at, stops: round } = rotation();
      return fixed() ? null : { n: at + 1, of: round.length <= 1 ? stops().length : round.length };
    },
    paused: () => filters.value().paused,
    step(by) {
      if (!fixed()) setRotation((present) => move(present, by, Date.now(), stops));
    },
    toggle() {
      filters.set({ paused: !filters.value().paused });
    },
  };
}
