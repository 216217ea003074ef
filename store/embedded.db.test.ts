import { chmod, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { prepareDatabase } from "#store/database";
import { createEmbeddedServer } from "#store/embedded";
import { attachEmbeddedServer } from "#store/embedded-attach";
import { createPool, one } from "#store/pool";
import { createSource, readSources } from "#store/sources";
import { sql } from "#store/sql";

const isRoot = process.getuid?.() === 0;

describe.skipIf(inject("storeTarget") !== "embedded")("the embedded server", () => {
  let dir: string;
  const made: string[] = [];
  const log = (_message: string, fields?: Record<string, unknown>) => {
    if (typeof fields?.to === "string") made.push(fields.to);
  };
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), "guanlan-embedded-"));
    await chmod(dir, 0o755);
  });
  afterAll(async () => {
    for (const path of [dir, ...made]) await rm(path, { recursive: true, force: true });
  });
  const setting = async (url: string, name: string) => {
    const pool = createPool({ url, max: 1 });
    const row = await one<{ value: string }>(pool, sql`select current_setting(${name}) as value`);
    await pool.stop();
    return row.value;
  };

  test("keeps what was committed through a power cut, clears what that left, and tells its exit only when nobody asked", async () => {
    const exits: unknown[] = [];
    const options = { dataDir: join(dir, "cut"), log, onExit: (code: number | null) => exits.push(code) };
    const first = await createEmbeddedServer(options);
    await prepareDatabase(first.url);
    expect(await setting(first.url, "fsync")).toBe("on");
    expect(await setting(first.tcpUrl, "synchronous_commit")).toBe("on");
    const pool = createPool({ url: first.url });
    await createSource(pool, { id: "before-the-cut", name: "x", transport: "http", kinds: ["tax"] });
    await pool.stop();
    await first.kill();
    expect(exits).toEqual([]);
    expect((await readFile(join(dir, "cut", "postmaster.pid"), "utf8")).split("\n")[0]).toBe(
      String(first.pid),
    );
    const second = await createEmbeddedServer(options);
    const again = createPool({ url: second.url });
    expect((await readSources(again)).map((source) => source.id)).toEqual(["before-the-cut"]);
    await again.stop();
    await second.stop();
    // Another process has the dead server's number by now: it is left alone, and the server starts.
    await writeFile(
      join(dir, "cut", "postmaster.pid"),
      `${process.pid}\n${join(dir, "cut")}\n1\n5432\n\n127.0.0.1\n\n`,
    );
    const third = await createEmbeddedServer(options);
    expect(third.pid).not.toBe(process.pid);
    process.kill(third.pid, "SIGQUIT");
    await expect.poll(() => exits.length, { timeout: 10_000 }).toBe(1);
  });

  test("takes over from a server that an earlier run left running", async () => {
    const options = { dataDir: join(dir, "orphan"), log };
    const first = await createEmbeddedServer(options);
    const second = await createEmbeddedServer(options);
    expect(second.pid).not.toBe(first.pid);
    expect(() => process.kill(first.pid, 0)).toThrow();
    await second.stop();
  });

  test("a tool attaches to the running one and leaves it running, or starts it for its own time", async () => {
    const options = { dataDir: join(dir, "attach"), log, port: 0 };
    const server = await createEmbeddedServer({ dataDir: options.dataDir, log });
    const attached = await attachEmbeddedServer({ dataDir: options.dataDir, log });
    expect(await setting(attached.url, "port")).toBe(String(server.port));
    await attached.stop();
    expect(await setting(server.url, "jit")).toBe("off");
    await server.stop();
    const own = await attachEmbeddedServer({ dataDir: options.dataDir, log });
    expect(await setting(own.url, "jit")).toBe("off");
    await own.stop();
    await expect(setting(own.url, "jit")).rejects.toThrow();
  });

  test("a port that is taken is a clear error", async () => {
    const one = await createEmbeddedServer({ dataDir: join(dir, "port-a"), log });
    await expect(
      createEmbeddedServer({ dataDir: join(dir, "port-b"), log, port: one.port }),
    ).rejects.toMatchObject({ code: "store.embedded-start" });
    await one.stop();
  });

  test("data of another major version is refused with what to do", async () => {
    const server = await createEmbeddedServer({ dataDir: join(dir, "old"), log });
    await server.stop();
    await writeFile(join(dir, "old", "PG_VERSION"), "9\n");
    await expect(createEmbeddedServer({ dataDir: join(dir, "old"), log })).rejects.toMatchObject({
      code: "store.embedded-version",
    });
  });

  test.skipIf(!isRoot)(
    "as root with a closed parent folder, a private place is made, remembered and used again",
    async () => {
      const closed = join(dir, "closed");
      const { mkdir } = await import("node:fs/promises");
      await mkdir(closed, { mode: 0o700 });
      await chmod(closed, 0o700);
      const options = { dataDir: join(closed, "pg"), log };
      const first = await createEmbeddedServer(options);
      expect(first.dataDir.startsWith(closed)).toBe(false);
      await prepareDatabase(first.url);
      await first.stop();
      const note = JSON.parse(await readFile(join(closed, "pg.place.json"), "utf8")) as { dataDir: string };
      expect(note.dataDir).toBe(first.dataDir);
      expect((await stat(first.dataDir)).uid).not.toBe(0);
      const second = await createEmbeddedServer(options);
      expect(second.dataDir).toBe(first.dataDir);
      expect((await prepareDatabase(second.url)).applied).toEqual([]);
      await second.stop();
      expect(made).toHaveLength(1);
    },
  );
});
