import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  ALERT_ACTIONS,
  type Alert,
  type AlertAction,
  type AlertResult,
  alertActions,
  isOverdue,
  openAlert,
  stepAlert,
  VERDICTS,
  wakeAlert,
} from "#domain/alert";
import { DEFAULT_ALERT_RULE, suggestAction } from "#domain/alert-rule";
import { DIMENSIONS } from "#domain/dimension";
import { LEVELS } from "#domain/level";
import type { Principal } from "#domain/permission";

const NOW = Date.parse("2026-11-24T09:00:00+08:00");
const duty: Principal = {
  id: 1,
  role: "duty-officer",
  tier: "city",
  organisationId: 1,
  district: "310000",
  street: null,
  lines: null,
  businesses: null,
  fields: [],
};
const pudong: Principal = { ...duty, id: 2, role: "district-officer", tier: "district", district: "310115" };
const huangpu: Principal = { ...pudong, id: 3, district: "310101" };
const auditor: Principal = { ...duty, id: 4, role: "auditor" };
const street: Principal = { ...pudong, id: 5, role: "street-officer", tier: "street", street: "310115005" };

const fresh = openAlert({ level: "red", district: "310115", street: "310115005", business: null }, NOW);
const step = (alert: Alert, action: AlertAction, actor = duty, now = NOW): Alert => {
  const result = stepAlert(alert, action, actor, now);
  if (!result.ok) throw new Error(result.reason);
  return result.alert;
};
const reasonOf = (result: AlertResult): string => (result.ok ? "ok" : result.reason);
const acknowledge = (version: number): AlertAction => ({ name: "acknowledge", version, comment: "" });

describe("alert", () => {
  it("is born open, with a time to sign for it", () => {
    expect(fresh).toMatchObject({ state: "open", version: 1, ownerId: null, dueMs: NOW + 30 * 60_000 });
  });

  it("goes from open to closed and back, one version a step", () => {
    const signed = step(fresh, acknowledge(1));
    expect(signed).toMatchObject({
      state: "acknowledged",
      ownerId: 1,
      version: 2,
      dueMs: NOW + 24 * 3_600_000,
    });
    const given = step(signed, { name: "assign", version: 2, comment: "", assignee: { principal: pudong } });
    expect(given).toMatchObject({ state: "assigned", ownerId: 2, version: 3, dueMs: signed.dueMs });
    const closed = step(given, { name: "close", version: 3, comment: "已核查", verdict: "partly" }, pudong);
    expect(closed).toMatchObject({ state: "closed", verdict: "partly", dueMs: null, version: 4 });
    const again = step(closed, { name: "reopen", version: 4, comment: "新线索" }, duty, NOW + 1000);
    expect(again).toMatchObject({
      state: "open",
      ownerId: null,
      verdict: null,
      version: 5,
      dueMs: NOW + 1000 + 30 * 60_000,
    });
  });

  it("counts handling of an orange alert in working days", () => {
    const orange = openAlert({ level: "orange", district: "310115", street: null, business: null }, NOW);
    const friday = Date.parse("2026-11-27T10:00:00+08:00");
    expect(step(orange, acknowledge(1), duty, friday).dueMs).toBe(Date.parse("2026-12-05T00:00:00+08:00"));
  });

  it("cannot be closed before somebody signed, not even through a snooze", () => {
    const close = (version: number): AlertAction => ({
      name: "close",
      version,
      comment: "x",
      verdict: "unfounded",
    });
    expect(reasonOf(stepAlert(fresh, close(1), duty, NOW))).toBe("wrong-state");
    const silenced = step(fresh, { name: "snooze", version: 1, comment: "设备检修", minutes: 30 });
    expect(reasonOf(stepAlert(silenced, close(2), duty, NOW))).toBe("wrong-state");
    expect(alertActions(silenced, duty)).toEqual(["acknowledge", "assign"]);
    expect(step(silenced, acknowledge(2))).toMatchObject({ state: "acknowledged", stateBeforeSnooze: null });
  });

  it("keeps owner and due time while silenced, and wakes where it was", () => {
    const signed = step(fresh, acknowledge(1));
    const silenced = step(signed, { name: "snooze", version: 2, comment: "等待材料", minutes: 60 });
    expect(silenced).toMatchObject({ state: "snoozed", ownerId: 1, dueMs: signed.dueMs });
    expect(wakeAlert(silenced, NOW + 60 * 60_000 - 1)).toBe(silenced);
    expect(wakeAlert(silenced, NOW + 60 * 60_000)).toMatchObject({
      state: "acknowledged",
      version: 4,
      snoozedUntilMs: null,
    });
    expect(isOverdue(silenced, (signed.dueMs as number) + 1)).toBe(true);
    expect(step(silenced, { name: "close", version: 3, comment: "不实", verdict: "unfounded" }).state).toBe(
      "closed",
    );
  });

  it("limits the silence by level", () => {
    const outbreak = openAlert({ level: "outbreak", district: "310115", street: null, business: null }, NOW);
    const snooze = (minutes: number): AlertAction => ({ name: "snooze", version: 1, comment: "x", minutes });
    expect(reasonOf(stepAlert(outbreak, snooze(5), duty, NOW))).toBe("snooze-too-long");
    expect(alertActions(outbreak, duty)).not.toContain("snooze");
    expect(reasonOf(stepAlert(fresh, snooze(61), duty, NOW))).toBe("snooze-too-long");
    expect(reasonOf(stepAlert(fresh, snooze(60), duty, NOW))).toBe("ok");
  });

  it("wants a reason where a reason is owed", () => {
    expect(
      reasonOf(stepAlert(fresh, { name: "snooze", version: 1, comment: " ", minutes: 5 }, duty, NOW)),
    ).toBe("comment-missing");
    const signed = step(fresh, acknowledge(1));
    expect(
      reasonOf(
        stepAlert(signed, { name: "close", version: 2, comment: "", verdict: "confirmed" }, duty, NOW),
      ),
    ).toBe("comment-missing");
  });

  it("refuses a step on an older picture", () => {
    const signed = step(fresh, acknowledge(1));
    expect(
      reasonOf(stepAlert(signed, { name: "close", version: 1, comment: "x", verdict: "partly" }, duty, NOW)),
    ).toBe("changed");
  });

  it("knows who may", () => {
    expect(reasonOf(stepAlert(fresh, acknowledge(1), huangpu, NOW))).toBe("forbidden");
    expect(reasonOf(stepAlert(fresh, acknowledge(1), auditor, NOW))).toBe("forbidden");
    expect(reasonOf(stepAlert(fresh, acknowledge(1), pudong, NOW))).toBe("ok");
    expect(reasonOf(stepAlert(fresh, acknowledge(1), street, NOW))).toBe("ok");
    expect(alertActions(fresh, street)).toEqual(["acknowledge"]);
    expect(
      reasonOf(
        stepAlert(
          fresh,
          { name: "assign", version: 1, comment: "", assignee: { principal: huangpu } },
          duty,
          NOW,
        ),
      ),
    ).toBe("assignee-out-of-scope");
  });

  it("keeps its invariants under any run of actions", () => {
    const actors = fc.constantFrom(duty, pudong, huangpu, auditor, street);
    const actions = fc.record({
      name: fc.constantFrom(...ALERT_ACTIONS),
      actor: actors,
      assignee: actors,
      comment: fc.constantFrom("", "原因"),
      minutes: fc.constantFrom(5, 60, 2000),
      verdict: fc.constantFrom(...VERDICTS),
      wait: fc.integer({ min: 0, max: 90 * 60_000 }),
      stale: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.constantFrom(...LEVELS), fc.array(actions, { maxLength: 30 }), (level, run) => {
        let alert = openAlert({ level, district: "310115", street: "310115005", business: null }, NOW);
        let now = NOW;
        let signed = false;
        for (const each of run) {
          now += each.wait;
          alert = wakeAlert(alert, now);
          const offered = alertActions(alert, each.actor).includes(each.name);
          const version = each.stale ? alert.version - 1 : alert.version;
          const action = { ...each, version, assignee: { principal: each.assignee } } as AlertAction;
          const result = stepAlert(alert, action, each.actor, now);
          if (!result.ok) {
            if (offered && !each.stale)
              expect(["comment-missing", "snooze-too-long", "assignee-out-of-scope"]).toContain(
                result.reason,
              );
            continue;
          }
          expect(offered).toBe(true);
          expect(result.alert.version).toBe(alert.version + 1);
          expect(result.step).toMatchObject({ from: alert.state, to: result.alert.state, atMs: now });
          if (each.name === "acknowledge" || each.name === "assign") signed = true;
          if (each.name === "reopen") signed = false;
          if (result.alert.state === "closed") expect(signed).toBe(true);
          alert = result.alert;
          expect(alert.state === "snoozed").toBe(alert.snoozedUntilMs !== null);
          expect(alert.state === "snoozed").toBe(alert.stateBeforeSnooze !== null);
          expect(alert.state === "closed").toBe(alert.verdict !== null);
          expect(alert.state === "closed").toBe(alert.dueMs === null);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe("alert rule", () => {
  it("gives a higher level less time and less silence", () => {
    for (let i = 1; i < LEVELS.length; i++) {
      const [low, high] = [LEVELS[i - 1]!, LEVELS[i]!];
      expect(DEFAULT_ALERT_RULE.acknowledgeMinutes[high]).toBeLessThanOrEqual(
        DEFAULT_ALERT_RULE.acknowledgeMinutes[low],
      );
      expect(DEFAULT_ALERT_RULE.maxSnoozeMinutes[high]).toBeLessThanOrEqual(
        DEFAULT_ALERT_RULE.maxSnoozeMinutes[low],
      );
    }
  });

  it("suggests something to do for every level and dimension, in both languages", () => {
    for (const level of LEVELS) {
      for (const dimension of [null, ...DIMENSIONS]) {
        const words = suggestAction(level, dimension);
        expect(words.zh.length).toBeGreaterThan(3);
        expect(words.en.length).toBeGreaterThan(3);
        expect(words.zh).not.toMatch(/(?<!涉嫌)非法集资/);
      }
    }
  });
});
