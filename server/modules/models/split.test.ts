import { expect, test } from "vitest";
import { canAnswerFor } from "#server/modules/models/split";

const a = { name: "a", features: ["score_total", "arrears"], outcome: "outbreak" };

test("B answers for callers of A where it foresees the same and asks for nothing that is not there", () => {
  expect(canAnswerFor(a, { ...a, name: "b" })).toBe(true);
  // The system knows the level of an enterprise; what callers of A send, B has too.
  expect(canAnswerFor(a, { name: "b", features: ["level", "arrears"], outcome: "outbreak" })).toBe(true);
  expect(canAnswerFor(a, { name: "b", features: ["turnover"], outcome: "outbreak" })).toBe(false);
  expect(canAnswerFor(a, { ...a, name: "b", outcome: "criminal-case" })).toBe(false);
  expect(canAnswerFor(a, { ...a, name: "b", outcome: null })).toBe(false);
  expect(canAnswerFor(a, { name: "a", features: ["turnover"], outcome: null })).toBe(true);
});
