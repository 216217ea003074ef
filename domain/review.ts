import { can, type Principal, type Subject } from "#domain/permission";

/** What may only change through a second person (R084): nothing manual goes straight into a score or a list. */
export const REVIEW_KINDS = [
  "enterprise.merge",
  "enterprise.district",
  "enterprise.facts",
  "enterprise.relation",
  "enterprise.score",
  "enterprise.remove",
  "enterprise.add",
  "level.downgrade",
  "score-config",
  "legal-limit",
  "post.grant",
  "model.publish",
] as const;
export type ReviewKind = (typeof REVIEW_KINDS)[number];

export type ReviewState = "pending" | "approved" | "rejected" | "withdrawn";

export interface Review {
  readonly kind: ReviewKind;
  readonly state: ReviewState;
  readonly district: string;
  readonly street: string | null;
  /** What the value was when the change was proposed, as canonical JSON; compared again before it is applied. */
  readonly before: string;
  readonly after: string;
  /** null: the program itself. */
  readonly proposedBy: number | null;
  readonly proposedMs: number;
  readonly decidedBy: number | null;
  readonly decidedMs: number | null;
  readonly comment: string;
}

export type ReviewRefusal =
  | "forbidden"
  | "self"
  | "decided"
  | "stale"
  | "comment-missing"
  | "nothing-changes";
export type ReviewResult =
  | { readonly ok: true; readonly review: Review }
  | { readonly ok: false; readonly reason: ReviewRefusal };

/**
 * A review begins pending with what was and what shall be. Another person than its maker approves or rejects it,
 * once; a rejection says why. If the value has moved since, approval is refused as stale and it has to be proposed
 * again: a decision is about what was read. Before that its maker may withdraw it. Reviews are never deleted and never
 * reopened.
 */
export function proposeReview(
  facts: {
    kind: ReviewKind;
    district: string;
    street: string | null;
    before: string;
    after: string;
    comment: string;
  },
  maker: Principal,
  nowMs: number,
): ReviewResult {
  if (facts.before === facts.after) return { ok: false, reason: "nothing-changes" };
  return {
    ok: true,
    review: {
      ...facts,
      state: "pending",
      proposedBy: maker.id,
      proposedMs: nowMs,
      decidedBy: null,
      decidedMs: null,
    },
  };
}

export function decideReview(
  review: Review,
  decision: { approve: boolean; comment: string },
  checker: Principal,
  present: string,
  nowMs: number,
): ReviewResult {
  const subject: Subject = {
    district: review.district,
    street: review.street,
    proposedBy: review.proposedBy,
  };
  if (checker.id === review.proposedBy) return { ok: false, reason: "self" };
  if (!can(checker, "review.decide", subject)) return { ok: false, reason: "forbidden" };
  if (review.state !== "pending") return { ok: false, reason: "decided" };
  if (!decision.approve && decision.comment.trim() === "") return { ok: false, reason: "comment-missing" };
  if (decision.approve && present !== review.before) return { ok: false, reason: "stale" };
  return {
    ok: true,
    review: {
      ...review,
      state: decision.approve ? "approved" : "rejected",
      decidedBy: checker.id,
      decidedMs: nowMs,
      comment: decision.comment === "" ? review.comment : decision.comment,
    },
  };
}

/** Only who proposed a change takes it back, and only before it is decided. */
export function withdrawReview(review: Review, maker: Principal, nowMs: number): ReviewResult {
  if (maker.id !== review.proposedBy) return { ok: false, reason: "forbidden" };
  if (review.state !== "pending") return { ok: false, reason: "decided" };
  return { ok: true, review: { ...review, state: "withdrawn", decidedMs: nowMs } };
}
