import { type JSX, Show } from "solid-js";
import type { RiskFeatureCounts } from "#domain/api/risk-features";
import { riskFeatureName } from "#domain/risk-feature";
import { RankBars } from "#kit/chart/rank-bars.tsx";
import { formatPercent } from "#kit/format/number.ts";
import { appUrl } from "#kit/http/app-url.ts";
import { getJson } from "#kit/http/client.ts";
import { language, makeTranslator } from "#kit/i18n/translate.ts";
import type { createScope } from "#kit/live/scope.ts";
import { createQuery } from "#kit/query/query.ts";
import { QueryView, Skeleton } from "#kit/state/state.tsx";
import { overviewMessages } from "./overview.messages.ts";

const t = makeTranslator(overviewMessages);
const MOST = 5;

/** 风险特征: the five that most risk enterprises of the area show, with their share; each opens its enterprises. */
export function FeaturePanel(props: { readonly scope: ReturnType<typeof createScope> }): JSX.Element {
  const query = createQuery(
    () => props.scope.query(),
    (key, signal) => getJson<RiskFeatureCounts>("api/risk-features", { query: key, signal }),
    { everyMs: 60_000 },
  );
  return (
    <section class="panel features-panel" aria-labelledby="features-title">
      <header class="wrap">
        <h2 id="features-title">{t("features")}</h2>
        <span class="grow" />
        <Show when={query.data()}>
          {(data) => (
            <span class="small muted">
              {t("features.of", { n: data().atRisk })}
              <Show when={data().atRisk > data().recognised}>
                {" · "}
                {t("features.waiting", { n: data().atRisk - data().recognised })}
              </Show>
            </span>
          )}
        </Show>
      </header>
      <QueryView query={query} skeleton={<Skeleton rows={5} height={28} />}>
        {(data) => (
          <Show when={data().atRisk > 0} fallback={<p class="muted">{t("features.none")}</p>}>
            <RankBars
              label={t("features")}
              rows={data()
                .features.slice(0, MOST)
                .map((row) => ({
                  id: row.id,
                  name: riskFeatureName(row.id, language()),
                  value: row.enterprises,
                  note: t("features.share", { share: formatPercent(row.share) }),
                }))}
              href={(feature) => appUrl("enterprises", { ...props.scope.query(), feature })}
            />
          </Show>
        )}
      </QueryView>
    </section>
  );
}
