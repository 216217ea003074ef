import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Principal } from "#domain/permission";
import { copyIn } from "#store/copy";
import { countDeadLetters, decideDeadLetter, readDeadLetters } from "#store/dead-letters";
import {
  cancelExport,
  claimExport,
  createExport,
  finishExport,
  readExport,
  readExports,
  saveExportProgress,
} from "#store/exports";
import { beat, readHeartbeats, removeBeats } from "#store/heartbeats";
import { removeAged } from "#store/housekeeping";
import {
  claimImport,
  createImport,
  finishImport,
  readImport,
  readImports,
  saveImportProgress,
} from "#store/imports";
import { holdLeases, readLeases, readSurplus, releaseLeases } from "#store/leases";
import type { PgPool } from "#store/pool";
import { insertRejects, readImportErrors, readRejects } from "#store/rejects";
import { readRequest, saveRequest } from "#store/requests";
import {
  findSourceByKey,
  issueSourceKey,
  noteKeyUsed,
  readSourceKeys,
  readWebhookSecrets,
  revokeSourceKeys,
  takeNonce,
} from "#store/source-keys";
import { addTallies, readSourceHours, readTallies } from "#store/source-tallies";
import {
  createSource,
  ensureSource,
  findSource,
  readSources,
  setSourcesEnabled,
  setSourcesRetired,
  updateSource,
} from "#store/sources";
import { sql } from "#store/sql";
import { createTestDatabase, isSingleSession, type TestDatabase } from "#store/testing/database";
import { CITY_SCOPE, DAY, NOW, seedUser } from "#store/testing/fixtures";
import { insertUpload, removeStaleUploads, takeUpload } from "#store/uploads";

let db: TestDatabase;
let admin: Principal;
beforeAll(async () => {
  db = await createTestDatabase();
  admin = await seedUser(db.pool, "admin", "city-administrator");
  await createSource(db.pool, {
    id: "hotline",
    name: "12345",
    transport: "http",
    kinds: ["complaint"],
    silenceSeconds: 3600,
    createdBy: admin.id,
  });
});
afterAll(() => db.stop());

const EMPTY = { read: 0, accepted: 0, duplicate: 0, conflict: 0, rejected: 0 };

describe("sources", () => {
  test("are made once, changed, and found", async () => {
    expect(
      await createSource(db.pool, { id: "hotline", name: "x", transport: "http", kinds: ["complaint"] }),
    ).toBe(false);
    await ensureSource(db.pool, { id: "hotline", name: "y", transport: "http", kinds: ["complaint"] });
    expect(await updateSource(db.pool, "hotline", { kinds: ["complaint", "judicial"] })).toBe(true);
    expect(await updateSource(db.pool, "none", { enabled: false })).toBe(false);
    expect(await findSource(db.pool, "hotline")).toMatchObject({
      name: "12345",
      kinds: ["complaint", "judicial"],
      enabled: true,
      silenceSeconds: 3600,
    });
  });

  test("a key opens its source until it expires, is revoked, or the source is disabled; it is kept as a hash", async () => {
    const key = await issueSourceKey(db.pool, {
      sourceId: "hotline",
      expiresAtMs: Date.now() + DAY,
      createdBy: admin.id,
      seal: null,
    });
    expect(key.secret).toMatch(/^gl_[\w-]{43}$/);
    const [kept] = await db.pool.query<{ text: string }>(
      sql`select row_to_json(k)::text as text from source_keys k where id = ${key.keyId}`,
    );
    expect(kept?.text).not.toContain(key.secret);
    expect(await findSourceByKey(db.pool, key.secret)).toMatchObject({
      ok: true,
      source: { id: "hotline" },
      keyId: key.keyId,
    });
    expect(await findSourceByKey(db.pool, "gl_wrong")).toEqual({
      ok: false,
      reason: "unknown",
      sourceId: null,
      expiresAtMs: null,
    });
    await updateSource(db.pool, "hotline", { enabled: false });
    expect(await findSourceByKey(db.pool, key.secret)).toMatchObject({ ok: false, reason: "disabled" });
    await updateSource(db.pool, "hotline", { enabled: true });
    const old = await issueSourceKey(db.pool, {
      sourceId: "hotline",
      expiresAtMs: Date.now() - 1,
      createdBy: admin.id,
      seal: null,
    });
    expect(await findSourceByKey(db.pool, old.secret)).toMatchObject({
      ok: false,
      reason: "expired",
      expiresAtMs: expect.any(Number),
    });
    await noteKeyUsed(db.pool, key.keyId);
    expect(
      (await readSourceKeys(db.pool, "hotline")).find((row) => row.id === key.keyId)?.lastUsedMs,
    ).toEqual(expect.any(Number));
    const next = await issueSourceKey(db.pool, {
      sourceId: "hotline",
      expiresAtMs: Date.now() + DAY,
      createdBy: admin.id,
      seal: null,
    });
    expect(await revokeSourceKeys(db.pool, "hotline", next.keyId)).toBe(2);
    expect(await findSourceByKey(db.pool, key.secret)).toMatchObject({ ok: false, reason: "revoked" });
    expect(await findSourceByKey(db.pool, next.secret)).toMatchObject({ ok: true });
  });

  test("a retired one is changed no more, and its key opens nothing even if its switch is on", async () => {
    await createSource(db.pool, { id: "gone", name: "旧", transport: "http", kinds: ["complaint"] });
    const { secret } = await issueSourceKey(db.pool, {
      sourceId: "gone",
      expiresAtMs: Date.now() + DAY,
      createdBy: admin.id,
      seal: null,
    });
    expect(await setSourcesRetired(db.pool, ["gone"], true, admin.id)).toEqual(["gone"]);
    expect(await updateSource(db.pool, "gone", { enabled: true })).toBe(false);
    await db.pool.execute(sql`update sources set enabled = true where id = 'gone'`);
    expect(await findSourceByKey(db.pool, secret)).toMatchObject({ ok: false, reason: "disabled" });
    await db.pool.execute(sql`delete from source_keys where source_id = 'gone'`);
    await db.pool.execute(sql`delete from sources where id = 'gone'`);
  });

  test("those that the program brings are neither retired nor switched", async () => {
    await ensureSource(db.pool, { id: "played", name: "x", transport: "replay", kinds: ["complaint"] });
    expect(await setSourcesRetired(db.pool, ["played"], true, admin.id)).toEqual([]);
    expect(await setSourcesEnabled(db.pool, ["played"], false)).toEqual([]);
    await db.pool.execute(sql`delete from sources where id = 'played'`);
  });

  test("webhook secrets are sealed, and a nonce is good once", async () => {
    await createSource(db.pool, { id: "hook", name: "回调", transport: "webhook", kinds: ["sentiment"] });
    await issueSourceKey(db.pool, {
      sourceId: "hook",
      expiresAtMs: Date.now() + DAY,
      createdBy: null,
      seal: (secret) => `sealed ${secret.length}`,
    });
    expect(await readWebhookSecrets(db.pool, "hook")).toEqual(["sealed 46"]);
    expect(await takeNonce(db.pool, "hook", "n1")).toBe(true);
    expect(await takeNonce(db.pool, "hook", "n1")).toBe(false);
    expect(await takeNonce(db.pool, "hotline", "n1")).toBe(true);
  });

  test("tallies add up by day, and silence is noticed", async () => {
    const now = Date.now();
    await Promise.all(
      Array.from({ length: 10 }, () =>
        addTallies(db.pool, [
          {
            sourceId: "hotline",
            read: 10,
            accepted: 6,
            duplicate: 2,
            conflict: 1,
            rejected: 1,
            lastEventMs: now,
          },
          { sourceId: "hook", ...EMPTY, read: 1, rejected: 1, lastEventMs: null },
        ]),
      ),
    );
    const rows = await readSources(db.pool);
    const hotline = rows.find((row) => row.id === "hotline");
    expect(hotline).toMatchObject({
      today: { read: 100, accepted: 60, duplicate: 20, conflict: 10, rejected: 10 },
      total: { read: 100 },
      silent: false,
      lastEventMs: now,
    });
    await db.pool.execute(
      sql`update source_tallies set last_event_at = now() - interval '2 hours', day = day - 1 where source_id = 'hotline'`,
    );
    expect((await readSources(db.pool)).find((row) => row.id === "hotline")).toMatchObject({
      today: EMPTY,
      total: { read: 100 },
      silent: true,
    });
    expect(await readTallies(db.pool, "hotline", 5)).toMatchObject([{ read: 100, accepted: 60 }]);
  });

  test("what was accepted adds up by hour, and is kept for 90 days", async () => {
    const delta = { sourceId: "hourly", ...EMPTY, read: 5, accepted: 4, rejected: 1, lastEventMs: null };
    const refused = { ...delta, sourceId: "refused", read: 1, accepted: 0 };
    await addTallies(db.pool, [delta, refused]);
    await addTallies(db.pool, [delta, delta]);
    await db.pool.execute(sql`
      insert into source_hours (source_id, hour, accepted)
      select 'hourly', date_trunc('hour', now()) - days * interval '1 day', days from unnest(array[89, 91]) as days`);
    const read = (id: string) => readSourceHours(db.pool, id, Date.now() - 100 * DAY, Date.now() + DAY);
    const present = async () => {
      const hours = await read("hourly");
      expect(hours.every(({ hourMs }) => hourMs % 3_600_000 === 0)).toBe(true);
      // Two rows when the hour turned between the statements.
      const today = hours.filter(({ hourMs }) => hourMs > Date.now() - DAY);
      expect(today.reduce((sum, { accepted }) => sum + accepted, 0)).toBe(12);
      return hours.filter(({ hourMs }) => hourMs < Date.now() - DAY).map(({ accepted }) => accepted);
    };
    expect(await present()).toEqual([91, 89]);
    expect(await read("refused")).toEqual([]);
    expect((await removeAged(db.pool, db.prepared.capability)).source_hours).toBe(1);
    expect(await present()).toEqual([89]);
  });

  test("rejects keep the raw text as far as the database can hold it", async () => {
    const draft = {
      sourceId: "hotline",
      row: 3,
      outcome: "rejected" as const,
      code: "ingest.bad-json",
      message: "m",
      hint: "h",
      params: { detail: "a\u0000b\ud800", max: 3 },
      path: null,
      eventId: null,
      raw: "a\u0000b",
      importId: 77,
    };
    await insertRejects(db.pool, [
      draft,
      { ...draft, row: 4, raw: "x".repeat(200_000), outcome: "conflict", importId: null },
    ]);
    const rows = await readRejects(db.pool, "hotline", null, 10);
    expect(rows.map((row) => [row.row, row.outcome])).toEqual([
      [4, "conflict"],
      [3, "rejected"],
    ]);
    expect(rows[1]?.raw).toBe("a\ufffdb");
    expect(rows[1]?.params).toEqual({ detail: "a\ufffdb\ufffd", max: 3 });
    expect(rows[0]?.raw).toMatch(/^x{60000,64000}… \[cut: 200000 characters\]$/);
    expect((await readImportErrors(db.pool, 77, 0, 10)).map((row) => row.row)).toEqual([3]);
    expect(await readRejects(db.pool, "hotline", rows[1]?.id as number, 10)).toEqual([]);
  });
});

test("dead letters are decided once", async () => {
  await db.pool.execute(sql`
    insert into dead_letters (uid, kind, source, key, district, partition, reason, attempts, body)
    values ('s/1', 'complaint', 's', 'e:1', '310115', 1, 'detect.failed', 5, '{"uid":"s/1"}')`);
  const [row] = await readDeadLetters(db.pool, { state: "dead", beforeId: null, limit: 10 });
  expect(row).toMatchObject({ uid: "s/1", attempts: 5, body: '{"uid":"s/1"}' });
  expect(await countDeadLetters(db.pool)).toBe(1);
  const id = row?.id as number;
  await expect(
    db.pool.transaction(async (tx) => {
      await decideDeadLetter(tx, id, { state: "replayed", by: admin.id, comment: "" });
      throw new Error("publish failed");
    }),
  ).rejects.toThrow("publish failed");
  expect(await countDeadLetters(db.pool)).toBe(1);
  expect(
    await db.pool.transaction((tx) =>
      decideDeadLetter(tx, id, { state: "replayed", by: admin.id, comment: "修好了" }),
    ),
  ).toMatchObject({ id, state: "replayed" });
  expect(
    await db.pool.transaction((tx) =>
      decideDeadLetter(tx, id, { state: "discarded", by: admin.id, comment: "" }),
    ),
  ).toBeNull();
  expect(await readDeadLetters(db.pool, { source: "s", beforeId: null, limit: 10 })).toMatchObject([
    { comment: "修好了" },
  ]);
});

describe("uploads, imports, exports", () => {
  test("an upload is taken once, by who sent it", async () => {
    const upload = {
      id: "u1",
      sourceId: "hotline",
      kind: "complaint",
      fileName: "投诉.csv",
      path: "/tmp/x",
      bytes: 12,
      format: "csv" as const,
      createdBy: admin.id,
    };
    await insertUpload(db.pool, upload);
    expect(await takeUpload(db.pool, "u1", admin.id + 1)).toBeNull();
    expect(await takeUpload(db.pool, "u1", admin.id)).toEqual(upload);
    expect(await takeUpload(db.pool, "u1", admin.id)).toBeNull();
    await insertUpload(db.pool, { ...upload, id: "u2", path: "/tmp/y" });
    expect(await removeStaleUploads(db.pool, 60_000)).toEqual([]);
    expect(await removeStaleUploads(db.pool, -1000)).toEqual(["/tmp/y"]);
  });

  test("an import is claimed once, goes on when its instance died, and reports", async () => {
    const id = await createImport(db.pool, {
      sourceId: "hotline",
      kind: "complaint",
      fileName: "a.csv",
      path: "/a",
      format: "csv",
      mapping: { "data.text": "内容" },
      bytesTotal: 100,
      createdBy: admin.id,
    });
    expect(await claimImport(db.pool, "one", 60_000)).toMatchObject({
      id,
      state: "running",
      mapping: { "data.text": "内容" },
    });
    expect(await claimImport(db.pool, "two", 60_000)).toBeNull();
    const tally = { read: 5, accepted: 2, duplicate: 1, conflict: 1, rejected: 1 };
    expect(await saveImportProgress(db.pool, id, "one", { bytes: 50, tally, claimMs: -1000 })).toBe(true);
    expect(await claimImport(db.pool, "two", 60_000)).toMatchObject({ id, tally: EMPTY, bytes: 0 });
    expect(await saveImportProgress(db.pool, id, "one", { bytes: 60, tally, claimMs: 1 })).toBe(false);
    await saveImportProgress(db.pool, id, "two", { bytes: 90, tally, claimMs: 60_000 });
    await finishImport(db.pool, id, "two", null);
    expect(await readImport(db.pool, id)).toMatchObject({
      state: "done",
      bytes: 100,
      tally,
      finishedAtMs: expect.any(Number),
    });
    expect(await readImports(db.pool, 10)).toHaveLength(1);
  });

  test("an export is its maker's alone, can be cancelled, and carries the scope of its time", async () => {
    const draft = {
      id: "x1",
      kind: "enterprises",
      filter: { q: "贷" },
      scope: CITY_SCOPE,
      language: "zh-CN",
      total: 10,
      createdBy: admin.id,
    };
    await createExport(db.pool, draft);
    await createExport(db.pool, { ...draft, id: "x2" });
    expect(await claimExport(db.pool, "one", 60_000)).toMatchObject({
      id: "x1",
      filter: { q: "贷" },
      scope: CITY_SCOPE,
    });
    expect(await saveExportProgress(db.pool, "x1", "one", { done: 5, total: 12, claimMs: 60_000 })).toBe(
      true,
    );
    expect(await readExport(db.pool, "x1", admin.id)).toMatchObject({ state: "running", done: 5, total: 12 });
    expect(await readExport(db.pool, "x1", admin.id + 1)).toBeNull();
    expect(await cancelExport(db.pool, "x2", admin.id + 1)).toBe(false);
    expect(await cancelExport(db.pool, "x2", admin.id)).toBe(true);
    expect(await claimExport(db.pool, "two", 60_000)).toBeNull();
    expect(
      await finishExport(db.pool, "x1", "one", {
        ok: true,
        fileName: "企业.xlsx",
        path: "/x",
        bytes: 9,
        rows: 12,
      }),
    ).toBe(true);
    expect((await readExports(db.pool, admin.id, 10)).map((row) => row.state).sort()).toEqual([
      "cancelled",
      "done",
    ]);
  });
});

describe("leases", () => {
  const options = { partitions: 16, leaseMs: 5_000, role: "detect" };
  const hello = (instance: string) =>
    beat(db.pool, [
      {
        role: "detect",
        instance,
        host: "h",
        pid: 1,
        version: "1",
        rssMb: 100.5,
        partitions: [],
        metrics: { lag: 3 },
      },
    ]);

  test("one instance takes all, a second gets its share when the first gives it up, epochs rise", async () => {
    await hello("a");
    const first = await holdLeases(db.pool, "a", options);
    expect(first).toHaveLength(16);
    expect(new Set(first.map((lease) => lease.epoch))).toEqual(new Set([1]));
    await hello("b");
    expect(await holdLeases(db.pool, "b", options)).toEqual([]);
    const surplus = await readSurplus(db.pool, "a", options);
    expect(surplus).toHaveLength(8);
    await releaseLeases(db.pool, "a", surplus);
    const kept = await holdLeases(db.pool, "a", options);
    const taken = await holdLeases(db.pool, "b", options);
    expect(kept).toHaveLength(8);
    expect(taken.map((lease) => lease.partition)).toEqual(surplus);
    expect(new Set(taken.map((lease) => lease.epoch))).toEqual(new Set([2]));
    expect(new Set(kept.map((lease) => lease.epoch))).toEqual(new Set([1]));
    expect((await readHeartbeats(db.pool, 60_000)).find((row) => row.instance === "a")).toMatchObject({
      role: "detect",
      rssMb: 100.5,
      metrics: { lag: 3 },
    });
  });

  test("who dies loses its partitions when the lease ends", async () => {
    await db.pool.execute(
      sql`update partition_leases set expires_at = now() - interval '1 second' where owner = 'a'`,
    );
    await removeBeats(db.pool, "a");
    const all = await holdLeases(db.pool, "b", options);
    expect(all).toHaveLength(16);
    expect((await readLeases(db.pool)).every((lease) => lease.owner === "b" && lease.held)).toBe(true);
    expect(await holdLeases(db.pool, "a", options)).toEqual([]);
  });

  test.skipIf(isSingleSession())("four at once never hold one partition twice", async () => {
    await db.pool.execute(sql`update partition_leases set expires_at = '-infinity'`);
    const names = ["w", "x", "y", "z"];
    await removeBeats(db.pool, "b");
    for (const name of names) await hello(name);
    const held = await Promise.all(names.map((name) => holdLeases(db.pool, name, options)));
    const again = await Promise.all(names.map((name) => holdLeases(db.pool, name, options)));
    const partitions = again.flat().map((lease) => lease.partition);
    expect(new Set(partitions).size).toBe(partitions.length);
    expect(partitions).toHaveLength(16);
    expect(Math.max(...again.map((leases) => leases.length))).toBe(4);
    expect(held.flat().length).toBeLessThanOrEqual(16);
  });
});

test("a request id answers once", async () => {
  expect(await readRequest(db.pool, "r1")).toBeNull();
  await saveRequest(db.pool, { requestId: "r1", userId: admin.id, action: "a", result: { ok: 1 } });
  expect(await readRequest(db.pool, "r1")).toEqual({ userId: admin.id, action: "a", result: { ok: 1 } });
  await expect(
    saveRequest(db.pool, { requestId: "r1", userId: null, action: "b", result: 2 }),
  ).rejects.toMatchObject({ code: "23505" });
});

test.skipIf(isSingleSession())("COPY loads many rows, any text, all or nothing", async () => {
  const pool = db.pool as PgPool;
  const rows = Array.from(
    { length: 20_000 },
    (_, i) => [`copy/${i}`, `h\t${i}\n\\`, new Date(NOW + i).toISOString()] as const,
  );
  expect(await copyIn(pool, "event_ids (uid, hash, time)", rows)).toBe(20_000);
  const [row] = await db.pool.query<{ n: number; hash: string }>(
    sql`select count(*) as n, max(hash) filter (where uid = 'copy/7') as hash from event_ids where uid like 'copy/%'`,
  );
  expect(row).toEqual({ n: 20_000, hash: "h\t7\n\\" });
  await expect(
    copyIn(pool, "event_ids (uid, hash, time)", [
      ["copy/new", "h", "2026-01-01"],
      ["copy/1", "h", "2026-01-01"],
    ]),
  ).rejects.toMatchObject({ code: "23505" });
  await expect(copyIn(pool, "nowhere (x)", [["1"]])).rejects.toMatchObject({ code: "42P01" });
  async function* broken() {
    yield ["copy/half", "h", "2026-01-01"];
    throw new Error("source broke");
  }
  await expect(copyIn(pool, "event_ids (uid, hash, time)", broken())).rejects.toThrow("source broke");
  const [left] = await db.pool.query<{ n: number }>(
    sql`select count(*) as n from event_ids where uid in ('copy/new', 'copy/half')`,
  );
  expect(left?.n).toBe(0);
  expect(pool.counts().total).toBe(pool.counts().idle);
});
