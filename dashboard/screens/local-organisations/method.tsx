import { For, type JSX, Show } from "solid-js";
import type { OrganisationModel } from "#domain/api/local-organisations";
import type { LocalKind } from "#domain/finance-kind";
import { INDICATOR_GROUP_NAMES } from "#domain/indicator-group";
import { formatIndicator } from "#kit/format/indicator.ts";
import { formatPercent, formatScore, NOTHING } from "#kit/format/number.ts";
import { getJson } from "#kit/http/client.ts";
import { language, makeTranslator } from "#kit/i18n/translate.ts";
import { createQuery } from "#kit/query/query.ts";
import { QueryView, Skeleton } from "#kit/state/state.tsx";
import { Defaults, Loadings } from "./loadings.tsx";
import { localOrganisationsMessages } from "./local-organisations.messages.ts";

const t = makeTranslator(localOrganisationsMessages);
type Indicator = OrganisationModel["indicators"][number];

/** How a kind is evaluated: weights, definitions with curves and clauses, peers, loadings or trained effects. */
export function Method(props: {
  readonly kind: LocalKind;
  readonly district: string | undefined;
}): JSX.Element {
  const query = createQuery(
    () => ({ kind: props.kind, district: props.district }),
    ({ kind, district }, signal) =>
      getJson<OrganisationModel>(`api/local-organisations/kinds/${kind}/model`, {
        query: { district },
        signal,
      }),
    { fresh: true, everyMs: 300_000 },
  );
  return (
    <QueryView query={query} skeleton={<Skeleton rows={10} height={28} />}>
      {(model) => (
        <div class="stack method">
          <section class="panel">
            <header>
              <h2>{t("method.weights")}</h2>
              <span class="grow">
                {t("method.weights.hint", {
                  mean: formatPercent(1 - model().peakShare),
                  peak: formatPercent(model().peakShare),
                })}
              </span>
            </header>
            <p class="row wrap">
              <For each={model().groups}>
                {(group) => (
                  <span class="tag">
                    {group[language()]} {formatPercent(group.weight)}
                  </span>
                )}
              </For>
              <For each={model().models}>
                {(one) => (
                  <span class="tag">
                    {one[language()]} {formatPercent(one.weight)}
                  </span>
                )}
              </For>
            </p>
            <p class="small muted">
              <Show when={model().peers} fallback={t("method.no-peers")}>
                {(peers) =>
                  t("method.peers", {
                    n: peers().n,
                    period: peers().period,
                    climate: formatScore(peers().climate),
                  })
                }
              </Show>
            </p>
          </section>
          <Show when={model().principal}>{(principal) => <Loadings principal={principal()} />}</Show>
          <Show when={model().principalWhy}>{(why) => <p class="note">{why()[language()]}</p>}</Show>
          <Show when={model().defaults}>{(defaults) => <Defaults defaults={defaults()} />}</Show>
          <section class="panel">
            <header>
              <h2>{t("method.indicators", { n: model().indicators.length, version: model().version })}</h2>
            </header>
            <div class="table-box" tabindex={0}>
              <table class="table plain-table">
                <thead>
                  <tr>
                    <th>{t("method.group")}</th>
                    <th>{t("method.indicator")}</th>
                    <th class="num">{t("method.weight")}</th>
                    <th>{t("method.reads")}</th>
                    <th>{t("method.curve")}</th>
                    <th>{t("method.deciles")}</th>
                    <th>{t("method.clause")}</th>
                  </tr>
                </thead>
                <tbody>
                  <For each={model().indicators}>{(indicator) => <IndicatorRow indicator={indicator} />}</For>
                </tbody>
              </table>
            </div>
          </section>
        </div>
      )}
    </QueryView>
  );
}

function IndicatorRow(props: { readonly indicator: Indicator }): JSX.Element {
  const say = (value: number | undefined): string =>
    formatIndicator(isLimit() ? "ratio" : props.indicator.unit, value ?? null);
  const isLimit = (): boolean => props.indicator.clause !== null;
  const deciles = (): string => {
    const all = props.indicator.quantiles;
    if (all === null) return NOTHING;
    return [all[0], all[Math.floor(all.length / 2)], all.at(-1)].map(say).join(" · ");
  };
  return (
    <tr>
      <td>{INDICATOR_GROUP_NAMES[props.indicator.group][language()]}</td>
      <td>{props.indicator[language()]}</td>
      <td class="num">{props.indicator.weight}</td>
      <td class="small">{props.indicator.reads.map((read) => read[language()]).join(" · ") || NOTHING}</td>
      <td class="small">
        {props.indicator.curve.map(([value, risk]) => `${say(value)} → ${risk}`).join("  ")}
      </td>
      <td class="small">{deciles()}</td>
      <td class="small">
        {props.indicator.clause ?? props.indicator.source[language()]}
        <Show when={props.indicator.uncertain}>
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
