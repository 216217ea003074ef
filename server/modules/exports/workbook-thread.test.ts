import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import ExcelJS from "exceljs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { EXPORT_COLUMNS } from "#server/modules/exports/columns";
import { createWorkbookThread, type WorkbookThread } from "#server/modules/exports/workbook-thread";
import type { EnterpriseExportRow } from "#store/enterprise-export";

const ROOT = join(import.meta.dirname, "../../..");
let folder: string;
let thread: WorkbookThread;
beforeAll(async () => {
  // Inside the project, so that the thread finds its packages.
  await mkdir(join(ROOT, ".cache"), { recursive: true });
  folder = await mkdtemp(join(ROOT, ".cache/workbook-"));
  const file = join(folder, "thread.mjs");
  await build({
    entryPoints: [join(ROOT, "server/workbook-thread.ts")],
    outfile: file,
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
  });
  thread = createWorkbookThread(file);
});
afterAll(async () => {
  await thread.stop();
  await rm(folder, { recursive: true, force: true });
});

const row = (name: string): EnterpriseExportRow => ({
  id: 1,
  name,
  creditCode: null,
  district: "310115",
  street: null,
  industry: null,
  financeKind: null,
  status: "active",
  level: 1,
  score: 12.3,
  change: 0,
  reason: "",
  reasonEn: "",
  lastEventMs: null,
  sinceMs: 0,
  provisional: false,
  simulated: true,
  watched: false,
  legalRepresentative: null,
  dimensions: [1, 2, 3, 4, 5],
  controller: null,
  establishedOn: null,
  registeredCapital: null,
  paidInCapital: null,
  registeredAddress: null,
  businessAddress: null,
});

test("rows arrive in the file in their order, one workbook after the other", async () => {
  for (const language of ["zh", "en"] as const) {
    const path = join(folder, `${language}.xlsx`);
    const workbook = await thread.open(path, language);
    await workbook.add(Array.from({ length: 120 }, (_, i) => row(`上海第${i}有限公司`)));
    await workbook.add([row("最后一家")]);
    const bytes = await workbook.finish([{ label: "行数", value: "121" }]);
    expect(bytes).toBe((await stat(path)).size);
    const read = new ExcelJS.Workbook();
    await read.xlsx.readFile(path);
    const [sheet, about] = read.worksheets;
    expect(sheet?.getCell("A1").value).toBe(EXPORT_COLUMNS[0]?.[language]);
    expect(sheet?.getCell("A2").value).toBe("上海第0有限公司");
    expect(sheet?.getCell("A122").value).toBe("最后一家");
    expect(about?.getCell("B1").value).toBe("121");
  }
});

test("a file that cannot be written is told to who adds, and the thread goes on with the next", async () => {
  const bad = await thread.open(join(tmpdir(), "no-such-folder", "x.xlsx"), "zh");
  await expect(bad.add(Array.from({ length: 200 }, () => row("甲")))).rejects.toThrow("ENOENT");
  await bad.abandon();
  const good = await thread.open(join(folder, "next.xlsx"), "zh");
  await good.add([row("乙")]);
  expect(await good.finish([])).toBeGreaterThan(1000);
});

test("an abandoned file gets no more bytes, and a stopped thread refuses what waits", async () => {
  const path = join(folder, "half.xlsx");
  const half = await thread.open(path, "zh");
  await half.add([row("丙")]);
  await half.abandon();
  const { size } = existsSync(path) ? await stat(path) : { size: 0 };
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(existsSync(path) ? (await stat(path)).size : 0).toBe(size);
  const cut = await thread.open(join(folder, "cut.xlsx"), "zh");
  const refused = expect(cut.add(Array.from({ length: 5000 }, () => row("丁")))).rejects.toThrow("ended");
  await thread.stop();
  await refused;
  await cut.abandon();
});
