import { mkdirSync } from "node:fs";
import { openBrowser } from "./browser.ts";
import { startFixture } from "./fixture/server.ts";

/**
 * Screenshots of the screens for a person to look at: node shoot.mjs OUT NAME:PATH[:SELECTOR]…
 * Sizes, themes and languages by environment: SIZES=1366x768,390x844 THEMES=light,dark LANGS=zh,en USER_NAME=admin
 */
const [out = "shots", ...targets] = process.argv.slice(2);
mkdirSync(out, { recursive: true });
const sizes = (process.env.SIZES ?? "1366x768")
  .split(",")
  .map((size) => size.split("x").map(Number) as [number, number]);
const themes = (process.env.THEMES ?? "light").split(",");
const languages = (process.env.LANGS ?? "zh").split(",");
const fixture = await startFixture({ web: process.env.WEB ?? "dist/web", base: process.env.BASE ?? "/" });
const browser = await openBrowser();
const timer = setInterval(() => {
  const firm = fixture.city.firms[Math.floor(Math.random() * 300)];
  if (firm === undefined || firm.row.provisional) return;
  fixture.feed.push(`events.${firm.row.district}`, {
    u: `x/${Date.now()}`,
    k: "complaint",
    t: Date.now(),
    r: Date.now() - 40,
    e: firm.row.id,
    n: firm.row.name,
    s: firm.row.score,
    l: 3,
    p: 3,
    w: firm.row.reason,
    m: 1,
  });
}, 700);
for (const [width, height] of sizes) {
  for (const theme of themes) {
    for (const language of languages) {
      const page = await browser.newPage({ width, height, theme, language });
      page.on("console", (message) => {
        if (message.type() === "error" || message.type() === "warning")
          console.log("console:", message.text());
      });
      page.on("pageerror", (error) => console.log("pageerror:", error.message));
      const user = process.env.USER_NAME ?? "admin";
      if (user !== "none") {
        await page.goto(fixture.address);
        await page.evaluate(
          async ([name, root]) => {
            await fetch(`${root}api/auth/login`, {
              method: "POST",
              headers: { "content-type": "application/json" },
              body: JSON.stringify({ user: name, password: "guanlan-demo" }),
            });
          },
          [user, fixture.address] as const,
        );
      }
      for (const target of targets) {
        const [name = "page", path = "", ...clicks] = target.split("|");
        await page.goto(fixture.address + path);
        await page.waitForTimeout(900);
        for (const click of clicks) {
          await page.locator(click).first().click({ timeout: 4000 });
          await page.waitForTimeout(500);
        }
        const file = `${out}/${name}-${width}-${theme}-${language}.png`;
        await page.screenshot({ path: file, fullPage: process.env.FULL === "1" });
        console.log(file);
      }
      await page.context().close();
    }
  }
}
clearInterval(timer);
await browser.close();
await fixture.stop();
