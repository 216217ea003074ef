import { type JSX, Show } from "solid-js";
import type { ModelList, ModelVersion } from "#domain/api/models";
import { Time } from "#kit/control/control.tsx";
import { formatExact } from "#kit/format/number.ts";
import { getJson } from "#kit/http/client.ts";
import { makeTranslator } from "#kit/i18n/translate.ts";
import { createQuery } from "#kit/query/query.ts";
import { EmptyState, QueryView, Skeleton } from "#kit/state/state.tsx";
import { type Column, DataTable } from "#kit/table/table.tsx";
import { algorithmsMessages } from "./algorithms.messages.ts";
import { StateTag } from "./parts.tsx";

const t = makeTranslator(algorithmsMessages);

/** Models that were submitted, with all their versions and states. */
export function Models(props: { readonly onOpen: (id: number) => void }): JSX.Element {
  const query = createQuery(
    () => "all",
    (_all, signal) => getJson<ModelList>("api/models", { signal }),
    { everyMs: 5_000 },
  );
  const columns: Column<ModelVersion>[] = [
    { id: "name", label: t("name"), cell: (row) => <strong class="mono">{row.name}</strong> },
    { id: "version", label: t("model.version"), cell: (row) => `v${row.version}`, width: "60px" },
    { id: "state", label: t("state"), cell: (row) => <StateTag state={row.state} />, width: "112px" },
    {
      id: "shadow",
      label: t("model.shadow"),
      cell: (row) => t(row.shadow ? "model.shadow.on" : "model.shadow.off"),
      width: "100px",
      wide: true,
    },
    {
      id: "threshold",
      label: t("report.threshold"),
      align: "end",
      cell: (row) => formatExact(row.threshold, 3),
      width: "90px",
      wide: true,
    },
    { id: "by", label: t("by"), cell: (row) => row.createdBy, width: "100px", wide: true },
    {
      id: "at",
      label: t("at"),
      cell: (row) => <Time at={row.publishedAt ?? row.createdAt} />,
      width: "130px",
      wide: true,
    },
  ];
  return (
    <section class="panel">
      <QueryView query={query} skeleton={<Skeleton rows={4} height={36} />}>
        {(list) => (
          <Show
            when={list().models.length > 0}
            fallback={<EmptyState title={t("model.none")} hint={t("model.none.hint")} />}
          >
            <DataTable
              label={t("tab.models")}
              columns={columns}
              rows={list().models}
              rowId={(row) => row.id}
              rowName={(row) => `${row.name} v${row.version}`}
              onOpen={(row) => props.onOpen(row.id)}
            />
          </Show>
        )}
      </QueryView>
    </section>
  );
}
