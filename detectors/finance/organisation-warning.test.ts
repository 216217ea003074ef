import { describe, expect, it } from "vitest";
import { EVALUATED_TYPE, isTold } from "#detectors/finance/organisation-warning";
import { createCity, makeEvent, START_MS } from "#detectors/testing";

const evaluated = (n: number, codes: readonly string[], level = "orange") =>
  makeEvent(
    "derived",
    `evaluation/${n}`,
    START_MS + n * 86_400_000,
    {
      period: "2024-12",
      score: 60,
      warnings: codes.map((code) => ({ code, level, zh: `预警 ${code}`, en: `warning ${code}`, rule: code })),
    },
    { type: EVALUATED_TYPE },
  );

describe("warnings of an evaluation", () => {
  it("become findings of the firm, each once while it lasts, and end with the next evaluation", () => {
    const city = createCity();
    city.play([evaluated(0, ["model:default", "group:credit"]), evaluated(1, ["model:default"])]);
    expect(city.findings.map((finding) => finding.reason)).toEqual([
      "预警 model:default",
      "预警 group:credit",
    ]);
    const score = city.stateOf("e:7").score;
    expect(score?.reasons.map((reason) => reason.text)).toEqual(["预警 model:default"]);
    city.play([evaluated(2, [])]);
    expect(city.stateOf("e:7").score?.total).toBe(0);
  });

  it("hold a firm at yellow at most by themselves, however many", () => {
    const city = createCity();
    city.play([
      evaluated(
        0,
        Array.from({ length: 12 }, (_, i) => `indicator:${i}`),
        "red",
      ),
    ]);
    const score = city.stateOf("e:7").score;
    expect(score?.level.level).toBe("yellow");
    expect(JSON.stringify(city.stateOf("e:7")).length).toBeLessThan(4000);
  });

  it("leave to the compliance detector what is a fact", () => {
    expect(
      ["breach:limit:x", "near:limit:x", "trend:limit:x", "report-missing", "indicator:criminal-case"].filter(
        isTold,
      ),
    ).toEqual([]);
    expect(["model:liquidity", "indicator:current-ratio", "group:credit"].every(isTold)).toBe(true);
  });
});
