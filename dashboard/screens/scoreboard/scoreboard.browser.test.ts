import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser, type TestBrowser } from "../../testing/browser.ts";
import { type Fixture, startFixture } from "../../testing/fixture/server.ts";
import { buildPages, findAxeFaults, findOverflow, openAs, watchFaults } from "../../testing/pages.ts";

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

test("from the alerts to what they were worth; the period lives in the address; nothing overflows at 1366", async () => {
  const page = await browser.newPage({ viewport: { width: 1366, height: 768 } });
  const faults = watchFaults(page);
  await openAs(page, fixture.address, "duty", "alerts");
  await page.getByRole("link", { name: "预警成效" }).click();
  await page.getByRole("heading", { name: /预警成效/ }).waitFor();
  await page.getByRole("cell", { name: "投诉突增" }).waitFor();
  expect(await page.getByRole("row").count()).toBe(2 + 3 + 16);
  await page
    .getByRole("radio", { name: "本年" })
    .or(page.getByRole("button", { name: "本年" }))
    .first()
    .click();
  await page.waitForURL(/period=year/);
  expect(await findOverflow(page)).toEqual([]);
  expect(await findAxeFaults(page)).toEqual([]);
  expect(faults).toEqual([]);
  await page.context().close();
});
