import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser, type TestBrowser } from "../testing/browser.ts";
import { type Fixture, startFixture } from "../testing/fixture/server.ts";
import { buildPages, openAs } from "../testing/pages.ts";

/** Everything below a sub-path, as behind a proxy: the shell, deep links, the worker's scope and the manifest. */
let browser: TestBrowser;
let fixture: Fixture;
beforeAll(async () => {
  fixture = await startFixture({ web: buildPages(), base: "/guanlan/" });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await fixture?.stop();
});

describe("under a sub-path", () => {
  it("serves deep links, keeps links below it, and starts the shell without a network", async () => {
    const page = await browser.newPage();
    await openAs(page, fixture.address, "admin", "enterprises/1?tab=registry");
    await page.getByRole("heading", { name: "登记事项及其变更" }).waitFor();
    expect(await page.locator(".nav").getByRole("link", { name: "预警" }).getAttribute("href")).toBe(
      "/guanlan/alerts",
    );
    await page.locator(".nav").getByRole("link", { name: "预警" }).click();
    await page.locator(".alert-row").first().waitFor();
    expect(new URL(page.url()).pathname).toBe("/guanlan/alerts");

    const scope = await page.evaluate(async () => (await navigator.serviceWorker.ready).scope);
    expect(new URL(scope).pathname).toBe("/guanlan/");
    await expect
      .poll(() => page.evaluate(async () => (await caches.keys()).length), { timeout: 15_000 })
      .toBe(1);
    await page.reload();
    await page.locator(".alert-row").first().waitFor();
    await page.context().setOffline(true);
    await page.reload();
    // The page starts from its kept shell and says that the service cannot be reached; no data is kept on the device.
    await page.getByText("连接不上服务").waitFor({ timeout: 15_000 });
    expect(
      await page.evaluate(async () =>
        (
          await Promise.all(
            (
              await caches.keys()
            ).map(async (name) => (await (await caches.open(name)).keys()).map((request) => request.url)),
          )
        )
          .flat()
          .filter((url) => url.includes("/api/")),
      ),
    ).toEqual([]);
    await page.context().setOffline(false);
    await page.getByRole("button", { name: "重试读取" }).click();
    await page.locator(".alert-row").first().waitFor();
    await page.context().close();
  });

  it("can be installed: manifest, scope and icons are there", async () => {
    const manifest = (await (await fetch(`${fixture.address}manifest.webmanifest`)).json()) as {
      start_url: string;
      scope: string;
      icons: { src: string; sizes: string }[];
    };
    expect(new URL(manifest.start_url, `${fixture.address}manifest.webmanifest`).pathname).toBe("/guanlan/");
    expect(manifest.icons.map((icon) => icon.sizes)).toEqual(expect.arrayContaining(["192x192", "512x512"]));
    for (const icon of manifest.icons) expect((await fetch(fixture.address + icon.src)).status).toBe(200);
  });
});
