import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { analyseText } from "#detectors/text/analysis";
import { ArtefactError, decodeArtefact, encodeArtefact } from "#detectors/text/model/artefact";
import { bestThreshold, calibrate, chanceOf } from "#detectors/text/model/calibration";
import { chancesAt, solveChain, spansOf, TAG_COUNT } from "#detectors/text/model/chain";
import { createLabelReader } from "#detectors/text/model/label-model";
import { trainLabels } from "#detectors/text/model/label-training";
import { createNameReader, fillScores, gatherNames } from "#detectors/text/model/name-model";
import { trainNames } from "#detectors/text/model/name-training";
import { fillPlaceFeatures, PLACE_FEATURES } from "#detectors/text/model/position-features";
import type { TaskShape } from "#detectors/text/model/tasks";
import type { ViewInput } from "#detectors/text/model/views";

vi.setConfig({ testTimeout: 60_000 });

const SHAPE: TaskShape = {
  choice: "any",
  members: [["short"], ["masked", "near", "cues"]],
  bits: 12,
  c: 1,
  passes: 20,
  innerFolds: 3,
};
const OPENINGS = ["记者获悉", "今日", "有网友称", "据公告", "昨天下午", "在上海"];
const FIRMS = ["宝盈", "中信达", "快鹿", "星河", "海晏", "钱庄通"];
const GOOD = ["举办客户答谢会", "发布新产品", "获得年度表彰", "完成增资"];
const BAD = ["无法兑付本金", "负责人失联", "涉嫌非法集资被立案", "员工讨薪"];

function inputOf(text: string, names: readonly string[]): ViewInput {
  const analysis = analyseText(text, names);
  return { text: analysis.text, names, analysis };
}

function makeCorpus() {
  const rows = OPENINGS.flatMap((opening, o) =>
    FIRMS.flatMap((firm, f) =>
      [...GOOD, ...BAD].map((deed, d) => ({
        input: inputOf(`${opening}，${firm}${deed}`, [firm]),
        labels: d >= GOOD.length ? ["负面"] : [],
        group: o + f * 7 + d,
      })),
    ),
  );
  return {
    inputs: rows.map(({ input }) => input),
    labels: rows.map(({ labels }) => labels),
    groups: rows.map(({ group }) => group),
  };
}

describe("labels", () => {
  const model = trainLabels(SHAPE, ["负面"], makeCorpus(), 1);

  test("what was learnt holds for a firm and an opening that were not seen", () => {
    const read = createLabelReader(model);
    const [bad] = read(inputOf("本报讯，金玉堂负责人失联", ["金玉堂"]));
    const [good] = read(inputOf("本报讯，金玉堂发布新产品", ["金玉堂"]));
    expect(bad?.said).toBe(true);
    expect(good?.said).toBe(false);
    expect(bad?.chance).toBeGreaterThan(0.8);
    expect(good?.chance).toBeLessThan(0.2);
  });

  test("the same texts and seed make the same bytes, another seed others", () => {
    const bytes = (seed: number) =>
      encodeArtefact({ kind: "labels", task: "t", model: trainLabels(SHAPE, ["负面"], makeCorpus(), seed) });
    expect(bytes(1)).toEqual(encodeArtefact({ kind: "labels", task: "t", model }));
    expect(bytes(2)).not.toEqual(bytes(1));
  });

  test("a reading is the same whatever was read before, and no text breaks it", () => {
    const read = createLabelReader(model);
    fc.assert(
      fc.property(
        fc.string({ unit: "binary", maxLength: 300 }),
        fc.string({ maxLength: 20 }),
        (text, name) => {
          const input = inputOf(text, [name]);
          const reading = read(input);
          expect(reading).toEqual(createLabelReader(model)(input));
          for (const { chance } of reading) expect(chance >= 0 && chance <= 1).toBe(true);
        },
      ),
      { numRuns: 25 },
    );
  });
});

describe("the file", () => {
  const model = trainLabels(SHAPE, ["负面"], makeCorpus(), 1);
  const bytes = encodeArtefact({ kind: "labels", task: "finnsp", model });

  test("gives back the model", () => {
    const artefact = decodeArtefact(bytes);
    expect(artefact).toEqual({ kind: "labels", task: "finnsp", model });
  });

  test("any byte that is changed or missing is noticed, by ArtefactError", () => {
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const damaged = bytes.slice();
        damaged[at] = (damaged[at] as number) ^ change;
        let read: unknown = null;
        try {
          read = decodeArtefact(damaged);
        } catch (error) {
          expect(error).toBeInstanceOf(ArtefactError);
        }
        // A figure of the header may still be one: the table may not.
        if (read !== null) expect(at).toBeLessThan(bytes.length - model.table.length);
      }),
    );
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), (length) => {
        expect(() => decodeArtefact(bytes.slice(0, length))).toThrow(ArtefactError);
      }),
    );
  });
});

describe("calibration", () => {
  const margins = Float64Array.from({ length: 200 }, (_, i) => (i - 100) / 25);
  const isPositive = Uint8Array.from(margins, (margin, i) => (margin + ((i * 7) % 11) / 5 - 1 > 0 ? 1 : 0));

  test("chances rise with the margin, and their mean is the share that holds", () => {
    const calibration = calibrate(margins, isPositive);
    const chances = [...margins].map((margin) => chanceOf(margin, calibration));
    expect(chances).toEqual(chances.toSorted((a, b) => a - b));
    const mean = chances.reduce((sum, chance) => sum + chance, 0) / chances.length;
    expect(mean).toBeCloseTo(isPositive.reduce((sum, one) => sum + one, 0) / 200, 1);
  });

  test("no other threshold gives a better F1 than the one chosen", () => {
    const f1 = (threshold: number) => {
      let [hits, said, all] = [0, 0, 0];
      margins.forEach((margin, i) => {
        hits += Number(margin >= threshold && isPositive[i] === 1);
        said += Number(margin >= threshold);
        all += isPositive[i] as number;
      });
      return (2 * hits) / (said + all);
    };
    const chosen = f1(bestThreshold(margins, isPositive));
    for (const margin of margins) expect(f1(margin)).toBeLessThanOrEqual(chosen);
  });
});

describe("the chain of tags", () => {
  /** Weight of every way to tag the text, by trying them all. */
  function everyWay(scores: Float64Array, n: number): Map<string, number> {
    const ways = new Map<string, number>();
    const follows: Record<string, string> = { O: "OB", B: "IE", I: "IE", E: "OB" };
    const walk = (tags: string, weight: number): void => {
      if (tags.length === n) {
        if (/[OE]$/.test(tags)) ways.set(tags, Math.exp(weight));
        return;
      }
      for (const tag of tags === "" ? "OB" : (follows[tags.at(-1) as string] as string))
        walk(tags + tag, weight + (scores[tags.length * TAG_COUNT + "OBIE".indexOf(tag)] as number));
    };
    walk("", 0);
    return ways;
  }

  test("chances of tags and of spans are those of all ways together", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: 8, maxLength: 28 }),
        (values) => {
          const n = Math.floor(values.length / TAG_COUNT);
          const scores = Float64Array.from(values.slice(0, n * TAG_COUNT));
          const ways = [...everyWay(scores, n)];
          const whole = ways.reduce((sum, [, weight]) => sum + weight, 0);
          const share = (holds: (tags: string) => boolean) =>
            ways.reduce((sum, [tags, weight]) => sum + (holds(tags) ? weight : 0), 0) / whole;
          const chain = solveChain(scores, n);
          const chances = new Float64Array(TAG_COUNT);
          for (let i = 0; i < n; i++) {
            chancesAt(chain, i, chances);
            for (let t = 0; t < TAG_COUNT; t++)
              expect(chances[t]).toBeCloseTo(
                share((tags) => tags[i] === "OBIE"[t]),
                6,
              );
          }
          for (const { start, end, chance } of spansOf(chain, 0.01, 24)) {
            const span = `B${"I".repeat(end - start - 2)}E`;
            expect(chance).toBeCloseTo(
              share((tags) => tags.slice(start, end) === span),
              6,
            );
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe("unknown names", () => {
  const PLATFORMS = ["麒麟宝", "金猪网", "趣步", "LX商城", "飞马金服", "恒宝财富", "米袋子", "蜜蜂聚财"];
  const texts = PLATFORMS.flatMap((name, i) => [
    { text: `${name}平台靠谱吗？${name}涉嫌传销`, names: [name], group: i },
    { text: `近日，投资人称在${name}平台无法提现`, names: [name], group: i },
    { text: `警方提醒：第${i}期讲座今天举行，请市民参加`, names: [], group: i },
  ]);
  const model = trainNames(texts, { bits: 14, passes: 12, rate: 0.1, seed: 1 });

  test("a name of a platform that was not seen is found by what stands round it", () => {
    const found = createNameReader(model)("近日，投资人称在翠鸟贷平台无法提现");
    expect(found.map(({ name }) => name)).toContain("翠鸟贷");
  });

  test("found names stand where they are said to, in the text as it was given", () => {
    const read = createNameReader(model);
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
        for (const { name, start, chance } of read(`${text}趣步平台靠谱吗`)) {
          expect(`${text}趣步平台靠谱吗`.slice(start, start + name.length)).toBe(name);
          expect(chance >= model.threshold && chance <= 1 + 1e-9).toBe(true);
        }
      }),
      { numRuns: 40 },
    );
  });

  test("reading with packed weights and kept memory gives what training computes", () => {
    // Of every size and sign, so that no sum is small by chance.
    const wild = { ...model, table: model.table.map((_, i) => ((i * 7919) % 255) - 127), threshold: 0.1 };
    const read = createNameReader(wild);
    fc.assert(
      fc.property(fc.string({ unit: "binary", minLength: 2, maxLength: 300 }), (text) => {
        const ids = new Int32Array(text.length * PLACE_FEATURES);
        const scores = new Float64Array(text.length * TAG_COUNT);
        fillPlaceFeatures(text, wild.bits, ids);
        fillScores(wild.table, wild.step, ids, text.length, scores);
        const expected = gatherNames(text, scores, text.length).filter(({ chance }) => chance >= 0.1);
        expect(read(text)).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });
});
