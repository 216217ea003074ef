import { FEATURE_VERSION, recogniseFeatures } from "#detectors/risk-features/risk-features";
import { groupBy } from "#domain/group";
import type { Pool } from "#store/pool";
import {
  readFeatureFindings,
  readFeatureIndicators,
  readStaleFeatures,
  saveFeatures,
} from "#store/risk-features";

/** Its metric is how long a round keeps the process from others, about a tenth of a second. */
const BATCH = 100;
/** Newest findings of an enterprise that are read: active rules have theirs among them. */
export const FINDINGS_EACH = 60;

/**
 * One round: recognises the features of risk enterprises that were scored since the last look. Gives how many were
 * looked at; a full batch means that more may wait. Two instances at once write the same rows.
 */
export async function refreshFeatures(pool: Pool, batch = BATCH): Promise<{ looked: number; more: boolean }> {
  const stale = await readStaleFeatures(pool, FEATURE_VERSION, batch);
  if (stale.length === 0) return { looked: 0, more: false };
  const ids = stale.map(({ enterpriseId }) => enterpriseId);
  const [indicators, findings] = [
    groupBy(await readFeatureIndicators(pool, ids), ({ enterpriseId }) => enterpriseId),
    groupBy(await readFeatureFindings(pool, ids, FINDINGS_EACH), ({ enterpriseId }) => enterpriseId),
  ];
  await saveFeatures(
    pool,
    stale.map((row) => ({
      ...row,
      features: recogniseFeatures(
        indicators.get(row.enterpriseId) ?? [],
        findings.get(row.enterpriseId) ?? [],
      ).map(({ feature }) => feature),
    })),
    FEATURE_VERSION,
  );
  return { looked: stale.length, more: stale.length === batch };
}
