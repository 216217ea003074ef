import { describe, expect, test } from "vitest";
import { rebuild } from "#detectors/rebuild";
import { createRegistry, StateVersionError } from "#detectors/registry";
import { CONFIG, createCity, makeEvent, START_MS } from "#detectors/testing";
import { DAY_MS } from "#detectors/time";
import type { StreamEvent } from "#domain/event";

const registry = createRegistry();

describe("rebuild", () => {
  const events = [
    makeEvent("judicial", "j/1", START_MS, { stage: "criminal-filed" }),
    makeEvent("tax", "t/1", START_MS + DAY_MS, { item: "增值税", arrears: "900000" }),
  ];

  test("a withdrawn event leaves no trace, and a corrected one only its correction", () => {
    const withdrawn = rebuild(
      registry,
      "e:7",
      [
        ...events,
        makeEvent("judicial", "j/9", START_MS + 2 * DAY_MS, { stage: "other" }, { withdraws: "j/1" }),
      ],
      CONFIG,
    );
    expect(withdrawn.state.score?.level.level).toBe("normal");
    expect(withdrawn.findings.map(({ rule }) => rule)).toEqual(["arrears"]);
    const corrected = rebuild(
      registry,
      "e:7",
      [
        ...events,
        makeEvent("tax", "t/2", START_MS + DAY_MS, { item: "增值税", arrears: "0" }, { corrects: "t/1" }),
      ],
      CONFIG,
    );
    expect(corrected.findings.map(({ rule }) => rule)).toEqual(["criminal"]);
  });

  test("the ticks that were due between the events are played", () => {
    const due = makeEvent("filing", "f/1", START_MS, {
      form: "月报",
      period: "2025-01",
      dueOn: "2025-01-20",
      figures: {},
      status: "待报",
    });
    const result = rebuild(
      registry,
      "e:7",
      [due, makeEvent("tax", "t/1", START_MS + 60 * DAY_MS, { item: "增值税" })],
      CONFIG,
    );
    expect(result.findings.map(({ rule, timeMs }) => [rule, timeMs < START_MS + 60 * DAY_MS])).toEqual([
      ["filing-missing", true],
      ["filing-missing", true],
      ["filing-missing", true],
    ]);
  });

  test("others are told what no longer holds: the controller's case was withdrawn", () => {
    const firm = (id: number, event: StreamEvent): StreamEvent => ({
      ...event,
      key: `e:${id}`,
      enterpriseId: id,
    });
    const own = [
      firm(
        1,
        makeEvent("registration", "r/1", START_MS, {
          name: "上海甲公司",
          registeredAddress: "世纪大道1号101室",
        }),
      ),
      firm(1, makeEvent("judicial", "j/1", START_MS + DAY_MS, { stage: "criminal-filed" })),
    ];
    const city = createCity(registry);
    city.play([
      own[0] as StreamEvent,
      firm(
        2,
        makeEvent("registration", "r/2", START_MS, {
          relations: [{ kind: "controller", party: "enterprise", name: "上海甲公司" }],
        }),
      ),
      own[1] as StreamEvent,
    ]);
    expect(city.stateOf("e:2").score?.dimensions.association).toBeGreaterThan(60);
    const withdrawal = firm(
      1,
      makeEvent("judicial", "j/2", START_MS + 2 * DAY_MS, { stage: "other" }, { withdraws: "j/1" }),
    );
    const previous = { state: city.stateOf("e:1"), cause: withdrawal.uid };
    const result = rebuild(registry, "e:1", [...own, withdrawal], CONFIG, { previous });
    expect(result.state.score?.level.level).toBe("normal");
    city.play(
      result.derived
        .filter(({ type }) => type === "meeting.risk")
        .map((derived) => ({ ...derived, receivedMs: 0 })),
    );
    expect(city.stateOf("e:2").score?.dimensions.association).toBe(0);
  });

  test("a state of other detectors is refused", () => {
    const state = { ...registry.create("e:7"), version: "0-other" };
    expect(() => registry.step(state, events[0] as StreamEvent, CONFIG)).toThrow(StateVersionError);
  });
});
