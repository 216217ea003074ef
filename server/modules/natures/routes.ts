import type { NatureEvent, NatureSubject } from "#detectors/natures/input";
import { judgeNatures } from "#detectors/natures/natures";
import { naturePicture } from "#domain/api/natures";
import type { FinanceKind } from "#domain/finance-kind";
import type { NatureSource } from "#domain/nature";
import { Refusal } from "#server/http/refusal";
import { type AnyRoute, defineRoute } from "#server/http/route";
import { enterpriseParams, enterpriseSubject } from "#server/modules/enterprises/routes";
import { presentNatures } from "#server/modules/natures/present";
import { readMergedIds } from "#store/enterprise-merge";
import { readProfile } from "#store/enterprise-profile";
import { readTimeline } from "#store/events";
import type { Db, Pool } from "#store/pool";

const TEXT_KINDS = ["sentiment", "complaint", "registration", "judicial", "penalty"] as const;
/** Together 500 events. Transfers apart: a firm with thousands of them would hide its texts. */
const MOST_TEXTS = 300;
const MOST_TRANSFERS = 200;

/** 三性研判 of one enterprise. */
export function natureRoutes({ db }: { readonly db: Pool }): AnyRoute[] {
  return [
    defineRoute({
      method: "GET",
      path: "/api/enterprises/:id/natures",
      tag: "enterprises",
      summary: {
        zh: "三性研判：非法性、利诱性、社会性，附语句、持牌、人数金额估计",
        en: "The three natures with sentences, licences and estimates of people and money",
      },
      access: { kind: "subject", action: "enterprise.read", subject: enterpriseSubject(db) },
      params: enterpriseParams,
      response: naturePicture,
      handler: async ({ params, scope, nowMs }) => {
        const row = await readProfile(db, params.id, scope);
        if (row === null) throw new Refusal("request.not-found");
        const subject: NatureSubject = {
          name: row.name,
          scope: row.businessScope,
          licences: row.licences,
          financeKind: row.financeKind as FinanceKind | null,
          status: row.status,
        };
        const events = await readNatureEvents(db, params.id);
        const picture = judgeNatures({ subject, events });
        const sinceMs = events.length === 0 ? null : Math.min(...events.map(({ timeMs }) => timeMs));
        return presentNatures(picture, subject, { nowMs, sinceMs });
      },
    }),
  ];
}

/** The newest events of the enterprise and of what was merged into it, without withdrawn ones. */
async function readNatureEvents(db: Db, id: number): Promise<NatureEvent[]> {
  const ids = await readMergedIds(db, id);
  const pages = await Promise.all([
    readTimeline(db, ids, { cursor: null, limit: MOST_TEXTS, kinds: TEXT_KINDS }),
    readTimeline(db, ids, { cursor: null, limit: MOST_TRANSFERS, kinds: ["transaction"] }),
  ]);
  return pages
    .flatMap(({ rows }) => rows)
    .flatMap(({ eventUid, kind, timeMs, source, data, withdrawn }) =>
      eventUid === null || data === null || withdrawn
        ? []
        : [{ uid: eventUid, kind: kind as NatureSource, timeMs, source, data: data as NatureEvent["data"] }],
    );
}
