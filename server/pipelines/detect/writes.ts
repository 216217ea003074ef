import { DEFAULT_ALERT_RULE, dueToAcknowledge } from "#domain/alert-rule";
import type { AlertDraft } from "#domain/detect";
import { partitionOf } from "#domain/partition";
import type { EnterpriseCards } from "#server/pipelines/detect/enterprise-cards";
import type { EntityWork } from "#server/pipelines/detect/work";
import type { AlertWrite, FindingWrite, IndicatorWrite, ScoreWrite } from "#store/batch-results";
import type { StateWrite } from "#store/batches";

export function stateWrite(entity: EntityWork, version: string): StateWrite {
  const { state } = entity;
  return {
    key: entity.key,
    partition: partitionOf(entity.key),
    version,
    watermarkMs: state.watermarkMs,
    dueMs: state.dueMs,
    state: JSON.stringify(state),
  };
}

/** The score row follows each event (its last event moves); history only a change of the score. */
export function scoreWrite(entity: EntityWork): ScoreWrite[] {
  const score = entity.state.score;
  if (entity.enterpriseId === null || score === null) return [];
  if (entity.score === null && entity.lastEventMs === null) return [];
  return [
    {
      enterpriseId: entity.enterpriseId,
      score,
      changed: entity.score !== null,
      lastEventMs: entity.lastEventMs,
      eventUid: entity.scoreEventUid,
    },
  ];
}

export function findingWrites(entity: EntityWork, cards: EnterpriseCards): FindingWrite[] {
  return entity.findings.map((finding) => {
    const { district, simulated } = cards.get(finding.enterpriseId);
    return { ...finding, district, simulated };
  });
}

export function indicatorWrites(entity: EntityWork): IndicatorWrite[] {
  const { enterpriseId } = entity;
  if (enterpriseId === null) return [];
  const timeMs = entity.state.watermarkMs;
  return [...entity.indicators.values()].map((change) => ({ ...change, enterpriseId, timeMs }));
}

/** History that comes late (a back-fill, an import) is filed, and wakes nobody: its alerts are closed when made. */
const FRESH_MS = 72 * 3600 * 1000;

export function alertWrite(
  draft: AlertDraft,
  entity: EntityWork,
  cards: EnterpriseCards,
  nowMs: number,
): AlertWrite {
  const card = cards.get(draft.enterpriseId);
  const score = entity.state.score;
  const fresh = draft.timeMs >= nowMs - FRESH_MS;
  return {
    ...draft,
    district: card.district,
    street: card.street,
    simulated: card.simulated,
    fresh,
    dueMs: fresh ? dueToAcknowledge(draft.to, nowMs, DEFAULT_ALERT_RULE) : null,
    configVersion: score?.configVersion ?? 0,
    modelVersion: score?.modelVersion ?? "",
  };
}
