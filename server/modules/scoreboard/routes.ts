import type { z } from "zod";
import { type Scoreboard, scoreboard, scoreboardQuery } from "#domain/api/scoreboard";
import { districtName } from "#domain/district";
import { type AnyRoute, defineRoute } from "#server/http/route";
import { iso } from "#server/modules/levels";
import { readPeriod } from "#server/modules/period";
import type { Db } from "#store/pool";
import { readScoreboard, type ScoreboardRow } from "#store/scoreboard";

/** 预警成效: what the warnings of each detector and district were worth. */
export function scoreboardRoutes({ db }: { readonly db: Db }): AnyRoute[] {
  return [
    defineRoute({
      method: "GET",
      path: "/api/scoreboard",
      tag: "scoreboard",
      summary: {
        zh: "预警成效：各模型、各区的预警数、查实、不实、提前天数、命中率",
        en: "Scoreboard: alerts, confirmed, unfounded, lead time and hit rate by detector and district",
      },
      access: { kind: "area", action: "alert.read" },
      query: scoreboardQuery,
      response: scoreboard,
      handler: async ({ query, scope, nowMs, language }) => {
        const { fromMs, toMs } = readPeriod(query, nowMs);
        const rows = await readScoreboard(db, scope, { fromMs, toMs });
        return {
          from: iso(fromMs),
          to: iso(toMs),
          all: worthOf(rows.find(({ kind }) => kind === "all")),
          detectors: rows
            .filter(({ kind }) => kind === "detector")
            .map((row) => ({ id: row.id, ...worthOf(row) })),
          districts: rows
            .filter(({ kind }) => kind === "district")
            .map((row) => ({ code: row.id, name: districtName(row.id, language), ...worthOf(row) })),
        };
      },
    }),
  ];
}

type Worth = z.input<typeof scoreboard>["all"];

function worthOf(row: ScoreboardRow | undefined): Worth {
  if (row === undefined) return NOTHING;
  const { alerts, confirmed, unfounded, unverifiable, open, confirming, warned, leadDays } = row;
  return {
    alerts,
    confirmed,
    unfounded,
    unverifiable,
    open,
    precision: share(confirmed, confirmed + unfounded),
    confirming,
    warned,
    hitRate: share(warned, confirming),
    leadDays:
      leadDays === null
        ? null
        : { lower: round1(leadDays[0]), median: round1(leadDays[1]), upper: round1(leadDays[2]) },
  };
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.round((part / whole) * 1000) / 1000;
}

function round1(days: number): number {
  return Math.round(days * 10) / 10;
}

const NOTHING: Scoreboard["all"] = {
  alerts: 0,
  confirmed: 0,
  unfounded: 0,
  unverifiable: 0,
  open: 0,
  precision: null,
  confirming: 0,
  warned: 0,
  hitRate: null,
  leadDays: null,
};
