import { type Accessor, createSignal, onCleanup } from "solid-js";
import { readFilters, type WallFilters, writeFilters } from "./model/filters.ts";

export interface FilterControl {
  readonly value: Accessor<WallFilters>;
  set(part: Partial<WallFilters>): void;
}

/** The filters as the address has them; setting one writes the address, going back reads it. */
export function createWallFilters(): FilterControl {
  const [value, setValue] = createSignal(readFilters(window.location.search));
  const follow = (): void => {
    setValue(readFilters(window.location.search));
  };
  window.addEventListener("popstate", follow);
  onCleanup(() => window.removeEventListener("popstate", follow));
  return {
    value,
    set(part) {
      const next = { ...value(), ...part };
      // The tour pauses many times in weeks: that is no step to go back to.
      window.history.replaceState(null, "", window.location.pathname + writeFilters(next));
      setValue(next);
    },
  };
}
