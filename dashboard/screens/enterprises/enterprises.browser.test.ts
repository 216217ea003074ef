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

async function withPage(
  run: (page: Page) => Promise<void>,
  user = "admin",
  path = "enterprises",
): Promise<void> {
  const page = await browser.newPage();
  const faults = watchFaults(page);
  try {
    await openAs(page, fixture.address, user, path);
    await run(page);
    expect(faults).toEqual([]);
  } finally {
    await page.context().close();
  }
}

const names = (page: Page): Promise<string[]> => page.locator("tbody tr .name-cell > a").allTextContents();

describe("list of enterprises", () => {
  it("filters by level and text, shows both as chips and in the address, and takes them off again", () =>
    withPage(async (page) => {
      await page.locator("tbody tr").first().waitFor();
      await page.getByRole("button", { name: "红色预警" }).click();
      await page.getByRole("button", { name: "风险爆发" }).click();
      await page.waitForURL(/levels=red%2Coutbreak/);
      await page.locator("main").getByRole("searchbox").fill("典当");
      await page.getByRole("button", { name: "查询企业" }).click();
      await page.waitForURL(/q=/);
      await page.getByText("等级：红色、爆发").waitFor();
      await expect.poll(async () => (await names(page)).every((name) => name.includes("典当"))).toBe(true);
      await page.getByRole("button", { name: "清除全部筛选" }).click();
      await expect.poll(() => new URL(page.url()).search).toBe("");
    }));

  it("sorts at the server and pages by cursor, forth and back, and a reload stays on its page", () =>
    withPage(async (page) => {
      await page.locator("tbody tr").first().waitFor();
      const unsorted = await names(page);
      await page.getByRole("button", { name: /^企业名称/ }).click();
      await page.waitForURL(/sort=name/);
      await expect.poll(() => page.locator("th[aria-sort]").getAttribute("aria-sort")).toBe("descending");
      await expect.poll(async () => (await names(page))[0]).not.toBe(unsorted[0]);
      const first = await names(page);
      await page.getByRole("button", { name: "下一页" }).click();
      await page.getByText("第 2 页").waitFor();
      await expect.poll(async () => (await names(page))[0]).not.toBe(first[0]);
      const second = await names(page);
      await page.reload();
      await page.getByText("第 2 页").waitFor();
      await expect.poll(() => names(page)).toEqual(second);
      await page.getByRole("button", { name: "上一页" }).click();
      await expect.poll(() => names(page)).toEqual(first);
    }));

  it("moves with j and k, ticks with x, opens with Enter", () =>
    withPage(async (page) => {
      await page.locator("tbody tr").first().waitFor();
      const all = await names(page);
      for (const key of ["j", "j", "j", "k", "x"]) await page.keyboard.press(key);
      await page.getByText("已选 1 家").waitFor();
      await page.keyboard.press("Enter");
      await page.getByRole("heading", { level: 1, name: all[1] as string }).waitFor();
    }));

  it("watches the ticked ones", () =>
    withPage(async (page) => {
      await page.locator("tbody tr").first().waitFor();
      await page.locator("tbody input[type=checkbox]").nth(0).check();
      await page.locator("tbody input[type=checkbox]").nth(1).check();
      await page.getByRole("button", { name: "关注所选企业" }).click();
      await page.getByText("已关注 2 家企业").waitFor();
      expect(fixture.calls.filter((call) => /POST .*\/watch/.test(call)).length).toBe(2);
    }));

  it("exports with progress and a file at the end; a second one can be cancelled", () =>
    withPage(async (page) => {
      await page.getByRole("button", { name: "导出 Excel" }).click();
      await page.getByText(/正在导出/).waitFor();
      await page.getByText(/导出完成，共 400 家/).waitFor({ timeout: 8_000 });
      expect(await page.getByRole("link", { name: "下载 Excel 文件" }).getAttribute("href")).toBe(
        "/api/exports/x1/file",
      );
      await page.getByRole("button", { name: "导出 Excel" }).click();
      await page.getByRole("button", { name: "取消导出" }).click();
      await page.getByText("导出已取消").waitFor();
    }));

  it("lets a person choose columns and keeps the choice", () =>
    withPage(async (page) => {
      await page.getByRole("button", { name: /选择列/ }).click();
      await page.getByRole("checkbox", { name: "统一社会信用代码" }).uncheck();
      await page.keyboard.press("Escape");
      await expect.poll(() => page.locator("th", { hasText: "统一社会信用代码" }).count()).toBe(0);
      await page.reload();
      await page.locator("tbody tr").first().waitFor();
      expect(await page.locator("th", { hasText: "统一社会信用代码" }).count()).toBe(0);
    }));

  it("saves a view under a name and comes back to it", () =>
    withPage(async (page) => {
      await page.getByRole("button", { name: "红色预警" }).click();
      await page.waitForURL(/levels=red/);
      await page.getByRole("button", { name: /视图/ }).click();
      await page.getByLabel("视图名称").fill("红色");
      await page.getByRole("button", { name: "保存当前视图" }).click();
      await page.goto(`${fixture.address}enterprises`);
      await page.getByRole("button", { name: /视图/ }).click();
      await page.getByRole("button", { name: "红色", exact: true }).click();
      await page.waitForURL(/levels=red/);
    }));

  it("says why it is empty and what to do", () =>
    withPage(async (page) => {
      await page.locator("main").getByRole("searchbox").fill("没有这样的名称");
      await page.keyboard.press("Enter");
      await page.getByText("没有符合条件的企业").waitFor();
      await page.getByText(/放宽或清除筛选/).waitFor();
    }));

  it("offers no export to who may not", () =>
    withPage(async (page) => {
      await page.locator("tbody tr").first().waitFor();
      expect(await page.getByRole("button", { name: "导出 Excel" }).count()).toBe(0);
    }, "duty"));
});

describe("reviews", () => {
  it("a merge is proposed by one and decided by another, with a reason when it goes back", () =>
    withPage(
      async (page) => {
        await page.getByText("没有待复核的变更").waitFor();
        const merge = (id: number): Promise<number> =>
          page.evaluate(
            async (from) =>
              (
                await fetch(`api/enterprises/${from}/merge`, {
                  method: "POST",
                  headers: { "content-type": "application/json" },
                  body: JSON.stringify({ into: 3, comment: "同一主体" }),
                })
              ).status,
            id,
          );
        expect(await merge(41)).toBe(200);
        expect(await merge(82)).toBe(200);
        await page.reload();
        await page.getByRole("button", { name: "通过并执行" }).first().click();
        await page.getByRole("button", { name: "通过这项变更" }).click();
        await page.getByText(/已通过复核/).waitFor();
        await expect.poll(() => page.locator(".cards li").count()).toBe(1);
        await page.locator(".cards").getByRole("button", { name: "退回" }).click();
        expect(await page.getByRole("button", { name: "退回这项变更" }).isDisabled()).toBe(true);
        await page.getByLabel("退回理由").fill("名称相近，不是同一家");
        await page.getByRole("button", { name: "退回这项变更" }).click();
        await page.getByText("没有待复核的变更").waitFor();
      },
      "admin",
      "reviews",
    ));
});

describe("levels that scores have left", () => {
  it("are a kind of their own: each says from where to where, and those of the page are approved at once", () =>
    withPage(
      async (page) => {
        await page.getByLabel("事项").selectOption("level.downgrade");
        await page.waitForURL(/kind=level\.downgrade/);
        await page.getByText("评分 46.2").waitFor();
        expect(await page.locator(".cards li").count()).toBe(3);
        await page
          .getByText(/^系统 提出/)
          .first()
          .waitFor();
        await page.getByRole("button", { name: "通过本页 3 项下调" }).click();
        await page.getByRole("button", { name: "全部通过" }).click();
        await page.getByText("已通过 3 项").waitFor();
        await page.getByText("没有待复核的变更").waitFor();
      },
      "admin",
      "reviews",
    ));
});

describe("enterprise page", () => {
  it("says in one sentence why, and each dimension opens into indicators and evidence", () =>
    withPage(
      async (page) => {
        await page.getByText(/^因 近30日投诉/).waitFor();
        await page.locator("summary", { hasText: "遵从" }).click();
        await page.getByText("投诉频率").first().waitFor();
        await page.getByText("投诉人称到期未兑付，业务员失联").first().waitFor();
      },
      "admin",
      "enterprises/1",
    ));

  it("looks back to a day: the address holds it, later events are not shown, and there is a way back", () =>
    withPage(
      async (page) => {
        await page.getByText("12345：到期未兑付").waitFor();
        const day = new Date(Date.now() - 10 * 86400_000).toISOString().slice(0, 10);
        await page.getByLabel("回溯到").fill(day);
        await page.waitForURL(new RegExp(`asOf=${day}`));
        await page.getByText(new RegExp(`按 ${day} 当时所知显示`)).waitFor();
        expect(fixture.calls.some((call) => call.includes(`asOf=${day}T23%3A59%3A59%2B08%3A00`))).toBe(true);
        await expect.poll(() => page.getByText("12345：到期未兑付").count()).toBe(0);
        await page.getByText("纳入监测").waitFor();
        await page.getByRole("button", { name: "回到现在" }).click();
        await page.getByText("12345：到期未兑付").waitFor();
      },
      "admin",
      "enterprises/1",
    ));

  it("shows a provisional subject as such and sends a merge for review", () =>
    withPage(
      async (page) => {
        await page.getByText(/这是暂定主体/).waitFor();
        await page.getByRole("button", { name: "合并到已知企业" }).click();
        await page.getByLabel("目标企业名称或代码").fill("典当");
        await page.locator(".merge-choice", { hasText: "典当" }).first().waitFor();
        await page.locator(".merge-choice input").first().check();
        expect(await page.getByRole("button", { name: "提交合并复核" }).isDisabled()).toBe(true);
        await page.getByLabel("合并理由").fill("同一法定代表人与电话");
        await page.getByRole("button", { name: "提交合并复核" }).click();
        await page.getByText(/已提交合并复核/).waitFor();
      },
      "admin",
      "enterprises/41",
    ));

  it("follows an event that is pushed", () =>
    withPage(
      async (page) => {
        await page.getByText("实时连接").waitFor();
        const before = fixture.calls.filter((call) => call.includes("/api/enterprises/1/timeline")).length;
        fixture.feed.push("events.310101", {
          u: "x/9",
          k: "complaint",
          t: Date.now(),
          r: Date.now(),
          e: 1,
          n: "",
          s: 93,
          l: 5,
          p: 5,
          w: "",
          m: 1,
        });
        await expect
          .poll(() => fixture.calls.filter((call) => call.includes("/api/enterprises/1/timeline")).length, {
            timeout: 6000,
          })
          .toBeGreaterThan(before);
      },
      "admin",
      "enterprises/1",
    ));

  it("says that an enterprise is not there", () =>
    withPage(
      async (page) => {
        await page.getByText("没有找到").waitFor();
        await page.getByText("enterprise.not-found").waitFor();
      },
      "admin",
      "enterprises/99999",
    ));
});
