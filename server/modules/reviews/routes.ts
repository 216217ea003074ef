import { z } from "zod";
import { page } from "#domain/api/common";
import { mergeRequest } from "#domain/api/enterprises";
import { relationRequest } from "#domain/api/relations";
import { review } from "#domain/api/system";
import { isDistrict, OUTSIDE } from "#domain/district";
import type { FinanceKind } from "#domain/finance-kind";
import { can } from "#domain/permission";
import { decideReview, REVIEW_KINDS } from "#domain/review";
import { districtOfStreet } from "#domain/street";
import type { RebuildPort } from "#server/http/ports";
import { Refusal } from "#server/http/refusal";
import { type AnyRoute, type Context, defineRoute, type SubjectLoader } from "#server/http/route";
import { enterpriseParams, enterpriseSubject } from "#server/modules/enterprises/routes";
import { iso, isoOrNull } from "#server/modules/levels";
import { pageById, pageQuery } from "#server/modules/paging";
import { placeView, REVIEWED_CHANGES, readMergeView, readTieView } from "#server/modules/reviews/changes";
import { canonical, proposeChange, REVIEW_REFUSALS, reviewOf } from "#server/modules/reviews/proposal";
import { findEnterprise } from "#store/enterprises";
import type { Db, Pool } from "#store/pool";
import { findReviewPlace } from "#store/review-places";
import { lockReview, type ReviewDraft, type ReviewRow, readReviews, saveDecision } from "#store/reviews";

export interface ReviewDeps {
  readonly db: Pool;
  readonly rebuild: RebuildPort;
}

const params = z.object({ id: z.coerce.number().int().positive() });
const decisionBody = z.object({ comment: z.string().max(500).default("") });
const proposed = z.object({ id: z.number(), state: z.literal("pending") });

/** 复核: nothing manual goes straight into a list or a score. One person proposes, another decides. */
export function reviewRoutes({ db, rebuild }: ReviewDeps): AnyRoute[] {
  const subject = enterpriseSubject(db);
  return [
    defineRoute({
      method: "GET",
      path: "/api/reviews",
      tag: "reviews",
      summary: { zh: "复核事项", en: "Reviews" },
      access: { kind: "area", action: "review.read" },
      query: pageQuery.extend({
        state: z.enum(["pending", "approved", "rejected", "withdrawn"]).optional(),
        kind: z.enum(REVIEW_KINDS).optional(),
        enterpriseId: z.coerce.number().int().positive().optional(),
        district: z
          .string()
          .regex(/^\d{6}$/)
          .optional(),
        street: z
          .string()
          .regex(/^\d{9}$/)
          .optional(),
      }),
      response: page(review),
      handler: ({ query, scope }) =>
        pageById(
          query,
          (beforeId, limit) =>
            readReviews(db, scope, {
              state: query.state,
              kind: query.kind,
              enterpriseId: query.enterpriseId,
              beforeId,
              limit,
            }),
          present,
        ),
    }),
    defineRoute({
      method: "POST",
      path: "/api/enterprises/:id/merge",
      tag: "reviews",
      summary: {
        zh: "提出把临时主体并入已登记企业（须复核）",
        en: "Propose to merge a provisional enterprise (waits for review)",
      },
      access: { kind: "subject", action: "enterprise.merge", subject },
      params: enterpriseParams,
      body: mergeRequest,
      response: proposed,
      status: 202,
      trail: "audited",
      handler: async (context) => {
        const { params, body, user } = context;
        if (params.id === body.into) throw new Refusal("enterprise.merge-self");
        const [from, into] = await Promise.all([
          findEnterprise(db, params.id),
          findEnterprise(db, body.into),
        ]);
        if (from === null) throw new Refusal("request.not-found");
        if (from.mergedInto !== null)
          throw new Refusal("enterprise.merged", { name: String(from.mergedInto) });
        if (!from.provisional) throw new Refusal("enterprise.merge-not-provisional");
        if (into === null || into.mergedInto !== null) throw new Refusal("enterprise.merge-target");
        const target = {
          district: into.district,
          street: into.street,
          business: into.financeKind as FinanceKind | null,
        };
        if (!can(user.principal, "enterprise.merge", target))
          throw new Refusal("scope.district", { action: "enterprise.merge" });
        const pending = await readReviews(db, context.scope, {
          state: "pending",
          enterpriseId: from.id,
          beforeId: null,
          limit: 10,
        });
        if (pending.some((row) => row.kind === "enterprise.merge"))
          throw new Refusal("enterprise.merge-pending");
        const before = await readMergeView(db, from.id, into.id);
        return propose(db, context, {
          kind: "enterprise.merge",
          subject: `enterprise:${from.id}`,
          enterpriseId: from.id,
          district: into.district,
          street: into.street,
          before,
          after: { merged: from.id, into: into.id },
          comment: body.comment,
        });
      },
    }),
    defineRoute({
      method: "POST",
      path: "/api/enterprises/:id/place",
      tag: "reviews",
      summary: {
        zh: "提出变更责任属地（须复核）",
        en: "Propose another responsible place (waits for review)",
      },
      access: { kind: "subject", action: "enterprise.edit", subject },
      params: enterpriseParams,
      body: z.object({
        district: z.string().refine((code) => isDistrict(code) || code === OUTSIDE, {
          error: "a district of the city, or 000000",
          params: { zh: "应为本市的区代码，或 000000（市外）" },
        }),
        street: z
          .string()
          .regex(/^\d{9}$/)
          .nullable()
          .default(null),
        comment: z.string().min(1).max(500),
      }),
      response: proposed,
      status: 202,
      trail: "audited",
      handler: async (context) => {
        const { params, body } = context;
        if (body.street !== null && districtOfStreet(body.street) !== body.district) {
          throw new Refusal(
            "request.invalid",
            {},
            {
              details: [
                {
                  path: "body.street",
                  code: "custom",
                  message: { zh: "不是该区的街镇", en: "not a street of that district" },
                },
              ],
            },
          );
        }
        const row = await findEnterprise(db, params.id);
        if (row === null) throw new Refusal("request.not-found");
        return propose(db, context, {
          kind: "enterprise.district",
          subject: `enterprise:${row.id}`,
          enterpriseId: row.id,
          district: row.district,
          street: row.street,
          before: placeView(row),
          after: { district: body.district, street: body.street },
          comment: body.comment,
        });
      },
    }),
    defineRoute({
      method: "POST",
      path: "/api/enterprises/:id/relations",
      tag: "reviews",
      summary: {
        zh: "提出补充或解除与另一企业的关联（须复核）",
        en: "Propose a tie to another enterprise, or its end (waits for review)",
      },
      access: { kind: "subject", action: "enterprise.edit", subject },
      params: enterpriseParams,
      body: relationRequest,
      response: proposed,
      status: 202,
      trail: "audited",
      handler: async (context) => {
        const { params, body, user } = context;
        const [from, to] = await Promise.all([findEnterprise(db, params.id), findEnterprise(db, body.to)]);
        if (from === null || to === null || to.mergedInto !== null || from.id === to.id)
          throw new Refusal("request.not-found");
        const place = {
          district: to.district,
          street: to.street,
          business: to.financeKind as FinanceKind | null,
        };
        // Firms outside the city lie in nobody's district: a tie to one may be added by whoever may edit its end here.
        if (to.district !== OUTSIDE && !can(user.principal, "enterprise.read", place))
          throw new Refusal("request.not-found");
        const { kind, share, office, holds } = body;
        const before = await readTieView(db, from.id, { to: to.id, name: to.name, kind });
        const { comment } = body;
        return propose(db, context, {
          kind: "enterprise.relation",
          subject: `enterprise:${from.id}`,
          enterpriseId: from.id,
          district: from.district,
          street: from.street,
          before,
          after: { ...before, share: holds ? share : null, office: holds ? office : null, holds },
          comment,
        });
      },
    }),
    decisionRoute(db, rebuild, "approve", { zh: "复核通过并执行", en: "Approve and apply" }),
    decisionRoute(db, rebuild, "reject", { zh: "退回（须说明理由）", en: "Reject, with the reason" }),
  ];
}

function decisionRoute(
  db: Pool,
  rebuild: RebuildPort,
  verb: "approve" | "reject",
  summary: { zh: string; en: string },
): AnyRoute {
  const approve = verb === "approve";
  return defineRoute({
    method: "POST",
    path: `/api/reviews/:id/${verb}`,
    tag: "reviews",
    summary,
    access: { kind: "subject", action: "review.decide", subject: reviewSubject(db) },
    params,
    body: decisionBody,
    response: review,
    trail: "audited",
    handler: async ({ params, body, scope, user, nowMs, audit }) => {
      const { row, stale } = await db.transaction(async (tx) => {
        const found = await lockReview(tx, params.id, scope);
        if (found === null) throw new Refusal("request.not-found");
        const change = REVIEWED_CHANGES[found.kind];
        if (approve && change === undefined) throw new Refusal("review.stale");
        const present = approve ? await change?.readPresent(tx, found, nowMs) : found.before;
        const decided = decideReview(
          reviewOf(found),
          { approve, comment: body.comment },
          user.principal,
          canonical(present),
          nowMs,
        );
        if (!decided.ok) throw new Refusal(REVIEW_REFUSALS[decided.reason], { action: "review.decide" });
        const stale = approve ? ((await change?.apply(tx, found, nowMs, user.id)) ?? []) : [];
        if (!approve) await change?.reject?.(tx, found);
        await saveDecision(tx, found.id, {
          state: approve ? "approved" : "rejected",
          by: user.id,
          atMs: nowMs,
          comment: body.comment,
        });
        await audit.write(tx, {
          action: `review.${verb}`,
          subject: `review:${found.id}`,
          before: found.before,
          after: approve ? found.after : { rejected: true, comment: body.comment },
        });
        return { row: await lockReview(tx, params.id, scope), stale };
      });
      if (stale.length > 0) await rebuild.rebuild(stale);
      return present(row as ReviewRow);
    },
  });
}

function propose(
  db: Pool,
  context: Pick<Context, "user" | "nowMs" | "audit">,
  draft: Omit<ReviewDraft, "proposedBy" | "proposedAtMs">,
): Promise<{ id: number; state: "pending" }> {
  return db.transaction(async (tx) => ({
    id: await proposeChange(tx, context, draft),
    state: "pending" as const,
  }));
}

function reviewSubject(db: Db): SubjectLoader {
  return async ({ id }) => (/^\d{1,15}$/.test(id ?? "") ? findReviewPlace(db, Number(id)) : null);
}

function present(row: ReviewRow): z.input<typeof review> {
  return {
    id: row.id,
    kind: row.kind,
    subject: row.subject,
    enterprise: row.enterprise,
    before: row.before,
    after: row.after,
    state: row.state,
    proposedBy: row.proposer,
    proposedAt: iso(row.proposedAtMs),
    decidedBy: row.decider,
    decidedAt: isoOrNull(row.decidedAtMs),
    comment: row.decisionComment ?? row.comment,
  };
}
