import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { EnterprisePage } from "#domain/api/enterprises";
import type { Overview } from "#domain/api/overview";
import type { RunFile } from "#server/run-file";
import { openBrowser, type TestBrowser } from "./testing/browser.ts";
import { openAs, watchFaults } from "./testing/pages.ts";
import { startProgram, type TestProgram } from "./testing/program.ts";

const CITY = { CITY: "simulated", CITY_SIZE: "1000", CITY_RATE: "20" };
const PUDONG = "310115";
const HUANGPU = "310101";
/** From a source to a screen takes about a second; a loaded machine is slower. */
const SOON = { timeout: 30_000, interval: 250 };
/** So many complaints about unpaid money lift a quiet enterprise to orange. */
const ALARMING = 8;

let program: TestProgram;
let run: RunFile;
let address = "";
let browser: TestBrowser;
beforeAll(async () => {
  program = await startProgram("e2e", CITY);
  ({ run, address } = program);
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await program?.stop();
});

async function withPage(act: (page: Page) => Promise<void>): Promise<void> {
  const page = await browser.newPage();
  const faults = watchFaults(page);
  try {
    await act(page);
    expect(faults).toEqual([]);
  } finally {
    await page.context().close();
  }
}

/** What the server answers to this page's session. */
async function read<T>(page: Page, path: string): Promise<T> {
  const answer = await page.request.get(address + path);
  expect(answer.status(), path).toBe(200);
  return (await answer.json()) as T;
}

type Firm = EnterprisePage["rows"][number];

/** The quietest enterprise of a district: what it rises to is by our own doing. */
async function pickQuiet(page: Page, district: string): Promise<Firm> {
  const query = `levels=normal&district=${district}&sort=score&order=asc&limit=20`;
  const { rows } = await read<EnterprisePage>(page, `api/enterprises?${query}`);
  const firm = rows.find(({ provisional }) => !provisional);
  if (firm === undefined) throw new Error("nobody is quiet");
  return firm;
}

let batches = 0;

/** Sends a batch about one enterprise as a source does, and names it. Its last row has no time that can be read. */
async function complain(firm: Firm): Promise<string> {
  const batch = `e2e-${process.pid}-${++batches}`;
  const rows = Array.from({ length: ALARMING + 1 }, (_, i) => ({
    id: `${batch}-${i}`,
    source: "replay",
    type: "complaint.filed",
    time: i < ALARMING ? new Date(Date.now() - i * 1000).toISOString() : "yesterday",
    subject: { name: firm.name, code: firm.code },
    data: { title: `到期未兑付 ${batch}-${i}`, text: "投资人反映本金拿不回", amount: "200000" },
  }));
  const response = await fetch(`${address}api/ingest/complaint`, {
    method: "POST",
    headers: { authorization: `Bearer ${run.keys.replay}`, "content-type": "application/json" },
    body: JSON.stringify(rows),
  });
  expect(response.status).toBe(200);
  const answer = (await response.json()) as { readonly results: readonly unknown[] };
  expect(answer).toMatchObject({ read: ALARMING + 1, accepted: ALARMING, rejected: 1 });
  expect(answer.results.at(-1)).toMatchObject({ outcome: "rejected", code: "ingest.envelope" });
  return batch;
}

/** Exact numbers, which stand in the title of a figure. */
const figures = (page: Page, selector: string): Promise<number[]> =>
  page.$$eval(selector, (all) => all.map((each) => Number(each.getAttribute("title")?.replace(/,/g, ""))));

/** Holds back every later reading of a picture: from here on only push can move it. */
async function holdReadings(page: Page, path: string): Promise<void> {
  await page.route(`${address}${path}**`, (route) => route.abort());
}

describe("the program in a browser", () => {
  it("lets the duty officer in by the form, and shows the counts that it answers with", () =>
    withPage(async (page) => {
      await page.goto(address);
      await page.getByLabel("用户名").fill("duty");
      await page.getByLabel("密码").fill("guanlan-demo");
      await page.getByRole("button", { name: "登录观澜" }).click();
      await page.getByRole("heading", { name: "概览 · 全市" }).waitFor();
      await page.locator(".status").getByText("模拟数据").waitFor();
      // The city lives on while both are read, so they need not agree at the first look.
      await vi.waitFor(async () => {
        const { monitored, atRisk, levels } = await read<Overview>(page, "api/overview");
        expect(await figures(page, ".count-figure")).toEqual([monitored, atRisk, ...levels]);
        expect(levels.reduce((sum, n) => sum + n)).toBe(monitored);
        expect(monitored).toBeGreaterThanOrEqual(Number(CITY.CITY_SIZE));
        expect(atRisk).toBeGreaterThan(0);
      }, SOON);
    }));

  it("brings complaints from a source to open screens by push, and names what it could not take", () =>
    withPage(async (page) => {
      await openAs(page, address, "duty");
      await page.getByText("实时连接").waitFor();
      const firm = await pickQuiet(page, HUANGPU);
      const profile = await page.context().newPage();
      await profile.goto(`${address}enterprises/${firm.id}`);
      await profile.getByRole("heading", { name: firm.name }).waitFor();
      await profile.getByText("实时连接").waitFor();
      await page.locator(".newest").waitFor();
      expect(await page.locator(".newest-row", { hasText: firm.name }).count()).toBe(0);
      await holdReadings(page, "api/overview");

      const batch = await complain(firm);
      await page.locator(".newest-row", { hasText: firm.name }).getByText("兑付困难").waitFor(SOON);
      await profile.locator(".timeline li", { hasText: `到期未兑付 ${batch}-0` }).waitFor(SOON);
      await profile.locator(".timeline li.level", { hasText: "橙色" }).first().waitFor(SOON);
      expect(await profile.locator(".timeline li", { hasText: `${batch}-${ALARMING}` }).count()).toBe(0);

      await withPage(async (desk) => {
        await openAs(desk, address, "system", "data?tab=rejects&source=replay");
        const reject = desk.locator(".cards li", { hasText: `"${batch}-${ALARMING}"` });
        await reject.getByText("ingest.envelope", { exact: true }).waitFor();
        await reject.getByText("查看原文").click();
        await reject.getByText('"yesterday"').waitFor();
      });
    }));

  it("keeps a district officer in his district: list, answers, and push", () =>
    withPage(async (page) => {
      const frames: string[] = [];
      page.on("websocket", (socket) =>
        socket.on("framereceived", ({ payload }) => frames.push(String(payload))),
      );
      const city = await browser.newPage();
      await openAs(city, address, "duty");
      const { areas } = await read<Overview>(city, "api/overview");
      const stranger = await pickQuiet(city, HUANGPU);
      const ours = await pickQuiet(city, PUDONG);
      await city.context().close();
      // The whole list of his own, though the address asks for another district.
      await openAs(page, address, "pudong", `enterprises?district=${HUANGPU}`);
      await page.getByRole("heading", { name: "监测企业 · 浦东新区" }).waitFor();
      const own = areas.find(({ code }) => code === PUDONG);
      await page.getByText(`共 ${own?.monitored} 条`).waitFor();
      const shown = await page.locator("tbody tr").count();
      expect(shown).toBeGreaterThan(0);
      expect(await page.locator("tbody tr td span[title^=浦东新区]").count()).toBe(shown);

      for (const path of [`overview?district=${HUANGPU}`, `enterprises/${stranger.id}/timeline`])
        expect((await page.request.get(`${address}api/${path}`)).status(), path).toBe(403);
      await page.getByText("实时连接").waitFor();
      await complain(stranger);
      const batch = await complain(ours);
      await expect.poll(() => frames.join(), SOON).toContain(`"replay/${batch}-`);
      // A data frame is a list that begins with its topic; everything else is control.
      const topics = frames.filter((frame) => frame.startsWith("[")).map((frame) => JSON.parse(frame)[0]);
      expect(topics.filter((topic) => !topic.endsWith(`.${PUDONG}`))).toEqual([]);
    }));

  it("opens the wall for who is logged in, with the same counts, and moves it by push", () =>
    withPage(async (page) => {
      await openAs(page, address, "duty");
      const firm = await pickQuiet(page, PUDONG);
      const opened = page.context().waitForEvent("page");
      await page.getByRole("link", { name: /大屏/ }).click();
      const wall = await opened;
      const faults = watchFaults(wall);
      await wall.locator(".wall").waitFor();
      expect(new URL(wall.url()).pathname).toBe("/wall/");
      await wall.locator(".w-marks").getByText("模拟数据").waitFor();
      // Chromium draws on a canvas where it has WebGL2, else the plain map.
      await wall.locator(".w-map-box canvas, .w-plain .district").first().waitFor();
      await vi.waitFor(async () => {
        const { monitored, atRisk, levels } = await read<Overview>(page, "api/overview");
        const shown = await figures(wall, ".w-figure dd");
        expect(shown.slice(0, 4)).toEqual([monitored, atRisk, levels[3], levels[4]]);
      }, SOON);

      await holdReadings(wall, "api/wall");
      // A wall that has not joined the feed yet hears the next batch.
      await vi.waitFor(async () => {
        const batch = await complain(firm);
        await wall.locator(`.w-event[data-uid^="replay/${batch}-"]`).first().waitFor({ timeout: 8_000 });
      }, SOON);
      expect(await wall.locator(".w-warning").count()).toBe(0);
      expect(faults).toEqual([]);
    }));
});
