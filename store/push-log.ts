import type { PushMessage, Topic } from "#domain/push";
import type { Db } from "#store/pool";
import { sql } from "#store/sql";

/** The lock under which detection appends too: see push-append.ts, which is the same for a batch. */
const APPEND_LOCK = 7_226_451;

/**
 * Gives each message the next sequence of its topic, inside the caller's transaction. Call it last: the lock is held
 * until the commit, so that sequences of a topic become visible in order and without gaps.
 */
export async function appendMessages(
  tx: Db,
  messages: readonly { readonly topic: Topic; readonly body: string }[],
): Promise<PushMessage<string>[]> {
  if (messages.length === 0) return [];
  await tx.execute(sql`select pg_advisory_xact_lock(${APPEND_LOCK})`);
  const rows = await tx.query<PushMessage<string>>(sql`
    with input as materialized (
      select topic, body, place, row_number() over (partition by topic order by place) as nth
      from unnest(${messages.map((one) => one.topic)}::text[], ${messages.map((one) => one.body)}::text[])
        with ordinality as i(topic, body, place)
    ), moved as (
      insert into push_topics as t (topic, seq) select topic, count(*) from input group by topic
      on conflict (topic) do update set seq = t.seq + excluded.seq
      returning topic, seq
    ), numbered as materialized (
      select i.topic, m.seq - (select count(*) from input j where j.topic = i.topic) + i.nth as seq, i.body, i.place
      from input i join moved m using (topic)
    ), kept as (
      insert into push_log (topic, seq, body) select topic, seq, body from numbered
    )
    select topic, seq, body from numbered order by place`);
  return rows;
}

/** Messages of a topic after a sequence, in order. */
export function readPushSince(
  db: Db,
  topic: string,
  afterSeq: number,
  limit: number,
): Promise<PushMessage<string>[]> {
  return db.query(sql`
    select topic, seq, body from push_log where topic = ${topic} and seq > ${afterSeq} order by seq limit ${limit}`);
}

/** The last sequence of each topic; a topic without messages is absent. */
export async function readPushHeads(db: Db, topics: readonly string[]): Promise<Map<string, number>> {
  const rows = await db.query<{ topic: string; seq: number }>(
    sql`select topic, seq from push_topics where topic = any(${topics})`,
  );
  return new Map(rows.map((row) => [row.topic, row.seq]));
}

/** The oldest sequence that is still kept of each topic: older ones need a snapshot. */
export async function readPushTails(db: Db, topics: readonly string[]): Promise<Map<string, number>> {
  const rows = await db.query<{ topic: string; seq: number | null }>(sql`
    select t.topic, (select l.seq from push_log l where l.topic = t.topic order by l.seq limit 1) as seq
    from unnest(${topics}::text[]) as t(topic)`);
  return new Map(rows.flatMap((row) => (row.seq === null ? [] : [[row.topic, row.seq] as const])));
}

/** The newest messages of a topic, oldest first: what a hub begins with. */
export async function readPushTail(db: Db, topic: string, limit: number): Promise<PushMessage<string>[]> {
  const rows = await db.query<PushMessage<string>>(sql`
    select topic, seq, body from push_log where topic = ${topic} order by seq desc limit ${limit}`);
  return rows.reverse();
}
