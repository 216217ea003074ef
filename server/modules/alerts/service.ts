import type { AlertActionName, AlertState } from "#domain/alert";
import { DEFAULT_ALERT_RULE, type Words } from "#domain/alert-rule";
import type { ErrorCode, Language } from "#domain/error";
import type { AcknowledgeRequest, AcknowledgeResult } from "#domain/feed";
import { levelOf } from "#domain/level";
import { type Principal, scopeOf } from "#domain/permission";
import type { PushMessage } from "#domain/push";
import type { SessionUser } from "#server/auth/session-user";
import { Refusal } from "#server/http/refusal";
import { type StepOutcome, type StepRequest, stepAlert } from "#store/alert-steps";
import { readAlert } from "#store/alerts";
import type { Pool } from "#store/pool";

export interface AlertServiceDeps {
  readonly db: Pool;
  /** Sends messages that are committed on to the push hubs. Lost ones are repaired from the push log. */
  publish(messages: readonly PushMessage<string>[]): Promise<void> | void;
  /** The person in the post that he acts in now; null when disabled or unknown. */
  readPrincipal(userId: number): Promise<Principal | null>;
}

export interface AlertService {
  /** One step, or a coded refusal. */
  step(
    user: Pick<SessionUser, "name" | "principal">,
    request: Omit<StepRequest, "actor" | "actorName" | "rule">,
    language: Language,
  ): Promise<Extract<StepOutcome, { ok: true }>>;
  readAssignee(userId: number): Promise<Principal>;
  /** The same step over the push socket (an officer's phone). */
  acknowledge(
    userId: number,
    name: string,
    request: AcknowledgeRequest,
    nowMs: number,
  ): Promise<AcknowledgeResult>;
}

/** What HTTP and the push socket share: a step is decided, stored, audited and told in one place. */
export function makeAlertService(deps: AlertServiceDeps): AlertService {
  async function run(request: StepRequest): Promise<StepOutcome> {
    const outcome = await stepAlert(deps.db, request);
    if (outcome.ok && outcome.messages.length > 0) await deps.publish(outcome.messages);
    return outcome;
  }
  return {
    async step(user, request, language) {
      const outcome = await run({ ...request, actor: user.principal, actorName: user.name });
      if (outcome.ok) return outcome;
      // What the words of the refusal name: the state as it is now, and the longest silence of its level.
      const row = await readAlert(deps.db, request.alertId, scopeOf(user.principal));
      throw new Refusal(CODES[outcome.reason], {
        action: STEPS[request.action.name][language],
        state: row === null ? "" : STATES[row.state][language],
        max: row === null ? "" : DEFAULT_ALERT_RULE.maxSnoozeMinutes[levelOf(row.levelTo)],
        id: request.requestId,
      });
    },
    async readAssignee(userId) {
      const principal = await deps.readPrincipal(userId);
      if (principal === null) throw new Refusal("alert.assignee-unknown", { id: userId });
      return principal;
    },
    async acknowledge(userId, name, request, nowMs) {
      const actor = await deps.readPrincipal(userId);
      if (actor === null) return { ok: false, reason: "auth.required" };
      const outcome = await run({
        alertId: request.alertId,
        action: { name: "acknowledge", version: request.version, comment: request.comment },
        actor,
        actorName: name,
        requestId: request.requestId,
        address: "push",
        traceId: null,
        nowMs,
      });
      if (outcome.ok) return { ok: true, version: outcome.version, state: outcome.state };
      return { ok: false, reason: CODES[outcome.reason] };
    },
  };
}

type Reason = Extract<StepOutcome, { ok: false }>["reason"];

const CODES: Readonly<Record<Reason, ErrorCode>> = {
  unknown: "request.not-found",
  forbidden: "scope.role",
  changed: "alert.changed",
  "wrong-state": "alert.wrong-state",
  "comment-missing": "alert.comment-missing",
  "assignee-out-of-scope": "alert.assignee-out-of-scope",
  "snooze-too-long": "alert.snooze-too-long",
  "request-id-reused": "request.id-reused",
};

const STATES: Readonly<Record<AlertState, Words>> = {
  open: { zh: "待签收", en: "not signed for" },
  acknowledged: { zh: "已签收", en: "signed for" },
  assigned: { zh: "已转派", en: "assigned" },
  snoozed: { zh: "暂停推送", en: "silenced" },
  closed: { zh: "已办结", en: "closed" },
};

const STEPS: Readonly<Record<AlertActionName, Words>> = {
  acknowledge: { zh: "签收", en: "signed for" },
  assign: { zh: "转派", en: "assigned" },
  snooze: { zh: "暂停推送", en: "silenced" },
  close: { zh: "办结", en: "closed" },
  reopen: { zh: "重新打开", en: "reopened" },
};
