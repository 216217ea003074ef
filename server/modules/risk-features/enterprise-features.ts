import { recogniseFeatures } from "#detectors/risk-features/risk-features";
import type { EnterpriseFeature } from "#domain/api/risk-features";
import { riskFeatureName } from "#domain/risk-feature";
import { iso, round } from "#server/modules/levels";
import { FINDINGS_EACH } from "#server/pipelines/features/refresh";
import type { Db } from "#store/pool";
import { readFeatureFindings, readFeatureIndicators } from "#store/risk-features";

/** The features of one enterprise as they are now, whatever its level. The caller has checked the scope. */
export async function readEnterpriseFeatures(db: Db, id: number): Promise<EnterpriseFeature[]> {
  const [indicators, findings] = await Promise.all([
    readFeatureIndicators(db, [id]),
    readFeatureFindings(db, [id], FINDINGS_EACH),
  ]);
  const byId = new Map(findings.map((finding) => [finding.id, finding]));
  return recogniseFeatures(indicators, findings).map(({ feature, strength, by, findingIds }) => ({
    id: feature,
    name: riskFeatureName(feature, "zh"),
    nameEn: riskFeatureName(feature, "en"),
    strength: round(strength),
    by,
    findings: findingIds.flatMap((findingId) => {
      const found = byId.get(findingId);
      if (found === undefined) return [];
      const { reason, reasonEn, timeMs } = found;
      return [{ id: findingId, reason, reasonEn, time: iso(timeMs) }];
    }),
  }));
}
