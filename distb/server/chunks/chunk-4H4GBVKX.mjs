import {
  first,
  instant,
  sql
} from "./chunk-IUEGZ6D3.mjs";

// store/audit.ts
import { createHash } from "node:crypto";
var CHAIN_LOCK = 7205113;
var GENESIS = "0".repeat(64);
var ALGORITHM = "sm3";
async function appendAudit(tx, drafts) {
  await tx.execute(sql`select pg_advisory_xact_lock(${CHAIN_LOCK})`);
  const last = await first(
    tx,
    sql`select seq, hash from audit_log order by seq desc limit 1`
  );
  let seq = last?.seq ?? 0;
  let previous = last?.hash ?? GENESIS;
  const rows = drafts.map((draft) => {
    seq += 1;
    const fields = {
      seq,
      at: instant(draft.atMs),
      actorId: draft.actorId,
      actor: draft.actor,
      action: draft.action,
      subject: draft.subject,
      before: toText(draft.before),
      after: toText(draft.after),
      address: draft.address,
      traceId: draft.traceId
    };
    const hash = hashOf(ALGORITHM, previous, fields);
    const row = { ...fields, algorithm: ALGORITHM, prevHash: previous, hash };
    previous = hash;
    return row;
  });
  await tx.execute(sql`
    insert into audit_log (seq, at, actor_id, actor, action, subject, before, after, address, trace_id, algorithm, prev_hash, hash)
    select seq, at, "actorId", actor, action, subject, before, after, address, "traceId", algorithm, "prevHash", hash
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as i(seq bigint, at timestamptz, "actorId" bigint, actor text,
      action text, subject text, before text, after text, address text, "traceId" text, algorithm text, "prevHash" text, hash text)`);
  return seq;
}
async function readAudit(db, filter, beforeSeq, limit) {
  const rows = await db.query(sql`
    select seq, at as "atMs", actor_id as "actorId", actor, action, subject, before, after, address, trace_id as "traceId", hash
    from audit_log
    where seq < ${beforeSeq ?? Number.MAX_SAFE_INTEGER}
      and (${filter.actor ?? null}::text is null or actor = ${filter.actor ?? null})
      and (${filter.action ?? null}::text is null or starts_with(action, ${filter.action ?? null}))
      and (${filter.subject ?? null}::text is null or subject = ${filter.subject ?? null})
      and (${instant(filter.fromMs ?? null)}::timestamptz is null or at >= ${instant(filter.fromMs ?? null)})
      and (${instant(filter.toMs ?? null)}::timestamptz is null or at < ${instant(filter.toMs ?? null)})
    order by seq desc limit ${limit}`);
  return rows.map((row) => ({ ...row, before: fromText(row.before), after: fromText(row.after) }));
}
async function verifyAudit(db, onProgress = () => {
}) {
  let previous = GENESIS;
  let seq = 0;
  for (; ; ) {
    const rows = await db.query(sql`
      select seq, at, actor_id as "actorId", actor, action, subject, before, after, address, trace_id as "traceId", algorithm,
        prev_hash as "prevHash", hash
      from audit_log where seq > ${seq} order by seq limit 5000`);
    if (rows.length === 0) return { entries: seq, ok: true, firstBroken: null, head: previous };
    for (const row of rows) {
      const { algorithm, prevHash, hash, at, ...fields } = row;
      const holds = row.seq === seq + 1 && prevHash === previous && hash === hashOf(algorithm, previous, { ...fields, at: instant(at) });
      if (!holds) return { entries: seq, ok: false, firstBroken: seq + 1, head: previous };
      seq = row.seq;
      previous = hash;
    }
    onProgress(seq);
  }
}
function hashOf(algorithm, previous, f) {
  const text = JSON.stringify([
    previous,
    f.seq,
    f.at,
    f.actorId,
    f.actor,
    f.action,
    f.subject,
    f.before,
    f.after,
    f.address,
    f.traceId
  ]);
  return createHash(algorithm).update(text).digest("hex");
}
function toText(value) {
  return value === void 0 || value === null ? null : JSON.stringify(value);
}
function fromText(text) {
  return text === null ? null : JSON.parse(text);
}

export {
  appendAudit,
  readAudit,
  verifyAudit
};
//# sourceMappingURL=chunk-4H4GBVKX.mjs.map
