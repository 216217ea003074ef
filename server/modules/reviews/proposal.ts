import type { ErrorCode } from "#domain/error";
import { proposeReview, type Review, type ReviewRefusal } from "#domain/review";
import { Refusal } from "#server/http/refusal";
import type { Context } from "#server/http/route";
import type { Db } from "#store/pool";
import { insertReview, type ReviewDraft, type ReviewRow } from "#store/reviews";

/** Puts a change before a second person, inside the transaction of what waits with it; gives the review's number. */
export async function proposeChange(
  tx: Db,
  { user, nowMs, audit }: Pick<Context, "user" | "nowMs" | "audit">,
  draft: Omit<ReviewDraft, "proposedBy" | "proposedAtMs">,
): Promise<number> {
  const made = proposeReview(
    { ...draft, before: canonical(draft.before), after: canonical(draft.after) },
    user.principal,
    nowMs,
  );
  if (!made.ok)
    throw new Refusal(
      "request.invalid",
      {},
      {
        details: [
          { path: "body", code: made.reason, message: { zh: "没有任何改动", en: "nothing would change" } },
        ],
      },
    );
  const id = await insertReview(tx, { ...draft, proposedBy: user.id, proposedAtMs: nowMs });
  await audit.write(tx, {
    action: `review.propose.${draft.kind}`,
    subject: draft.subject,
    before: draft.before,
    after: draft.after,
  });
  return id;
}

/** The stored row as the domain's rules take it. */
export function reviewOf(row: ReviewRow): Review {
  return {
    ...row,
    before: canonical(row.before),
    after: canonical(row.after),
    proposedMs: row.proposedAtMs,
    decidedMs: row.decidedAtMs,
  };
}

export const REVIEW_REFUSALS: Readonly<Record<ReviewRefusal, ErrorCode>> = {
  forbidden: "scope.role",
  self: "scope.self",
  decided: "review.decided",
  stale: "review.stale",
  "comment-missing": "review.comment-missing",
  "nothing-changes": "review.stale",
};

/** Objects with the same content give the same text, whatever the order of their keys. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
