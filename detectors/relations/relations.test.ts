import { describe, expect, test } from "vitest";
import { createCity, makeEvent, START_MS } from "#detectors/testing";
import { DAY_MS, HOUR_MS } from "#detectors/time";
import type { StreamEvent } from "#domain/event";

function told(
  type: "relations.cluster" | "relations.path",
  uid: string,
  hours: number,
  data: object,
): StreamEvent {
  return makeEvent("derived", uid, START_MS + hours * HOUR_MS, data as never, { type });
}
const cluster = (score: number, version = 1) => ({
  clusterId: 3,
  version,
  score,
  size: 14,
  traits: "14 家在 30 日内登记",
  traitsEn: "14 registered within 30 days",
});
const path = (over: object = {}) => ({
  band: 2,
  score: 78,
  weight: 0.486,
  name: "上海甲控股有限公司",
  role: "shareholder",
  hops: 2,
  label: "上海乙有限公司",
  count: 1,
  ...over,
});

describe("what is computed over the graph", () => {
  test("a member of a shell cluster gets a finding with its traits, held until it is told otherwise", () => {
    const city = createCity();
    city.play([told("relations.cluster", "relations/cluster-7-3.1", 0, cluster(80))]);
    expect(city.findings).toMatchObject([
      {
        detector: "relations",
        rule: "cluster",
        dimension: "basic",
        severity: 64,
        reason: "疑似空壳集群成员（共 14 家，评分 80）：14 家在 30 日内登记",
      },
    ]);
    city.tickTo(START_MS + 60 * DAY_MS);
    expect(city.stateOf("e:7").score?.dimensions.basic).toBe(64);
    city.play([told("relations.cluster", "relations/cluster-7-3.2", 61 * 24, { ...cluster(0, 2), size: 0 })]);
    expect(city.stateOf("e:7").detectors.signals).toEqual([]);
  });

  test("a new version of the same cluster is news only when it is graver", () => {
    const city = createCity();
    city.play([
      told("relations.cluster", "u/1", 0, cluster(60)),
      told("relations.cluster", "u/2", 5, cluster(63, 2)),
      told("relations.cluster", "u/3", 10, cluster(85, 3)),
    ]);
    expect(city.findings.map(({ severity }) => severity)).toEqual([48, 68]);
  });

  test("risk over two storeys is said with its path and does not come back to others as the firm's own", () => {
    const city = createCity();
    city.play([
      makeEvent("registration", "r/1", START_MS, { name: "上海丙有限公司" }),
      told("relations.path", "u/1", 1, path()),
    ]);
    expect(city.findings.map(({ reason, dimension }) => [reason, dimension])).toEqual([
      ["隔 2 层（上海乙有限公司）股东方向的“上海甲控股有限公司”风险评分 78", "association"],
    ]);
    expect(city.stateOf("e:7").score?.dimensions.association).toBeCloseTo(62 * 0.486, 1);
    expect(city.results.flatMap(({ derived }) => derived)).toEqual([]);
    city.play([told("relations.path", "u/2", 2, { band: 0 })]);
    expect(city.stateOf("e:7").score?.dimensions.association).toBe(0);
  });

  test("another, weaker source takes the place of the old one", () => {
    const city = createCity();
    city.play([
      told("relations.path", "u/1", 0, path()),
      told(
        "relations.path",
        "u/2",
        1,
        path({ name: "上海丁有限公司", band: 1, weight: 0.3, hops: 1, label: "", role: "phone" }),
      ),
    ]);
    expect(city.findings.at(-1)?.reason).toBe("同电话企业方向的“上海丁有限公司”风险评分 78");
    expect(city.stateOf("e:7").score?.dimensions.association).toBeCloseTo(45 * 0.3, 1);
  });
});
