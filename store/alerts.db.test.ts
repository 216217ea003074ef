import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { AlertAction } from "#domain/alert";
import type { Principal } from "#domain/permission";
import { stepAlert, wakeSnoozed } from "#store/alert-steps";
import {
  claimUntoldAlerts,
  countAlerts,
  countLivingAlerts,
  markAlertsTold,
  readAlert,
  readAlertSteps,
  readInbox,
} from "#store/alerts";
import { readAudit, verifyAudit } from "#store/audit";
import { readFindings, readFindingsByUid } from "#store/findings";
import { readIndicators } from "#store/indicators";
import { readTargets, saveTarget } from "#store/notification-targets";
import {
  claimNotifications,
  countNotifications,
  insertNotifications,
  markFailed,
  markSent,
} from "#store/notifications";
import { readOfficers } from "#store/officers";
import { appendMessages, readPushHeads, readPushSince, readPushTail, readPushTails } from "#store/push-log";
import {
  findSubscription,
  noteSubscriptionResult,
  readSubscriptions,
  removeSubscription,
  saveSubscription,
} from "#store/push-subscriptions";
import { sql } from "#store/sql";
import { createTestDatabase, isSingleSession, type TestDatabase } from "#store/testing/database";
import {
  CITY_SCOPE,
  HUANGPU,
  NOW,
  PUDONG,
  PUDONG_SCOPE,
  seedAlert,
  seedEnterprises,
  seedUser,
} from "#store/testing/fixtures";

let db: TestDatabase;
let duty: Principal;
let officer: Principal;
let ids: number[];
beforeAll(async () => {
  db = await createTestDatabase();
  duty = await seedUser(db.pool, "duty");
  officer = await seedUser(db.pool, "pudong", "district-officer", { district: PUDONG });
  ids = await seedEnterprises(db.pool, [
    { name: "甲财富" },
    { name: "乙典当", district: HUANGPU, street: null },
  ]);
});
afterAll(() => db.stop());

let requests = 0;
const act = (
  alertId: number,
  action: AlertAction,
  actor = duty,
  requestId = `request-${++requests}`,
  nowMs = NOW,
) =>
  stepAlert(db.pool, {
    alertId,
    action,
    actor,
    actorName: "张三",
    requestId,
    address: "127.0.0.1",
    traceId: null,
    nowMs,
  });

describe("a step", () => {
  test("changes the alert, keeps the step, the audit entry and the push message in one transaction", async () => {
    const id = await seedAlert(db.pool, ids[0] as number);
    const outcome = await act(id, { name: "acknowledge", version: 1, comment: "已收到" });
    expect(outcome).toMatchObject({ ok: true, version: 2, state: "acknowledged", repeated: false });
    if (!outcome.ok) throw new Error("refused");
    expect(outcome.messages).toHaveLength(1);
    expect(outcome.messages[0]).toMatchObject({ topic: "alerts.310115" });
    expect(JSON.parse(outcome.messages[0]?.body as string)).toMatchObject({
      id,
      state: "acknowledged",
      to: "red",
    });
    const alert = await readAlert(db.pool, id, CITY_SCOPE);
    expect(alert).toMatchObject({
      state: "acknowledged",
      version: 2,
      ownerId: duty.id,
      owner: "用户duty",
      financeKind: "microloan",
    });
    expect(await readAlertSteps(db.pool, id)).toEqual([
      {
        atMs: NOW,
        actorId: duty.id,
        actor: "张三",
        action: "acknowledge",
        comment: "已收到",
        from: "open",
        to: "acknowledged",
      },
    ]);
    const [entry] = await readAudit(db.pool, { subject: `alert:${id}` }, null, 10);
    expect(entry).toMatchObject({
      action: "alert.acknowledge",
      before: { state: "open" },
      after: { state: "acknowledged", comment: "已收到" },
    });
  });

  test("the same request again answers as the first and changes nothing; its id for another action is refused", async () => {
    const id = await seedAlert(db.pool, ids[0] as number);
    await act(id, { name: "acknowledge", version: 1, comment: "" }, duty, "same-request");
    expect(
      await act(id, { name: "acknowledge", version: 1, comment: "" }, duty, "same-request"),
    ).toMatchObject({ ok: true, version: 2, repeated: true, messages: [] });
    expect(await readAlertSteps(db.pool, id)).toHaveLength(1);
    expect(
      await act(id, { name: "close", version: 2, comment: "x", verdict: "confirmed" }, duty, "same-request"),
    ).toEqual({ ok: false, reason: "request-id-reused" });
  });

  test("on an older picture, by a stranger, or in the wrong state it is refused and leaves nothing", async () => {
    const id = await seedAlert(db.pool, ids[1] as number, { district: HUANGPU });
    expect(await act(id, { name: "acknowledge", version: 9, comment: "" })).toEqual({
      ok: false,
      reason: "changed",
    });
    expect(await act(id, { name: "acknowledge", version: 1, comment: "" }, officer)).toEqual({
      ok: false,
      reason: "unknown",
    });
    expect(await act(id, { name: "close", version: 1, comment: "x", verdict: "confirmed" })).toEqual({
      ok: false,
      reason: "wrong-state",
    });
    expect(await act(999_999, { name: "acknowledge", version: 1, comment: "" })).toEqual({
      ok: false,
      reason: "unknown",
    });
    expect(await readAlertSteps(db.pool, id)).toEqual([]);
    expect(await readAudit(db.pool, { subject: `alert:${id}` }, null, 10)).toEqual([]);
  });

  test("assign, snooze, wake, close with a verdict, reopen", async () => {
    const id = await seedAlert(db.pool, ids[0] as number);
    expect(
      await act(id, { name: "assign", version: 1, comment: "", assignee: { principal: officer } }),
    ).toMatchObject({ ok: true, state: "assigned" });
    expect(
      await act(id, { name: "snooze", version: 2, comment: "等材料", minutes: 30 }, officer),
    ).toMatchObject({ ok: true, state: "snoozed" });
    expect(await wakeSnoozed(db.pool, NOW)).toEqual([]);
    const woken = await wakeSnoozed(db.pool, NOW + 31 * 60_000);
    expect(woken).toHaveLength(1);
    expect(await readAlert(db.pool, id, PUDONG_SCOPE)).toMatchObject({
      state: "assigned",
      version: 4,
      ownerId: officer.id,
      snoozedUntilMs: null,
    });
    expect(
      await act(id, { name: "close", version: 4, comment: "核实", verdict: "unfounded" }, officer),
    ).toMatchObject({ ok: true, state: "closed" });
    expect(await readAlert(db.pool, id, PUDONG_SCOPE)).toMatchObject({ verdict: "unfounded", dueMs: null });
    expect(await act(id, { name: "reopen", version: 5, comment: "新线索" })).toMatchObject({
      ok: true,
      state: "open",
    });
    expect((await readAlertSteps(db.pool, id)).map((step) => step.action)).toEqual([
      "assign",
      "snooze",
      "wake",
      "close",
      "reopen",
    ]);
  });

  test.skipIf(isSingleSession())("ten officers at once: one signs, nine see that it changed", async () => {
    const id = await seedAlert(db.pool, ids[0] as number);
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, () => act(id, { name: "acknowledge", version: 1, comment: "" })),
    );
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
    expect(outcomes.filter((outcome) => !outcome.ok && outcome.reason === "changed")).toHaveLength(9);
  });

  test.skipIf(isSingleSession())("one request sent five times at once is done once", async () => {
    const id = await seedAlert(db.pool, ids[0] as number);
    const outcomes = await Promise.all(
      Array.from({ length: 5 }, () =>
        act(id, { name: "acknowledge", version: 1, comment: "" }, duty, "five-times"),
      ),
    );
    expect(outcomes.every((outcome) => outcome.ok && outcome.version === 2)).toBe(true);
    expect(outcomes.filter((outcome) => outcome.ok && !outcome.repeated)).toHaveLength(1);
  });

  test("steps are never changed or deleted", async () => {
    await expect(db.pool.execute(sql`update alert_steps set comment = 'x'`)).rejects.toMatchObject({
      code: "GL001",
    });
    await expect(db.pool.execute(sql`delete from alert_steps`)).rejects.toMatchObject({ code: "GL001" });
  });
});

describe("inbox", () => {
  test("unacknowledged first, then level, then newest; pages without gaps; only the scope's", async () => {
    await db.pool.execute(sql`update alerts set state = 'closed'`);
    const a = await seedAlert(db.pool, ids[0] as number, { levelTo: 3, createdMs: NOW - 1000 });
    const b = await seedAlert(db.pool, ids[0] as number, { levelTo: 5, createdMs: NOW - 9000 });
    const c = await seedAlert(db.pool, ids[0] as number, {
      levelTo: 5,
      createdMs: NOW - 2000,
      dueMs: NOW - 1,
    });
    const d = await seedAlert(db.pool, ids[1] as number, { levelTo: 4, createdMs: NOW, district: HUANGPU });
    await act(c, { name: "acknowledge", version: 1, comment: "" });
    const all: number[] = [];
    for (let cursor: string | null = null; ; ) {
      const page = await readInbox(db.pool, { scope: CITY_SCOPE, cursor, limit: 1 });
      expect(page.total).toBe(4);
      all.push(...page.rows.map((row) => row.id));
      cursor = page.next;
      if (cursor === null) break;
    }
    expect(all).toEqual([b, d, a, c]);
    const list = async (over: object) =>
      (await readInbox(db.pool, { scope: CITY_SCOPE, cursor: null, limit: 10, ...over })).rows.map(
        (row) => row.id,
      );
    expect(await list({ scope: PUDONG_SCOPE })).toEqual([b, a, c]);
    expect(await list({ levels: [5] })).toEqual([b, c]);
    expect(await list({ ownerId: duty.id })).toEqual([c]);
    expect(await list({ q: "典当" })).toEqual([d]);
    expect(await list({ enterpriseId: ids[1] })).toContain(d);
    expect((await list({ states: ["closed"] })).length).toBeGreaterThan(3);
    expect(await countAlerts(db.pool, PUDONG_SCOPE, duty.id, NOW)).toMatchObject({
      unacknowledged: 2,
      mine: 1,
    });
    expect(await countLivingAlerts(db.pool, PUDONG_SCOPE)).toBe(3);
    expect(await readAlert(db.pool, d, PUDONG_SCOPE)).toBeNull();
  });

  test("alerts that nobody was told of are claimed once", async () => {
    await db.pool.execute(sql`update alerts set told_at = now()`);
    const id = await seedAlert(db.pool, ids[0] as number);
    await db.pool.transaction(async (tx) => {
      const untold = await claimUntoldAlerts(tx, 10);
      expect(untold).toMatchObject([{ id, name: "甲财富", levelTo: 4, reasons: [{ text: "负面" }] }]);
      await markAlertsTold(tx, [id]);
    });
    expect(await db.pool.transaction((tx) => claimUntoldAlerts(tx, 10))).toEqual([]);
  });

  test("officers of the place: city offices and the district's own", async () => {
    const list = await readOfficers(db.pool, { district: PUDONG, street: null }, [
      "duty-officer",
      "district-officer",
    ]);
    expect(list.map((one) => one.name).sort()).toEqual(["用户duty", "用户pudong"]);
    expect(
      (
        await readOfficers(db.pool, { district: HUANGPU, street: null }, ["duty-officer", "district-officer"])
      ).map((one) => one.name),
    ).toEqual(["用户duty"]);
  });
});

describe("push log", () => {
  test("each topic has its own gapless sequence, in the order of the call", async () => {
    const first = await db.pool.transaction((tx) =>
      appendMessages(tx, [
        { topic: "system.310000", body: "a" },
        { topic: "events.310101", body: "b" },
        { topic: "system.310000", body: "c" },
      ]),
    );
    expect(first).toEqual([
      { topic: "system.310000", seq: 1, body: "a" },
      { topic: "events.310101", seq: 1, body: "b" },
      { topic: "system.310000", seq: 2, body: "c" },
    ]);
    await expect(
      db.pool.transaction(async (tx) => {
        await appendMessages(tx, [{ topic: "system.310000", body: "lost" }]);
        throw new Error("rolled back");
      }),
    ).rejects.toThrow("rolled back");
    await db.pool.transaction((tx) => appendMessages(tx, [{ topic: "system.310000", body: "d" }]));
    expect(await readPushSince(db.pool, "system.310000", 1, 10)).toMatchObject([
      { seq: 2 },
      { seq: 3, body: "d" },
    ]);
    expect((await readPushTail(db.pool, "system.310000", 2)).map((message) => message.body)).toEqual([
      "c",
      "d",
    ]);
    expect(await readPushHeads(db.pool, ["system.310000", "events.310101", "events.310104"])).toEqual(
      new Map([
        ["system.310000", 3],
        ["events.310101", 1],
      ]),
    );
    expect(await readPushTails(db.pool, ["system.310000", "events.310104"])).toEqual(
      new Map([["system.310000", 1]]),
    );
  });

  test.skipIf(isSingleSession())("a hundred writers at once leave no gap", async () => {
    await Promise.all(
      Array.from({ length: 100 }, (_, i) =>
        db.pool.transaction((tx) =>
          appendMessages(tx, [
            { topic: "events.310112", body: String(i) },
            { topic: "alerts.310112", body: "x" },
          ]),
        ),
      ),
    );
    const rows = await readPushSince(db.pool, "events.310112", 0, 1000);
    expect(rows.map((row) => row.seq)).toEqual(Array.from({ length: 100 }, (_, i) => i + 1));
    expect(new Set(rows.map((row) => row.body)).size).toBe(100);
  });
});

describe("notifications", () => {
  test("one goes to one claimer, is retried after a failure, and ends", async () => {
    const alertId = await seedAlert(db.pool, ids[0] as number);
    const draft = {
      id: `${alertId}:webhook:x`,
      alertId,
      channel: "webhook",
      recipient: "x",
      payload: { a: 1 },
    };
    expect(await insertNotifications(db.pool, [draft])).toBe(1);
    expect(await insertNotifications(db.pool, [draft])).toBe(0);
    const [claimed] = await claimNotifications(db.pool, "one", 10, 30_000);
    expect(claimed).toEqual({ ...draft, attempts: 1 });
    expect(await claimNotifications(db.pool, "two", 10, 30_000)).toEqual([]);
    expect(await markSent(db.pool, draft.id, "two")).toBe(false);
    await markFailed(db.pool, draft.id, "one", "timeout", Date.now() - 1000);
    expect(await claimNotifications(db.pool, "two", 10, 30_000)).toMatchObject([
      { id: draft.id, attempts: 2 },
    ]);
    expect(await markSent(db.pool, draft.id, "two")).toBe(true);
    expect(await markSent(db.pool, draft.id, "two")).toBe(false);
    expect(await countNotifications(db.pool)).toContainEqual({ channel: "webhook", state: "sent", n: 1 });
    await insertNotifications(db.pool, [{ ...draft, id: "later", nextAtMs: Date.now() + 60_000 }]);
    expect(await claimNotifications(db.pool, "one", 10, 30_000)).toEqual([]);
    await db.pool.execute(sql`update notifications set next_at = now() where id = 'later'`);
    expect(await claimNotifications(db.pool, "one", 10, 30_000)).toHaveLength(1);
    await markFailed(db.pool, "later", "one", "gone", null);
    expect(await countNotifications(db.pool)).toContainEqual({ channel: "webhook", state: "failed", n: 1 });
  });

  test.skipIf(isSingleSession())("two instances claim 200 without taking one twice", async () => {
    const alertId = await seedAlert(db.pool, ids[0] as number);
    await insertNotifications(
      db.pool,
      Array.from({ length: 200 }, (_, i) => ({
        id: `bulk-${i}`,
        alertId,
        channel: "wecom",
        recipient: String(i),
        payload: {},
      })),
    );
    const rounds = await Promise.all(
      Array.from({ length: 20 }, (_, i) => claimNotifications(db.pool, `instance-${i % 2}`, 15, 60_000)),
    );
    const taken = rounds.flat().map((one) => one.id);
    expect(new Set(taken).size).toBe(taken.length);
    expect(taken).toHaveLength(200);
  });

  test("a claim that ended goes to another", async () => {
    await db.pool.execute(
      sql`update notifications set claimed_until = now() - interval '1 second' where id = 'bulk-0'`,
    );
    const again = await claimNotifications(db.pool, "rescuer", 10, 60_000);
    expect(again.map((one) => one.id)).toEqual(isSingleSession() ? [] : ["bulk-0"]);
  });

  test("subscriptions of a browser follow who subscribed last, and end when they are gone", async () => {
    const row = {
      userId: duty.id,
      endpoint: "https://push/1",
      p256dh: "k",
      auth: "a",
      userAgent: "x",
      minLevel: 3,
    };
    await saveSubscription(db.pool, row);
    const [saved] = await readSubscriptions(db.pool, [duty.id]);
    expect(saved).toMatchObject({ endpoint: row.endpoint, minLevel: 3 });
    const id = saved?.id as number;
    for (let i = 0; i < 19; i++) await noteSubscriptionResult(db.pool, id, "failed");
    expect(await findSubscription(db.pool, id)).not.toBeNull();
    await noteSubscriptionResult(db.pool, id, "failed");
    expect(await findSubscription(db.pool, id)).toBeNull();
    await saveSubscription(db.pool, { ...row, userId: officer.id });
    expect(await readSubscriptions(db.pool, [duty.id])).toEqual([]);
    expect(await removeSubscription(db.pool, duty.id, row.endpoint)).toBe(false);
    expect(await removeSubscription(db.pool, officer.id, row.endpoint)).toBe(true);
  });

  test("targets by district", async () => {
    const target = {
      channel: "webhook",
      name: "市局",
      district: "310000",
      minLevel: 4,
      address: "http://127.0.0.1/x",
      secretCipher: "c",
      settings: { a: 1 },
      enabled: true,
      createdBy: duty.id,
    };
    const id = await saveTarget(db.pool, target);
    await saveTarget(db.pool, { ...target, name: "黄浦", district: HUANGPU });
    expect((await readTargets(db.pool, PUDONG)).map((one) => one.name)).toEqual(["市局"]);
    await saveTarget(db.pool, { ...target, id, secretCipher: null, enabled: false });
    expect((await readTargets(db.pool, PUDONG)).map((one) => one.name)).toEqual([]);
    expect((await readTargets(db.pool))[0]).toMatchObject({
      id,
      secretCipher: "c",
      settings: { a: 1 },
      enabled: false,
    });
  });
});

test("findings and indicators of an enterprise, retracted ones left out", async () => {
  const id = ids[0] as number;
  await db.pool.execute(sql`
    insert into findings (uid, enterprise_id, district, detector, detector_version, rule, dimension, severity, time, reason, reason_en, figures, evidence, retracted_at)
    select 'f' || n, ${id}::bigint, '310115', 'sentiment', 1, 'burst', 'sentiment', 50, to_timestamp(n), '负面', 'negative', '{"n": 1}',
      '[{"eventUid": "e", "kind": "sentiment", "timeMs": 1, "text": "t", "source": "s"}]', case when n = 2 then now() end from generate_series(1, 3) n`);
  await db.pool.execute(
    sql`insert into indicators values (${id}, 'a', 'basic', 10, now()), (${id}, 'b', 'basic', 20, now())`,
  );
  const rows = await readFindings(db.pool, [id], { limit: 10 });
  expect(rows.map((row) => row.uid)).toEqual(["f3", "f1"]);
  expect(rows[0]).toMatchObject({
    figures: { n: 1 },
    evidence: [{ eventUid: "e" }],
    clause: null,
    timeMs: 3000,
  });
  expect(await readFindings(db.pool, [id], { limit: 10, retracted: true })).toHaveLength(3);
  expect((await readFindingsByUid(db.pool, ["f2", "f1"])).map((row) => row.retracted)).toEqual([true, false]);
  expect((await readIndicators(db.pool, id)).map((row) => row.id)).toEqual(["b", "a"]);
});

test("all of it left an unbroken audit chain", async () => {
  const verdict = await verifyAudit(db.pool);
  expect(verdict).toMatchObject({ ok: true, firstBroken: null });
  expect(verdict.entries).toBeGreaterThan(5);
});
