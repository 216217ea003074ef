import type { Dimension } from "#domain/dimension";
import type { Evidence } from "#domain/finding";
import type { Db } from "#store/pool";
import { type Sql, sql } from "#store/sql";

export interface FindingRow {
  readonly id: number;
  readonly uid: string;
  readonly enterpriseId: number;
  readonly detector: string;
  readonly detectorVersion: number;
  readonly rule: string;
  readonly dimension: Dimension;
  readonly severity: number;
  readonly timeMs: number;
  readonly recordedAtMs: number;
  readonly reason: string;
  readonly reasonEn: string;
  readonly figures: Readonly<Record<string, string | number>>;
  readonly evidence: readonly Evidence[];
  readonly clause: string | null;
  readonly simulated: boolean;
  readonly retracted: boolean;
}

/** Findings of these enterprises (one and what was merged into it), newest first. The caller has checked the scope. */
export function readFindings(
  db: Db,
  ids: readonly number[],
  page: {
    readonly beforeId?: number | undefined;
    readonly limit: number;
    readonly retracted?: boolean | undefined;
  },
): Promise<FindingRow[]> {
  return db.query(sql`
    select ${COLUMNS} from findings
    where enterprise_id = any(${ids}::bigint[]) and (${page.retracted ?? false} or retracted_at is null)
      and id < ${page.beforeId ?? Number.MAX_SAFE_INTEGER}
    order by time desc, id desc limit ${page.limit}`);
}

/** The findings behind an alert or a score's reasons. */
export function readFindingsByUid(db: Db, uids: readonly string[]): Promise<FindingRow[]> {
  return db.query(sql`select ${COLUMNS} from findings where uid = any(${uids}) order by time desc, id desc`);
}

const COLUMNS: Sql = sql`id, uid, enterprise_id as "enterpriseId", detector, detector_version as "detectorVersion", rule,
  dimension, severity, time as "timeMs", recorded_at as "recordedAtMs", reason, reason_en as "reasonEn", figures, evidence,
  clause, simulated, retracted_at is not null as retracted`;

/** Findings of each detector in the last day: what the system page shows of their work. */
export async function countFindingsByDetector(db: Db): Promise<Map<string, number>> {
  const rows = await db.query<{ detector: string; n: number }>(sql`
    select detector, count(*) as n from findings where time > now() - interval '1 day' group by detector`);
  return new Map(rows.map((row) => [row.detector, row.n]));
}
