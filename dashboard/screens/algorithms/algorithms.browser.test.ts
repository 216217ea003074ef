import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openBrowser, type TestBrowser } from "../../testing/browser.ts";
import { findAxeFaults, findOverflow, openAs, watchFaults } from "../../testing/pages.ts";
import { startProgram, type TestProgram } from "../../testing/program.ts";

/** Screenshots for a person to look at are kept where this names a folder. */
const SHOTS = process.env.SHOTS;
const folder = mkdtempSync(join(tmpdir(), "guanlan-algorithms-"));
let program: TestProgram;
let browser: TestBrowser;
beforeAll(async () => {
  program = await startProgram("algorithms", { CITY: "simulated", CITY_SIZE: "1000", CITY_RATE: "10" });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await program?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** 600 firms of five districts in four months with the features of the store; a fifth are risk, some of them quiet. */
function makeFile(): string {
  const head = "id,name,district,industry,kind,day,score_total,complaint_30d,sentiment_30d,age_years,label";
  const districts = ["310115", "310101", "310104", "310112", "310120"];
  const kinds = ["wealth", "none", "private-fund"];
  const rows = Array.from({ length: 600 }, (_, i) => {
    const risk = (i * 7) % 10 < 2;
    const quiet = i % 9 === 4;
    const complaints = (risk !== quiet ? 9 : 1) + ((i * 5) % 4);
    const total = (risk ? 45 : 25) + ((i * 13) % 40);
    const age = (i * 3) % 17 === 0 ? "" : (i * 3) % 17;
    return `F${i},上海第${i}号企业管理有限公司,${districts[i % 5]},6635,${kinds[i % 3]},2026-0${(i % 4) + 3}-28,${total},${complaints},${(i * 11) % 8},${age},${risk ? 1 : 0}`;
  });
  return [head, ...rows, "F900,坏行,310101,6635,none,2026-03-28,many,1,1,1,1"].join("\n");
}

async function shoot(page: Page, name: string): Promise<void> {
  if (SHOTS === undefined) return;
  await page.waitForTimeout(400);
  await page.screenshot({ path: join(SHOTS, `${name}.png`), fullPage: true });
}

it("uploads, rehearses, reports, exports, submits, approves, and answers over the API", async () => {
  const page = await browser.newPage();
  const faults = watchFaults(page);
  await openAs(page, program.address, "analyst", "algorithms?tab=datasets");
  await page.getByText("还没有数据集").waitFor();

  // A labelled file, with one row that cannot be taken.
  const file = join(folder, "核查样本.csv");
  writeFileSync(file, makeFile());
  await page.getByRole("button", { name: "上传数据集" }).click();
  await page.getByLabel(/CSV 文件/).setInputFiles(file);
  await page.getByRole("dialog").getByRole("button", { name: "上传数据集" }).click();
  await page.getByText("“many”不能作为特征").waitFor();
  await shoot(page, "dataset");
  await page.keyboard.press("Escape");
  await page
    .getByRole("row", { name: /核查样本/ })
    .getByText("未收 1 行")
    .waitFor();
  // Opened again it holds no file: nothing is sent that nobody sees.
  await page.getByRole("button", { name: "上传数据集" }).click();
  await page.getByRole("dialog").getByLabel("数据集名称").fill("另一份样本");
  expect(await page.getByRole("dialog").getByRole("button", { name: "上传数据集" }).isDisabled()).toBe(true);
  await page.keyboard.press("Escape");

  // The form follows the algorithm; what is out of range cannot be sent.
  await page.getByRole("button", { name: "预演与评估" }).click();
  await page.getByRole("button", { name: "新建预演" }).click();
  const algorithm = page.getByLabel("算法", { exact: true });
  await algorithm.selectOption({ label: "逻辑回归" });
  await page.getByLabel("选择数据集").selectOption({ index: 1 });
  await page.getByText("选中 600 行、600 个主体；有标签 600，其中正例 120").waitFor();
  await page.getByLabel("地区").selectOption(["310115", "310101", "310104", "310112"]);
  await page.getByText("选中 480 行").waitFor();
  const begin = page.getByRole("button", { name: "开始预演" });
  const first = page.locator(".algo-params input[type=number]").first();
  const usual = await first.inputValue();
  await first.fill("-5");
  await page.getByText("超出可取范围").waitFor();
  expect(await begin.isDisabled()).toBe(true);
  await first.fill(usual);
  await page.getByLabel("预演名称").fill("逻辑回归首轮");
  await shoot(page, "wizard");
  await begin.click();

  // The report, and its document.
  await page.getByRole("heading", { name: /ROC 曲线 · AUC/ }).waitFor({ timeout: 60_000 });
  const auc = Number(
    /AUC (0\.\d+)/.exec((await page.getByRole("heading", { name: /ROC 曲线/ }).textContent()) ?? "")?.[1],
  );
  expect(auc).toBeGreaterThan(0.7);
  // The dataset has the official score, so the rules stand beside.
  await page.getByText(/与规则引擎在同一批检验样本上比较/).waitFor();
  await page.getByRole("rowheader", { name: "浦东新区" }).waitFor();
  // Values are said as the form says them.
  expect(await page.locator(".algo-pairs").textContent()).not.toMatch(/true|false/);
  await shoot(page, "report");
  // What has ended is not asked about any more.
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.waitForTimeout(2_000);
  expect(asked.filter((url) => /rehearsals\/\d+$/.test(url))).toEqual([]);
  const downloading = page.waitForEvent("download");
  await page.getByRole("link", { name: "导出 Word" }).click();
  expect((await downloading).suggestedFilename()).toMatch(/^rehearsal-\d+\.docx$/);

  // Submitted by one, approved by another.
  await page.getByRole("button", { name: "发布算法" }).click();
  await page.getByLabel(/模型名称/).fill("fund-risk");
  await page.getByLabel("发布理由").fill("试运行一个月");
  await page.getByRole("button", { name: "提交复核" }).click();
  await page
    .getByRole("row", { name: /fund-risk/ })
    .getByText("待复核")
    .waitFor();
  const checker = await browser.newPage();
  await openAs(checker, program.address, "reviewer", "reviews");
  const card = checker.locator(".cards li", { hasText: "发布算法模型" });
  await card.getByRole("button", { name: "通过" }).click();
  await checker.getByRole("dialog").getByRole("button", { name: /通过/ }).click();
  await card.waitFor({ state: "detached" });
  await checker.context().close();

  // The administrator issues a key; whoever has it is answered.
  const admin = await browser.newPage();
  await openAs(admin, program.address, "admin", "algorithms?tab=models");
  await admin
    .getByRole("row", { name: /fund-risk/ })
    .getByText("已发布")
    .waitFor();
  await admin.getByRole("row", { name: /fund-risk/ }).click();
  await admin.getByRole("button", { name: "签发密钥" }).click();
  await admin.getByLabel("使用单位").fill("城市运行平台");
  await admin.getByRole("dialog").getByRole("button", { name: "签发密钥" }).click();
  const key = await admin.getByRole("dialog").locator(".copy-code").textContent();
  await admin.getByRole("button", { name: "我已保存密钥" }).click();
  const answer = await fetch(`${program.address}api/models/fund-risk/score`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify({
      rows: [{ features: { complaint_30d: 12, score_total: 80 } }, { enterpriseId: 1 }],
    }),
  });
  expect(answer.status).toBe(200);
  const { rows } = (await answer.json()) as { rows: { score: number }[] };
  expect(rows[0]?.score).toBeGreaterThan(0.5);
  expect(rows[1]?.score).toBeGreaterThanOrEqual(0);
  await admin
    .getByRole("row", { name: /城市运行平台/ })
    .getByText("1", { exact: true })
    .first()
    .waitFor({ timeout: 20_000 });
  // The shadow begins by itself.
  await admin.getByRole("heading", { name: "影子运行" }).waitFor();
  await admin.locator(".algo-figure").first().waitFor({ timeout: 60_000 });
  await shoot(admin, "model");

  // Rules against the model, by enterprise.
  await admin.getByRole("button", { name: "A/B 对比" }).click();
  await admin.getByRole("button", { name: "新建对比" }).click();
  await admin.getByLabel("对比名称").fill("规则与模型");
  await admin.getByRole("button", { name: "开始对比" }).click();
  await admin.getByText(/分流：A \d+ 家，B \d+ 家/).waitFor();
  // Both were timed over the same enterprises of this city; no API is split between the rules and a model.
  await admin
    .getByRole("row", { name: /^单家响应.*A [\d.]+ \/ [\d.]+ ms · B [\d.]+ \/ [\d.]+ ms/ })
    .first()
    .waitFor({ timeout: 60_000 });
  await admin.getByText("接口不分流，只在影子中对比。").waitFor();
  await shoot(admin, "comparison");
  expect(faults).toEqual([]);
});

/** What the test above made. */
const PARTS = [
  ["rehearsals", "algorithms"],
  ["wizard", "algorithms?id=new"],
  ["report", "algorithms?id=1"],
  ["datasets", "algorithms?tab=datasets"],
  ["models", "algorithms?tab=models"],
  ["model", "algorithms?tab=models&id=1"],
  ["texts", "algorithms?tab=texts"],
  ["comparisons", "algorithms?tab=experiments"],
  ["comparison", "algorithms?tab=experiments&id=1"],
] as const;

it.each([
  ["light", "zh", 1366],
  ["dark", "en", 1366],
  ["light", "zh", 390],
  ["dark", "en", 390],
] as const)("is axe clean and keeps its boxes: %s, %s, %i wide", async (theme, language, width) => {
  const page = await browser.newPage({ width, height: width === 390 ? 844 : 768, theme, language });
  await openAs(page, program.address, "admin");
  const faults: string[] = [];
  for (const [name, path] of PARTS) {
    await page.goto(program.address + path);
    await page.locator("#content h2:visible, #content tbody tr:visible").first().waitFor();
    await page.waitForFunction(() => document.querySelector(".skeleton") === null);
    await shoot(page, `${name}-${width}-${theme}-${language}`);
    for (const fault of [...(await findAxeFaults(page)), ...(await findOverflow(page))])
      faults.push(`${name}: ${fault}`);
  }
  expect(faults).toEqual([]);
  await page.context().close();
});
