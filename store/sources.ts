import type { Tally } from "#domain/api/sources";
import type { InputKind } from "#domain/event";
import { type Db, first } from "#store/pool";
import { prepared, type Sql, sql } from "#store/sql";

export type Transport = "http" | "webhook" | "file" | "replay" | "simulator";

export interface SourceRow {
  readonly id: string;
  readonly name: string;
  readonly transport: Transport;
  readonly kinds: readonly InputKind[];
  readonly enabled: boolean;
  readonly simulated: boolean;
  readonly silenceSeconds: number;
  /** How often it is agreed to deliver, seconds; null: not agreed. */
  readonly everySeconds: number | null;
  /** Hidden and taking nothing since; its data stays. */
  readonly retiredAtMs: number | null;
  readonly createdAtMs: number;
}

export interface SourceListRow extends SourceRow {
  readonly lastEventMs: number | null;
  /** Longer without an event than it may be; a disabled source is never silent. */
  readonly silent: boolean;
  readonly today: Tally;
  readonly total: Tally;
  readonly keyExpiresMs: number | null;
}

/** Sources with their tallies, those in use or those retired; `today` is the day of Asia/Shanghai. */
export async function readSources(db: Db, retired = false): Promise<SourceListRow[]> {
  const rows = await db.query<SourceListRow>(sql`
    select ${COLUMNS}, t.last as "lastEventMs",
      s.enabled and coalesce(t.last, s.created_at) < now() - s.silence_seconds * interval '1 second' as silent,
      coalesce(d.tally, ${EMPTY}) as today, coalesce(t.tally, ${EMPTY}) as total,
      (select max(k.expires_at) from source_keys k where k.source_id = s.id and k.revoked_at is null) as "keyExpiresMs"
    from sources s
    left join lateral (
      select max(last_event_at) as last, ${SUMS} as tally from source_tallies t where t.source_id = s.id having count(*) > 0) t on true
    left join lateral (
      select ${SUMS} as tally from source_tallies t
      where t.source_id = s.id and t.day = (now() at time zone 'Asia/Shanghai')::date having count(*) > 0) d on true
    where (s.retired_at is not null) = ${retired} order by s.id`);
  return rows;
}

export function findSource(db: Db, id: string): Promise<SourceRow | null> {
  return first(db, prepared(sql`select ${COLUMNS} from sources s where id = ${id}`));
}

export interface SourceDraft {
  readonly id: string;
  readonly name: string;
  readonly transport: Transport;
  readonly kinds: readonly InputKind[];
  readonly simulated?: boolean;
  readonly silenceSeconds?: number;
  readonly everySeconds?: number | null;
  readonly createdBy?: number | null;
}

/** false when the id is taken. */
export async function createSource(db: Db, draft: SourceDraft): Promise<boolean> {
  const count = await db.execute(sql`
    insert into sources (id, name, transport, kinds, simulated, silence_seconds, every_seconds, created_by)
    values (${draft.id}, ${draft.name}, ${draft.transport}, ${draft.kinds}, ${draft.simulated ?? false},
      ${draft.silenceSeconds ?? 86_400}, ${draft.everySeconds ?? null}, ${draft.createdBy ?? null})
    on conflict (id) do nothing`);
  return count === 1;
}

/** For sources that the program brings itself (simulator, replay): made when absent, left alone else. */
export async function ensureSource(db: Db, draft: SourceDraft): Promise<void> {
  await createSource(db, draft);
}

/** Changes what is given. false when there is no such source, or it is retired. */
export async function updateSource(
  db: Db,
  id: string,
  change: {
    readonly name?: string;
    readonly kinds?: readonly InputKind[];
    readonly enabled?: boolean;
    readonly silenceSeconds?: number;
    readonly everySeconds?: number | null;
  },
): Promise<boolean> {
  const count = await db.execute(sql`
    update sources set name = coalesce(${change.name ?? null}, name), kinds = coalesce(${change.kinds ?? null}::text[], kinds),
      enabled = coalesce(${change.enabled ?? null}::boolean, enabled),
      silence_seconds = coalesce(${change.silenceSeconds ?? null}::int, silence_seconds),
      every_seconds = case when ${change.everySeconds !== undefined}::boolean then ${change.everySeconds ?? null}::int else every_seconds end, updated_at = now()
    where id = ${id} and retired_at is null`);
  return count === 1;
}

/**
 * Takes sources that people made out of use, or brings them back (disabled: somebody shall mean it). Gives those that it
 * changed.
 */
export async function setSourcesRetired(
  tx: Db,
  ids: readonly string[],
  retired: boolean,
  userId: number,
): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(sql`
    update sources set enabled = false, retired_at = case when ${retired}::boolean then now() end,
      retired_by = case when ${retired}::boolean then ${userId}::bigint end, updated_at = now()
    where id = any(${ids}::text[]) and (retired_at is not null) <> ${retired}::boolean and ${OWN} returning id`);
  return rows.map(({ id }) => id);
}

/** Of sources that people made. Gives those that it changed. */
export async function setSourcesEnabled(tx: Db, ids: readonly string[], enabled: boolean): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(sql`
    update sources set enabled = ${enabled}, updated_at = now()
    where id = any(${ids}::text[]) and enabled <> ${enabled} and retired_at is null and ${OWN} returning id`);
  return rows.map(({ id }) => id);
}

/** The simulator's and the replay's are set by configuration. */
const OWN: Sql = sql`transport not in ('simulator', 'replay')`;

const COLUMNS: Sql = sql`s.id, s.name, s.transport, s.kinds, s.enabled, s.simulated, s.silence_seconds as "silenceSeconds",
  s.every_seconds as "everySeconds", s.retired_at as "retiredAtMs", s.created_at as "createdAtMs"`;

const SUMS: Sql = sql`jsonb_build_object('read', sum(read), 'accepted', sum(accepted), 'duplicate', sum(duplicate),
  'conflict', sum(conflict), 'rejected', sum(rejected))`;

const EMPTY: Sql = sql`'{"read": 0, "accepted": 0, "duplicate": 0, "conflict": 0, "rejected": 0}'::jsonb`;

/** What a source keeps for itself between runs. */
export async function readSourceSettings<T>(db: Db, id: string): Promise<T | null> {
  const row = await first<{ settings: T }>(db, sql`select settings from sources where id = ${id}`);
  return row?.settings ?? null;
}

/** Merges into the settings: keys that are not given stay. */
export async function saveSourceSettings(
  db: Db,
  id: string,
  settings: Readonly<Record<string, unknown>>,
): Promise<void> {
  await db.execute(
    sql`update sources set settings = settings || ${JSON.stringify(settings)}::jsonb, updated_at = now() where id = ${id}`,
  );
}
