import type { FastifyRequest } from "fastify";
import type { Clock } from "#domain/clock";
import { dayOf } from "#domain/time";
import { bearerOf } from "#server/http/bearer";
import { makeRate } from "#server/http/rate";
import { Refusal } from "#server/http/refusal";
import type { CallCounter } from "#server/modules/models/calls";
import { findModelKey, type ModelKeyRow } from "#store/model-keys";
import type { Db } from "#store/pool";

export interface ModelKeys {
  /** The key of the request, good for the model of its address; throws a refusal that says what is wrong with it. */
  authenticate(request: FastifyRequest): Promise<ModelKeyRow>;
}

/** Keys of published models, in Authorization: Bearer, each with its limit of calls a minute. */
export function makeModelKeys(deps: {
  readonly db: Db;
  readonly clock: Clock;
  readonly counter: CallCounter;
}): ModelKeys {
  const rate = makeRate();
  return {
    async authenticate(request) {
      const secret = bearerOf(request);
      if (secret === undefined) throw new Refusal("model-key.missing");
      const key = await findModelKey(deps.db, secret);
      const { name } = request.params as { name?: string };
      // A key of another model is no key here: nothing is told of what it opens.
      if (key === null || key.model !== name) throw new Refusal("model-key.unknown");
      const nowMs = deps.clock.now();
      if (key.revokedAtMs !== null) throw new Refusal("model-key.revoked");
      if (key.expiresAtMs <= nowMs) throw new Refusal("model-key.expired", { time: dayOf(key.expiresAtMs) });
      const seconds = rate.take(String(key.id), key.perMinute, nowMs);
      if (seconds > 0) {
        deps.counter.refused(key.id, nowMs);
        throw new Refusal(
          "model-key.rate",
          { limit: key.perMinute, seconds },
          { retryAfterSeconds: seconds },
        );
      }
      return key;
    },
  };
}
