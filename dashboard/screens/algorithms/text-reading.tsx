import { createSignal, For, type JSX, Show } from "solid-js";
import type { TextReadingAnswer } from "#domain/api/texts";
import { createForm } from "#kit/dialog/form.tsx";
import { formatExact, formatPercent } from "#kit/format/number.ts";
import { appUrl } from "#kit/http/app-url.ts";
import { postJson } from "#kit/http/client.ts";
import { inBrackets, joinWords } from "#kit/i18n/punctuation.ts";
import { makeTranslator } from "#kit/i18n/translate.ts";
import { EmptyState, FaultNote } from "#kit/state/state.tsx";
import { districtName } from "#kit/words/districts.ts";
import { algorithmsMessages } from "./algorithms.messages.ts";

const t = makeTranslator(algorithmsMessages);

/** 文本研读: what the program reads out of a text that somebody pastes, and whom its names may mean. Nothing is kept. */
export function TextReading(): JSX.Element {
  const [text, setText] = createSignal("");
  const [reading, setReading] = createSignal<TextReadingAnswer | null>(null);
  const form = createForm(async () => {
    setReading(await postJson<TextReadingAnswer>("api/texts/read", { text: text() }));
  });
  const ready = (): boolean => text().trim() !== "";
  return (
    <div class="algo-grid">
      <form class="panel stack" onSubmit={(event) => form.submit(event, ready())}>
        <label class="field">
          <span class="label">{t("text.text")}</span>
          <textarea
            class="textarea algo-text"
            maxlength={20_000}
            placeholder={t("text.placeholder")}
            value={text()}
            onInput={(event) => setText(event.currentTarget.value)}
          />
        </label>
        <FaultNote error={form.error()} />
        <div class="row wrap">
          <button type="submit" class="button primary" disabled={!ready() || form.busy()}>
            {t("text.read")}
          </button>
          <span class="small muted">{t("text.hint")}</span>
        </div>
      </form>
      <section class="panel stack" aria-labelledby="text-result" aria-live="polite">
        <h2 id="text-result">{t("text.result")}</h2>
        <Show when={reading()} fallback={<EmptyState title={t("text.none")} hint={t("text.none.hint")} />}>
          {(read) => <Reading reading={read()} />}
        </Show>
      </section>
    </div>
  );
}

/** What is read for, and what was found: "" for nothing, null where nothing could be. */
type Line = readonly [name: string, value: string | null];

function Reading(props: { readonly reading: TextReadingAnswer }): JSX.Element {
  const negative = () => props.reading.negative;
  /** What only a model finds: null where there is no such model. */
  const byModel = (task: string, found: string): string | null =>
    props.reading.by.includes(` ${task}.`) ? found : null;
  const lines = (): readonly Line[] => [
    [t("text.events"), joinWords(props.reading.events.map(eventWords))],
    [
      t("text.rates"),
      joinWords(
        props.reading.rates.map(
          (rate) => rate.text + inBrackets(t("text.rate", { percent: formatExact(rate.annualPercent, 1) })),
        ),
      ),
    ],
    [t("text.guarantees"), joinWords(props.reading.guarantees)],
    [
      t("text.platforms"),
      byModel(
        "entity",
        joinWords(props.reading.platforms.map(({ name, chance }) => `${name} ${formatPercent(chance)}`)),
      ),
    ],
    [
      t("text.mood"),
      byModel(
        "finfe",
        props.reading.mood === null
          ? ""
          : `${props.reading.mood.said} ${formatPercent(props.reading.mood.chance)}`,
      ),
    ],
  ];
  return (
    <div class="stack">
      <p class="row wrap">
        <span class="tag" classList={{ bad: negative().said, good: !negative().said }}>
          {t(negative().said ? "text.negative" : "text.not")}
        </span>
        <span class="small muted">
          {t("text.lexicon", { share: formatPercent(negative().lexicon) })}
          <Show when={negative().model}>
            {(chance) => ` · ${t("text.model", { share: formatPercent(chance()) })}`}
          </Show>
        </span>
        <Show when={negative().subjects.length > 0}>
          <span>{t("text.about", { names: joinWords(negative().subjects) })}</span>
        </Show>
      </p>
      <dl class="algo-reading">
        <For each={lines() as Line[]}>
          {([name, value]) => (
            <>
              <dt>{name}</dt>
              <dd classList={{ muted: !value }}>
                {value === null ? t("text.untrained") : value || t("text.nothing")}
              </dd>
            </>
          )}
        </For>
        <dt>{t("text.mentions")}</dt>
        <dd>
          <Show
            when={props.reading.mentions.length > 0}
            fallback={<span class="muted">{t("text.nothing")}</span>}
          >
            <ul class="algo-mentions">
              <For each={props.reading.mentions}>
                {(mention) => (
                  <li>
                    <strong>{mention.name}</strong>
                    <Show when={mention.candidates.length + mention.hidden > 1}>
                      {" "}
                      <span class="tag warn">
                        {t("text.ambiguous", { n: mention.candidates.length + mention.hidden })}
                      </span>
                    </Show>
                    <ul>
                      <For each={mention.candidates}>
                        {(firm) => (
                          <li>
                            <a href={appUrl(`enterprises/${firm.id}`)}>{firm.name}</a>{" "}
                            <span class="small muted">{districtName(firm.district)}</span>
                          </li>
                        )}
                      </For>
                    </ul>
                  </li>
                )}
              </For>
            </ul>
          </Show>
        </dd>
      </dl>
      <p class="small muted">
        {props.reading.by === "lexicon" ? t("text.by.none") : t("text.by", { by: props.reading.by })}
      </p>
    </div>
  );
}

function eventWords(event: TextReadingAnswer["events"][number]): string {
  return event.type + inBrackets(`${t(`text.by.${event.by}`)} ${formatPercent(event.chance)}`);
}
