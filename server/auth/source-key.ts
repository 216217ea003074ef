import type { FastifyRequest } from "fastify";
import type { Clock } from "#domain/clock";
import { dayOf } from "#domain/time";
import { bearerOf } from "#server/http/bearer";
import { Refusal } from "#server/http/refusal";
import type { RefusalLog } from "#server/modules/ingest/refusals";
import type { Db } from "#store/pool";
import { findSourceByKey, type KeyResult, noteKeyUsed } from "#store/source-keys";
import type { SourceRow } from "#store/sources";

export interface SourceKeys {
  authenticate(request: FastifyRequest): Promise<SourceRow>;
}

/** When a key was used is written at most this often for each. */
const NOTE_MS = 60_000;

/** API keys of data sources, in Authorization: Bearer or x-api-key. */
export function makeSourceKeys(deps: {
  readonly db: Db;
  readonly clock: Clock;
  readonly refusals: RefusalLog;
}): SourceKeys {
  const noted = new Map<number, number>();
  return {
    async authenticate(request) {
      const secret = readKey(request);
      if (secret === undefined) throw new Refusal("ingest.key-missing");
      const result = await findSourceByKey(deps.db, secret);
      if (!result.ok) {
        const refusal = refusalOf(result);
        if (result.sourceId !== null) await deps.refusals.note(result.sourceId, refusal, "");
        throw refusal;
      }
      const nowMs = deps.clock.now();
      if (nowMs - (noted.get(result.keyId) ?? 0) > NOTE_MS) {
        noted.set(result.keyId, nowMs);
        await noteKeyUsed(deps.db, result.keyId);
      }
      return result.source;
    },
  };
}

function refusalOf(result: KeyResult & { readonly ok: false }): Refusal {
  const source = result.sourceId ?? "";
  switch (result.reason) {
    case "expired":
      return new Refusal("ingest.key-expired", { source, time: dayOf(result.expiresAtMs ?? 0) });
    case "disabled":
      return new Refusal("ingest.source-disabled", { source });
    case "revoked":
      return new Refusal("ingest.key-revoked", { source });
    case "unknown":
      return new Refusal("ingest.key-unknown");
  }
}

function readKey(request: FastifyRequest): string | undefined {
  const bearer = bearerOf(request);
  if (bearer !== undefined) return bearer;
  const header = request.headers["x-api-key"];
  return typeof header === "string" && header.length >= 10 && header.length <= 200 ? header : undefined;
}
