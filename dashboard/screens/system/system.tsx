import { useSearchParams } from "@solidjs/router";
import { For, type JSX, lazy, Match, Show, Suspense, Switch } from "solid-js";
import type { SystemStatus } from "#domain/api/system";
import { getJson } from "#kit/http/client.ts";
import { makeTranslator } from "#kit/i18n/translate.ts";
import { createArrivals } from "#kit/live/live.ts";
import { createQuery } from "#kit/query/query.ts";
import { can } from "#kit/session/session.ts";
import { QueryView, Skeleton } from "#kit/state/state.tsx";
import { Alarms } from "./alarms.tsx";
import { Audit } from "./audit.tsx";
import { systemMessages } from "./system.messages.ts";
import { SystemState } from "./system-state.tsx";
import { Users } from "./users.tsx";
import "#kit/table/table.css";
import "./system.css";

const t = makeTranslator(systemMessages);
/** Large enough to be fetched only when its tab is opened. */
const ScoreConfig = lazy(() =>
  import("../score-config/score-config.tsx").then((file) => ({ default: file.ScoreConfigPart })),
);
/** What a tab keeps in the address, left behind with it. */
const NOWHERE = { cursor: null, page: null, view: null, version: null, from: null, to: null };
type Tab = "state" | "alarms" | "users" | "config" | "audit";

/** How the program itself is: rates, lag, roles, versions; its own alarms; and the audit log for auditors. */
export function SystemScreen(): JSX.Element {
  const [search, setSearch] = useSearchParams<{ tab?: string }>();
  const query = createQuery(
    () => (can("system.read") ? "status" : null),
    (_status, signal) => getJson<SystemStatus>("api/system", { signal }),
    { everyMs: 3_000 },
  );
  createArrivals("system", () => void query.refetch());
  const tabs = (): Tab[] => [
    ...(can("system.read") ? (["state", "alarms"] as const) : []),
    ...(can("user.read") ? (["users"] as const) : []),
    ...(can("config.read") ? (["config"] as const) : []),
    ...(can("audit.read") ? (["audit"] as const) : []),
  ];
  const tab = (): Tab => tabs().find((each) => each === search.tab) ?? tabs()[0] ?? "state";
  const active = (): number =>
    (query.data()?.alarms ?? []).filter((alarm) => alarm.active && alarm.acknowledgedBy === null).length;
  return (
    <div class="page stack">
      <h1>{t("title")}</h1>
      <nav class="tabs" aria-label={t("tabs")}>
        <For each={tabs()}>
          {(each) => (
            <button
              type="button"
              aria-current={tab() === each ? "page" : undefined}
              onClick={() => setSearch({ ...NOWHERE, tab: each === "state" ? null : each })}
            >
              {t(`tab.${each}`, { n: active() })}
            </button>
          )}
        </For>
      </nav>
      <Switch>
        <Match when={tab() === "users"}>
          <Users />
        </Match>
        <Match when={tab() === "config"}>
          <Suspense fallback={<Skeleton rows={8} height={56} />}>
            <ScoreConfig />
          </Suspense>
        </Match>
        <Match when={tab() === "audit"}>
          <Audit />
        </Match>
        <Match when={tab() === "state" || tab() === "alarms"}>
          <QueryView query={query} skeleton={<Skeleton rows={6} height={48} />}>
            {(status) => (
              <Show
                when={tab() === "state"}
                fallback={<Alarms alarms={status().alarms} onDone={query.refetch} />}
              >
                <SystemState status={status()} />
              </Show>
            )}
          </QueryView>
        </Match>
      </Switch>
    </div>
  );
}
