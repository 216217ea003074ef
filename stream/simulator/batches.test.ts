import { expect, it } from "vitest";
import { batchByKind } from "#stream/simulator/batches";
import { makeSimEvent, type SimEvent } from "#stream/simulator/sim-event";

function event(kind: "tax" | "penalty", firm: string, n: number): SimEvent {
  return makeSimEvent(kind, "x", `${firm}-${n}`, n, null, {}, { subject: { name: firm } });
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
    round.map((batch) => [batch.kind, ...batch.events.map((one) => one.dueMs)]),
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
