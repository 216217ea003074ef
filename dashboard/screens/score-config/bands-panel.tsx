import { For, type JSX, Show } from "solid-js";
import { LEVELS, type Level, levelNumber } from "#domain/level";
import { MOST_DESCRIPTION, MOST_DWELL_MS, MOST_MARGIN } from "#domain/score-config";
import { makeTranslator } from "#kit/i18n/translate.ts";
import { LevelMark } from "#kit/level/level-mark.tsx";
import { levelDefaultAbout, levelFullWord } from "#kit/level/level-style.ts";
import { BandBar } from "./band-bar.tsx";
import type { Draft } from "./draft.ts";
import { faultWords } from "./faults.ts";
import { NumberField } from "./number-field.tsx";
import { scoreConfigMessages } from "./score-config.messages.ts";

const t = makeTranslator(scoreConfigMessages);
const MOST_DWELL_HOURS = MOST_DWELL_MS / 3_600_000;

/** Bands of the five levels: one bar with borders to drag, the same limits as fields, what each level means, hysteresis. */
export function BandsPanel(props: { readonly draft: Draft }): JSX.Element {
  const floors = (): readonly number[] => props.draft.controls.floors;
  const faultAt = (path: string): string | null => {
    const fault = props.draft.faults().find((each) => each.path === path);
    return fault === undefined ? null : faultWords(fault);
  };
  return (
    <section class="panel" aria-labelledby="config-bands">
      <header>
        <h2 id="config-bands">{t("bands")}</h2>
        <span class="grow">{t("bands.hint")}</span>
      </header>
      <BandBar floors={props.draft.controls.floors} onMove={props.draft.dragBorder} />
      <table class="table plain-table band-table">
        <thead>
          <tr>
            <th>{t("bands.level")}</th>
            <th class="num">{t("bands.floor")}</th>
            <th class="num">{t("bands.top")}</th>
            <th>{t("bands.about")}</th>
          </tr>
        </thead>
        <tbody>
          <For each={[...LEVELS]}>
            {(level, i) => (
              <tr>
                <td>
                  <LevelMark level={level} full />
                </td>
                <td class="num">
                  <Show when={i() > 0} fallback="0">
                    <NumberField
                      label={t("bands.floor.of", { level: levelFullWord(level) })}
                      value={floors()[i()] ?? 0}
                      min={0}
                      max={100}
                      step={0.1}
                      invalid={faultAt(`levels.floors.${i()}`) !== null}
                      onChange={(value) => props.draft.typeFloor(i(), value)}
                    />
                  </Show>
                </td>
                <td class="num">
                  <Show when={i() < 4} fallback="100">
                    <NumberField
                      label={t("bands.top.of", { level: levelFullWord(level) })}
                      value={floors()[i() + 1] ?? 100}
                      min={0}
                      max={100}
                      step={0.1}
                      onChange={(value) => props.draft.typeFloor(i() + 1, value)}
                    />
                  </Show>
                </td>
                <td class="wrap-cell">
                  <Describe draft={props.draft} level={level} />
                  <Show when={faultAt(`levels.floors.${i()}`)}>
                    {(text) => <p class="config-fault small">{text()}</p>}
                  </Show>
                </td>
              </tr>
            )}
          </For>
        </tbody>
      </table>
      <div class="row wrap config-hysteresis">
        <strong>{t("hysteresis")}</strong>
        <span>
          {t("hysteresis.margin")}{" "}
          <NumberField
            label={t("hysteresis.margin")}
            value={props.draft.controls.margin}
            min={0}
            max={MOST_MARGIN}
            step={0.5}
            unit={t("points")}
            invalid={faultAt("levels.margin") !== null}
            onChange={props.draft.setMargin}
          />
        </span>
        <span>
          {t("hysteresis.dwell")}{" "}
          <NumberField
            label={t("hysteresis.dwell")}
            value={props.draft.controls.dwellHours}
            min={0}
            max={MOST_DWELL_HOURS}
            step={1}
            unit={t("hours")}
            invalid={faultAt("levels.minDwellMs") !== null}
            onChange={props.draft.setDwell}
          />
        </span>
        <For each={["levels.margin", "levels.minDwellMs"]}>
          {(path) => (
            <Show when={faultAt(path)}>{(text) => <span class="config-fault small">{text()}</span>}</Show>
          )}
        </For>
      </div>
      <p class="small muted">
        {t("hysteresis.meaning", {
          margin: props.draft.controls.margin,
          hours: props.draft.controls.dwellHours,
        })}
      </p>
    </section>
  );
}

function Describe(props: { readonly draft: Draft; readonly level: Level }): JSX.Element {
  return (
    <input
      class="input"
      maxlength={MOST_DESCRIPTION}
      value={props.draft.controls.descriptions[props.level]}
      placeholder={levelDefaultAbout(props.level)}
      aria-label={t("bands.about.of", { level: levelFullWord(props.level), n: levelNumber(props.level) })}
      onInput={(event) => props.draft.describe(props.level, event.currentTarget.value)}
    />
  );
}
