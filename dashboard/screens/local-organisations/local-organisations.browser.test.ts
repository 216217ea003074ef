import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser, type TestBrowser } from "../../testing/browser.ts";
import { type Fixture, startFixture } from "../../testing/fixture/server.ts";
import { buildPages, openAs, watchFaults } from "../../testing/pages.ts";

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

async function withPage(path: string, run: (page: Page) => Promise<void>): Promise<void> {
  const page = await browser.newPage();
  const faults = watchFaults(page);
  try {
    await openAs(page, fixture.address, "admin", path);
    await run(page);
    expect(faults).toEqual([]);
  } finally {
    await page.context().close();
  }
}

/** The number at the end of a text, as "计 3.2 分" or "21.3". */
const numberIn = (text: string): number => Number(/-?\d+(\.\d+)?/.exec(text)?.[0]);

describe("local financial organisations", () => {
  it("lists a kind by score, changes kind by tab, keeps to breaches, all in the address", () =>
    withPage("local-organisations", async (page) => {
      await page.locator("tbody tr").first().waitFor();
      const scores = (await page.locator("tbody tr td:nth-child(4)").allTextContents()).map(Number);
      expect(scores).toEqual([...scores].sort((a, b) => b - a));
      await page.getByRole("button", { name: "有突破" }).click();
      await page.waitForURL(/breached=true/);
      await expect.poll(() => page.locator("tbody tr").count()).toBe(1);
      await page.getByText(/突破监管限额：同一借款人贷款余额/).waitFor();
      await page.getByRole("button", { name: "全部", exact: true }).click();
      await page.getByRole("button", { name: /^典当行/ }).click();
      await page.waitForURL(/kind=pawn/);
      await expect.poll(() => page.locator("tbody .name-cell a").first().textContent()).toContain("典当");
    }));

  it("finds when the hand rests, with one request and no step of the history, and forgets with the kind", () =>
    withPage("local-organisations", async (page) => {
      await page.locator("tbody tr").first().waitFor();
      const steps = await page.evaluate(() => history.length);
      const asked = fixture.calls.length;
      const find = page.getByRole("searchbox", { name: "机构名称或信用代码" });
      await find.pressSequentially("上海鼎源小额");
      await page.waitForURL(/q=/);
      await expect.poll(() => page.locator("tbody tr").count()).toBeLessThan(50);
      const searches = fixture.calls.slice(asked).filter((call) => call.includes("q="));
      expect(searches).toHaveLength(1);
      expect(await page.evaluate(() => history.length)).toBe(steps);
      await page.getByRole("button", { name: /^典当行/ }).click();
      await page.waitForURL(/kind=pawn/);
      await expect.poll(() => find.inputValue()).toBe("");
      await find.fill("典当");
      await find.press("Enter");
      await page.waitForURL(/q=/);
    }));

  it("takes one firm apart: warning in words, points that add up on the screen, clause to be checked", () =>
    withPage("local-organisations/1000", async (page) => {
      await page.getByRole("heading", { name: /^预警/ }).waitFor();
      const first = await page.locator(".warning-list li").first().textContent();
      expect(first).toContain("突破监管限额：同一借款人贷款余额 / 净资产 12%");
      const score = numberIn((await page.locator(".organisation-score strong").first().textContent()) ?? "");
      const points = (await page.locator(".part > .small").allTextContents()).map(numberIn);
      expect(Math.round(points.reduce((sum, one) => sum + one, 0) * 10) / 10).toBe(score);
      const broken = page.locator("tr.limit-broken").first();
      expect(await broken.textContent()).toContain("条号待核");
      expect(await broken.locator(".distance").getAttribute("aria-label")).toBe("限额 10%，占用 120.0%");
    }));

  it("shows the three pawn models with parts that add up, and the loadings of factoring", () =>
    withPage("local-organisations/5003", async (page) => {
      await page.getByRole("heading", { name: "违约风险模型" }).waitFor();
      for (const name of ["违约风险模型", "抵押物风险模型", "资金流动性模型"]) {
        const panel = page.locator(".model-panel", { has: page.getByRole("heading", { name }) });
        const parts = (await panel.locator("tbody td:nth-child(3)").allTextContents()).map(Number);
        const total = Number(await panel.locator("tfoot td:nth-child(3)").textContent());
        expect(Math.abs(parts.reduce((sum, one) => sum + one, 0) - total)).toBeLessThan(0.04);
      }
      await page.goto(`${fixture.address}local-organisations/2003`);
      await page.getByRole("heading", { name: "主成分载荷" }).waitFor();
      expect(await page.locator(".loadings tbody tr").count()).toBe(15);
    }));

  it("says how a kind is evaluated, and in English", () =>
    withPage("local-organisations?kind=pawn&view=method", async (page) => {
      await page.getByRole("heading", { name: /^指标定义/ }).waitFor();
      await page.getByRole("heading", { name: "违约模型系数" }).waitFor();
      await page.getByText("《典当管理办法》（商务部、公安部令2005年第8号）第三十八条").first().waitFor();
      await page.getByRole("button", { name: "EN 切换到 English" }).click();
      await page.getByRole("heading", { name: "Effects of the default model" }).waitFor();
    }));

  it("says what is missing when a firm has no evaluation", () =>
    withPage("local-organisations", async (page) => {
      await page.locator("tbody tr").first().waitFor();
      fixture.fail = { status: 503, pattern: /evaluation/ };
      await page.locator("tbody .name-cell a").first().click();
      await page.getByText("服务暂时不可用").waitFor();
      fixture.fail = null;
      await page.getByRole("button", { name: "重试读取" }).click();
      await page.getByRole("heading", { name: /^预警/ }).waitFor();
    }));
});
