import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { chooseEngine } from "#realtime/server";
import { loadUws } from "#realtime/uws-binary";

describe("the native binary", () => {
  const folder = mkdtempSync(join(tmpdir(), "guanlan-uws-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  test("[RT-76] a file that is not the pinned one is not loaded", () => {
    const file = join(folder, "uws_linux_x64_115.node");
    writeFileSync(file, "not the pinned bytes");
    const loaded = loadUws({ folder, platform: "linux", arch: "x64", abi: "115" });
    expect(loaded).toMatchObject({ ok: false, reason: expect.stringContaining("checksum") });
  });

  test("[RT-76] a machine without a pinned build, or without the package, is told why", () => {
    expect(loadUws({ folder, platform: "sunos", arch: "sparc", abi: "1" })).toMatchObject({
      ok: false,
      reason: expect.stringContaining("no pinned build for uws_sunos_sparc_1.node"),
    });
    expect(loadUws({ folder: "/nowhere", platform: "linux", arch: "x64", abi: "115" })).toMatchObject({
      ok: false,
    });
    expect(loadUws(null)).toMatchObject({ ok: false, reason: expect.stringContaining("not installed") });
  });

  test("[RT-76] the installed build is the pinned one, or the reason is logged and ws takes its place", () => {
    const warned: object[] = [];
    const log = { info() {}, error() {}, warn: (fields: object) => void warned.push(fields) };
    const choice = chooseEngine("auto", log);
    if (choice.kind === "ws") expect(warned).toEqual([{ reason: choice.reason }]);
    else expect(typeof choice.uws.App).toBe("function");
  });
});
