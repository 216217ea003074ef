import { createHash } from "node:crypto";
import { type Db, first, instant } from "#store/pool";
import { sql } from "#store/sql";

/** What was done by whom to what. `before` and `after` are kept as given: leave secrets out. */
export interface AuditDraft {
  readonly atMs: number;
  readonly actorId: number | null;
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  readonly before?: unknown;
  readonly after?: unknown;
  readonly address: string;
  readonly traceId: string | null;
}

export interface AuditRow {
  readonly seq: number;
  readonly atMs: number;
  readonly actorId: number | null;
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly address: string;
  readonly traceId: string | null;
  readonly hash: string;
}

/** Any number that nobody else uses: who appends takes turns until the commit, so the chain has no fork and no gap. */
const CHAIN_LOCK = 7_205_113;
const GENESIS = "0".repeat(64);
const ALGORITHM = "sm3";

/**
 * Appends entries to the chain, in the transaction of the change itself. Each holds the hash of the one before, so a
 * changed, removed or inserted row is found by verifyAudit. Call it late: others wait for the lock until the commit.
 */
export async function appendAudit(tx: Db, drafts: readonly AuditDraft[]): Promise<number> {
  await tx.execute(sql`select pg_advisory_xact_lock(${CHAIN_LOCK})`);
  const last = await first<{ seq: number; hash: string }>(
    tx,
    sql`select seq, hash from audit_log order by seq desc limit 1`,
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
      traceId: draft.traceId,
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

export interface AuditFilter {
  readonly actor?: string | undefined;
  readonly action?: string | undefined;
  readonly subject?: string | undefined;
  readonly fromMs?: number | undefined;
  readonly toMs?: number | undefined;
}

/** Newest first. `action` takes all that begin with it. */
export async function readAudit(
  db: Db,
  filter: AuditFilter,
  beforeSeq: number | null,
  limit: number,
): Promise<AuditRow[]> {
  const rows = await db.query<AuditRow & { before: string | null; after: string | null }>(sql`
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

export interface AuditVerdict {
  readonly entries: number;
  readonly ok: boolean;
  readonly firstBroken: number | null;
  /** Hash of the last entry: written down elsewhere, it also proves that no entries were cut off the end. */
  readonly head: string;
}

/** Walks the chain from the beginning, a page at a time, and stops at the first entry that does not hold. */
export async function verifyAudit(
  db: Db,
  onProgress: (done: number) => void = () => {},
): Promise<AuditVerdict> {
  let previous = GENESIS;
  let seq = 0;
  for (;;) {
    const rows = await db.query<StoredEntry>(sql`
      select seq, at, actor_id as "actorId", actor, action, subject, before, after, address, trace_id as "traceId", algorithm,
        prev_hash as "prevHash", hash
      from audit_log where seq > ${seq} order by seq limit 5000`);
    if (rows.length === 0) return { entries: seq, ok: true, firstBroken: null, head: previous };
    for (const row of rows) {
      const { algorithm, prevHash, hash, at, ...fields } = row;
      const holds =
        row.seq === seq + 1 &&
        prevHash === previous &&
        hash === hashOf(algorithm, previous, { ...fields, at: instant(at) });
      if (!holds) return { entries: seq, ok: false, firstBroken: seq + 1, head: previous };
      seq = row.seq;
      previous = hash;
    }
    onProgress(seq);
  }
}

interface StoredEntry extends Omit<HashedFields, "at"> {
  readonly at: number;
  readonly algorithm: string;
  readonly prevHash: string;
  readonly hash: string;
}

interface HashedFields {
  readonly seq: number;
  readonly at: string;
  readonly actorId: number | null;
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly address: string;
  readonly traceId: string | null;
}

/** The fields in a fixed order as JSON text, after the hash before: one byte changed anywhere changes it. */
function hashOf(algorithm: string, previous: string, f: HashedFields): string {
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
    f.traceId,
  ]);
  return createHash(algorithm).update(text).digest("hex");
}

function toText(value: unknown): string | null {
  return value === undefined || value === null ? null : JSON.stringify(value);
}

function fromText(text: string | null): unknown {
  return text === null ? null : JSON.parse(text);
}
