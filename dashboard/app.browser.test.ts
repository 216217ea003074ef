import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser, type TestBrowser } from "./testing/browser.ts";
import { type Fixture, startFixture } from "./testing/fixture/server.ts";
import { buildPages, findAxeFaults, findOverflow, openAs, watchFaults } from "./testing/pages.ts";

let browser: TestBrowser;
let fixture: Fixture;
beforeAll(async () => {
  fixture = await startFixture({ web: buildPages() });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await fixture?.stop();
});

async function withPage(
  options: Parameters<TestBrowser["newPage"]>[0],
  run: (page: Page) => Promise<void>,
): Promise<void> {
  const page = await browser.newPage(options);
  const faults = watchFaults(page);
  try {
    await run(page);
    expect(faults).toEqual([]);
  } finally {
    await page.context().close();
  }
}

describe("login", () => {
  it("tells what is wrong, asks for the second factor, and goes to the address that was asked for", () =>
    withPage({}, async (page) => {
      await page.goto(`${fixture.address}alerts?view=all`);
      await page.getByLabel("用户名").fill("analyst");
      await page.getByLabel("密码").fill("wrong");
      await page.getByRole("button", { name: "登录观澜" }).click();
      await page.getByText("用户名或密码不正确").waitFor();
      await page.getByText("auth.failed").waitFor();
      await page.getByLabel("密码").fill("guanlan-demo");
      await page.keyboard.press("Enter");
      await page.getByLabel("动态验证码").fill("123456");
      await page.getByRole("button", { name: "验证并登录" }).click();
      await page.getByRole("heading", { name: /预警/ }).waitFor();
      expect(page.url()).toContain("view=all");
    }));

  it("lists the demo users of a simulated city, and one press enters", () =>
    withPage({}, async (page) => {
      await page.goto(fixture.address);
      await page.getByRole("button", { name: /李四/ }).click();
      await page.getByRole("heading", { name: /概览/ }).waitFor();
      await page.getByRole("button", { name: "李四的菜单" }).click();
      await page.getByRole("button", { name: "退出登录" }).click();
      await page.getByText("您已退出登录").waitFor();
    }));

  it("leads from the address /login to the first screen", () =>
    withPage({}, async (page) => {
      await page.goto(`${fixture.address}login`);
      await page.getByRole("button", { name: /李四/ }).click();
      await page.getByRole("heading", { name: /概览/ }).waitFor();
      expect(page.url()).toBe(fixture.address);
    }));

  it("goes to the login when the session ends, and says so", () =>
    withPage({}, async (page) => {
      await openAs(page, fixture.address, "admin");
      await page.getByRole("heading", { name: /概览/ }).waitFor();
      await page.context().clearCookies();
      await page.getByRole("link", { name: "监测", exact: true }).click();
      await page.getByText("登录已失效").waitFor();
    }));
});

describe("frame", () => {
  it("shows only the nouns that a role has, and its own area without a choice", () =>
    withPage({}, async (page) => {
      await openAs(page, fixture.address, "auditor");
      await page.getByRole("heading", { name: "系统" }).waitFor();
      expect(await page.locator("nav[aria-label=主导航] a").allTextContents()).toEqual(["系统"]);
      await openAs(page, fixture.address, "pudong");
      await page.getByRole("heading", { name: "概览 · 浦东新区" }).waitFor();
      expect(await page.locator(".scope-select").count()).toBe(0);
      expect(await page.locator(".scope").textContent()).toContain("浦东新区");
    }));

  it("keeps the chosen area in the address and over the screens", () =>
    withPage({}, async (page) => {
      await openAs(page, fixture.address, "admin");
      await page.getByLabel("范围").selectOption("310101");
      await page.getByRole("heading", { name: "概览 · 黄浦区" }).waitFor();
      expect(page.url()).toContain("district=310101");
      await page.getByRole("link", { name: "监测", exact: true }).click();
      await page.getByRole("heading", { name: "监测企业 · 黄浦区" }).waitFor();
      await page.reload();
      await page.getByRole("heading", { name: "监测企业 · 黄浦区" }).waitFor();
    }));

  it("is complete in English, dark on wish, and remembers both", () =>
    withPage({}, async (page) => {
      await openAs(page, fixture.address, "admin");
      await page.getByRole("button", { name: "切换到 English" }).click();
      await page.getByRole("heading", { name: "Overview · Whole city" }).waitFor();
      await page.getByRole("button", { name: /Theme: light/ }).click();
      expect(await page.locator("html").getAttribute("data-theme")).toBe("dark");
      await page.reload();
      await page.getByRole("heading", { name: "Overview · Whole city" }).waitFor();
      expect(await page.locator("html").getAttribute("data-theme")).toBe("dark");
      expect(await page.locator("html").getAttribute("lang")).toBe("en");
    }));

  it("answers the keyboard: / searches, ? lists keys, Esc closes", () =>
    withPage({}, async (page) => {
      await openAs(page, fixture.address, "admin");
      await page.getByRole("heading", { name: /概览/ }).waitFor();
      await page.keyboard.press("?");
      await page.getByRole("dialog", { name: "键盘快捷键" }).waitFor();
      await page.keyboard.press("Escape");
      await page.getByRole("dialog").waitFor({ state: "detached" });
      await page.keyboard.press("/");
      await page.keyboard.type("典当");
      await page.keyboard.press("Enter");
      await page.waitForURL(/enterprises\?q=/);
      await page.locator("tbody tr").first().waitFor();
      expect(await page.locator("tbody tr").first().textContent()).toContain("典当");
    }));

  it("says that the line is lost and late, keeps the picture, and goes on by itself", () =>
    withPage({}, async (page) => {
      await openAs(page, fixture.address, "admin");
      await page.getByText("实时连接").waitFor();
      fixture.feed.off = true;
      fixture.feed.cut();
      await page.getByText(/连接中断/).waitFor();
      await page.getByRole("heading", { name: "地区分布" }).waitFor();
      fixture.feed.off = false;
      await page.getByText("实时连接").waitFor({ timeout: 30_000 });
    }));
});

describe("overview", () => {
  it("counts levels, drills from city to district to street, and comes back", () =>
    withPage({}, async (page) => {
      await openAs(page, fixture.address, "admin");
      await page.locator('.district[data-code="310115"]').click();
      await page.getByRole("heading", { name: "概览 · 浦东新区" }).waitFor();
      await page.locator(".tile").first().click();
      await page.waitForURL(/street=310115/);
      await page.getByRole("button", { name: /返回浦东新区/ }).click();
      await page.getByRole("button", { name: /返回全市/ }).click();
      await page.getByRole("heading", { name: "概览 · 全市" }).waitFor();
    }));

  it("opens the list of a level from its count", () =>
    withPage({}, async (page) => {
      await openAs(page, fixture.address, "admin");
      await page.getByRole("link", { name: /^红色预警/ }).click();
      await page.waitForURL(/levels=red/);
      await page.locator("tbody tr").first().waitFor();
      const levels = new Set(await page.locator("tbody tr td:nth-child(2)").allTextContents());
      expect([...levels]).toEqual(["红色"]);
    }));

  it("moves a pushed riser to the top at once, but not while the list is held by the mouse", () =>
    withPage({}, async (page) => {
      await openAs(page, fixture.address, "admin");
      await page.getByText("实时连接").waitFor();
      const top = page.locator(".newest-row").first();
      await top.waitFor();
      const body = {
        u: "x/1",
        k: "complaint",
        t: Date.now(),
        r: Date.now(),
        s: 91,
        l: 5,
        p: 1,
        w: "近30日投诉 40 起",
        m: 1,
      };
      fixture.feed.push("events.310101", { ...body, e: 9001, n: "上海甲财富管理有限公司" });
      await page.locator(".newest-row", { hasText: "上海甲财富管理有限公司" }).waitFor({ timeout: 4_000 });
      expect(await top.textContent()).toContain("上海甲财富管理有限公司");
      await page.locator(".newest").hover();
      await page.getByText("已暂停").waitFor();
      fixture.feed.push("events.310101", { ...body, u: "x/2", e: 9002, n: "上海乙财富管理有限公司" });
      await page.waitForTimeout(1800);
      expect(await page.locator(".newest-row", { hasText: "上海乙财富管理有限公司" }).count()).toBe(0);
      await page.locator("h1").hover();
      await page.locator(".newest-row", { hasText: "上海乙财富管理有限公司" }).waitFor({ timeout: 4_000 });
    }));

  it("keeps period and comparison in the address", () =>
    withPage({}, async (page) => {
      await openAs(page, fixture.address, "admin");
      await page.getByRole("button", { name: "本季" }).click();
      await page.getByRole("button", { name: "同比" }).click();
      expect(page.url()).toMatch(/period=quarter.*compare=year|compare=year.*period=quarter/);
      await page.getByText("较去年同期").first().waitFor();
      await page.reload();
      expect(await page.getByRole("button", { name: "本季" }).getAttribute("aria-pressed")).toBe("true");
    }));

  it("shows a fault with its code where nothing is known, and stays with the last picture where something is", () =>
    withPage({}, async (page) => {
      fixture.fail = { status: 503, pattern: /overview/ };
      await openAs(page, fixture.address, "admin");
      await page.getByText("服务暂时不可用").waitFor();
      await page.getByText("4bf92f3577b34da6").waitFor();
      fixture.fail = null;
      await page.getByRole("button", { name: "重试读取" }).click();
      await page.getByRole("heading", { name: "地区分布" }).waitFor();
      fixture.fail = { status: 503, pattern: /overview/ };
      await page.getByRole("button", { name: "本周" }).click();
      await page.getByText(/最新一次读取失败/).waitFor();
      await page.getByRole("heading", { name: "地区分布" }).waitFor();
      fixture.fail = null;
    }));
});

const SCREENS = [
  ["overview", ""],
  ["list", "enterprises"],
  ["enterprise", "enterprises/1"],
  ["provisional enterprise", "enterprises/41"],
  ["reviews", "reviews"],
  ["local organisations", "local-organisations"],
  ["method of pawn", "local-organisations?kind=pawn&view=method"],
  ["local organisation", "local-organisations/5000"],
  ["alerts", "alerts/1000"],
  ["sources", "data"],
  ["rejects", "data?tab=rejects&source=12345"],
  ["dead letters", "data?tab=dead"],
  ["imports", "data?tab=imports"],
  ["system", "system"],
  ["alarms", "system?tab=alarms"],
  ["users", "system?tab=users"],
  ["configuration", "system?tab=config"],
  ["configuration, approval", "system?tab=config&view=approval"],
  ["configuration, history", "system?tab=config&view=history"],
  ["configuration, compare", "system?tab=config&view=compare"],
  ["profile", "profile"],
] as const;

/** Opens a screen and waits until its skeletons are gone. */
async function openScreen(page: Page, path: string): Promise<void> {
  await page.goto(fixture.address + path);
  await page.locator("#content :is(h1, h2):visible").first().waitFor();
  await page.waitForFunction(() => document.querySelector(".skeleton") === null);
  await page.waitForTimeout(150);
}

describe("every screen", () => {
  for (const theme of ["light", "dark"]) {
    it(`is axe clean, ${theme}, at 1366x768 in Chinese and at 390x844 in English`, {
      timeout: 300_000,
    }, async () => {
      const faults: string[] = [];
      for (const [size, language] of [
        [[1366, 768], "zh"],
        [[390, 844], "en"],
      ] as const) {
        await withPage({ width: size[0], height: size[1], theme, language }, async (page) => {
          await openAs(page, fixture.address, "admin");
          for (const [name, path] of SCREENS) {
            await openScreen(page, path);
            for (const fault of await findAxeFaults(page)) faults.push(`${name} ${language}: ${fault}`);
          }
        });
      }
      expect(faults).toEqual([]);
    });
  }

  it("fits its window, long names and all", { timeout: 300_000 }, async () => {
    for (const [width, height, language] of [
      [1366, 768, "zh"],
      [1366, 768, "en"],
      [1920, 1080, "zh"],
      [390, 844, "zh"],
      [390, 844, "en"],
    ] as const) {
      await withPage({ width, height, language }, async (page) => {
        await openAs(page, fixture.address, "admin");
        for (const [name, path] of SCREENS) {
          await openScreen(page, path);
          expect(await findOverflow(page), `${name} at ${width} in ${language}`).toEqual([]);
        }
      });
    }
  });

  it("is axe clean before the login", () =>
    withPage({ theme: "dark" }, async (page) => {
      await page.goto(fixture.address);
      await page.getByLabel("用户名").waitFor();
      await page.waitForLoadState("networkidle");
      expect(await findAxeFaults(page)).toEqual([]);
    }));
});
