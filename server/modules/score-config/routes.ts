import { z } from "zod";
import { configComparison, scoreConfig, scoreConfigList } from "#domain/api/score-configs";
import { compareContents } from "#domain/score-config";
import { Refusal } from "#server/http/refusal";
import { type AnyRoute, defineRoute } from "#server/http/route";
import { presentConfigs } from "#server/modules/score-config/present";
import { proposalRoutes } from "#server/modules/score-config/proposal-routes";
import type { Pool } from "#store/pool";
import { readActiveConfig, readConfig, readConfigs } from "#store/score-configs";

const number = z.coerce.number().int().positive();

/** 评分配置: what is in force, its versions, and (proposal-routes) how it is changed by two people. */
export function scoreConfigRoutes({ db }: { readonly db: Pool }): AnyRoute[] {
  const show = async (version: number, userId: number): Promise<z.input<typeof scoreConfig>> => {
    const row = await readConfig(db, version);
    if (row === null) throw new Refusal("request.not-found");
    return (await presentConfigs(db, [row], userId))[0] as z.input<typeof scoreConfig>;
  };
  return [
    defineRoute({
      method: "GET",
      path: "/api/score-config",
      tag: "score-config",
      summary: {
        zh: "现行评分配置：权重、等级区间、颜色",
        en: "The active configuration: weights, bands, colours",
      },
      // Colours and bands are what every screen draws levels with.
      access: { kind: "self" },
      response: scoreConfig,
      handler: async ({ user }) => {
        const row = await readActiveConfig(db);
        if (row === null) throw new Refusal("request.not-found");
        return (await presentConfigs(db, [row], user.id))[0] as z.input<typeof scoreConfig>;
      },
    }),
    defineRoute({
      method: "GET",
      path: "/api/score-configs",
      tag: "score-config",
      summary: { zh: "评分配置的全部版本", en: "All versions of the configuration" },
      access: { kind: "whole", action: "config.read" },
      response: scoreConfigList,
      handler: async ({ user }) => ({ configs: await presentConfigs(db, await readConfigs(db), user.id) }),
    }),
    defineRoute({
      method: "GET",
      path: "/api/score-configs/compare",
      tag: "score-config",
      summary: { zh: "两个版本及其差异", en: "Two versions and where they differ" },
      access: { kind: "whole", action: "config.read" },
      query: z.object({ from: number, to: number }),
      response: configComparison,
      handler: async ({ query, user }) => {
        const [from, to] = await Promise.all([show(query.from, user.id), show(query.to, user.id)]);
        return { from, to, differences: compareContents(contentOf(from), contentOf(to)) };
      },
    }),
    defineRoute({
      method: "GET",
      path: "/api/score-configs/:version",
      tag: "score-config",
      summary: { zh: "评分配置的一个版本", en: "One version of the configuration" },
      access: { kind: "whole", action: "config.read" },
      params: z.object({ version: number }),
      response: scoreConfig,
      handler: ({ params, user }) => show(params.version, user.id),
    }),
    ...proposalRoutes({ db }),
  ];
}

function contentOf(shown: z.input<typeof scoreConfig>): Parameters<typeof compareContents>[0] {
  return shown as Parameters<typeof compareContents>[0];
}
