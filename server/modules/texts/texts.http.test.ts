import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createHarness, type Harness } from "#server/http/testing/harness";
import { NameIndex } from "#server/pipelines/ingest/name-index";
import { seedEnterprises } from "#store/testing/fixtures";

const index = new NameIndex();
const NAMES = ["上海宝盈财富管理有限公司", "上海宝盈财富投资有限公司", "上海瑞丰商务咨询有限公司"];

let harness: Harness;
let ids: number[];
beforeAll(async () => {
  harness = await createHarness({
    deps: () => ({ texts: { models: null, mentions: (text, most) => index.mentions(text, most) } }),
  });
  ids = await seedEnterprises(
    harness.database.pool,
    NAMES.map((name) => ({ name, district: "310115", street: null })),
  );
  for (const [i, id] of ids.entries()) index.add(id, NAMES[i] as string);
});
afterAll(() => harness.stop());

const read = (text: string, by = "analyst") => harness.call(by, "POST", "/api/texts/read", { text });

describe("a text", () => {
  test("is read: negative about whom, what happened, promised returns, words of guarantee", async () => {
    const { status, body } = await read(
      "上海瑞丰商务咨询有限公司承诺年化收益24%，保本保息，到期后投资人提现困难，老板失联跑路。",
    );
    expect(status).toBe(200);
    expect(body.negative).toMatchObject({ said: true, model: null, subjects: [NAMES[2]] });
    expect(body.events.map(({ type }: { type: string }) => type)).toEqual(
      expect.arrayContaining(["失联跑路", "提现困难"]),
    );
    expect(body.rates[0]).toMatchObject({ annualPercent: 24, per: "year" });
    expect(body.guarantees.length).toBeGreaterThan(0);
    expect(body.mentions).toEqual([
      { name: NAMES[2], candidates: [{ id: ids[2], name: NAMES[2], district: "310115" }], hidden: 0 },
    ]);
    expect(body.by).toBe("lexicon");
  });

  test("a short form that two enterprises share is shown with both, and neither is said to be the subject", async () => {
    const { body } = await read("宝盈财富提现困难，投资人维权。");
    expect(body.mentions).toHaveLength(1);
    expect(body.mentions[0].candidates.map(({ id }: { id: number }) => id).sort()).toEqual(
      [ids[0], ids[1]].sort(),
    );
    expect(body.negative.subjects).toEqual([]);
  });

  test("nothing in it, nothing at all, too much, and who may not", async () => {
    expect((await read("今天天气不错。")).body).toMatchObject({
      negative: { said: false },
      mentions: [],
      events: [],
    });
    expect((await read("   ")).body.code).toBe("request.invalid");
    expect((await read("长".repeat(20_001))).body.code).toBe("request.invalid");
    expect((await read("提现困难", "pudong")).status).toBe(403);
  });
});
