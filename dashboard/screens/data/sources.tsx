import { createSignal, For, type JSX, Show } from "solid-js";
import type { z } from "zod";
import type { SourceList, sourceSecret, Tally } from "#domain/api/sources";
import { nowMs } from "#kit/clock.ts";
import { Segments, SimulatedTag, Time } from "#kit/control/control.tsx";
import { type Confirmation, ConfirmDialog } from "#kit/dialog/dialog.tsx";
import { formatCount, formatExact, NOTHING } from "#kit/format/number.ts";
import { formatAge, formatDay } from "#kit/format/time.ts";
import { getJson, postJson, requestJson } from "#kit/http/client.ts";
import { joinWords } from "#kit/i18n/punctuation.ts";
import { makeTranslator } from "#kit/i18n/translate.ts";
import { createQuery } from "#kit/query/query.ts";
import { can } from "#kit/session/session.ts";
import { EmptyState, QueryView, Skeleton } from "#kit/state/state.tsx";
import { tell, tellFault } from "#kit/toast/toast.tsx";
import { word } from "#kit/words/words.ts";
import { dataMessages } from "./data.messages.ts";
import { CreateSource, SecretDialog } from "./source-dialogs.tsx";

const t = makeTranslator(dataMessages);

type Source = SourceList["sources"][number];
type Secret = z.infer<typeof sourceSecret>;
const PARTS = ["read", "accepted", "duplicate", "conflict", "rejected"] as const;
/** Simulator and replay belong to the configuration: nobody changes them here. */
const OWN: ReadonlySet<string> = new Set(["http", "webhook", "file"]);
/** A key that ends sooner than this is pointed out. */
const KEY_SOON_MS = 14 * 86400_000;

/** All sources with their tallies; read = accepted + duplicate + conflict + rejected, and the table checks it. */
export function Sources(props: { readonly onRejects: (source: string) => void }): JSX.Element {
  const query = createQuery(
    () => "all",
    (_all, signal) => getJson<SourceList>("api/sources", { signal }),
    { everyMs: 5_000 },
  );
  const [which, setWhich] = createSignal<"today" | "total">("today");
  const [creating, setCreating] = createSignal(false);
  const [ask, setAsk] = createSignal<Confirmation | null>(null);
  const [secret, setSecret] = createSignal<Secret | null>(null);

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
  const setEnabled = async (source: Source, enabled: boolean): Promise<void> => {
    await requestJson("PATCH", `api/sources/${source.id}`, { body: { enabled } });
    await query.refetch();
  };
  const disable = (source: Source): void => {
    setAsk({
      title: t("disable.title", { name: source.name }),
      body: t("disable.body", { name: source.name }),
      action: t("disable.send"),
      danger: true,
      run: () => setEnabled(source, false),
    });
  };
  const enable = async (source: Source): Promise<void> => {
    try {
      await setEnabled(source, true);
      tell(t("enabled.done", { name: source.name }));
    } catch (cause) {
      tellFault(cause);
    }
  };
  return (
    <section class="panel" aria-label={t("tab.sources")}>
      <header class="wrap">
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
          <button type="button" class="button" onClick={() => setCreating(true)}>
            {t("create")}
          </button>
        </Show>
      </header>
      <QueryView query={query} skeleton={<Skeleton rows={5} height={32} />}>
        {(list) => (
          <Show
            when={list().sources.length > 0}
            fallback={<EmptyState title={t("sources.none")} hint={t("sources.none.hint")} />}
          >
            <div class="table-box" tabindex={0}>
              <table class="table plain-table sources">
                <thead>
                  <tr>
                    <th>{t("source")}</th>
                    <th class="wide">{t("transport")}</th>
                    <th class="wide">{t("kinds")}</th>
                    <th>{t("lastEvent")}</th>
                    <th class="num wide">{t("rate")}</th>
                    <For each={PARTS}>{(part) => <th class="num">{t(part)}</th>}</For>
                    <th class="wide">{t("key")}</th>
                    <th>
                      <span class="sr-only">{t("actions")}</span>
                    </th>
                  </tr>
                </thead>
                <tbody>
                  <For each={list().sources}>
                    {(source) => (
                      <tr>
                        <td>
                          <div class="source-name">
                            <strong class="clip" title={source.name}>
                              {source.name}
                            </strong>
                            <Show when={source.simulated}>
                              <SimulatedTag short />
                            </Show>
                            <Show when={!source.enabled}>
                              <span class="tag">{t("disabled")}</span>
                            </Show>
                          </div>
                          <code class="small mono muted">{source.id}</code>
                        </td>
                        <td class="wide">{word("transport", source.transport)}</td>
                        <td class="wide">
                          <span class="clip kinds" title={kindsOf(source)}>
                            {kindsOf(source)}
                          </span>
                        </td>
                        <td>
                          <Show when={source.lastEvent} fallback={t("never")}>
                            {(at) => <Time at={at()} />}
                          </Show>
                          <Show when={source.silent}>
                            {" "}
                            <span class="tag warn" title={t("silent.hint")}>
                              {t("silent", {
                                age:
                                  source.lastEvent === null
                                    ? NOTHING
                                    : formatAge(nowMs() - Date.parse(source.lastEvent)),
                              })}
                            </span>
                          </Show>
                        </td>
                        <td class="num wide">{formatCount(source.ratePerMinute)}</td>
                        <For each={PARTS}>
                          {(part) => (
                            <td class="num" title={formatExact(source[which()][part])}>
                              <Show
                                when={
                                  (part === "rejected" || part === "conflict") && source[which()][part] > 0
                                }
                                fallback={formatCount(source[which()][part])}
                              >
                                <button type="button" class="link" onClick={() => props.onRejects(source.id)}>
                                  {formatCount(source[which()][part])}
                                </button>
                              </Show>
                              <Show when={part === "read" && difference(source[which()]) !== 0}>
                                {" "}
                                <span class="tag warn" title={t("unbalanced.hint")}>
                                  {t("unbalanced", { n: difference(source[which()]) })}
                                </span>
                              </Show>
                            </td>
                          )}
                        </For>
                        <td class="wide">
                          <Show when={source.keyExpiresAt} fallback={NOTHING}>
                            {(at) => (
                              <span classList={{ "tag warn": Date.parse(at()) - nowMs() < KEY_SOON_MS }}>
                                {formatDay(at())}
                              </span>
                            )}
                          </Show>
                        </td>
                        <td class="num">
                          <Show when={can("source.manage") && OWN.has(source.transport)}>
                            <Show when={source.transport !== "file"}>
                              <button type="button" class="button tiny" onClick={() => rotate(source)}>
                                {t("rotate")}
                              </button>{" "}
                            </Show>
                            <button
                              type="button"
                              class="button tiny"
                              onClick={() => (source.enabled ? disable(source) : void enable(source))}
                            >
                              {t(source.enabled ? "disable" : "enable")}
                            </button>
                          </Show>
                        </td>
                      </tr>
                    )}
                  </For>
                </tbody>
              </table>
            </div>
          </Show>
        )}
      </QueryView>
      <CreateSource
        open={creating()}
        onClose={() => setCreating(false)}
        onCreated={(made) => {
          setCreating(false);
          if (made.secret === "") tell(t("create.done", { id: made.id }));
          else setSecret(made);
          void query.refetch();
        }}
      />
      <ConfirmDialog ask={ask()} onClose={() => setAsk(null)} />
      <SecretDialog secret={secret()} onClose={() => setSecret(null)} />
    </section>
  );
}

function kindsOf(source: Source): string {
  return joinWords(source.kinds.map((kind) => word("kind", kind)));
}

function difference(tally: Tally): number {
  return tally.read - tally.accepted - tally.duplicate - tally.conflict - tally.rejected;
}
