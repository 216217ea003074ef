import { useParams } from "@solidjs/router";
import { For, type JSX, Show } from "solid-js";
import type { OrganisationEvaluation, OrganisationModel } from "#domain/api/local-organisations";
import { CopyCode, SimulatedTag, Time } from "#kit/control/control.tsx";
import { formatPercent, formatScore } from "#kit/format/number.ts";
import { appUrl } from "#kit/http/app-url.ts";
import { getJson } from "#kit/http/client.ts";
import { language, makeTranslator } from "#kit/i18n/translate.ts";
import { LevelMark, LevelShape } from "#kit/level/level-mark.tsx";
import { createQuery } from "#kit/query/query.ts";
import { QueryView, Skeleton } from "#kit/state/state.tsx";
import { districtName } from "#kit/words/districts.ts";
import { financeKindName } from "#kit/words/words.ts";
import { Loadings } from "../local-organisations/loadings.tsx";
import { IndicatorTable } from "./indicator-table.tsx";
import { localOrganisationMessages } from "./local-organisation.messages.ts";
import { ModelPanel } from "./model-panel.tsx";
import "#kit/table/table.css";
import "./local-organisation.css";

const t = makeTranslator(localOrganisationMessages);

/** One firm: warnings in words first, then the parts that add up to its score, models, indicators, what is missing. */
export function LocalOrganisationScreen(): JSX.Element {
  const params = useParams<{ id: string }>();
  const query = createQuery(
    () => ({ id: Number(params.id) }),
    ({ id }, signal) =>
      getJson<OrganisationEvaluation>(`api/local-organisations/${id}/evaluation`, { signal }),
    { fresh: true, everyMs: 60_000 },
  );
  return (
    <div class="page">
      <QueryView query={query} skeleton={<Skeleton rows={10} height={36} />}>
        {(data) => (
          <div class="stack">
            <Head data={data()} />
            <Warnings data={data()} />
            <Parts data={data()} />
            <Show when={data().evaluation.models.length > 0}>
              <div class="model-grid">
                <For each={data().evaluation.models}>{(model) => <ModelPanel model={model} />}</For>
              </div>
            </Show>
            <Show when={data().evaluation.kind === "factoring"}>
              <FactoringLoadings />
            </Show>
            <IndicatorTable evaluation={data().evaluation} />
            <Missing data={data()} />
            <History data={data()} />
          </div>
        )}
      </QueryView>
    </div>
  );
}

function Head(props: { readonly data: OrganisationEvaluation }): JSX.Element {
  const evaluation = () => props.data.evaluation;
  return (
    <header class="organisation-head panel">
      <div class="grow stack tight">
        <div class="row wrap">
          <h1>{props.data.name}</h1>
          <Show when={props.data.code}>{(code) => <CopyCode text={code()} />}</Show>
          <Show when={props.data.simulated}>
            <SimulatedTag />
          </Show>
        </div>
        <p class="row wrap muted small">
          <span>{financeKindName(evaluation().kind)}</span>
          <span>{districtName(props.data.district)}</span>
          <span>
            {evaluation().period === null
              ? t("period.none")
              : t("period", { period: evaluation().period ?? "" })}
          </span>
          <span title={t("known.hint")}>{t("known", { known: formatPercent(evaluation().known) })}</span>
          <Time at={props.data.asOf} />
        </p>
        <p class="row wrap">
          <a class="button tiny" href={appUrl("local-organisations", { kind: evaluation().kind })}>
            {t("back")}
          </a>
          <a class="button tiny" href={appUrl(`enterprises/${props.data.id}`)}>
            {t("profile")}
          </a>
        </p>
      </div>
      <div class="organisation-score">
        <span class="small muted">{t("score")}</span>
        <strong>{formatScore(evaluation().score)}</strong>
        <LevelMark level={evaluation().level} full />
        <Show when={evaluation().forced}>
          {(forced) => <span class="small">{t(`forced.${forced()}`)}</span>}
        </Show>
      </div>
      <div class="organisation-score">
        <span class="small muted">{t("official.level")}</span>
        <strong>{formatScore(props.data.officialScore)}</strong>
        <LevelMark level={props.data.officialLevel} full />
      </div>
    </header>
  );
}

function Warnings(props: { readonly data: OrganisationEvaluation }): JSX.Element {
  const rows = () => props.data.evaluation.warnings;
  return (
    <section class="panel" aria-labelledby="warnings-title">
      <header>
        <h2 id="warnings-title">{t("warnings", { n: rows().length })}</h2>
      </header>
      <Show when={rows().length > 0} fallback={<p class="muted">{t("warnings.none")}</p>}>
        <ul class="warning-list">
          <For each={rows()}>
            {(warning) => (
              <li>
                <LevelShape level={warning.level} size={14} label />
                <span>{warning[language()]}</span>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </section>
  );
}

/** Six groups, and models where the kind has them: points add up to the score. */
function Parts(props: { readonly data: OrganisationEvaluation }): JSX.Element {
  const evaluation = () => props.data.evaluation;
  const parts = () => [...evaluation().groups, ...evaluation().models];
  return (
    <section class="panel" aria-labelledby="parts-title">
      <header>
        <h2 id="parts-title">{t("parts")}</h2>
        <span class="grow">{t("parts.hint", { score: formatScore(evaluation().score) })}</span>
      </header>
      <ul class="part-list">
        <For each={parts()}>
          {(part) => (
            <li class="part">
              <span class="part-name">{part[language()]}</span>
              <strong class="part-score">
                {part.score === null ? t("part.unknown") : formatScore(part.score)}
              </strong>
              <span class="meter" aria-hidden="true">
                <span style={{ width: `${Math.min(100, Math.max(0, part.score ?? 0))}%` }} />
              </span>
              <span class="small muted">
                {t("part.points", { points: formatScore(part.points) })} ·{" "}
                {t("part.weight", { weight: formatPercent(part.weight) })}
              </span>
            </li>
          )}
        </For>
      </ul>
    </section>
  );
}

function FactoringLoadings(): JSX.Element {
  const query = createQuery(
    () => ({ kind: "factoring" }),
    ({ kind }, signal) =>
      getJson<OrganisationModel>(`api/local-organisations/kinds/${kind}/model`, { signal }),
  );
  return <Show when={query.data()?.principal}>{(principal) => <Loadings principal={principal()} />}</Show>;
}

function Missing(props: { readonly data: OrganisationEvaluation }): JSX.Element {
  const rows = () => props.data.evaluation.missing;
  return (
    <Show when={rows().length > 0}>
      <section class="panel" aria-labelledby="missing-title">
        <header>
          <h2 id="missing-title">{t("missing", { n: rows().length })}</h2>
          <span class="grow">{t("missing.hint")}</span>
        </header>
        <p class="row wrap">
          <For each={rows()}>{(row) => <span class="tag">{row[language()]}</span>}</For>
        </p>
      </section>
    </Show>
  );
}

function History(props: { readonly data: OrganisationEvaluation }): JSX.Element {
  const points = () => [...props.data.history].reverse();
  return (
    <section class="panel" aria-labelledby="evaluations-title">
      <header>
        <h2 id="evaluations-title">{t("history")}</h2>
      </header>
      <Show when={points().length > 1} fallback={<p class="muted">{t("history.one")}</p>}>
        <ul class="history-list">
          <For each={points()}>
            {(point) => (
              <li class="row">
                <LevelMark level={point.level} /> <strong>{formatScore(point.score)}</strong>{" "}
                <Time at={point.asOf} />
              </li>
            )}
          </For>
        </ul>
      </Show>
    </section>
  );
}
