import { useParams, useSearchParams } from "@solidjs/router";
import { createMemo, createSignal, type JSX, Match, Show, Switch } from "solid-js";
import type {
  EnterpriseProfile,
  FindingList,
  RelationList,
  ScoreHistory,
  TimelinePage,
} from "#domain/api/enterprises";
import { HistoryChart } from "#kit/chart/history-chart.tsx";
import { Segments } from "#kit/control/control.tsx";
import { formatDay } from "#kit/format/time.ts";
import { appUrl } from "#kit/http/app-url.ts";
import { getJson, postJson } from "#kit/http/client.ts";
import { makeTranslator } from "#kit/i18n/translate.ts";
import { createKeys } from "#kit/keys/keys.ts";
import { createArrivals } from "#kit/live/live.ts";
import { createQuery, type Query } from "#kit/query/query.ts";
import { can } from "#kit/session/session.ts";
import { QueryView, Skeleton } from "#kit/state/state.tsx";
import { tell, tellFault } from "#kit/toast/toast.tsx";
import { DimensionPanel } from "./dimension-panel.tsx";
import { enterpriseMessages } from "./enterprise.messages.ts";
import { EnterpriseHead } from "./enterprise-head.tsx";
import { FactsPanel, RegistryTable, RelationTable } from "./facts-panel.tsx";
import { MergeDialog } from "./merge-dialog.tsx";
import { NaturesPanel } from "./natures/natures-panel.tsx";
import { Timeline } from "./timeline.tsx";
import "#kit/table/table.css";
import "./enterprise.css";

const t = makeTranslator(enterpriseMessages);
const TABS = ["overview", "natures", "registry", "relations"] as const;
type Tab = (typeof TABS)[number];
type Days = "30" | "90" | "365";

/** One enterprise: how it stands and why, what happened, its dimensions with evidence, facts, history, relations. */
export function EnterpriseScreen(): JSX.Element {
  const params = useParams<{ id: string }>();
  const [search, setSearch] = useSearchParams<{ tab?: string; asOf?: string; days?: string }>();
  const [merging, setMerging] = createSignal(false);
  const id = (): number => Number(params.id);
  const day = (): string | undefined =>
    typeof search.asOf === "string" && /^\d{4}-\d{2}-\d{2}$/.test(search.asOf) ? search.asOf : undefined;
  /** The end of that day in the city's time. */
  const asOf = (): string | undefined => (day() === undefined ? undefined : `${day()}T23:59:59+08:00`);
  const tab = (): Tab => TABS.find((each) => each === search.tab) ?? "overview";
  const days = (): Days => (search.days === "30" || search.days === "365" ? search.days : "90");

  /** Keeps what lay before the day that is looked back to. */
  const upTo = <R extends { readonly time: string }>(rows: R[]): R[] => {
    const last = asOf();
    return last === undefined ? rows : rows.filter((row) => Date.parse(row.time) <= Date.parse(last));
  };
  const part = <T extends object>(
    name: string,
    more: () => Readonly<Record<string, string | undefined>> = () => ({}),
    cut: (data: T) => T = (data) => data,
  ): Query<T> =>
    createQuery(
      () => ({ id: id(), asOf: asOf(), ...more() }),
      async ({ id: present, ...query }, signal) =>
        cut(await getJson<T>(`api/enterprises/${present}${name}`, { query, signal })),
      { fresh: true, everyMs: 120_000 },
    );
  const profile = part<EnterpriseProfile>("");
  const timeline = part<TimelinePage>("/timeline", undefined, (page) => ({ ...page, rows: upTo(page.rows) }));
  const findings = part<FindingList>("/findings", undefined, (list) => ({
    findings: upTo(list.findings),
    indicators: upTo(list.indicators),
  }));
  const scores = part<ScoreHistory>("/scores", () => ({ days: days() }));
  const relations = part<RelationList>("/relations");
  refreshOnArrival(id, () => (asOf() === undefined ? [profile, timeline, findings, scores] : []));

  const watch = async (): Promise<void> => {
    const present = profile.data();
    if (present === undefined) return;
    const watched = !present.row.watched;
    try {
      await postJson(`api/enterprises/${present.row.id}/watch`, { watched });
      tell(t(watched ? "watch.done" : "unwatch.done", { name: present.row.name }));
      await profile.refetch();
    } catch (cause) {
      tellFault(cause);
    }
  };
  createKeys([
    {
      key: "w",
      label: () => t("keys.watch"),
      run: () => {
        if (can("enterprise.watch")) void watch();
      },
    },
  ]);

  return (
    <div class="page enterprise">
      <QueryView query={profile} skeleton={<Skeleton rows={8} height={40} />}>
        {(data) => (
          <div class="stack">
            <Show when={day()}>
              {(shown) => (
                <div class="note" role="status">
                  <span class="grow">{t("asOf", { day: shown() })}</span>
                  <button type="button" class="button plain tiny" onClick={() => setSearch({ asOf: null })}>
                    {t("asOf.now")}
                  </button>
                </div>
              )}
            </Show>
            <Show when={data().mergedInto}>
              {(target) => (
                <div class="note">
                  <span class="grow">{t("merged")}</span>
                  <a href={appUrl(`enterprises/${target()}`)}>{t("merged.open")}</a>
                </div>
              )}
            </Show>
            <Show when={data().row.provisional}>
              <p class="note">{t("provisional")}</p>
            </Show>
            <EnterpriseHead profile={data()} onWatch={() => void watch()} onMerge={() => setMerging(true)} />
            <nav class="tabs" aria-label={t("tabs")}>
              {TABS.filter(
                (each) => each !== "relations" || (relations.data()?.relations.length ?? 0) > 0,
              ).map((each) => (
                <button
                  type="button"
                  aria-current={tab() === each ? "page" : undefined}
                  onClick={() => setSearch({ tab: each === "overview" ? null : each }, { replace: true })}
                >
                  {each === "relations"
                    ? t("tab.relations", { n: relations.data()?.relations.length ?? 0 })
                    : t(`tab.${each}`)}
                </button>
              ))}
            </nav>
            <Switch>
              <Match when={tab() === "overview"}>
                <div class="enterprise-grid">
                  <Timeline id={id()} asOf={asOf()} query={timeline} />
                  <DimensionPanel profile={data()} findings={findings} />
                  <FactsPanel profile={data()} />
                </div>
                <ScorePanel
                  query={scores}
                  days={days()}
                  day={day()}
                  onDays={(next) => setSearch({ days: next === "90" ? null : next }, { replace: true })}
                  onDay={(next) => setSearch({ asOf: next })}
                />
              </Match>
              <Match when={tab() === "natures"}>
                <NaturesPanel id={id()} />
              </Match>
              <Match when={tab() === "registry"}>
                <RegistryTable profile={data()} />
              </Match>
              <Match when={tab() === "relations"}>
                <QueryView query={relations}>{(list) => <RelationTable list={list()} />}</QueryView>
              </Match>
            </Switch>
            <MergeDialog profile={data()} open={merging()} onClose={() => setMerging(false)} />
          </div>
        )}
      </QueryView>
    </div>
  );
}

function ScorePanel(props: {
  readonly query: Query<ScoreHistory>;
  readonly days: Days;
  readonly day: string | undefined;
  readonly onDays: (days: Days) => void;
  readonly onDay: (day: string | null) => void;
}): JSX.Element {
  const columns = createMemo(() => {
    const points = [...(props.query.data()?.points ?? [])].sort(
      (a, b) => Date.parse(a.time) - Date.parse(b.time),
    );
    return {
      times: points.map((point) => Date.parse(point.time)),
      scores: points.map((point) => point.score),
      levels: points.map((point) => point.level),
    };
  });
  const today = formatDay(Date.now());
  return (
    <section class="panel" aria-labelledby="scores-title">
      <header class="wrap">
        <h2 id="scores-title">{t("scores")}</h2>
        <span class="grow" />
        <label class="row small">
          {t("asOf.pick")}
          <input
            class="input day"
            type="date"
            max={today}
            value={props.day ?? ""}
            onChange={(event) => props.onDay(event.currentTarget.value || null)}
          />
        </label>
        <Segments
          label={t("scores.days")}
          value={props.days}
          options={[
            { value: "30", label: t("scores.30") },
            { value: "90", label: t("scores.90") },
            { value: "365", label: t("scores.365") },
          ]}
          onChange={props.onDays}
        />
      </header>
      <QueryView query={props.query} skeleton={<Skeleton rows={1} height={220} />}>
        {() => (
          <HistoryChart
            data={columns()}
            onPick={(at) => props.onDay(formatDay(at) === today ? null : formatDay(at))}
            pickedMs={props.day === undefined ? null : Date.parse(`${props.day}T12:00:00+08:00`)}
          />
        )}
      </QueryView>
    </section>
  );
}

/** An event of this enterprise that arrives by push makes its parts be read again, at most once in two seconds. */
function refreshOnArrival(
  id: () => number,
  queries: () => readonly { readonly refetch: () => Promise<void> }[],
): void {
  let waiting = false;
  createArrivals("events", (arrivals) => {
    if (waiting || !arrivals.some((arrival) => arrival.body.e === id())) return;
    waiting = true;
    setTimeout(() => {
      waiting = false;
      for (const query of queries()) void query.refetch();
    }, 2000);
  });
}
