import type { Clock } from "#domain/clock";
import { type CodedError, makeError } from "#domain/error";
import type { Db } from "#store/pool";
import { insertRejects } from "#store/rejects";
import { addTallies } from "#store/source-tallies";

/**
 * Makes a refused call of a known source visible on the sources page, where no row of it was read: an expired key, a
 * wrong signature. One in ten seconds for each source and code is kept, so that a sender that tries for ever (or an
 * attacker who knows a source's name) fills no table; the metrics count them all.
 */
export interface RefusalLog {
  note(sourceId: string, error: CodedError, raw: string): Promise<void>;
}

const QUIET_MS = 10_000;
const MOST_KEYS = 1000;

export function makeRefusalLog(deps: { readonly db: Db; readonly clock: Clock }): RefusalLog {
  const last = new Map<string, number>();
  return {
    async note(sourceId, error, raw) {
      const key = `${sourceId} ${error.code}`;
      const nowMs = deps.clock.now();
      if (nowMs - (last.get(key) ?? Number.NEGATIVE_INFINITY) < QUIET_MS) return;
      if (last.size >= MOST_KEYS) last.clear();
      last.set(key, nowMs);
      const { message, hint } = makeError(error.code, error.params);
      await insertRejects(deps.db, [
        {
          sourceId,
          row: null,
          outcome: "rejected",
          code: error.code,
          message,
          hint,
          params: error.params,
          path: null,
          eventId: null,
          raw,
          importId: null,
        },
      ]);
      await addTallies(deps.db, [
        { sourceId, read: 1, accepted: 0, duplicate: 0, conflict: 0, rejected: 1, lastEventMs: null },
      ]);
    },
  };
}
