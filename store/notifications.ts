import { type Db, instant, type Pool } from "#store/pool";
import { sql } from "#store/sql";

export interface NotificationDraft {
  /** Stable: the same alert, channel and recipient always give the same id, and receivers drop repeated ones. */
  readonly id: string;
  readonly alertId: number;
  readonly channel: string;
  readonly recipient: string;
  readonly payload: unknown;
  /** Not before; now when left out. */
  readonly nextAtMs?: number;
}

/** Writes what is to be sent. One that is there already stays, so an alert told twice is told once. */
export async function insertNotifications(tx: Db, drafts: readonly NotificationDraft[]): Promise<number> {
  if (drafts.length === 0) return 0;
  return tx.execute(sql`
    insert into notifications (id, alert_id, channel, recipient, payload, next_at)
    select id, "alertId", channel, recipient, payload, coalesce(to_timestamp("nextAtMs" / 1000.0), now())
    from jsonb_to_recordset(${JSON.stringify(drafts)}::jsonb)
      as i(id text, "alertId" bigint, channel text, recipient text, payload jsonb, "nextAtMs" bigint)
    on conflict (id) do nothing`);
}

export interface ClaimedNotification {
  readonly id: string;
  readonly alertId: number;
  readonly channel: string;
  readonly recipient: string;
  readonly payload: unknown;
  readonly attempts: number;
}

/**
 * Takes up to `limit` that are due and nobody else holds. A claim ends by itself after `claimMs`, so what a killed
 * instance held goes out later, with the same id. `skip locked`: two instances never wait for each other.
 */
export function claimNotifications(
  pool: Pool,
  instance: string,
  limit: number,
  claimMs: number,
): Promise<ClaimedNotification[]> {
  return pool.query(sql`
    update notifications n set claimed_by = ${instance}, claimed_until = now() + ${claimMs} * interval '1 millisecond',
      attempts = n.attempts + 1
    from (
      select id from notifications
      where state = 'waiting' and next_at <= now() and (claimed_until is null or claimed_until < now())
      order by next_at limit ${limit} for update skip locked
    ) due
    where n.id = due.id
    returning n.id, n.alert_id as "alertId", n.channel, n.recipient, n.payload, n.attempts`);
}

/** Only the instance that holds the claim may say so. false: the claim had passed to another. */
export async function markSent(db: Db, id: string, instance: string): Promise<boolean> {
  const count = await db.execute(sql`
    update notifications set state = 'sent', sent_at = now(), claimed_by = null, claimed_until = null, error = null
    where id = ${id} and claimed_by = ${instance} and state = 'waiting'`);
  return count === 1;
}

/** Another try at `retryAtMs`, or none when it is null. */
export async function markFailed(
  db: Db,
  id: string,
  instance: string,
  error: string,
  retryAtMs: number | null,
): Promise<void> {
  await db.execute(sql`
    update notifications set claimed_by = null, claimed_until = null, error = ${error.slice(0, 1000)},
      state = ${retryAtMs === null ? "failed" : "waiting"}, next_at = coalesce(${instant(retryAtMs)}::timestamptz, next_at)
    where id = ${id} and claimed_by = ${instance} and state = 'waiting'`);
}

/** How many are in each state and channel, of the last day and all that wait. */
export function countNotifications(db: Db): Promise<{ channel: string; state: string; n: number }[]> {
  return db.query(sql`
    select channel, state, count(*) as n from notifications
    where state = 'waiting' or created_at > now() - interval '1 day' group by channel, state order by channel, state`);
}
