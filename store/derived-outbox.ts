import type { DerivedEvent } from "#domain/detect";
import { partitionOf } from "#domain/partition";
import type { Db } from "#store/pool";
import { sql } from "#store/sql";

/**
 * Events for enterprises from a job, in the job's own transaction: detection publishes what lies in the outbox for some
 * seconds (readStaleDerived), so that they are sent if and only if the job committed. Gives how many are new.
 */
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
