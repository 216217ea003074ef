import { onCleanup } from "solid-js";
import { language, setLanguage } from "#kit/i18n/translate.ts";
import type { FilterControl } from "./filters.ts";
import { goToLogin } from "./opening.tsx";
import type { Tour } from "./tour.ts";

/** The wall by keyboard: it stands where no mouse is. Keys inside of a control belong to the control. */
export function createWallKeys(wall: {
  readonly filters: FilterControl;
  readonly tour: Tour;
  readonly help: () => void;
  readonly closeHelp: () => void;
  readonly signedOut: () => boolean;
}): void {
  const onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const target = event.target as HTMLElement | null;
    const inControl = target?.closest("select, input, button, a, [role=button]") != null;
    if (event.key === "Escape") {
      wall.closeHelp();
      wall.filters.set({ district: null, industry: null, level: 2 });
      (document.activeElement as HTMLElement | null)?.blur();
      return;
    }
    if (inControl) return;
    switch (event.key) {
      case " ":
        event.preventDefault();
        wall.tour.toggle();
        return;
      case "ArrowRight":
        wall.tour.step(1);
        return;
      case "ArrowLeft":
        wall.tour.step(-1);
        return;
      case "Enter":
        if (wall.signedOut()) goToLogin();
        return;
      case "v":
      case "V":
        wall.filters.set({ visitors: !wall.filters.value().visitors });
        return;
      case "l":
      case "L":
        setLanguage(language() === "en" ? "zh" : "en");
        return;
      case "f":
      case "F":
        toggleFullScreen();
        return;
      case "?":
        wall.help();
    }
  };
  window.addEventListener("keydown", onKey);
  onCleanup(() => window.removeEventListener("keydown", onKey));
}

/** Refused on some kiosks: then nothing happens, the key is a comfort only. */
export function toggleFullScreen(): void {
  const done = document.fullscreenElement
    ? document.exitFullscreen()
    : document.documentElement.requestFullscreen();
  done.catch(() => undefined);
}
