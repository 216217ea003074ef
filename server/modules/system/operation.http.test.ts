import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { SystemStatus } from "#domain/api/system";
import { CodedError } from "#domain/error";
import type { StreamEvent } from "#domain/event";
import { createHarness, type Harness } from "#server/http/testing/harness";
import { isPushEndpoint } from "#server/modules/push/routes";
import { clearAlarm, raiseAlarm } from "#store/alarms";
import { readSubscriptions } from "#store/push-subscriptions";
import { ensureConfig } from "#store/score-configs";
import { sql } from "#store/sql";

let harness: Harness;
const replayed: StreamEvent[] = [];
let streamIsDown = false;
const STATUS: SystemStatus = {
  version: "0",
  startedAt: "2026-01-01T00:00:00Z",
  node: "v20",
  database: { version: "18", capability: "plain", sizeBytes: 1, migration: 1 },
  stream: { version: "2", messages: 0, bytes: 0, maxBytes: 1, lag: 0 },
  realtime: { driver: "none", clients: 0, sentPerSecond: 0, snapshots: 0 },
  rates: { ingestPerSecond: 0, storedPerSecond: 0, pushedPerSecond: 0, storedP99Ms: 0, pushedP99Ms: 0 },
  roles: [],
  alarms: [],
  deadLetters: 0,
  detectors: [],
};
beforeAll(async () => {
  harness = await createHarness({
    deps: () => ({
      status: { read: async () => STATUS, readiness: async () => ({ ok: true, waitingFor: [] }) },
      vapidPublicKey: "BPublicKey",
      deadLetters: {
        async replay(event) {
          if (streamIsDown) throw new CodedError("ingest.stream-down");
          replayed.push(event);
        },
      },
    }),
  });
});
afterAll(() => harness.stop());

async function seedDead(uid: string): Promise<number> {
  const event = { uid, kind: "complaint", key: "e:1", timeMs: 1, data: { text: "x" } };
  const [row] = await harness.database.pool.query<{ id: number }>(sql`
    insert into dead_letters (uid, kind, source, key, enterprise_id, district, partition, reason, attempts, body)
    values (${uid}, 'complaint', 'hotline', 'e:1', 1, '310115', 3, 'detector complaint-burst: boom', 5, ${JSON.stringify(event)}) returning id`);
  return (row as { id: number }).id;
}

describe("dead letters", () => {
  test("listed, replayed once, kept as replayed", async () => {
    const id = await seedDead("hotline/1");
    const { rows } = (await harness.call("duty", "GET", "/api/dead-letters?state=dead")).body;
    expect(rows[0]).toMatchObject({ id, uid: "hotline/1", attempts: 5, state: "dead" });
    expect((await harness.call("system", "POST", `/api/dead-letters/${id}/replay`, {})).body).toEqual({
      id,
      state: "replayed",
    });
    expect(replayed.at(-1)?.uid).toBe("hotline/1");
    expect(await harness.call("system", "POST", `/api/dead-letters/${id}/replay`, {})).toMatchObject({
      status: 409,
      body: { code: "dead-letter.state" },
    });
    expect(replayed).toHaveLength(1);
    expect((await harness.call("system", "POST", "/api/dead-letters/999999/replay", {})).status).toBe(404);
  });

  test("a stream that is down leaves it dead", async () => {
    const id = await seedDead("hotline/2");
    streamIsDown = true;
    expect(await harness.call("system", "POST", `/api/dead-letters/${id}/replay`, {})).toMatchObject({
      status: 503,
      body: { code: "ingest.stream-down" },
    });
    streamIsDown = false;
    expect((await harness.call("system", "POST", `/api/dead-letters/${id}/replay`, {})).status).toBe(200);
  });

  test("discarded only with a reason, by whom and why in the audit log", async () => {
    const id = await seedDead("hotline/3");
    expect(
      (await harness.call("system", "POST", `/api/dead-letters/${id}/discard`, { comment: " " })).body.code,
    ).toBe("request.invalid");
    expect(
      (await harness.call("system", "POST", `/api/dead-letters/${id}/discard`, { comment: "来源测试数据" }))
        .status,
    ).toBe(200);
    const log = (await harness.call("auditor", "GET", `/api/audit?subject=dead-letter:${id}`)).body.rows;
    expect(log[0]).toMatchObject({
      action: "dead-letter.discard",
      actor: "孙系统",
      after: { comment: "来源测试数据" },
    });
  });

  test("pages go on where the last ended", async () => {
    for (let i = 0; i < 3; i++) await seedDead(`page/${i}`);
    const one = (await harness.call("duty", "GET", "/api/dead-letters?limit=2")).body;
    const two = (await harness.call("duty", "GET", `/api/dead-letters?limit=2&cursor=${one.next}`)).body;
    expect(one.rows[1].id).toBeGreaterThan(two.rows[0].id);
    expect((await harness.call("duty", "GET", "/api/dead-letters?cursor=nonsense")).body.code).toBe(
      "enterprise.cursor",
    );
  });
});

describe("system", () => {
  test("status, alarms acknowledged once and by name", async () => {
    expect((await harness.call("auditor", "GET", "/api/system")).body).toEqual(STATUS);
    const { pool } = harness.database;
    await raiseAlarm(pool, {
      code: "source.silent",
      severity: "warning",
      subject: "hotline",
      message: "静默",
      params: null,
      nowMs: Date.now(),
    });
    const [row] = await pool.query<{ id: number }>(sql`select id from alarms`);
    const id = (row as { id: number }).id;
    expect((await harness.call("duty", "POST", `/api/alarms/${id}/acknowledge`)).status).toBe(200);
    expect((await harness.call("duty", "POST", `/api/alarms/${id}/acknowledge`)).status).toBe(200);
    expect((await harness.call("duty", "POST", "/api/alarms/999/acknowledge")).status).toBe(404);
    await clearAlarm(pool, "source.silent", "hotline", Date.now());
  });

  test("score configuration: what is active, and all versions for who may", async () => {
    expect((await harness.call("duty", "GET", "/api/score-config")).status).toBe(404);
    const { DEFAULT_WEIGHTS } = await import("#domain/dimension");
    const { DEFAULT_LEVEL_RULE } = await import("#domain/level");
    await ensureConfig(harness.database.pool, { weights: DEFAULT_WEIGHTS, levels: DEFAULT_LEVEL_RULE });
    expect((await harness.call("duty", "GET", "/api/score-config")).body).toMatchObject({
      version: 1,
      levels: { floors: [0, 40, 60, 75, 90] },
    });
    expect((await harness.call("analyst", "GET", "/api/score-configs")).body.configs).toHaveLength(1);
    expect((await harness.call("duty", "GET", "/api/score-configs")).body.code).toBe("scope.role");
  });
});

describe("audit", () => {
  test("read newest first by filter, verified, and reading it is written too", async () => {
    const verified = (await harness.call("auditor", "GET", "/api/audit/verify")).body;
    expect(verified).toMatchObject({ ok: true, firstBroken: null });
    expect(verified.entries).toBeGreaterThan(5);
    const { rows, next } = (await harness.call("audit", "GET", "/api/audit?limit=2")).body;
    expect(rows[0].seq).toBe(rows[1].seq + 1);
    expect(rows.some((row: { action: string }) => row.action === "audit.verify")).toBe(true);
    const older = (await harness.call("audit", "GET", `/api/audit?limit=2&cursor=${next}`)).body;
    expect(older.rows[0].seq).toBe(rows[1].seq - 1);
    expect(
      (
        await harness.call("audit", "GET", "/api/audit?actor=孙系统&from=2026-01-01&to=2199-01-01")
      ).body.rows.every((row: { actor: string }) => row.actor === "孙系统"),
    ).toBe(true);
    expect((await harness.call("audit", "GET", "/api/audit?from=yesterday")).body.code).toBe(
      "request.invalid",
    );
  });

  test("a changed entry is found, and a change through SQL is refused by the database itself", async () => {
    const { pool } = harness.database;
    await expect(pool.execute(sql`update audit_log set actor = 'nobody' where seq = 3`)).rejects.toThrow(
      /never changed/,
    );
    await pool.execute(sql`alter table audit_log disable trigger audit_log_fixed`);
    await pool.execute(sql`update audit_log set actor = 'nobody' where seq = 3`);
    expect((await harness.call("auditor", "GET", "/api/audit/verify")).body).toMatchObject({
      ok: false,
      firstBroken: 3,
    });
  });
});

describe("web push", () => {
  const endpoint = "https://push.example.com/send/abc";
  const keys = { p256dh: "B".repeat(87), auth: "A".repeat(22) };
  test("key, subscribe, subscribe again, unsubscribe", async () => {
    expect((await harness.call("duty", "GET", "/api/push/key")).body).toEqual({ key: "BPublicKey" });
    expect(
      (await harness.call("duty", "POST", "/api/push/subscriptions", { endpoint, keys, minLevel: "red" }))
        .status,
    ).toBe(200);
    expect(
      (await harness.call("duty", "POST", "/api/push/subscriptions", { endpoint, keys, minLevel: 3 })).status,
    ).toBe(200);
    const { id } = (await harness.call("duty", "GET", "/api/me")).body;
    expect(await readSubscriptions(harness.database.pool, [id])).toMatchObject([{ endpoint, minLevel: 3 }]);
    await harness.call("duty", "DELETE", "/api/push/subscriptions", { endpoint });
    expect(await readSubscriptions(harness.database.pool, [id])).toEqual([]);
  });

  test("endpoints inside our own network are refused (SSRF), and malformed keys", async () => {
    for (const bad of [
      "http://push.example.com/x",
      "https://127.0.0.1/x",
      "https://[::1]/x",
      "https://postgres/x",
      "https://metadata.internal/x",
      "https://user@push.example.com/",
      "ftp://push.example.com/x",
      "nonsense",
    ]) {
      expect(isPushEndpoint(bad, false), bad).toBe(false);
      expect(
        (await harness.call("duty", "POST", "/api/push/subscriptions", { endpoint: bad, keys })).body.code,
      ).toBe("push.subscription");
    }
    expect(
      (
        await harness.call("duty", "POST", "/api/push/subscriptions", {
          endpoint,
          keys: { p256dh: "x", auth: "y" },
        })
      ).body.code,
    ).toBe("request.invalid");
    expect(
      (await harness.call("auditor", "POST", "/api/push/subscriptions", { endpoint, keys })).body.code,
    ).toBe("scope.role");
  });
});

describe("sources", () => {
  test("details of a refusal are of the reader's language", async () => {
    const say = async (language: string) =>
      (
        await harness.call("system", "POST", "/api/sources", { id: "UPPER" }, { "accept-language": language })
      ).body.details.find((one: { path: string }) => one.path === "body.name");
    expect(await say("zh-CN")).toMatchObject({ code: "invalid_type", message: "必填" });
    expect((await say("en")).message).toMatch(/^[ -~]+$/);
  });

  test("made, changed, silent; built-in ones are left alone", async () => {
    const body = {
      id: "court-feed",
      name: "法院",
      transport: "http",
      kinds: ["judicial"],
      silenceSeconds: 60,
    };
    const made = await harness.call("system", "POST", "/api/sources", body);
    expect(made).toMatchObject({
      status: 201,
      body: { id: "court-feed", secret: expect.stringMatching(/^gl_[\w-]{43}$/) },
    });
    expect((await harness.call("system", "POST", "/api/sources", body)).body.code).toBe("source.exists");
    expect((await harness.call("system", "POST", "/api/sources", { ...body, id: "UPPER" })).body.code).toBe(
      "request.invalid",
    );
    await harness.call("system", "PATCH", "/api/sources/court-feed", { name: "市高院", enabled: false });
    const row = (await harness.call("duty", "GET", "/api/sources")).body.sources.find(
      (one: { id: string }) => one.id === "court-feed",
    );
    expect(row).toMatchObject({
      name: "市高院",
      enabled: false,
      silent: false,
      today: { read: 0 },
      kinds: ["judicial"],
    });
    expect(
      (await harness.call("system", "PATCH", "/api/sources/none-such", { enabled: true })).body.code,
    ).toBe("source.unknown");
    await harness.database.pool.execute(
      sql`insert into sources (id, name, transport, kinds, simulated) values ('simulator', '模拟', 'simulator', '{complaint}', true)`,
    );
    expect(
      (await harness.call("system", "PATCH", "/api/sources/simulator", { enabled: false })).body.code,
    ).toBe("source.built-in");
    // Neither simulator nor replay: people upload its files, and nobody signs them.
    await harness.call("system", "POST", "/api/sources", { ...body, id: "ledger-2026", transport: "file" });
    expect(await harness.call("system", "POST", "/api/sources/ledger-2026/key", {})).toMatchObject({
      status: 409,
      body: { code: "source.no-key", message: expect.stringContaining("ledger-2026") },
    });
    const log = (await harness.call("auditor", "GET", "/api/audit?action=source.change")).body.rows;
    expect(JSON.stringify(log)).not.toContain(made.body.secret);
    expect(log[0]).toMatchObject({
      action: "source.change",
      before: { name: "法院" },
      after: { name: "市高院" },
    });
  });
});
