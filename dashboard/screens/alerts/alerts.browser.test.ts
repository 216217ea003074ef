import type { Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openBrowser, type TestBrowser } from "../../testing/browser.ts";
import { type Fixture, startFixture } from "../../testing/fixture/server.ts";
import { buildPages, findOverflow, openAs, watchFaults } from "../../testing/pages.ts";

let browser: TestBrowser;
let fixture: Fixture;
let web: string;
beforeAll(async () => {
  web = buildPages();
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await fixture?.stop();
});
beforeEach(async () => {
  await fixture?.stop();
  fixture = await startFixture({ web });
});

async function withPage(
  options: Parameters<TestBrowser["newPage"]>[0],
  run: (page: Page) => Promise<void>,
  path = "alerts",
): Promise<void> {
  const page = await browser.newPage(options);
  const faults = watchFaults(page);
  try {
    await openAs(page, fixture.address, "duty", path);
    await run(page);
    expect(faults).toEqual([]);
  } finally {
    await page.context().close();
  }
}

const rows = (page: Page) => page.locator(".alert-row");
const PHONE = { width: 390, height: 844 };

describe("inbox", () => {
  it("a night by keyboard: j chooses, the evidence is beside, a acknowledges, the count goes down", () =>
    withPage({}, async (page) => {
      await rows(page).first().waitFor();
      const unread = Number(await page.locator(".nav .badge").textContent());
      expect(await page.title()).toContain(`(${unread})`);
      await page.keyboard.press("j");
      const name = (await rows(page).first().locator("strong").textContent()) as string;
      await page.locator(".alert-view h2", { hasText: name }).waitFor();
      await page.getByText("投诉人称 3 月购买").waitFor();
      await page.keyboard.press("a");
      await page.getByText(`已签收：${name}`).waitFor();
      await expect.poll(async () => Number(await page.locator(".nav .badge").textContent())).toBe(unread - 1);
      expect(await page.title()).toContain(`(${unread - 1})`);
      await page.keyboard.press("Escape");
      await page.getByText("选择左侧的一条预警").waitFor();
    }));

  it("acknowledges with a comment that stays in the steps", () =>
    withPage(
      {},
      async (page) => {
        await page.getByLabel("处理说明（可不填）").fill("已电话核实，店已关门");
        await page.getByRole("button", { name: "签收预警" }).click();
        await page.getByText(/张三 签收：已电话核实，店已关门/).waitFor();
      },
      "alerts/1000",
    ));

  it("assigns to an officer, silences for a time, closes only with verdict and words, reopens", () =>
    withPage(
      {},
      async (page) => {
        await page.getByRole("button", { name: "转派预警" }).click();
        await page.getByLabel("承办人").selectOption({ label: "赵浦东 · 区级用户" });
        await page.getByRole("dialog").getByRole("button", { name: "转派预警" }).click();
        await page
          .getByText(/已转派/)
          .first()
          .waitFor();
        await page.getByRole("button", { name: "办结预警" }).click();
        const send = page.getByRole("dialog").getByRole("button", { name: "办结预警" });
        expect(await send.isDisabled()).toBe(true);
        await page.getByLabel("部分查实").check();
        await page
          .getByRole("dialog")
          .getByRole("textbox", { name: "处理说明" })
          .fill("涉及两个产品，已移送属地");
        await send.click();
        await page
          .getByText(/已办结/)
          .first()
          .waitFor();
        await page.getByRole("button", { name: "重新打开预警" }).click();
        await page.getByText(/已重新打开/).waitFor();
      },
      "alerts/1000",
    ));

  it("shows what another did first when the alert changed meanwhile, and decides nothing", () =>
    withPage(
      {},
      async (page) => {
        await page.getByRole("button", { name: "签收预警" }).waitFor();
        const alert = fixture.city.alerts.find((each) => each.row.id === 1000);
        Object.assign(alert?.row ?? {}, { version: 7, state: "assigned", owner: "王五" });
        await page.getByRole("button", { name: "签收预警" }).click();
        await page.getByText("这条预警刚被别人处理过").waitFor();
        await page.locator(".alert-facts", { hasText: "王五" }).waitFor();
      },
      "alerts/1000",
    ));

  it("gets a pushed alert at once, and rings when the sound is on", () =>
    withPage({}, async (page) => {
      await page.getByText("实时连接").waitFor();
      await page.evaluate(() => {
        const start = OscillatorNode.prototype.start;
        OscillatorNode.prototype.start = function (...when) {
          document.documentElement.dataset.tones = String(
            Number(document.documentElement.dataset.tones ?? 0) + 1,
          );
          start.apply(this, when);
        };
      });
      await page.getByRole("button", { name: "声音：关" }).click();
      await page.getByRole("button", { name: "声音：开" }).waitFor();
      // The switch itself rang once, and a storm rings once in two seconds.
      await page.waitForTimeout(2_100);
      const calls = fixture.calls.filter((call) => call.startsWith("GET /api/alerts?")).length;
      const first = fixture.city.alerts[0];
      if (first === undefined) throw new Error("no alert");
      fixture.city.alerts.push({
        ...first,
        row: {
          ...first.row,
          id: 7777,
          name: "上海新预警有限公司",
          to: "outbreak",
          createdAt: new Date(0).toISOString(),
        },
      });
      fixture.feed.push("alerts.310101", {
        id: 7777,
        enterpriseId: 1,
        name: "上海新预警有限公司",
        district: "310101",
        from: "yellow",
        to: "outbreak",
        score: 95,
        state: "open",
        reason: "",
        timeMs: Date.now(),
        simulated: true,
      });
      await page.locator(".alert-row", { hasText: "上海新预警有限公司" }).waitFor({ timeout: 4_000 });
      expect(fixture.calls.filter((call) => call.startsWith("GET /api/alerts?")).length).toBeGreaterThan(
        calls,
      );
      await expect.poll(() => page.locator("html").getAttribute("data-tones")).toBe("4");
    }));

  it("keeps filters in the address", () =>
    withPage({}, async (page) => {
      await page.getByRole("button", { name: "全部" }).click();
      await page.getByRole("button", { name: "风险爆发" }).click();
      await page.getByLabel("只看我承办的").check();
      await page.waitForURL(/view=all.*levels=outbreak.*mine=true|levels=outbreak/);
      await page.reload();
      expect(await page.getByLabel("只看我承办的").isChecked()).toBe(true);
      expect(
        fixture.calls.some(
          (call) => /GET \/api\/alerts\?.*levels=outbreak.*/.test(call) && call.includes("mine=true"),
        ),
      ).toBe(true);
    }));
});

describe("on a phone", () => {
  it("is one column with a big button within thumb reach", () =>
    withPage(PHONE, async (page) => {
      await rows(page).first().waitFor();
      expect(await findOverflow(page)).toEqual([]);
      await rows(page).first().tap();
      const button = page.getByRole("button", { name: "签收预警" });
      await button.waitFor();
      const box = await button.boundingBox();
      if (box === null) throw new Error("no button");
      expect(box.height).toBeGreaterThanOrEqual(56);
      expect(box.width).toBeGreaterThan(340);
      // The lower half of the screen is what a thumb reaches.
      expect(box.y).toBeGreaterThan(844 / 2);
      expect(box.y + box.height).toBeLessThanOrEqual(844);
      await page.getByRole("button", { name: /返回列表/ }).tap();
      await rows(page).first().waitFor();
    }));

  it("acknowledges in a tunnel: kept on the device, shown as waiting, sent once when the network is back", () =>
    withPage(
      PHONE,
      async (page) => {
        const button = page.getByRole("button", { name: "签收预警" });
        await button.waitFor();
        await page.context().setOffline(true);
        await button.tap();
        await page.getByText(/操作已保存在本机/).waitFor({ timeout: 12_000 });
        await page.getByText("网络恢复后自动发送").waitFor();
        await page.getByText("1 项操作等网络恢复后发送").waitFor();
        expect(fixture.city.alerts.find((each) => each.row.id === 1000)?.row.state).toBe("open");
        await page.context().setOffline(false);
        await expect
          .poll(() => fixture.city.alerts.find((each) => each.row.id === 1000)?.row.state, {
            timeout: 15_000,
          })
          .toBe("acknowledged");
        await page.getByText(/张三 签收/).waitFor();
        await expect.poll(() => page.getByText("1 项操作等网络恢复后发送").count()).toBe(0);
        expect(fixture.city.alerts.find((each) => each.row.id === 1000)?.steps.length).toBe(2);
      },
      "alerts/1000",
    ));
});
