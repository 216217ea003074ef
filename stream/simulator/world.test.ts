import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { type Envelope, envelopeSchema } from "#domain/event";
import { eventDataSchemas } from "#domain/event-data";
import { LEGAL_LIMITS, limitsFor, measureLimit } from "#domain/legal-limit";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "#domain/time";
import { makeFigures } from "#stream/simulator/filing";
import { liveEnvelopes, makeLiveSource } from "#stream/simulator/live";
import { rhythmAt } from "#stream/simulator/rhythm";
import { makeRates, seedEnvelopes } from "#stream/simulator/seed";
import type { SimEvent } from "#stream/simulator/sim-event";
import { STORY_KINDS } from "#stream/simulator/stories/story";
import { createWorld } from "#stream/simulator/world";

const EPOCH = Date.parse("2026-07-01T02:00:00Z");
const DAYS = 90;
const world = createWorld({ seed: 7, size: 4_000, epochMs: EPOCH });
const seeded = [...seedEnvelopes(world, { days: DAYS })];
const rates = makeRates(world, DAYS, 3);
const live = [...liveEnvelopes(world, { fromMs: EPOCH, rates, toMs: EPOCH + 20 * MINUTE_MS })];

function parse(event: SimEvent): Envelope {
  const envelope = envelopeSchema.parse(event.envelope);
  eventDataSchemas[event.kind].parse(envelope.data);
  return envelope;
}

function hashOf(events: readonly SimEvent[]): string {
  return createHash("sha256")
    .update(events.map((event) => JSON.stringify(event)).join("\n"))
    .digest("hex")
    .slice(0, 16);
}

describe("a seeded city", () => {
  it("gives the same bytes for the same seed", () => {
    const again = createWorld({ seed: 7, size: 4_000, epochMs: EPOCH });
    expect(hashOf([...seedEnvelopes(again, { days: DAYS })])).toBe(hashOf(seeded));
    expect(hashOf(seeded)).toMatchInlineSnapshot(`"8413ae4204816f88"`);
  });

  it("sends only what the schemas take, all marked as simulated", () => {
    for (const event of [...seeded, ...live]) {
      const envelope = parse(event);
      expect(envelope.simulated).toBe(true);
      expect(envelope.source).toBe("simulator");
      expect(envelope.type.startsWith(`${event.kind}.`)).toBe(true);
    }
  });

  it("comes in time order, each id once, nothing after the epoch", () => {
    const ids = new Set<string>();
    let last = 0;
    for (const event of seeded) {
      expect(event.dueMs).toBeGreaterThanOrEqual(last);
      last = event.dueMs;
      ids.add(event.envelope.id);
      expect(event.dueMs).toBeLessThan(EPOCH);
    }
    expect(ids.size).toBe(seeded.length);
  });

  it("registers every firm once and has at most four events a firm", () => {
    const registered = seeded.filter((event) => event.envelope.type === "registration.established");
    const today = Math.floor(EPOCH / DAY_MS);
    expect(registered.length).toBeGreaterThanOrEqual(world.city.size - 5);
    expect(registered.length).toBeLessThanOrEqual(world.city.size);
    expect(today).toBeGreaterThan(0);
    expect(seeded.length / world.city.size).toBeLessThan(4);
    expect(new Set(seeded.map((event) => event.kind)).size).toBe(9);
  });

  it("keeps corrections and withdrawals behind what they refer to", () => {
    const seen = new Set<string>();
    let references = 0;
    for (const { envelope } of [...seeded, ...live]) {
      const target = envelope.corrects ?? envelope.withdraws;
      if (target !== undefined) {
        references++;
        expect(seen.has(target), target).toBe(true);
      }
      seen.add(envelope.id);
    }
    expect(references).toBeGreaterThan(5);
  });
});

describe("a running city", () => {
  it("gives the same events however its time is cut, and goes on after a restart without gap or repeat", () => {
    const source = makeLiveSource(world, { fromMs: EPOCH, rates });
    const first: SimEvent[] = [];
    for (let now = EPOCH; now < EPOCH + 7 * MINUTE_MS; now += 777) {
      while (source.positionMs < now) first.push(...source.due(now, 500));
    }
    const restarted = makeLiveSource(createWorld(world.city), { fromMs: source.positionMs, rates });
    while (restarted.positionMs < EPOCH + 20 * MINUTE_MS)
      first.push(...restarted.due(EPOCH + 20 * MINUTE_MS));
    expect(hashOf(first)).toBe(hashOf(live));
    expect(new Set(first.map((event) => event.envelope.id)).size).toBe(first.length);
  });

  it("keeps its rate, and its nights are quiet", () => {
    const at = (iso: string) =>
      [...liveEnvelopes(world, { fromMs: Date.parse(iso), rates, toMs: Date.parse(iso) + 10 * MINUTE_MS })]
        .length / 600;
    const week = Date.parse("2026-08-03T00:00:00Z");
    let sum = 0;
    for (let hour = 0; hour < 168; hour += 3) sum += at(new Date(week + hour * HOUR_MS).toISOString());
    expect(sum / 56).toBeGreaterThan(2.2);
    expect(sum / 56).toBeLessThan(4.5);
    expect(at("2026-08-04T02:30:00Z")).toBeGreaterThan(2 * at("2026-08-04T19:30:00Z"));
  });

  it("has a daily and weekly rhythm: offices by day, posts in the evening", () => {
    const wednesday = (hour: number) => Date.parse("2026-08-05T00:00:00Z") + (hour - 8) * HOUR_MS;
    expect(rhythmAt("judicial", wednesday(10))).toBeGreaterThan(5 * rhythmAt("judicial", wednesday(22)));
    expect(rhythmAt("sentiment", wednesday(21))).toBeGreaterThan(1.5 * rhythmAt("sentiment", wednesday(15)));
    expect(rhythmAt("tax", wednesday(10))).toBeGreaterThan(3 * rhythmAt("tax", wednesday(10) + 3 * DAY_MS));
  });

  it("delivers some events late, and texts without subject that name their firms", () => {
    const late = live.filter(
      (event) => event.dueMs - Date.parse(event.envelope.time as string) > 5 * MINUTE_MS,
    );
    const unnamed = live.filter((event) => event.envelope.subject === undefined);
    expect(late.length).toBeGreaterThan(0);
    expect(unnamed.length).toBeGreaterThan(20);
    for (const event of unnamed) {
      expect(event.kind).toBe("sentiment");
      expect(String(event.envelope.data.text)).toMatch(/公司|合伙|店|房|馆|所|院|部/);
    }
  });
});

describe("stories", () => {
  it("tell what, who and when, and two of each kind are there, one moving now", () => {
    for (const kind of STORY_KINDS) {
      const told = world.stories.filter((story) => story.kind === kind);
      expect(told.length).toBeGreaterThanOrEqual(2);
      expect(told.some((story) => story.live)).toBe(true);
      for (const story of told) {
        expect(story.firstSignMs).toBeGreaterThanOrEqual(story.startMs);
        expect(story.endMs).toBeGreaterThanOrEqual(story.breakMs ?? story.startMs);
        expect(story.enterprises.length).toBeGreaterThan(0);
      }
    }
  });

  it("share no firm", () => {
    const cast = world.stories
      .filter((story) => story.kind !== "market-shock")
      .flatMap((story) => story.enterprises.map((one) => one.index));
    expect(new Set(cast).size).toBe(cast.length);
  });

  it("break before the eyes of a newcomer: a case is filed within ten minutes", () => {
    const story = world.stories.find((one) => one.id === "fundraising-1");
    const filed = live.find((event) => event.envelope.type === "judicial.criminal");
    expect(filed?.dueMs).toBe(story?.breakMs);
    expect((filed?.dueMs ?? 0) - EPOCH).toBeLessThan(10 * MINUTE_MS);
    const head = world.city.identity(story?.enterprises[0]?.index as number);
    expect(filed?.envelope.subject).toMatchObject({ code: head.code });
    const own = live.filter(
      (event) => (event.envelope.subject as { code?: string } | undefined)?.code === head.code,
    );
    expect(own.length).toBeGreaterThan(15);
  });

  it("put the shells at one address with one telephone", () => {
    const story = world.stories.find((one) => one.kind === "shell-cluster");
    const firms = (story?.enterprises ?? []).map((one) => world.city.enterprise(one.index));
    expect(firms.length).toBeGreaterThanOrEqual(8);
    expect(new Set(firms.map((firm) => firm.registeredAddress)).size).toBe(1);
    expect(new Set(firms.map((firm) => firm.phone)).size).toBe(1);
    expect(new Set(firms.map((firm) => firm.legalRepresentative)).size).toBeLessThanOrEqual(3);
  });

  it("breach a legal limit in the small-loan story, which sound firms never do", () => {
    const filings = [...seeded, ...live].filter(
      (event) => event.kind === "filing" && event.envelope.id.startsWith("st-limit-breach"),
    );
    const breaches = filings.filter((event) =>
      limitsFor("microloan", "2026-07-01", "310115").some(
        (limit) =>
          measureLimit(limit, event.envelope.data.figures as Record<string, number>).state === "breached",
      ),
    );
    expect(breaches.length).toBeGreaterThan(0);
    for (const kind of ["microloan", "factoring", "leasing", "guarantee", "pawn"] as const) {
      for (let index = 0; index < 300; index++) {
        const figures = makeFigures(7, kind, index, 24_318 + (index % 12), 30_000_000 * (1 + (index % 9)), 0);
        for (const limit of LEGAL_LIMITS.filter((one) => one.kind === kind)) {
          const reading = measureLimit(limit, figures);
          expect(["kept", "not-applicable"], `${limit.id} ${JSON.stringify(figures)}`).toContain(
            reading.state,
          );
        }
      }
    }
  });

  it("lower the series that a shock hits, and leave the others", () => {
    const story = world.stories.find((one) => one.id === "market-shock-1");
    expect(story?.breakMs).toBe(EPOCH + 5 * MINUTE_MS);
    const points = (number: number, from: number, to: number) =>
      live
        .filter(
          (event) =>
            event.kind === "market" &&
            (event.envelope.data.instrument as string) === `SIM${600_000 + number}` &&
            event.dueMs >= from &&
            event.dueMs < to,
        )
        .map((event) => event.envelope.data.value as number);
    const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    const shock = EPOCH + 5 * MINUTE_MS;
    const hit = world.scene.series.find((one) => one.number % 3 === 0 && one.direction === 1)
      ?.number as number;
    expect(mean(points(hit, shock, shock + 10 * MINUTE_MS)) / mean(points(hit, EPOCH, shock))).toBeLessThan(
      0.93,
    );
    expect(
      Math.abs(mean(points(1, shock, shock + 10 * MINUTE_MS)) / mean(points(1, EPOCH, shock)) - 1),
    ).toBeLessThan(0.03);
  });
});
