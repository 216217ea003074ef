import { For, type JSX, Show } from "solid-js";
import type { AlgorithmInfo, RunDetail, RunReport } from "#domain/api/algorithms";
import { CurveChart } from "#kit/chart/curve-chart.tsx";
import { RankBars } from "#kit/chart/rank-bars.tsx";
import { ShareColumns } from "#kit/chart/share-columns.tsx";
import { formatExact, formatPercent } from "#kit/format/number.ts";
import { formatFullTime } from "#kit/format/time.ts";
import { language, makeTranslator } from "#kit/i18n/translate.ts";
import { districtName } from "#kit/words/districts.ts";
import { algorithmsMessages } from "./algorithms.messages.ts";
import { valueWord } from "./parameter-form.tsx";
import { formatFigure, formatP, METRIC_KEYS, metricLabels } from "./parts.tsx";

const t = makeTranslator(algorithmsMessages);

/** 评估报告: what ran, how well it did on what it had not seen, and where. */
export function Report(props: {
  readonly run: RunDetail;
  readonly report: RunReport;
  readonly algorithm: AlgorithmInfo | undefined;
  readonly labelOf: (feature: string) => string;
}): JSX.Element {
  const shares = (metrics: RunReport["metrics"]): (number | null)[] => METRIC_KEYS.map((key) => metrics[key]);
  return (
    <>
      <div class="algo-grid">
        <section class="panel" aria-label={t("report.metrics")}>
          <header>
            <h2>{t("report.metrics")}</h2>
          </header>
          <div class="algo-figures">
            <For each={["auc", "averagePrecision", "brier"] as const}>
              {(key) => (
                <div>
                  <div class="algo-figure">{formatFigure(props.report.metrics[key])}</div>
                  <div class="muted">{t(`report.${key}`)}</div>
                </div>
              )}
            </For>
            <div>
              <div class="algo-figure">{formatFigure(props.report.threshold)}</div>
              <div class="muted">{t("report.threshold")}</div>
            </div>
          </div>
          <ShareColumns
            label={t("report.metrics")}
            labels={metricLabels()}
            series={[
              { name: t("report.this"), values: shares(props.report.metrics) },
              ...(props.report.rules === null
                ? []
                : [{ name: t("report.rules"), values: shares(props.report.rules.metrics) }]),
            ]}
          />
          <Show when={props.report.rules}>
            {(rules) => (
              <p class="small muted">
                {t("report.beside", {
                  mcnemar: formatP(rules().mcnemarP),
                  difference: formatFigure(rules().areaDifference),
                  area: formatP(rules().areaP),
                })}
              </p>
            )}
          </Show>
        </section>
        <section class="panel" aria-label={t("report.about")}>
          <header>
            <h2>{t("report.about")}</h2>
          </header>
          <About run={props.run} report={props.report} algorithm={props.algorithm} />
        </section>
      </div>
      <div class="algo-grid charts">
        <Panel title={`${t("report.roc")} · AUC ${formatFigure(props.report.metrics.auc)}`}>
          <CurveChart
            label={t("report.roc")}
            xName={t("report.far")}
            yName={t("report.recall")}
            curves={[{ name: t("report.this"), ...props.report.roc }]}
            yTop={1}
            diagonal
          />
        </Panel>
        <Panel title={t("report.pr")}>
          <CurveChart
            label={t("report.pr")}
            xName={t("report.recall")}
            yName={t("report.precision")}
            curves={[{ name: t("report.this"), ...props.report.pr }]}
            yTop={1}
          />
        </Panel>
        <Panel title={t("report.calibration")}>
          <CurveChart
            label={t("report.calibration")}
            xName={t("report.score")}
            yName={t("report.share")}
            curves={[
              {
                name: t("report.this"),
                x: props.report.calibration.map(({ mean }) => mean),
                y: props.report.calibration.map(({ share }) => share),
                marked: true,
              },
            ]}
            yTop={1}
            diagonal
          />
        </Panel>
        <Panel title={t("report.cost")}>
          <CurveChart
            label={t("report.cost")}
            xName={t("report.threshold")}
            yName={t("report.costs")}
            curves={[{ name: t("report.this"), x: props.report.cost.threshold, y: props.report.cost.cost }]}
            mark={props.report.threshold}
          />
        </Panel>
      </div>
      <div class="algo-grid">
        <Panel title={t("report.confusion")}>
          <table class="table plain-table algo-wide-table">
            <thead>
              <tr>
                <td />
                <th class="num">{t("report.flagged")}</th>
                <th class="num">{t("report.unflagged")}</th>
              </tr>
            </thead>
            <tbody>
              <tr>
                <th scope="row">{t("report.risk")}</th>
                <td class="num">{formatExact(props.report.confusion.tp)}</td>
                <td class="num">{formatExact(props.report.confusion.fn)}</td>
              </tr>
              <tr>
                <th scope="row">{t("report.norisk")}</th>
                <td class="num">{formatExact(props.report.confusion.fp)}</td>
                <td class="num">{formatExact(props.report.confusion.tn)}</td>
              </tr>
            </tbody>
          </table>
        </Panel>
        <Show when={props.report.importance.length > 0}>
          <Panel title={t("report.importance")}>
            <Importance report={props.report} labelOf={props.labelOf} />
          </Panel>
        </Show>
      </div>
      <Groups title={t("report.districts")} rows={props.report.byDistrict} nameOf={districtName} />
      <Groups title={t("report.months")} rows={props.report.byMonth} nameOf={(key) => key} />
    </>
  );
}

function Panel(props: { readonly title: string; readonly children: JSX.Element }): JSX.Element {
  return (
    <section class="panel" aria-label={props.title}>
      <header>
        <h2>{props.title}</h2>
      </header>
      {props.children}
    </section>
  );
}

function About(props: {
  readonly run: RunDetail;
  readonly report: RunReport;
  readonly algorithm: AlgorithmInfo | undefined;
}): JSX.Element {
  const parameterWords = (): string => {
    const parameters = props.algorithm?.parameters ?? [];
    const parts = parameters.map(
      (parameter) =>
        `${parameter.name[language()]} ${valueWord(parameter, props.run.parameters[parameter.id] ?? parameter.default)}`,
    );
    return parts.length === 0 ? t("wizard.no.parameters") : parts.join("; ");
  };
  const rows = (): readonly (readonly [string, string])[] => {
    const { rows: n, positives, seconds } = props.report;
    return [
      [t("run.algorithm"), props.algorithm?.name[language()] ?? props.run.algorithm],
      [t("report.parameters"), parameterWords()],
      [t("run.dataset"), props.run.dataset.name],
      [t("report.rows"), `${formatExact(n.train)} / ${formatExact(n.validation)} / ${formatExact(n.test)}`],
      [
        t("report.positives"),
        `${formatExact(positives.train)} / ${formatExact(positives.validation)} / ${formatExact(positives.test)}`,
      ],
      [t("report.unlabelled"), formatExact(n.unlabelled)],
      [
        t("report.seconds"),
        [seconds.read, seconds.train, seconds.test].map((s) => `${formatExact(s, 2)} s`).join(" / "),
      ],
      [t("report.seed"), String(props.run.plan.seed)],
      [t("by"), props.run.createdBy],
      [t("at"), formatFullTime(props.run.startedAt)],
    ];
  };
  return (
    <dl class="algo-pairs">
      <For each={rows() as (readonly [string, string])[]}>
        {([name, value]) => (
          <>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </>
        )}
      </For>
    </dl>
  );
}

const SHOWN_FEATURES = 12;

/** Shares of the whole, so that features are compared and not units. */
function Importance(props: {
  readonly report: RunReport;
  readonly labelOf: (feature: string) => string;
}): JSX.Element {
  const total = (): number => props.report.importance.reduce((sum, { value }) => sum + value, 0) || 1;
  return (
    <RankBars
      label={t("report.importance")}
      rows={props.report.importance.slice(0, SHOWN_FEATURES).map(({ feature, value }) => ({
        id: feature,
        name: props.labelOf(feature),
        title: feature,
        value,
        words: formatPercent(value / total()),
      }))}
    />
  );
}

function Groups(props: {
  readonly title: string;
  readonly rows: RunReport["byDistrict"];
  readonly nameOf: (key: string) => string;
}): JSX.Element {
  return (
    <Show when={props.rows.length > 0}>
      <Panel title={props.title}>
        <div class="table-box" tabindex={0}>
          <table class="table plain-table algo-wide-table">
            <thead>
              <tr>
                <td />
                <th class="num">{t("report.n")}</th>
                <th class="num">{t("report.pos")}</th>
                <For each={METRIC_KEYS}>{(key) => <th class="num">{t(`report.${key}`)}</th>}</For>
                <th class="num">{t("report.auc")}</th>
              </tr>
            </thead>
            <tbody>
              <For each={props.rows}>
                {(row) => (
                  <tr>
                    <th scope="row">{props.nameOf(row.key)}</th>
                    <td class="num">{formatExact(row.rows)}</td>
                    <td class="num">{formatExact(row.positives)}</td>
                    <For each={METRIC_KEYS}>{(key) => <td class="num">{formatFigure(row[key])}</td>}</For>
                    <td class="num">{formatFigure(row.auc)}</td>
                  </tr>
                )}
              </For>
            </tbody>
          </table>
        </div>
      </Panel>
    </Show>
  );
}
