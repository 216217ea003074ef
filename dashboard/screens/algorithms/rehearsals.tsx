import { useSearchParams } from "@solidjs/router";
import { type JSX, Show } from "solid-js";
import type { AlgorithmInfo, RunPage, RunSummary } from "#domain/api/algorithms";
import { Time } from "#kit/control/control.tsx";
import { SearchBox } from "#kit/control/search-box.tsx";
import { getJson } from "#kit/http/client.ts";
import { language, makeTranslator } from "#kit/i18n/translate.ts";
import { createQuery } from "#kit/query/query.ts";
import { can } from "#kit/session/session.ts";
import { EmptyState, QueryView, Skeleton } from "#kit/state/state.tsx";
import { type Column, DataTable } from "#kit/table/table.tsx";
import { algorithmsMessages } from "./algorithms.messages.ts";
import { formatFigure, StateTag } from "./parts.tsx";

const t = makeTranslator(algorithmsMessages);

/** All rehearsals, newest first; one that runs shows how far it is. */
export function Rehearsals(props: {
  readonly onOpen: (id: number) => void;
  readonly onNew: () => void;
}): JSX.Element {
  const [search, setSearch] = useSearchParams<{ q?: string }>();
  const query = createQuery(
    () => ({ q: search.q, limit: 100 }),
    (key, signal) => getJson<RunPage>("api/rehearsals", { query: key, signal }),
    {
      everyMs: (page) =>
        page?.rows.some(({ state }) => state === "running" || state === "queued") === true ? 3_000 : 30_000,
    },
  );
  const algorithms = createQuery(
    () => "all",
    (_all, signal) => getJson<{ algorithms: AlgorithmInfo[] }>("api/algorithms", { signal }),
  );
  const algorithmName = (id: string): string =>
    algorithms.data()?.algorithms.find((each) => each.id === id)?.name[language()] ?? id;
  const columns = (): Column<RunSummary>[] => [
    { id: "name", label: t("name"), cell: (row) => <strong title={row.name}>{row.name}</strong> },
    {
      id: "algorithm",
      label: t("run.algorithm"),
      cell: (row) => algorithmName(row.algorithm),
      width: "150px",
      wide: true,
    },
    { id: "dataset", label: t("run.dataset"), cell: (row) => row.dataset.name, width: "180px", wide: true },
    {
      id: "state",
      label: t("state"),
      width: "112px",
      cell: (row) => (
        <>
          <StateTag state={row.state} />
          <Show when={row.state === "running"}> {Math.round(row.progress * 100)}%</Show>
        </>
      ),
    },
    {
      id: "auc",
      label: t("report.auc"),
      align: "end",
      width: "80px",
      cell: (row) => formatFigure(row.metrics?.auc),
    },
    {
      id: "f1",
      label: t("report.f1"),
      align: "end",
      width: "80px",
      wide: true,
      cell: (row) => formatFigure(row.metrics?.f1),
    },
    {
      id: "recall",
      label: t("report.recall"),
      align: "end",
      width: "90px",
      wide: true,
      cell: (row) => formatFigure(row.metrics?.recall),
    },
    { id: "by", label: t("by"), cell: (row) => row.createdBy, width: "90px", wide: true },
    { id: "at", label: t("at"), cell: (row) => <Time at={row.createdAt} />, width: "120px", wide: true },
  ];
  return (
    <section class="panel">
      <header class="wrap">
        <SearchBox
          class="algo-find"
          label={t("search")}
          value={search.q ?? ""}
          onSearch={(q) => setSearch({ q: q || null }, { replace: true })}
        />
        <span class="grow" />
        <Show when={can("config.propose")}>
          <button type="button" class="button primary" onClick={() => props.onNew()}>
            {t("run.new")}
          </button>
        </Show>
      </header>
      <QueryView query={query} skeleton={<Skeleton rows={6} height={36} />}>
        {(page) => (
          <Show
            when={page().rows.length > 0}
            fallback={<EmptyState title={t("run.none")} hint={t("run.none.hint")} />}
          >
            <DataTable
              label={t("run.list")}
              columns={columns()}
              rows={page().rows}
              rowId={(row) => row.id}
              rowName={(row) => row.name}
              onOpen={(row) => props.onOpen(row.id)}
            />
          </Show>
        )}
      </QueryView>
    </section>
  );
}
