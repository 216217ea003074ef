import { createSignal, For, type JSX, Show } from "solid-js";
import { contrastOf, isHexColour, SIGHTS, type Sight, simulateSight } from "#domain/colour";
import { LEVELS } from "#domain/level";
import {
  GROUNDS,
  LEAST_CONTRAST,
  LEAST_DISTANCE,
  measureNeighbours,
  PALETTE_THEMES,
  type PaletteTheme,
} from "#domain/palette";
import { Segments } from "#kit/control/control.tsx";
import { formatExact } from "#kit/format/number.ts";
import { makeTranslator } from "#kit/i18n/translate.ts";
import { LevelMark } from "#kit/level/level-mark.tsx";
import { levelFullWord } from "#kit/level/level-style.ts";
import { isDark } from "#kit/theme/theme.ts";
import { ColourPreview, PreviewGround } from "./colour-preview.tsx";
import type { Draft } from "./draft.ts";
import { scoreConfigMessages } from "./score-config.messages.ts";

const t = makeTranslator(scoreConfigMessages);

/** A picker and a code for each level and ground, seen on real components and through four kinds of eyes. */
export function ColoursPanel(props: { readonly draft: Draft }): JSX.Element {
  const [theme, setTheme] = createSignal<PaletteTheme>(isDark() ? "dark" : "light");
  const palette = (): Readonly<Record<PaletteTheme, readonly string[]>> => props.draft.controls;
  const valid = (each: PaletteTheme): boolean => palette()[each].every(isHexColour);
  const wrong = (each: PaletteTheme, i: number): boolean =>
    props.draft.faults().some((fault) => fault.path === `colours.${each}.${i}`);
  return (
    <section class="panel" aria-labelledby="config-colours">
      <header>
        <h2 id="config-colours">{t("colours")}</h2>
        <span class="grow">{t("colours.hint")}</span>
        <button type="button" class="button tiny" onClick={() => props.draft.resetColours()}>
          {t("colours.reset")}
        </button>
      </header>
      <div class="colour-parts">
        <table class="table plain-table colour-table">
          <thead>
            <tr>
              <th>{t("bands.level")}</th>
              <For each={[...PALETTE_THEMES]}>{(each) => <th>{t(`theme.${each}`)}</th>}</For>
            </tr>
          </thead>
          <tbody>
            <For each={[...LEVELS]}>
              {(level, i) => (
                <tr>
                  <td>{levelFullWord(level)}</td>
                  <For each={[...PALETTE_THEMES]}>
                    {(each) => (
                      <td>
                        <span class="colour-field">
                          <input
                            type="color"
                            value={isHexColour(palette()[each][i()] ?? "") ? palette()[each][i()] : "#808080"}
                            aria-label={t("colours.pick", {
                              level: levelFullWord(level),
                              theme: t(`theme.${each}`),
                            })}
                            onInput={(event) => props.draft.setColour(each, i(), event.currentTarget.value)}
                          />
                          <input
                            class="input mono"
                            maxlength={7}
                            spellcheck={false}
                            value={palette()[each][i()]}
                            aria-label={t("colours.code", {
                              level: levelFullWord(level),
                              theme: t(`theme.${each}`),
                            })}
                            aria-invalid={wrong(each, i()) ? true : undefined}
                            onChange={(event) =>
                              props.draft.setColour(each, i(), event.currentTarget.value.trim().toLowerCase())
                            }
                          />
                        </span>
                      </td>
                    )}
                  </For>
                </tr>
              )}
            </For>
          </tbody>
        </table>
        <div class="colour-check">
          <div class="row wrap">
            <strong>{t("sight")}</strong>
            <Segments
              label={t("sight.ground")}
              value={theme()}
              options={PALETTE_THEMES.map((value) => ({ value, label: t(`theme.${value}`) }))}
              onChange={setTheme}
            />
            <span class="small muted">{t("sight.hint", { least: LEAST_DISTANCE })}</span>
          </div>
          <Show when={valid(theme())} fallback={<p class="config-fault">{t("fault.not-a-colour")}</p>}>
            <div class="sights">
              <For each={[...SIGHTS]}>
                {(sight) => <SightColumn palette={palette()} theme={theme()} sight={sight} />}
              </For>
              <ContrastColumn palette={palette()} theme={theme()} />
            </div>
          </Show>
        </div>
      </div>
      <div class="previews">
        <For each={[...PALETTE_THEMES]}>
          {(each) => (
            <Show when={valid(each)}>
              <ColourPreview
                theme={each}
                colours={palette()[each]}
                floors={props.draft.controls.floors}
                name={t("preview.of", { theme: t(`theme.${each}`) })}
              />
            </Show>
          )}
        </For>
      </div>
    </section>
  );
}

/** The five levels as one kind of eyes has them, and how far each is from the one below it. */
function SightColumn(props: {
  readonly palette: Readonly<Record<PaletteTheme, readonly string[]>>;
  readonly theme: PaletteTheme;
  readonly sight: Sight;
}): JSX.Element {
  const pairs = () => measureNeighbours(props.palette, props.theme, props.sight);
  return (
    <div class="sight">
      <div class="small sight-name">{t(`sight.${props.sight}`)}</div>
      <PreviewGround
        theme={props.theme}
        colours={props.palette[props.theme].map((colour) => simulateSight(colour, props.sight))}
      >
        <For each={[...LEVELS]}>
          {(level, i) => (
            <>
              <Show when={pairs()[i() - 1]}>
                {(pair) => (
                  <div
                    class="sight-distance small"
                    classList={{ wrong: pair().distance < LEAST_DISTANCE }}
                    title={t("sight.distance", {
                      lower: levelFullWord(pair().lower),
                      upper: levelFullWord(pair().upper),
                    })}
                  >
                    {pair().distance < LEAST_DISTANCE ? "✕" : "✓"} {formatExact(pair().distance, 1)}
                  </div>
                )}
              </Show>
              <LevelMark level={level} />
            </>
          )}
        </For>
      </PreviewGround>
    </div>
  );
}

/** How each colour stands out from its ground. On light ground the outline carries the mark. */
function ContrastColumn(props: {
  readonly palette: Readonly<Record<PaletteTheme, readonly string[]>>;
  readonly theme: PaletteTheme;
}): JSX.Element {
  const contrast = (i: number): number =>
    contrastOf(props.palette[props.theme][i] ?? "#000000", GROUNDS[props.theme]);
  const judge = (i: number): string =>
    contrast(i) >= LEAST_CONTRAST ? "✓" : props.theme === "light" ? t("contrast.outlined") : "✕";
  return (
    <div class="sight">
      <div class="small sight-name" title={t("contrast.hint", { least: LEAST_CONTRAST })}>
        {t("contrast")}
      </div>
      <PreviewGround theme={props.theme} colours={props.palette[props.theme]}>
        <For each={[...LEVELS]}>
          {(_level, i) => (
            <>
              <Show when={i() > 0}>
                <div class="sight-distance small" aria-hidden="true">
                  &nbsp;
                </div>
              </Show>
              <span
                classList={{ "contrast-wrong": contrast(i()) < LEAST_CONTRAST && props.theme === "dark" }}
              >
                {formatExact(contrast(i()), 1)} <span class="small">{judge(i())}</span>
              </span>
            </>
          )}
        </For>
      </PreviewGround>
    </div>
  );
}
