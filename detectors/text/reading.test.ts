import { describe, expect, test } from "vitest";
import { readText, type TextModels } from "#detectors/text/reading";

const NAME = "上海宝盈财富管理有限公司";

describe("without models", () => {
  test("lexicon and rules read alone, and say so", () => {
    const reading = readText(
      "宝盈财富年化收益率高达24%，保本保息。记者获悉，宝盈财富无法兑付，涉嫌非法集资",
      [NAME],
    );
    expect(reading.by).toBe("lexicon");
    expect(reading.negative).toMatchObject({ said: true, model: null, subjects: [NAME] });
    expect(reading.events.map(({ type, by }) => `${type} ${by}`).sort()).toEqual([
      "提现困难 lexicon",
      "涉嫌非法集资 lexicon",
    ]);
    expect(reading.rates[0]?.annualPercent).toBe(24);
    expect(reading.guarantees).toContain("保本保息");
    expect(reading.mood).toBeNull();
    expect(reading.platforms).toEqual([]);
  });

  test("trouble in another sentence is not the subject's", () => {
    expect(readText("宝盈财富参加会议。中天信托兑付困难", [NAME]).negative.subjects).toEqual([]);
  });
});

describe("with models", () => {
  const models: TextModels = {
    version: "finnsp.1",
    negativeVersion: "1",
    negative: () => [{ name: "负面", chance: 0.2, said: false }],
    events: () => [
      { name: "涉嫌非法集资", chance: 0.7, said: true },
      { name: "高管负面", chance: 0.9, said: true },
      { name: "业绩下滑", chance: 0.1, said: false },
    ],
    mood: () => [{ name: "消极", chance: 0.8, said: true }],
    platforms: (text) => [
      { name: "宝盈财富", start: text.indexOf("宝盈财富"), chance: 0.9 },
      { name: "麒麟宝", start: text.indexOf("麒麟宝"), chance: 0.8 },
    ],
  };
  const reading = readText("宝盈财富旗下麒麟宝涉嫌非法集资", [NAME], models);

  test("both opinions are given, the model decides on negativity", () => {
    expect(reading.negative).toMatchObject({ said: false, model: 0.2 });
    expect(reading.negative.lexicon).toBeGreaterThan(0.5);
    expect(reading.by).toBe("lexicon finnsp.1");
  });

  test("event types are several, and each says who found it", () => {
    expect(reading.events.map(({ type, by }) => `${type} ${by}`)).toEqual([
      "涉嫌非法集资 both",
      "高管负面 model",
    ]);
  });

  test("a name of the firm itself is no unknown platform; an unknown one may be the subject", () => {
    expect(reading.platforms.map(({ name }) => name)).toEqual(["麒麟宝"]);
    expect(reading.negative.subjects).toEqual([NAME, "麒麟宝"]);
  });
});
