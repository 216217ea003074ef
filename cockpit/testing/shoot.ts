import { mkdirSync } from "node:fs";
import { openWallBrowser } from "./browser.ts";
import { makeEvent } from "./city.ts";
import { startFixture } from "./fixture.ts";

/**
 * Screenshots of the wall for a person to look at: WEB=dist/web node shoot.mjs OUT NAME[|SEARCH[|KEYS]]…
 * SIZES=1920x1080,3840x2160 LANGS=zh,en GL=0
 */
const [out = "shots", ...targets] = process.argv.slice(2);
mkdirSync(out, { recursive: true });
const sizes = (process.env.SIZES ?? "1920x1080").split(",").map((size) => size.split("x").map(Number));
const languages = (process.env.LANGS ?? "zh").split(",") as ("zh" | "en")[];
const fixture = await startFixture({ web: process.env.WEB ?? "dist/web" });
const browser = await openWallBrowser({ webgl: process.env.GL !== "0" });
const timer = setInterval(() => {
  for (let i = 0; i < 6; i++) {
    const firm = fixture.city.firms[Math.floor(Math.random() * 3000)];
    if (firm === undefined) continue;
    const level = Math.random() > 0.8 ? Math.min(5, firm.level + 1) : firm.level;
    fixture.push(
      `events.${firm.district}`,
      makeEvent(firm, level, Date.now(), ["complaint", "sentiment", "judicial"][i % 3]),
    );
  }
}, 500);
for (const [width = 1920, height = 1080] of sizes)
  for (const language of languages)
    for (const target of targets) {
      const [name = "wall", search = "", keys = ""] = target.split("|");
      const page = await browser.open({ width, height, language });
      page.on("console", (message) => {
        if (["error", "warning"].includes(message.type())) console.log("console:", message.text());
      });
      page.on("pageerror", (error) => console.log("pageerror:", error.message, error.stack));
      await page.goto(`${fixture.address}wall/${search}`);
      await page.waitForSelector(".wall", { timeout: 30_000 });
      await page.waitForTimeout(Number(process.env.WAIT ?? 6000));
      for (const key of keys.split(",").filter(Boolean)) {
        await page.keyboard.press(key);
        await page.waitForTimeout(1200);
      }
      const file = `${out}/${name}-${width}-${language}.png`;
      await page.screenshot({ path: file, timeout: 120_000 });
      console.log(file);
      await page.context().close();
    }
clearInterval(timer);
await browser.close();
await fixture.stop();
