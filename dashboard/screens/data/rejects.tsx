import { useSearchParams } from "@solidjs/router";
import { createEffect, For, type JSX, Show } from "solid-js";
import type { RejectPage, SourceList } from "#domain/api/sources";
import { Pager, Time } from "#kit/control/control.tsx";
import { NOTHING } from "#kit/format/number.ts";
import { getJson } from "#kit/http/client.ts";
import { makeTranslator } from "#kit/i18n/translate.ts";
import { createQuery } from "#kit/query/query.ts";
import { EmptyState, QueryView, Skeleton } from "#kit/state/state.tsx";
import { createCursors } from "#kit/table/cursors.ts";
import { dataMessages } from "./data.messages.ts";

const t = makeTranslator(dataMessages);

/** Every row that was not taken, with its reason, what to do, and the row as it came. */
export function Rejects(): JSX.Element {
  const [search, setSearch] = useSearchParams<{ source?: string }>();
  const cursors = createCursors();
  const sources = createQuery(
    () => "all",
    (_all, signal) => getJson<SourceList>("api/sources", { signal }),
  );
  const source = (): string | null =>
    typeof search.source === "string" && search.source !== "" ? search.source : null;
  // The one with the most to look at is shown first.
  createEffect(() => {
    if (source() !== null) return;
    const worst = [...(sources.data()?.sources ?? [])].sort(
      (a, b) => b.total.rejected + b.total.conflict - a.total.rejected - a.total.conflict,
    )[0];
    if (worst !== undefined) setSearch({ source: worst.id }, { replace: true });
  });
  const query = createQuery(
    () => (source() === null ? null : { source: source() as string, cursor: cursors.cursor() }),
    ({ source: id, ...rest }, signal) =>
      getJson<RejectPage>(`api/sources/${encodeURIComponent(id)}/rejects`, { query: rest, signal }),
  );
  return (
    <section class="panel" aria-label={t("tab.rejects")}>
      <header class="wrap">
        <select
          class="select"
          aria-label={t("rejects.pick")}
          value={source() ?? ""}
          onChange={(event) => setSearch({ source: event.currentTarget.value, cursor: null, page: null })}
        >
          <For each={sources.data()?.sources ?? []}>
            {(each) => (
              <option value={each.id} selected={each.id === source()}>
                {each.name}
              </option>
            )}
          </For>
        </select>
      </header>
      <Show
        when={source() !== null || sources.data()?.sources.length !== 0}
        fallback={<EmptyState title={t("sources.none")} hint={t("sources.none.hint")} />}
      >
        <QueryView query={query} skeleton={<Skeleton rows={6} height={32} />}>
          {(page) => (
            <Show
              when={page().rows.length > 0}
              fallback={<EmptyState title={t("rejects.none")} hint={t("rejects.none.hint")} />}
            >
              <ul class="cards">
                <For each={page().rows}>
                  {(row) => (
                    <li>
                      <div class="row wrap">
                        <span class="tag" classList={{ warn: row.outcome === "conflict" }}>
                          {t(`outcome.${row.outcome}`)}
                        </span>
                        <strong>{row.message}</strong>
                        <span class="grow" />
                        <span class="small muted">
                          <Time at={row.at} /> · {t("row")} {row.row ?? NOTHING} ·{" "}
                          <code class="mono">{row.code}</code>
                        </span>
                      </div>
                      <p class="muted">{row.hint}</p>
                      <details>
                        <summary>{t("raw.show")}</summary>
                        <pre class="raw">{row.raw}</pre>
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
      </Show>
    </section>
  );
}
