import { useSearchParams } from "@solidjs/router";
import { createMemo, createSignal, For, type JSX, Show } from "solid-js";
import type { z } from "zod";
import type { SourceList, sourceBatchAnswer, sourceSecret } from "#domain/api/sources";
import { Segments } from "#kit/control/control.tsx";
import { SearchBox } from "#kit/control/search-box.tsx";
import { type Confirmation, ConfirmDialog } from "#kit/dialog/dialog.tsx";
import { SecretDialog } from "#kit/dialog/secret-dialog.tsx";
import { formatFullTime } from "#kit/format/time.ts";
import { getJson, postJson, requestJson } from "#kit/http/client.ts";
import { joinWords } from "#kit/i18n/punctuation.ts";
import { makeTranslator } from "#kit/i18n/translate.ts";
import { createQuery } from "#kit/query/query.ts";
import { can } from "#kit/session/session.ts";
import { EmptyState, QueryView, Skeleton } from "#kit/state/state.tsx";
import { DataTable, type Sort } from "#kit/table/table.tsx";
import { tell, tellFault } from "#kit/toast/toast.tsx";
import { word, wordIds } from "#kit/words/words.ts";
import { dataMessages } from "./data.messages.ts";
import { sourceColumns } from "./source-columns.tsx";
import { CreateSource, EditSource } from "./source-dialogs.tsx";
import { SOURCE_STATES, type Source, sortSources, stateOf } from "./source-list.ts";

const t = makeTranslator(dataMessages);

type Secret = z.infer<typeof sourceSecret>;
type BatchAction = "enable" | "disable" | "retire" | "restore";

/** All sources with their tallies: found, filtered, sorted by any column, changed one by one or several at once. */
export function Sources(props: { readonly onRejects: (source: string) => void }): JSX.Element {
  const [search, setSearch] = useSearchParams<{
    q?: string;
    type?: string;
    state?: string;
    sort?: string;
    order?: string;
  }>();
  const retired = (): boolean => search.state === "retired";
  const query = createQuery(
    () => retired(),
    (removed, signal) => getJson<SourceList>("api/sources", { query: { retired: String(removed) }, signal }),
    { everyMs: 5_000 },
  );
  const [which, setWhich] = createSignal<"today" | "total">("today");
  const [creating, setCreating] = createSignal(false);
  const [editing, setEditing] = createSignal<Source | null>(null);
  const [ask, setAsk] = createSignal<Confirmation | null>(null);
  const [secret, setSecret] = createSignal<Secret | null>(null);
  const [ticked, setTicked] = createSignal<ReadonlySet<number | string>>(new Set());
  const sort = (): Sort => ({ by: search.sort ?? "id", order: search.order === "desc" ? "desc" : "asc" });
  const shown = createMemo((): readonly Source[] => {
    const needle = (search.q ?? "").trim().toLowerCase();
    const rows = (query.data()?.sources ?? []).filter(
      (source) =>
        (needle === "" || source.name.toLowerCase().includes(needle) || source.id.includes(needle)) &&
        (search.type === undefined || source.transport === search.type) &&
        (search.state === undefined || stateOf(source) === search.state),
    );
    return sortSources(rows, sort(), which());
  });
  /** What is ticked and still shown: nobody changes what he does not see. */
  const chosen = (): readonly Source[] => shown().filter(({ id }) => ticked().has(id));

  const rotate = (source: Source): void => {
    setAsk({
      title: t("rotate.title", { name: source.name }),
      body: t("rotate.body", { name: source.name }),
      action: t("rotate.send"),
      danger: true,
      run: async () => {
        setSecret(await postJson<Secret>(`api/sources/${source.id}/key`));
        await query.refetch();
      },
    });
  };
  const toggle = async (source: Source): Promise<void> => {
    const setEnabled = async (enabled: boolean): Promise<void> => {
      await requestJson("PATCH", `api/sources/${source.id}`, { body: { enabled } });
      await query.refetch();
    };
    if (source.enabled) {
      setAsk({
        title: t("disable.title", { name: source.name }),
        body: t("disable.body", { name: source.name }),
        action: t("disable.send"),
        danger: true,
        run: () => setEnabled(false),
      });
      return;
    }
    try {
      await setEnabled(true);
      tell(t("enabled.done", { name: source.name }));
    } catch (cause) {
      tellFault(cause);
    }
  };
  const change = (action: BatchAction, sources: readonly Source[]): void => {
    setAsk({
      title: t("batch.title", { verb: t(`batch.${action}`), n: sources.length }),
      body: t(`batch.body.${action}`, { names: joinWords(sources.map(({ name }) => name)) }),
      action: t(`batch.send.${action}`),
      danger: action === "retire" || action === "disable",
      run: async () => {
        const { changed, skipped } = await postJson<z.infer<typeof sourceBatchAnswer>>("api/sources/batch", {
          ids: sources.map(({ id }) => id),
          action,
        });
        const said = { n: changed.length, skipped: skipped.length };
        tell(skipped.length === 0 ? t("batch.done", { n: said.n }) : t("batch.skipped", said));
        setTicked(new Set<string>());
        await query.refetch();
      },
    });
  };
  const columns = createMemo(() =>
    sourceColumns({
      which: which(),
      onRejects: props.onRejects,
      onEdit: setEditing,
      onToggle: (source) => void toggle(source),
      onRotate: rotate,
      onRetire: (source) => change(source.retiredAt === null ? "retire" : "restore", [source]),
    }),
  );
  return (
    <section class="panel">
      <header class="wrap source-filters">
        <SearchBox
          class="source-find"
          label={t("filter.search")}
          value={search.q ?? ""}
          onSearch={(q) => setSearch({ q: q || null }, { replace: true })}
        />
        <label class="check">
          {t("type")}
          <select
            class="select"
            value={search.type ?? ""}
            onChange={(event) => setSearch({ type: event.currentTarget.value || null })}
          >
            <option value="">{t("filter.all")}</option>
            <For each={wordIds("transport")}>
              {(id) => <option value={id}>{word("transport", id)}</option>}
            </For>
          </select>
        </label>
        <label class="check">
          {t("state")}
          <select
            class="select"
            value={search.state ?? ""}
            onChange={(event) => {
              setTicked(new Set<string>());
              setSearch({ state: event.currentTarget.value || null });
            }}
          >
            <option value="">{t("filter.all")}</option>
            <For each={SOURCE_STATES}>{(state) => <option value={state}>{t(`state.${state}`)}</option>}</For>
          </select>
        </label>
        <Segments
          label={t("tally")}
          value={which()}
          options={[
            { value: "today", label: t("tally.today") },
            { value: "total", label: t("tally.total") },
          ]}
          onChange={setWhich}
        />
        <span class="grow">{t("tally.rule")}</span>
        <Show when={can("source.manage")}>
          <button type="button" class="button primary" onClick={() => setCreating(true)}>
            {t("create")}
          </button>
        </Show>
      </header>
      <Show when={chosen().length > 0}>
        <div class="row wrap source-batch">
          <strong>{t("batch.picked", { n: chosen().length })}</strong>
          <For each={(retired() ? ["restore"] : ["enable", "disable", "retire"]) as BatchAction[]}>
            {(action) => (
              <button
                type="button"
                class="button tiny"
                classList={{ danger: action === "retire" }}
                onClick={() => change(action, chosen())}
              >
                {t(`batch.${action}`)}
              </button>
            )}
          </For>
        </div>
      </Show>
      <QueryView query={query} skeleton={<Skeleton rows={5} height={36} />}>
        {(list) => (
          <Show
            when={shown().length > 0}
            fallback={
              list().sources.length === 0 && !retired() ? (
                <EmptyState title={t("sources.none")} hint={t("sources.none.hint")} />
              ) : (
                <EmptyState title={t("filter.none")} hint={t("filter.none.hint")} />
              )
            }
          >
            <DataTable
              label={t("tab.sources")}
              columns={columns()}
              rows={shown()}
              rowId={(source) => source.id}
              rowName={(source) => source.name}
              sort={sort()}
              onSort={({ by, order }) => setSearch({ sort: by, order })}
              {...(can("source.manage") ? { ticked: ticked(), onTick: setTicked } : {})}
            />
          </Show>
        )}
      </QueryView>
      <Show when={creating()}>
        <CreateSource
          onClose={() => setCreating(false)}
          onCreated={(made) => {
            setCreating(false);
            if (made.secret === "") tell(t("create.done", { id: made.id }));
            else setSecret(made);
            void query.refetch();
          }}
        />
      </Show>
      <EditSource
        source={editing()}
        onClose={() => setEditing(null)}
        onSaved={(name) => {
          setEditing(null);
          tell(t("edit.done", { name }));
          void query.refetch();
        }}
      />
      <ConfirmDialog ask={ask()} onClose={() => setAsk(null)} />
      <Show when={secret()}>
        {(made) => (
          <SecretDialog
            title={t("secret.title")}
            hint={t("secret.hint")}
            label={t("secret.label", { id: made().id })}
            secret={made().secret}
            note={t("secret.expires", { time: formatFullTime(made().expiresAt) })}
            done={t("secret.done")}
            onClose={() => setSecret(null)}
          />
        )}
      </Show>
    </section>
  );
}
