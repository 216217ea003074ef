import { For, type JSX, Show } from "solid-js";
import type { EvaluationBody } from "#domain/api/local-organisations";
import { formatIndicator } from "#kit/format/indicator.ts";
import { formatPercent, formatScore, NOTHING } from "#kit/format/number.ts";
import { language, makeTranslator } from "#kit/i18n/translate.ts";
import { localOrganisationMessages } from "./local-organisation.messages.ts";
import { SeriesLine } from "./series-line.tsx";

const t = makeTranslator(localOrganisationMessages);
type Indicator = EvaluationBody["indicators"][number];

/** All indicators under their groups: value, limit with distance, trend, peers, points, clause. */
export function IndicatorTable(props: { readonly evaluation: EvaluationBody }): JSX.Element {
  const names = (figures: readonly string[]): string =>
    figures
      .map((name) => props.evaluation.missing.find((row) => row.figure === name)?.[language()] ?? name)
      .join(" · ");
  return (
    <section class="panel" aria-labelledby="indicators-title">
      <header>
        <h2 id="indicators-title">{t("indicators")}</h2>
      </header>
      <div class="table-box" tabindex={0}>
        <table class="table plain-table indicator-table">
          <thead>
            <tr>
              <th>{t("indicator.name")}</th>
              <th class="num">{t("indicator.value")}</th>
              <th class="num">{t("indicator.previous")}</th>
              <th>{t("indicator.series")}</th>
              <th>{t("indicator.risk")}</th>
              <th>{t("indicator.peer")}</th>
              <th class="num">{t("indicator.points")}</th>
              <th>{t("indicator.source")}</th>
            </tr>
          </thead>
          <For each={props.evaluation.groups}>
            {(group) => (
              <tbody>
                <tr class="group-row">
                  <th colspan="6" scope="rowgroup">
                    {group[language()]} {formatScore(group.score)}
                  </th>
                  <td class="num">
                    <strong>{formatScore(group.points)}</strong>
                  </td>
                  <td />
                </tr>
                <For each={props.evaluation.indicators.filter((row) => row.group === group.id)}>
                  {(row) => <IndicatorRow row={row} missing={names(row.missing)} />}
                </For>
              </tbody>
            )}
          </For>
        </table>
      </div>
    </section>
  );
}

function IndicatorRow(props: { readonly row: Indicator; readonly missing: string }): JSX.Element {
  const row = () => props.row;
  const isUnknown = (): boolean => row().risk === null;
  const evidence = (): string =>
    row()
      .evidence.map((one) => (language() === "en" ? one.textEn : one.text))
      .join("\n");
  return (
    <tr classList={{ unknown: isUnknown(), "limit-broken": row().limit?.state === "breached" }}>
      <td title={evidence()}>
        {row()[language()]}
        <Show when={row().aspect}>
          {(aspect) => (
            <span class="tag doubt">{t(`aspect.${aspect() as "market" | "macro" | "guaranteed"}`)}</span>
          )}
        </Show>
      </td>
      <Show
        when={!isUnknown()}
        fallback={
          <td colspan="5" class="muted">
            {t("unknown")}
            <Show when={props.missing !== ""}> · {t("unknown.why", { figures: props.missing })}</Show>
          </td>
        }
      >
        <td class="num">
          <strong>{row().value === null ? "∞" : formatIndicator(row().unit, row().value)}</strong>
        </td>
        <td class="num muted">{formatIndicator(row().unit, row().previous)}</td>
        <td>
          <span class="row">
            <SeriesLine values={row().series} />
            <span class="small" classList={{ muted: row().trend !== "worse" }}>
              {t(`trend.${row().trend}`)}
            </span>
          </span>
        </td>
        <td>
          <Distance row={row()} />
        </td>
        <td class="small muted">
          <Show when={row().limit === null ? row().peer : null} fallback={NOTHING}>
            {(peer) => (
              <span title={t("rank", { share: formatPercent(peer().rank) })}>
                {formatIndicator(row().unit, peer().median)}
              </span>
            )}
          </Show>
        </td>
      </Show>
      <td class="num">{isUnknown() ? NOTHING : formatScore(row().points)}</td>
      <td class="small muted">
        {row().limit?.clause ?? row().source[language()]}
        <Show when={row().limit?.uncertain}>
          {(why) => (
            <span class="tag doubt" title={why()}>
              {t("uncertain")}
            </span>
          )}
        </Show>
      </td>
    </tr>
  );
}

/** Of a limit: how much of it is used, the limit being the mark at three quarters. Else: its risk, 0–100. */
function Distance(props: { readonly row: Indicator }): JSX.Element {
  const limit = () => props.row.limit;
  const use = (): number => limit()?.use ?? 0;
  const words = (): string => {
    const present = limit();
    return present === null
      ? t("risk.label", { risk: formatScore(props.row.risk) })
      : t("use.label", { limit: present.words, use: formatPercent(present.use) });
  };
  return (
    <span class="row">
      <span
        class="distance"
        classList={{ of: limit() !== null }}
        role="img"
        aria-label={words()}
        title={words()}
      >
        <span
          class="distance-fill"
          classList={{ broken: limit()?.state === "breached" }}
          style={{ width: `${limit() === null ? (props.row.risk ?? 0) : Math.min(100, use() * 75)}%` }}
        />
        <Show when={limit() !== null}>
          <span class="distance-limit" />
        </Show>
      </span>
      <span class="small">
        <Show when={limit()} fallback={formatScore(props.row.risk)}>
          {(present) => (
            <>
              {present().op === "<=" ? "≤" : "≥"} {present().words}
              <Show when={present().state === "breached"}>
                {" "}
                <strong class="breached">{t("breach")}</strong>
              </Show>
            </>
          )}
        </Show>
      </span>
    </span>
  );
}
