import type { EnterprisePage } from "#domain/api/enterprises";
import type { Reason } from "#domain/detect";
import type { Language } from "#domain/error";
import { iso, isoOrNull, levelWord, round } from "#server/modules/levels";
import type { EnterpriseListRow } from "#store/enterprise-search";

type Row = EnterprisePage["rows"][number];

/** A row of the list as it travels; `spark` is one score a day, oldest first. */
export function presentRow(row: EnterpriseListRow, spark: readonly number[], language: Language): Row {
  return {
    id: row.id,
    name: row.name,
    code: row.creditCode,
    district: row.district,
    street: row.street,
    industry: row.industry,
    financeKind: row.financeKind,
    status: row.status,
    level: levelWord(row.level),
    score: round(row.score),
    change: round(row.change),
    spark: spark.map(round),
    reason: language === "en" && row.reasonEn !== "" ? row.reasonEn : row.reason,
    lastEvent: isoOrNull(row.lastEventMs),
    since: iso(row.sinceMs),
    provisional: row.provisional,
    simulated: row.simulated,
    watched: row.watched,
  };
}

/** Reasons with the number of their finding, so that a screen opens the evidence. */
export function presentReasons(reasons: readonly Reason[], findingIds: ReadonlyMap<string, number>) {
  return reasons.map((reason) => ({
    findingId: reason.findingUid === null ? null : (findingIds.get(reason.findingUid) ?? null),
    dimension: reason.dimension,
    text: reason.text,
    textEn: reason.textEn,
    points: round(reason.points),
  }));
}
