import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openBrowser, type TestBrowser } from "../../testing/browser.ts";
import { type Fixture, startFixture } from "../../testing/fixture/server.ts";
import { buildPages, findAxeFaults, findOverflow, openAs, watchFaults } from "../../testing/pages.ts";

let browser: TestBrowser;
let fixture: Fixture;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());
/** Each test begins with one version in force. */
beforeEach(async () => {
  fixture = await startFixture({ web: buildPages() });
});
afterEach(() => fixture.stop());

async function withPage(
  user: string,
  path: string,
  run: (page: Page) => Promise<void>,
  options: Parameters<TestBrowser["newPage"]>[0] = {},
): Promise<void> {
  const page = await browser.newPage(options);
  const faults = watchFaults(page);
  try {
    await openAs(page, fixture.address, user, path);
    await run(page);
    expect(faults).toEqual([]);
  } finally {
    await page.context().close();
  }
}

const CONFIG = "system?tab=config";
/** Values of some controls, once the screen has its data. */
async function valuesOf(
  page: Page,
  selector: string,
  attribute: "value" | "aria-valuenow",
): Promise<number[]> {
  await page.locator(selector).first().waitFor();
  return page
    .locator(selector)
    .evaluateAll(
      (all, name) =>
        all.map((one) => Number(one instanceof HTMLInputElement ? one.value : one.getAttribute(name))),
      attribute,
    );
}
const shares = (page: Page): Promise<number[]> => valuesOf(page, ".config-weights .slider", "value");
const floors = (page: Page): Promise<number[]> => valuesOf(page, ".band-border", "aria-valuenow");
const colour = (page: Page): Promise<string> =>
  page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue("--level-1").trim());
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** Drags from one point of an element to another with the real mouse. */
async function drag(
  page: Page,
  selector: string,
  from: [number, number],
  to: [number, number],
): Promise<void> {
  const box = await page.locator(selector).boundingBox();
  if (box === null) throw new Error(`nothing at ${selector}`);
  await page.mouse.move(box.x + box.width * from[0], box.y + box.height * from[1]);
  await page.mouse.down();
  for (let step = 1; step <= 5; step++)
    await page.mouse.move(
      box.x + box.width * (from[0] + ((to[0] - from[0]) * step) / 5),
      box.y + box.height * (from[1] + ((to[1] - from[1]) * step) / 5),
    );
  await page.mouse.up();
}

/** Changes a weight, hands it in with a comment. */
async function propose(page: Page): Promise<void> {
  await page.getByLabel("遵从权重（%）").fill("40");
  await page.getByLabel("遵从权重（%）").press("Enter");
  await page.getByText(/^这一改动将使 [\d,]+ 家企业升级、[\d,]+ 家降级。$/).waitFor();
  await page.getByRole("button", { name: "提交复核…" }).click();
  const send = page.getByRole("dialog").getByRole("button", { name: "提交复核" });
  expect(await send.isDisabled()).toBe(true);
  await page.getByRole("dialog").getByLabel("调整说明").fill("提高遵从风险的权重");
  await send.click();
  await page.getByText("已提交 v2，等待复核").waitFor();
}

describe("weights", () => {
  it("a slider is dragged: the sum stays 100 %, a locked weight stays, what it does is said before saving", () =>
    withPage("admin", CONFIG, async (page) => {
      await page.getByRole("button", { name: "锁定舆情权重" }).click();
      const before = await shares(page);
      expect(before).toEqual([150, 250, 250, 200, 150]);
      await drag(page, "[aria-label=遵从权重]", [0.25, 0.5], [0.6, 0.5]);
      const after = await shares(page);
      expect(after[1]).toBeGreaterThan(500);
      expect(after[3]).toBe(200);
      expect(sum(after)).toBe(1000);
      await page.getByText("合计 100.0%").waitFor();
      await page.getByText(/^这一改动将使 [\d,]+ 家企业升级、[\d,]+ 家降级。$/).waitFor();
      await page.getByRole("button", { name: "撤销改动" }).click();
      expect(await shares(page)).toEqual(before);
      await page.getByText("权重与阈值没有改动，企业等级不变。").waitFor();
    }));

  it("goes by keyboard alone: an arrow is 1 %, with Shift 5 %; a field takes a number when it is finished", () =>
    withPage("admin", CONFIG, async (page) => {
      await page.getByRole("slider", { name: "基本权重" }).focus();
      await page.keyboard.press("ArrowRight");
      expect((await shares(page))[0]).toBe(160);
      await page.keyboard.press("Shift+ArrowRight");
      expect((await shares(page))[0]).toBe(210);
      await page.keyboard.press("ArrowLeft");
      expect((await shares(page))[0]).toBe(200);
      expect(sum(await shares(page))).toBe(1000);
      await page.keyboard.press("Tab");
      await page.keyboard.press("Control+A");
      await page.keyboard.type("12.5");
      await page.keyboard.press("Enter");
      expect((await shares(page))[0]).toBe(125);
      expect(sum(await shares(page))).toBe(1000);
    }));
});

describe("bands", () => {
  it("a border is dragged and stops at its neighbour; typed out of order it is told and cannot be saved", () =>
    withPage("admin", CONFIG, async (page) => {
      expect(await floors(page)).toEqual([40, 60, 75, 90]);
      // The border at 60, pulled far to the left, stops a point above the one at 40.
      await drag(page, ".band-bar", [0.6, 0.5], [0.1, 0.5]);
      expect(await floors(page)).toEqual([40, 41, 75, 90]);
      await page.getByRole("slider", { name: "橙色预警的下限" }).focus();
      await page.keyboard.press("Shift+ArrowRight");
      await page.keyboard.press("ArrowRight");
      expect(await floors(page)).toEqual([40, 47, 75, 90]);
      await page.getByLabel("红色预警下限").fill("30");
      await page.getByLabel("红色预警下限").press("Enter");
      await page
        .getByRole("row", { name: /红色预警/ })
        .getByText("下限须高于前一等级")
        .waitFor();
      expect(await page.getByRole("button", { name: "提交复核…" }).isDisabled()).toBe(true);
      expect(await page.getByRole("button", { name: "保存草稿" }).isDisabled()).toBe(true);
      // The upper limit of orange is the floor of red: no gap can be typed.
      await page.getByLabel("橙色预警上限").fill("70");
      await page.getByLabel("橙色预警上限").press("Enter");
      expect(await page.getByLabel("红色预警下限").inputValue()).toBe("70");
      expect(await page.getByRole("button", { name: "保存草稿" }).isDisabled()).toBe(false);
    }));
});

describe("colours", () => {
  it("what nobody tells apart stops, what some eyes cannot tell apart warns, and the preview shows it", () =>
    withPage("admin", CONFIG, async (page) => {
      const code = (level: string) => page.getByLabel(`${level}的色值（浅色底）`);
      await code("橙色预警").fill("#f7cc30");
      await code("橙色预警").press("Enter");
      await page.getByRole("alert").getByText("相邻等级颜色过于接近，无人能够分辨").waitFor();
      expect(await page.getByRole("button", { name: "保存草稿" }).isDisabled()).toBe(true);
      await page.getByRole("button", { name: "恢复默认颜色" }).click();
      await code("正常监测").fill("#c05050");
      await code("正常监测").press("Enter");
      await code("黄色预警").fill("#6A7F30");
      await code("黄色预警").press("Enter");
      await page.getByText(/浅色底：绿色盲者难以分辨正常与黄色/).waitFor();
      expect(await page.getByRole("button", { name: "保存草稿" }).isDisabled()).toBe(false);
      const drawn = await page
        .locator(".preview .preview-ground:not(.dark) .level-shape path")
        .nth(1)
        .evaluate((path) => getComputedStyle(path).fill);
      expect(drawn).toBe("rgb(106, 127, 48)");
      // Only colours changed: no level can.
      await page.getByText("权重与阈值没有改动，企业等级不变。").waitFor();
    }));
});

describe("two people", () => {
  it("one proposes, cannot approve; another sees the effect and approves; the progress runs; open pages take colours over", () =>
    withPage("admin", CONFIG, async (page) => {
      await page.getByLabel("正常监测的色值（浅色底）").fill("#2e8b57");
      await page.getByLabel("正常监测的色值（浅色底）").press("Enter");
      await propose(page);
      await page.waitForURL(/view=approval/);
      await page.getByText("本人提出，须由他人复核").waitFor();
      expect(await page.getByRole("button", { name: "通过并启用…" }).count()).toBe(0);

      await withPage("reviewer", `${CONFIG}&view=approval`, async (desk) => {
        expect(await colour(desk)).toBe("#4f9f8f");
        await desk.getByText("提高遵从风险的权重").waitFor();
        await desk.getByText(/^这一改动将使 [\d,]+ 家企业升级/).waitFor();
        await desk.getByRole("button", { name: "通过并启用…" }).click();
        await desk
          .getByRole("dialog")
          .getByText(/立即取代现行 v1/)
          .waitFor();
        await desk.getByRole("dialog").getByRole("button", { name: "启用 v2" }).click();
        await desk.getByText("现行版本 v2").waitFor();
        await desk.getByRole("progressbar", { name: "重评进度" }).waitFor();
        // What is pushed is shown at once and has no version read; its end is read.
        const asked = fixture.calls.length;
        const run = { version: 2, state: "running", total: 400, upgraded: 7, downgraded: 1 };
        const body = { code: "rescore", severity: "info", active: true, subject: "2", timeMs: 0 };
        for (let done = 380; done < 400; done++) {
          fixture.feed.push("system.310000", { ...body, rescore: { ...run, done } });
          await desk.waitForTimeout(60);
        }
        await desk.getByText("399 / 400 家").waitFor();
        const versions = fixture.calls.slice(asked).filter((call) => call === "GET /api/score-configs");
        expect(versions.length).toBeLessThan(4);
        await desk.locator(".rescore").getByText("已完成").waitFor();
        expect(await colour(desk)).toBe("#2e8b57");
      });
      await page.getByText("现行版本 v2").waitFor({ timeout: 20_000 });
      // A reading that fails is tried again in the next round; coming back to the page begins one.
      const comeBack = (): Promise<boolean> =>
        page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
      fixture.fail = { status: 503, pattern: /^\/api\/me$/ };
      const before = fixture.calls.length;
      await comeBack();
      await expect.poll(() => fixture.calls.slice(before)).toContain("GET /api/me");
      fixture.fail = null;
      await comeBack();
      await expect.poll(() => colour(page)).toBe("#2e8b57");
    }));

  it("rejects with a reason, which stands in the history", () =>
    withPage("admin", CONFIG, async (page) => {
      await propose(page);
      await withPage("leader", `${CONFIG}&view=approval`, async (desk) => {
        await desk.getByRole("button", { name: "退回…" }).click();
        await desk.getByRole("dialog").getByLabel("退回理由").fill("影响面过大");
        await desk.getByRole("dialog").getByRole("button", { name: "退回 v2" }).click();
        await desk.getByText("没有待复核的版本").waitFor();
        await desk.getByRole("button", { name: "历史版本" }).click();
        await desk.getByText("退回理由：影响面过大").waitFor();
      });
    }));

  it("goes back to an old version after its effect was named, and that waits for another person too", () =>
    withPage("admin", CONFIG, async (page) => {
      await propose(page);
      await withPage("reviewer", `${CONFIG}&view=approval`, async (desk) => {
        await desk.getByRole("button", { name: "通过并启用…" }).click();
        await desk.getByRole("dialog").getByRole("button", { name: "启用 v2" }).click();
        await desk.getByText("现行版本 v2").waitFor();
      });
      await page.reload();
      await page.getByRole("button", { name: "历史版本" }).click();
      await page.locator("tr", { hasText: "v1" }).getByRole("button", { name: "回滚…" }).click();
      const dialog = page.getByRole("dialog", { name: "回滚至 v1" });
      await dialog.getByText(/通过后取代现行 v2，共 5 处不同/).waitFor();
      await dialog.getByText(/^这一改动(将使|不改变)/).waitFor();
      await dialog.getByLabel("回滚原因").fill("误报过多");
      await dialog.getByRole("button", { name: "提交回滚至 v1" }).click();
      await page.getByText("回滚至 v1：误报过多").waitFor();
      await page.getByText("本人提出，须由他人复核").waitFor();
    }));
});

describe("versions", () => {
  it("two are ticked and compared side by side; the address says which", () =>
    withPage("admin", CONFIG, async (page) => {
      await propose(page);
      await page.getByRole("button", { name: "历史版本" }).click();
      await page.getByLabel("选择 v1").check();
      await page.getByLabel("选择 v2").check();
      await page.getByRole("button", { name: "对比所选版本" }).click();
      await page.getByText("共 5 处不同，已标出。").waitFor();
      expect(page.url()).toMatch(/view=compare/);
      expect(page.url()).toMatch(/from=1&to=2/);
      const row = page.locator("tr.differs", { hasText: "遵从" });
      expect(await row.locator("td").allTextContents()).toEqual(["25.0%", "40.0%"]);
      await page.reload();
      await page.getByText("共 5 处不同，已标出。").waitFor();
      await page.getByLabel("只看不同处").check();
      expect(await page.locator(".config-compare tbody tr:not(.group)").count()).toBe(5);
    }));

  it("a draft is kept, and gone on with from the history; unsaved work is not lost by a click", () =>
    withPage("admin", CONFIG, async (page) => {
      await page.getByRole("slider", { name: "基本权重" }).focus();
      await page.keyboard.press("Shift+ArrowRight");
      await page.getByRole("button", { name: "历史版本" }).click();
      await page.goBack();
      expect((await shares(page))[0]).toBe(200);
      // What is changed after coming back is saved too.
      await page.getByRole("slider", { name: "基本权重" }).focus();
      await page.keyboard.press("ArrowRight");
      await page.getByRole("button", { name: "运行状态" }).click();
      await page
        .getByRole("dialog", { name: "离开评分配置" })
        .getByRole("button", { name: "返回不做" })
        .click();
      await page.getByRole("button", { name: "保存草稿" }).click();
      await page.getByText("已保存草稿 v2").waitFor();
      expect(page.url()).toContain("version=2");
      await page.reload();
      await page.getByText("以 v2 为基础").waitFor();
      expect((await shares(page))[0]).toBe(210);
    }));

  it("who may not propose tries things out and is told so", () =>
    withPage("reviewer", CONFIG, async (page) => {
      await page.getByText("您可以推演，不能提出改动", { exact: false }).waitFor();
      await page.getByRole("slider", { name: "基本权重" }).focus();
      await page.keyboard.press("Shift+ArrowRight");
      expect((await shares(page))[0]).toBe(200);
      await page.getByText(/^这一改动将使 [\d,]+ 家企业升级、[\d,]+ 家降级。$/).waitFor();
      expect(await page.getByRole("button", { name: "提交复核…" }).count()).toBe(0);
      await page.getByRole("button", { name: "撤销改动" }).click();
      expect((await shares(page))[0]).toBe(150);
    }));
});

describe("the screen in its states", () => {
  it.each([
    ["light", "zh", 1366, 768],
    ["dark", "en", 1366, 768],
    ["light", "en", 390, 844],
    ["dark", "zh", 3840, 2160],
  ] as const)(
    "is axe clean and keeps its boxes with work on it: %s, %s, %ix%i",
    (theme, language, width, height) =>
      withPage(
        "admin",
        CONFIG,
        async (page) => {
          const slider = page.locator(".config-weights .slider").nth(1);
          await slider.focus();
          await page.keyboard.press("Shift+ArrowRight");
          await page.keyboard.press("Shift+ArrowRight");
          await page.locator(".effect-levels").waitFor();
          expect(await findAxeFaults(page)).toEqual([]);
          expect(await findOverflow(page)).toEqual([]);
        },
        { theme, language, width, height },
      ),
  );

  it("says what went wrong and keeps what is on the controls", () =>
    withPage("admin", CONFIG, async (page) => {
      fixture.fail = { status: 503, pattern: /what-if/ };
      await page.getByRole("slider", { name: "基本权重" }).focus();
      await page.keyboard.press("Shift+ArrowRight");
      await page.locator(".config-side").getByText("服务暂时不可用").waitFor();
      expect((await shares(page))[0]).toBe(200);
      fixture.fail = null;
      await page.getByRole("button", { name: "重新推演" }).click();
      await page.getByText(/^这一改动/).waitFor();
    }));
});
