import { createSignal, For, type JSX, Show } from "solid-js";
import type { TimelinePage } from "#domain/api/enterprises";
import { SimulatedTag, Time } from "#kit/control/control.tsx";
import { getJson } from "#kit/http/client.ts";
import { makeTranslator } from "#kit/i18n/translate.ts";
import { LevelMark, LevelStep } from "#kit/level/level-mark.tsx";
import type { Query } from "#kit/query/query.ts";
import { EmptyState, QueryView, Skeleton } from "#kit/state/state.tsx";
import { tellFault } from "#kit/toast/toast.tsx";
import { word } from "#kit/words/words.ts";
import { enterpriseMessages } from "./enterprise.messages.ts";

const t = makeTranslator(enterpriseMessages);

/** Older pages that are kept on screen at once; past them the list of the registry is the better place. */
const MOST_ROWS = 500;

/** What happened, newest first: events, level changes, alerts. */
export function Timeline(props: {
  readonly id: number;
  readonly asOf: string | undefined;
  readonly query: Query<TimelinePage>;
}): JSX.Element {
  const [older, setOlder] = createSignal<TimelinePage["rows"]>([]);
  const [next, setNext] = createSignal<string | null | undefined>(undefined);
  const cursor = (): string | null => {
    const own = next();
    return own === undefined ? (props.query.data()?.next ?? null) : own;
  };
  const more = async (): Promise<void> => {
    const from = cursor();
    if (from === null) return;
    try {
      const page = await getJson<TimelinePage>(`api/enterprises/${props.id}/timeline`, {
        query: { cursor: from, asOf: props.asOf },
      });
      setOlder([...older(), ...page.rows]);
      setNext(page.next);
    } catch (cause) {
      tellFault(cause);
    }
  };
  return (
    <section class="panel" aria-labelledby="timeline-title">
      <header>
        <h2 id="timeline-title">{t("timeline")}</h2>
      </header>
      <QueryView query={props.query} skeleton={<Skeleton rows={6} height={40} />}>
        {(page) => (
          <Show
            when={page().rows.length > 0}
            fallback={<EmptyState title={t("timeline.none")} hint={t("timeline.none.hint")} />}
          >
            <ol class="timeline">
              <For each={[...page().rows, ...older()]}>
                {(row) => (
                  <li classList={{ level: row.levelTo !== null }}>
                    <div class="timeline-head">
                      <Time at={row.time} />
                      <span class="tag">{word("kind", row.kind)}</span>
                      <Show when={row.levelTo}>
                        {(to) => (
                          <Show when={row.levelFrom} fallback={<LevelMark level={to()} />}>
                            {(from) => <LevelStep from={from()} to={to()} />}
                          </Show>
                        )}
                      </Show>
                      <Show when={row.timeInferred}>
                        <span class="tag warn" title={t("inferred")}>
                          {t("inferred")}
                        </span>
                      </Show>
                      <Show when={row.simulated}>
                        <SimulatedTag short />
                      </Show>
                    </div>
                    <Show when={row.title !== ""}>
                      <div>{row.title}</div>
                    </Show>
                    <Show when={row.detail !== ""}>
                      <div class="muted timeline-detail">{row.detail}</div>
                    </Show>
                    <div class="small muted">{row.source}</div>
                  </li>
                )}
              </For>
            </ol>
            <Show when={cursor() !== null && page().rows.length + older().length < MOST_ROWS}>
              <button type="button" class="button tiny" onClick={() => void more()}>
                {t("timeline.more")}
              </button>
            </Show>
          </Show>
        )}
      </QueryView>
    </section>
  );
}
