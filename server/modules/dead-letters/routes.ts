import { z } from "zod";
import { deadLetterPage } from "#domain/api/sources";
import type { StreamEvent } from "#domain/event";
import type { DeadLetterPort } from "#server/http/ports";
import { Refusal } from "#server/http/refusal";
import { type AnyRoute, defineRoute } from "#server/http/route";
import { iso } from "#server/modules/levels";
import { pageById, pageQuery } from "#server/modules/paging";
import { findDeadLetterState } from "#store/dead-letter-states";
import { type DeadLetterRow, decideDeadLetter, readDeadLetters } from "#store/dead-letters";
import type { Pool } from "#store/pool";

export interface DeadLetterDeps {
  readonly db: Pool;
  readonly deadLetters: DeadLetterPort;
}

const params = z.object({ id: z.coerce.number().int().positive() });
const decided = z.object({ id: z.number(), state: z.enum(["replayed", "discarded"]) });

export function deadLetterRoutes({ db, deadLetters }: DeadLetterDeps): AnyRoute[] {
  return [
    defineRoute({
      method: "GET",
      path: "/api/dead-letters",
      tag: "sources",
      summary: {
        zh: "死信：处理五次仍失败的事件及原因",
        en: "Dead letters: events that failed five times, with the reason",
      },
      access: { kind: "whole", action: "dead-letter.read" },
      query: pageQuery.extend({
        state: z.enum(["dead", "replayed", "discarded"]).optional(),
        source: z.string().max(60).optional(),
      }),
      response: deadLetterPage,
      handler: ({ query }) =>
        pageById(
          query,
          (beforeId, limit) =>
            readDeadLetters(db, { state: query.state, source: query.source, beforeId, limit }),
          present,
        ),
    }),
    defineRoute({
      method: "POST",
      path: "/api/dead-letters/:id/replay",
      tag: "sources",
      summary: { zh: "重放死信", en: "Replay a dead letter" },
      access: { kind: "whole", action: "dead-letter.replay" },
      params,
      body: z.object({ comment: z.string().max(500).default("") }).default({ comment: "" }),
      response: decided,
      trail: "audited",
      handler: ({ params, body, user, audit }) =>
        db.transaction(async (tx) => {
          const row = await decideDeadLetter(tx, params.id, {
            state: "replayed",
            by: user.id,
            comment: body.comment,
          });
          if (row === null) throw await refusalOf(db, params.id);
          // Inside the transaction: an event that could not be published stays dead.
          await deadLetters.replay(JSON.parse(row.body) as StreamEvent);
          await audit.write(tx, {
            action: "dead-letter.replay",
            subject: `dead-letter:${row.id}`,
            before: { state: "dead", uid: row.uid },
            after: { state: "replayed", comment: body.comment },
          });
          return { id: row.id, state: "replayed" as const };
        }),
    }),
    defineRoute({
      method: "POST",
      path: "/api/dead-letters/:id/discard",
      tag: "sources",
      summary: {
        zh: "放弃死信（须说明理由，记录保留）",
        en: "Discard a dead letter, with the reason; it is kept",
      },
      access: { kind: "whole", action: "dead-letter.discard" },
      params,
      body: z.object({ comment: z.string().trim().min(1).max(500) }),
      response: decided,
      trail: "audited",
      handler: ({ params, body, user, audit }) =>
        db.transaction(async (tx) => {
          const row = await decideDeadLetter(tx, params.id, {
            state: "discarded",
            by: user.id,
            comment: body.comment,
          });
          if (row === null) throw await refusalOf(db, params.id);
          await audit.write(tx, {
            action: "dead-letter.discard",
            subject: `dead-letter:${row.id}`,
            before: { state: "dead", uid: row.uid },
            after: { state: "discarded", comment: body.comment },
          });
          return { id: row.id, state: "discarded" as const };
        }),
    }),
  ];
}

async function refusalOf(db: Pool, id: number): Promise<Refusal> {
  const state = await findDeadLetterState(db, id);
  return state === null ? new Refusal("request.not-found") : new Refusal("dead-letter.state", { state });
}

function present(row: DeadLetterRow) {
  return {
    id: row.id,
    at: iso(row.atMs),
    uid: row.uid,
    kind: row.kind,
    source: row.source,
    enterpriseId: row.enterpriseId,
    reason: row.reason,
    attempts: row.attempts,
    state: row.state,
    body: row.body,
  };
}
