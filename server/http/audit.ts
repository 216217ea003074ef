import type { Db } from "#store/pool";

/** What was done to what. `before` and `after` are copied into the log as they are: leave secrets out. */
export interface AuditNote {
  readonly action: string;
  readonly subject: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

/** Writes the audit log in the transaction of the change itself; who, from where and the trace are known already. */
export interface AuditWriter {
  write(db: Db, note: AuditNote): Promise<void>;
  /** Says that the store wrote the entry itself, inside its own transaction. */
  noteWritten(): void;
  /** Entries written in this request: the router checks it for routes that must leave a trail. */
  count(): number;
}
