import { createRoot, createSignal } from "solid-js";
import { readStored, writeStored } from "#kit/storage.ts";

export const THEMES = ["auto", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

const darkPreferred = typeof matchMedia === "function" ? matchMedia("(prefers-color-scheme: dark)") : null;

const [themeChoice, setChoice] = createRoot(() => createSignal<Theme>(readTheme()));
const [isDark, setDark] = createRoot(() => createSignal(resolve(readTheme())));

export { isDark, themeChoice };

/** Sets and remembers the theme; "auto" follows the system. */
export function setTheme(theme: Theme): void {
  writeStored("theme", theme);
  setChoice(theme);
  apply();
}

/** Applies the stored theme and follows the system's. Called once by the page's entry. */
export function startTheme(): void {
  apply();
  // addListener: Safari 13 and old Chromium have no addEventListener on a media query.
  darkPreferred?.addEventListener?.("change", apply);
}

function apply(): void {
  const dark = resolve(themeChoice());
  setDark(dark);
  document.documentElement.setAttribute("data-theme", dark ? "dark" : "light");
}

function resolve(theme: Theme): boolean {
  return theme === "dark" || (theme === "auto" && (darkPreferred?.matches ?? false));
}

function readTheme(): Theme {
  const stored = readStored("theme");
  return THEMES.find((theme) => theme === stored) ?? "auto";
}
