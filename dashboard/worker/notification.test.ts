import { describe, expect, it } from "vitest";
import { makeNotification, readPayload } from "./notification.ts";

const scope = "https://example.test/guanlan/";
const payload = {
  id: "alert-12-webpush-3",
  alert: {
    alertId: 12,
    enterpriseId: 7,
    name: "上海某某财富管理有限公司",
    district: "310115",
    levelFrom: 2,
    levelTo: 4,
    score: 78.2,
    reason: "近30日投诉 14 起（常态 1.2）",
    action: "两小时内电话核实",
    createdAtMs: 1_700_000_000_000,
    simulated: true,
  },
};

describe("notification", () => {
  it("has the stable id as its tag and opens the alert below the sub-path", () => {
    const shown = makeNotification(readPayload(JSON.stringify(payload)), scope);
    expect(shown.options.tag).toBe("alert-12-webpush-3");
    expect(shown.options.renotify).toBe(false);
    expect(shown.options.data.url).toBe("https://example.test/guanlan/alerts/12");
    expect(shown.title).toBe("■ 红色预警 上海某某财富管理有限公司");
    expect(shown.options.body).toContain("近30日投诉 14 起");
    expect(shown.options.body).toContain("模拟数据");
    expect(shown.options.requireInteraction).toBe(true);
  });

  it("still tells of a message that it cannot read", () => {
    for (const text of ["", "{", "null", '{"id":1}', '{"id":"a"}']) {
      const shown = makeNotification(readPayload(text), scope);
      expect(shown.title).toContain("观澜");
      expect(shown.options.data.url).toBe("https://example.test/guanlan/alerts");
    }
  });
});
