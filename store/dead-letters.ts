import { type Db, first } from "#store/pool";
import { sql } from "#store/sql";

export type DeadLetterState = "dead" | "replayed" | "discarded";

export interface DeadLetterRow {
  readonly id: number;
  readonly atMs: number;
  readonly uid: string;
  readonly kind: string;
  readonly source: string;
  readonly key: string;
  readonly enterpriseId: number | null;
  readonly reason: string;
  readonly attempts: number;
  readonly state: DeadLetterState;
  /** The event as it was on the stream, JSON. */
  readonly body: string;
  readonly comment: string | null;
}

/** Newest first. */
export function readDeadLetters(
  db: Db,
  page: {
    readonly state?: DeadLetterState | undefined;
    readonly source?: string | undefined;
    readonly beforeId: number | null;
    readonly limit: number;
  },
): Promise<DeadLetterRow[]> {
  return db.query(sql`
    select id, at as "atMs", uid, kind, source, key, enterprise_id as "enterpriseId", reason, attempts, state, body, comment
    from dead_letters
    where id < ${page.beforeId ?? Number.MAX_SAFE_INTEGER} and (${page.state ?? null}::text is null or state = ${page.state ?? null})
      and (${page.source ?? null}::text is null or source = ${page.source ?? null})
    order by id desc limit ${page.limit}`);
}

/**
 * Marks a dead one as replayed or discarded and gives it; null when it is not there or somebody was faster. For a
 * replay: publish inside the transaction, so that a publish that fails leaves it dead.
 */
export function decideDeadLetter(
  tx: Db,
  id: number,
  decision: { readonly state: "replayed" | "discarded"; readonly by: number; readonly comment: string },
): Promise<DeadLetterRow | null> {
  return first(
    tx,
    sql`
    update dead_letters set state = ${decision.state}, decided_by = ${decision.by}, decided_at = now(), comment = ${decision.comment}
    where id = ${id} and state = 'dead'
    returning id, at as "atMs", uid, kind, source, key, enterprise_id as "enterpriseId", reason, attempts, state, body, comment`,
  );
}

/** How many are dead. */
export async function countDeadLetters(db: Db): Promise<number> {
  const row = await first<{ n: number }>(
    db,
    sql`select count(*) as n from dead_letters where state = 'dead'`,
  );
  return row?.n ?? 0;
}
