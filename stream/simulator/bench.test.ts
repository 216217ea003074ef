import { describe, expect, it } from "vitest";
import { envelopeSchema } from "#domain/event";
import { eventDataSchemas } from "#domain/event-data";
import { makeBenchSource } from "#stream/simulator/bench";

const source = makeBenchSource({ seed: 1, enterprises: 100_000, run: "t" });
const NOW = Date.parse("2026-07-01T02:00:00Z");

describe("the bench load", () => {
  it("gives any event by its number, valid and of every kind", () => {
    const kinds = new Set<string>();
    for (let n = 0; n < 3000; n++) {
      const { kind, envelope } = source.envelope(n, NOW + n);
      kinds.add(kind);
      eventDataSchemas[kind].parse(envelopeSchema.parse(envelope).data);
    }
    expect(kinds.size).toBe(9);
    expect(source.envelope(2000, NOW)).toEqual(source.envelope(2000, NOW));
  });

  it("names its enterprise by the number that its code stands for", () => {
    const few = makeBenchSource({ seed: 1, enterprises: 1000, run: "t" }, (index) => index + 5000);
    const ids = new Set<number>();
    for (let n = 0; n < 5000; n++) {
      const event = few.event(n, NOW, NOW);
      expect(event.key).toBe(`e:${event.enterpriseId}`);
      expect(event.hash).toMatch(/^[0-9a-f]{16}$/);
      ids.add(event.enterpriseId as number);
    }
    expect(Math.min(...ids)).toBeGreaterThanOrEqual(5000);
    expect(Math.max(...ids)).toBeLessThan(6000);
    expect(ids.size).toBeGreaterThan(500);
  });
});
