import { For, type JSX, Show } from "solid-js";
import type { EnterpriseProfile, RelationList } from "#domain/api/enterprises";
import { Time } from "#kit/control/control.tsx";
import { formatYuan } from "#kit/format/money.ts";
import { formatPercent, NOTHING } from "#kit/format/number.ts";
import { appUrl } from "#kit/http/app-url.ts";
import { lookUp, makeTranslator } from "#kit/i18n/translate.ts";
import { LevelMark } from "#kit/level/level-mark.tsx";
import { EmptyState } from "#kit/state/state.tsx";
import { placeName } from "#kit/words/districts.ts";
import { industryName } from "#kit/words/industries.ts";
import { financeKindName, word } from "#kit/words/words.ts";
import { enterpriseMessages } from "./enterprise.messages.ts";

const t = makeTranslator(enterpriseMessages);

/** The facts beside the timeline: places, industry, scope, identifiers. */
export function FactsPanel(props: { readonly profile: EnterpriseProfile }): JSX.Element {
  return (
    <section class="panel" aria-labelledby="facts-title">
      <header>
        <h2 id="facts-title">{t("facts")}</h2>
      </header>
      <dl class="facts">
        <dt>{t("industry")}</dt>
        <dd>{industryName(props.profile.row.industry)}</dd>
        <Show when={props.profile.row.financeKind}>
          {(kind) => (
            <>
              <dt>{t("finance")}</dt>
              <dd>{financeKindName(kind())}</dd>
            </>
          )}
        </Show>
        <dt>{t("phone")}</dt>
        <dd>{props.profile.phone ?? NOTHING}</dd>
        <For each={props.profile.places.filter((place) => place.to === null)}>
          {(place) => (
            <>
              <dt>{word("place", place.kind)}</dt>
              <dd>
                {placeName(place.district, place.street)}
                <Show when={place.address}>
                  {(address) => (
                    <>
                      <br />
                      {address()}
                    </>
                  )}
                </Show>
              </dd>
            </>
          )}
        </For>
        <Show when={props.profile.scope}>
          {(scope) => (
            <>
              <dt>{t("scope")}</dt>
              <dd class="facts-scope">{scope()}</dd>
            </>
          )}
        </Show>
        <For each={props.profile.identifiers}>
          {(identifier) => (
            <>
              <dt>{word("scheme", identifier.scheme.replace(/^local:.*/, "local"))}</dt>
              <dd class="mono">
                {identifier.scheme.startsWith("local:")
                  ? `${identifier.scheme.slice(6)}/${identifier.value}`
                  : identifier.value}
              </dd>
            </>
          )}
        </For>
      </dl>
      <p class="small muted">
        {t("versions", { config: props.profile.configVersion, model: props.profile.modelVersion })}
      </p>
    </section>
  );
}

/** Every registered fact with its time of validity and of record: what was true, and what was known when. */
export function RegistryTable(props: { readonly profile: EnterpriseProfile }): JSX.Element {
  return (
    <section class="panel" aria-labelledby="registry-title">
      <header>
        <h2 id="registry-title">{t("history")}</h2>
      </header>
      <Show when={props.profile.facts.length > 0} fallback={<EmptyState title={t("history.none")} />}>
        <div class="table-box">
          <table class="table plain-table">
            <thead>
              <tr>
                <th>{t("history.attribute")}</th>
                <th>{t("history.value")}</th>
                <th>{t("history.from")}</th>
                <th>{t("history.to")}</th>
                <th class="wide">{t("history.recorded")}</th>
                <th class="wide">{t("history.source")}</th>
              </tr>
            </thead>
            <tbody>
              <For each={props.profile.facts}>
                {(fact) => (
                  <tr>
                    <td>{attributeName(fact.attribute)}</td>
                    <td class="wrap-cell">
                      {/Capital$/.test(fact.attribute) ? formatYuan(fact.value) : fact.value}
                    </td>
                    <td>
                      <Time at={fact.from} />
                    </td>
                    <td>{fact.to === null ? t("present") : <Time at={fact.to} />}</td>
                    <td class="wide">
                      <Time at={fact.recordedAt} />
                    </td>
                    <td class="wide">{fact.source}</td>
                  </tr>
                )}
              </For>
            </tbody>
          </table>
        </div>
      </Show>
    </section>
  );
}

/** The first layer of relations, people and firms, as a list for those who read rather than look. */
export function RelationTable(props: { readonly list: RelationList }): JSX.Element {
  return (
    <section class="panel" aria-labelledby="relations-title">
      <header>
        <h2 id="relations-title">{t("relations")}</h2>
      </header>
      <Show when={props.list.relations.length > 0} fallback={<EmptyState title={t("relations.none")} />}>
        <div class="table-box">
          <table class="table plain-table">
            <thead>
              <tr>
                <th>{t("relations.kind")}</th>
                <th>{t("relations.party")}</th>
                <th>{t("relations.level")}</th>
                <th class="num wide">{t("relations.share")}</th>
                <th class="wide">{t("relations.office")}</th>
                <th class="wide">{t("relations.since")}</th>
              </tr>
            </thead>
            <tbody>
              <For each={props.list.relations}>
                {(relation) => (
                  <tr>
                    <td>
                      <span title={t(relation.direction === "in" ? "relations.in" : "relations.out")}>
                        {relation.direction === "in" ? "→" : "←"} {word("relation", relation.kind)}
                      </span>
                    </td>
                    <td class="wrap-cell">
                      <Show when={relation.enterpriseId} fallback={relation.name}>
                        {(id) => <a href={appUrl(`enterprises/${id()}`)}>{relation.name}</a>}
                      </Show>
                      <Show when={relation.party === "person"}>
                        {" "}
                        <span class="tag">{t("person")}</span>
                      </Show>
                    </td>
                    <td>{relation.level === null ? NOTHING : <LevelMark level={relation.level} />}</td>
                    <td class="num wide">{formatPercent(relation.share)}</td>
                    <td class="wide">{relation.office ?? NOTHING}</td>
                    <td class="wide">
                      <Time at={relation.since} />
                    </td>
                  </tr>
                )}
              </For>
            </tbody>
          </table>
        </div>
      </Show>
    </section>
  );
}

function attributeName(id: string): string {
  return lookUp(enterpriseMessages, `attribute.${id}`).replace(/^attribute\./, "");
}
