import { For, type JSX, Show } from "solid-js";
import type { AlertDetail } from "#domain/api/alerts";
import { SimulatedTag, Time } from "#kit/control/control.tsx";
import { EvidenceRows } from "#kit/evidence/evidence.tsx";
import { formatScore } from "#kit/format/number.ts";
import { appUrl } from "#kit/http/app-url.ts";
import { labelled } from "#kit/i18n/punctuation.ts";
import { language, lookUp, makeTranslator } from "#kit/i18n/translate.ts";
import { LevelStep } from "#kit/level/level-mark.tsx";
import { districtName } from "#kit/words/districts.ts";
import { word } from "#kit/words/words.ts";
import { DueMark } from "./alert-list.tsx";
import { alertsMessages } from "./alerts.messages.ts";

const t = makeTranslator(alertsMessages);

/** One alert with all that is needed to act on it: what changed, why with evidence, what to do, what was done. */
export function AlertView(props: { readonly detail: AlertDetail }): JSX.Element {
  const row = (): AlertDetail["row"] => props.detail.row;
  const most = (): number => Math.max(1, ...props.detail.reasons.map((reason) => reason.points));
  return (
    <article class="alert-view" aria-label={row().name}>
      <header>
        <h2>
          <a href={appUrl(`enterprises/${row().enterpriseId}`)}>{row().name}</a>
          <Show when={row().simulated}>
            <SimulatedTag />
          </Show>
        </h2>
        <div class="row wrap alert-facts">
          <LevelStep from={row().from} to={row().to} />
          <span>
            {t("score")} <strong>{formatScore(row().score)}</strong>
          </span>
          <span>{districtName(row().district)}</span>
          <span class="tag">{word("alert", row().state)}</span>
          <span>
            {t("owner")} {row().owner ?? t("owner.none")}
          </span>
          <DueMark row={row()} />
        </div>
      </header>
      <section>
        <h3>{t("what")}</h3>
        <p class="alert-todo">{row().action}</p>
      </section>
      <section>
        <h3>{t("why")}</h3>
        <ol class="reasons">
          <For each={props.detail.reasons}>
            {(reason) => (
              <li>
                <span class="reason-bar" style={{ width: `${(reason.points / most()) * 100}%` }} />
                <span class="tag">{word("dimension", reason.dimension)}</span>
                <span class="grow">
                  {language() === "en" && reason.textEn !== "" ? reason.textEn : reason.text}
                </span>
                <strong>{t("points", { n: reason.points.toFixed(1) })}</strong>
              </li>
            )}
          </For>
        </ol>
      </section>
      <section>
        <h3>{t("evidence")}</h3>
        <EvidenceRows rows={props.detail.evidence} />
      </section>
      <section>
        <h3>{t("steps")}</h3>
        <ol class="steps">
          <For each={props.detail.steps}>
            {(step) => (
              <li>
                <Time at={step.time} />
                <span>{sayStep(step)}</span>
              </li>
            )}
          </For>
        </ol>
        <p class="small muted">
          {t("raised")} <Time at={row().createdAt} /> ·{" "}
          {t("versions", { config: props.detail.configVersion, model: props.detail.modelVersion })}
        </p>
      </section>
    </article>
  );
}

/** 张三 签收：已电话核实 */
function sayStep(step: AlertDetail["steps"][number]): string {
  const done = `${step.actor} ${lookUp(alertsMessages, `step.${step.action}`).replace(/^step\./, "")}`;
  return step.comment === "" ? done : labelled(done, step.comment);
}
