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
