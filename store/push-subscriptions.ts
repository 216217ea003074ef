import type { Db } from "#store/pool";
import { sql } from "#store/sql";

export interface SubscriptionRow {
  readonly id: number;
  readonly userId: number;
  readonly endpoint: string;
  readonly p256dh: string;
  readonly auth: string;
  readonly minLevel: number;
}

/** A browser's Web Push subscription. The same endpoint again belongs to whoever subscribed last. */
export async function saveSubscription(
  db: Db,
  row: {
    userId: number;
    endpoint: string;
    p256dh: string;
    auth: string;
    userAgent: string;
    minLevel: number;
  },
): Promise<void> {
  await db.execute(sql`
    insert into push_subscriptions (user_id, endpoint, p256dh, auth, user_agent, min_level)
    values (${row.userId}, ${row.endpoint}, ${row.p256dh}, ${row.auth}, ${row.userAgent}, ${row.minLevel})
    on conflict (endpoint) do update set user_id = excluded.user_id, p256dh = excluded.p256dh, auth = excluded.auth,
      user_agent = excluded.user_agent, min_level = excluded.min_level, failures = 0, disabled_at = null`);
}

/** false when this user has no such subscription. */
export async function removeSubscription(db: Db, userId: number, endpoint: string): Promise<boolean> {
  return (
    (await db.execute(sql`
      update push_subscriptions set disabled_at = now()
      where user_id = ${userId} and endpoint = ${endpoint} and disabled_at is null`)) === 1
  );
}

/** Living subscriptions of these users. */
export function readSubscriptions(db: Db, userIds: readonly number[]): Promise<SubscriptionRow[]> {
  return db.query(sql`
    select id, user_id as "userId", endpoint, p256dh, auth, min_level as "minLevel" from push_subscriptions
    where user_id = any(${userIds}::bigint[]) and disabled_at is null order by id`);
}

/** By its id, as a notification names its recipient; null when it was given up. */
export async function findSubscription(db: Db, id: number): Promise<SubscriptionRow | null> {
  const rows = await db.query<SubscriptionRow>(sql`
    select id, user_id as "userId", endpoint, p256dh, auth, min_level as "minLevel" from push_subscriptions
    where id = ${id} and disabled_at is null`);
  return rows[0] ?? null;
}

/** Gone for good (404, 410) ends it; any other failure ends it after 20 in a row. */
export async function noteSubscriptionResult(
  db: Db,
  id: number,
  result: "sent" | "failed" | "gone",
): Promise<void> {
  await db.execute(sql`
    update push_subscriptions set
      failures = case when ${result} = 'sent' then 0 else failures + 1 end,
      last_sent_at = case when ${result} = 'sent' then now() else last_sent_at end,
      disabled_at = case when ${result} = 'gone' or (${result} = 'failed' and failures >= 19) then now() else disabled_at end
    where id = ${id}`);
}
