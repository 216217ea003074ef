import { expect, it } from "vitest";
import { batchByKind } from "#stream/replay/kind-batches";
import { makeSimEvent, type SimEvent } from "#stream/simulator/sim-event";

function event(kind: "tax" | "penalty", firm: string, n: number): SimEvent {
  return makeSimEvent(kind, "x", `${firm}-${n}`, n * 2 * 3_600_000, null, {}, { subject: { name: firm } });
}

it("ends a round before a firm would come in two kinds of it, and at its size", () => {
  const events = [
    event("tax", "a", 1),
    event("penalty", "b", 2),
    event("tax", "a", 3),
    event("penalty", "a", 4),
    event("tax", "c", 5),
    event("tax", "d", 6),
    event("tax", "e", 7),
  ];
  const rounds = [...batchByKind(events, 3)].map((round) =>
    round.map((batch) => [batch.kind, ...batch.events.map((one) => one.dueMs / 7_200_000)]),
  );
  expect(rounds).toEqual([
    [
      ["tax", 1, 3],
      ["penalty", 2],
    ],
    [
      ["penalty", 4],
      ["tax", 5, 6],
    ],
    [["tax", 7]],
  ]);
});

it("lets a firm stand in two kinds when they are within an hour", () => {
  const at = (kind: "tax" | "penalty", ms: number) =>
    makeSimEvent(kind, "x", `${kind}-${ms}`, ms, null, {}, { subject: { name: "a" } });
  const rounds = [
    ...batchByKind([at("tax", 0), at("penalty", 1000), at("tax", 2000), at("tax", 9_000_000)], 100),
  ];
  expect(rounds.map((round) => round.map((batch) => batch.events.length))).toEqual([[2, 1], [1]]);
});
