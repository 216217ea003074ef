import { For, type JSX } from "solid-js";
import { LEVELS } from "#domain/level";
import type { PaletteTheme } from "#domain/palette";
import { makeTranslator } from "#kit/i18n/translate.ts";
import { LevelMark, LevelShape, LevelStep } from "#kit/level/level-mark.tsx";
import { levelFullWord } from "#kit/level/level-style.ts";
import { BandParts } from "./band-bar.tsx";
import { scoreConfigMessages } from "./score-config.messages.ts";

const t = makeTranslator(scoreConfigMessages);

/** A piece of page on one ground with these colours, whatever the page's own theme is. */
export function PreviewGround(props: {
  readonly theme: PaletteTheme;
  readonly colours: readonly string[];
  readonly children: JSX.Element;
}): JSX.Element {
  return (
    <div
      class="preview-ground"
      classList={{ dark: props.theme === "dark" }}
      style={Object.fromEntries(props.colours.map((colour, i) => [`--level-${i + 1}`, colour]))}
    >
      {props.children}
    </div>
  );
}

/** The components that carry levels, in the colours of the draft: counts, marks, a change, bands. */
export function ColourPreview(props: {
  readonly theme: PaletteTheme;
  readonly colours: readonly string[];
  readonly floors: readonly number[];
  readonly name: string;
}): JSX.Element {
  return (
    <figure class="preview">
      <figcaption class="small muted">{props.name}</figcaption>
      <PreviewGround theme={props.theme} colours={props.colours}>
        <div class="preview-counts">
          <For each={[...LEVELS]}>
            {(level) => (
              <span class="preview-count">
                <LevelShape level={level} size={18} />
                <span class="small">{levelFullWord(level)}</span>
              </span>
            )}
          </For>
        </div>
        <div class="preview-row">
          <span>{t("preview.firm")}</span>
          <LevelStep from="yellow" to="red" />
        </div>
        <div class="preview-row">
          <For each={[...LEVELS]}>{(level) => <LevelMark level={level} />}</For>
        </div>
        <div class="preview-bands" aria-hidden="true">
          <BandParts floors={props.floors} />
        </div>
      </PreviewGround>
    </figure>
  );
}
