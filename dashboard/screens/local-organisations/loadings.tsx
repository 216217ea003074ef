import { For, type JSX, Show } from "solid-js";
import type { OrganisationModel } from "#domain/api/local-organisations";
import { formatExact, formatPercent } from "#kit/format/number.ts";
import { language, makeTranslator } from "#kit/i18n/translate.ts";
import { localOrganisationsMessages } from "./local-organisations.messages.ts";

const t = makeTranslator(localOrganisationsMessages);
type Principal = NonNullable<OrganisationModel["principal"]>;
type DefaultModel = NonNullable<OrganisationModel["defaults"]>;

/** Loadings of each factor on each kept component, and the weight that they combine to. */
export function Loadings(props: { readonly principal: Principal }): JSX.Element {
  return (
    <section class="panel" aria-labelledby="loadings-title">
      <header>
        <h2 id="loadings-title">{t("loadings")}</h2>
        <span class="grow">
          {t("loadings.hint", {
            n: props.principal.n,
            k: props.principal.components.length,
            explained: formatPercent(props.principal.explained),
          })}
        </span>
      </header>
      <div class="table-box" tabindex={0}>
        <table class="table plain-table loadings">
          <thead>
            <tr>
              <th>{t("loadings.factor")}</th>
              <th>{t("loadings.direction")}</th>
              <For each={props.principal.components}>
                {(component, k) => (
                  <th class="num">
                    {t("loadings.component", { n: k() + 1, explained: formatPercent(component.explained) })}
                  </th>
                )}
              </For>
              <th class="num">{t("loadings.weight")}</th>
            </tr>
          </thead>
          <tbody>
            <For each={props.principal.factors}>
              {(factor, j) => (
                <tr>
                  <td>{factor[language()]}</td>
                  <td class="muted small">{t(factor.direction > 0 ? "loadings.up" : "loadings.down")}</td>
                  <For each={props.principal.components}>
                    {(component) => <LoadingCell value={component.loadings[j()] ?? 0} />}
                  </For>
                  <LoadingCell value={props.principal.weights[j()] ?? 0} strong />
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** A number on a bar from the middle: which way it pulls, and how much, without colour alone. */
function LoadingCell(props: { readonly value: number; readonly strong?: boolean }): JSX.Element {
  const width = (): string => `${Math.min(50, Math.abs(props.value) * 50)}%`;
  return (
    <td class="num loading" classList={{ strong: props.strong === true }}>
      <span
        aria-hidden="true"
        style={props.value < 0 ? { right: "50%", width: width() } : { left: "50%", width: width() }}
      />
      <b>{formatExact(props.value, 2)}</b>
    </td>
  );
}

/** What the default model stands on: assumed, or trained with its loss on firms that it has not seen. */
export function Defaults(props: { readonly defaults: DefaultModel }): JSX.Element {
  return (
    <section class="panel" aria-labelledby="defaults-title">
      <header>
        <h2 id="defaults-title">{t("defaults")}</h2>
        <span class="grow">
          <Show when={props.defaults.trainedOn > 0} fallback={t("defaults.assumed")}>
            {t("defaults.trained", {
              n: props.defaults.trainedOn,
              held: props.defaults.heldOut?.pairs ?? 0,
              trained: formatExact(props.defaults.heldOut?.trained ?? 0, 4),
              assumed: formatExact(props.defaults.heldOut?.assumed ?? 0, 4),
            })}
          </Show>
        </span>
      </header>
      <table class="table plain-table narrow-table">
        <thead>
          <tr>
            <th>{t("defaults.feature")}</th>
            <th class="num">{t("defaults.centre")}</th>
            <th class="num">{t("defaults.effect")}</th>
          </tr>
        </thead>
        <tbody>
          <For each={props.defaults.features}>
            {(feature) => (
              <tr>
                <td>{feature[language()]}</td>
                <td class="num">{formatPercent(feature.centre)}</td>
                <td class="num">{formatExact(feature.effect, 2)}</td>
              </tr>
            )}
          </For>
        </tbody>
      </table>
    </section>
  );
}
