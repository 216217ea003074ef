import type { ClientBase } from "pg";
import type { StreamEvent } from "#domain/event";
import { partitionOf } from "#domain/partition";
import type { Db } from "#store/pool";
import { sql } from "#store/sql";

/** Keeps an event that could not be handled, as it was on the stream. Again under the same uid: the first row stays. */
export async function insertDeadLetter(
  client: ClientBase,
  event: StreamEvent,
  reason: string,
  attempts: number,
): Promise<void> {
  await client.query({
    name: "dead-letter",
    text: `insert into dead_letters (uid, kind, source, key, enterprise_id, district, partition, reason, attempts, body)
           select $1, $2, $3, $4, $5::bigint, $6, $7::smallint, $8, $9::int, $10
           where not exists (select 1 from dead_letters where uid = $1 and state = 'dead')`,
    values: [
      event.uid,
      event.kind,
      event.source,
      event.key,
      event.enterpriseId,
      event.district,
      partitionOf(event.key),
      reason.slice(0, 1000),
      attempts,
      JSON.stringify(event).replaceAll("\\u0000", ""),
    ],
  });
}

/** A message that is no event of ours at all. */
export async function insertDeadLetterRaw(
  db: Db,
  subject: string,
  seq: number,
  partition: number,
  body: string,
  reason: string,
): Promise<void> {
  const uid = `stream/${subject}/${seq}`;
  await db.execute(sql`
    insert into dead_letters (uid, kind, source, key, district, partition, reason, attempts, body)
    select ${uid}, 'unknown', 'stream', '', '310000', ${partition}::smallint, ${reason}, 1, ${body.replaceAll("\u0000", "")}
    where not exists (select 1 from dead_letters where uid = ${uid})`);
}
