import { type Db, first, instant, one } from "#store/pool";
import { prepared, type Sql, sql } from "#store/sql";

export interface UserRow {
  readonly id: number;
  readonly login: string;
  readonly name: string;
  readonly mustChangePassword: boolean;
  readonly totpEnabled: boolean;
  readonly demo: boolean;
  readonly disabled: boolean;
  readonly lockedUntilMs: number | null;
  readonly lastLoginMs: number | null;
  readonly preferences: Readonly<Record<string, unknown>>;
  readonly version: number;
}

/** With what login needs and no page may show. */
export interface UserSecretRow extends UserRow {
  readonly passwordHash: string | null;
  readonly totpSecret: string | null;
  readonly failedLogins: number;
}

/** Names are the same in any case. null when there is none. */
export function findUserByLogin(db: Db, login: string): Promise<UserSecretRow | null> {
  return first(db, prepared(sql`select ${SECRETS} from users u where lower(login) = lower(${login})`));
}

export function findUserByOidc(db: Db, issuer: string, subject: string): Promise<UserSecretRow | null> {
  return first(
    db,
    sql`select ${SECRETS} from users u where oidc_issuer = ${issuer} and oidc_subject = ${subject}`,
  );
}

export function readUser(db: Db, id: number): Promise<UserRow | null> {
  return first(db, prepared(sql`select ${COLUMNS} from users u where id = ${id}`));
}

/** For changing one's own password or second factor. */
export function readUserSecrets(db: Db, id: number): Promise<UserSecretRow | null> {
  return first(db, prepared(sql`select ${SECRETS} from users u where id = ${id}`));
}

/** By name, a page after an id. */
export function readUsers(
  db: Db,
  filter: { readonly q?: string | undefined; readonly afterId: number; readonly limit: number },
): Promise<UserRow[]> {
  return db.query(sql`
    select ${COLUMNS} from users u
    where id > ${filter.afterId} and (${filter.q ?? ""} = '' or position(lower(${filter.q ?? ""}) in lower(login || ' ' || name)) > 0)
    order by id limit ${filter.limit}`);
}

/** How many there are: 0 on the first run. */
export async function countUsers(db: Db): Promise<number> {
  return (await one<{ n: number }>(db, sql`select count(*) as n from users`)).n;
}

export interface UserDraft {
  readonly login: string;
  readonly name: string;
  readonly passwordHash: string | null;
  readonly mustChangePassword?: boolean;
  readonly demo?: boolean;
  readonly phoneCipher?: string | null;
  readonly oidc?: { readonly issuer: string; readonly subject: string } | null;
}

/** The new id; null when the login (in any case) is taken. */
export async function createUser(db: Db, draft: UserDraft): Promise<number | null> {
  const row = await first<{ id: number }>(
    db,
    sql`
    insert into users (login, name, password_hash, must_change_password, demo, phone_cipher, oidc_issuer, oidc_subject)
    values (${draft.login}, ${draft.name}, ${draft.passwordHash}, ${draft.mustChangePassword ?? false}, ${draft.demo ?? false},
      ${draft.phoneCipher ?? null}, ${draft.oidc?.issuer ?? null}, ${draft.oidc?.subject ?? null})
    on conflict do nothing returning id`,
  );
  return row?.id ?? null;
}

export async function setPassword(
  db: Db,
  id: number,
  passwordHash: string,
  mustChange: boolean,
): Promise<void> {
  await db.execute(sql`
    update users set password_hash = ${passwordHash}, must_change_password = ${mustChange}, failed_logins = 0, locked_until = null,
      updated_at = now(), version = version + 1 where id = ${id}`);
}

/** `secret` sealed by the caller; null takes the second factor away. */
export async function setTotp(db: Db, id: number, secret: string | null, enabled: boolean): Promise<void> {
  await db.execute(sql`
    update users set totp_secret = ${secret}, totp_enabled = ${enabled}, updated_at = now(), version = version + 1 where id = ${id}`);
}

export async function setOidc(db: Db, id: number, issuer: string, subject: string): Promise<void> {
  await db.execute(sql`
    update users set oidc_issuer = ${issuer}, oidc_subject = ${subject}, updated_at = now(), version = version + 1 where id = ${id}`);
}

export async function setPreferences(db: Db, id: number, preferences: unknown): Promise<void> {
  await db.execute(
    sql`update users set preferences = ${JSON.stringify(preferences)}::jsonb, updated_at = now() where id = ${id}`,
  );
}

/** true locks out at once and ends nothing else: end the sessions too. */
export async function setDisabled(db: Db, id: number, disabled: boolean): Promise<void> {
  await db.execute(sql`
    update users set disabled_at = case when ${disabled} then coalesce(disabled_at, now()) end, updated_at = now(), version = version + 1
    where id = ${id}`);
}

export async function noteLogin(db: Db, id: number): Promise<void> {
  await db.execute(
    sql`update users set failed_logins = 0, locked_until = null, last_login_at = now() where id = ${id}`,
  );
}

/**
 * Counts a wrong password; at `lockAfter` in a row the account is locked until `lockUntilMs`. Atomic, so that parallel
 * guesses all count. Gives the state after it.
 */
export function noteFailedLogin(
  db: Db,
  id: number,
  rule: { readonly lockAfter: number; readonly lockUntilMs: number },
): Promise<{ failedLogins: number; lockedUntilMs: number | null }> {
  return one(
    db,
    sql`
    update users set failed_logins = failed_logins + 1,
      locked_until = case when failed_logins + 1 >= ${rule.lockAfter} then ${instant(rule.lockUntilMs)}::timestamptz else locked_until end
    where id = ${id} returning failed_logins as "failedLogins", locked_until as "lockedUntilMs"`,
  );
}

/** After its time is over a lock begins to count anew. */
export async function unlockUser(db: Db, id: number): Promise<void> {
  await db.execute(sql`update users set failed_logins = 0, locked_until = null where id = ${id}`);
}

const COLUMNS: Sql = sql`u.id, u.login, u.name, u.must_change_password as "mustChangePassword", u.totp_enabled as "totpEnabled",
  u.demo, u.disabled_at is not null as disabled, u.locked_until as "lockedUntilMs", u.last_login_at as "lastLoginMs", u.preferences, u.version`;

const SECRETS: Sql = sql`${COLUMNS}, u.password_hash as "passwordHash", u.totp_secret as "totpSecret", u.failed_logins as "failedLogins"`;
