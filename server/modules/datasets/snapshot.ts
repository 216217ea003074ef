import { FEATURES, type FeatureFacts, featuresOf } from "#detectors/features/features";
import type { SnapshotCreate } from "#domain/api/algorithms";
import { DAY_MS, startOfDay } from "#domain/time";
import { insertDatasetRows, type SampleRow } from "#store/datasets";
import {
  type EnterpriseFactRow,
  type KnownBy,
  readEnterpriseFacts,
  readEventFacts,
  readFindingFacts,
  readRelationFacts,
} from "#store/feature-facts";
import { type Outcome, readOutcomes } from "#store/outcomes";
import type { Db, Pool } from "#store/pool";

/** Facts of so many enterprises are read at once: some 5,000 rows in memory. */
const PART = 500;

export interface EnterpriseFeatures {
  readonly row: EnterpriseFactRow;
  /** In the order of FEATURES. */
  readonly values: readonly number[];
}

/** Features of some enterprises as they were known at an instant; those that are gone are left out. */
export async function readFeatures(
  db: Db,
  ids: readonly number[],
  atMs: number,
  by: KnownBy,
): Promise<EnterpriseFeatures[]> {
  const [heads, findings, events, relations] = await Promise.all([
    readEnterpriseFacts(db, ids, atMs, by),
    readFindingFacts(db, ids, atMs, by),
    readEventFacts(db, ids, atMs, by),
    readRelationFacts(db, ids, atMs, by),
  ]);
  const findingsOf = groupOf(findings, ({ dimension }) => dimension);
  const eventsOf = groupOf(events, ({ kind }) => kind);
  const relationsOf = groupOf(relations, ({ kind }) => kind);
  return heads.map((row) => {
    const counts = relationsOf.get(row.id) ?? new Map();
    const facts: FeatureFacts = {
      atMs,
      score:
        row.total === null || row.dimensions === null || row.level === null
          ? null
          : { total: row.total, dimensions: row.dimensions, level: row.level },
      findings: findingsOf.get(row.id) ?? new Map(),
      events: eventsOf.get(row.id) ?? new Map(),
      establishedOn: row.establishedOn,
      registeredCapital: yuanOf(row.registeredCapital),
      paidInCapital: yuanOf(row.paidInCapital),
      licences: row.licences === null || row.licences === "" ? 0 : row.licences.split("；").length,
      financeKind: row.financeKind,
      relations: new Map([...counts].map(([kind, { count }]) => [kind, count])),
      alerts: row.alerts,
      confirmed: row.confirmed,
      unfounded: row.unfounded,
    };
    return { row, values: featuresOf(facts) };
  });
}

export const SNAPSHOT_FEATURES = FEATURES.map(({ name, words, unit }) => ({ name, ...words, unit }));

/**
 * Writes the rows of a snapshot: for each day the enterprises that were known at its end, their features then, and what
 * came of them within the horizon. Gives the number of rows. `goOn` false ends it early, with null; it is asked in the
 * transaction of each part, so that rows come only from whom the dataset belongs to.
 */
export async function buildSnapshot(
  db: Pool,
  datasetId: number,
  ask: SnapshotCreate,
  goOn: (tx: Db) => Promise<boolean>,
): Promise<number | null> {
  let row = 0;
  for (const day of ask.days) {
    const atMs = endOfDay(day);
    const outcomes = await readOutcomes(db, {
      outcome: ask.outcome as Outcome,
      atMs,
      days: ask.horizonDays,
      seed: ask.seed,
      limit: ask.mostRows,
    });
    for (let from = 0; from < outcomes.length; from += PART) {
      if (!(await goOn(db))) return null;
      const part = new Map(outcomes.slice(from, from + PART).map(({ id, label }) => [id, label]));
      const features = await readFeatures(db, [...part.keys()], atMs, ask.knownBy);
      const rows: SampleRow[] = features.map(({ row: head, values }) => ({
        row: ++row,
        subject: String(head.id),
        name: head.name,
        district: head.district,
        industry: head.industry,
        kind: head.financeKind,
        day,
        label: part.get(head.id) as 0 | 1,
        features: values,
      }));
      const kept = await db.transaction(async (tx) => {
        if (!(await goOn(tx))) return false;
        await insertDatasetRows(tx, datasetId, rows);
        return true;
      });
      if (!kept) return null;
    }
  }
  return row;
}

/** The last millisecond of a day of Asia/Shanghai. */
export function endOfDay(day: string): number {
  return startOfDay(day) + DAY_MS - 1;
}

function groupOf<R extends { readonly enterpriseId: number }>(
  rows: readonly R[],
  keyOf: (row: R) => string,
): Map<number, Map<string, R>> {
  const groups = new Map<number, Map<string, R>>();
  for (const row of rows) {
    const group = groups.get(row.enterpriseId) ?? new Map<string, R>();
    group.set(keyOf(row), row);
    groups.set(row.enterpriseId, group);
  }
  return groups;
}

function yuanOf(text: string | null): number | null {
  const value = text === null ? Number.NaN : Number(text);
  return Number.isFinite(value) ? value : null;
}
