import { useSearchParams } from "@solidjs/router";
import { createSignal, For, type JSX, Show } from "solid-js";
import type { Dataset, DatasetList } from "#domain/api/algorithms";
import { Segments, Time } from "#kit/control/control.tsx";
import { SearchBox } from "#kit/control/search-box.tsx";
import { type Confirmation, ConfirmDialog, Dialog } from "#kit/dialog/dialog.tsx";
import { formatExact, NOTHING } from "#kit/format/number.ts";
import { getJson, requestJson } from "#kit/http/client.ts";
import { language, makeTranslator } from "#kit/i18n/translate.ts";
import { createQuery } from "#kit/query/query.ts";
import { can } from "#kit/session/session.ts";
import { EmptyState, QueryView, Skeleton } from "#kit/state/state.tsx";
import { type Column, DataTable } from "#kit/table/table.tsx";
import { tell } from "#kit/toast/toast.tsx";
import { algorithmsMessages } from "./algorithms.messages.ts";
import { SnapshotDialog, UploadDialog } from "./dataset-dialogs.tsx";
import { StateTag } from "./parts.tsx";

const t = makeTranslator(algorithmsMessages);
const ORIGINS = ["all", "upload", "snapshot"] as const;

/** What algorithms learn from. */
export function Datasets(): JSX.Element {
  const [search, setSearch] = useSearchParams<{ q?: string; origin?: string }>();
  const [dialog, setDialog] = createSignal<"upload" | "snapshot" | null>(null);
  const [shown, setShown] = createSignal<Dataset | null>(null);
  const [ask, setAsk] = createSignal<Confirmation | null>(null);
  const origin = (): (typeof ORIGINS)[number] => ORIGINS.find((each) => each === search.origin) ?? "all";
  const query = createQuery(
    () => ({ q: search.q, origin: origin() === "all" ? undefined : origin() }),
    (key, signal) => getJson<DatasetList>("api/datasets", { query: key, signal }),
    {
      everyMs: (list) => (list?.datasets.some(({ state }) => state === "building") === true ? 3_000 : 30_000),
    },
  );
  const retire = (row: Dataset): void => {
    setAsk({
      title: t("dataset.retire.title", { name: row.name }),
      body: t("dataset.retire.body", { name: row.name }),
      action: t("dataset.retire.send"),
      danger: true,
      run: async () => {
        await requestJson("DELETE", `api/datasets/${row.id}`);
        tell(t("dataset.retired", { name: row.name }));
        await query.refetch();
      },
    });
  };
  const columns = (): Column<Dataset>[] => [
    { id: "name", label: t("name"), cell: (row) => <strong title={row.name}>{row.name}</strong> },
    {
      id: "origin",
      label: t("dataset.origin"),
      cell: (row) => t(`dataset.origin.${row.origin}`),
      width: "110px",
      wide: true,
    },
    { id: "state", label: t("state"), width: "112px", cell: (row) => <StateTag state={row.state} /> },
    {
      id: "rows",
      label: t("dataset.rows"),
      align: "end",
      width: "90px",
      wide: true,
      cell: (row) => formatExact(row.rows),
    },
    {
      id: "rejected",
      label: t("dataset.rejects"),
      align: "end",
      width: "120px",
      wide: true,
      cell: (row) => (
        <Show when={row.rejected > 0} fallback={NOTHING}>
          {t("dataset.rejected", { n: formatExact(row.rejected) })}
        </Show>
      ),
    },
    {
      id: "labelled",
      label: t("dataset.labelled"),
      align: "end",
      width: "90px",
      wide: true,
      cell: (row) => formatExact(row.labelled),
    },
    {
      id: "positives",
      label: t("dataset.positives"),
      align: "end",
      width: "80px",
      wide: true,
      cell: (row) => formatExact(row.positives),
    },
    {
      id: "features",
      label: t("dataset.features"),
      align: "end",
      width: "80px",
      wide: true,
      cell: (row) => formatExact(row.features.length),
    },
    { id: "by", label: t("by"), cell: (row) => row.createdBy, width: "90px", wide: true },
    { id: "at", label: t("at"), cell: (row) => <Time at={row.createdAt} />, width: "120px", wide: true },
    {
      id: "actions",
      label: t("actions"),
      width: "80px",
      cell: (row) => (
        <Show when={can("config.propose")}>
          <button type="button" class="button tiny" onClick={() => retire(row)}>
            {t("dataset.retire")}
          </button>
        </Show>
      ),
    },
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
        <Segments
          label={t("dataset.origin")}
          value={origin()}
          options={ORIGINS.map((value) => ({ value, label: t(`dataset.origin.${value}`) }))}
          onChange={(value) => setSearch({ origin: value === "all" ? null : value })}
        />
        <span class="grow" />
        <Show when={can("config.propose")}>
          <button type="button" class="button" onClick={() => setDialog("snapshot")}>
            {t("dataset.snapshot")}
          </button>
          <button type="button" class="button primary" onClick={() => setDialog("upload")}>
            {t("dataset.upload")}
          </button>
        </Show>
      </header>
      <QueryView query={query} skeleton={<Skeleton rows={5} height={36} />}>
        {(list) => (
          <Show
            when={list().datasets.length > 0}
            fallback={<EmptyState title={t("dataset.none")} hint={t("dataset.none.hint")} />}
          >
            <DataTable
              label={t("tab.datasets")}
              columns={columns()}
              rows={list().datasets}
              rowId={(row) => row.id}
              rowName={(row) => row.name}
              onOpen={setShown}
            />
          </Show>
        )}
      </QueryView>
      <Show when={dialog() === "upload"}>
        <UploadDialog
          onClose={() => setDialog(null)}
          onMade={(made) => {
            setDialog(null);
            if (made.rejected > 0) setShown(made);
            void query.refetch();
          }}
        />
      </Show>
      <Show when={dialog() === "snapshot"}>
        <SnapshotDialog
          onClose={() => setDialog(null)}
          onMade={() => {
            setDialog(null);
            void query.refetch();
          }}
        />
      </Show>
      <DatasetDialog dataset={shown()} onClose={() => setShown(null)} />
      <ConfirmDialog ask={ask()} onClose={() => setAsk(null)} />
    </section>
  );
}

/** What a dataset holds, and which rows of its file were not taken. */
function DatasetDialog(props: {
  readonly dataset: Dataset | null;
  readonly onClose: () => void;
}): JSX.Element {
  return (
    <Dialog open={props.dataset !== null} wide title={props.dataset?.name ?? ""} onClose={props.onClose}>
      <Show when={props.dataset}>
        {(dataset) => (
          <div class="stack">
            <Show when={dataset().error}>{(error) => <p class="note fault">{error()}</p>}</Show>
            <p class="muted">
              {t("dataset.rows")} {formatExact(dataset().rows)} · {t("dataset.labelled")}{" "}
              {formatExact(dataset().labelled)} · {t("dataset.positives")} {formatExact(dataset().positives)}
            </p>
            <Show when={dataset().rejects.length > 0}>
              <h3>{t("dataset.rejects")}</h3>
              <div class="table-box" tabindex={0}>
                <table class="table plain-table">
                  <thead>
                    <tr>
                      <th class="num">{t("dataset.line")}</th>
                      <th>{t("dataset.reason")}</th>
                      <th>{t("dataset.hint")}</th>
                    </tr>
                  </thead>
                  <tbody>
                    <For each={dataset().rejects}>
                      {(row) => (
                        <tr>
                          <td class="num">{row.row}</td>
                          <td>{row.message}</td>
                          <td>{row.hint}</td>
                        </tr>
                      )}
                    </For>
                  </tbody>
                </table>
              </div>
            </Show>
            <h3>{t("dataset.features")}</h3>
            <p>
              <For each={dataset().features}>
                {(feature) => (
                  <>
                    <span class="tag" title={feature.name}>
                      {feature[language()]}
                    </span>{" "}
                  </>
                )}
              </For>
            </p>
          </div>
        )}
      </Show>
    </Dialog>
  );
}
