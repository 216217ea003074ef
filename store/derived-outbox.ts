import type { DerivedEvent } from "#domain/detect";
import { partitionOf } from "#domain/partition";
import type { Db } from "#store/pool";
import { sql } from "#store/sql";

/** Events for other keys that did not come from a batch; detection publishes what lies here after five seconds. */
export async function insertOutbox(tx: Db, events: readonly DerivedEvent[]): Promise<number> {
  if (events.length === 0) return 0;
  const rows = events.map((event) => ({
    uid: event.uid,
    partition: partitionOf(event.key),
    body: JSON.stringify(event),
  }));
  return tx.execute(sql`
    insert into derived_outbox (uid, partition, body)
    select uid, partition, body from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as i(uid text, partition smallint, body text)
    on conflict (uid) do nothing`);
}
