import { z } from "zod";
import {
  enterprisePage,
  enterpriseProfile,
  enterpriseQuery,
  findingList,
  relationList,
  scoreHistory,
  timelinePage,
} from "#domain/api/enterprises";
import type { Cipher } from "#domain/crypto";
import type { FinanceKind } from "#domain/finance-kind";
import { canSeeField } from "#domain/permission";
import { DAY_MS } from "#domain/time";
import { Refusal } from "#server/http/refusal";
import { type AnyRoute, defineRoute, type SubjectLoader } from "#server/http/route";
import { describeEvent } from "#server/modules/enterprises/describe-event";
import { makeFilter } from "#server/modules/enterprises/filter";
import { presentRow } from "#server/modules/enterprises/present";
import { presentProfile } from "#server/modules/enterprises/profile";
import { dimensionsOf, iso, levelWord, round } from "#server/modules/levels";
import { readGraph } from "#server/modules/relations/graph";
import { readMergedIds } from "#store/enterprise-merge";
import { countEnterprises, searchEnterprises } from "#store/enterprise-search";
import { findEnterprise, setWatched } from "#store/enterprises";
import { readTimeline } from "#store/events";
import { readFindings } from "#store/findings";
import { readIndicators } from "#store/indicators";
import type { Db, Pool } from "#store/pool";
import { readRelations } from "#store/relations";
import { readScoreHistory, readSparks } from "#store/scores";

export interface EnterpriseDeps {
  readonly db: Pool;
  readonly cipher: Cipher;
}

export const enterpriseParams = z.object({ id: z.coerce.number().int().positive() });
const SPARK_DAYS = 90;

export function enterpriseRoutes({ db, cipher }: EnterpriseDeps): AnyRoute[] {
  const subject = enterpriseSubject(db);
  return [
    defineRoute({
      method: "GET",
      path: "/api/enterprises",
      tag: "enterprises",
      summary: {
        zh: "监测企业列表：搜索、筛选、排序、翻页",
        en: "Monitored enterprises: search, filter, sort, page",
      },
      access: { kind: "area", action: "enterprise.read" },
      query: enterpriseQuery,
      response: enterprisePage,
      handler: async ({ query, scope, nowMs, language }) => {
        const filter = makeFilter(query);
        const [page, total] = await Promise.all([
          searchEnterprises(db, {
            filter,
            scope,
            sort: query.sort,
            descending: query.order === "desc",
            cursor: query.cursor ?? null,
            limit: query.limit,
          }),
          countEnterprises(db, filter, scope),
        ]);
        const ids = page.rows.map((row) => row.id);
        const sparks = await readSparks(db, ids, nowMs - SPARK_DAYS * DAY_MS, nowMs);
        return {
          rows: page.rows.map((row) => presentRow(row, sparks.get(row.id) ?? [], language)),
          next: page.next,
          total: total.exact ? total.count : null,
        };
      },
    }),
    defineRoute({
      method: "GET",
      path: "/api/enterprises/:id",
      tag: "enterprises",
      summary: {
        zh: "企业档案；asOf 按当时所知回溯",
        en: "Enterprise profile; asOf shows it as it was known then",
      },
      access: { kind: "subject", action: "enterprise.read", subject },
      params: enterpriseParams,
      query: z.object({ asOf: z.iso.datetime({ offset: true }).optional() }),
      response: enterpriseProfile,
      handler: async ({ params, query, scope, nowMs, language, user, audit }) => {
        const asOfMs = query.asOf === undefined ? null : Date.parse(query.asOf);
        if (asOfMs !== null && asOfMs > nowMs) throw new Refusal("enterprise.as-of-future");
        const maySeePhone = canSeeField(user.principal, "phone");
        const profile = await presentProfile(db, cipher, {
          id: params.id,
          scope,
          asOfMs,
          nowMs,
          language,
          maySeePhone,
        });
        if (profile === null) throw new Refusal("request.not-found");
        if (maySeePhone && profile.phone !== null) {
          await audit.write(db, { action: "enterprise.field.phone", subject: `enterprise:${params.id}` });
        }
        return profile;
      },
    }),
    defineRoute({
      method: "GET",
      path: "/api/enterprises/:id/timeline",
      tag: "enterprises",
      summary: { zh: "企业时间轴，最新在前", en: "What happened to it, newest first" },
      access: { kind: "subject", action: "enterprise.read", subject },
      params: enterpriseParams,
      query: z.object({
        kinds: z.string().max(200).optional(),
        cursor: z.string().max(400).optional(),
        limit: z.coerce.number().int().min(1).max(200).default(50),
      }),
      response: timelinePage,
      handler: async ({ params, query, language, user, audit }) => {
        const maySeeAccounts = canSeeField(user.principal, "account");
        const ids = await readMergedIds(db, params.id);
        const page = await readTimeline(db, ids, {
          cursor: query.cursor ?? null,
          limit: query.limit,
          kinds: query.kinds === undefined || query.kinds === "" ? undefined : query.kinds.split(","),
        });
        if (maySeeAccounts && page.rows.some((row) => row.kind === "transaction")) {
          await audit.write(db, { action: "enterprise.field.account", subject: `enterprise:${params.id}` });
        }
        return {
          rows: page.rows.map((row) => ({
            kind: row.kind,
            type: row.type,
            time: iso(row.timeMs),
            timeInferred: row.timeInferred,
            ...(row.what === "level"
              ? { title: "", detail: (language === "en" ? row.reasonEn : null) ?? row.reason ?? "" }
              : withdrawnMark(
                  describeEvent(row.kind, row.data ?? {}, { language, maySeeAccounts }),
                  row.withdrawn,
                  language,
                )),
            source: row.source,
            eventUid: row.eventUid,
            levelFrom: row.levelFrom === null ? null : levelWord(row.levelFrom),
            levelTo: row.levelTo === null ? null : levelWord(row.levelTo),
            simulated: row.simulated,
          })),
          next: page.next,
          total: null,
        };
      },
    }),
    defineRoute({
      method: "GET",
      path: "/api/enterprises/:id/scores",
      tag: "enterprises",
      summary: { zh: "风险分走势", en: "Score history" },
      access: { kind: "subject", action: "enterprise.read", subject },
      params: enterpriseParams,
      query: z.object({ days: z.coerce.number().int().min(1).max(1100).default(90) }),
      response: scoreHistory,
      handler: async ({ params, query, nowMs }) => {
        const rows = await readScoreHistory(db, [params.id], nowMs - query.days * DAY_MS);
        return {
          points: rows.map((row) => ({
            time: iso(row.timeMs),
            recordedAt: iso(row.recordedAtMs),
            score: round(row.score),
            level: levelWord(row.level),
            dimensions: dimensionsOf(row.dimensions),
          })),
        };
      },
    }),
    defineRoute({
      method: "GET",
      path: "/api/enterprises/:id/findings",
      tag: "enterprises",
      summary: { zh: "发现及证据，各维度指标", en: "Findings with evidence, and the indicators" },
      access: { kind: "subject", action: "enterprise.read", subject },
      params: enterpriseParams,
      query: z.object({ limit: z.coerce.number().int().min(1).max(500).default(200) }),
      response: findingList,
      handler: async ({ params, query }) => {
        const ids = await readMergedIds(db, params.id);
        const [findings, indicators] = await Promise.all([
          readFindings(db, ids, { limit: query.limit }),
          readIndicators(db, params.id),
        ]);
        return {
          findings: findings.map((row) => ({
            id: row.id,
            detector: row.detector,
            detectorVersion: row.detectorVersion,
            rule: row.rule,
            dimension: row.dimension,
            severity: round(row.severity),
            time: iso(row.timeMs),
            reason: row.reason,
            reasonEn: row.reasonEn,
            figures: { ...row.figures },
            clause: row.clause,
            evidence: row.evidence.map(({ timeMs, ...rest }) => ({ ...rest, time: iso(timeMs) })),
          })),
          indicators: indicators.map((row) => ({
            id: row.id,
            dimension: row.dimension,
            value: round(row.value),
            time: iso(row.timeMs),
          })),
        };
      },
    }),
    defineRoute({
      method: "GET",
      path: "/api/enterprises/:id/relations",
      tag: "enterprises",
      summary: {
        zh: "关联关系；layers 给出至多三层的图谱",
        en: "Relations; layers adds the graph of up to three layers",
      },
      access: { kind: "subject", action: "enterprise.read", subject },
      params: enterpriseParams,
      query: z.object({ layers: z.coerce.number().int().min(1).max(3).optional() }),
      response: relationList,
      handler: async ({ params, query, scope }) => {
        const [rows, graph] = await Promise.all([
          readRelations(db, params.id, scope),
          query.layers === undefined ? undefined : readGraph(db, params.id, query.layers, scope),
        ]);
        return {
          ...(graph === undefined ? {} : { graph }),
          relations: rows.map((row) => ({
            kind: row.kind,
            party: row.party,
            name: row.name,
            // The register's tie is public; a link to what the reader may not open is not given.
            enterpriseId: row.level === null ? null : row.enterpriseId,
            level: row.level === null ? null : levelWord(row.level),
            share: row.share,
            office: row.office,
            direction: row.direction,
            since: iso(row.sinceMs),
          })),
        };
      },
    }),
    defineRoute({
      method: "POST",
      path: "/api/enterprises/:id/watch",
      tag: "enterprises",
      summary: { zh: "列入或移出重点关注", en: "Put on or take off the watch list" },
      access: { kind: "subject", action: "enterprise.watch", subject },
      params: enterpriseParams,
      body: z.object({ watched: z.boolean() }),
      response: z.object({ watched: z.boolean() }),
      trail: "audited",
      handler: async ({ params, body, scope, audit }) => {
        await db.transaction(async (tx) => {
          const before = await findEnterprise(tx, params.id);
          if (!(await setWatched(tx, scope, params.id, body.watched))) throw new Refusal("request.not-found");
          await audit.write(tx, {
            action: "enterprise.watch",
            subject: `enterprise:${params.id}`,
            before: { watched: before?.watched },
            after: { watched: body.watched },
          });
        });
        return { watched: body.watched };
      },
    }),
  ];
}

/** Where an enterprise lies, for `can`: its present responsible place. */
export function enterpriseSubject(db: Db): SubjectLoader {
  return async ({ id }) => {
    const row = /^\d{1,15}$/.test(id ?? "") ? await findEnterprise(db, Number(id)) : null;
    if (row === null) return null;
    return { district: row.district, street: row.street, business: row.financeKind as FinanceKind | null };
  };
}

function withdrawnMark<T extends { title: string }>(words: T, withdrawn: boolean, language: "zh" | "en"): T {
  if (!withdrawn) return words;
  return { ...words, title: language === "zh" ? `（已撤回）${words.title}` : `(withdrawn) ${words.title}` };
}
