import { For, type JSX, Show } from "solid-js";
import type { NaturePictureShape } from "#domain/api/natures";
import { makeTranslator } from "#kit/i18n/translate.ts";
import { naturesMessages } from "./natures.messages.ts";

const t = makeTranslator(naturesMessages);
const MOST = 4;

/** Promised yearly rates as bars, with the lines of the LPR and of four times it. */
export function ReturnBars(props: { readonly picture: NaturePictureShape }): JSX.Element {
  const { lprPercent, judicialPercent, document } = props.picture.benchmark;
  const shown = () => props.picture.promises.slice(0, MOST);
  const top = (): number => Math.max(judicialPercent * 1.5, ...shown().map((one) => one.annualPercent));
  const at = (percent: number): string => `${(100 * percent) / top()}%`;
  return (
    <Show when={shown().length > 0}>
      <h4>{t("promises")}</h4>
      <For each={shown()}>
        {(one) => (
          <div class="nature-bar">
            <span>{t("promise.bar", { words: one.words, percent: one.annualPercent })}</span>
            <div class="nature-track">
              <span class="nature-fill" style={{ width: at(one.annualPercent) }} />
              <span class="nature-line" style={{ left: at(lprPercent) }} />
              <span class="nature-line" style={{ left: at(judicialPercent) }} />
            </div>
          </div>
        )}
      </For>
      <p class="small muted">
        {t("lpr", { percent: lprPercent })} · {t("judicial", { percent: judicialPercent, document })}
      </p>
    </Show>
  );
}
