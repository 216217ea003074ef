import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createHarness, type Harness } from "#server/http/testing/harness";
import { ensureSource, setSourcesRetired } from "#store/sources";
import { sql } from "#store/sql";

let harness: Harness;
let key = "";
const made = { name: "热线", transport: "http", kinds: ["complaint"] };
beforeAll(async () => {
  harness = await createHarness();
  key = (await harness.call("system", "POST", "/api/sources", { ...made, id: "hotline", everySeconds: 600 }))
    .body.secret;
  await harness.call("system", "POST", "/api/sources", { ...made, id: "hotline-2" });
  await ensureSource(harness.database.pool, {
    id: "simulator",
    name: "模拟器",
    transport: "simulator",
    kinds: ["complaint"],
  });
});
afterAll(() => harness.stop());

const batch = (action: string, ids: string[], user = "system") =>
  harness.call(user, "POST", "/api/sources/batch", { action, ids });
const list = async (retired = false) =>
  (await harness.call("system", "GET", `/api/sources?retired=${retired}`)).body.sources;
const send = () =>
  harness.call(null, "POST", "/api/ingest/complaint", [], { authorization: `Bearer ${key}` });

describe("sources", () => {
  test("the agreed interval is kept, changed and taken back", async () => {
    const of = async (id: string) => (await list()).find((row: { id: string }) => row.id === id).everySeconds;
    expect(await of("hotline")).toBe(600);
    expect(await of("hotline-2")).toBeNull();
    await harness.call("system", "PATCH", "/api/sources/hotline-2", { everySeconds: 60 });
    expect(await of("hotline-2")).toBe(60);
    await harness.call("system", "PATCH", "/api/sources/hotline-2", { everySeconds: null });
    expect(await of("hotline-2")).toBeNull();
    expect(
      (await harness.call("system", "PATCH", "/api/sources/hotline", { everySeconds: 0 })).body.code,
    ).toBe("request.invalid");
  });

  test("several are disabled and enabled at once; what is built in stays", async () => {
    expect((await batch("disable", ["hotline", "hotline-2", "simulator"])).body).toEqual({
      changed: expect.arrayContaining(["hotline", "hotline-2"]),
      skipped: ["simulator"],
    });
    expect((await send()).body.code).toBe("ingest.source-disabled");
    expect((await batch("enable", ["hotline"])).body.changed).toEqual(["hotline"]);
    expect((await batch("enable", ["hotline"])).body).toEqual({ changed: [], skipped: ["hotline"] });
    expect((await batch("disable", ["hotline"], "analyst")).body.code).toBe("scope.role");
  });

  test("a removed one is hidden, takes nothing and changes no more, and comes back disabled with all it had", async () => {
    expect((await batch("retire", ["hotline"])).body.changed).toEqual(["hotline"]);
    expect((await list()).map((row: { id: string }) => row.id)).toEqual(["hotline-2", "simulator"]);
    expect((await list(true)).map((row: { id: string }) => row.id)).toEqual(["hotline"]);
    expect((await send()).status).toBe(403);
    const changed = await harness.call("system", "PATCH", "/api/sources/hotline", { enabled: true });
    expect(changed).toMatchObject({ status: 409, body: { code: "source.retired" } });
    expect((await batch("enable", ["hotline"])).body.changed).toEqual([]);
    expect((await harness.call("system", "POST", "/api/sources", { ...made, id: "hotline" })).body.code).toBe(
      "source.exists",
    );
    await batch("restore", ["hotline"]);
    const back = (await list()).find((row: { id: string }) => row.id === "hotline");
    expect(back).toMatchObject({ enabled: false, everySeconds: 600, retiredAt: null });
    expect((await harness.call("system", "GET", "/api/sources/hotline/keys")).body.keys).toHaveLength(1);
    const log = (await harness.call("auditor", "GET", "/api/audit?subject=source:hotline")).body.rows;
    expect(log.map((row: { action: string }) => row.action)).toEqual(
      expect.arrayContaining(["source.retire", "source.restore", "source.create"]),
    );
  });

  test("one that is retired while somebody enables it stays retired and disabled", async () => {
    const { pool } = harness.database;
    const enabling = await pool.transaction(async (tx) => {
      await setSourcesRetired(tx, ["hotline-2"], true, 1);
      const call = harness.call("system", "PATCH", "/api/sources/hotline-2", { enabled: true });
      // It has read the source as it was, and waits for this transaction with its update.
      for (let looks = 0; looks < 500; looks++) {
        const waits = await pool.query(
          sql`select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
        );
        if (waits.length > 0) break;
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      return { call };
    });
    expect(await enabling.call).toMatchObject({ status: 409, body: { code: "source.retired" } });
    expect((await list(true)).find((row: { id: string }) => row.id === "hotline-2").enabled).toBe(false);
  });
});
