import { createRoot, createSignal } from "solid-js";
import { LEVELS, type Level, levelNumber } from "#domain/level";
import { type Messages, makeTranslator } from "#kit/i18n/translate.ts";
import { me } from "#kit/session/session.ts";

/** Colours of the five levels as configured, normal first; absent: those of tokens.css. */
export interface LevelColours {
  readonly light: readonly string[];
  readonly dark: readonly string[];
}

export const levelMessages = {
  normal: ["正常", "Normal"],
  yellow: ["黄色", "Yellow"],
  orange: ["橙色", "Orange"],
  red: ["红色", "Red"],
  outbreak: ["爆发", "Outbreak"],
  "normal.full": ["正常监测", "Normal watch"],
  "yellow.full": ["黄色预警", "Yellow alert"],
  "orange.full": ["橙色预警", "Orange alert"],
  "red.full": ["红色预警", "Red alert"],
  "outbreak.full": ["风险爆发", "Risk outbreak"],
  "normal.about": [
    "在监测库内，未见须关注的迹象",
    "In the monitored library, nothing that asks for attention",
  ],
  "yellow.about": ["出现苗头，须关注", "First signs: to be watched"],
  "orange.about": ["风险企业，须核查", "A firm at risk: to be checked"],
  "red.about": ["风险企业，生成待审核工单", "A firm at risk: a work order waits for approval"],
  "outbreak.about": [
    "风险企业，已立案或已爆发，督办",
    "A firm at risk: a case is filed or it broke; supervised",
  ],
} as const satisfies Messages;

const t = makeTranslator(levelMessages);

export function levelWord(level: Level): string {
  return t(level);
}

export function levelFullWord(level: Level): string {
  return t(`${level}.full`);
}

/** What a level means: in the office's own words where it wrote some (R045). */
export function levelAbout(level: Level): string {
  return me()?.levelDescriptions?.[level] ?? levelDefaultAbout(level);
}

export function levelDefaultAbout(level: Level): string {
  return t(`${level}.about`);
}

/** The fill of a level: a token, so that configuration and theme change every mark at once. */
export function levelFill(level: Level): string {
  return `var(--level-${levelNumber(level)})`;
}

const [levelColoursSet, setLevelColoursSet] = createRoot(() => createSignal(0));

/** Rises when the tokens of the levels changed: what draws them into a canvas reads it, to draw again. */
export { levelColoursSet };

/** Puts configured colours over the tokens; only #rrggbb is taken, anything else keeps the token. */
export function applyLevelColours(colours: LevelColours | null | undefined, dark: boolean): void {
  const set = dark ? colours?.dark : colours?.light;
  LEVELS.forEach((_level, index) => {
    const name = `--level-${index + 1}`;
    const colour = set?.[index];
    if (colour !== undefined && /^#[0-9a-f]{6}$/i.test(colour))
      document.documentElement.style.setProperty(name, colour);
    else document.documentElement.style.removeProperty(name);
  });
  setLevelColoursSet((times) => times + 1);
}
