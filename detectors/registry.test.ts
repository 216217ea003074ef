import { expect, test } from "vitest";
import { createRegistry } from "#detectors/registry";
import { DAY_MS } from "#detectors/time";
import { DEFAULT_WEIGHTS } from "#domain/dimension";
import type { InputKind, StreamEvent } from "#domain/event";
import { DEFAULT_LEVEL_RULE } from "#domain/level";

const CONFIG = { version: 1, weights: DEFAULT_WEIGHTS, levels: DEFAULT_LEVEL_RULE };
const START = Date.UTC(2025, 0, 1);
let n = 0;
function eventOf(kind: InputKind, timeMs: number, data: object): StreamEvent {
  n++;
  return {
    uid: `t/${n}`,
    kind,
    type: `${kind}.x`,
    key: "e:7",
    enterpriseId: 7,
    district: "310101",
    source: "t",
    timeMs,
    timeInferred: false,
    receivedMs: timeMs,
    simulated: false,
    hash: "0",
    data: data as never,
  };
}
test("a run of bad texts and complaints raises the level, time lets it fall", () => {
  const registry = createRegistry();
  let state = registry.create("e:7");
  const alerts = [];
  for (let i = 0; i < 8; i++) {
    const t = START + i * DAY_MS * 0.5;
    for (const event of [
      eventOf("sentiment", t, {
        title: "",
        text: `宝盈财富第${i}次兑付困难，投资人${i}维权，老板失联 ${"甲乙丙丁戊己庚辛"[i]}`,
        channel: "微博",
      }),
      eventOf("complaint", t + 1000, {
        title: "无法提现",
        text: "平台无法兑付",
        amount: "250000.50",
        people: 3,
      }),
    ]) {
      const result = registry.step(state, event, CONFIG);
      state = result.state;
      alerts.push(...result.alerts);
    }
  }
  expect(alerts.length).toBeGreaterThan(0);
});
