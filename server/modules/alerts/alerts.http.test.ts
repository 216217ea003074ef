import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createHarness, type Harness } from "#server/http/testing/harness";
import { seedAlert, seedEnterprises } from "#store/testing/fixtures";

let harness: Harness;
let enterpriseId = 0;
let alertId = 0;
let request = 0;
beforeAll(async () => {
  harness = await createHarness();
  [enterpriseId] = (await seedEnterprises(harness.database.pool, [
    { name: "上海甲财富管理有限公司", score: 80, level: 4 },
  ])) as [number];
});
afterAll(() => harness.stop());
beforeEach(async () => {
  alertId = await seedAlert(harness.database.pool, enterpriseId, {
    createdMs: harness.clock.now(),
    dueMs: harness.clock.now() + 60_000,
  });
});

const step = (user: string, name: string, body: object = {}) =>
  harness.call(user, "POST", `/api/alerts/${alertId}/${name}`, {
    version: 1,
    requestId: `request-${++request}`,
    ...body,
  });
const idOf = async (user: string) => (await harness.call(user, "GET", "/api/me")).body.id;

describe("inbox", () => {
  test("reads, counts and filters", async () => {
    const { body } = await harness.call("duty", "GET", "/api/alerts?states=open&levels=red&q=财富");
    expect(body.rows[0]).toMatchObject({
      id: alertId,
      from: "normal",
      to: "red",
      state: "open",
      owner: null,
      version: 1,
    });
    expect(body.rows[0].action).toContain("24 小时内研判");
    const count = (await harness.call("duty", "GET", "/api/alerts/count")).body;
    expect(count.unacknowledged).toBeGreaterThan(0);
    expect(count.mine).toBe(0);
    expect((await harness.call("huangpu", "GET", "/api/alerts/count")).body.unacknowledged).toBe(0);
    expect((await harness.call("duty", "GET", "/api/alerts?states=lost")).body.code).toBe("request.invalid");
  });

  test("the detail says what can be done, by role", async () => {
    const duty = (await harness.call("duty", "GET", `/api/alerts/${alertId}`)).body;
    expect(duty.actions).toEqual(["acknowledge", "assign", "snooze"]);
    expect(duty.reasons[0]).toMatchObject({ text: "负面", textEn: "negative" });
    const regulator = (await harness.call("regulator", "GET", `/api/alerts/${alertId}`)).body;
    expect(regulator.actions).toEqual([]);
  });
});

describe("steps", () => {
  test("acknowledge, assign, close, reopen: each kept, audited and pushed after commit", async () => {
    harness.published.length = 0;
    const signed = await step("duty", "acknowledge", { comment: "已联系属地" });
    expect(signed.body).toMatchObject({
      row: { state: "acknowledged", owner: "李四", version: 2 },
      actions: ["assign", "snooze", "close"],
    });
    const officer = await idOf("pudong");
    const assigned = await step("duty", "assign", { version: 2, assignee: officer });
    expect(assigned.body.row).toMatchObject({ state: "assigned", owner: "浦东专员", version: 3 });
    const closed = await step("pudong", "close", {
      version: 3,
      verdict: "partly",
      comment: "已约谈，部分属实",
    });
    expect(closed.body).toMatchObject({
      row: { state: "closed", version: 4, dueAt: null },
      actions: ["reopen"],
    });
    const reopened = await step("pudong", "reopen", { version: 4, comment: "又有投诉" });
    expect(reopened.body.row).toMatchObject({ state: "open", owner: null });
    expect(reopened.body.steps.map((one: { action: string }) => one.action)).toEqual([
      "acknowledge",
      "assign",
      "close",
      "reopen",
    ]);
    expect(harness.published.map(({ topic, body }) => [topic, JSON.parse(body).state])).toEqual([
      ["alerts.310115", "acknowledged"],
      ["alerts.310115", "assigned"],
      ["alerts.310115", "closed"],
      ["alerts.310115", "open"],
    ]);
    const log = (await harness.call("auditor", "GET", `/api/audit?action=alert.&subject=alert:${alertId}`))
      .body;
    expect(log.rows).toHaveLength(4);
    expect(log.rows[3]).toMatchObject({
      action: "alert.acknowledge",
      before: { state: "open" },
      after: { state: "acknowledged" },
    });
  });

  test("the same request again (after a tunnel) answers the same and changes nothing", async () => {
    const body = { requestId: "tunnel-request", comment: "" };
    const first = await step("duty", "acknowledge", body);
    const again = await step("duty", "acknowledge", body);
    expect([first.status, again.status]).toEqual([200, 200]);
    expect(again.body.row.version).toBe(2);
    expect(again.body.steps).toHaveLength(1);
    expect(
      (await step("duty", "snooze", { ...body, version: 2, snoozeMinutes: 10, comment: "x" })).body.code,
    ).toBe("request.id-reused");
  });

  test("two at once: one is through, the other sees that it changed", async () => {
    const answers = await Promise.all([
      step("duty", "acknowledge"),
      step("pudong", "acknowledge"),
      step("leader", "acknowledge"),
    ]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409, 409]);
    expect(
      answers
        .filter((answer) => answer.status === 409)
        .every((answer) => answer.body.code === "alert.changed"),
    ).toBe(true);
  });

  test.each([
    ["acknowledge", { version: 9 }, 409, "alert.changed"],
    ["close", { verdict: "unfounded", comment: "误报" }, 409, "alert.wrong-state"],
    ["close", { comment: "误报" }, 422, "alert.verdict-missing"],
    ["snooze", { snoozeMinutes: 30 }, 422, "alert.comment-missing"],
    ["snooze", { snoozeMinutes: 600, comment: "夜间" }, 422, "alert.snooze-too-long"],
    ["snooze", { comment: "夜间" }, 400, "request.invalid"],
    ["assign", { assignee: 999_999 }, 422, "alert.assignee-unknown"],
    ["assign", {}, 400, "request.invalid"],
    ["reopen", { comment: "x" }, 409, "alert.wrong-state"],
    ["acknowledge", { requestId: "short" }, 400, "request.invalid"],
  ])("%s %j is %i %s", async (name, body, status, code) => {
    const answer = await step("duty", name, body);
    expect(answer).toMatchObject({ status, body: { code } });
    expect(answer.body.message).not.toContain("—");
    expect(answer.body.hint).not.toBe("");
  });

  test("it is given only to who may see it", async () => {
    const answer = await step("duty", "assign", { assignee: await idOf("huangpu") });
    expect(answer.body.code).toBe("alert.assignee-out-of-scope");
    const { officers } = (await harness.call("pudong", "GET", "/api/officers")).body;
    const names = officers.map((officer: { name: string }) => officer.name);
    expect(names).toContain("浦东专员");
    expect(names).not.toContain("黄浦专员");
  });

  test("over the push socket: the same step, the same rules", async () => {
    const service = { alertId, version: 1, requestId: "socket-request-1", comment: "" };
    const { makeAlertService } = await import("#server/modules/alerts/service");
    const alerts = makeAlertService({
      db: harness.database.pool,
      publish: (messages) => void harness.published.push(...messages),
      readPrincipal: harness.people.sessions.readPrincipal,
    });
    const foreign = await alerts.acknowledge(await idOf("huangpu"), "黄浦专员", service, harness.clock.now());
    expect(foreign).toEqual({ ok: false, reason: "request.not-found" });
    const own = await alerts.acknowledge(await idOf("pudong"), "浦东专员", service, harness.clock.now());
    expect(own).toEqual({ ok: true, version: 2, state: "acknowledged" });
    const again = await alerts.acknowledge(
      await idOf("pudong"),
      "浦东专员",
      { ...service, requestId: "socket-request-2" },
      harness.clock.now(),
    );
    expect(again).toEqual({ ok: false, reason: "alert.changed" });
  });
});
