import type { JSX } from "solid-js";
import type { ScoreConfigView } from "#domain/api/score-configs";
import { DIMENSIONS } from "#domain/dimension";
import { LEVELS } from "#domain/level";
import { DEFAULT_PALETTE, PALETTE_THEMES } from "#domain/palette";
import { formatExact, formatPercent } from "#kit/format/number.ts";
import { makeTranslator } from "#kit/i18n/translate.ts";
import { levelDefaultAbout, levelFullWord } from "#kit/level/level-style.ts";
import { word } from "#kit/words/words.ts";
import { BandParts } from "./band-bar.tsx";
import { PreviewGround } from "./colour-preview.tsx";
import { scoreConfigMessages } from "./score-config.messages.ts";
import { WeightBar } from "./weight-bar.tsx";

const t = makeTranslator(scoreConfigMessages);

/** One value of a version: where it stands (as in a comparison's differences), what it is called, how it is written. */
interface Line {
  readonly path: string;
  readonly name: string;
  readonly show: (version: ScoreConfigView) => JSX.Element;
}

/** Words are looked up when they are shown, so that the language can be switched. */
export const GROUPS: readonly {
  readonly name: () => string;
  readonly picture?: (version: ScoreConfigView) => JSX.Element;
  readonly lines: () => readonly Line[];
}[] = [
  {
    name: () => t("weights"),
    picture: (version) => <WeightBar weights={version.weights} />,
    lines: () =>
      DIMENSIONS.map((dimension) => ({
        path: `weights.${dimension}`,
        name: word("dimension", dimension),
        show: (version) => formatPercent(version.weights[dimension]),
      })),
  },
  {
    name: () => t("bands"),
    picture: (version) => (
      <div class="preview-bands">
        <BandParts floors={version.levels.floors} />
      </div>
    ),
    lines: () => [
      ...LEVELS.map((level, i) => ({
        path: `levels.floors.${i}`,
        name: levelFullWord(level),
        show: (version: ScoreConfigView) => {
          const top = version.levels.floors[i + 1];
          return `[${version.levels.floors[i]}, ${top ?? 100}${top === undefined ? "]" : ")"}`;
        },
      })),
      {
        path: "levels.margin",
        name: t("compare.margin"),
        show: (version) => `${version.levels.margin} ${t("points")}`,
      },
      {
        path: "levels.minDwellMs",
        name: t("compare.dwell"),
        show: (version) => `${formatExact(version.levels.minDwellMs / 3_600_000)} ${t("hours")}`,
      },
    ],
  },
  ...PALETTE_THEMES.map((theme) => ({
    name: () => `${t("colours")} · ${t(`theme.${theme}`)}`,
    lines: (): readonly Line[] =>
      LEVELS.map((level, i) => ({
        path: `colours.${theme}.${i}`,
        name: levelFullWord(level),
        show: (version) => {
          const colour = (version.colours ?? DEFAULT_PALETTE)[theme][i] ?? "";
          return (
            <span class="colour-fact">
              <PreviewGround theme={theme} colours={[]}>
                <span class="colour-chip" style={{ background: colour }} />
              </PreviewGround>
              <code class="mono">{colour}</code>
            </span>
          );
        },
      })),
  })),
  {
    name: () => t("bands.about"),
    lines: () =>
      LEVELS.map((level) => ({
        path: `descriptions.${level}`,
        name: levelFullWord(level),
        show: (version) => version.descriptions[level] ?? levelDefaultAbout(level),
      })),
  },
];
