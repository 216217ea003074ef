import { describe, expect, it } from "vitest";
import type { Principal } from "#domain/permission";
import { decideReview, proposeReview, type Review, type ReviewResult } from "#domain/review";

const maker: Principal = {
  id: 1,
  role: "city-administrator",
  tier: "city",
  organisationId: 1,
  district: "310000",
  street: null,
  lines: null,
  businesses: null,
  fields: [],
};
const checker: Principal = { ...maker, id: 2, role: "reviewer" };
const districtReviewer: Principal = { ...checker, id: 3, tier: "district", district: "310101" };
const analyst: Principal = { ...maker, id: 4, role: "city-analyst" };

const facts = {
  kind: "enterprise.merge",
  district: "310115",
  street: null,
  before: "1",
  after: "2",
  comment: "同一主体",
} as const;
const proposed = (): Review => {
  const result = proposeReview(facts, maker, 10);
  if (!result.ok) throw new Error(result.reason);
  return result.review;
};
const reasonOf = (result: ReviewResult): string => (result.ok ? result.review.state : result.reason);
const yes = { approve: true, comment: "" };
const no = { approve: false, comment: "材料不足" };

describe("review (maker is not checker)", () => {
  it("is approved by another person, once", () => {
    const result = decideReview(proposed(), yes, checker, "1", 20);
    expect(result).toMatchObject({
      ok: true,
      review: { state: "approved", decidedBy: 2, decidedMs: 20, comment: "同一主体" },
    });
    if (result.ok) expect(reasonOf(decideReview(result.review, no, checker, "1", 30))).toBe("decided");
  });

  it("is rejected with a reason", () => {
    expect(reasonOf(decideReview(proposed(), no, checker, "1", 20))).toBe("rejected");
    expect(reasonOf(decideReview(proposed(), { approve: false, comment: " " }, checker, "1", 20))).toBe(
      "comment-missing",
    );
  });

  it("is never decided by its maker, by another district or without the right", () => {
    expect(reasonOf(decideReview(proposed(), yes, maker, "1", 20))).toBe("self");
    expect(reasonOf(decideReview(proposed(), yes, districtReviewer, "1", 20))).toBe("forbidden");
    expect(reasonOf(decideReview(proposed(), yes, analyst, "1", 20))).toBe("forbidden");
  });

  it("is stale when the value has moved; it can still be rejected", () => {
    expect(reasonOf(decideReview(proposed(), yes, checker, "9", 20))).toBe("stale");
    expect(reasonOf(decideReview(proposed(), no, checker, "9", 20))).toBe("rejected");
  });

  it("needs something to change", () => {
    expect(proposeReview({ ...facts, after: "1" }, maker, 10)).toEqual({
      ok: false,
      reason: "nothing-changes",
    });
  });
});
