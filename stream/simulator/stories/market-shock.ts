import { bucketStart, DAY_MS, HOUR_MS, MINUTE_MS } from "#domain/time";
import { makeMarketPoint, type Scene } from "#stream/simulator/background";
import type { Series, Shock } from "#stream/simulator/market";
import { Rng, STREAMS } from "#stream/simulator/random";
import { makeSimEvent } from "#stream/simulator/sim-event";
import type { ScriptItem, Story, StoryContext } from "#stream/simulator/stories/story";

/**
 * A market shock: one in three series falls at once by several times its ordinary day's move and recovers over two
 * days; points come thick while it lasts. Number 0 lies five weeks back, number 1 comes five minutes after the epoch.
 */
export function planMarketShock(
  context: Pick<StoryContext, "seed" | "number" | "epochMs">,
  series: readonly Series[],
): { readonly shock: Shock; story(scene: () => Scene): Story } {
  const { seed, number, epochMs } = context;
  const id = `market-shock-${number}`;
  const live = number === 1;
  const startMs = live
    ? epochMs + 5 * MINUTE_MS
    : bucketStart(epochMs - (37 + 31 * Math.max(0, number - 1)) * DAY_MS, "day") + 10 * HOUR_MS;
  const hit = new Set(series.filter((one) => one.number % 3 === 0).map((one) => one.number));
  const shock: Shock = { startMs, depth: 0.14, recoveryMs: 2 * DAY_MS, hits: hit };
  return {
    shock,
    story(scene) {
      const script: ScriptItem[] = [];
      const rng = new Rng(seed, STREAMS.story + 5, number);
      for (const one of series) {
        if (!hit.has(one.number)) continue;
        const points = live ? 6 : 3;
        for (let i = 0; i < points; i++) {
          const dueMs = startMs + Math.floor((i + rng.unit()) * (live ? 80_000 : 25 * MINUTE_MS));
          script.push({
            dueMs,
            make: (city) =>
              makeMarketPoint(city.seed, scene(), one.number, `st-${id}-m${one.number}-${i}`, dueMs),
          });
        }
        const newsMs = startMs + Math.floor((0.3 + rng.unit()) * (live ? 4 * MINUTE_MS : 3 * HOUR_MS));
        script.push({
          dueMs: newsMs,
          make: (city) => {
            const firm = city.identity(one.enterprise);
            return makeSimEvent("sentiment", "news", `st-${id}-n${one.number}`, newsMs, firm, {
              title: `${firm.tradeName}相关产品大幅波动`,
              text: `受市场情绪影响，${firm.name}相关${one.metric}盘中大跌，投资者担忧其流动性，公司称经营正常，提醒注意市场风险。`,
              channel: "新闻",
              author: "财经日报",
            });
          },
        });
      }
      script.sort((a, b) => a.dueMs - b.dueMs);
      return {
        facts: {
          id,
          kind: "market-shock",
          title: "市场冲击：多只产品净值与价格同步异动",
          titleEn: "A market shock across many series",
          startMs,
          firstSignMs: startMs,
          breakMs: startMs,
          endMs: startMs + 2 * DAY_MS,
          live,
          enterprises: [
            ...new Set(series.filter((one) => hit.has(one.number)).map((one) => one.enterprise)),
          ].map((index) => ({ index, role: "series" })),
        },
        roles: new Map(),
        script,
      };
    },
  };
}
