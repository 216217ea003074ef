import { expect, test } from "vitest";
import { distance, simhash } from "#detectors/text/simhash";

const STORY =
  "上海某财富公司产品到期后未能兑付，多名投资人到公司门口维权，负责人电话无人接听，警方已经介入调查，涉及金额约三亿元。";

test("a repost stays near its story", () => {
  expect(distance(simhash(STORY), simhash(STORY))).toBe(0);
  expect(distance(simhash(STORY), simhash(`【转发】${STORY}`))).toBeLessThanOrEqual(7);
  expect(distance(simhash(STORY), simhash(`${STORY} 转自网络`))).toBeLessThanOrEqual(7);
  expect(distance(simhash(STORY), simhash(STORY.replaceAll("，", " , ")))).toBeLessThanOrEqual(7);
});

test("another story is far from it", () => {
  const other =
    "该企业与园区签订合作协议，首期项目金额约三百万元，预计明年投产，将带动就业两百余人，当地居民表示欢迎。";
  expect(distance(simhash(STORY), simhash(other))).toBeGreaterThan(16);
});

test("long texts do not overflow the counters", () => {
  const long = STORY.repeat(40);
  expect(distance(simhash(long), simhash(long.slice(0, 2000)))).toBe(0);
});
