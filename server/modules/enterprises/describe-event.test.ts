import { expect, test } from "vitest";
import { describeEvent } from "#server/modules/enterprises/describe-event";

const zh = (data: Record<string, unknown>) =>
  describeEvent("derived", data, { language: "zh", maySeeAccounts: false });
const en = (data: Record<string, unknown>) =>
  describeEvent("derived", data, { language: "en", maySeeAccounts: false });

test("a change of other enterprises says which and how strong", () => {
  const risk = {
    key: "p:1",
    role: "controller",
    weight: 1,
    label: "张三",
    band: 3,
    score: 71,
    name: "甲公司",
    count: 1,
  };
  expect(zh(risk)).toEqual({ title: "关联变化 · 实际控制人", detail: "甲公司 · 风险评分 71 · 张三" });
  expect(en(risk)).toEqual({ title: "Related change · controller", detail: "甲公司 · score 71 · 张三" });
  expect(zh({ ...risk, band: 0, score: 0, name: "" })).toEqual({
    title: "关联变化",
    detail: "关联企业风险已解除",
  });
});

test("a crowded address and its churn say how many", () => {
  const address = "浦东新区世纪大道1号";
  expect(zh({ count: 12, step: 1, address, key: "a:1" })).toEqual({
    title: "同一地址登记 12 家企业",
    detail: address,
  });
  expect(en({ changed: 4, count: 12, days: 30, address, key: "a:1" })).toEqual({
    title: "4 enterprises of one address changed in 30 days",
    detail: address,
  });
  expect(zh({})).toEqual({ title: "关联变化", detail: "" });
});

test("membership in a shell cluster is said with its traits, and its end", () => {
  const told = {
    clusterId: 3,
    version: 1,
    score: 70,
    size: 9,
    traits: "9 家在 30 日内登记",
    traitsEn: "9 registered",
  };
  expect(zh(told)).toEqual({ title: "属于疑似空壳集群 3", detail: "9 家在 30 日内登记" });
  expect(en({ ...told, score: 0, traitsEn: "" })).toEqual({
    title: "No longer in the suspected shell cluster 3",
    detail: "",
  });
});
