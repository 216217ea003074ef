import { describe, expect, test } from "vitest";
import { DETECTORS, rulesOf } from "#detectors/registry";
import { FEATURES_OF_RULE } from "#detectors/risk-features/feature-rules";
import { type FeatureFinding, recogniseFeatures } from "#detectors/risk-features/risk-features";
import { RISK_FEATURE_IDS } from "#domain/risk-feature";

let count = 0;
function finding(key: string, over: Partial<FeatureFinding> = {}): FeatureFinding {
  const [detector = "", rule = ""] = key.split(".");
  return { id: ++count, detector, rule, reason: "", figures: {}, evidence: [], ...over };
}
const featuresOf = (indicators: Record<string, number>, findings: FeatureFinding[] = []) =>
  recogniseFeatures(
    Object.entries(indicators).map(([id, value]) => ({ id, value })),
    findings,
  ).map(({ feature }) => feature);

test("every rule that it names exists, and gives a feature of the catalogue", () => {
  const rules = rulesOf(DETECTORS);
  for (const [rule, feature] of Object.entries(FEATURES_OF_RULE)) {
    expect(rules.has(rule), rule).toBe(true);
    expect(RISK_FEATURE_IDS).toContain(feature);
  }
});

describe("recogniseFeatures", () => {
  test("strongest first; what has faded is none; a fault of rank is settled by gravity", () => {
    expect(
      featuresOf({
        "sentiment.word-absconding": 40,
        "complaint-burst.rate": 70,
        "registration-churn.sales-crowd": 40,
        "money-flow.pass": 4,
      }),
    ).toEqual(["complaint-surge", "absconding", "sales-crowd"]);
  });

  test("an offer is a high return, a guarantee or both, by what its finding says", () => {
    const offer = { "sentiment.offer": 60 };
    expect(featuresOf(offer, [finding("sentiment.offer", { figures: { percent: 24 } })])).toEqual([
      "high-return",
    ]);
    expect(featuresOf(offer, [finding("sentiment.offer", { figures: { words: "保本保息" } })])).toEqual([
      "capital-guarantee",
    ]);
    expect(
      featuresOf(offer, [finding("sentiment.offer", { figures: { percent: 24, words: "保本保息" } })]).sort(),
    ).toEqual(["capital-guarantee", "high-return"]);
  });

  test("words of a finding tell what its rule does not, with the finding behind it", () => {
    const cause = finding("compliance.criminal", { reason: "被刑事立案，案由：非法吸收公众存款" });
    const features = recogniseFeatures([{ id: "compliance.criminal", value: 100 }], [cause]);
    expect(features.map(({ feature, by, findingIds }) => [feature, by, findingIds])).toEqual([
      ["criminal", "rule", [cause.id]],
      ["illegal-deposits", "text", [cause.id]],
    ]);
    expect(
      featuresOf({ "complaint-burst.wording": 50 }, [
        finding("complaint-burst.wording", { figures: { category: "redemption", term: "无法兑付" } }),
      ]),
    ).toEqual(["redemption"]);
    expect(
      featuresOf({ "compliance.penalty": 30 }, [
        finding("compliance.penalty", { reason: "行政处罚：未经批准从事融资担保业务" }),
      ]),
    ).toContain("no-licence");
  });

  test("words about others, and negated ones, are not the firm's", () => {
    expect(
      featuresOf({ "association.party": 50 }, [
        finding("association.party", { reason: "股东甲公司风险爆发：老板跑路、无法兑付" }),
      ]),
    ).toEqual(["association"]);
    expect(
      featuresOf({ "complaint-burst.rate": 50 }, [
        finding("complaint-burst.rate", { evidence: [{ text: "公司不存在跑路情形" }] }),
      ]),
    ).toEqual(["complaint-surge"]);
  });

  test("nothing known gives nothing", () => {
    expect(recogniseFeatures([], [finding("sentiment.offer", { figures: { percent: 24 } })])).toEqual([]);
  });
});
