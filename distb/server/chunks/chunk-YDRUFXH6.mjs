import {
  first,
  instant,
  prepared,
  sql
} from "./chunk-IUEGZ6D3.mjs";

// store/sources.ts
async function readSources(db) {
  const rows = await db.query(sql`
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
    order by s.id`);
  return rows;
}
function findSource(db, id) {
  return first(db, prepared(sql`select ${COLUMNS} from sources s where id = ${id}`));
}
async function createSource(db, draft) {
  const count = await db.execute(sql`
    insert into sources (id, name, transport, kinds, simulated, silence_seconds, created_by)
    values (${draft.id}, ${draft.name}, ${draft.transport}, ${draft.kinds}, ${draft.simulated ?? false},
      ${draft.silenceSeconds ?? 86400}, ${draft.createdBy ?? null})
    on conflict (id) do nothing`);
  return count === 1;
}
async function ensureSource(db, draft) {
  await createSource(db, draft);
}
async function updateSource(db, id, change) {
  const count = await db.execute(sql`
    update sources set name = coalesce(${change.name ?? null}, name), kinds = coalesce(${change.kinds ?? null}::text[], kinds),
      enabled = coalesce(${change.enabled ?? null}::boolean, enabled),
      silence_seconds = coalesce(${change.silenceSeconds ?? null}::int, silence_seconds), updated_at = now()
    where id = ${id}`);
  return count === 1;
}
var COLUMNS = sql`s.id, s.name, s.transport, s.kinds, s.enabled, s.simulated, s.silence_seconds as "silenceSeconds",
  s.created_at as "createdAtMs"`;
var SUMS = sql`jsonb_build_object('read', sum(read), 'accepted', sum(accepted), 'duplicate', sum(duplicate),
  'conflict', sum(conflict), 'rejected', sum(rejected))`;
var EMPTY = sql`'{"read": 0, "accepted": 0, "duplicate": 0, "conflict": 0, "rejected": 0}'::jsonb`;
async function readSourceSettings(db, id) {
  const row = await first(db, sql`select settings from sources where id = ${id}`);
  return row?.settings ?? null;
}
async function saveSourceSettings(db, id, settings) {
  await db.execute(
    sql`update sources set settings = settings || ${JSON.stringify(settings)}::jsonb, updated_at = now() where id = ${id}`
  );
}

// store/source-keys.ts
import { createHash, randomBytes } from "node:crypto";
async function issueSourceKey(db, key) {
  const secret = `gl_${randomBytes(32).toString("base64url")}`;
  const row = await first(
    db,
    sql`
    insert into source_keys (source_id, key_hash, secret_cipher, hint, expires_at, created_by)
    values (${key.sourceId}, ${hashKey(secret)}, ${key.seal === null ? null : key.seal(secret)}, ${`${secret.slice(0, 7)}\u2026`},
      ${instant(key.expiresAtMs)}::timestamptz, ${key.createdBy}) returning id`
  );
  return { secret, keyId: row.id };
}
async function findSourceByKey(db, secret) {
  const row = await first(
    db,
    sql`
    select s.id, s.name, s.transport, s.kinds, s.enabled, s.simulated, s.silence_seconds as "silenceSeconds",
      s.created_at as "createdAtMs", k.id as "keyId", k.expires_at <= now() as expired, k.expires_at as "expiresAtMs", k.revoked_at is not null as revoked
    from source_keys k join sources s on s.id = k.source_id where k.key_hash = ${hashKey(secret)}`
  );
  if (row === null) return { ok: false, reason: "unknown", sourceId: null, expiresAtMs: null };
  const { keyId, expired, revoked, expiresAtMs, ...source } = row;
  const reason = revoked ? "revoked" : expired ? "expired" : source.enabled ? null : "disabled";
  if (reason !== null) return { ok: false, reason, sourceId: source.id, expiresAtMs };
  return { ok: true, source, keyId };
}
async function readWebhookSecrets(db, sourceId) {
  const rows = await db.query(sql`
    select secret_cipher as secret from source_keys
    where source_id = ${sourceId} and secret_cipher is not null and revoked_at is null and expires_at > now() order by id desc`);
  return rows.map((row) => row.secret);
}
function readSourceKeys(db, sourceId) {
  return db.query(sql`
    select id, hint, created_at as "createdAtMs", expires_at as "expiresAtMs", revoked_at as "revokedAtMs", last_used_at as "lastUsedMs"
    from source_keys where source_id = ${sourceId} order by id desc`);
}
function revokeSourceKeys(db, sourceId, exceptId = null) {
  return db.execute(sql`
    update source_keys set revoked_at = now()
    where source_id = ${sourceId} and revoked_at is null and (${exceptId}::bigint is null or id <> ${exceptId}::bigint)`);
}
async function noteKeyUsed(db, keyId) {
  await db.execute(sql`
    update source_keys set last_used_at = now()
    where id = ${keyId} and (last_used_at is null or last_used_at < now() - interval '1 minute')`);
}
async function takeNonce(db, sourceId, nonce) {
  return await db.execute(sql`
    insert into webhook_nonces (source_id, nonce) values (${sourceId}, ${nonce}) on conflict do nothing`) === 1;
}
function hashKey(secret) {
  return createHash("sha256").update(secret).digest("hex");
}

export {
  readSources,
  findSource,
  createSource,
  ensureSource,
  updateSource,
  readSourceSettings,
  saveSourceSettings,
  issueSourceKey,
  findSourceByKey,
  readWebhookSecrets,
  readSourceKeys,
  revokeSourceKeys,
  noteKeyUsed,
  takeNonce
};
//# sourceMappingURL=chunk-YDRUFXH6.mjs.map
