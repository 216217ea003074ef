import { writeFileSync } from "node:fs";
import { openBrowser } from "./browser.ts";

/** Draws dashboard/public/icons/*.png from the mark. Run it again when the mark changes, and commit what it wrote. */
const waves = (top: string, bottom: string, scale: number): string =>
  `<g transform="translate(256 256) scale(${scale}) translate(-256 -256)" fill="none" stroke-linecap="round" stroke-width="40"><path d="M84 206c58-70 115-70 172 0s114 70 172 0" stroke="${top}"/><path d="M84 316c58-70 115-70 172 0s114 70 172 0" stroke="${bottom}"/></g>`;
const svg = (inside: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512" width="100%" height="100%">${inside}</svg>`;

const ICONS = [
  {
    file: "icon-180.png",
    size: 180,
    body: `<rect width="512" height="512" fill="#0e1622"/>${waves("#6ab3ff", "#e7edf4", 0.9)}`,
  },
  {
    file: "icon-192.png",
    size: 192,
    body: `<rect width="512" height="512" rx="96" fill="#0e1622"/>${waves("#6ab3ff", "#e7edf4", 1)}`,
  },
  {
    file: "icon-512.png",
    size: 512,
    body: `<rect width="512" height="512" rx="96" fill="#0e1622"/>${waves("#6ab3ff", "#e7edf4", 1)}`,
  },
  // A mask may cut a circle of 80 %: the mark stays inside it.
  {
    file: "maskable-512.png",
    size: 512,
    body: `<rect width="512" height="512" fill="#0e1622"/>${waves("#6ab3ff", "#e7edf4", 0.72)}`,
  },
  // Android draws a badge from its alpha alone.
  { file: "badge-96.png", size: 96, body: waves("#ffffff", "#ffffff", 1.05) },
];

const browser = await openBrowser();
for (const icon of ICONS) {
  const page = await browser.newPage({ width: icon.size, height: icon.size });
  await page.setContent(
    `<style>*{margin:0}body{width:${icon.size}px;height:${icon.size}px}svg{display:block}</style>${svg(icon.body)}`,
  );
  writeFileSync(
    `dashboard/public/icons/${icon.file}`,
    await page.screenshot({
      omitBackground: true,
      clip: { x: 0, y: 0, width: icon.size, height: icon.size },
      scale: "css",
    }),
  );
  await page.context().close();
}
await browser.close();
