import { useNavigate } from "@solidjs/router";
import { createMemo, createSignal, For, type JSX, onCleanup, Show } from "solid-js";
import type { Overview } from "#domain/api/overview";
import { CITY } from "#domain/district";
import { Radar } from "#kit/chart/radar.tsx";
import { RankBars } from "#kit/chart/rank-bars.tsx";
import { TrendChart } from "#kit/chart/trend-chart.tsx";
import { Segments } from "#kit/control/control.tsx";
import { formatPercent } from "#kit/format/number.ts";
import { formatTime } from "#kit/format/time.ts";
import { appUrl } from "#kit/http/app-url.ts";
import { getJson } from "#kit/http/client.ts";
import { language, makeTranslator } from "#kit/i18n/translate.ts";
import { type Arrival, createArrivals, createSnapshotListener, noteLastEvent } from "#kit/live/live.ts";
import { createScope } from "#kit/live/scope.ts";
import { createQuery } from "#kit/query/query.ts";
import { me, ownDistrict } from "#kit/session/session.ts";
import { QueryView, Skeleton } from "#kit/state/state.tsx";
import { districtName, placeName } from "#kit/words/districts.ts";
import { industryName } from "#kit/words/industries.ts";
import { AreaMap, areaName } from "./area-map.tsx";
import { addRisers, moveCounts } from "./arrivals.ts";
import { FeaturePanel } from "./feature-panel.tsx";
import { LevelCounts } from "./level-counts.tsx";
import { NewestList } from "./newest-list.tsx";
import { overviewMessages } from "./overview.messages.ts";
import { createPeriod, PeriodSwitch } from "./period-switch.tsx";
import "./overview.css";

const t = makeTranslator(overviewMessages);

/** Risers that wait while the list is held; older ones come with the next reading. */
const ARRIVALS_LIMIT = 200;

/** How the area stands: five counts, map, newest, trend, rankings, dimensions. */
export function OverviewScreen(): JSX.Element {
  const scope = createScope();
  const period = createPeriod();
  const [paused, setPaused] = createSignal(false);
  const query = createQuery(
    () => {
      const chosen = period.query();
      return chosen === null ? null : { ...scope.query(), ...chosen };
    },
    (key, signal) => getJson<Overview>("api/overview", { query: key, signal }),
    { everyMs: 60_000, rowKey: "code" },
  );
  followArrivals(query, scope, paused);
  createSnapshotListener(() => void query.refetch());

  return (
    <div class="page overview">
      <div class="page-head">
        <h1>
          {t("title")} · {placeName(scope.district(), scope.street())}
        </h1>
        <Show when={(scope.street() ?? "") !== (me()?.street ?? "") || scope.district() !== ownDistrict()}>
          <button type="button" class="button tiny" onClick={() => goUp(scope)}>
            ←{" "}
            {t("back", {
              name: scope.street() !== null ? districtName(scope.district()) : districtName(CITY),
            })}
          </button>
        </Show>
        <span class="grow" />
        <Show when={query.data()}>
          {(data) => <span class="small muted">{t("asOf", { time: formatTime(data().asOf) })}</span>}
        </Show>
        <PeriodSwitch choice={period} />
      </div>
      <QueryView query={query} skeleton={<OverviewSkeleton />}>
        {(data) => (
          <Picture
            data={data()}
            scope={scope}
            compare={period.compare()}
            paused={paused()}
            onPause={setPaused}
            busy={query.loading()}
          />
        )}
      </QueryView>
    </div>
  );
}

function Picture(props: {
  readonly data: Overview;
  readonly scope: ReturnType<typeof createScope>;
  readonly compare: "prev" | "year";
  readonly paused: boolean;
  readonly onPause: (paused: boolean) => void;
  readonly busy: boolean;
}): JSX.Element {
  const navigate = useNavigate();
  const [rankBy, setRankBy] = createSignal<"atRisk" | "monitored">("atRisk");
  const open = (code: string): void => {
    if (code.length === 9) props.scope.set(props.scope.district(), code);
    else props.scope.set(code);
  };
  const ranked = <R extends { readonly atRisk: number; readonly monitored: number }>(
    rows: readonly R[],
    most: number,
  ): R[] => [...rows].sort((a, b) => b[rankBy()] - a[rankBy()]).slice(0, most);
  const note = (row: { readonly atRisk: number; readonly monitored: number }): string =>
    rankBy() === "atRisk" && row.monitored > 0
      ? t("rank.share", { share: formatPercent(row.atRisk / row.monitored) })
      : "";
  const largest = createMemo(() =>
    [...props.data.areas].sort((a, b) => b.monitored - a.monitored).slice(0, 5),
  );
  const trend = createMemo(() => ({
    days: props.data.trend.map((point) => point.day),
    line: props.data.trend.map((point) => point.index),
    columns: props.data.trend.map((point) => point.atRisk),
  }));
  const chooser = (): JSX.Element => (
    <Segments
      label={t("rank.by")}
      value={rankBy()}
      options={[
        { value: "atRisk", label: t("atRisk") },
        { value: "monitored", label: t("monitored") },
      ]}
      onChange={setRankBy}
    />
  );
  return (
    <div class="overview-grid" aria-busy={props.busy}>
      <LevelCounts data={props.data} compare={props.compare} scope={props.scope.query()} />
      <section class="panel map-panel" aria-labelledby="map-title">
        <header>
          <h2 id="map-title">{t("map")}</h2>
        </header>
        <AreaMap areas={props.data.areas} street={props.scope.street()} onOpen={open} />
      </section>
      <NewestList rows={props.data.newest} paused={props.paused} onPause={props.onPause} />
      <section class="panel trend-panel" aria-labelledby="trend-title">
        <header>
          <h2 id="trend-title">{t("trend")}</h2>
        </header>
        <TrendChart data={trend()} lineName={t("index")} columnName={t("atRisk")} height={260} />
      </section>
      <section class="panel" aria-labelledby="areas-title">
        <header>
          <h2 id="areas-title">{t("rank.areas")}</h2>
          <span class="grow" />
          {chooser()}
        </header>
        <RankBars
          label={t("rank.areas")}
          rows={ranked(props.data.areas, 10).map((area) => ({
            id: area.code,
            name: areaName(area),
            value: area[rankBy()],
            note: note(area),
          }))}
          href={(code) =>
            code.length === 9
              ? appUrl("", { ...props.scope.query(), street: code })
              : appUrl("", { district: code })
          }
        />
      </section>
      <section class="panel" aria-labelledby="industries-title">
        <header>
          <h2 id="industries-title">{t("rank.industries")}</h2>
        </header>
        <RankBars
          label={t("rank.industries")}
          rows={ranked(props.data.industries, 10).map((row) => ({
            id: row.code,
            name: language() === "en" ? industryName(row.code) : row.name,
            value: row[rankBy()],
            note: note(row),
          }))}
          href={(code) => appUrl("enterprises", { ...props.scope.query(), industry: code })}
        />
      </section>
      <FeaturePanel scope={props.scope} />
      <Show when={largest().length > 0}>
        <section class="panel radars-panel" aria-labelledby="radars-title">
          <header>
            <h2 id="radars-title">{t("radars")}</h2>
          </header>
          <div class="radars">
            <For each={largest()}>
              {(area) => (
                <button
                  type="button"
                  class="radar-cell"
                  onClick={() =>
                    area.code.length === 9
                      ? navigate(`/enterprises?district=${props.scope.district()}&street=${area.code}`)
                      : open(area.code)
                  }
                >
                  <Radar name={areaName(area)} scores={area.dimensions} size={216} />
                  <span>{areaName(area)}</span>
                </button>
              )}
            </For>
          </div>
        </section>
      </Show>
    </div>
  );
}

/** Level changes that arrive by push move the figures at once, at most once a second; the next reading settles them. */
function followArrivals(
  query: ReturnType<typeof createQuery<unknown, Overview>>,
  scope: ReturnType<typeof createScope>,
  paused: () => boolean,
): void {
  let counts: Arrival<"events">[] = [];
  let risers: Arrival<"events">[] = [];
  createArrivals("events", (arrivals) => {
    for (const arrival of arrivals) {
      if (scope.street() !== null || !scope.holds(arrival.district) || arrival.body.l === arrival.body.p)
        continue;
      counts.push(arrival);
      risers.push(arrival);
    }
    risers = risers.slice(-ARRIVALS_LIMIT);
    const last = arrivals[arrivals.length - 1];
    if (last !== undefined) noteLastEvent(last.body.r);
  });
  const timer = setInterval(() => {
    if (document.hidden) return;
    if (counts.length > 0) {
      const batch = counts;
      counts = [];
      query.mutate((data) => moveCounts(data, batch));
    }
    // Under the mouse nothing moves: what came in waits.
    if (risers.length > 0 && !paused()) {
      const batch = risers;
      risers = [];
      query.mutate((data) => addRisers(data, batch));
    }
  }, 1000);
  onCleanup(() => clearInterval(timer));
}

function goUp(scope: ReturnType<typeof createScope>): void {
  if (scope.street() !== null) scope.set(scope.district());
  else scope.set(ownDistrict());
}

function OverviewSkeleton(): JSX.Element {
  return (
    <div class="overview-grid">
      <div class="counts-skeleton">
        <Skeleton rows={1} height={88} />
      </div>
      <div class="panel map-panel">
        <Skeleton rows={5} height={56} />
      </div>
      <div class="panel newest">
        <Skeleton rows={8} height={36} />
      </div>
    </div>
  );
}
