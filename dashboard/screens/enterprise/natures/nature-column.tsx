import { For, type JSX, Match, Show, Switch } from "solid-js";
import type { NaturePictureShape, NatureReadingShape } from "#domain/api/natures";
import { NATURE_NAMES } from "#domain/nature";
import { Time } from "#kit/control/control.tsx";
import { formatExact } from "#kit/format/number.ts";
import { joinWords } from "#kit/i18n/punctuation.ts";
import { language, makeTranslator } from "#kit/i18n/translate.ts";
import { word } from "#kit/words/words.ts";
import { ExtentBars } from "./extent-bars.tsx";
import { naturesMessages } from "./natures.messages.ts";
import { Rating } from "./rating.tsx";
import { ReturnBars } from "./return-bars.tsx";

const t = makeTranslator(naturesMessages);

/** One nature: rating, what it is held against, grounds with sentences, source and time, and what is not known. */
export function NatureColumn(props: {
  readonly reading: NatureReadingShape;
  readonly picture: NaturePictureShape;
}): JSX.Element {
  const id = (): string => `nature-${props.reading.nature}`;
  return (
    <article class="nature" aria-labelledby={id()}>
      <h3 id={id()}>
        {NATURE_NAMES[props.reading.nature][language()]} <Rating rating={props.reading.rating} />{" "}
        <span class="muted">{t("score", { score: formatExact(props.reading.score, 1) })}</span>
      </h3>
      <Switch>
        <Match when={props.reading.nature === "illegality"}>
          <Licences picture={props.picture} />
        </Match>
        <Match when={props.reading.nature === "inducement"}>
          <ReturnBars picture={props.picture} />
        </Match>
        <Match when={props.reading.nature === "sociality"}>
          <ExtentBars picture={props.picture} />
        </Match>
      </Switch>
      <h4>{t("grounds")}</h4>
      <Show when={props.reading.points.length > 0} fallback={<p class="muted">{t("grounds.none")}</p>}>
        <ol class="nature-points">
          <For each={props.reading.points}>
            {(point) => (
              <li>
                <p>
                  {point.words[language()]}{" "}
                  <span class="small muted">{t("weight", { weight: formatExact(point.weight, 2) })}</span>
                </p>
                <For each={point.sentences}>
                  {(sentence) => (
                    <blockquote>
                      {sentence.text}
                      <span class="small muted">
                        <Time at={sentence.time} /> · {word("kind", sentence.kind)} ·{" "}
                        {sentence.channel ?? sentence.source}
                      </span>
                    </blockquote>
                  )}
                </For>
              </li>
            )}
          </For>
        </ol>
      </Show>
      <Show when={props.reading.unknown.length > 0}>
        <h4>{t("unknown")}</h4>
        <ul class="nature-unknown muted">
          <For each={props.reading.unknown}>{(words) => <li>{words[language()]}</li>}</For>
        </ul>
      </Show>
    </article>
  );
}

function Licences(props: { readonly picture: NaturePictureShape }): JSX.Element {
  return (
    <div class="small">
      <p>
        {props.picture.licences.length === 0
          ? t("licences.none")
          : t("licences", { licences: joinWords(props.picture.licences) })}
      </p>
      <Show when={props.picture.scope}>
        {(scope) => <p class="nature-scope muted">{t("scope", { scope: scope() })}</p>}
      </Show>
    </div>
  );
}
