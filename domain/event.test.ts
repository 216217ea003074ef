import { describe, expect, it } from "vitest";
import { envelopeSchema, INPUT_KINDS, SCHEMA_VERSION } from "#domain/event";
import { eventDataSchemas } from "#domain/event-data";

const envelope = { id: "a-1", source: "12345", type: "complaint.received", data: { text: "到期未兑付" } };

describe("event envelope (CloudEvents 1.0)", () => {
  it("fills what a source may leave out", () => {
    expect(envelopeSchema.parse(envelope)).toEqual({
      ...envelope,
      specversion: "1.0",
      schemaversion: SCHEMA_VERSION,
      simulated: false,
    });
  });

  it.each([
    ["subject as text", { subject: "上海星河财富管理有限公司" }, true],
    ["subject by code", { subject: { code: "914403001922038216" } }, true],
    ["subject by local id", { subject: { localId: "42", name: "甲平台" } }, true],
    ["several subjects", { subjects: [{ name: "甲" }, { name: "乙" }] }, true],
    ["a time with offset", { time: "2026-11-24T09:00:00+08:00" }, true],
    ["a time without offset", { time: "2026-11-24T09:00:00" }, false],
    ["another version of CloudEvents", { specversion: "0.3" }, false],
    ["an empty id", { id: "" }, false],
    ["an id of 201 characters", { id: "x".repeat(201) }, false],
    ["a district in words", { district: "浦东新区" }, false],
    ["a subject of spaces", { subject: "  " }, false],
    ["a subject's name of zero-width characters", { subject: { name: "\u200b\ufeff" } }, false],
    ["a blank name beside a code", { subject: { code: "914403001922038216", name: "　" } }, false],
    ["a local id of spaces", { subject: { localId: " " } }, false],
    ["one blank of several subjects", { subjects: [{ name: "甲" }, { name: "\u2060" }] }, false],
    ["data that is a list", { data: [] }, false],
    ["no data", { data: undefined }, false],
  ])("%s", (_, over, ok) => {
    expect(envelopeSchema.safeParse({ ...envelope, ...over }).success).toBe(ok);
  });
});

describe("event data", () => {
  it("has a schema for each kind that is accepted from outside", () => {
    expect(Object.keys(eventDataSchemas).sort()).toEqual([...INPUT_KINDS].sort());
  });

  it("bounds facts and figures in number and size, and takes no blank name", () => {
    const many = (n: number) => Object.fromEntries(Array.from({ length: n }, (_, i) => [`f${i}`, i]));
    const facts = (value: unknown) => eventDataSchemas.registration.safeParse({ facts: value }).success;
    const figures = (value: unknown) =>
      eventDataSchemas.filing.safeParse({ form: "月报", figures: value }).success;
    expect([facts(many(100)), facts(many(101))]).toEqual([true, false]);
    expect([figures(many(300)), figures(many(301))]).toEqual([true, false]);
    for (const taken of [facts, figures]) {
      expect([taken({ a: 1e15 }), taken({ a: 1.1e15 }), taken({ a: -1.1e15 })]).toEqual([true, false, false]);
      expect(taken({ " ": 1 })).toBe(false);
    }
    expect(facts({ a: "x".repeat(1001) })).toBe(false);
    expect(eventDataSchemas.registration.safeParse({ name: "\u200d" }).success).toBe(false);
    const relation = { kind: "shareholder", party: "person" };
    expect(eventDataSchemas.registration.safeParse({ relations: [{ ...relation, name: " " }] }).success).toBe(
      false,
    );
  });

  it("keeps money as decimal text", () => {
    const transaction = {
      provider: "某银行",
      authority: "协查函",
      account: "1",
      counterparty: "2",
      direction: "in",
    };
    expect(eventDataSchemas.transaction.safeParse({ ...transaction, amount: "100.50" }).success).toBe(true);
    expect(eventDataSchemas.transaction.safeParse({ ...transaction, amount: 100.5 }).success).toBe(false);
    expect(eventDataSchemas.transaction.safeParse({ ...transaction, amount: "1e9" }).success).toBe(false);
  });

  it("asks a transaction for the unit that provided it and its authority", () => {
    const bare = { account: "1", counterparty: "2", direction: "in", amount: "1" };
    const result = eventDataSchemas.transaction.safeParse(bare);
    expect(result.error?.issues.map((issue) => issue.path[0]).sort()).toEqual(["authority", "provider"]);
  });

  it("drops unknown keys and refuses a value that is not finite", () => {
    expect(eventDataSchemas.market.parse({ metric: "price", value: 1, extra: true })).toEqual({
      metric: "price",
      value: 1,
    });
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, "1"]) {
      expect(eventDataSchemas.market.safeParse({ metric: "price", value }).success).toBe(false);
    }
  });
});
