import type { DerivedEvent } from "#domain/detect";
import { partitionOf } from "#domain/partition";
import type { Db } from "#store/pool";
import { sql } from "#store/sql";

/**
 * Events for enterprises from a job, in the job's own transaction: detection publishes what lies in the outbox for some
 * seconds (readStaleDerived), so that they are sent if and only if the job committed.
 */
export async function queueDerived(tx: Db, events: readonly DerivedEvent[]): Promise<void> {
  if (events.length === 0) return;
  await tx.execute(sql`
    insert into derived_outbox (uid, partition, body)
    select * from unnest(${events.map((event) => event.uid)}::text[], ${events.map((event) => partitionOf(event.key))}::smallint[],
      ${events.map((event) => JSON.stringify(event))}::text[])
    on conflict (uid) do nothing`);
}
