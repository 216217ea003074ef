import { readdir, utimes } from "node:fs/promises";
import { join } from "node:path";
import ExcelJS from "exceljs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { scopeOf } from "#domain/permission";
import { createHarness, type Harness } from "#server/http/testing/harness";
import { EXPORT_COLUMNS } from "#server/modules/exports/columns";
import { intersect } from "#server/modules/exports/runner";
import { createExport } from "#store/exports";
import { sql } from "#store/sql";
import { makePrincipal, seedEnterprises } from "#store/testing/fixtures";

let harness: Harness;
beforeAll(async () => {
  harness = await createHarness();
  await seedEnterprises(
    harness.database.pool,
    Array.from({ length: 1300 }, (_, i) => ({
      name: `上海${String(i).padStart(4, "0")}有限公司`,
      district: i % 2 === 0 ? "310115" : "310101",
      street: null,
    })),
  );
  await harness.database.pool.execute(
    sql`update scores set total = (enterprise_id % 100), level = case when enterprise_id % 100 > 90 then 4 else 1 end`,
  );
});
afterAll(() => harness.stop());

async function exported(user: string, body: object = {}, language = "zh-CN") {
  const started = await harness.call(user, "POST", "/api/enterprises/export", body, {
    "accept-language": language,
  });
  expect(started).toMatchObject({ status: 202, body: { state: "queued", done: 0 } });
  return follow(user, started.body.id);
}

async function follow(user: string, id: string) {
  for (;;) {
    const { body } = await harness.call(user, "GET", `/api/exports/${id}`);
    if (body.state !== "queued" && body.state !== "running") return body;
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}

async function readSheet(user: string, id: string) {
  const answer = await harness.app.inject({
    method: "GET",
    url: `/api/exports/${id}/file`,
    headers: { cookie: await harness.cookieOf(user) },
  });
  expect(answer.statusCode).toBe(200);
  expect(answer.headers["content-type"]).toContain("spreadsheetml");
  expect(answer.headers["content-disposition"]).toContain("filename*=UTF-8''");
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(answer.rawPayload as never);
  return workbook;
}

describe("export", () => {
  test("a file with all rows of the filter, in its order, with exact figures and a sheet that says what it is", async () => {
    const job = await exported("analyst", { sort: "score", order: "desc" });
    expect(job).toMatchObject({ state: "done", done: 1300, total: 1300, error: null });
    const workbook = await readSheet("analyst", job.id);
    const sheet = workbook.worksheets[0] as ExcelJS.Worksheet;
    expect(sheet.rowCount).toBe(1301);
    expect((sheet.getRow(1).values as string[]).slice(1)).toEqual(EXPORT_COLUMNS.map((column) => column.zh));
    const scores = Array.from({ length: 1300 }, (_, i) => sheet.getRow(i + 2).getCell(9).value as number);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    expect(sheet.getRow(2).getCell(8).value).toBe("红色预警");
    const about = workbook.worksheets[1] as ExcelJS.Worksheet;
    expect(about.getRow(3).getCell(2).value).toBe("全市");
    expect(about.getRow(5).getCell(2).value).toBe("1300");
  });

  test("a district officer's file holds his district only; English has English heads", async () => {
    const job = await exported("pudong", { atRisk: "false" }, "en");
    const sheet = (await readSheet("pudong", job.id)).worksheets[0] as ExcelJS.Worksheet;
    const districts = new Set(
      Array.from({ length: sheet.rowCount - 1 }, (_, i) => sheet.getRow(i + 2).getCell(3).value),
    );
    expect([...districts]).toEqual(["Pudong"]);
    expect(sheet.getRow(1).getCell(1).value).toBe("Name");
  });

  test("only its maker sees it, gets it, cancels it", async () => {
    const job = await exported("analyst");
    for (const call of [
      await harness.call("admin", "GET", `/api/exports/${job.id}`),
      await harness.call("admin", "GET", `/api/exports/${job.id}/file`),
      await harness.call("admin", "POST", `/api/exports/${job.id}/cancel`),
    ]) {
      expect(call).toMatchObject({ status: 404, body: { code: "export.unknown" } });
    }
    expect((await harness.call("analyst", "GET", "/api/exports")).body.exports[0].id).toBe(job.id);
  });

  test("making and fetching it are in the audit log", async () => {
    const job = await exported("analyst", { levels: "red" });
    await readSheet("analyst", job.id);
    const { rows } = (await harness.call("auditor", "GET", `/api/audit?subject=export:${job.id}`)).body;
    expect(rows.map((row: { action: string }) => row.action)).toEqual([
      "enterprise.export.download",
      "enterprise.export",
    ]);
    expect(rows[1].after).toMatchObject({ filter: { levels: "red" }, scope: { street: null } });
  });

  test("cancelled: nothing of it is left", async () => {
    const started = await harness.call("reviewer", "POST", "/api/enterprises/export", {});
    const cancelled = await harness.call("reviewer", "POST", `/api/exports/${started.body.id}/cancel`);
    expect(["cancelled", "done"]).toContain(cancelled.body.state);
    if (cancelled.body.state === "done") return;
    expect((await harness.call("reviewer", "GET", `/api/exports/${started.body.id}/file`)).body.code).toBe(
      "export.not-ready",
    );
    const isThere = async () =>
      (await readdir(join(harness.varDir, "exports"))).includes(`${started.body.id}.xlsx`);
    for (let i = 0; i < 100 && (await isThere()); i++)
      await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await isThere()).toBe(false);
  });

  test("three at once and no more", async () => {
    const { pool } = harness.database;
    const { id } = (await harness.call("leader", "GET", "/api/me")).body;
    for (let i = 0; i < 3; i++) {
      await createExport(pool, {
        id: `busy-${i}`,
        kind: "enterprises",
        filter: {},
        scope: scopeOf(makePrincipal()),
        language: "zh",
        total: 0,
        createdBy: id,
      });
    }
    await pool.execute(
      sql`update exports set state = 'running', claimed_by = 'other', claimed_until = now() + interval '1 hour' where id like 'busy-%'`,
    );
    expect(await harness.call("leader", "POST", "/api/enterprises/export", {})).toMatchObject({
      status: 429,
      body: { code: "export.too-many" },
    });
  });

  test("who has moved since gets nothing of the old district, neither while it is made nor from the finished file", async () => {
    const job = await exported("xuhui");
    const { pool } = harness.database;
    await pool.execute(sql`
      update posts set organisation_id = (select id from organisations where kind = 'district-office' and district = '310101')
      where user_id = (select id from users where login = 'xuhui')`);
    expect(await harness.call("xuhui", "GET", `/api/exports/${job.id}/file`)).toMatchObject({
      status: 403,
      body: { code: "scope.district" },
    });
    const { id } = (await harness.call("xuhui", "GET", "/api/me")).body;
    await createExport(pool, {
      id: "AAAAAAAAAAAAAAAAAAAA-1",
      kind: "enterprises",
      filter: { filter: {}, sort: "score", descending: true, words: "" },
      scope: { districts: ["310104"], street: null, businesses: null, givenTo: null },
      language: "zh",
      total: 0,
      createdBy: id,
    });
    await harness.call("analyst", "POST", "/api/enterprises/export", { levels: "red" });
    expect(await follow("xuhui", "AAAAAAAAAAAAAAAAAAAA-1")).toMatchObject({
      state: "failed",
      error: "scope",
    });
  });

  test("old files are removed, and then said to be gone", async () => {
    const job = await exported("regulator");
    const old = new Date(Date.now() - 25 * 3_600_000);
    await utimes(join(harness.varDir, "exports", `${job.id}.xlsx`), old, old);
    await exported("regulator");
    expect(await harness.call("regulator", "GET", `/api/exports/${job.id}/file`)).toMatchObject({
      status: 404,
      body: { code: "export.unknown" },
    });
  });
});

test("too many rows for one file are refused before it begins", async () => {
  const small = await createHarness({ config: { exportMostRows: 1 } });
  try {
    await seedEnterprises(small.database.pool, [{ name: "甲" }, { name: "乙" }]);
    expect(await small.call("analyst", "POST", "/api/enterprises/export", {})).toMatchObject({
      status: 422,
      body: { code: "export.too-large" },
    });
  } finally {
    await small.stop();
  }
});

test("the event loop is never held for long while 20,000 rows are written", async () => {
  const big = await createHarness();
  try {
    const { pool } = big.database;
    await pool.execute(sql`
      insert into enterprises (name, district, provisional, simulated, registered_address)
      select '上海第' || i || '号财富管理有限公司', '310115', false, true, '浦东新区世纪大道' || i || '号' from generate_series(1, 20000) i`);
    const started = await big.call("analyst", "POST", "/api/enterprises/export", {});
    let worst = 0;
    let last = performance.now();
    const timer = setInterval(() => {
      worst = Math.max(worst, performance.now() - last - 5);
      last = performance.now();
    }, 5);
    const cpu = process.cpuUsage();
    for (;;) {
      const { body } = await big.call("analyst", "GET", `/api/exports/${started.body.id}`);
      if (body.state === "done") break;
      expect(body.state).not.toBe("failed");
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    clearInterval(timer);
    const { user } = process.cpuUsage(cpu);
    // On a busy machine the clock tells nothing; a block of a second would show all the same.
    expect(worst).toBeLessThan(1000);
    expect(user / 1e6).toBeLessThan(30);
  } finally {
    await big.stop();
  }
});

test("what a file may hold is what its maker could see then and can see now", () => {
  const city = scopeOf(makePrincipal());
  const pudong = scopeOf(makePrincipal({ role: "district-officer", tier: "district", district: "310115" }));
  expect(intersect(city, pudong)).toEqual(pudong);
  expect(intersect(pudong, city)).toEqual(pudong);
  expect(intersect({ ...pudong, districts: ["310101"] }, pudong)).toBeNull();
  expect(
    intersect({ ...city, businesses: ["pawn", "microloan"] }, { ...city, businesses: ["pawn"] })?.businesses,
  ).toEqual(["pawn"]);
  expect(intersect({ ...pudong, street: "310115005" }, { ...pudong, street: "310115007" })).toBeNull();
  expect(intersect(city, { ...city, givenTo: 7 })?.givenTo).toBe(7);
});
