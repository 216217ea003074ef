import { readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openWallBrowser, type WallBrowser } from "./testing/browser.ts";
import { buildWall } from "./testing/build.ts";
import { makeEvent } from "./testing/city.ts";
import { type Fixture, startFixture } from "./testing/fixture.ts";

/** A frame is a second; a loaded machine is slower. */
const SOON = { timeout: 15_000 };
const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

let web = "";
let fixture: Fixture;
let plain: WallBrowser;
beforeAll(async () => {
  web = await buildWall();
  plain = await openWallBrowser({ webgl: false });
});
afterAll(async () => {
  await plain?.close();
  if (web !== "") rmSync(web, { recursive: true, force: true });
});
beforeEach(async () => {
  fixture = await startFixture({ web, size: 6000 });
});
afterEach(() => fixture.stop());

/** Opens the wall and collects what must never happen on it. */
async function openWall(browser: WallBrowser, search = "", options: Parameters<WallBrowser["open"]>[0] = {}) {
  const page = await browser.open(options);
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("request", (request) => {
    if (!/^(http:\/\/127\.0\.0\.1|ws:\/\/127\.0\.0\.1|blob:|data:)/.test(request.url()))
      faults.push(request.url());
  });
  await page.goto(`${fixture.address}wall/${search}`);
  await page.waitForSelector(".wall");
  return { page, faults, close: () => page.context().close() };
}

const figures = (page: Page): Promise<number[]> =>
  page.$$eval(".w-figure dd", (all) =>
    all.map((each) => Number(each.getAttribute("title")?.replace(/,/g, ""))),
  );
/** Monitored, at risk, red. */
const firstThree = async (page: Page): Promise<number[]> => (await figures(page)).slice(0, 3);
const text = async (page: Page, selector: string): Promise<string> =>
  ((await page.textContent(selector)) ?? "").replace(/\s+/g, " ").trim();

/** A normal firm rises to a level. */
function rise(level: number, reason = ""): { district: string; name: string } {
  const firm = fixture.city.firms.find((each) => each.level === 1);
  if (firm === undefined) throw new Error("nobody is normal");
  const body = makeEvent(firm, level, Date.now());
  fixture.push(`events.${firm.district}`, reason === "" ? body : { ...body, w: reason });
  return firm;
}

describe("picture", () => {
  it("shows figures, trend, rankings, map and news of the fixture, in Chinese", async () => {
    const { page, faults, close } = await openWall(plain, "?rotate=off");
    await page.waitForFunction(() => document.querySelectorAll(".w-event").length === 8);
    const [monitored, atRisk, red] = await figures(page);
    expect(monitored).toBe(6000);
    expect(atRisk).toBeGreaterThan(50);
    expect(red).toBeGreaterThan(5);
    expect(await text(page, "h1")).toBe("观澜 全市金融风险态势");
    expect(await text(page, ".w-duty")).toBe("值班 李四");
    expect(await text(page, ".w-marks")).toContain("模拟数据");
    expect(await text(page, ".w-clock")).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
    expect(await page.locator(".w-ranking").first().locator("li").count()).toBe(10);
    expect(await page.locator(".w-ranking").last().locator("li").count()).toBe(8);
    expect(await page.locator(".w-trend svg path.w-line").count()).toBe(1);
    expect(await page.locator(".district").count()).toBe(16);
    expect(faults).toEqual([]);
    await close();
  });

  for (const language of ["zh", "en"] as const)
    for (const [width, height] of [
      [1920, 1080],
      [3840, 2160],
      [5760, 2160],
      [1366, 768],
    ] as const)
      it(`fits ${width}x${height} in ${language}: nothing scrolls, small or over the edge`, async () => {
        const search = "?rotate=off&visitors=1&industry=Q&level=orange";
        const { page, close } = await openWall(plain, search, { width, height, language });
        await page.waitForSelector(".map-names text");
        await page.waitForTimeout(300);
        const found = await page.evaluate(() => {
          const unit = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 100;
          const small: string[] = [];
          const outside: string[] = [];
          const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          for (let node = walk.nextNode(); node !== null; node = walk.nextNode()) {
            const parent = node.parentElement;
            const words = node.textContent?.trim() ?? "";
            if (
              parent === null ||
              words === "" ||
              parent.closest(".w-tools, noscript, script, style") !== null
            )
              continue;
            const size = Number.parseFloat(getComputedStyle(parent).fontSize) / unit;
            if (size < 23.5) small.push(`${words} ${size}`);
            const range = document.createRange();
            range.selectNodeContents(node);
            const box = range.getBoundingClientRect();
            const clip = parent.closest(".w-event p, .w-rank-name, .w-streets li span");
            if (
              clip === null &&
              (box.right > innerWidth + 1 || box.bottom > innerHeight + 1 || box.left < -1)
            )
              outside.push(words);
          }
          const panels = [
            ...document.querySelectorAll(
              ".w-header-middle, .w-map-legend, .w-figure, .w-map-head, .w-levels, .w-header, .w-event-head, .w-ranking li",
            ),
          ]
            .filter((box) => box.scrollWidth > box.clientWidth + 1)
            .map((box) => `${box.className}: ${box.textContent}`);
          const scrolls =
            document.documentElement.scrollWidth > innerWidth ||
            document.documentElement.scrollHeight > innerHeight;
          const figure = Number.parseFloat(
            getComputedStyle(document.querySelector(".w-figure dd") as Element).fontSize,
          );
          return { small, outside, panels, scrolls, figure: figure / unit };
        });
        expect(found).toEqual({
          small: [],
          outside: [],
          panels: [],
          scrolls: false,
          figure: expect.any(Number),
        });
        expect(found.figure).toBeGreaterThanOrEqual(72);
        expect(await overlaps(page, ".map-names g")).toEqual([]);
        await close();
      });

  it("has no serious fault of accessibility", async () => {
    const { page, close } = await openWall(plain, "?rotate=off");
    // By evaluation: the page's own policy takes no inline script.
    await page.evaluate(readFileSync(AXE, "utf8"));
    const faults = await page.evaluate(async () => {
      const axe = (
        window as unknown as {
          axe: {
            run(
              options: unknown,
            ): Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }>;
          };
        }
      ).axe;
      const { violations } = await axe.run({ resultTypes: ["violations"] });
      return violations
        .filter(({ impact }) => impact === "serious" || impact === "critical")
        .map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
    });
    expect(faults).toEqual([]);
    await close();
  });
});

describe("live", () => {
  it("applies what arrives within a second or two, on top of the list and in the figures", async () => {
    const { page, faults, close } = await openWall(plain, "?rotate=off");
    await page.waitForFunction(() => document.querySelectorAll(".w-event").length > 0);
    await expect.poll(() => fixture.lines(), SOON).toBe(1);
    const [, atRisk = 0, red = 0] = await figures(page);
    const { name } = rise(4, "近30日投诉 99 起（常态 0.1）");
    await expect.poll(() => firstThree(page), SOON).toEqual([6000, atRisk + 1, red + 1]);
    expect(await text(page, ".w-event:first-child")).toContain("红色");
    expect(await text(page, ".w-event:first-child .w-event-name")).toBe(name);
    expect(await text(page, ".w-event:first-child .w-event-why")).toBe("近30日投诉 99 起（常态 0.1）");
    expect(faults).toEqual([]);
    await close();
  });

  it("tells a broken line plainly, keeps the picture, and misses nothing when it is back", async () => {
    const { page, close } = await openWall(plain, "?rotate=off");
    await expect.poll(() => fixture.lines(), SOON).toBe(1);
    const [, atRisk = 0, red = 0] = await figures(page);
    fixture.fail = { status: 503, pattern: /^\/api\/wall/ };
    fixture.cutLines(true);
    await page.waitForSelector(".w-warning", { timeout: 20_000 });
    expect(await text(page, ".w-warning")).toMatch(
      /^数据停在 \d\d:\d\d:\d\d（\d+ 秒前），画面为最后一次收到的数据/,
    );
    expect(await firstThree(page)).toEqual([6000, atRisk, red]);
    expect(await page.locator(".w-event").count()).toBe(8);
    for (let i = 0; i < 5; i++) rise(3);
    fixture.cutLines(false);
    await expect.poll(() => firstThree(page), { timeout: 40_000 }).toEqual([6000, atRisk + 5, red]);
    await expect.poll(() => page.locator(".w-warning").count(), { timeout: 10_000 }).toBe(0);
    await close();
  });

  it("reads the picture anew after an alert, and does not count twice what it holds", async () => {
    const { page, close } = await openWall(plain, "?rotate=off");
    await expect.poll(() => fixture.lines(), SOON).toBe(1);
    const [, atRisk = 0, red = 0] = await figures(page);
    rise(3);
    await expect.poll(() => firstThree(page), SOON).toEqual([6000, atRisk + 1, red]);
    const before = fixture.calls.filter((call) => call.startsWith("/api/wall")).length;
    fixture.push("alerts.310115", { id: 1, state: "open" });
    await expect
      .poll(() => fixture.calls.filter((call) => call.startsWith("/api/wall")).length, { timeout: 20_000 })
      .toBe(before + 1);
    await page.waitForTimeout(1500);
    expect(await firstThree(page)).toEqual([6000, atRisk + 1, red]);
    await close();
  });
});

describe("people", () => {
  it("are sent to the login with the way back when there is no session", async () => {
    fixture.signedIn = false;
    const page = await plain.open();
    await page.goto(`${fixture.address}wall/?district=310115&level=red`);
    await page.waitForSelector("#login");
    const back = new URL(page.url());
    expect(back.pathname).toBe("/");
    expect(back.searchParams.get("return")).toBe("wall/?district=310115&level=red");
    await page.context().close();
  });

  it("keep the last picture when the session ends, and are told", async () => {
    const { page, close } = await openWall(plain, "?rotate=off");
    await expect.poll(() => fixture.lines(), SOON).toBe(1);
    fixture.signedIn = false;
    fixture.cutLines(true);
    fixture.cutLines(false);
    await page.waitForSelector(".w-warning", { timeout: 30_000 });
    await expect.poll(() => text(page, ".w-warning"), { timeout: 30_000 }).toMatch(/^登录已失效/);
    expect((await figures(page))[0]).toBe(6000);
    expect(page.url()).toContain("/wall/");
    await page.keyboard.press("Enter");
    await page.waitForSelector("#login");
    await close();
  });

  it("steer it by keys: pause, next district, visitors, language, back to the city", async () => {
    const { page, close } = await openWall(plain);
    await page.waitForFunction(() => document.querySelectorAll(".w-event").length > 0);
    await page.keyboard.press("Space");
    expect(await text(page, ".w-tour")).toBe("轮播已暂停");
    expect(page.url()).toContain("rotate=off");
    await page.keyboard.press("ArrowRight");
    await expect.poll(() => text(page, ".w-map h2"), SOON).not.toBe("全市");
    await page.waitForSelector(".w-streets");
    await page.keyboard.press("v");
    await expect.poll(() => text(page, ".w-event:first-child .w-event-name"), SOON).toContain("＊＊");
    expect(await text(page, ".w-duty")).toBe("值班 李＊");
    await page.keyboard.press("l");
    expect(await text(page, ".w-latest h2")).toBe("Latest Yellow and above");
    await page.keyboard.press("ArrowLeft");
    await expect.poll(() => text(page, ".w-map h2"), SOON).toBe("Whole city");
    await close();
  });

  it("drill by pressing a district; the address says so and brings it back", async () => {
    const { page, close } = await openWall(plain, "?rotate=off");
    await page.locator('.district[data-code="310115"]').focus();
    await page.keyboard.press("Enter");
    await expect.poll(() => text(page, "h1"), SOON).toBe("观澜 浦东新区金融风险态势");
    expect(page.url()).toContain("district=310115");
    const inPudong = fixture.city.firms.filter((firm) => firm.district === "310115").length;
    await expect.poll(async () => (await figures(page))[0], SOON).toBe(inPudong);
    expect(await text(page, ".w-ranking:first-child h2")).toContain("街镇排名");
    await page.reload();
    await page.waitForSelector(".wall");
    expect(await text(page, "h1")).toBe("观澜 浦东新区金融风险态势");
    await page.locator("body").click({ position: { x: 5, y: 5 } });
    await page.keyboard.press("Escape");
    await expect.poll(async () => (await figures(page))[0], SOON).toBe(6000);
    await close();
  });

  it("filter by level and industry from the address", async () => {
    const { page, close } = await openWall(plain, "?rotate=off&level=red&industry=J");
    await page.waitForSelector(".w-ranking li, .w-empty");
    expect(await text(page, ".w-marks")).toContain("金融");
    expect(await text(page, ".w-trend")).toContain("行业筛选下没有历史指数");
    const words = await page.$$eval(".w-event-head strong", (all) => all.map((each) => each.textContent));
    expect(words.every((word) => word === "红色" || word === "爆发")).toBe(true);
    expect(fixture.calls.filter((call) => call.startsWith("/api/wall"))[0]).toContain("industry=J");
    await close();
  });
});

describe("weeks", () => {
  it("goes through thousands of frames without growing", async () => {
    const page = await plain.open();
    await page.clock.install();
    await page.goto(`${fixture.address}wall/`);
    await page.clock.runFor(500);
    await page.waitForSelector(".wall");
    const cdp = await page.context().newCDPSession(page);
    const measure = async () => {
      await cdp.send("HeapProfiler.collectGarbage");
      const { metrics } = (await cdp.send("Performance.getMetrics")) as {
        metrics: { name: string; value: number }[];
      };
      const read = (name: string): number => metrics.find((metric) => metric.name === name)?.value ?? 0;
      return { heap: read("JSHeapUsedSize"), nodes: read("Nodes"), listeners: read("JSEventListeners") };
    };
    await cdp.send("Performance.enable");
    /** Each round is 40 s of the wall's life: two stops of the tour, 40 frames, 60 events. */
    const live = async (rounds: number): Promise<void> => {
      for (let round = 0; round < rounds; round++) {
        for (let i = 0; i < 60; i++) {
          const firm = fixture.city.firms[(round * 60 + i) % fixture.city.firms.length];
          if (firm === undefined) continue;
          fixture.push(`events.${firm.district}`, makeEvent(firm, 1 + ((round + i) % 5), Date.now()));
        }
        await page.clock.runFor(40_000);
      }
    };
    await live(25);
    const before = await measure();
    await live(75);
    const after = await measure();
    // 3,000 frames and 4,500 events: some MB of noise at most, and no more elements than before.
    expect(after.heap - before.heap).toBeLessThan(4 * 1024 * 1024);
    expect(after.nodes - before.nodes).toBeLessThan(400);
    expect(after.listeners - before.listeners).toBeLessThan(40);
    expect(await page.locator(".w-event").count()).toBe(8);
    await page.context().close();
  }, 240_000);
});

describe("graphics", () => {
  let gl: WallBrowser;
  beforeAll(async () => {
    gl = await openWallBrowser({ webgl: true });
  });
  afterAll(() => gl?.close());

  it("draws the map in one canvas with names that do not collide, and falls back when the card is taken away", async () => {
    const { page, faults, close } = await openWall(gl, "?rotate=off");
    await page.waitForSelector(".w-name", { timeout: 60_000 });
    expect(await page.locator("canvas").count()).toBe(1);
    expect(await page.locator(".w-name").count()).toBe(16);
    expect(await page.locator(".w-leaders polyline").count()).toBe(7);
    expect(await overlaps(page, ".w-name")).toEqual([]);
    // Something is drawn: not one colour from edge to edge.
    await expect.poll(() => coloursOf(page), { timeout: 60_000, interval: 1000 }).toBeGreaterThan(20);
    await page.keyboard.press("ArrowRight");
    await expect.poll(() => page.locator(".w-name.chosen").count(), { timeout: 30_000 }).toBe(1);
    await page.evaluate(() => {
      const context = document.querySelector("canvas")?.getContext("webgl2");
      context?.getExtension("WEBGL_lose_context")?.loseContext();
    });
    await page.waitForSelector(".w-plain .district", { timeout: 30_000 });
    expect(await page.locator("canvas").count()).toBe(0);
    expect((await figures(page))[0]).toBe(6000);
    expect(faults).toEqual([]);
    await close();
  });

  it("is not asked for where WebGL2 is missing: the plain map says why it is there", async () => {
    const asked: string[] = [];
    const page = await plain.open();
    page.on("request", (request) => asked.push(request.url()));
    await page.goto(`${fixture.address}wall/?rotate=off`);
    await page.waitForSelector(".w-plain .district");
    expect(await text(page, ".w-map-legend")).toContain("无 WebGL2");
    expect(asked.some((url) => url.includes("gl-view"))).toBe(false);
    await page.context().close();
  });
});

/** Pairs of elements whose boxes lie over each other. */
function overlaps(page: Page, selector: string): Promise<string[]> {
  return page.$$eval(selector, (all) => {
    const boxes = all
      .map((each) => ({
        text: each.textContent,
        box: (each.querySelector("text") ?? each).getBoundingClientRect(),
      }))
      .filter(({ box }) => box.width > 0);
    return boxes.flatMap((a, i) =>
      boxes
        .slice(i + 1)
        .filter(
          (b) =>
            a.box.left < b.box.right - 1 &&
            b.box.left < a.box.right - 1 &&
            a.box.top < b.box.bottom - 1 &&
            b.box.top < a.box.bottom - 1,
        )
        .map((b) => `${a.text} / ${b.text}`),
    );
  });
}

/** How many different colours the map's canvas shows, by a picture of it. */
async function coloursOf(page: Page): Promise<number> {
  const image = await page.locator("canvas").screenshot({ timeout: 60_000 });
  return page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    const pen = canvas.getContext("2d");
    pen?.drawImage(bitmap, 0, 0);
    const { data } = pen?.getImageData(0, 0, bitmap.width, bitmap.height) ?? {
      data: new Uint8ClampedArray(),
    };
    const seen = new Set<number>();
    for (let i = 0; i < data.length; i += 4 * 7)
      seen.add(((data[i] ?? 0) << 16) | ((data[i + 1] ?? 0) << 8) | (data[i + 2] ?? 0));
    return seen.size;
  }, image.toString("base64"));
}
