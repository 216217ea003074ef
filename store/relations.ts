import type { Scope } from "#domain/permission";
import { type Db, first, instant } from "#store/pool";
import { inScope } from "#store/scope";
import { sql } from "#store/sql";

/** Source of ties that people added: no event tells of them. */
export const MANUAL_SOURCE = "review";

export interface RelationRow {
  readonly id: number;
  readonly kind: string;
  readonly party: "person" | "enterprise";
  readonly name: string;
  readonly personId: number | null;
  readonly enterpriseId: number | null;
  /** null for persons, and for enterprises outside the reader's scope: the register's tie is shown, its risk is not. */
  readonly level: number | null;
  readonly share: number | null;
  readonly office: string | null;
  readonly direction: "in" | "out";
  readonly sinceMs: number;
}

/** First layer: what the enterprise names (out) and what names it (in), as known now. */
export function readRelations(db: Db, id: number, scope: Scope, limit = 500): Promise<RelationRow[]> {
  return db.query(sql`
    with layer as (
      select r.*, 'out' as direction, r.to_enterprise as other from relations r
      where r.from_enterprise = ${id} and r.superseded_at is null and r.valid_to is null
      union all
      select r.*, 'in' as direction, r.from_enterprise as other from relations r
      where r.to_enterprise = ${id} and r.superseded_at is null and r.valid_to is null
    )
    select l.id, l.kind, case when l.other is null then 'person' else 'enterprise' end as party, coalesce(e.name, p.name) as name,
      case when l.other is null then l.person_id end as "personId", l.other as "enterpriseId",
      (select s.level from scores s where s.enterprise_id = l.other and ${inScope(scope)}) as level,
      l.share::float8 as share, l.office, l.direction, l.valid_from as "sinceMs"
    from layer l left join enterprises e on e.id = l.other left join persons p on p.id = l.person_id
    order by l.kind, l.share desc nulls last, l.id limit ${limit}`);
}

export interface RelationDraft {
  readonly fromEnterprise: number;
  readonly kind: string;
  readonly share: number | null;
  readonly office: string | null;
  readonly fromMs: number;
  readonly source: string;
  readonly eventUid: string | null;
  readonly party:
    | { readonly kind: "person"; readonly personId: number }
    | { readonly kind: "enterprise"; readonly enterpriseId: number };
}

/** Keeps relations. One that holds already with the same share and office changes nothing; another share supersedes it. */
export async function writeRelations(db: Db, drafts: readonly RelationDraft[]): Promise<void> {
  if (drafts.length === 0) return;
  await db.execute(sql`
    with input as materialized (
      select distinct on (enterprise_id, kind, person_id, to_enterprise) *
      from unnest(${drafts.map((one) => one.fromEnterprise)}::bigint[], ${drafts.map((one) => one.kind)}::text[],
        ${drafts.map((one) => (one.party.kind === "person" ? one.party.personId : null))}::bigint[],
        ${drafts.map((one) => (one.party.kind === "enterprise" ? one.party.enterpriseId : null))}::bigint[],
        ${drafts.map((one) => one.share)}::numeric[], ${drafts.map((one) => one.office)}::text[],
        ${drafts.map((one) => instant(one.fromMs))}::timestamptz[], ${drafts.map((one) => one.source)}::text[],
        ${drafts.map((one) => one.eventUid)}::text[])
        with ordinality as i(enterprise_id, kind, person_id, to_enterprise, share, office, valid_from, source, event_uid, place)
      order by enterprise_id, kind, person_id, to_enterprise, place desc
    ), current as materialized (
      select i.*, r.id as old_id, r.share as old_share, r.office as old_office, r.valid_from as old_from
      from input i left join relations r on r.from_enterprise = i.enterprise_id and r.kind = i.kind and r.superseded_at is null
        and r.valid_to is null and r.person_id is not distinct from i.person_id and r.to_enterprise is not distinct from i.to_enterprise
    ), changed as (
      select * from current where old_id is null
        or ((share is distinct from old_share or office is distinct from old_office) and valid_from >= old_from)
    ), ended as (
      update relations r set superseded_at = now() from changed c where r.id = c.old_id
    )
    insert into relations (from_enterprise, party, person_id, to_enterprise, kind, share, office, valid_from, valid_to, source, event_uid)
    select enterprise_id, case when person_id is null then 'enterprise' else 'person' end, person_id, to_enterprise, kind,
      share, office, valid_from, null, source, event_uid from changed
    union all
    select r.from_enterprise, r.party, r.person_id, r.to_enterprise, r.kind, r.share, r.office, r.valid_from, c.valid_from, r.source, r.event_uid
    from changed c join relations r on r.id = c.old_id where c.valid_from > c.old_from`);
}

export interface TieRow {
  readonly share: number | null;
  readonly office: string | null;
}

/** How one enterprise is tied to another as known now; null: not in this way. */
export function readTie(db: Db, from: number, to: number, kind: string): Promise<TieRow | null> {
  return first(
    db,
    sql`
    select share::float8 as share, office from relations where from_enterprise = ${from} and to_enterprise = ${to}
      and kind = ${kind} and superseded_at is null and valid_to is null order by valid_from desc, id desc limit 1`,
  );
}

/** The tie holds no longer from that instant on; what was known of it before stays. */
export async function endTie(tx: Db, from: number, to: number, kind: string, atMs: number): Promise<void> {
  await tx.execute(sql`
    with ended as (
      update relations set superseded_at = now() where from_enterprise = ${from} and to_enterprise = ${to} and kind = ${kind}
        and superseded_at is null and valid_to is null returning *
    )
    insert into relations (from_enterprise, party, person_id, to_enterprise, kind, share, office, valid_from, valid_to, source, event_uid)
    select from_enterprise, party, person_id, to_enterprise, kind, share, office, valid_from,
      greatest(valid_from, ${instant(atMs)}), source, event_uid from ended`);
}

export interface PersonDraft {
  readonly name: string;
  /** Blind index of the document; null when it is not known. */
  readonly idIndex: string | null;
  readonly idCipher: string | null;
  readonly keyVersion: number | null;
  /** Whose papers name the person: without a document he is one only inside them. */
  readonly hint: string;
}

/** Ids of persons, in order; who is unknown is made. A common name alone is nobody's identity. */
export async function resolvePersons(db: Db, persons: readonly PersonDraft[]): Promise<number[]> {
  if (persons.length === 0) return [];
  const keys = persons.map((person) => person.idIndex ?? `name:${person.name}@${person.hint}`);
  await db.execute(sql`
    insert into persons (name, id_cipher, id_index, key_version)
    select distinct on (key) name, cipher, key, version
    from unnest(${persons.map((one) => one.name)}::text[], ${persons.map((one) => one.idCipher)}::text[], ${keys}::text[],
      ${persons.map((one) => one.keyVersion)}::int[]) as i(name, cipher, key, version)
    order by key
    on conflict (id_index) do nothing`);
  const rows = await db.query<{ id: number; key: string }>(sql`
    select id, id_index as key from persons where id_index = any(${keys})`);
  const ids = new Map(rows.map((row) => [row.key, row.id]));
  return keys.map((key) => ids.get(key) as number);
}
