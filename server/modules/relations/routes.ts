import { scopeQuery } from "#domain/api/common";
import { clusterDetail, clusterPage, clusterQuery, controllerList } from "#domain/api/relations";
import { Refusal } from "#server/http/refusal";
import { type AnyRoute, defineRoute } from "#server/http/route";
import { enterpriseParams, enterpriseSubject } from "#server/modules/enterprises/routes";
import { iso, levelWord, round } from "#server/modules/levels";
import { presentCluster, presentOwner } from "#server/modules/relations/present";
import { readCluster, readClusterMembers, readClusters } from "#store/clusters";
import { readControllers, readNodeNames } from "#store/controllers";
import { decodeCursor, encodeCursor } from "#store/cursor";
import type { Pool } from "#store/pool";

/** Members that one answer lists. */
const MAX_MEMBERS = 500;

/** What is computed over the graph of relations (server/pipelines/relations). */
export function relationRoutes({ db }: { readonly db: Pool }): AnyRoute[] {
  return [
    defineRoute({
      method: "GET",
      path: "/api/enterprises/:id/controllers",
      tag: "enterprises",
      summary: {
        zh: "实际控制人与受益所有人（股权穿透，含链路与依据）",
        en: "Actual controller and beneficial owners by look-through, with chains and the rule",
      },
      access: { kind: "subject", action: "enterprise.read", subject: enterpriseSubject(db) },
      params: enterpriseParams,
      response: controllerList,
      handler: async ({ params, scope, language }) => {
        const rows = await readControllers(db, params.id, scope);
        const nodes = new Set(
          rows.flatMap((row) => [
            row.personId === null ? `e:${row.partyEnterprise}` : `p:${row.personId}`,
            ...row.chains.flatMap((chain) => chain.nodes),
          ]),
        );
        const ids = (prefix: string) =>
          [...nodes].filter((node) => node.startsWith(prefix)).map((node) => Number(node.slice(2)));
        const names = new Map(
          (await readNodeNames(db, ids("e:"), ids("p:"), scope)).map((row) => [row.node, row]),
        );
        const controller = rows.find(({ what }) => what === "controller");
        return {
          controller: controller === undefined ? null : presentOwner(controller, names, language),
          beneficial: rows
            .filter(({ what }) => what === "beneficial")
            .map((row) => presentOwner(row, names, language)),
          computedAt: rows[0] === undefined ? null : iso(rows[0].computedAtMs),
          version: rows[0]?.version ?? null,
        };
      },
    }),
    defineRoute({
      method: "GET",
      path: "/api/clusters",
      tag: "enterprises",
      summary: { zh: "疑似空壳集群，评分高者在前", en: "Suspected shell clusters, highest score first" },
      access: { kind: "area", action: "enterprise.read" },
      query: clusterQuery,
      response: clusterPage,
      handler: async ({ query, scope, language }) => {
        const after =
          query.cursor === undefined ? null : decodeCursor(query.cursor, ["number", "number"] as const);
        const rows = await readClusters(db, scope, {
          after: after === null ? null : { score: after[0], id: after[1] },
          limit: query.limit + 1,
        });
        const shown = rows.slice(0, query.limit);
        const last = shown.at(-1);
        return {
          rows: shown.map((row) => presentCluster(row, language)),
          next: rows.length > query.limit && last !== undefined ? encodeCursor([last.score, last.id]) : null,
          total: null,
        };
      },
    }),
    defineRoute({
      method: "GET",
      path: "/api/clusters/:id",
      tag: "enterprises",
      summary: {
        zh: "空壳集群详情：成员、特征、评分构成",
        en: "One shell cluster: members, traits, parts of the score",
      },
      access: { kind: "area", action: "enterprise.read" },
      params: enterpriseParams,
      query: scopeQuery,
      response: clusterDetail,
      handler: async ({ params, scope, language }) => {
        const row = await readCluster(db, params.id, scope);
        if (row === null) throw new Refusal("request.not-found");
        const members = await readClusterMembers(db, params.id, scope, MAX_MEMBERS);
        return {
          cluster: presentCluster(row, language),
          members: members.map(({ level, score, sinceMs, ...member }) => ({
            ...member,
            level: levelWord(level),
            score: round(score),
            since: iso(sinceMs),
          })),
        };
      },
    }),
  ];
}
