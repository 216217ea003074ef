import type { OrganisationKind } from "#domain/organisation";
import type { Role } from "#domain/role";
import { type Db, instant, one } from "#store/pool";
import { sql } from "#store/sql";

export interface PostRow {
  readonly id: number;
  readonly userId: number;
  readonly role: Role;
  readonly organisationId: number;
  readonly organisation: string;
  readonly organisationKind: OrganisationKind;
  /** The organisation's area. */
  readonly district: string;
  readonly street: string | null;
  /** null: all. */
  readonly lines: readonly string[] | null;
  readonly businesses: readonly string[] | null;
  /** Guarded fields that the post opens. */
  readonly fields: readonly string[];
  readonly standsInFor: number | null;
  readonly fromMs: number;
  readonly toMs: number | null;
}

/** The posts that a person holds now, own ones before stand-ins. */
export function readPosts(db: Db, userId: number): Promise<PostRow[]> {
  return db.query(sql`
    select p.id, p.user_id as "userId", p.role, o.id as "organisationId", o.name as organisation, o.kind as "organisationKind",
      o.district, o.street, p.lines, p.businesses, p.fields, p.stands_in_for as "standsInFor", p.valid_from as "fromMs", p.valid_to as "toMs"
    from posts p join organisations o on o.id = p.organisation_id
    where p.user_id = ${userId} and p.valid_from <= now() and (p.valid_to is null or p.valid_to > now()) and o.closed_at is null
    order by p.stands_in_for is not null, p.id`);
}

export interface PostDraft {
  readonly userId: number;
  readonly organisationId: number;
  readonly role: Role;
  readonly lines?: readonly string[] | null;
  readonly businesses?: readonly string[] | null;
  readonly fields?: readonly string[];
  readonly standsInFor?: number | null;
  readonly fromMs?: number | null;
  readonly toMs?: number | null;
  readonly recordedBy?: number | null;
}

export async function addPost(db: Db, draft: PostDraft): Promise<number> {
  const row = await one<{ id: number }>(
    db,
    sql`
    insert into posts (user_id, organisation_id, role, lines, businesses, fields, stands_in_for, valid_from, valid_to, recorded_by)
    values (${draft.userId}, ${draft.organisationId}, ${draft.role}, ${draft.lines ?? null}::text[], ${draft.businesses ?? null}::text[],
      ${draft.fields ?? []}::text[], ${draft.standsInFor ?? null}, coalesce(${instant(draft.fromMs ?? null)}::timestamptz, now()),
      ${instant(draft.toMs ?? null)}::timestamptz, ${draft.recordedBy ?? null}) returning id`,
  );
  return row.id;
}

/** Ends now. A post is never deleted: what was done in it stays explained. */
export async function endPost(db: Db, id: number): Promise<boolean> {
  return (
    (await db.execute(sql`
    update posts set valid_to = now() where id = ${id} and (valid_to is null or valid_to > now())`)) === 1
  );
}
