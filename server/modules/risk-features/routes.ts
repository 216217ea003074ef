import { scopeQuery } from "#domain/api/common";
import { type RiskFeatureCounts, riskFeatureCounts } from "#domain/api/risk-features";
import { CITY } from "#domain/district";
import { riskFeatureName } from "#domain/risk-feature";
import { type AnyRoute, defineRoute } from "#server/http/route";
import { iso } from "#server/modules/levels";
import { createSharedRead } from "#server/modules/overview/shared-read";
import type { Db } from "#store/pool";
import { countFeatures } from "#store/risk-features";

/** 风险特征: what the risk enterprises of an area have in common. */
export function riskFeatureRoutes({ db }: { readonly db: Db }): AnyRoute[] {
  const share = createSharedRead<RiskFeatureCounts>();
  return [
    defineRoute({
      method: "GET",
      path: "/api/risk-features",
      tag: "overview",
      summary: {
        zh: "各风险特征的风险企业数及占比，多者在前",
        en: "Risk enterprises by feature of risk with their share, most frequent first",
      },
      access: { kind: "area", action: "overview.read" },
      query: scopeQuery,
      response: riskFeatureCounts,
      handler: ({ query, scope, nowMs, language }) =>
        share(JSON.stringify([scope, query, language]), async () => {
          const { atRisk, recognised, features } = await countFeatures(db, scope);
          return {
            asOf: iso(nowMs),
            district: query.district ?? (scope.districts.length === 1 ? (scope.districts[0] ?? CITY) : CITY),
            atRisk,
            recognised,
            features: features.map(({ id, enterprises }) => ({
              id,
              name: riskFeatureName(id, language),
              enterprises,
              share: atRisk === 0 ? 0 : Math.round((enterprises / atRisk) * 1e4) / 1e4,
            })),
          };
        }),
    }),
  ];
}
