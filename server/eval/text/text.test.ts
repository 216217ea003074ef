import { mkdtemp, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { readText } from "#detectors/text/reading";
import { groupNearDuplicates } from "#server/eval/text/near-duplicates";
import { evalText } from "#server/eval/text/text";
import { trainText } from "#server/eval/text/train-text";
import { loadTextModels } from "#server/text-models";

vi.setConfig({ testTimeout: 60_000 });

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "text-eval-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const say = () => undefined;
const FIRMS = ["宝盈财富", "中信达贷", "快鹿金服", "星河理财", "海晏保理", "钱庄通"];
const DEEDS = [
  "无法兑付本金",
  "负责人已经失联",
  "涉嫌非法集资被立案",
  "获得年度表彰",
  "发布新的产品",
  "完成一轮增资",
];

function finnspRows(from: number, to: number): string[][] {
  return Array.from({ length: to - from }, (_, k) => {
    const i = from + k;
    const firm = FIRMS[i % 6] as string;
    const deed = (i * 5) % 6;
    const bad = deed < 3 ? "1" : "0";
    const text = `${noise(i)}消息，${firm}${DEEDS[deed]}，${noise(i + 500)}`;
    return [String(i), "", text, firm, bad, bad === "1" ? firm : ""];
  });
}

/** Eight characters that two texts do not share. */
function noise(i: number): string {
  return String.fromCharCode(
    ...Array.from({ length: 8 }, (_, k) => 0x4e00 + ((i * 7919 + k * 104729) % 20000)),
  );
}

async function write(name: string, rows: unknown): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, JSON.stringify(rows));
  return file;
}

describe("near-duplicates", () => {
  test("marks, spaces and a short tail do not part two texts; other words do", () => {
    const text = "近日宝盈财富管理有限公司因资金链断裂无法按期兑付投资人本金";
    const groups = groupNearDuplicates([
      text,
      ` ${text}！！`,
      `${text}转自网络`,
      "今天天气很好适合出门",
      text.slice(0, 12),
    ]);
    expect(groups).toEqual([0, 0, 0, 3, 4]);
  });
});

describe("eval text", () => {
  const options = { folds: 3, seed: 1, say };

  test("what is measured is not learnt from: copies are taken out of the training part and counted", async () => {
    const train = await write("train.json", finnspRows(0, 60));
    const test = await write("test.json", [...finnspRows(60, 80), ...finnspRows(0, 5)]);
    const result = (await evalText({ task: "finnsp", train, test, ...options })) as Record<string, never>;
    expect(result).toMatchObject({ texts: 25, trainTexts: 55, nearDuplicates: { removedFromTrain: 5 } });
    expect(result.f1).toBeGreaterThan(0.9);
    expect(result.nothingRemoved).toMatchObject({ n: expect.any(Number) });
  });

  test("folds: every text is measured once", async () => {
    const train = await write("folds.json", finnspRows(0, 60));
    expect(await evalText({ task: "finnsp", train, test: null, ...options })).toMatchObject({
      texts: 60,
      n: finnspRows(0, 60).filter(([, , , , label]) => label === "1").length,
      folds: 3,
    });
  });

  test("rows of one text are one text with several types", async () => {
    const rows = finnspRows(0, 60).flatMap(([id, , text, firm, bad]) =>
      bad === "1"
        ? [
            [id, text, "涉嫌非法集资", firm],
            [id, text, "涉嫌违法", firm],
          ]
        : [[id, text, "其他", "NaN"]],
    );
    const train = await write("finese.json", rows);
    const result = (await evalText({ task: "finese", train, test: null, ...options })) as {
      byType: Record<string, { n: number; f1: number }>;
    };
    expect(Object.keys(result.byType)).toEqual(["涉嫌违法", "涉嫌非法集资"]);
    expect(result).toMatchObject({ texts: 60, typesInMacro: 2 });
  });

  test("a file of another form is refused", async () => {
    const train = await write("wrong.json", [{ text: "x" }]);
    await expect(evalText({ task: "finfe", train, test: null, ...options })).rejects.toThrow();
  });
});

describe("train-text", () => {
  test("writes a model that the program loads, and its card; a damaged file is refused, not used", async () => {
    const data = await write("data.json", finnspRows(0, 60));
    const out = join(folder, "models");
    const training = {
      task: "finnsp",
      data,
      out,
      seed: 1,
      date: "2026-11-29",
      licence: "none stated",
      folds: 0,
      say,
    } as const;
    const written = (await trainText(training)) as { version: string; learntFrom: number };
    expect(written.learntFrom).toBe(60);
    const card = await readFile(join(out, "finnsp.md"), "utf8");
    expect(card).toContain(written.version);
    expect(card).toContain("2026-11-29, seed 1");
    const { models, states } = await loadTextModels(out);
    expect(states[0]).toMatchObject({ task: "finnsp", state: "loaded", version: written.version });
    expect(states.slice(1).map(({ state }) => state)).toEqual(["absent", "absent", "absent"]);
    expect(readText("第3号消息，金玉堂负责人已经失联", ["金玉堂"], models).negative).toMatchObject({
      said: true,
    });
    await truncate(join(out, "finnsp.model"), 1000);
    expect(await loadTextModels(out)).toMatchObject({
      models: null,
      states: [{ state: "refused" }, {}, {}, {}],
    });
  });
});
