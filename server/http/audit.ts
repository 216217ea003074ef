import type { FastifyRequest } from "fastify";
import type { Clock } from "#domain/clock";
import type { SessionUser } from "#server/auth/session-user";
import type { Trace } from "#server/http/trace";
import { appendAudit } from "#store/audit";
import type { Db, Pool } from "#store/pool";

/** What was done to what. `before` and `after` are copied into the log as they are: leave secrets out. */
export interface AuditNote {
  readonly action: string;
  /** "alert:17", "user:3": what it was done to. */
  readonly subject: string;
  readonly before?: unknown;
  readonly after?: unknown;
  /** Who did it, where the request has no user of its own yet (a login). */
  readonly actor?: { readonly id: number; readonly name: string };
}

/** Writes the audit log in the transaction of the change itself; who, from where and the trace are known already. */
export interface AuditWriter {
  /** Given the pool, it opens a transaction of its own. */
  write(db: Db | Pool, note: AuditNote): Promise<void>;
  /** Says that the store wrote the entry itself, inside its own transaction. */
  noteWritten(): void;
  /** Entries written in this request: the router checks it for routes that must leave a trail. */
  count(): number;
}

export function makeAuditWriter(
  clock: Clock,
  user: SessionUser | null,
  request: FastifyRequest,
  trace: Trace,
): AuditWriter {
  let written = 0;
  return {
    async write(db, note) {
      const draft = {
        atMs: clock.now(),
        actorId: note.actor?.id ?? user?.id ?? null,
        actor: note.actor?.name ?? user?.name ?? "",
        action: note.action,
        subject: note.subject,
        before: note.before,
        after: note.after,
        address: request.ip,
        traceId: trace.traceId,
      };
      if ("transaction" in db) await db.transaction((tx) => appendAudit(tx, [draft]));
      else await appendAudit(db, [draft]);
      written++;
    },
    noteWritten() {
      written++;
    },
    count: () => written,
  };
}
