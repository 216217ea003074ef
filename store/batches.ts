import type { StreamEvent } from "#domain/event";
import { flags, numbers, texts, times } from "#store/columns";
import type { Statements } from "#store/statement-group";

/**
 * The hot path: what one transaction of detection reads and writes, each as one statement over columns.
 * Columns travel as single text parameters (see columns.ts): array literals cost twice the CPU on both sides.
 */

export interface Fence {
  readonly partition: number;
  readonly epoch: number;
}

export interface Opened {
  /** Partitions whose lease this owner still holds at the given epoch; locked until the transaction ends. */
  readonly held: ReadonlySet<number>;
  /** Uids seen for the first time. */
  readonly fresh: ReadonlySet<string>;
  /** Uids that an event withdrew or corrected which came before them. */
  readonly withdrawn: ReadonlySet<string>;
}

/**
 * Takes the fences and claims the uids. Claims nothing when a fence is lost. The fence is a key-share lock: a renewal
 * of the lease (an update of no key) passes it, so renewals never wait for transactions; whoever takes a lease over
 * locks the row for update and cannot pass it.
 */
export async function openBatch(
  client: Statements,
  owner: string,
  fences: readonly Fence[],
  events: readonly StreamEvent[],
): Promise<Opened> {
  const result = await client.query<{ held: number[]; fresh: string[]; withdrawn: string[] }>({
    name: "batch-open",
    text: `
      with held as materialized (
        select l.partition from partition_leases l
        join (select unnest($2::int[]) as partition, unnest($3::bigint[]) as epoch) w using (partition, epoch)
        where l.owner = $1 for key share of l
      ), claimed as (
        insert into event_ids (uid, hash, time)
        select * from unnest(string_to_array($4, E'\\x1f'), string_to_array($5, E'\\x1f'), $6::timestamptz[])
        where (select count(*) from held) = cardinality($2::int[])
        on conflict (uid) do nothing
        returning uid
      )
      select array(select partition::int from held) as held, array(select uid from claimed) as fresh,
        array(select u.uid from unnest(string_to_array($4, E'\\x1f')) as u(uid)
              join withdrawals w on w.uid = regexp_replace(u.uid, '#[0-9]+$', '')) as withdrawn`,
    values: [
      owner,
      numbers(fences.map((fence) => fence.partition)),
      numbers(fences.map((fence) => fence.epoch)),
      texts(events.map((event) => event.uid)),
      texts(events.map((event) => event.hash)),
      times(events.map((event) => event.timeMs)),
    ],
  });
  const row = result.rows[0];
  return {
    held: new Set(row?.held ?? []),
    fresh: new Set(row?.fresh ?? []),
    withdrawn: new Set(row?.withdrawn ?? []),
  };
}

export function insertEvents(client: Statements, events: readonly StreamEvent[]): Promise<unknown> {
  return client.query({
    name: "batch-events",
    text: `
      insert into events (uid, kind, type, key, enterprise_id, district, source, time, time_inferred, received_at,
                          simulated, corrects, withdraws, data)
      select * from unnest(
        string_to_array($1, E'\\x1f'), string_to_array($2, E'\\x1f'), string_to_array($3, E'\\x1f'),
        string_to_array($4, E'\\x1f'), $5::bigint[], string_to_array($6, E'\\x1f'), string_to_array($7, E'\\x1f'),
        $8::timestamptz[], $9::boolean[], $10::timestamptz[], $11::boolean[],
        string_to_array($12, E'\\x1f', E'\\x1e'), string_to_array($13, E'\\x1f', E'\\x1e'),
        string_to_array($14, E'\\x1f')::jsonb[])`,
    values: [
      texts(events.map((event) => event.uid)),
      texts(events.map((event) => event.kind)),
      texts(events.map((event) => event.type)),
      texts(events.map((event) => event.key)),
      numbers(events.map((event) => event.enterpriseId)),
      texts(events.map((event) => event.district)),
      texts(events.map((event) => event.source)),
      times(events.map((event) => event.timeMs)),
      flags(events.map((event) => event.timeInferred)),
      times(events.map((event) => event.receivedMs)),
      flags(events.map((event) => event.simulated)),
      texts(events.map((event) => event.corrects ?? null)),
      texts(events.map((event) => event.withdraws ?? null)),
      texts(events.map((event) => JSON.stringify(event.data))),
    ],
  });
}

export interface StoredState {
  readonly key: string;
  readonly version: string;
  readonly state: string;
}

export async function readStates(client: Statements, keys: readonly string[]): Promise<StoredState[]> {
  const result = await client.query<StoredState>({
    name: "batch-states",
    text: "select key, version, state from entity_state where key = any(string_to_array($1, E'\\x1f'))",
    values: [texts(keys)],
  });
  return result.rows;
}

export interface StateWrite extends StoredState {
  readonly partition: number;
  readonly watermarkMs: number;
  readonly dueMs: number | null;
}

export function writeStates(client: Statements, rows: readonly StateWrite[]): Promise<unknown> {
  return client.query({
    name: "batch-write-states",
    text: `
      insert into entity_state as s (key, partition, version, watermark, due_at, state)
      select * from unnest(string_to_array($1, E'\\x1f'), $2::smallint[], string_to_array($3, E'\\x1f'),
        $4::timestamptz[], $5::timestamptz[], string_to_array($6, E'\\x1f'))
      on conflict (key) do update set version = excluded.version, watermark = excluded.watermark,
        due_at = excluded.due_at, state = excluded.state, updated_at = now()`,
    values: [
      texts(rows.map((row) => row.key)),
      numbers(rows.map((row) => row.partition)),
      texts(rows.map((row) => row.version)),
      times(rows.map((row) => row.watermarkMs)),
      times(rows.map((row) => row.dueMs)),
      texts(rows.map((row) => row.state)),
    ],
  });
}

/** Keys of a partition for which time alone may change something, longest overdue first. */
export async function readDueStates(
  client: Statements,
  partition: number,
  nowMs: number,
  most: number,
): Promise<StoredState[]> {
  const result = await client.query<StoredState>({
    name: "batch-due",
    text: `select key, version, state from entity_state
           where partition = $1 and due_hour <= floor($2::float8 / 3600000)::int
             and due_at <= to_timestamp($2::float8 / 1000) order by due_at limit $3`,
    values: [partition, nowMs, most],
  });
  return result.rows;
}

/** All events of a key that still count, in the order in which detectors must see them. */
export async function readKeyEvents(client: Statements, key: string, most: number): Promise<StreamEvent[]> {
  const result = await client.query<Record<string, unknown>>({
    name: "batch-key-events",
    text: `
      select * from (
        select uid, kind, type, key, enterprise_id as "enterpriseId", district, source,
               (extract(epoch from time) * 1000)::float8 as "timeMs", time_inferred as "timeInferred",
               (extract(epoch from received_at) * 1000)::float8 as "receivedMs", simulated, '' as hash, data, corrects, withdraws
        from events
        where enterprise_id is not distinct from $3::bigint and key = $1 and not withdrawn
        order by time desc, uid desc limit $2) latest
      order by "timeMs", uid`,
    values: [key, most, key.startsWith("e:") ? Number(key.slice(2)) : null],
  });
  return result.rows.map((row) => withoutNulls(row) as unknown as StreamEvent);
}

/** Columns that hold nothing are absent from an event, as they are on the stream. */
function withoutNulls(row: Record<string, unknown>): Record<string, unknown> {
  if (row.corrects === null) delete row.corrects;
  if (row.withdraws === null) delete row.withdraws;
  return row;
}

/**
 * Marks events of a key that another one withdrew or corrected; they stay, and no longer count. Those that have not come
 * yet are remembered: openBatch tells of them when they do.
 */
export async function withdrawEvents(
  client: Statements,
  key: string,
  withdrawals: readonly { readonly uid: string; readonly byUid: string }[],
): Promise<void> {
  const uids = texts(withdrawals.map(({ uid }) => uid));
  await client.query({
    name: "batch-withdrawals",
    text: `insert into withdrawals (uid, by_uid)
           select * from unnest(string_to_array($1, E'\\x1f'), string_to_array($2, E'\\x1f')) on conflict (uid) do nothing`,
    values: [uids, texts(withdrawals.map(({ byUid }) => byUid))],
  });
  await client.query({
    name: "batch-withdraw",
    // A text that named several enterprises was stored as uid#1, uid#2 … : one withdrawal takes back this key's part.
    text: `update events set withdrawn = true
           where enterprise_id is not distinct from $3::bigint and key = $1 and regexp_replace(uid, '#[0-9]+$', '') = any(string_to_array($2, E'\\x1f'))`,
    values: [key, uids, key.startsWith("e:") ? Number(key.slice(2)) : null],
  });
}
