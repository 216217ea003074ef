import { colourDistance, contrastOf, isHexColour, SIGHTS, type Sight } from "#domain/colour";
import { LEVELS, type Level } from "#domain/level";

export const PALETTE_THEMES = ["light", "dark"] as const;
export type PaletteTheme = (typeof PALETTE_THEMES)[number];

/** Colours of the five levels, normal first, as #rrggbb, for light grounds and for dark ones and the night wall. */
export type LevelPalette = Readonly<Record<PaletteTheme, readonly string[]>>;

/** What the pages' tokens say (dashboard/kit/tokens.css holds the same, checked by a test). */
export const DEFAULT_PALETTE: LevelPalette = {
  light: ["#4f9f8f", "#f7cc2e", "#ef7d12", "#cc1f31", "#5b1a6b"],
  dark: ["#5c8f9f", "#ffe066", "#ff9433", "#e62e3d", "#d08cff"],
};

/** The ground that marks stand on. On the light one every mark has an outline in ink, on the dark one it has none. */
export const GROUNDS: Readonly<Record<PaletteTheme, string>> = { light: "#ffffff", dark: "#172233" };

/** Neighbouring levels are at least this far apart (OKLab distance times 100) in each sight. */
export const LEAST_DISTANCE = 12;
/** WCAG 2.1, 1.4.11: what is needed to see a mark that has no outline. */
export const LEAST_CONTRAST = 3;

/** How far two neighbouring levels are apart for one sight. */
export interface Neighbours {
  readonly theme: PaletteTheme;
  readonly sight: Sight;
  readonly lower: Level;
  readonly upper: Level;
  readonly distance: number;
}

export function measureNeighbours(palette: LevelPalette, theme: PaletteTheme, sight: Sight): Neighbours[] {
  const colours = palette[theme];
  return LEVELS.slice(1).map((upper, i) => ({
    theme,
    sight,
    lower: LEVELS[i] as Level,
    upper,
    distance: colourDistance(colours[i] as string, colours[i + 1] as string, sight),
  }));
}

export type PaletteFault =
  | { readonly code: "not-a-colour"; readonly theme: PaletteTheme; readonly level: Level }
  | ({ readonly code: "alike" } & Neighbours)
  | {
      readonly code: "faint";
      readonly theme: "dark";
      readonly level: Level;
      readonly contrast: number;
    };

/**
 * Errors stop a palette: no colour, or neighbours that nobody tells apart. What only some eyes cannot tell apart, or
 * what is faint on dark ground, is a warning, because a level is always shape and word as well.
 */
export function checkPalette(palette: LevelPalette): {
  readonly errors: readonly PaletteFault[];
  readonly warnings: readonly PaletteFault[];
} {
  const errors: PaletteFault[] = [];
  const warnings: PaletteFault[] = [];
  for (const theme of PALETTE_THEMES) {
    const wrong = LEVELS.filter((_level, i) => !isHexColour(palette[theme][i] ?? ""));
    for (const level of wrong) errors.push({ code: "not-a-colour", theme, level });
    if (wrong.length > 0) continue;
    for (const sight of SIGHTS) {
      for (const pair of measureNeighbours(palette, theme, sight)) {
        if (pair.distance < LEAST_DISTANCE)
          (sight === "normal" ? errors : warnings).push({ code: "alike", ...pair });
      }
    }
    if (theme === "light") continue;
    LEVELS.forEach((level, i) => {
      const contrast = contrastOf(palette.dark[i] as string, GROUNDS.dark);
      if (contrast < LEAST_CONTRAST) warnings.push({ code: "faint", theme, level, contrast });
    });
  }
  return { errors, warnings };
}
