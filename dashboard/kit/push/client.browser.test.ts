import { setTimeout as sleep } from "node:timers/promises";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Seen } from "#kit/push/testing/page.ts";
import { createPushServer, type PushServer } from "#kit/push/testing/push-server.ts";
import { openBrowser, type TestBrowser } from "../../testing/browser.ts";

const A = "events.310101";
const B = "alerts.310101";

describe.each(["uws", "ws"] as const)("the push client in a browser (%s)", (kind) => {
  let browser: TestBrowser;
  let server: PushServer | null;
  let page: Page;
  beforeAll(async () => {
    browser = await openBrowser();
    server = await createPushServer(kind, "dashboard/kit/push/testing/page.ts");
  });
  afterEach(async () => {
    await page?.context().close();
  });
  afterAll(async () => {
    await browser.close();
    await server?.stop();
  });

  async function open(query: string, before?: (page: Page) => Promise<void>): Promise<PushServer | null> {
    if (server === null) return null;
    page = await browser.newPage();
    await page.goto(`${server.origin}/blank`); // brings the session's cookie
    await before?.(page);
    await page.goto(`${server.origin}/${query}`);
    await expect
      .poll(() => page.evaluate(() => window.push.states.at(-1)?.kind), { timeout: 15_000 })
      .toBe("live");
    return server;
  }
  const seqs = async (topic: string): Promise<number[]> => {
    const seen = await page.evaluate<Seen>(() => window.push);
    return seen.seqs[topic] ?? [];
  };
  const consecutive = (values: number[]): boolean =>
    values.every((value, i) => i === 0 || value === (values[i - 1] as number) + 1);

  test.for([
    ["auto", "feed"],
    ["socket.io", "socket.io"],
  ])("transport %s: live, cut, and resumed without loss", async ([transport, via], context) => {
    const running = await open(`?transport=${transport}`);
    if (running === null) return context.skip();
    expect(await page.evaluate(() => window.push.states.at(-1))).toMatchObject({ kind: "live", via });
    await sleep(100);
    for (let round = 0; round < 60; round++) {
      running.send(A, 3);
      if (round === 20 || round === 40) running.cut(300);
      await sleep(20);
    }
    running.send(B, 1);
    await expect.poll(async () => (await seqs(A)).length, { timeout: 10_000 }).toBe(180);
    await expect.poll(async () => (await seqs(B)).length).toBe(1);
    expect(consecutive(await seqs(A))).toBe(true);
    expect(await page.evaluate(() => window.push.snapshots)).toEqual([]);
  });

  test("where WebSocket is blocked it goes on over long polling", async (context) => {
    const running = await open("", async (blocked) => {
      // What a proxy that lets no upgrade through looks like from the page.
      await blocked.addInitScript(() => {
        class Blocked extends EventTarget {
          readyState = 0;
          onclose: ((event: object) => void) | null = null;
          onerror: ((event: object) => void) | null = null;
          constructor() {
            super();
            setTimeout(() => {
              this.readyState = 3;
              this.onerror?.({});
              this.onclose?.({ code: 1006 });
            }, 5);
          }
          send(): void {}
          close(): void {}
        }
        Object.assign(window, { WebSocket: Blocked });
      });
    });
    if (running === null) return context.skip();
    expect(await page.evaluate(() => window.push.states.at(-1))).toMatchObject({
      kind: "live",
      via: "socket.io",
    });
    await sleep(100);
    for (let round = 0; round < 30; round++) {
      running.send(A, 2);
      if (round === 15) running.cut(200);
      await sleep(20);
    }
    await expect.poll(async () => (await seqs(A)).length, { timeout: 15_000 }).toBe(60);
    expect(consecutive(await seqs(A))).toBe(true);
    await page.evaluate(() => window.acknowledge("request-polling"));
    await expect
      .poll(() => page.evaluate(() => window.push.answer))
      .toEqual({ ok: true, version: 2, state: "acknowledged" });
  });

  test("a device without a network says so and comes back by itself", async (context) => {
    const running = await open("");
    if (running === null) return context.skip();
    await page.context().setOffline(true);
    await expect.poll(() => page.evaluate(() => window.push.states.at(-1)?.kind)).toBe("offline");
    running.send(A, 5);
    await page.context().setOffline(false);
    await expect.poll(() => page.evaluate(() => window.push.states.at(-1)?.kind)).toBe("live");
    await expect.poll(async () => (await seqs(A)).length).toBe(5);
  });
});
