import { For, type JSX, Show } from "solid-js";
import type { EnterpriseProfile, FindingList } from "#domain/api/enterprises";
import { DIMENSIONS, type Dimension } from "#domain/dimension";
import { Radar } from "#kit/chart/radar.tsx";
import { Time } from "#kit/control/control.tsx";
import { EvidenceRows } from "#kit/evidence/evidence.tsx";
import { formatScore } from "#kit/format/number.ts";
import { language, makeTranslator } from "#kit/i18n/translate.ts";
import type { Query } from "#kit/query/query.ts";
import { ErrorState, Skeleton, StaleNote } from "#kit/state/state.tsx";
import { detectorName, indicatorName } from "#kit/words/indicators.ts";
import { word } from "#kit/words/words.ts";
import { enterpriseMessages } from "./enterprise.messages.ts";

const t = makeTranslator(enterpriseMessages);

/** The five dimensions as a picture, each opening into its indicators and findings with their evidence. */
export function DimensionPanel(props: {
  readonly profile: EnterpriseProfile;
  readonly findings: Query<FindingList>;
}): JSX.Element {
  return (
    <section class="panel" aria-labelledby="dimensions-title">
      <header>
        <h2 id="dimensions-title">{t("dimensions")}</h2>
        <span class="grow">{t("dimensions.hint")}</span>
      </header>
      <div class="radar-box">
        <Radar name={props.profile.row.name} scores={props.profile.dimensions} size={280} />
      </div>
      <StaleNote query={props.findings} />
      <Show
        when={props.findings.data()}
        fallback={
          <Show when={props.findings.error()} fallback={<Skeleton rows={5} height={28} />}>
            {(error) => <ErrorState error={error()} retry={() => void props.findings.refetch()} />}
          </Show>
        }
      >
        {(list) => (
          <For each={[...DIMENSIONS]}>
            {(dimension) => (
              <DimensionPart
                dimension={dimension}
                score={props.profile.dimensions[dimension]}
                list={list()}
              />
            )}
          </For>
        )}
      </Show>
    </section>
  );
}

function DimensionPart(props: {
  readonly dimension: Dimension;
  readonly score: number;
  readonly list: FindingList;
}): JSX.Element {
  const findings = () => props.list.findings.filter((finding) => finding.dimension === props.dimension);
  const indicators = () =>
    props.list.indicators.filter((indicator) => indicator.dimension === props.dimension);
  return (
    <details class="dimension">
      <summary>
        <span class="dimension-name">{word("dimension", props.dimension)}</span>
        <span class="meter" aria-hidden="true">
          <span style={{ width: `${Math.min(100, Math.max(0, props.score))}%` }} />
        </span>
        <strong class="num">{formatScore(props.score)}</strong>
      </summary>
      <div class="dimension-body">
        <Show when={findings().length + indicators().length === 0}>
          <p class="muted">{t("dimension.empty")}</p>
        </Show>
        <Show when={indicators().length > 0}>
          <dl class="indicators">
            <For each={indicators()}>
              {(indicator) => (
                <div>
                  <dt>{indicatorName(indicator.id)}</dt>
                  <dd>
                    <strong>{indicator.value.toFixed(0)}</strong> <Time at={indicator.time} />
                  </dd>
                </div>
              )}
            </For>
          </dl>
        </Show>
        <For each={findings()}>
          {(finding) => (
            <article class="finding">
              <p>
                <strong>
                  {language() === "en" && finding.reasonEn !== "" ? finding.reasonEn : finding.reason}
                </strong>
              </p>
              <p class="small muted">
                <Time at={finding.time} /> ·{" "}
                {t("detector", {
                  name: detectorName(finding.detector),
                  version: finding.detectorVersion,
                  rule: indicatorName(finding.rule),
                })}
                <Show when={finding.clause}>{(clause) => <> · {clause()}</>}</Show>
              </p>
              <EvidenceRows rows={finding.evidence} />
            </article>
          )}
        </For>
      </div>
    </details>
  );
}
