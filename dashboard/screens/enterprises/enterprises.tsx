import { useNavigate } from "@solidjs/router";
import { createMemo, createSignal, type JSX, Show } from "solid-js";
import type { EnterprisePage } from "#domain/api/enterprises";
import { Pager } from "#kit/control/control.tsx";
import { formatTime } from "#kit/format/time.ts";
import { appUrl } from "#kit/http/app-url.ts";
import { getJson, postJson } from "#kit/http/client.ts";
import { makeTranslator } from "#kit/i18n/translate.ts";
import { createScope } from "#kit/live/scope.ts";
import { createQuery } from "#kit/query/query.ts";
import { can } from "#kit/session/session.ts";
import { EmptyState, QueryView, Skeleton } from "#kit/state/state.tsx";
import { ColumnChooser, createColumnChoice } from "#kit/table/column-chooser.tsx";
import { createCursors } from "#kit/table/cursors.ts";
import { DataTable } from "#kit/table/table.tsx";
import { tell, tellFault } from "#kit/toast/toast.tsx";
import { placeName } from "#kit/words/districts.ts";
import { DEFAULT_COLUMNS, enterpriseColumns, FIXED_COLUMNS } from "./columns.tsx";
import { enterprisesMessages } from "./enterprises.messages.ts";
import { createExport, ExportBar } from "./export-bar.tsx";
import { FilterBar, FilterChips } from "./filter-bar.tsx";
import { createFilters } from "./filters.ts";
import { SavedViews } from "./saved-views.tsx";
import "./enterprises.css";

const t = makeTranslator(enterprisesMessages);
const PAGE_ROWS = 50;

/** All monitored enterprises of the area: searched, filtered, sorted and paged by the server. */
export function EnterprisesScreen(): JSX.Element {
  const scope = createScope();
  const store = createFilters();
  const cursors = createCursors();
  const navigate = useNavigate();
  const choice = createColumnChoice("enterprises", DEFAULT_COLUMNS);
  const [ticked, setTicked] = createSignal<ReadonlySet<number | string>>(new Set());
  const run = createExport();

  /** What list and export have in common. */
  const filters = () => ({
    ...scope.query(),
    ...Object.fromEntries(
      Object.entries(store.filters()).map(([name, value]) => [name, value === "" ? undefined : value]),
    ),
    sort: store.sort().by,
    order: store.sort().order,
  });
  const query = createQuery(
    () => ({ ...filters(), cursor: cursors.cursor(), limit: PAGE_ROWS }),
    (key, signal) => getJson<EnterprisePage>("api/enterprises", { query: key, signal }),
    { everyMs: 60_000 },
  );
  const columns = createMemo(() =>
    enterpriseColumns().filter(
      (column) => FIXED_COLUMNS.has(column.id) || choice.chosen().includes(column.id),
    ),
  );

  const watch = async (): Promise<void> => {
    const ids = [...ticked()];
    try {
      for (const id of ids) await postJson(`api/enterprises/${id}/watch`, { watched: true });
      tell(t("watch.done", { n: ids.length }));
      setTicked(new Set<number>());
      await query.refetch();
    } catch (cause) {
      tellFault(cause);
    }
  };

  return (
    <div class="page fill enterprises">
      <div class="page-head">
        <h1>
          {t("title")} · {placeName(scope.district(), scope.street())}
        </h1>
        <span class="grow" />
        <Show when={can("review.read")}>
          <a class="button" href={appUrl("reviews", scope.query())}>
            {t("reviews")}
          </a>
        </Show>
        <SavedViews />
        <ColumnChooser
          columns={enterpriseColumns().filter((column) => !FIXED_COLUMNS.has(column.id))}
          chosen={choice.chosen()}
          onToggle={choice.toggle}
        />
        <Show when={can("enterprise.export")}>
          <button type="button" class="button" onClick={() => void run.start(filters())}>
            {t("export")}
          </button>
        </Show>
      </div>
      <div class="stack">
        <FilterBar store={store} scope={scope} />
        <FilterChips store={store} scope={scope} />
        <ExportBar run={run} />
        <section class="panel list-panel fill-panel" aria-busy={query.loading()}>
          <Show when={ticked().size > 0}>
            <div class="row selection">
              <strong>{t("selected", { n: ticked().size })}</strong>
              <Show when={can("enterprise.watch")}>
                <button type="button" class="button tiny" onClick={() => void watch()}>
                  {t("watch")}
                </button>
              </Show>
              <button type="button" class="button plain tiny" onClick={() => setTicked(new Set<number>())}>
                {t("unselect")}
              </button>
            </div>
          </Show>
          <QueryView query={query} skeleton={<Skeleton rows={14} height={24} />}>
            {(page) => (
              <Show
                when={page().rows.length > 0}
                fallback={
                  store.filters().origin === "outside" ? (
                    <EmptyState title={t("none.outside")} hint={t("none.outside.hint")} />
                  ) : (
                    <EmptyState title={t("none")} hint={t("none.hint")} />
                  )
                }
              >
                <DataTable
                  label={t("title")}
                  columns={columns()}
                  rows={page().rows}
                  rowId={(row) => row.id}
                  rowName={(row) => row.name}
                  sort={store.sort()}
                  onSort={(sort) =>
                    store.set({
                      sort: sort.by === "score" ? null : sort.by,
                      order: sort.order === "desc" ? null : "asc",
                    })
                  }
                  onOpen={(row) => navigate(`/enterprises/${row.id}`)}
                  ticked={ticked()}
                  onTick={setTicked}
                  busy={query.loading()}
                />
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
                >
                  <span class="small muted">{t("updated", { time: formatTime(query.loadedAt()) })}</span>
                </Pager>
              </Show>
            )}
          </QueryView>
        </section>
      </div>
    </div>
  );
}
