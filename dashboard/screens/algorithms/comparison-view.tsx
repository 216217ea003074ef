import { createSignal, For, type JSX, Show } from "solid-js";
import type { Comparison, Experiment } from "#domain/api/models";
import { ShareColumns } from "#kit/chart/share-columns.tsx";
import { type Confirmation, ConfirmDialog } from "#kit/dialog/dialog.tsx";
import { formatExact, NOTHING } from "#kit/format/number.ts";
import { getJson, requestJson } from "#kit/http/client.ts";
import { makeTranslator } from "#kit/i18n/translate.ts";
import { createQuery } from "#kit/query/query.ts";
import { can } from "#kit/session/session.ts";
import { EmptyState, QueryView, Skeleton } from "#kit/state/state.tsx";
import { tell, tellFault } from "#kit/toast/toast.tsx";
import { algorithmsMessages } from "./algorithms.messages.ts";
import { judgeName, PercentSlider } from "./experiments.tsx";
import { formatFigure, formatP, METRIC_KEYS, metricLabels, StateTag } from "./parts.tsx";

const t = makeTranslator(algorithmsMessages);

/** Two judges while they run: what each gets right by officers' verdicts, and whether the difference means anything yet. */
export function ComparisonView(props: { readonly id: number; readonly onBack: () => void }): JSX.Element {
  const [ask, setAsk] = createSignal<Confirmation | null>(null);
  const [dragged, setDragged] = createSignal<number | null>(null);
  const query = createQuery(
    () => props.id,
    (id, signal) => getJson<Comparison>(`api/experiments/${id}/comparison`, { signal }),
    {
      everyMs: (found, error) => (error?.status === 404 || found?.experiment.state === "stopped" ? 0 : 5_000),
      fresh: true,
    },
  );
  const change = async (row: Experiment, percent: number): Promise<void> => {
    try {
      await requestJson("PATCH", `api/experiments/${row.id}`, { body: { percent } });
      tell(t("ab.split.saved", { n: percent }));
      await query.refetch();
    } catch (cause) {
      tellFault(cause);
    } finally {
      setDragged(null);
    }
  };
  const stop = (row: Experiment): void => {
    setAsk({
      title: t("ab.stop.title", { name: row.name }),
      body: t("ab.stop.body", { name: row.name }),
      action: t("ab.stop"),
      danger: true,
      run: async () => {
        await requestJson("PATCH", `api/experiments/${row.id}`, { body: { stop: true } });
        tell(t("ab.stopped", { name: row.name }));
        await query.refetch();
      },
    });
  };
  const live = (row: Experiment): boolean => row.state === "running" && can("config.publish");
  return (
    <QueryView query={query} skeleton={<Skeleton rows={8} height={36} />}>
      {(found) => (
        <div class="stack">
          <div class="algo-head">
            <button type="button" class="button tiny" onClick={() => props.onBack()}>
              ← {t("back")}
            </button>
            <h2>{found().experiment.name}</h2>
            <StateTag state={found().experiment.state} />
            <span class="muted">
              A {judgeName(found().experiment.aName)} · B {judgeName(found().experiment.bName)}
            </span>
            <span class="grow" />
            <Show when={live(found().experiment)}>
              <button type="button" class="button danger" onClick={() => stop(found().experiment)}>
                {t("ab.stop")}
              </button>
            </Show>
          </div>
          <section class="panel" aria-label={t("ab.percent")}>
            <div class="algo-facets">
              <PercentSlider
                value={dragged() ?? found().experiment.percent}
                disabled={!live(found().experiment)}
                onChange={setDragged}
                onDone={(percent) => void change(found().experiment, percent)}
              />
              <div>
                <p>
                  {t("ab.traffic", {
                    a: formatExact(found().traffic.a),
                    b: formatExact(found().traffic.b),
                  })}
                </p>
                <p>
                  {t("ab.verdicts", {
                    n: formatExact(found().verdicts),
                    positives: formatExact(found().positives),
                  })}
                </p>
              </div>
              <p class="small muted grow">
                {t(found().experiment.served ? "ab.served" : "ab.unserved")} {t("ab.level")} {t("ab.bias")}
              </p>
            </div>
          </section>
          <Show when={found().verdicts === 0}>
            <section class="panel">
              <EmptyState title={t("ab.none.yet")} hint={t("ab.none.yet.hint")} />
            </section>
          </Show>
          <div class="algo-grid">
            <Judged
              title={t("ab.paired")}
              a={found().paired.a}
              b={found().paired.b}
              outcomes={[
                { name: t("report.accuracy"), ...found().paired.accuracy },
                { name: t("report.auc"), ...found().paired.auc },
              ]}
            />
            <Judged
              title={t("ab.split")}
              a={found().split.a}
              b={found().split.b}
              outcomes={[
                { name: t("report.accuracy"), ...found().split.accuracy },
                { name: t("report.precision"), ...found().split.precision },
                { name: t("report.recall"), ...found().split.recall },
              ]}
            />
          </div>
          <p class="small muted">
            {t("ab.tests")} {t("ab.needed.rule")}
          </p>
          <ConfirmDialog ask={ask()} onClose={() => setAsk(null)} />
        </div>
      )}
    </QueryView>
  );
}

type Arm = Comparison["paired"]["a"];
type Outcome = Comparison["paired"]["accuracy"] & { readonly name: string };
const ALPHA = 0.05;

function Judged(props: {
  readonly title: string;
  readonly a: Arm;
  readonly b: Arm;
  readonly outcomes: readonly Outcome[];
}): JSX.Element {
  const shares = (arm: Arm): (number | null)[] => METRIC_KEYS.map((key) => arm.metrics[key]);
  const timeOf = (arm: Arm): string => (arm.micros === null ? NOTHING : `${formatExact(arm.micros)} µs`);
  const responseOf = ({ response }: Arm): string =>
    response === null
      ? NOTHING
      : `${formatExact(response.p50Micros / 1000, 2)} / ${formatExact(response.p95Micros / 1000, 2)} ms`;
  const apiTimeOf = (arm: Arm): string => (arm.apiMs === null ? NOTHING : `${formatExact(arm.apiMs, 1)} ms`);
  return (
    <section class="panel stack" aria-label={props.title}>
      <header>
        <h2>{props.title}</h2>
      </header>
      <Show when={props.a.cases + props.b.cases > 0}>
        <ShareColumns
          label={props.title}
          labels={metricLabels()}
          series={[
            { name: `A ${judgeName(props.a.name)}`, values: shares(props.a) },
            { name: `B ${judgeName(props.b.name)}`, values: shares(props.b) },
          ]}
        />
      </Show>
      <div class="table-box" tabindex={0}>
        <table class="table plain-table algo-wide-table">
          <thead>
            <tr>
              <th>{t("ab.measure")}</th>
              <th class="num">{t("ab.difference")}</th>
              <th class="num">{t("ab.interval")}</th>
              <th class="num">{t("ab.p")}</th>
              <td />
              <th class="num">{t("ab.needed")}</th>
            </tr>
          </thead>
          <tbody>
            <For each={props.outcomes as Outcome[]}>
              {(row) => (
                <tr>
                  <th scope="row">{row.name}</th>
                  <td class="num">{formatFigure(row.difference)}</td>
                  <td class="num">
                    {row.low === null ? NOTHING : `${formatFigure(row.low)} … ${formatFigure(row.high)}`}
                  </td>
                  <td class="num">{formatP(row.p)}</td>
                  <td>
                    <Show when={row.p !== null}>
                      <span class="tag" classList={{ good: (row.p ?? 1) < ALPHA }}>
                        {t((row.p ?? 1) < ALPHA ? "ab.significant" : "ab.not")}
                      </span>
                    </Show>
                  </td>
                  <td class="num">{row.needed === null ? NOTHING : formatExact(row.needed)}</td>
                </tr>
              )}
            </For>
            <tr>
              <th scope="row">{t("ab.cases")}</th>
              <td class="num" colspan={5}>
                A {formatExact(props.a.cases)} · B {formatExact(props.b.cases)}
              </td>
            </tr>
            <tr>
              <th scope="row">{t("ab.response", { n: formatExact(props.b.response?.timed ?? 0) })}</th>
              <td class="num" colspan={5}>
                A {responseOf(props.a)} · B {responseOf(props.b)}
              </td>
            </tr>
            <tr>
              <th scope="row">{t("ab.api")}</th>
              <td class="num" colspan={5}>
                A {apiTimeOf(props.a)} · B {apiTimeOf(props.b)}
              </td>
            </tr>
            <tr>
              <th scope="row">{t("ab.micros")}</th>
              <td class="num" colspan={5}>
                A {timeOf(props.a)} · B {timeOf(props.b)}
              </td>
            </tr>
          </tbody>
        </table>
      </div>
    </section>
  );
}
