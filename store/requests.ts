import { type Db, first } from "#store/pool";
import { sql } from "#store/sql";

export interface RequestRow {
  readonly userId: number | null;
  readonly action: string;
  readonly result: unknown;
}

/** The answer that a request with this id got before; null when it is new. */
export function readRequest(db: Db, requestId: string): Promise<RequestRow | null> {
  return first(
    db,
    sql`select user_id as "userId", action, result from request_ids where request_id = ${requestId}`,
  );
}

/** Keeps the answer, in the transaction of the change. Throws (unique) when two with one id raced: the second rolls back. */
export async function saveRequest(
  tx: Db,
  request: {
    readonly requestId: string;
    readonly userId: number | null;
    readonly action: string;
    readonly result: unknown;
  },
): Promise<void> {
  await tx.execute(sql`
    insert into request_ids (request_id, user_id, action, result)
    values (${request.requestId}, ${request.userId}, ${request.action}, ${JSON.stringify(request.result)}::jsonb)`);
}
