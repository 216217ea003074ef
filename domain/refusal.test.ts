import { describe, expect, it } from "vitest";
import type { AlertRefusal } from "#domain/alert";
import { isErrorCode } from "#domain/error";
import type { Refusal } from "#domain/permission";
import type { ReviewRefusal } from "#domain/review";

/** Every refusal of the state machines has its coded error: `alert.<reason>`, `review.<reason>`, `scope.<reason>`. */
const ALERT: Readonly<Record<Exclude<AlertRefusal, "forbidden">, true>> = {
  changed: true,
  "wrong-state": true,
  "comment-missing": true,
  "assignee-out-of-scope": true,
  "snooze-too-long": true,
};
const REVIEW: Readonly<Record<Exclude<ReviewRefusal, "forbidden" | "self">, true>> = {
  decided: true,
  stale: true,
  "comment-missing": true,
  "nothing-changes": true,
};
const SCOPE: Readonly<Record<Refusal, true>> = {
  role: true,
  district: true,
  street: true,
  line: true,
  business: true,
  organisation: true,
  self: true,
};

describe("refusals", () => {
  it.each([
    ...Object.keys(ALERT).map((reason) => `alert.${reason}`),
    ...Object.keys(REVIEW).map((reason) => `review.${reason}`),
    ...Object.keys(SCOPE).map((reason) => `scope.${reason}`),
  ])("%s is in the catalogue", (code) => {
    expect(isErrorCode(code)).toBe(true);
  });
});
