import { describe, expect, test } from "vitest";
import { complaintBurst } from "#detectors/complaint-burst/complaint-burst";
import { createRegistry } from "#detectors/registry";
import { createCity, makeEvent, START_MS } from "#detectors/testing";
import { DAY_MS } from "#detectors/time";

const registry = createRegistry({ detectors: [complaintBurst] });

function complaints(
  count: number,
  fromMs: number,
  everyMs: number,
  data: object = { title: "商品质量问题" },
) {
  return Array.from({ length: count }, (_, i) =>
    makeEvent("complaint", `c/${fromMs}/${i}`, fromMs + i * everyMs, { text: "", ...data }),
  );
}

describe("complaint burst", () => {
  test("says how many came and how many are usual", () => {
    const city = createCity(registry);
    city.play(complaints(24, START_MS, 25 * DAY_MS));
    city.play(complaints(14, START_MS + 620 * DAY_MS, DAY_MS));
    const last = city.findings.filter(({ rule }) => rule === "rate").at(-1);
    expect(last?.reason).toMatch(/^近(7|30)日投诉 \d+ 起（常态 [<\d.]+）$/);
    expect(city.stateOf("e:7").score?.level.level).not.toBe("normal");
  });

  test("a shop that always has complaints makes no finding", () => {
    const city = createCity(registry);
    city.play(complaints(400, START_MS, DAY_MS / 2));
    // The first three months may look like a burst of a firm without history; a settled rate never does.
    const late = city.findings.filter(({ timeMs }) => timeMs > START_MS + 90 * DAY_MS);
    expect(late).toEqual([]);
  });

  test("amounts and people are added up exactly and shown against the criminal threshold", () => {
    const city = createCity(registry);
    city.play(complaints(20, START_MS, DAY_MS / 4, { title: "投资款", amount: "100000.10", people: 10 }));
    const scale = city.findings.filter(({ rule }) => rule === "scale").at(-1);
    const people = Number(scale?.figures.people);
    expect(people).toBeGreaterThanOrEqual(150);
    expect(scale?.figures.fen).toBe((people / 10) * 10_000_010);
    expect(scale?.reason).toContain("追诉标准 150 人 / 100 万元");
  });

  test("what complaints say counts by itself: one of a flight weighs, one of a broken vase does not", () => {
    const grave = createCity(registry);
    grave.play(complaints(1, START_MS, DAY_MS, { title: "投资纠纷", text: "公司人去楼空，无法兑付" }));
    expect(grave.findings.map(({ rule }) => rule)).toContain("wording");
    const light = createCity(registry);
    light.play(complaints(1, START_MS, DAY_MS, { title: "花瓶碎了", text: "要求换货" }));
    expect(light.findings).toEqual([]);
  });

  test("the burst fades: half in thirty days", () => {
    const city = createCity(registry);
    city.play(complaints(12, START_MS, DAY_MS / 4));
    const before = city.stateOf("e:7").score?.dimensions.compliance ?? 0;
    city.tickTo(START_MS + 63 * DAY_MS);
    const after = city.stateOf("e:7").score?.dimensions.compliance ?? 0;
    expect(before).toBeGreaterThan(50);
    expect(after).toBeLessThan(before * 0.35);
  });
});
