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

async function withPage(path: string, run: (page: Page) => Promise<void>, user = "admin"): Promise<void> {
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

describe("data", () => {
  it("shows tallies that add up, and points out a silent source and a key that ends soon", () =>
    withPage("data", async (page) => {
      const row = page.locator("tr", { hasText: "交易所行情" });
      await row.getByText(/静默 1 天/).waitFor();
      expect(await page.locator("td .tag.warn", { hasText: "差" }).count()).toBe(0);
      await page.getByRole("button", { name: "累计" }).click();
      await expect.poll(() => page.locator("td [title='1,234,567']").count()).toBeGreaterThan(0);
    }));

  it("makes a source and shows its key once", () =>
    withPage("data", async (page) => {
      await page.getByRole("button", { name: "新增数据源" }).click();
      await page.getByLabel(/^编号/).fill("Hotline-2");
      await page.getByLabel("名称", { exact: true }).fill("热线二");
      const send = page.getByRole("button", { name: "建立来源并生成密钥" });
      expect(await send.isDisabled()).toBe(true);
      await page.getByLabel("投诉", { exact: true }).check();
      await send.click();
      await page.getByText("glk_3f9a7c1e5b2d4860a1c3e5f7092b4d6e").waitFor();
      await page.getByText("来源 hotline-2 的密钥").waitFor();
      await page.getByRole("button", { name: "我已保存密钥" }).click();
      await expect.poll(() => page.getByText("glk_3f9a7c1e5b2d4860a1c3e5f7092b4d6e").count()).toBe(0);
      // What was refused or given up is not in the dialog when it is opened again.
      fixture.fail = { status: 503, pattern: /^\/api\/sources$/ };
      await page.getByRole("button", { name: "新增数据源" }).click();
      await page.getByLabel(/^编号/).fill("hotline-3");
      await page.getByLabel("名称", { exact: true }).fill("热线三");
      await page.getByLabel("投诉", { exact: true }).check();
      await send.click();
      await page.getByRole("dialog").getByText("服务暂时不可用").waitFor();
      fixture.fail = null;
      await page.keyboard.press("Escape");
      await page.getByRole("button", { name: "新增数据源" }).click();
      expect(await page.getByLabel(/^编号/).inputValue()).toBe("");
      expect(await page.getByRole("dialog").getByText("服务暂时不可用").count()).toBe(0);
    }));

  it("finds, filters and sorts sources, and keeps it in the address", () =>
    withPage("data", async (page) => {
      const names = () => page.locator("tbody strong").allTextContents();
      await page.getByRole("button", { name: /^名称/ }).click();
      await expect.poll(names).toEqual([...(await names())].sort((a, b) => b.localeCompare(a, "zh-CN")));
      await page.getByLabel("类型").selectOption({ label: "签名回调" });
      await expect.poll(names).toEqual(["交易所行情"]);
      await page.getByLabel("类型").selectOption("");
      await page.getByLabel("状态").selectOption({ label: "静默" });
      await expect.poll(names).toEqual(["交易所行情"]);
      await page.getByLabel("按名称或编号查找").fill("没有这个");
      await page.getByText("没有符合条件的来源").waitFor();
      expect(new URL(page.url()).searchParams.get("state")).toBe("silent");
      await page.getByLabel("按名称或编号查找").fill("");
      await page.getByLabel("按名称或编号查找").press("Enter");
      await expect.poll(names).toEqual(["交易所行情"]);
      await page.reload();
      await expect.poll(names).toEqual(["交易所行情"]);
    }));

  it("removes several sources only after naming them", () =>
    withPage("data", async (page) => {
      await page
        .getByLabel(/选择.*交易所行情|交易所行情/)
        .first()
        .check();
      await page.getByRole("checkbox", { name: /12345/ }).check();
      await page.getByText("已选 2 个").waitFor();
      await page.getByRole("button", { name: "批量删除" }).click();
      await page
        .getByRole("dialog")
        .getByText(/数据.*保留.*交易所行情/)
        .waitFor();
      await page.getByRole("button", { name: "删除这些来源" }).click();
      await page.getByText("已处理 2 个来源").waitFor();
      expect(await page.getByText("已选 2 个").count()).toBe(0);
    }));

  it("changes a key only after naming what ends", () =>
    withPage("data", async (page) => {
      await page.locator("tr", { hasText: "12345" }).getByRole("button", { name: "更换密钥" }).click();
      await page
        .getByRole("dialog")
        .getByText(/旧密钥随即失效/)
        .waitFor();
      await page.getByRole("button", { name: "签发新密钥" }).click();
      await page.getByText(/glk_9d8c7b6a/).waitFor();
    }));

  it("goes from a count to the rows behind it, each with reason, hint and the row as it came", () =>
    withPage("data", async (page) => {
      await page.locator("tr", { hasText: "12345 市民服务热线" }).locator(".link").last().click();
      await page.waitForURL(/tab=rejects/);
      await page.getByText("统一社会信用代码校验位不对").waitFor();
      await page.getByText("查看原文").first().click();
      await page.getByText('"91310115MA1K00017X"').waitFor();
    }));

  it("replays a dead letter, and discards one only with a reason", () =>
    withPage("data?tab=dead", async (page) => {
      await page.locator(".cards").getByRole("button", { name: "重放" }).first().click();
      await page.getByRole("button", { name: "重放这个事件" }).click();
      await page.getByText(/已重放 12345\/9001/).waitFor();
      await page.locator(".cards").getByRole("button", { name: "丢弃" }).first().click();
      const send = page.getByRole("button", { name: "丢弃这个事件" });
      expect(await send.isDisabled()).toBe(true);
      await page.getByLabel("理由").fill("测试数据");
      await send.click();
      await page.getByText("没有死信").waitFor();
    }));

  it("imports a file: upload, mapping with its required fields, run, tally and error rows", () =>
    withPage("data?tab=imports", async (page) => {
      await page.getByRole("button", { name: "导入文件" }).click();
      await page.getByLabel(/CSV 或 NDJSON/).setInputFiles({
        name: "complaints.csv",
        mimeType: "text/csv",
        buffer: Buffer.from("编号,企业名称\nc-1,某某公司\n"),
      });
      await page.getByRole("button", { name: "上传并预览" }).click();
      const name = page.getByLabel("企业名称", { exact: true });
      await name.waitFor();
      expect(await name.inputValue()).toBe("企业名称");
      const fault = page.locator(".preview-faults tr", { hasText: "“投诉时间”列的“何时”不是时间" });
      expect(await fault.locator("td").first().textContent()).toBe("3");
      await name.selectOption("");
      await page.getByText("还缺少必填字段：subject.name").waitFor();
      expect(await page.getByRole("button", { name: "开始导入" }).isDisabled()).toBe(true);
      await name.selectOption("企业名称");
      await page.getByRole("button", { name: "开始导入" }).click();
      await page.getByText("已开始导入 complaints.csv").waitFor();
      await page.locator("tr", { hasText: "complaints.csv" }).getByText("导入中 33%").waitFor();
    }));
});

describe("system", () => {
  it("shows rates, lag, capability and roles, and acknowledges an alarm", () =>
    withPage("system", async (page) => {
      await page.getByText(/普通 PostgreSQL/).waitFor();
      await page.getByText("0–15").waitFor();
      await page.getByRole("button", { name: "告警 1" }).click();
      await page.getByRole("button", { name: "确认告警" }).click();
      await page.getByText(/张三 已确认/).waitFor();
      await page.getByRole("button", { name: "告警 0" }).waitFor();
    }));

  it("lets an auditor read and verify the log, and change nothing", () =>
    withPage(
      "system?tab=audit",
      async (page) => {
        await page.getByRole("button", { name: "校验审计链" }).click();
        await page.getByText("审计链完整：200 条全部相符").waitFor();
        await page.getByRole("button", { name: "告警 0" }).click();
        expect(await page.getByRole("button", { name: "确认告警" }).count()).toBe(0);
      },
      "auditor",
    ));
});

describe("users", () => {
  it("makes an account, shows its first password once, gives it a post, and disables it after naming it", () =>
    withPage("system?tab=users", async (page) => {
      await page.getByRole("button", { name: "新建账号" }).click();
      await page
        .getByRole("dialog")
        .getByLabel(/^用户名/)
        .fill("wanglei");
      await page.getByRole("dialog").getByLabel("姓名").fill("王磊");
      await page.getByRole("button", { name: "建立账号" }).click();
      await page.getByText("k7Qm2xRt9pWz4bHd").waitFor();
      await page.getByRole("button", { name: "我已告知" }).click();
      const row = page.locator("tr", { hasText: "wanglei" });
      await row.getByText(/没有岗位/).waitFor();
      await row.getByRole("button", { name: "授予岗位" }).click();
      await page.getByRole("dialog").getByRole("combobox", { name: "岗位" }).selectOption("district-officer");
      await page
        .getByRole("dialog")
        .getByRole("combobox", { name: "单位" })
        .selectOption({ label: "浦东新区金融办" });
      await page.getByRole("button", { name: "授予这个岗位" }).click();
      await row.getByText("区级用户 · 浦东新区金融办").waitFor();
      await row.getByRole("button", { name: "停用" }).click();
      await page
        .getByRole("dialog", { name: "停用账号：王磊" })
        .getByRole("button", { name: "停用" })
        .click();
      await row.getByText("已停用").waitFor();
    }));
});

describe("account", () => {
  it("turns the second factor on with a code drawn here, and shows recovery codes once", () =>
    withPage("profile", async (page) => {
      await page.getByRole("button", { name: "启用二次验证" }).click();
      await page.getByRole("img", { name: "二次验证的二维码" }).waitFor();
      await page.getByLabel("验证器显示的 6 位数字").fill("123456");
      await page.getByRole("button", { name: "确认并启用" }).click();
      await page.getByText("k7f2-9qmt-3w").waitFor();
      await page.getByRole("button", { name: "我已保存恢复码" }).click();
      await page.getByText(/已启用：登录时须输入/).waitFor();
    }));

  it("lets nobody past a first password", () =>
    withPage(
      "enterprises",
      async (page) => {
        await page.getByText(/首次登录须更改密码/).waitFor();
        expect(await page.locator("table").count()).toBe(0);
        await page.getByLabel("当前密码").fill("wrong");
        await page.getByLabel("新密码", { exact: true }).fill("Guanlan-2026-x");
        await page.getByLabel("再输入一次新密码").fill("Guanlan-2026-y");
        await page.getByText("两次输入不同").waitFor();
        await page.getByLabel("再输入一次新密码").fill("Guanlan-2026-x");
        await page.getByRole("button", { name: "更改密码" }).click();
        await page.getByText("auth.password-wrong").waitFor();
      },
      "fresh",
    ));
});
