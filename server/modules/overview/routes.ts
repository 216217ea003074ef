import { z } from "zod";
import {
  mapPoints,
  mapPointsQuery,
  type Overview,
  overview,
  overviewQuery,
  wall,
} from "#domain/api/overview";
import { industriesUnder } from "#domain/industry";
import { LEVELS } from "#domain/level";
import { allowedTopics, type Scope } from "#domain/permission";
import { type AnyRoute, defineRoute } from "#server/http/route";
import { iso, levelWord, round } from "#server/modules/levels";
import { drawOverview, type PictureQuestion } from "#server/modules/overview/picture";
import { createSharedRead } from "#server/modules/overview/shared-read";
import { readPeriod } from "#server/modules/period";
import { readDutyOfficer } from "#store/duty";
import { readLatestEvents } from "#store/events";
import type { Db } from "#store/pool";
import { readPushHeads } from "#store/push-log";
import { readMapPoints } from "#store/scores";

const LATEST = 40;
const MOST_POINTS = 20_000;

/** 概览, the wall and the map: three pictures of the same counts. */
export function overviewRoutes({ db }: { readonly db: Db }): AnyRoute[] {
  const share = createSharedRead<Overview>();
  const draw = (question: PictureQuestion) => {
    const { scope, period, language } = question;
    const { name, firstDay, lastDay } = period;
    return share(JSON.stringify([scope, name, firstDay, lastDay, language]), () =>
      drawOverview(db, question),
    );
  };
  return [
    defineRoute({
      method: "GET",
      path: "/api/overview",
      tag: "overview",
      summary: {
        zh: "辖区概览：等级、走势、排名、新增风险企业",
        en: "Overview of an area: levels, trend, rankings, newest",
      },
      access: { kind: "area", action: "overview.read" },
      query: overviewQuery,
      response: overview,
      handler: ({ query, scope, nowMs, language }) =>
        draw({
          scope: ofIndustry(scope, query.industry),
          period: readPeriod(query, nowMs),
          nowMs,
          language,
        }),
    }),
    defineRoute({
      method: "GET",
      path: "/api/wall",
      tag: "overview",
      summary: {
        zh: "全局大屏：概览、最新动态和推送序号",
        en: "The global wall: overview, latest events, push sequences",
      },
      access: { kind: "area", action: "overview.read" },
      query: overviewQuery,
      response: wall,
      handler: async ({ query, scope: whole, nowMs, user, language }) => {
        const scope = ofIndustry(whole, query.industry);
        // Sequences first: what is pushed while the picture is drawn comes again, and is never missed.
        const heads = await readPushHeads(db, allowedTopics(user.principal));
        const [picture, latest, dutyOfficer] = await Promise.all([
          draw({ scope, period: readPeriod(query, nowMs), nowMs, language }),
          readLatestEvents(db, scope, LATEST),
          readDutyOfficer(db, nowMs),
        ]);
        return {
          overview: picture,
          latest: latest.map(({ timeMs, level, score, reason, reasonEn, ...row }) => ({
            ...row,
            reason: language === "en" && reasonEn !== "" ? reasonEn : reason,
            time: iso(timeMs),
            level: levelWord(level),
            score: round(score),
          })),
          dutyOfficer,
          sequences: Object.fromEntries(heads),
        };
      },
    }),
    defineRoute({
      method: "GET",
      path: "/api/map/points",
      tag: "overview",
      summary: {
        zh: "地图点位（列式），最高分在前",
        en: "Points of the map as columns, highest scores first",
      },
      access: { kind: "area", action: "enterprise.read" },
      query: mapPointsQuery.extend({
        /** A level's name or number; that one and above. */
        minLevel: z.union([z.enum(LEVELS), z.coerce.number().int().min(1).max(5)]).default("yellow"),
        limit: z.coerce.number().int().min(1).max(MOST_POINTS).default(MOST_POINTS),
      }),
      response: mapPoints,
      handler: async ({ query, scope: whole }) => {
        const { minLevel } = query;
        const scope = ofIndustry(whole, query.industry);
        const least = typeof minLevel === "number" ? minLevel : LEVELS.indexOf(minLevel) + 1;
        const columns = await readMapPoints(db, scope, least, query.limit);
        return {
          ...columns,
          longitudes: columns.longitudes.map(metre),
          latitudes: columns.latitudes.map(metre),
          scores: columns.scores.map(round),
        };
      },
    }),
  ];
}

/** The rows of one section (门类) within the scope. */
function ofIndustry(scope: Scope, section: string | undefined): Scope {
  if (section === undefined) return scope;
  return { ...scope, industries: [section, ...industriesUnder(section).map(({ code }) => code)] };
}

/** Five decimals are a metre. */
function metre(degrees: number): number {
  return Math.round(degrees * 1e5) / 1e5;
}
