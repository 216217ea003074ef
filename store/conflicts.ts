import type { StreamEvent } from "#domain/event";
import { texts } from "#store/columns";
import type { Statements } from "#store/statement-group";

/**
 * The same id with another body, found by detection: kept as it came, and moved in its source's tally from accepted
 * to conflict. (Ingest finds most conflicts first; this is for two that raced.)
 */
export async function insertConflicts(client: Statements, events: readonly StreamEvent[]): Promise<void> {
  await client.query({
    name: "conflicts",
    text: `
      with input as materialized (
        select source, uid, raw from unnest(string_to_array($1, E'\\x1f'), string_to_array($2, E'\\x1f'), string_to_array($3, E'\\x1f'))
          as i(source, uid, raw)
        where not exists (select 1 from rejects r where r.source_id = i.source and r.event_id = i.uid and r.raw = i.raw)
      ), moved as (
        insert into source_tallies as t (source_id, day, read, accepted, conflict)
        select source, (now() at time zone 'Asia/Shanghai')::date, 0, -count(*), count(*) from input group by source
        on conflict (source_id, day) do update set accepted = t.accepted + excluded.accepted, conflict = t.conflict + excluded.conflict
      )
      insert into rejects (source_id, outcome, code, message, hint, event_id, raw)
      select source, 'conflict', 'ingest.conflict', '', '', uid, raw from input`,
    values: [
      texts(events.map((event) => event.source)),
      texts(events.map((event) => event.uid)),
      texts(events.map((event) => JSON.stringify(event))),
    ],
  });
}
