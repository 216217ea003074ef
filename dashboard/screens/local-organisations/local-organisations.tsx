import { useNavigate, useSearchParams } from "@solidjs/router";
import { createMemo, For, type JSX, Match, Show, Switch } from "solid-js";
import type { OrganisationKinds, OrganisationPage } from "#domain/api/local-organisations";
import { isLocalKind, LOCAL_KINDS, type LocalKind } from "#domain/finance-kind";
import { Pager, Segments } from "#kit/control/control.tsx";
import { SearchBox } from "#kit/control/search-box.tsx";
import { formatTime } from "#kit/format/time.ts";
import { getJson } from "#kit/http/client.ts";
import { makeTranslator } from "#kit/i18n/translate.ts";
import { createScope } from "#kit/live/scope.ts";
import { createQuery } from "#kit/query/query.ts";
import { EmptyState, QueryView, Skeleton } from "#kit/state/state.tsx";
import { createCursors } from "#kit/table/cursors.ts";
import { DataTable } from "#kit/table/table.tsx";
import { placeName } from "#kit/words/districts.ts";
import { financeKindName } from "#kit/words/words.ts";
import { organisationColumns } from "./columns.tsx";
import { localOrganisationsMessages } from "./local-organisations.messages.ts";
import { Method } from "./method.tsx";
import "./local-organisations.css";

const t = makeTranslator(localOrganisationsMessages);
const PAGE_ROWS = 50;
type View = "list" | "method";

/** The five kinds, one a tab: its firms by evaluation, or how the kind is evaluated. All of it in the address. */
export function LocalOrganisationsScreen(): JSX.Element {
  const scope = createScope();
  const cursors = createCursors();
  const navigate = useNavigate();
  const [search, setSearch] = useSearchParams<{
    kind?: string;
    view?: string;
    q?: string;
    breached?: string;
  }>();
  const kind = (): LocalKind => {
    const asked = search.kind;
    return typeof asked === "string" && isLocalKind(asked) ? asked : "microloan";
  };
  const view = (): View => (search.view === "method" ? "method" : "list");
  const breached = (): "all" | "true" => (search.breached === "true" ? "true" : "all");
  const text = (): string => (typeof search.q === "string" ? search.q : "");

  const kinds = createQuery(
    () => scope.query(),
    (key, signal) => getJson<OrganisationKinds>("api/local-organisations/kinds", { query: key, signal }),
    { everyMs: 60_000 },
  );
  const list = createQuery(
    () =>
      view() === "method"
        ? null
        : {
            ...scope.query(),
            kind: kind(),
            q: text() === "" ? undefined : text(),
            breached: breached() === "all" ? undefined : breached(),
            cursor: cursors.cursor(),
            limit: PAGE_ROWS,
          },
    (key, signal) => getJson<OrganisationPage>("api/local-organisations", { query: key, signal }),
    { everyMs: 60_000 },
  );
  const countsOf = (one: LocalKind) => kinds.data()?.kinds.find((row) => row.kind === one);
  const columns = createMemo(() => organisationColumns());

  return (
    <div class="page local-organisations" classList={{ fill: view() === "list" }}>
      <div class="page-head">
        <h1>
          {t("title")} · {placeName(scope.district(), scope.street())}
        </h1>
        <span class="grow" />
        <Segments<View>
          label={t("view")}
          value={view()}
          options={[
            { value: "list", label: t("view.list") },
            { value: "method", label: t("view.method") },
          ]}
          onChange={(value) => setSearch({ view: value === "list" ? null : value })}
        />
      </div>
      <nav class="tabs" aria-label={t("kinds")}>
        <For each={[...LOCAL_KINDS]}>
          {(one) => (
            <button
              type="button"
              aria-current={kind() === one ? "page" : undefined}
              onClick={() =>
                setSearch({ kind: one === "microloan" ? null : one, cursor: null, page: null, q: null })
              }
            >
              {financeKindName(one)} <span class="muted">{countsOf(one)?.organisations ?? ""}</span>
              <Show when={(countsOf(one)?.breached ?? 0) > 0}>
                <span class="breach-count" title={t("breached")}>
                  {countsOf(one)?.breached}
                </span>
              </Show>
            </button>
          )}
        </For>
      </nav>
      <Switch>
        <Match when={view() === "method"}>
          <Method kind={kind()} district={scope.query().district} />
        </Match>
        <Match when={view() === "list"}>
          <div class="stack">
            <div class="row wrap">
              <SearchBox
                class="organisation-find"
                label={t("find")}
                value={text()}
                onSearch={(q) => setSearch({ q: q || null, cursor: null, page: null }, { replace: true })}
              />
              <Segments<"all" | "true">
                label={t("breached")}
                value={breached()}
                options={[
                  { value: "all", label: t("breached.all") },
                  { value: "true", label: t("breached.true") },
                ]}
                onChange={(value) =>
                  setSearch({ breached: value === "all" ? null : value, cursor: null, page: null })
                }
              />
              <Show when={countsOf(kind())}>
                {(counts) => (
                  <span class="muted small">
                    {t("counts", {
                      n: counts().organisations,
                      evaluated: counts().evaluated,
                      breached: counts().breached,
                    })}
                  </span>
                )}
              </Show>
            </div>
            <section class="panel list-panel fill-panel" aria-busy={list.loading()}>
              <QueryView query={list} skeleton={<Skeleton rows={14} height={24} />}>
                {(page) => (
                  <Show
                    when={page().rows.length > 0}
                    fallback={<EmptyState title={t("none")} hint={t("none.hint")} />}
                  >
                    <DataTable
                      label={t("title")}
                      columns={columns()}
                      rows={page().rows}
                      rowId={(row) => row.id}
                      rowName={(row) => row.name}
                      onOpen={(row) => {
                        if (row.score !== null) navigate(`/local-organisations/${row.id}`);
                      }}
                      busy={list.loading()}
                    />
                    <Pager
                      page={cursors.page()}
                      total={null}
                      hasNext={page().next !== null}
                      onFirst={cursors.first}
                      onPrevious={cursors.previous}
                      onNext={() => {
                        const next = page().next;
                        if (next !== null) cursors.next(next);
                      }}
                    >
                      <span class="small muted">{t("updated", { time: formatTime(list.loadedAt()) })}</span>
                    </Pager>
                  </Show>
                )}
              </QueryView>
            </section>
          </div>
        </Match>
      </Switch>
    </div>
  );
}
