import { type Db, first, instant } from "#store/pool";
import { sql } from "#store/sql";

export interface SessionRow {
  readonly tokenHash: string;
  readonly userId: number;
  readonly postId: number | null;
  readonly createdAtMs: number;
  readonly lastSeenMs: number;
  readonly idleExpiresMs: number;
  readonly expiresMs: number;
  readonly address: string;
  readonly userAgent: string;
}

/** `tokenHash` is SHA-256 of the cookie's token: who steals the table opens nothing. */
export async function createSession(db: Db, session: SessionRow): Promise<void> {
  await db.execute(sql`
    insert into sessions (token_hash, user_id, post_id, created_at, last_seen_at, idle_expires_at, expires_at, address, user_agent)
    values (${session.tokenHash}, ${session.userId}, ${session.postId}, ${instant(session.createdAtMs)}, ${instant(session.lastSeenMs)},
      ${instant(session.idleExpiresMs)}, ${instant(session.expiresMs)}, ${session.address}, ${session.userAgent.slice(0, 500)})`);
}

/** The living session, if its user is not disabled; null else. */
export function findSession(db: Db, tokenHash: string, nowMs: number): Promise<SessionRow | null> {
  return first(
    db,
    sql`
    select s.token_hash as "tokenHash", s.user_id as "userId", s.post_id as "postId", s.created_at as "createdAtMs",
      s.last_seen_at as "lastSeenMs", s.idle_expires_at as "idleExpiresMs", s.expires_at as "expiresMs", s.address, s.user_agent as "userAgent"
    from sessions s join users u on u.id = s.user_id
    where s.token_hash = ${tokenHash} and s.ended_at is null and s.idle_expires_at > ${instant(nowMs)} and s.expires_at > ${instant(nowMs)}
      and u.disabled_at is null`,
  );
}

/** Moves the idle limit on. Call it at most once a minute for each session: no index changes, but it is a write. */
export async function touchSession(
  db: Db,
  tokenHash: string,
  nowMs: number,
  idleExpiresMs: number,
): Promise<void> {
  await db.execute(sql`
    update sessions set last_seen_at = ${instant(nowMs)}, idle_expires_at = ${instant(idleExpiresMs)}
    where token_hash = ${tokenHash} and ended_at is null`);
}

/** Acts in another post from now on. */
export async function switchPost(db: Db, tokenHash: string, postId: number): Promise<boolean> {
  return (
    (await db.execute(sql`
    update sessions s set post_id = ${postId}
    where token_hash = ${tokenHash} and ended_at is null
      and exists (select 1 from posts p where p.id = ${postId} and p.user_id = s.user_id and (p.valid_to is null or p.valid_to > now()))`)) ===
    1
  );
}

export async function endSession(db: Db, tokenHash: string, reason: string): Promise<boolean> {
  return (
    (await db.execute(sql`
    update sessions set ended_at = now(), end_reason = ${reason} where token_hash = ${tokenHash} and ended_at is null`)) ===
    1
  );
}

/** Ends all of a user's sessions but one (or none). Gives the hashes of those that ended. */
export async function endSessionsOf(
  db: Db,
  userId: number,
  reason: string,
  exceptHash: string | null = null,
): Promise<string[]> {
  const rows = await db.query<{ tokenHash: string }>(sql`
    update sessions set ended_at = now(), end_reason = ${reason}
    where user_id = ${userId} and ended_at is null and (${exceptHash}::text is null or token_hash <> ${exceptHash}::text)
    returning token_hash as "tokenHash"`);
  return rows.map((row) => row.tokenHash);
}

/** A user's living sessions, newest first. */
export function readSessions(db: Db, userId: number, nowMs: number): Promise<SessionRow[]> {
  return db.query(sql`
    select token_hash as "tokenHash", user_id as "userId", post_id as "postId", created_at as "createdAtMs", last_seen_at as "lastSeenMs",
      idle_expires_at as "idleExpiresMs", expires_at as "expiresMs", address, user_agent as "userAgent"
    from sessions where user_id = ${userId} and ended_at is null and idle_expires_at > ${instant(nowMs)} and expires_at > ${instant(nowMs)}
    order by created_at desc`);
}

/** How many people have a living session (T1). */
export async function countOnline(db: Db, nowMs: number): Promise<number> {
  const row = await first<{ n: number }>(
    db,
    sql`
    select count(distinct user_id) as n from sessions
    where ended_at is null and idle_expires_at > ${instant(nowMs)} and expires_at > ${instant(nowMs)}`,
  );
  return row?.n ?? 0;
}
