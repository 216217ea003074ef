import {
  type Alert,
  type AlertAction,
  type AlertRefusal,
  stepAlert as decideStep,
  wakeAlert,
} from "#domain/alert";
import { type AlertRule, DEFAULT_ALERT_RULE } from "#domain/alert-rule";
import type { FinanceKind } from "#domain/finance-kind";
import { levelOf } from "#domain/level";
import { type Principal, scopeOf } from "#domain/permission";
import type { AlertBody, PushMessage } from "#domain/push";
import { topicOf } from "#domain/push";
import { type AlertDetailRow, lockAlert } from "#store/alerts";
import { appendAudit } from "#store/audit";
import { type Db, instant, type Pool } from "#store/pool";
import { appendMessages } from "#store/push-log";
import { readRequest, saveRequest } from "#store/requests";
import { sql } from "#store/sql";

export interface StepRequest {
  readonly alertId: number;
  readonly action: AlertAction;
  readonly actor: Principal;
  readonly actorName: string;
  /** Made by the client, once for each press of a button: a repeat answers as the first did. */
  readonly requestId: string;
  readonly address: string;
  readonly traceId: string | null;
  readonly nowMs: number;
  readonly rule?: AlertRule;
}

export type StepOutcome =
  | {
      readonly ok: true;
      readonly version: number;
      readonly state: string;
      /** true: this request was done before; nothing was changed now. */
      readonly repeated: boolean;
      /** To publish after commit; they are in the push log already. */
      readonly messages: readonly PushMessage<string>[];
    }
  | { readonly ok: false; readonly reason: AlertRefusal | "unknown" | "request-id-reused" };

/**
 * One step of an alert in one transaction: the row, the step, the audit entry, the push message and the request id.
 * Two officers at once: the row lock lets one through, the other sees a newer version and is refused as `changed`.
 */
export function stepAlert(pool: Pool, request: StepRequest): Promise<StepOutcome> {
  return pool.transaction(async (tx) => {
    const row = await lockAlert(tx, request.alertId, scopeOf(request.actor));
    if (row === null) return { ok: false, reason: "unknown" };
    // Behind the row lock, so that a repeat that arrives while the first runs waits for it.
    const before = await readRequest(tx, request.requestId);
    if (before !== null) {
      const same = before.userId === request.actor.id && before.action === requestAction(request);
      if (!same) return { ok: false, reason: "request-id-reused" };
      const { version, state } = before.result as { version: number; state: string };
      return { ok: true, version, state, repeated: true, messages: [] };
    }
    const decided = decideStep(
      toAlert(row),
      request.action,
      request.actor,
      request.nowMs,
      request.rule ?? DEFAULT_ALERT_RULE,
    );
    if (!decided.ok) return { ok: false, reason: decided.reason };
    await writeAlert(tx, row.id, decided.alert, request.nowMs);
    await insertStep(tx, row.id, request, decided.step);
    await appendAudit(tx, [
      {
        atMs: request.nowMs,
        actorId: request.actor.id,
        actor: request.actorName,
        action: `alert.${request.action.name}`,
        subject: `alert:${row.id}`,
        before: auditView(row),
        after: {
          ...auditView({ ...row, ...decided.alert }),
          comment: request.action.comment,
          version: decided.alert.version,
        },
        address: request.address,
        traceId: request.traceId,
      },
    ]);
    await saveRequest(tx, {
      requestId: request.requestId,
      userId: request.actor.id,
      action: requestAction(request),
      result: { version: decided.alert.version, state: decided.alert.state },
    });
    const messages = await pushAlert(tx, row, decided.alert.state);
    return {
      ok: true,
      version: decided.alert.version,
      state: decided.alert.state,
      repeated: false,
      messages,
    };
  });
}

/** Snoozes that are over: back to where they were, with a step by the program and a push message. Call each minute. */
export function wakeSnoozed(pool: Pool, nowMs: number, limit = 200): Promise<readonly PushMessage<string>[]> {
  return pool.transaction(async (tx) => {
    const ids = await tx.query<{ id: number }>(sql`
      select id from alerts where state = 'snoozed' and snoozed_until <= ${instant(nowMs)}::timestamptz
      order by id limit ${limit} for update skip locked`);
    const messages: PushMessage<string>[] = [];
    for (const { id } of ids) {
      const row = await lockAlert(tx, id, ALL);
      if (row === null) continue;
      const woken = wakeAlert(toAlert(row), nowMs);
      if (woken.version === row.version) continue;
      await writeAlert(tx, id, woken, nowMs);
      await tx.execute(sql`
        insert into alert_steps (alert_id, at, actor_id, actor, action, from_state, to_state)
        values (${id}, ${instant(nowMs)}::timestamptz, null, 'guanlan', 'wake', ${row.state}, ${woken.state})`);
      messages.push(...(await pushAlert(tx, row, woken.state)));
    }
    return messages;
  });
}

/** The program itself sees all rows. */
const ALL = scopeOf({
  id: 0,
  role: "city-administrator",
  tier: "city",
  organisationId: 0,
  district: "310000",
  street: null,
  lines: null,
  businesses: null,
  fields: [],
});

/** A stored alert as the rules of the domain take it. */
export function toAlert(row: AlertDetailRow): Alert {
  return {
    state: row.state,
    version: row.version,
    level: levelOf(row.levelTo),
    district: row.district,
    street: row.street,
    business: row.financeKind as FinanceKind | null,
    ownerId: row.ownerId,
    dueMs: row.dueMs,
    snoozedUntilMs: row.snoozedUntilMs,
    stateBeforeSnooze: row.stateBeforeSnooze,
    verdict: row.verdict,
  };
}

async function writeAlert(tx: Db, id: number, alert: Alert, nowMs: number): Promise<void> {
  const now = instant(nowMs);
  await tx.execute(sql`
    update alerts set state = ${alert.state}, version = ${alert.version}, owner_id = ${alert.ownerId},
      due_at = ${instant(alert.dueMs)}::timestamptz, snoozed_until = ${instant(alert.snoozedUntilMs)}::timestamptz,
      state_before_snooze = ${alert.stateBeforeSnooze}, verdict = ${alert.verdict},
      acknowledged_at = case when ${alert.state} = 'open' then null else coalesce(acknowledged_at, case when ${alert.state} <> 'snoozed' then ${now}::timestamptz end) end,
      closed_at = case when ${alert.state} = 'closed' then ${now}::timestamptz end
    where id = ${id}`);
}

async function insertStep(
  tx: Db,
  alertId: number,
  request: StepRequest,
  step: { readonly from: string; readonly to: string },
): Promise<void> {
  const { action } = request;
  const detail =
    action.name === "assign"
      ? { assignee: action.assignee.principal.id }
      : action.name === "snooze"
        ? { minutes: action.minutes }
        : action.name === "close"
          ? { verdict: action.verdict }
          : {};
  await tx.execute(sql`
    insert into alert_steps (alert_id, at, actor_id, actor, action, comment, from_state, to_state, detail, request_id)
    values (${alertId}, ${instant(request.nowMs)}::timestamptz, ${request.actor.id}, ${request.actorName}, ${action.name},
      ${action.comment}, ${step.from}, ${step.to}, ${JSON.stringify(detail)}::jsonb, ${request.requestId})`);
}

function pushAlert(tx: Db, row: AlertDetailRow, state: string): Promise<PushMessage<string>[]> {
  const body: AlertBody = {
    id: row.id,
    enterpriseId: row.enterpriseId,
    name: row.name,
    district: row.district,
    from: levelOf(row.levelFrom),
    to: levelOf(row.levelTo),
    score: row.score,
    state,
    reason: row.reasons[0]?.text ?? "",
    timeMs: row.timeMs,
    simulated: row.simulated,
  };
  return appendMessages(tx, [{ topic: topicOf("alerts", row.district), body: JSON.stringify(body) }]);
}

function requestAction(request: StepRequest): string {
  return `alert.${request.action.name}:${request.alertId}`;
}

function auditView(alert: {
  state: string;
  ownerId: number | null;
  verdict: string | null;
  dueMs: number | null;
}) {
  return { state: alert.state, ownerId: alert.ownerId, verdict: alert.verdict, dueMs: alert.dueMs };
}
