import type { OrganisationKind } from "#domain/organisation";
import type { Role } from "#domain/role";
import { type Db, first } from "#store/pool";
import { prepared, type Sql, sql } from "#store/sql";

/** A person in one post, as the permission rules need it. */
export interface PostHolderRow {
  readonly userId: number;
  readonly login: string;
  readonly name: string;
  readonly mustChangePassword: boolean;
  readonly totpEnabled: boolean;
  readonly disabled: boolean;
  readonly postId: number;
  readonly role: Role;
  readonly organisationId: number;
  readonly organisationKind: OrganisationKind;
  readonly district: string;
  readonly street: string | null;
  readonly lines: readonly string[] | null;
  readonly businesses: readonly string[] | null;
  readonly fields: readonly string[];
}

export interface SessionUserRow extends PostHolderRow {
  readonly lastSeenMs: number;
  readonly idleExpiresMs: number;
  readonly expiresMs: number;
  readonly endedAtMs: number | null;
  readonly endReason: string | null;
}

/**
 * Whose session this is, ended ones too (so that the answer can say why), in the post that it acts in; when that post
 * has ended, in the first that the person still holds. One round trip: it runs with every request, 0.3 ms.
 */
export function readSessionUser(db: Db, tokenHash: string): Promise<SessionUserRow | null> {
  return first(
    db,
    prepared(sql`
    select ${HOLDER}, s.last_seen_at as "lastSeenMs", s.idle_expires_at as "idleExpiresMs", s.expires_at as "expiresMs",
      s.ended_at as "endedAtMs", s.end_reason as "endReason"
    from sessions s join users u on u.id = s.user_id ${CURRENT_POST}
    where s.token_hash = ${tokenHash}
    order by p.id = s.post_id desc, p.stands_in_for is not null, p.id limit 1`),
  );
}

/** The person in his first own post; null when there is no such person or he holds none. */
export function readPostHolder(db: Db, userId: number): Promise<PostHolderRow | null> {
  return first(
    db,
    prepared(
      sql`select ${HOLDER} from users u ${CURRENT_POST} where u.id = ${userId} order by p.stands_in_for is not null, p.id limit 1`,
    ),
  );
}

const CURRENT_POST: Sql = sql`join posts p on p.user_id = u.id and p.valid_from <= now() and (p.valid_to is null or p.valid_to > now())
  join organisations o on o.id = p.organisation_id and o.closed_at is null`;

const HOLDER: Sql = sql`u.id as "userId", u.login, u.name, u.must_change_password as "mustChangePassword", u.totp_enabled as "totpEnabled",
  u.disabled_at is not null as disabled, p.id as "postId", p.role, o.id as "organisationId", o.kind as "organisationKind", o.district, o.street,
  p.lines, p.businesses, p.fields`;
