import { z } from "zod";
import { configComparison, scoreConfig, scoreConfigList } from "#domain/api/score-configs";
import { compareContents } from "#domain/score-config";
import { Refusal } from "#server/http/refusal";
import { type AnyRoute, defineRoute } from "#server/http/route";
import { presentConfigs } from "#server/modules/score-config/present";
import { proposalRoutes } from "#server/modules/score-config/proposal-routes";
import type { Pool } from "#store/pool";
import { readActiveConfig, readConfig, readConfigs, type ScoreConfigRow } from "#store/score-configs";

type Shown = z.input<typeof scoreConfig>;

const number = z.coerce.number().int().positive();

/** 评分配置: what is in force, its versions, and (proposal-routes) how it is changed by two people. */
export function scoreConfigRoutes({ db }: { readonly db: Pool }): AnyRoute[] {
  const show = async (version: number, userId: number): Promise<Shown> => {
    const row = await readConfig(db, version);
    if (row === null) throw new Refusal("request.not-found");
    return (await presentConfigs(db, [row], userId))[0] as Shown;
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
        return (await presentConfigs(db, [row], user.id))[0] as Shown;
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
      summary: {
        zh: "两个版本及其差异；from 缺省为现行版本，to 缺省为最新版本",
        en: "Two versions and where they differ; from is the active one, to the newest, unless they are named",
      },
      access: { kind: "whole", action: "config.read" },
      query: z.object({ from: number.optional(), to: number.optional() }),
      response: configComparison,
      handler: async ({ query, user }) => {
        const rows = await readConfigs(db);
        const find = (row: ScoreConfigRow | undefined): ScoreConfigRow => {
          if (row === undefined) throw new Refusal("request.not-found");
          return row;
        };
        const from = find(
          rows.find((row) =>
            query.from === undefined ? row.state === "active" : row.version === query.from,
          ),
        );
        const to = find(rows.find((row) => query.to === undefined || row.version === query.to));
        const [shownFrom, shownTo] = await presentConfigs(db, [from, to], user.id);
        return { from: shownFrom as Shown, to: shownTo as Shown, differences: compareContents(from, to) };
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
