import { sleep } from "#server/fault/cluster";
import type { WebhookReceiver } from "#server/fault/webhook-receiver";
import type { PgPool } from "#store/pool";
import { sql } from "#store/sql";

export interface Verdict {
  readonly acknowledged: number;
  /** Acknowledged events of which the store holds no event. */
  readonly lost: number;
  /** Events that the store holds twice, and alerts made twice for one cause. */
  readonly duplicated: number;
  /** Alerts of which a receiver was told under two ids, or never although they are fresh. */
  readonly notificationsDoubled: number;
  readonly notificationsMissing: number;
}

/** Waits until all that was acknowledged is stored and told (at most `waitMs`), then counts what is missing or double. */
export async function auditRun(
  pool: PgPool,
  run: { readonly source: string; readonly acknowledged: ReadonlySet<string> },
  receiver: WebhookReceiver,
  waitMs: number,
): Promise<Verdict> {
  const wanted = [...run.acknowledged];
  const deadline = performance.now() + waitMs;
  let missing = wanted.length;
  while (performance.now() < deadline) {
    missing = await countMissing(pool, run.source, wanted);
    if (missing === 0 && (await countUntold(pool, receiver)) === 0) break;
    await sleep(250);
  }
  const rows = await pool.query<{ events: number; alerts: number }>(sql`
    select (select count(*) - count(distinct uid) from events)::int as events,
      (select count(*) - count(distinct (enterprise_id, level_from, level_to, time)) from alerts)::int as alerts`);
  return {
    acknowledged: wanted.length,
    lost: missing,
    duplicated: (rows[0]?.events ?? 0) + (rows[0]?.alerts ?? 0),
    notificationsDoubled: [...receiver.told.values()].filter((ids) => ids.size > 1).length,
    notificationsMissing: await countUntold(pool, receiver),
  };
}

/** A row that named several enterprises was stored as uid#1, uid#2 …: its first part stands for it. */
async function countMissing(pool: PgPool, source: string, ids: readonly string[]): Promise<number> {
  const uids = ids.map((id) => `${source}/${id}`);
  const rows = await pool.query<{ n: number }>(sql`
    select count(*)::int as n from unnest(${uids}::text[]) as u(uid)
    where not exists (select 1 from event_ids e where e.uid = u.uid or e.uid = u.uid || '#1')`);
  return rows[0]?.n ?? 0;
}

async function countUntold(pool: PgPool, receiver: WebhookReceiver): Promise<number> {
  const rows = await pool.query<{ id: number }>(
    sql`select a.id from alerts a where a.state <> 'closed' or exists (select 1 from notifications n where n.alert_id = a.id)`,
  );
  return rows.filter((row) => !receiver.told.has(row.id)).length;
}
