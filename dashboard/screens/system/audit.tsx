import { useSearchParams } from "@solidjs/router";
import { createSignal, For, type JSX, Show } from "solid-js";
import type { z } from "zod";
import type { auditEntry, auditVerify } from "#domain/api/system";
import { Pager, Time } from "#kit/control/control.tsx";
import { formatExact } from "#kit/format/number.ts";
import { getJson } from "#kit/http/client.ts";
import { makeTranslator } from "#kit/i18n/translate.ts";
import { createQuery } from "#kit/query/query.ts";
import { can } from "#kit/session/session.ts";
import { EmptyState, QueryView, Skeleton } from "#kit/state/state.tsx";
import { createCursors } from "#kit/table/cursors.ts";
import { tellFault } from "#kit/toast/toast.tsx";
import { systemMessages } from "./system.messages.ts";

const t = makeTranslator(systemMessages);

/** Reading the log is written to the log as well, so it is never read by itself. */
const FILTERS = ["actor", "action", "subject", "from", "to"] as const;

type Entry = z.infer<typeof auditEntry>;
type Verified = z.infer<typeof auditVerify>;
interface AuditPage {
  readonly rows: readonly Entry[];
  readonly next: string | null;
  readonly total: number | null;
}

/** Who did what to which thing, before and after; append-only and hash-chained, and the chain can be walked. */
export function Audit(): JSX.Element {
  const cursors = createCursors();
  const [search, setSearch] = useSearchParams();
  const filter = (name: (typeof FILTERS)[number]): string => {
    const value = search[name];
    return typeof value === "string" ? value : "";
  };
  const set = (name: (typeof FILTERS)[number], value: string): void => {
    setSearch({ [name]: value.trim() || null, cursor: null, page: null });
  };
  const query = createQuery(
    () => ({
      ...Object.fromEntries(FILTERS.map((name) => [name, filter(name) || undefined])),
      cursor: cursors.cursor(),
      limit: 50,
    }),
    (key, signal) => getJson<AuditPage>("api/audit", { query: key, signal }),
    { rowKey: "seq" },
  );
  const [verified, setVerified] = createSignal<Verified | null>(null);
  const [busy, setBusy] = createSignal(false);
  const verify = async (): Promise<void> => {
    setBusy(true);
    setVerified(null);
    try {
      setVerified(await getJson<Verified>("api/audit/verify", { timeoutMs: 10 * 60_000 }));
    } catch (cause) {
      tellFault(cause);
    } finally {
      setBusy(false);
    }
  };
  return (
    <section class="panel" aria-labelledby="audit-title">
      <header class="wrap">
        <h2 id="audit-title">{t("tab.audit")}</h2>
        <span class="grow" />
        <Show when={verified()}>
          {(result) => (
            <span class="note" classList={{ calm: result().ok, fault: !result().ok }} role="status">
              {result().ok
                ? t("audit.ok", { n: formatExact(result().entries) })
                : t("audit.broken", { seq: result().firstBroken ?? "?" })}
            </span>
          )}
        </Show>
        <Show when={can("audit.verify")}>
          <button type="button" class="button" disabled={busy()} onClick={() => void verify()}>
            {busy() ? t("audit.verifying") : t("audit.verify")}
          </button>
        </Show>
      </header>
      <div class="row wrap audit-filters">
        <For each={["actor", "action", "subject"] as const}>
          {(name) => (
            <input
              class="input"
              type="search"
              maxlength={100}
              placeholder={t(`audit.${name}`)}
              aria-label={t(`audit.${name}`)}
              value={filter(name)}
              onChange={(event) => set(name, event.currentTarget.value)}
            />
          )}
        </For>
        <For each={["from", "to"] as const}>
          {(name) => (
            <label class="row small">
              {t(`audit.${name}`)}
              <input
                class="input day"
                type="date"
                value={filter(name)}
                onChange={(event) => set(name, event.currentTarget.value)}
              />
            </label>
          )}
        </For>
      </div>
      <QueryView query={query} skeleton={<Skeleton rows={10} height={28} />}>
        {(page) => (
          <Show when={page().rows.length > 0} fallback={<EmptyState title={t("audit.none")} />}>
            <div class="table-box" tabindex={0}>
              <table class="table plain-table audit-table">
                <thead>
                  <tr>
                    <th class="num">#</th>
                    <th>{t("audit.time")}</th>
                    <th>{t("audit.actor")}</th>
                    <th>{t("audit.action")}</th>
                    <th>{t("audit.subject")}</th>
                    <th class="wide">{t("audit.change")}</th>
                    <th class="wide">{t("audit.address")}</th>
                    <th class="wide">{t("audit.hash")}</th>
                  </tr>
                </thead>
                <tbody>
                  <For each={page().rows as Entry[]}>
                    {(entry) => (
                      <tr>
                        <td class="num">{entry.seq}</td>
                        <td>
                          <Time at={entry.at} />
                        </td>
                        <td>{entry.actor}</td>
                        <td class="mono">{entry.action}</td>
                        <td class="mono">{entry.subject}</td>
                        <td class="wide">
                          <Change before={entry.before} after={entry.after} />
                        </td>
                        <td class="mono wide">{entry.address}</td>
                        <td class="mono wide" title={entry.hash}>
                          {entry.hash.slice(0, 12)}
                        </td>
                      </tr>
                    )}
                  </For>
                </tbody>
              </table>
            </div>
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
    </section>
  );
}

function Change(props: { readonly before: unknown; readonly after: unknown }): JSX.Element {
  const nothing = (value: unknown): boolean => value === null || value === undefined;
  const text = (value: unknown): string => (nothing(value) ? "—" : JSON.stringify(value, null, 1));
  return (
    <Show when={!nothing(props.before) || !nothing(props.after)} fallback="—">
      <details>
        <summary>{t("audit.show")}</summary>
        <pre class="raw">
          {t("audit.before")} {text(props.before)}
          {"\n"}
          {t("audit.after")} {text(props.after)}
        </pre>
      </details>
    </Show>
  );
}
