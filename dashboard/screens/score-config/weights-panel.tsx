import { For, type JSX } from "solid-js";
import { DIMENSIONS, type Dimension } from "#domain/dimension";
import { tenthsOf, WHOLE } from "#domain/score-config";
import { formatChange, formatPercent } from "#kit/format/number.ts";
import { makeTranslator } from "#kit/i18n/translate.ts";
import { word } from "#kit/words/words.ts";
import { roomOf } from "./balance.ts";
import type { Draft } from "./draft.ts";
import { NumberField } from "./number-field.tsx";
import { scoreConfigMessages } from "./score-config.messages.ts";
import { WeightBar } from "./weight-bar.tsx";

const t = makeTranslator(scoreConfigMessages);
/** Tenths of a percent that an arrow key moves. */
const STEP = 10;
const BIG_STEP = 50;

/** A slider and a field for each dimension. The sum stays at 100 %: the others give and take. */
export function WeightsPanel(props: { readonly draft: Draft }): JSX.Element {
  const tenths = (): Readonly<Record<Dimension, number>> => props.draft.controls.tenths;
  const before = (): Readonly<Record<Dimension, number>> => tenthsOf(props.draft.opened().weights);
  const sum = (): number => DIMENSIONS.reduce((total, each) => total + tenths()[each], 0);
  const isLocked = (dimension: Dimension): boolean => props.draft.controls.locked.includes(dimension);
  const steps = (event: KeyboardEvent): number => {
    const size = event.shiftKey ? BIG_STEP : STEP;
    switch (event.key) {
      case "ArrowRight":
      case "ArrowUp":
        return size;
      case "ArrowLeft":
      case "ArrowDown":
        return -size;
      case "PageUp":
        return BIG_STEP;
      case "PageDown":
        return -BIG_STEP;
      default:
        return 0;
    }
  };
  return (
    <section class="panel config-weights" aria-labelledby="config-weights">
      <header>
        <h2 id="config-weights">{t("weights")}</h2>
        <span class="grow">{t("weights.hint")}</span>
        <span class="config-sum" classList={{ wrong: sum() !== WHOLE }} role="status">
          {t("weights.sum", { sum: formatPercent(sum() / WHOLE) })}
        </span>
      </header>
      <WeightBar weights={props.draft.content().weights} />
      <div class="weight-rows">
        <For each={[...DIMENSIONS]}>
          {(dimension) => {
            const name = (): string => word("dimension", dimension);
            const room = (): number => roomOf(tenths(), dimension, props.draft.controls.locked);
            return (
              <div class="weight-row">
                <span class="weight-name">
                  <span class="swatch" data-dimension={dimension} aria-hidden="true" />
                  <strong>{name()}</strong> <span class="small muted">{t(`about.${dimension}`)}</span>
                </span>
                <input
                  type="range"
                  class="slider"
                  min={0}
                  max={WHOLE}
                  step={1}
                  value={tenths()[dimension]}
                  style={{
                    "--share": `${tenths()[dimension] / 10}%`,
                    "--before": `${before()[dimension] / 10}%`,
                  }}
                  aria-label={t("weights.slider", { name: name() })}
                  aria-valuetext={formatPercent(tenths()[dimension] / WHOLE)}
                  disabled={isLocked(dimension)}
                  onPointerDown={() => props.draft.holdWeights()}
                  onFocus={() => props.draft.holdWeights()}
                  onInput={(event) => {
                    props.draft.setWeight(dimension, event.currentTarget.valueAsNumber);
                    // Where the locked ones leave less, the knob stays where the weight is.
                    event.currentTarget.value = String(tenths()[dimension]);
                  }}
                  onKeyDown={(event) => {
                    const by = steps(event);
                    if (by === 0) return;
                    event.preventDefault();
                    props.draft.setWeight(dimension, Math.min(room(), tenths()[dimension] + by));
                  }}
                />
                <NumberField
                  label={t("weights.field", { name: name() })}
                  value={tenths()[dimension] / 10}
                  min={0}
                  max={room() / 10}
                  step={0.1}
                  unit="%"
                  disabled={isLocked(dimension)}
                  onHold={() => props.draft.holdWeights()}
                  onChange={(value) => props.draft.setWeight(dimension, value * 10)}
                />
                <span class="small muted weight-change">
                  {tenths()[dimension] === before()[dimension]
                    ? t("weights.before", { value: formatPercent(before()[dimension] / WHOLE) })
                    : t("weights.changed", {
                        value: formatPercent(before()[dimension] / WHOLE),
                        change: formatChange((tenths()[dimension] - before()[dimension]) / 10, 1),
                      })}
                </span>
                <button
                  type="button"
                  class="button tiny"
                  aria-pressed={isLocked(dimension)}
                  aria-label={t("weights.lock", { name: name() })}
                  onClick={() => props.draft.lock(dimension, !isLocked(dimension))}
                >
                  {t(isLocked(dimension) ? "locked" : "lock")}
                </button>
              </div>
            );
          }}
        </For>
      </div>
      <p class="small muted">{t("weights.meaning")}</p>
    </section>
  );
}
