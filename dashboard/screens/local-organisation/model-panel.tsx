import { For, type JSX, Show } from "solid-js";
import type { EvaluationBody } from "#domain/api/local-organisations";
import { formatIndicator } from "#kit/format/indicator.ts";
import { formatExact, formatPercent, formatScore } from "#kit/format/number.ts";
import { language, makeTranslator } from "#kit/i18n/translate.ts";
import { localOrganisationMessages } from "./local-organisation.messages.ts";

const t = makeTranslator(localOrganisationMessages);
type Model = EvaluationBody["models"][number];

/** A model taken apart: its results, its parts with points that add up, and what it assumes. */
export function ModelPanel(props: { readonly model: Model }): JSX.Element {
  const figures = (): string[] => {
    const { probability, cover, valueAtRisk, runwayMonths, gap } = props.model.figures;
    return [
      probability === undefined ? "" : t("figure.probability", { value: formatPercent(probability) }),
      cover === undefined ? "" : t("figure.cover", { value: formatPercent(cover) }),
      valueAtRisk === undefined
        ? ""
        : t("figure.valueAtRisk", { value: formatIndicator("yuan", valueAtRisk) }),
      runwayMonths === undefined ? "" : t("figure.runwayMonths", { value: formatExact(runwayMonths, 1) }),
      gap === undefined ? "" : t("figure.gap", { value: formatPercent(gap) }),
    ].filter((words) => words !== "");
  };
  return (
    <section class="panel model-panel">
      <header>
        <h2>{props.model[language()]}</h2>
        <span class="grow" />
        <strong>{props.model.score === null ? t("unknown") : formatScore(props.model.score)}</strong>
      </header>
      <Show when={figures().length > 0}>
        <p class="row wrap model-figures">
          <For each={figures()}>{(words) => <strong>{words}</strong>}</For>
        </p>
      </Show>
      <Show when={props.model.parts.length > 0}>
        <table class="table plain-table">
          <thead>
            <tr>
              <th>{t("model.part")}</th>
              <th class="num">{t("model.value")}</th>
              <th class="num">{t("model.points")}</th>
            </tr>
          </thead>
          <tbody>
            <Show when={props.model.base !== 0}>
              <Line name={t("model.base")} value="" points={props.model.base} />
            </Show>
            <For each={props.model.parts}>
              {(part) => (
                <Line
                  name={part[language()]}
                  value={part.value === null ? t("unknown") : formatIndicator(part.unit, part.value)}
                  points={part.points}
                />
              )}
            </For>
            <Show when={Math.abs(props.model.clipped) > 0.005}>
              <Line name={t("model.clipped")} value="" points={props.model.clipped} />
            </Show>
          </tbody>
          <tfoot>
            <Line name={t("model.total")} value="" points={props.model.score ?? 0} />
          </tfoot>
        </table>
      </Show>
      <p class="small muted">{props.model.why[language()]}</p>
    </section>
  );
}

function Line(props: {
  readonly name: string;
  readonly value: string;
  readonly points: number;
}): JSX.Element {
  return (
    <tr>
      <td>{props.name}</td>
      <td class="num">{props.value}</td>
      <td class="num">{formatExact(props.points, 2)}</td>
    </tr>
  );
}
