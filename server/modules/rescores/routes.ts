import { z } from "zod";
import { rescoreProgress, scoresByVersion, whatIfAnswer, whatIfDraft } from "#domain/api/rescore";
import { Refusal } from "#server/http/refusal";
import { type AnyRoute, defineRoute } from "#server/http/route";
import { enterpriseParams, enterpriseSubject } from "#server/modules/enterprises/routes";
import { iso, isoOrNull } from "#server/modules/levels";
import { createSharedRead } from "#server/modules/overview/shared-read";
import { presentVersions } from "#server/modules/rescores/versions";
import { answerWhatIf, type WhatIf } from "#server/modules/rescores/what-if";
import type { Pool } from "#store/pool";
import { type RescoreRow, readRescore } from "#store/rescores";

/** What a version of the configuration does to the scores: before it is approved, while it takes over, and after. */
export function rescoreRoutes({ db }: { readonly db: Pool }): AnyRoute[] {
  const shared = createSharedRead<WhatIf>();
  const versionParams = z.object({ version: z.coerce.number().int().positive() });
  return [
    defineRoute({
      method: "POST",
      path: "/api/score-configs/what-if",
      tag: "score-config",
      summary: {
        zh: "推演：按这套权重与区间，多少企业会改变等级（全量、不保存）",
        en: "What if: how many enterprises would change level under these weights and bands; nothing is saved",
      },
      access: { kind: "whole", action: "config.read" },
      // One scan of all scores for each: enough for somebody who moves sliders.
      rate: { per: "user", perMinute: 30 },
      trail: { notAudited: "reads only: nothing is changed and no person's data shown" },
      body: whatIfDraft,
      response: whatIfAnswer,
      handler: ({ body, nowMs }) => shared(JSON.stringify(body), () => answerWhatIf(db, body, nowMs)),
    }),
    defineRoute({
      method: "GET",
      path: "/api/score-configs/:version/rescore",
      tag: "score-config",
      summary: { zh: "全量重评的进度", en: "Progress of scoring every enterprise anew" },
      access: { kind: "whole", action: "config.read" },
      params: versionParams,
      response: rescoreProgress,
      handler: async ({ params }) => {
        const row = await readRescore(db, params.version);
        if (row === null) throw new Refusal("request.not-found");
        return presentRescore(row);
      },
    }),
    defineRoute({
      method: "GET",
      path: "/api/enterprises/:id/scores-by-version",
      tag: "enterprises",
      summary: {
        zh: "企业在各配置版本下的评分，并列比较",
        en: "An enterprise's score under each version of the configuration, side by side",
      },
      access: { kind: "subject", action: "enterprise.read", subject: enterpriseSubject(db) },
      params: enterpriseParams,
      response: scoresByVersion,
      handler: async ({ params }) => {
        const answer = await presentVersions(db, params.id);
        if (answer === null) throw new Refusal("request.not-found");
        return answer;
      },
    }),
  ];
}

function presentRescore(row: RescoreRow): z.input<typeof rescoreProgress> {
  const { version, fromVersion, state, total, done, changed, upgraded, downgraded, error } = row;
  return {
    version,
    fromVersion,
    state,
    total,
    done,
    changed,
    upgraded,
    downgraded,
    error,
    requestedAt: iso(row.requestedAtMs),
    startedAt: isoOrNull(row.startedAtMs),
    finishedAt: isoOrNull(row.finishedAtMs),
  };
}
