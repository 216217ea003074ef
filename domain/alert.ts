import {
  type AlertRule,
  DEFAULT_ALERT_RULE,
  dueAfterAcknowledge,
  dueToAcknowledge,
} from "#domain/alert-rule";
import type { FinanceKind } from "#domain/finance-kind";
import type { Level } from "#domain/level";
import { can, type Principal, type Subject } from "#domain/permission";

export type AlertState = "open" | "acknowledged" | "assigned" | "snoozed" | "closed";
export type AlertActionName = "acknowledge" | "assign" | "snooze" | "close" | "reopen";
export const ALERT_ACTIONS: readonly AlertActionName[] = [
  "acknowledge",
  "assign",
  "snooze",
  "close",
  "reopen",
];

/** 查实, 部分查实, 不实, 无法核实. */
export const VERDICTS = ["confirmed", "partly", "unfounded", "unverifiable"] as const;
export type Verdict = (typeof VERDICTS)[number];

/** The part of an alert that its steps change or look at. */
export interface Alert {
  readonly state: AlertState;
  /** Rises by one with every step: a step made on an older picture is refused. */
  readonly version: number;
  /** The level that the enterprise entered. */
  readonly level: Level;
  readonly district: string;
  readonly street: string | null;
  readonly business: FinanceKind | null;
  readonly ownerId: number | null;
  readonly dueMs: number | null;
  readonly snoozedUntilMs: number | null;
  /** Where it goes when it wakes; null unless snoozed. */
  readonly stateBeforeSnooze: "open" | "acknowledged" | "assigned" | null;
  readonly verdict: Verdict | null;
}

export type AlertAction =
  | { readonly name: "acknowledge"; readonly version: number; readonly comment: string }
  | {
      readonly name: "assign";
      readonly version: number;
      readonly comment: string;
      readonly assignee: Assignee;
    }
  | { readonly name: "snooze"; readonly version: number; readonly comment: string; readonly minutes: number }
  | { readonly name: "close"; readonly version: number; readonly comment: string; readonly verdict: Verdict }
  | { readonly name: "reopen"; readonly version: number; readonly comment: string };

/** Whom an alert is given to: must be able to read it. */
export interface Assignee {
  readonly principal: Principal;
}

export interface AlertStep {
  readonly action: AlertActionName;
  readonly from: AlertState;
  readonly to: AlertState;
  readonly actorId: number;
  readonly atMs: number;
  readonly comment: string;
}

export type AlertRefusal =
  | "forbidden"
  | "changed"
  | "wrong-state"
  | "comment-missing"
  | "assignee-out-of-scope"
  | "snooze-too-long";

export type AlertResult =
  | { readonly ok: true; readonly alert: Alert; readonly step: AlertStep }
  | { readonly ok: false; readonly reason: AlertRefusal };

/**
 * The life of an alert.
 *
 *             acknowledge            assign
 *     open ───────────────▶ acknowledged ──────▶ assigned ─┐ assign (to another)
 *      │ ▲ ▲                    │   ▲              │  ▲ ◀──┘
 *      │ │ │ snooze / wake      │   │ snooze/wake  │  │ snooze / wake
 *      │ │ └──────── snoozed ◀──┴───┘◀─────────────┴──┘
 *      │ │              │ close        │ close     │ close
 *      │ └── reopen ── closed ◀────────┴───────────┘
 *      └ assign ▶ assigned
 *
 * It begins open, with a time by which somebody must sign for it (签收). Signing makes the signer its owner and
 * starts the time for handling. Giving it to somebody (转派) makes that person the owner, from any living state.
 * Snoozing (暂停推送) only silences it: it keeps its owner and its due time, needs a reason, may last as long as its
 * level allows, and it wakes into the state it was silenced in. It is closed only with a verdict and a comment and
 * only after somebody signed for it: what nobody read cannot be done with. A closed alert can be reopened (with the
 * reason) and then begins again, without owner, with a new time to sign. Nothing is deleted and every step is kept.
 *
 * Asking for the state that is already there (to acknowledge an alert of one's own again after a tunnel) is refused
 * as wrong-state here; the request id makes the repeated request answer as the first one did.
 */
export function stepAlert(
  alert: Alert,
  action: AlertAction,
  actor: Principal,
  nowMs: number,
  rule: AlertRule = DEFAULT_ALERT_RULE,
): AlertResult {
  if (!can(actor, `alert.${action.name}`, subjectOf(alert))) return refuse("forbidden");
  if (action.version !== alert.version) return refuse("changed");
  if (!FROM[action.name].includes(alert.state)) return refuse("wrong-state");
  if (NEEDS_COMMENT.has(action.name) && action.comment.trim() === "") return refuse("comment-missing");
  switch (action.name) {
    case "acknowledge":
      if (alert.state === "snoozed" && wasSigned(alert)) return refuse("wrong-state");
      return next(alert, action, actor, nowMs, {
        state: "acknowledged",
        ownerId: actor.id,
        dueMs: dueAfterAcknowledge(alert.level, nowMs, rule),
      });
    case "assign": {
      const { principal } = action.assignee;
      if (!can(principal, "alert.read", subjectOf(alert))) return refuse("assignee-out-of-scope");
      const signedBefore = alert.state === "acknowledged" || alert.state === "assigned" || wasSigned(alert);
      return next(alert, action, actor, nowMs, {
        state: "assigned",
        ownerId: principal.id,
        // Passing it on buys no time.
        dueMs: signedBefore ? alert.dueMs : dueAfterAcknowledge(alert.level, nowMs, rule),
      });
    }
    case "snooze": {
      if (action.minutes > rule.maxSnoozeMinutes[alert.level]) return refuse("snooze-too-long");
      return next(alert, action, actor, nowMs, {
        state: "snoozed",
        snoozedUntilMs: nowMs + action.minutes * 60_000,
        stateBeforeSnooze: alert.state as "open" | "acknowledged" | "assigned",
      });
    }
    case "close":
      if (alert.state === "snoozed" && !wasSigned(alert)) return refuse("wrong-state");
      return next(alert, action, actor, nowMs, { state: "closed", dueMs: null, verdict: action.verdict });
    case "reopen":
      return next(alert, action, actor, nowMs, {
        state: "open",
        ownerId: null,
        verdict: null,
        dueMs: dueToAcknowledge(alert.level, nowMs, rule),
      });
  }
}

/** An alert as it is made when a level changes. */
export function openAlert(
  facts: { level: Level; district: string; street: string | null; business: FinanceKind | null },
  nowMs: number,
  rule: AlertRule = DEFAULT_ALERT_RULE,
): Alert {
  return {
    ...facts,
    state: "open",
    version: 1,
    ownerId: null,
    dueMs: dueToAcknowledge(facts.level, nowMs, rule),
    snoozedUntilMs: null,
    stateBeforeSnooze: null,
    verdict: null,
  };
}

/** The snooze is over: back to where it was. The same alert comes back when there is nothing to wake. */
export function wakeAlert(alert: Alert, nowMs: number): Alert {
  if (alert.state !== "snoozed" || alert.snoozedUntilMs === null || nowMs < alert.snoozedUntilMs)
    return alert;
  return {
    ...alert,
    state: alert.stateBeforeSnooze ?? "open",
    snoozedUntilMs: null,
    stateBeforeSnooze: null,
    version: alert.version + 1,
  };
}

/** A silenced alert is overdue all the same: silence is not handling. */
export function isOverdue(alert: Alert, nowMs: number): boolean {
  return alert.state !== "closed" && alert.dueMs !== null && nowMs > alert.dueMs;
}

/** The buttons that this person has on this alert now. */
export function alertActions(alert: Alert, user: Principal): readonly AlertActionName[] {
  return ALERT_ACTIONS.filter((name) => {
    if (!FROM[name].includes(alert.state)) return false;
    if (name === "close" && alert.state === "snoozed" && !wasSigned(alert)) return false;
    if (name === "acknowledge" && alert.state === "snoozed" && wasSigned(alert)) return false;
    if (name === "snooze" && DEFAULT_ALERT_RULE.maxSnoozeMinutes[alert.level] === 0) return false;
    return can(user, `alert.${name}`, subjectOf(alert));
  });
}

const FROM: Readonly<Record<AlertActionName, readonly AlertState[]>> = {
  // A silenced alert that nobody signed for can be signed for without waiting; see the check in stepAlert.
  acknowledge: ["open", "snoozed"],
  assign: ["open", "acknowledged", "assigned", "snoozed"],
  snooze: ["open", "acknowledged", "assigned"],
  close: ["acknowledged", "assigned", "snoozed"],
  reopen: ["closed"],
};

const NEEDS_COMMENT: ReadonlySet<AlertActionName> = new Set<AlertActionName>(["snooze", "close", "reopen"]);

function subjectOf(alert: Alert): Subject {
  return { district: alert.district, street: alert.street, business: alert.business };
}

function wasSigned(alert: Alert): boolean {
  return alert.stateBeforeSnooze === "acknowledged" || alert.stateBeforeSnooze === "assigned";
}

function next(
  alert: Alert,
  action: AlertAction,
  actor: Principal,
  nowMs: number,
  change: Partial<Alert> & { state: AlertState },
): AlertResult {
  return {
    ok: true,
    alert: { ...alert, snoozedUntilMs: null, stateBeforeSnooze: null, ...change, version: alert.version + 1 },
    step: {
      action: action.name,
      from: alert.state,
      to: change.state,
      actorId: actor.id,
      atMs: nowMs,
      comment: action.comment,
    },
  };
}

function refuse(reason: AlertRefusal): AlertResult {
  return { ok: false, reason };
}
