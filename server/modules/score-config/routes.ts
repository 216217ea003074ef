import { z } from "zod";
import { instant } from "#domain/api/common";
import { DIMENSIONS } from "#domain/dimension";
import { LEVELS } from "#domain/level";
import { Refusal } from "#server/http/refusal";
import { type AnyRoute, defineRoute } from "#server/http/route";
import { iso, isoOrNull } from "#server/modules/levels";
import type { Db } from "#store/pool";
import { readActiveConfig, readConfigs, type ScoreConfigRow } from "#store/score-configs";

const scoreConfig = z.object({
  version: z.number(),
  state: z.enum(["draft", "active", "retired"]),
  weights: z.record(z.enum(DIMENSIONS), z.number()),
  levels: z.object({ floors: z.array(z.number()).length(5), margin: z.number(), minDwellMs: z.number() }),
  colours: z.partialRecord(z.enum(LEVELS), z.string()),
  comment: z.string(),
  createdAt: instant,
  activatedAt: instant.nullable(),
});

/** 算法配置 as it is; changing it (with preview and review) comes with its own screen. */
export function scoreConfigRoutes({ db }: { readonly db: Db }): AnyRoute[] {
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
      handler: async () => {
        const row = await readActiveConfig(db);
        if (row === null) throw new Refusal("request.not-found");
        return present(row);
      },
    }),
    defineRoute({
      method: "GET",
      path: "/api/score-configs",
      tag: "score-config",
      summary: { zh: "评分配置的全部版本", en: "All versions of the configuration" },
      access: { kind: "whole", action: "config.read" },
      response: z.object({ configs: z.array(scoreConfig) }),
      handler: async () => ({ configs: (await readConfigs(db)).map(present) }),
    }),
  ];
}

function present(row: ScoreConfigRow): z.input<typeof scoreConfig> {
  return {
    version: row.version,
    state: row.state,
    weights: { ...row.weights },
    levels: { floors: [...row.levels.floors], margin: row.levels.margin, minDwellMs: row.levels.minDwellMs },
    colours: { ...row.colours },
    comment: row.comment,
    createdAt: iso(row.createdAtMs),
    activatedAt: isoOrNull(row.activatedAtMs),
  };
}
