import { useSearchParams } from "@solidjs/router";
import { For, type JSX, Show } from "solid-js";
import type { Scoreboard } from "#domain/api/scoreboard";
import { Segments } from "#kit/control/control.tsx";
import { formatCount, formatPercent, NOTHING } from "#kit/format/number.ts";
import { formatDay } from "#kit/format/time.ts";
import { appUrl } from "#kit/http/app-url.ts";
import { getJson } from "#kit/http/client.ts";
import { makeTranslator } from "#kit/i18n/translate.ts";
import { createScope } from "#kit/live/scope.ts";
import { createQuery } from "#kit/query/query.ts";
import { EmptyState, QueryView, Skeleton } from "#kit/state/state.tsx";
import { placeName } from "#kit/words/districts.ts";
import { detectorName } from "#kit/words/indicators.ts";
import { scoreboardMessages } from "./scoreboard.messages.ts";
import "#kit/table/table.css";
import "./scoreboard.css";

const t = makeTranslator(scoreboardMessages);

const PERIODS = ["month", "quarter", "year"] as const;
type Period = (typeof PERIODS)[number];
type Worth = Scoreboard["all"];

/** 预警成效: what warnings were worth, of all, by detector and by district. */
export function ScoreboardScreen(): JSX.Element {
  const scope = createScope();
  const [search, setSearch] = useSearchParams<{ period?: string }>();
  const period = (): Period => PERIODS.find((each) => each === search.period) ?? "quarter";
  const query = createQuery(
    () => ({ ...scope.query(), period: period() }),
    (key, signal) => getJson<Scoreboard>("api/scoreboard", { query: key, signal }),
    { everyMs: 60_000 },
  );
  return (
    <div class="page stack scoreboard">
      <div class="page-head">
        <h1>
          {t("title")} · {placeName(scope.district(), scope.street())}
        </h1>
        <a class="button tiny" href={appUrl("alerts", scope.query())}>
          ← {t("back")}
        </a>
        <span class="small muted">{t("hint")}</span>
        <span class="grow" />
        <Show when={query.data()}>
          {(data) => (
            <span class="small muted">
              {t("asOf", { from: formatDay(data().from), to: formatDay(lastDayOf(data().to)) })}
            </span>
          )}
        </Show>
        <Segments
          label={t("period")}
          value={period()}
          options={PERIODS.map((value) => ({ value, label: t(`period.${value}`) }))}
          onChange={(value) => setSearch({ period: value === "quarter" ? null : value })}
        />
      </div>
      <QueryView query={query} skeleton={<Skeleton rows={8} height={36} />}>
        {(data) => (
          <Show
            when={data().all.alerts > 0 || data().all.confirming > 0}
            fallback={<EmptyState title={t("none")} hint={t("none.hint")} />}
          >
            <Figures worth={data().all} />
            <WorthTable
              title={t("detectors")}
              hint={t("detectors.hint")}
              head={t("detector")}
              rows={data().detectors.map((row) => ({ ...row, name: detectorName(row.id) }))}
            />
            <WorthTable title={t("districts")} head={t("district")} rows={data().districts} />
          </Show>
        )}
      </QueryView>
    </div>
  );
}

/** The end of a period is the first instant after it. */
function lastDayOf(to: string): number {
  return Date.parse(to) - 1;
}

function Figures(props: { readonly worth: Worth }): JSX.Element {
  const worth = (): Worth => props.worth;
  return (
    <dl class="figures">
      <Figure
        name={t("alerts")}
        value={formatCount(worth().alerts)}
        note={`${t("open")} ${formatCount(worth().open)}`}
      />
      <Figure
        name={t("precision")}
        value={formatPercent(worth().precision)}
        note={`${t("confirmed")} ${formatCount(worth().confirmed)} · ${t("unfounded")} ${formatCount(worth().unfounded)}`}
        hint={t("precision.hint")}
      />
      <Figure
        name={t("hitRate")}
        value={formatPercent(worth().hitRate)}
        note={t("hitRate.of", { warned: worth().warned, confirming: worth().confirming })}
        hint={t("hitRate.hint")}
      />
      <Figure name={t("lead")} value={formatLead(worth())} note="" hint={t("lead.hint")} />
    </dl>
  );
}

function Figure(props: {
  readonly name: string;
  readonly value: string;
  readonly note: string;
  readonly hint?: string;
}): JSX.Element {
  return (
    <div class="panel" title={props.hint}>
      <dt>{props.name}</dt>
      <dd>{props.value}</dd>
      <dd class="small muted">{props.note || props.hint}</dd>
    </div>
  );
}

function formatLead({ leadDays }: Worth): string {
  return leadDays === null ? NOTHING : t("lead.value", leadDays);
}

function WorthTable(props: {
  readonly title: string;
  readonly hint?: string;
  readonly head: string;
  readonly rows: readonly (Worth & { readonly name: string })[];
}): JSX.Element {
  return (
    <section class="panel" aria-label={props.title}>
      <header>
        <h2>{props.title}</h2>
        <span class="small muted">{props.hint}</span>
      </header>
      <div class="table-box" tabindex={0}>
        <table class="table plain-table">
          <thead>
            <tr>
              <th>{props.head}</th>
              <th class="num">{t("alerts")}</th>
              <th class="num" title={t("confirmed.hint")}>
                {t("confirmed")}
              </th>
              <th class="num">{t("unfounded")}</th>
              <th class="num">{t("unverifiable")}</th>
              <th class="num">{t("open")}</th>
              <th class="num" title={t("precision.hint")}>
                {t("precision")}
              </th>
              <th class="num" title={t("hitRate.hint")}>
                {t("hitRate")}
              </th>
              <th class="num" title={t("lead.hint")}>
                {t("lead")}
              </th>
            </tr>
          </thead>
          <tbody>
            <For each={props.rows as (Worth & { readonly name: string })[]}>
              {(row) => (
                <tr>
                  <td>{row.name}</td>
                  <td class="num">{formatCount(row.alerts)}</td>
                  <td class="num">{formatCount(row.confirmed)}</td>
                  <td class="num">{formatCount(row.unfounded)}</td>
                  <td class="num">{formatCount(row.unverifiable)}</td>
                  <td class="num">{formatCount(row.open)}</td>
                  <td class="num">{formatPercent(row.precision)}</td>
                  <td class="num">
                    {formatPercent(row.hitRate)}{" "}
                    <span class="small muted">
                      {t("hitRate.of", { warned: row.warned, confirming: row.confirming })}
                    </span>
                  </td>
                  <td class="num">{formatLead(row)}</td>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </div>
    </section>
  );
}
