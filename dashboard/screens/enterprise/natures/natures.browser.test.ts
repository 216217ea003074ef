import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { levelNumber } from "#domain/level";
import { openBrowser, type TestBrowser } from "../../../testing/browser.ts";
import { type Fixture, startFixture } from "../../../testing/fixture/server.ts";
import { buildPages, openAs, watchFaults } from "../../../testing/pages.ts";

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

describe("three natures", () => {
  it("three columns with rating, sentence, source and time, and the interval against its threshold", () =>
    withPage("enterprises/1", async (page) => {
      await page.getByRole("list", { name: "风险特征" }).getByText("刑事立案").waitFor();
      await page.getByRole("button", { name: "三性研判" }).click();
      await page.waitForURL(/tab=natures/);
      await page.getByRole("heading", { name: "非法性 较明显 45.0 分" }).waitFor();
      expect(await page.locator(".nature").count()).toBe(3);
      const inducement = page.getByRole("article", { name: /^利诱性 明显/ });
      const quote = await inducement.locator("blockquote").first().textContent();
      expect(quote).toContain("年化收益率高达18%，保本保息");
      expect(quote).toMatch(/舆情 · 公众号/);
      const sociality = page.getByRole("article", { name: /^社会性/ });
      await sociality.getByText("至少 32，估计 160，至多 640").waitFor();
      await sociality.getByText("追诉标准 150 · 可能超过追诉标准").waitFor();
      await sociality.getByText("追诉标准 100 万元 · 已知部分超过追诉标准").waitFor();
      await sociality.getByText("无从估计").waitFor();
    }));

  it("says that there is nothing to judge by", () =>
    withPage("enterprises/2?tab=natures", async (page) => {
      await page.getByText("还没有可供研判的事件").waitFor();
      expect(await page.locator(".nature").count()).toBe(0);
      expect(await page.getByRole("list", { name: "风险特征" }).count()).toBe(0);
    }));
});

describe("features of risk", () => {
  it("are five bars in descending order on the overview; one opens its enterprises", () =>
    withPage("", async (page) => {
      const bars = page.getByRole("list", { name: "风险特征" }).locator("li");
      await bars.first().waitFor();
      expect(await bars.count()).toBe(5);
      const counts = (await bars.locator(".rank-value").allTextContents()).map(Number);
      expect(counts).toEqual([...counts].sort((a, b) => b - a));
      const risky = fixture.city.firms.filter(
        ({ row }) => !row.provisional && levelNumber(row.level) >= 3,
      ).length;
      expect(counts[0]).toBe(risky);
      expect(await bars.first().textContent()).toContain("占风险企业 100");
      await bars.first().getByRole("link").click();
      await page.waitForURL(/enterprises\?.*feature=criminal/);
      await page.getByText("风险特征：刑事立案").waitFor();
    }));
});
