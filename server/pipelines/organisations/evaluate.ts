import { type Evaluation, evaluateOrganisation } from "#detectors/finance/evaluation";
import { EVALUATED_TYPE, isTold, MOST_TOLD } from "#detectors/finance/organisation-warning";
import { makePeerBuilder } from "#detectors/finance/peer-building";
import type { PeerSnapshot } from "#detectors/finance/peers";
import { EVALUATION_VERSION } from "#detectors/finance/table";
import type { Warning } from "#detectors/finance/warnings";
import { hash64 } from "#detectors/hash";
import type { DerivedEvent } from "#domain/detect";
import { LOCAL_KINDS, type LocalKind } from "#domain/finance-kind";
import { type LevelRule, levelNumber } from "#domain/level";
import { dayOf } from "#domain/time";
import { readInputs } from "#server/pipelines/organisations/inputs";
import { makeTold } from "#server/pipelines/told";
import { insertOutbox } from "#store/derived-outbox";
import { type EvaluationDraft, saveEvaluations } from "#store/organisation-evaluations";
import {
  findStaleOrganisations,
  readOrganisationsAfter,
  type StaleOrganisation,
} from "#store/organisation-inputs";
import {
  countReportedPeriods,
  type PeersRow,
  readNewestPeers,
  savePeers,
  takeEvaluationLock,
} from "#store/organisation-peers";
import type { Pool } from "#store/pool";

export interface EvaluationRun {
  readonly pool: Pool;
  readonly levels: LevelRule;
  readonly nowMs: number;
  /** Firms at most in one run; the rest comes with the next. */
  readonly most?: number;
}

export interface EvaluationReport {
  readonly looked: number;
  /** Evaluations that say something new. */
  readonly stored: number;
  /** Kinds whose peers were made anew. */
  readonly peers: number;
  /** More are waiting. */
  readonly more: boolean;
}

const BATCH = 200;
const MOST = 4_000;
/** Peers are of the newest month that this share of the reporting firms has reached. */
const REACHED = 0.6;
/** They are made anew when so many more have reported, and once a day. */
const GROWN = 1.25;

/**
 * Brings evaluations up to date: firms whose state detection wrote again, whose peers changed, or that were not looked
 * at today. A projection of stored events and findings, so it may be lost and made again; warnings about hard limits
 * and missing reports do not wait for it, the compliance detector raises them in the event's own transaction.
 */
export async function evaluateStale(run: EvaluationRun): Promise<EvaluationReport | null> {
  const { pool, nowMs } = run;
  // Held by the transaction, which waits while the work goes on in others.
  return pool.transaction(async (lock) => {
    if (!(await takeEvaluationLock(lock))) return null;
    let newest = await readNewestPeers(pool, LOCAL_KINDS);
    const made = await renewPeers(pool, newest, nowMs);
    if (made > 0) newest = await readNewestPeers(pool, LOCAL_KINDS);
    const most = run.most ?? MOST;
    let [looked, stored] = [0, 0];
    while (looked < most) {
      const stale = await findStaleOrganisations(
        pool,
        {
          kinds: LOCAL_KINDS,
          version: EVALUATION_VERSION,
          day: dayOf(nowMs),
          peers: LOCAL_KINDS.map((kind) => peersOf(newest, kind)?.id ?? null),
        },
        Math.min(BATCH, most - looked),
      );
      if (stale.length === 0) return { looked, stored, peers: made, more: false };
      stored += await evaluateBatch(run, stale, newest);
      looked += stale.length;
    }
    return { looked, stored, peers: made, more: true };
  });
}

async function evaluateBatch(
  { pool, levels, nowMs }: EvaluationRun,
  stale: readonly StaleOrganisation[],
  newest: readonly PeersRow[],
): Promise<number> {
  const inputs = await readInputs(pool, stale, nowMs, (kind) => snapshotOf(peersOf(newest, kind)));
  const drafts = stale.map((organisation): EvaluationDraft => {
    const input = inputs.get(organisation.id);
    if (input === undefined) throw new Error(`no input of ${organisation.id}`);
    const evaluation = evaluateOrganisation(input, levels);
    return {
      enterpriseId: organisation.id,
      kind: organisation.kind,
      asOfMs: nowMs,
      period: evaluation.period,
      score: evaluation.score,
      level: levelNumber(evaluation.level),
      worstGroup: evaluation.worstGroup,
      breaches: evaluation.breaches,
      warnings: evaluation.warnings.length,
      known: evaluation.known,
      version: evaluation.version,
      peersId: peersOf(newest, organisation.kind)?.id ?? null,
      inputsAt: organisation.inputsAt,
      checkedOn: dayOf(nowMs),
      fingerprint: fingerprintOf(evaluation),
      told: toldOf(evaluation).map(({ code, level }) => `${code}/${level}`),
      body: evaluation,
    };
  });
  return pool.transaction(async (tx) => {
    const saved = await saveEvaluations(tx, drafts);
    const draftOf = new Map(drafts.map((draft) => [draft.enterpriseId, draft]));
    const organisationOf = new Map(stale.map((organisation) => [organisation.id, organisation]));
    const news = saved.flatMap(({ enterpriseId, toldBefore }) => {
      const draft = draftOf.get(enterpriseId);
      const organisation = organisationOf.get(enterpriseId);
      return draft === undefined || organisation === undefined || toldBefore.join() === draft.told.join()
        ? []
        : [tell(organisation, draft.body as Evaluation, nowMs)];
    });
    await insertOutbox(tx, news);
    return saved.length;
  });
}

/** What is the evaluation's own to tell, gravest first. */
function toldOf(evaluation: Evaluation): readonly Warning[] {
  return evaluation.warnings.filter(({ code }) => isTold(code)).slice(0, MOST_TOLD);
}

/** Warnings go to the firm's own key through the stream. */
function tell(organisation: StaleOrganisation, evaluation: Evaluation, nowMs: number): DerivedEvent {
  const data = {
    period: evaluation.period,
    score: evaluation.score,
    warnings: toldOf(evaluation).map(({ code, level, zh, en, rule }) => ({ code, level, zh, en, rule })),
  };
  const uid = `evaluation/${organisation.id}-${nowMs}`;
  return makeTold(uid, EVALUATED_TYPE, "evaluation", organisation, data, nowMs);
}

/** What makes an evaluation another one: points, reported figures, warnings; not the age in days of what is known. */
function fingerprintOf(evaluation: Evaluation): string {
  return hash64(
    JSON.stringify([
      evaluation.score,
      evaluation.level,
      evaluation.period,
      evaluation.groups.map(({ points }) => points),
      evaluation.models.map(({ points }) => points),
      evaluation.indicators.map(({ id, points, evidence }) => [id, points, evidence.map(({ text }) => text)]),
      evaluation.warnings.map(({ code, level }) => [code, level]),
      evaluation.missing.map(({ figure }) => figure),
    ]),
  );
}

/** Makes the peers of those kinds anew whose newest well-reported month, number of reports or day is another. */
async function renewPeers(pool: Pool, newest: readonly PeersRow[], nowMs: number): Promise<number> {
  const periods = await countReportedPeriods(pool);
  let made = 0;
  for (const kind of LOCAL_KINDS) {
    const reached = reachedMonth(periods.filter((row) => row.kind === kind));
    if (reached === null) continue;
    const before = peersOf(newest, kind);
    const stands =
      before !== null &&
      before.version === EVALUATION_VERSION &&
      before.period === reached.period &&
      reached.n < before.reported * GROWN + 1 &&
      dayOf(before.checkedAtMs) === dayOf(nowMs);
    if (stands) continue;
    const peers = await makePeers(pool, kind, reached.period, nowMs);
    const id = await pool.transaction((tx) =>
      savePeers(tx, {
        kind,
        period: reached.period,
        version: EVALUATION_VERSION,
        n: peers.n,
        reported: reached.n,
        body: peers,
        nowMs,
      }),
    );
    if (id !== before?.id) made++;
  }
  return made;
}

function reachedMonth(
  rows: readonly { readonly period: string; readonly n: number }[],
): { readonly period: string; readonly n: number } | null {
  const whole = rows.reduce((sum, row) => sum + row.n, 0);
  let n = 0;
  // Newest first.
  for (const row of rows) {
    n += row.n;
    if (n >= REACHED * whole) return { period: row.period, n };
  }
  return null;
}

async function makePeers(pool: Pool, kind: LocalKind, period: string, nowMs: number): Promise<PeerSnapshot> {
  const builder = makePeerBuilder(kind, period);
  for (let after = 0; ; ) {
    const page = await readOrganisationsAfter(pool, kind, after, BATCH);
    if (page.length === 0) return builder.finish();
    for (const [id, input] of await readInputs(pool, page, nowMs, () => null)) builder.add(id, input);
    after = (page.at(-1) as { id: number }).id;
  }
}

function peersOf(rows: readonly PeersRow[], kind: LocalKind): PeersRow | null {
  return rows.find((row) => row.kind === kind) ?? null;
}

/** The body is what `savePeers` was given. */
function snapshotOf(row: PeersRow | null): PeerSnapshot | null {
  return row === null ? null : (row.body as unknown as PeerSnapshot);
}
