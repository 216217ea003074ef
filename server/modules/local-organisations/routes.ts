import { z } from "zod";
import { scopeQuery } from "#domain/api/common";
import {
  evaluationBody,
  organisationEvaluation,
  organisationKinds,
  organisationModel,
  organisationPage,
  organisationQuery,
} from "#domain/api/local-organisations";
import { LOCAL_KINDS } from "#domain/finance-kind";
import type { IndicatorGroup } from "#domain/indicator-group";
import { Refusal } from "#server/http/refusal";
import { type AnyRoute, defineRoute } from "#server/http/route";
import { enterpriseParams, enterpriseSubject } from "#server/modules/enterprises/routes";
import { iso, isoOrNull, levelWord, parseLevels, round } from "#server/modules/levels";
import { presentModel } from "#server/modules/local-organisations/model";
import { readEnterprises } from "#store/enterprise-search";
import {
  countOrganisations,
  readEvaluation,
  readEvaluationHistory,
  searchOrganisations,
} from "#store/organisation-evaluations";
import { readNewestPeers } from "#store/organisation-peers";
import type { Pool } from "#store/pool";

const HISTORY = 60;

/** 地方金融组织: the five kinds, their evaluations, and how these are made. */
export function localOrganisationRoutes({ db }: { readonly db: Pool }): AnyRoute[] {
  return [
    defineRoute({
      method: "GET",
      path: "/api/local-organisations",
      tag: "local-organisations",
      summary: {
        zh: "地方金融组织列表：综合评价分、等级、最差类别、突破限额数",
        en: "Local financial organisations: score, level, worst group, breaches",
      },
      access: { kind: "area", action: "enterprise.read" },
      query: organisationQuery,
      response: organisationPage,
      handler: async ({ query, scope, language }) => {
        const filter = {
          kind: query.kind,
          q: query.q === "" ? undefined : query.q,
          levels: parseLevels(query.levels),
          breached: query.breached === undefined ? undefined : query.breached === "true",
        };
        const found = await searchOrganisations(db, filter, scope, {
          cursor: query.cursor ?? null,
          limit: query.limit,
        });
        return {
          rows: found.rows.map((row) => ({
            id: row.id,
            name: row.name,
            code: row.creditCode,
            district: row.district,
            street: row.street,
            simulated: row.simulated,
            officialLevel: levelWord(row.officialLevel),
            score: row.score === null ? null : round(row.score),
            level: row.level === null ? null : levelWord(row.level),
            worstGroup: row.worstGroup as IndicatorGroup | null,
            groups: (row.groups ?? []).map(({ id, score }) => ({ id: id as IndicatorGroup, score })),
            breaches: row.breaches,
            warnings: row.warnings,
            warning: language === "en" ? row.warningEn : row.warningZh,
            known: row.known === null ? null : round(row.known),
            period: row.period,
            asOf: isoOrNull(row.asOfMs),
          })),
          next: found.next,
          total: null,
        };
      },
    }),
    defineRoute({
      method: "GET",
      path: "/api/local-organisations/kinds",
      tag: "local-organisations",
      summary: { zh: "五类机构家数与评价等级分布", en: "How many of each kind, and how they stand" },
      access: { kind: "area", action: "enterprise.read" },
      query: scopeQuery,
      response: organisationKinds,
      handler: async ({ scope }) => {
        const rows = new Map(
          (await countOrganisations(db, LOCAL_KINDS, scope)).map((row) => [row.kind, row]),
        );
        return {
          kinds: LOCAL_KINDS.map((kind) => {
            const row = rows.get(kind);
            return {
              kind,
              organisations: row?.organisations ?? 0,
              evaluated: row?.evaluated ?? 0,
              breached: row?.breached ?? 0,
              levels: [...(row?.levels ?? [0, 0, 0, 0, 0])],
            };
          }),
        };
      },
    }),
    defineRoute({
      method: "GET",
      path: "/api/local-organisations/kinds/:kind/model",
      tag: "local-organisations",
      summary: {
        zh: "一类机构的评价方法：指标定义、限额条款、同业分布、主成分载荷、违约模型系数",
        en: "How a kind is evaluated: indicators, limits, peers, loadings, effects of the default model",
      },
      access: { kind: "area", action: "enterprise.read" },
      params: z.object({ kind: z.enum(LOCAL_KINDS) }),
      query: scopeQuery,
      response: organisationModel,
      handler: async ({ params, query, nowMs }) => {
        const [row] = await readNewestPeers(db, [params.kind]);
        return presentModel(params.kind, query.district ?? "310000", nowMs, row ?? null);
      },
    }),
    defineRoute({
      method: "GET",
      path: "/api/local-organisations/:id/evaluation",
      tag: "local-organisations",
      summary: {
        zh: "一家机构的评价：六类指标、限额距离、模型、预警、缺报；asOf 看当时",
        en: "One firm's evaluation with all parts; asOf shows the one that held then",
      },
      access: { kind: "subject", action: "enterprise.read", subject: enterpriseSubject(db) },
      params: enterpriseParams,
      query: z.object({ asOf: z.iso.datetime({ offset: true }).optional() }),
      response: organisationEvaluation,
      handler: async ({ params, query, scope, nowMs }) => {
        const asOfMs = query.asOf === undefined ? null : Date.parse(query.asOf);
        if (asOfMs !== null && asOfMs > nowMs) throw new Refusal("enterprise.as-of-future");
        const [[firm], row, history] = await Promise.all([
          readEnterprises(db, [params.id], scope),
          readEvaluation(db, params.id, asOfMs),
          readEvaluationHistory(db, params.id, HISTORY),
        ]);
        if (firm === undefined || row === null) throw new Refusal("request.not-found");
        return {
          id: firm.id,
          name: firm.name,
          code: firm.creditCode,
          district: firm.district,
          officialLevel: levelWord(firm.level),
          officialScore: round(firm.score),
          simulated: firm.simulated,
          asOf: iso(row.asOfMs),
          recordedAt: iso(row.recordedAtMs),
          checkedOn: row.checkedOn,
          evaluation: evaluationBody.parse(row.body),
          history: history.map((point) => ({
            asOf: iso(point.asOfMs),
            score: point.score === null ? null : round(point.score),
            level: levelWord(point.level),
            period: point.period,
            breaches: point.breaches,
          })),
        };
      },
    }),
  ];
}
