import { type Db, first, instant } from "#store/pool";
import { hashSecret, makeSecret } from "#store/secret";
import type { SourceRow } from "#store/sources";
import { sql } from "#store/sql";

export interface IssuedKey {
  /** Shown once and kept nowhere: "gl_" and 43 characters. */
  readonly secret: string;
  readonly keyId: number;
}

/**
 * Makes a key for a source. Ones before it stay valid until they expire or are revoked, so that a source can change
 * over without a gap. A webhook's secret must be known to check signatures: `seal` encrypts it for keeping.
 */
export async function issueSourceKey(
  db: Db,
  key: {
    readonly sourceId: string;
    readonly expiresAtMs: number;
    readonly createdBy: number | null;
    readonly seal: ((secret: string) => string) | null;
  },
): Promise<IssuedKey> {
  const { secret, hash, hint } = makeSecret("gl_");
  const row = await first<{ id: number }>(
    db,
    sql`
    insert into source_keys (source_id, key_hash, secret_cipher, hint, expires_at, created_by)
    values (${key.sourceId}, ${hash}, ${key.seal === null ? null : key.seal(secret)}, ${hint},
      ${instant(key.expiresAtMs)}::timestamptz, ${key.createdBy}) returning id`,
  );
  return { secret, keyId: (row as { id: number }).id };
}

export type KeyResult =
  | { readonly ok: true; readonly source: SourceRow; readonly keyId: number }
  | {
      readonly ok: false;
      readonly reason: "unknown" | "expired" | "revoked" | "disabled";
      readonly sourceId: string | null;
      /** Of the key itself, where it is known. */
      readonly expiresAtMs: number | null;
    };

/** Whose API key this is. A retired source is a disabled one, whatever its own switch says. */
export async function findSourceByKey(db: Db, secret: string): Promise<KeyResult> {
  const row = await first<
    SourceRow & { keyId: number; expired: boolean; revoked: boolean; expiresAtMs: number }
  >(
    db,
    sql`
    select s.id, s.name, s.transport, s.kinds, s.enabled, s.simulated, s.silence_seconds as "silenceSeconds", s.every_seconds as "everySeconds", s.retired_at as "retiredAtMs",
      s.created_at as "createdAtMs", k.id as "keyId", k.expires_at <= now() as expired, k.expires_at as "expiresAtMs", k.revoked_at is not null as revoked
    from source_keys k join sources s on s.id = k.source_id where k.key_hash = ${hashSecret(secret)}`,
  );
  if (row === null) return { ok: false, reason: "unknown", sourceId: null, expiresAtMs: null };
  const { keyId, expired, revoked, expiresAtMs, ...source } = row;
  const open = source.enabled && source.retiredAtMs === null;
  const reason = revoked ? "revoked" : expired ? "expired" : open ? null : "disabled";
  if (reason !== null) return { ok: false, reason, sourceId: source.id, expiresAtMs };
  return { ok: true, source, keyId };
}

/** Sealed secrets of a webhook that are valid now, newest first. */
export async function readWebhookSecrets(db: Db, sourceId: string): Promise<string[]> {
  const rows = await db.query<{ secret: string }>(sql`
    select secret_cipher as secret from source_keys
    where source_id = ${sourceId} and secret_cipher is not null and revoked_at is null and expires_at > now() order by id desc`);
  return rows.map((row) => row.secret);
}

export interface SourceKeyRow {
  readonly id: number;
  readonly hint: string;
  readonly createdAtMs: number;
  readonly expiresAtMs: number;
  readonly revokedAtMs: number | null;
  readonly lastUsedMs: number | null;
}

export function readSourceKeys(db: Db, sourceId: string): Promise<SourceKeyRow[]> {
  return db.query(sql`
    select id, hint, created_at as "createdAtMs", expires_at as "expiresAtMs", revoked_at as "revokedAtMs", last_used_at as "lastUsedMs"
    from source_keys where source_id = ${sourceId} order by id desc`);
}

/** Ends all keys of a source but `exceptId`. Gives how many. */
export function revokeSourceKeys(db: Db, sourceId: string, exceptId: number | null = null): Promise<number> {
  return db.execute(sql`
    update source_keys set revoked_at = now()
    where source_id = ${sourceId} and revoked_at is null and (${exceptId}::bigint is null or id <> ${exceptId}::bigint)`);
}

/** At most once a minute for each key: a hot row else. */
export async function noteKeyUsed(db: Db, keyId: number): Promise<void> {
  await db.execute(sql`
    update source_keys set last_used_at = now()
    where id = ${keyId} and (last_used_at is null or last_used_at < now() - interval '1 minute')`);
}

/** true the first time; false for a nonce that was used: a replayed call. */
export async function takeNonce(db: Db, sourceId: string, nonce: string): Promise<boolean> {
  return (
    (await db.execute(sql`
    insert into webhook_nonces (source_id, nonce) values (${sourceId}, ${nonce}) on conflict do nothing`)) ===
    1
  );
}
