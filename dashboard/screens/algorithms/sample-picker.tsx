import { createSignal, For, type JSX, Show } from "solid-js";
import type {
  Dataset,
  DatasetList,
  SampleCountAnswer,
  SampleFilterBody,
  SampleRows,
} from "#domain/api/algorithms";
import { SearchBox } from "#kit/control/search-box.tsx";
import { formatExact } from "#kit/format/number.ts";
import { getJson, postJson } from "#kit/http/client.ts";
import { makeTranslator } from "#kit/i18n/translate.ts";
import { createQuery } from "#kit/query/query.ts";
import { EmptyState, QueryView, Skeleton } from "#kit/state/state.tsx";
import { districtName } from "#kit/words/districts.ts";
import { industryName } from "#kit/words/industries.ts";
import { financeKindName } from "#kit/words/words.ts";
import { algorithmsMessages } from "./algorithms.messages.ts";

const t = makeTranslator(algorithmsMessages);

export const WHOLE_SAMPLE: SampleFilterBody = {
  districts: [],
  industries: [],
  kinds: [],
  label: null,
  from: null,
  to: null,
  q: null,
};

/** A dataset found by name, and which of its rows; says at once how many there are and how many are risk. */
export function SamplePicker(props: {
  readonly dataset: Dataset | null;
  readonly filter: SampleFilterBody;
  readonly onDataset: (dataset: Dataset) => void;
  readonly onFilter: (filter: SampleFilterBody) => void;
  readonly onDatasets: () => void;
}): JSX.Element {
  const [q, setQ] = createSignal("");
  const list = createQuery(
    () => ({ q: q() }),
    (key, signal) => getJson<DatasetList>("api/datasets", { query: key, signal }),
    {
      everyMs: (found) =>
        found?.datasets.some(({ state }) => state === "building") === true ? 5_000 : 30_000,
    },
  );
  const facets = createQuery(
    () => props.dataset?.id ?? null,
    (id, signal) => getJson<SampleRows>(`api/datasets/${id}/rows`, { signal }),
    { fresh: true },
  );
  const count = createQuery(
    () => (props.dataset === null ? null : { id: props.dataset.id, filter: props.filter }),
    (key, signal) => postJson<SampleCountAnswer>(`api/datasets/${key.id}/count`, key.filter, { signal }),
  );
  const ready = (): readonly Dataset[] =>
    list.data()?.datasets.filter(({ state }) => state === "ready") ?? [];
  const change = (part: Partial<SampleFilterBody>): void => props.onFilter({ ...props.filter, ...part });
  const choices = (
    facet: "district" | "industry" | "kind",
  ): { readonly value: string; readonly label: string }[] =>
    (facets.data()?.facets ?? [])
      .filter((each) => each.facet === facet)
      .map(({ value, rows }) => ({ value, label: `${nameOf(facet, value)} · ${formatExact(rows)}` }));
  return (
    <div class="stack">
      <div class="algo-facets">
        <SearchBox class="algo-find" label={t("search")} value={q()} onSearch={setQ} />
        <QueryView query={list} skeleton={<Skeleton rows={1} height={32} />}>
          {() => (
            <Show
              when={ready().length > 0}
              fallback={
                <EmptyState title={t("wizard.dataset.none")} hint={t("wizard.dataset.none.hint")}>
                  <button type="button" class="button" onClick={() => props.onDatasets()}>
                    {t("tab.datasets")}
                  </button>
                </EmptyState>
              }
            >
              <select
                class="select"
                aria-label={t("wizard.pick")}
                value={props.dataset?.id ?? ""}
                onChange={(event) => {
                  const found = ready().find(({ id }) => id === Number(event.currentTarget.value));
                  if (found !== undefined) {
                    props.onFilter(WHOLE_SAMPLE);
                    props.onDataset(found);
                  }
                }}
              >
                <option value="" disabled>
                  {t("wizard.pick")}
                </option>
                <For each={ready() as Dataset[]}>
                  {(each) => (
                    <option value={each.id}>
                      {each.name} · {t(`dataset.origin.${each.origin}`)} · {formatExact(each.rows)}
                    </option>
                  )}
                </For>
              </select>
            </Show>
          )}
        </QueryView>
      </div>
      <Show when={props.dataset}>
        <div class="algo-facets">
          <For each={["district", "industry", "kind"] as const}>
            {(facet) => (
              <Show when={choices(facet).length > 0}>
                <label class="field">
                  <span class="label">{t(`wizard.${facet}`)}</span>
                  <select
                    class="select"
                    multiple
                    onChange={(event) => {
                      const picked = [...event.currentTarget.selectedOptions].map(({ value }) => value);
                      change(
                        facet === "district"
                          ? { districts: picked }
                          : facet === "industry"
                            ? { industries: picked }
                            : { kinds: picked },
                      );
                    }}
                  >
                    <For each={choices(facet)}>
                      {(each) => <option value={each.value}>{each.label}</option>}
                    </For>
                  </select>
                </label>
              </Show>
            )}
          </For>
          <label class="field">
            <span class="label">{t("wizard.label")}</span>
            <select
              class="select"
              value={props.filter.label === null ? "" : String(props.filter.label)}
              onChange={(event) =>
                change({
                  label:
                    event.currentTarget.value === "" ? null : (Number(event.currentTarget.value) as 0 | 1),
                })
              }
            >
              <option value="">{t("wizard.all")}</option>
              <option value="1">{t("wizard.label.1")}</option>
              <option value="0">{t("wizard.label.0")}</option>
            </select>
          </label>
          <label class="field">
            <span class="label">{t("wizard.from")}</span>
            <input
              class="input"
              type="date"
              value={props.filter.from ?? ""}
              onChange={(event) => change({ from: event.currentTarget.value || null })}
            />
          </label>
          <label class="field">
            <span class="label">{t("wizard.to")}</span>
            <input
              class="input"
              type="date"
              value={props.filter.to ?? ""}
              onChange={(event) => change({ to: event.currentTarget.value || null })}
            />
          </label>
          <SearchBox
            class="algo-find"
            label={t("wizard.subject")}
            value={props.filter.q ?? ""}
            onSearch={(q) => change({ q: q || null })}
          />
        </div>
        <Show when={count.data()}>
          {(found) => (
            <p class="muted">
              {t("wizard.counted", {
                rows: formatExact(found().rows),
                subjects: formatExact(found().subjects),
                labelled: formatExact(found().labelled),
                positives: formatExact(found().positives),
              })}
            </p>
          )}
        </Show>
      </Show>
    </div>
  );
}

function nameOf(facet: "district" | "industry" | "kind", value: string): string {
  if (facet === "district") return districtName(value);
  if (facet === "industry") return industryName(value);
  return financeKindName(value);
}
