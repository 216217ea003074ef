import { useSearchParams } from "@solidjs/router";
import { createSignal, For, type JSX, Show } from "solid-js";
import type { DeadLetterPage } from "#domain/api/sources";
import { Pager, Segments, Time } from "#kit/control/control.tsx";
import { type Confirmation, ConfirmDialog } from "#kit/dialog/dialog.tsx";
import { appUrl } from "#kit/http/app-url.ts";
import { getJson, postJson } from "#kit/http/client.ts";
import { makeTranslator } from "#kit/i18n/translate.ts";
import { createQuery } from "#kit/query/query.ts";
import { can } from "#kit/session/session.ts";
import { EmptyState, QueryView, Skeleton } from "#kit/state/state.tsx";
import { createCursors } from "#kit/table/cursors.ts";
import { tell } from "#kit/toast/toast.tsx";
import { word } from "#kit/words/words.ts";
import { dataMessages } from "./data.messages.ts";

const t = makeTranslator(dataMessages);
const STATES = ["dead", "replayed", "discarded", "all"] as const;
type State = (typeof STATES)[number];
type Letter = DeadLetterPage["rows"][number];

/** Events that failed for good: why, how often it was tried, and what can be done with them. */
export function DeadLetters(): JSX.Element {
  const [search, setSearch] = useSearchParams<{ state?: string }>();
  const cursors = createCursors();
  const [ask, setAsk] = createSignal<Confirmation | null>(null);
  const state = (): State => STATES.find((each) => each === search.state) ?? "dead";
  const query = createQuery(
    () => ({ state: state() === "all" ? undefined : state(), cursor: cursors.cursor() }),
    (key, signal) => getJson<DeadLetterPage>("api/dead-letters", { query: key, signal }),
    { everyMs: 10_000 },
  );
  const act = (letter: Letter, action: "replay" | "discard"): void => {
    setAsk({
      title: t(`dead.${action}.title`, { uid: letter.uid }),
      body: t(`dead.${action}.body`, { uid: letter.uid }),
      action: t(`dead.${action}.send`),
      danger: action === "discard",
      ...(action === "discard" ? { comment: t("dead.comment") } : {}),
      run: async (comment) => {
        await postJson(`api/dead-letters/${letter.id}/${action}`, action === "discard" ? { comment } : {});
        tell(t(action === "replay" ? "dead.replayed.done" : "dead.discarded.done", { uid: letter.uid }));
        await query.refetch();
      },
    });
  };
  return (
    <section class="panel" aria-label={t("tab.dead")}>
      <header class="wrap">
        <Segments
          label={t("dead.state")}
          value={state()}
          options={STATES.map((value) => ({ value, label: t(`dead.${value}`) }))}
          onChange={(value) =>
            setSearch({ state: value === "dead" ? null : value, cursor: null, page: null })
          }
        />
      </header>
      <QueryView query={query} skeleton={<Skeleton rows={5} height={48} />}>
        {(page) => (
          <Show
            when={page().rows.length > 0}
            fallback={<EmptyState title={t("dead.none")} hint={t("dead.none.hint")} />}
          >
            <ul class="cards">
              <For each={page().rows}>
                {(letter) => (
                  <li>
                    <div class="row wrap">
                      <span class="tag">{word("kind", letter.kind)}</span>
                      <code class="mono">{letter.uid}</code>
                      <Show when={letter.enterpriseId}>
                        {(id) => (
                          <a href={appUrl(`enterprises/${id()}`)}>
                            {t("dead.enterprise")} {id()}
                          </a>
                        )}
                      </Show>
                      <span class="small muted">
                        <Time at={letter.at} /> · {letter.source} · {t("dead.attempts")} {letter.attempts} ·{" "}
                        {t(`dead.${letter.state}`)}
                      </span>
                      <span class="grow" />
                      <Show when={letter.state === "dead" && can("dead-letter.replay")}>
                        <button type="button" class="button tiny" onClick={() => act(letter, "replay")}>
                          {t("dead.replay")}
                        </button>
                      </Show>
                      <Show when={letter.state === "dead" && can("dead-letter.discard")}>
                        <button
                          type="button"
                          class="button tiny danger"
                          onClick={() => act(letter, "discard")}
                        >
                          {t("dead.discard")}
                        </button>
                      </Show>
                    </div>
                    <p class="dead-reason">{letter.reason}</p>
                    <details>
                      <summary>{t("raw.show")}</summary>
                      <pre class="raw">{letter.body}</pre>
                    </details>
                  </li>
                )}
              </For>
            </ul>
            <Pager
              page={cursors.page()}
              total={page().total}
              hasNext={page().next !== null}
              onFirst={cursors.first}
              onPrevious={cursors.previous}
              onNext={() => {
                const next = page().next;
                if (next !== null) cursors.next(next);
              }}
            />
          </Show>
        )}
      </QueryView>
      <ConfirmDialog ask={ask()} onClose={() => setAsk(null)} />
    </section>
  );
}
