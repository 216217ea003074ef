import { For, type JSX, Show } from "solid-js";
import type { NaturePictureShape } from "#domain/api/natures";
import { formatExact } from "#kit/format/number.ts";
import { formatDay } from "#kit/format/time.ts";
import { getJson } from "#kit/http/client.ts";
import { language, makeTranslator } from "#kit/i18n/translate.ts";
import { createQuery } from "#kit/query/query.ts";
import { EmptyState, QueryView, Skeleton } from "#kit/state/state.tsx";
import { word } from "#kit/words/words.ts";
import { NatureColumn } from "./nature-column.tsx";
import { naturesMessages } from "./natures.messages.ts";
import { Rating } from "./rating.tsx";
import "./natures.css";

const t = makeTranslator(naturesMessages);

/** 三性研判 of one enterprise: the combined word with its parts, then the three natures side by side with their grounds. */
export function NaturesPanel(props: { readonly id: number }): JSX.Element {
  const query = createQuery(
    () => ({ id: props.id }),
    ({ id }, signal) => getJson<NaturePictureShape>(`api/enterprises/${id}/natures`, { signal }),
    { fresh: true, everyMs: 120_000 },
  );
  return (
    <section class="panel" aria-labelledby="natures-title">
      <header class="wrap">
        <h2 id="natures-title">{t("title")}</h2>
        <span class="grow" />
        <Show when={query.data()?.since}>
          {(since) => (
            <span class="small muted">
              {t("hint", { n: query.data()?.events ?? 0, since: formatDay(Date.parse(since())) })}
            </span>
          )}
        </Show>
      </header>
      <QueryView query={query} skeleton={<Skeleton rows={6} height={40} />}>
        {(picture) => (
          <Show
            when={picture().events > 0}
            fallback={<EmptyState title={t("empty")} hint={t("empty.hint")} />}
          >
            <Combined picture={picture()} />
            <div class="natures">
              <For each={picture().natures}>
                {(reading) => <NatureColumn reading={reading} picture={picture()} />}
              </For>
            </div>
          </Show>
        )}
      </QueryView>
    </section>
  );
}

function Combined(props: { readonly picture: NaturePictureShape }): JSX.Element {
  const combined = () => props.picture.combined;
  return (
    <div class="natures-combined">
      <p>
        <strong>{t("combined")}</strong> <Rating rating={combined().rating} />{" "}
        <span class="muted">{t("score", { score: formatExact(combined().score, 1) })}</span>
        <br />
        {combined().conclusion[language()]}
      </p>
      <Show when={combined().parts.length > 0}>
        <ul class="chips natures-parts" aria-label={t("parts")}>
          <For each={combined().parts}>
            {(part) => (
              <li class="tag">
                {t("part", {
                  source: word("kind", part.source),
                  events: part.events,
                  points: formatExact(part.points, 1),
                })}
              </li>
            )}
          </For>
        </ul>
      </Show>
    </div>
  );
}
