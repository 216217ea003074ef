import { For, type JSX } from "solid-js";
import type { ScoreConfigView } from "#domain/api/score-configs";
import { DIMENSIONS } from "#domain/dimension";
import { formatPercent } from "#kit/format/number.ts";
import { makeTranslator } from "#kit/i18n/translate.ts";
import { word } from "#kit/words/words.ts";
import { scoreConfigMessages } from "./score-config.messages.ts";
import { WeightBar } from "./weight-bar.tsx";

const t = makeTranslator(scoreConfigMessages);

/** The weights of a version in one cell: as a bar and as figures. */
export function WeightFacts(props: { readonly version: ScoreConfigView }): JSX.Element {
  return (
    <span class="weight-facts">
      <WeightBar weights={props.version.weights} small />
      <span class="small weight-list">
        <For each={[...DIMENSIONS]}>
          {(each) => (
            <span class="nowrap">
              {word("dimension", each)} {formatPercent(props.version.weights[each])}
            </span>
          )}
        </For>
      </span>
    </span>
  );
}

export function StateTag(props: { readonly version: ScoreConfigView }): JSX.Element {
  return (
    <span
      class="tag"
      classList={{
        warn: props.version.state === "pending",
        on: props.version.state === "active",
      }}
    >
      {t(`state.${props.version.state}`)}
    </span>
  );
}
