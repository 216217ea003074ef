import { isEnded } from "#detectors/compliance/compliance";
import {
  type ComplaintFact,
  type CourtFact,
  type EvaluationInput,
  type NewsFact,
  type PenaltyFact,
  type PeriodFigures,
  parsePeriod,
} from "#detectors/finance/input";
import type { PeerSnapshot } from "#detectors/finance/peers";
import type { EventData } from "#domain/event";
import { groupBy } from "#domain/group";
import { limitsFor } from "#domain/legal-limit";
import { DAY_MS, dayOf } from "#domain/time";
import {
  type OrganisationEventRow,
  type OrganisationNewsRow,
  readOrganisationEvents,
  readOrganisationNews,
  type StaleOrganisation,
} from "#store/organisation-inputs";
import type { Db } from "#store/pool";

/** A year of facts, and a month more of reports for the year's comparison. */
const LOOK_BACK_DAYS = 430;
const MOST_PERIODS = 13;

export type Organisation = Omit<StaleOrganisation, "inputsAt">;

/** What evaluations of these firms are made of, as it was known to the store when it was read, up to an instant. */
export async function readInputs(
  db: Db,
  organisations: readonly Organisation[],
  nowMs: number,
  peersOf: (kind: Organisation["kind"]) => PeerSnapshot | null,
): Promise<Map<number, EvaluationInput>> {
  const ids = organisations.map((organisation) => organisation.id);
  const fromMs = nowMs - LOOK_BACK_DAYS * DAY_MS;
  const events = groupBy(
    await readOrganisationEvents(db, ids, fromMs, nowMs),
    ({ enterpriseId }) => enterpriseId,
  );
  const news = groupBy(
    await readOrganisationNews(db, ids, fromMs, nowMs),
    ({ enterpriseId }) => enterpriseId,
  );
  return new Map(
    organisations.map((organisation) => [
      organisation.id,
      makeInput(
        organisation,
        events.get(organisation.id) ?? [],
        news.get(organisation.id) ?? [],
        nowMs,
        peersOf(organisation.kind),
      ),
    ]),
  );
}

/** Pure: rows of the store to the input of an evaluation. What a later event corrects is left out. */
export function makeInput(
  organisation: Organisation,
  events: readonly OrganisationEventRow[],
  news: readonly OrganisationNewsRow[],
  nowMs: number,
  peers: PeerSnapshot | null,
): EvaluationInput {
  const corrected = new Set(events.map((event) => event.corrects).filter((uid) => uid !== null));
  const standing = events.filter((event) => !corrected.has(event.uid));
  const of = <K extends OrganisationEventRow["kind"]>(kind: K) =>
    standing.filter((event) => event.kind === kind) as (OrganisationEventRow & {
      readonly data: EventData[K];
    })[];
  const arrears = new Map<string, number>();
  for (const { data } of of("tax"))
    if (data.arrears !== undefined) arrears.set(data.item, Math.max(0, Number(data.arrears)));
  return {
    kind: organisation.kind,
    district: organisation.district,
    nowMs,
    history: makeHistory(of("filing")),
    facts: {
      courts: of("judicial").map(
        (event): CourtFact => ({
          stage: event.data.stage,
          role: event.data.role ?? "unknown",
          timeMs: event.timeMs,
          count: event.data.count ?? 1,
          amount: Number(event.data.amount ?? 0),
          ended: isEnded(event),
          eventUid: event.uid,
        }),
      ),
      penalties: of("penalty").map(
        (event): PenaltyFact => ({
          category: event.data.category,
          timeMs: event.timeMs,
          amount: Number(event.data.amount ?? 0),
          ended: isEnded(event),
          eventUid: event.uid,
        }),
      ),
      complaints: of("complaint").map(
        (event): ComplaintFact => ({
          timeMs: event.timeMs,
          people: event.data.people ?? 1,
          eventUid: event.uid,
        }),
      ),
      news: news.map((row): NewsFact => ({ ...row })),
      taxArrears: arrears.size === 0 ? null : [...arrears.values()].reduce((sum, yuan) => sum + yuan, 0),
      criminalCase: organisation.criminalCase,
      status: organisation.status,
    },
    limits: limitsFor(organisation.kind, dayOf(nowMs), organisation.district),
    peers,
  };
}

/**
 * One row a month, newest first. Of a form's reports for a month the one that came last stands, as a whole; several
 * forms for one month (a monthly and a quarterly one) are laid over each other.
 */
function makeHistory(
  filings: readonly (OrganisationEventRow & { readonly data: EventData["filing"] })[],
): PeriodFigures[] {
  const latest = new Map<string, PeriodFigures>();
  for (const event of filings) {
    const parsed = event.data.period === undefined ? null : parsePeriod(event.data.period);
    if (parsed === null || Object.keys(event.data.figures).length === 0) continue;
    latest.set(`${event.data.form}|${parsed.period}`, {
      ...parsed,
      form: event.data.form,
      figures: event.data.figures,
      eventUid: event.uid,
      reportedMs: event.timeMs,
      dueOn: event.data.dueOn ?? null,
      source: event.source,
    });
  }
  const months = new Map<string, PeriodFigures>();
  for (const report of latest.values()) {
    const before = months.get(report.period);
    months.set(
      report.period,
      before === undefined ? report : { ...report, figures: { ...before.figures, ...report.figures } },
    );
  }
  return [...months.values()].sort((a, b) => (a.period < b.period ? 1 : -1)).slice(0, MOST_PERIODS);
}
