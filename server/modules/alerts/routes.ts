import { z } from "zod";
import { WHO_MAY } from "#domain/action";
import { ALERT_ACTIONS, type AlertAction, type AlertActionName, alertActions } from "#domain/alert";
import { suggestAction } from "#domain/alert-rule";
import {
  ALERT_STATES,
  type AlertDetail,
  type AlertRow,
  alertAction,
  alertCount,
  alertDetail,
  alertPage,
  alertQuery,
  officerList,
} from "#domain/api/alerts";
import { scopeQuery } from "#domain/api/common";
import type { Language } from "#domain/error";
import type { FinanceKind } from "#domain/finance-kind";
import { REQUIRED } from "#domain/issue";
import { levelOf } from "#domain/level";
import type { Scope } from "#domain/permission";
import type { SessionUser } from "#server/auth/session-user";
import { areaOf } from "#server/http/access";
import { Refusal } from "#server/http/refusal";
import { type AnyRoute, type Context, defineRoute, type SubjectLoader } from "#server/http/route";
import type { AlertService } from "#server/modules/alerts/service";
import { presentReasons } from "#server/modules/enterprises/present";
import { iso, isoOrNull, parseLevels, parseList, round } from "#server/modules/levels";
import { findAlertPlace } from "#store/alert-places";
import { toAlert } from "#store/alert-steps";
import { type AlertListRow, countAlerts, readAlert, readAlertSteps, readInbox } from "#store/alerts";
import { readFindingsByUid } from "#store/findings";
import { readOfficers } from "#store/officers";
import type { Db } from "#store/pool";

export interface AlertDeps {
  readonly db: Db;
  readonly service: AlertService;
}

const params = z.object({ id: z.coerce.number().int().positive() });

const ACTION_WORDS: Readonly<Record<AlertActionName, { zh: string; en: string }>> = {
  acknowledge: { zh: "签收预警", en: "Acknowledge an alert" },
  assign: { zh: "转派预警", en: "Assign an alert" },
  snooze: { zh: "暂停推送", en: "Silence an alert for a while" },
  close: { zh: "办结预警", en: "Close an alert with a verdict" },
  reopen: { zh: "重新打开预警", en: "Reopen an alert" },
};

export function alertRoutes({ db, service }: AlertDeps): AnyRoute[] {
  const subject = alertSubject(db);
  return [
    defineRoute({
      method: "GET",
      path: "/api/alerts",
      tag: "alerts",
      summary: {
        zh: "预警收件箱：未签收在前，再按等级和时间",
        en: "The inbox: unacknowledged first, then by level and age",
      },
      access: { kind: "area", action: "alert.read" },
      query: alertQuery.extend({ enterpriseId: z.coerce.number().int().positive().optional() }),
      response: alertPage,
      handler: async ({ query, scope, user, language }) => {
        const page = await readInbox(db, {
          scope,
          states: query.states ? parseList(query.states, ALERT_STATES, "states") : undefined,
          levels: parseLevels(query.levels),
          ownerId: query.mine === "true" ? user.id : undefined,
          enterpriseId: query.enterpriseId,
          q: query.q,
          cursor: query.cursor ?? null,
          limit: query.limit,
        });
        return {
          rows: page.rows.map((row) => presentAlert(row, language)),
          next: page.next,
          total: page.total,
        };
      },
    }),
    defineRoute({
      method: "GET",
      path: "/api/alerts/count",
      tag: "alerts",
      summary: { zh: "未签收、本人承办和逾期的数量", en: "How many are unacknowledged, mine, overdue" },
      access: { kind: "area", action: "alert.read" },
      query: scopeQuery,
      response: alertCount,
      handler: async ({ scope, user, nowMs }) => {
        const { unacknowledged, mine, overdue } = await countAlerts(db, scope, user.id, nowMs);
        return { unacknowledged, mine, overdue };
      },
    }),
    defineRoute({
      method: "GET",
      path: "/api/alerts/:id",
      tag: "alerts",
      summary: {
        zh: "预警详情：理由、证据、步骤、可执行操作",
        en: "One alert: reasons, evidence, steps, what can be done",
      },
      access: { kind: "subject", action: "alert.read", subject },
      params,
      response: alertDetail,
      handler: (context) => presentDetail(db, context, context.params.id),
    }),
    ...ALERT_ACTIONS.map((name) =>
      defineRoute({
        method: "POST",
        path: `/api/alerts/:id/${name}`,
        tag: "alerts",
        summary: ACTION_WORDS[name],
        access: { kind: "subject", action: `alert.${name}`, subject },
        params,
        body: alertAction,
        response: alertDetail,
        trail: "audited",
        handler: async (context) => {
          const { params, body, user, audit } = context;
          await service.step(
            user,
            {
              alertId: params.id,
              action: await makeAction(name, body, service),
              requestId: body.requestId,
              address: context.address,
              traceId: context.trace.traceId,
              nowMs: context.nowMs,
            },
            context.language,
          );
          audit.noteWritten();
          return presentDetail(db, context, params.id);
        },
      }),
    ),
    defineRoute({
      method: "GET",
      path: "/api/officers",
      tag: "alerts",
      summary: { zh: "本辖区可承办预警的人员", en: "Whom an alert of the area can be given to" },
      access: { kind: "area", action: "alert.read" },
      query: scopeQuery,
      response: officerList,
      handler: async ({ scope }) => {
        const officers = await readOfficers(
          db,
          { district: areaOf(scope), street: scope.street },
          WHO_MAY["alert.read"],
        );
        const seen = new Set<number>();
        return {
          officers: officers
            .filter((row) => !seen.has(row.id) && seen.add(row.id))
            .map(({ id, name, role, district }) => ({ id, name, role, district })),
        };
      },
    }),
  ];
}

function alertSubject(db: Db): SubjectLoader {
  return async ({ id }) => {
    const place = /^\d{1,15}$/.test(id ?? "") ? await findAlertPlace(db, Number(id)) : null;
    if (place === null) return null;
    return {
      district: place.district,
      street: place.street,
      business: place.financeKind as FinanceKind | null,
    };
  };
}

type ActionBody = z.output<typeof alertAction>;

async function makeAction(
  name: AlertActionName,
  body: ActionBody,
  service: AlertService,
): Promise<AlertAction> {
  const common = { version: body.version, comment: body.comment };
  switch (name) {
    case "acknowledge":
    case "reopen":
      return { name, ...common };
    case "assign":
      if (body.assignee === undefined) throw missing("assignee");
      return { name, ...common, assignee: { principal: await service.readAssignee(body.assignee) } };
    case "snooze":
      if (body.snoozeMinutes === undefined) throw missing("snoozeMinutes");
      return { name, ...common, minutes: body.snoozeMinutes };
    case "close":
      if (body.verdict === undefined) throw new Refusal("alert.verdict-missing");
      return { name, ...common, verdict: body.verdict };
  }
}

function missing(field: string): Refusal {
  return new Refusal(
    "request.invalid",
    {},
    { details: [{ path: `body.${field}`, code: "invalid_type", message: REQUIRED }] },
  );
}

function presentAlert(row: AlertListRow, language: Language): AlertRow {
  const strongest = row.reasons[0];
  return {
    id: row.id,
    enterpriseId: row.enterpriseId,
    name: row.name,
    district: row.district,
    from: levelOf(row.levelFrom),
    to: levelOf(row.levelTo),
    score: round(row.score),
    state: row.state,
    reason: strongest === undefined ? "" : language === "en" ? strongest.textEn : strongest.text,
    action: suggestAction(levelOf(row.levelTo), strongest?.dimension ?? null)[language],
    owner: row.owner,
    createdAt: iso(row.createdAtMs),
    dueAt: isoOrNull(row.dueMs),
    simulated: row.simulated,
    version: row.version,
  };
}

async function presentDetail(
  db: Db,
  {
    scope,
    user,
    language,
  }: Pick<Context, "scope" | "user" | "language"> & { scope: Scope; user: SessionUser },
  id: number,
): Promise<AlertDetail> {
  const row = await readAlert(db, id, scope);
  if (row === null) throw new Refusal("request.not-found");
  const [steps, findings] = await Promise.all([
    readAlertSteps(db, id),
    readFindingsByUid(db, row.findingUids),
  ]);
  return {
    row: presentAlert(row, language),
    reasons: presentReasons(row.reasons, new Map(findings.map((finding) => [finding.uid, finding.id]))),
    evidence: findings.flatMap((finding) =>
      finding.evidence.map(({ timeMs, ...rest }) => ({ ...rest, time: iso(timeMs) })),
    ),
    configVersion: row.configVersion,
    modelVersion: row.modelVersion,
    steps: steps.map((step) => ({
      time: iso(step.atMs),
      actor: step.actor,
      action: step.action,
      comment: step.comment,
      from: step.from,
      to: step.to,
    })),
    actions: [...alertActions(toAlert(row), user.principal)],
  };
}
