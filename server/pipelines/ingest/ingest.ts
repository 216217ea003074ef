import type { Clock } from "#domain/clock";
import type { BlindIndex, Cipher } from "#domain/crypto";
import { CITY } from "#domain/district";
import { CodedError, makeError } from "#domain/error";
import type { InputKind, StreamEvent } from "#domain/event";
import { enterpriseKey } from "#domain/partition";
import type { IngestOptions, IngestPort, IngestResult, IngestRow, IngestSource } from "#server/http/ports";
import type { Log } from "#server/log";
import type { IngestNames } from "#server/pipelines/ingest/names";
import { type CheckedRow, checkRow, type Fault, idOf } from "#server/pipelines/ingest/row";
import { sealFields } from "#server/pipelines/ingest/sealing";
import type { SubjectResolver } from "#server/pipelines/ingest/subjects";
import { TallyWriter } from "#server/pipelines/ingest/tally-writer";
import { RecentMap } from "#server/pipelines/recent-map";
import { findEventHashes } from "#store/event-ids";
import type { PgPool } from "#store/pool";
import { insertRejects, keepable, type RejectDraft } from "#store/rejects";
import { type EventPublisher, encodeEvent } from "#stream/message";

export interface IngestDeps {
  readonly pool: PgPool;
  readonly publisher: EventPublisher;
  readonly resolver: SubjectResolver;
  readonly names: IngestNames;
  readonly crypto: { readonly cipher: Cipher; readonly blindIndex: BlindIndex };
  readonly clock: Clock;
  readonly log: Log;
  /** null while there is room; else how long a source should wait. */
  readonly pressure: () => { readonly retryAfterSeconds: number } | null;
  readonly onOutcomes: (source: string, kind: InputKind, counts: Readonly<Record<Outcome, number>>) => void;
}

type Outcome = "accepted" | "duplicate" | "conflict" | "rejected";

/** What becomes of one row: its outcome, and why, where it was not taken. */
interface Verdict {
  readonly row: number;
  readonly id: string | null;
  outcome: Outcome;
  fault: Fault | null;
  raw: () => string;
}

/** Enterprises that one text may be about. */
const MAX_NAMED = 20;
/** Lately accepted ids of this process: finds a repetition before the database has it. */
const RECENT_MS = 120_000;
const MOST_RECENT = 200_000;

/**
 * Rows in, verdicts out: check, resolve, deduplicate, publish, count. A row is accepted when the stream has
 * acknowledged all its messages. Each row ends as exactly one of accepted, duplicate, conflict or rejected.
 */
export function createIngest(deps: IngestDeps): IngestPort {
  const recent = new RecentMap<string, string>(RECENT_MS, MOST_RECENT);
  const tallies = new TallyWriter(deps.pool);

  async function submit(
    source: IngestSource,
    kind: InputKind,
    rows: readonly IngestRow[],
    options: IngestOptions,
  ): Promise<IngestResult> {
    const pressure = deps.pressure();
    if (pressure !== null)
      throw new CodedError("ingest.backpressure", { seconds: pressure.retryAfterSeconds });
    const nowMs = deps.clock.now();
    const verdicts: Verdict[] = [];
    const checked: { row: CheckedRow; verdict: Verdict }[] = [];
    for (const row of rows) {
      const verdict = makeVerdict(row);
      verdicts.push(verdict);
      if ("fault" in row) {
        reject(verdict, row.fault);
        continue;
      }
      const result = checkRow(row.row, row.value, kind, source.id, nowMs);
      if (!result.ok) reject(verdict, result.fault);
      else checked.push({ row: result.row, verdict });
    }
    await publishChecked(source, kind, checked, nowMs, options);
    await keepCounts(source, kind, verdicts, options);
    return answer(verdicts, options.language);
  }

  async function publishChecked(
    source: IngestSource,
    kind: InputKind,
    checked: readonly { row: CheckedRow; verdict: Verdict }[],
    nowMs: number,
    options: IngestOptions,
  ): Promise<void> {
    if (checked.length === 0) return;
    const ids = await deps.resolver.resolve(
      checked.map(({ row }) => row),
      kind,
      source.simulated,
    );
    const events: { event: StreamEvent; verdict: Verdict }[] = [];
    checked.forEach(({ row, verdict }, index) => {
      const named =
        row.subjects.length > 0 ? (ids[index] as number[]) : deps.names.find(textOf(row), MAX_NAMED);
      if (named.length === 0) reject(verdict, { code: "ingest.no-subject", params: {}, path: "subject" });
      named.forEach((id, at) => {
        events.push({
          event: makeEvent(source, kind, row, id, at === 0 ? null : at + 1, nowMs, options),
          verdict,
        });
      });
    });
    const fresh = await findFresh(events);
    // The further parts of a row first: its own uid is the one by which a repetition is known, and must not stand in the
    // stream without them.
    const ordered = [
      ...fresh.filter(({ event }) => event.uid.includes("#")),
      ...fresh.filter(({ event }) => !event.uid.includes("#")),
    ];
    if (ordered.length === 0) return;
    const results = await deps.publisher.publish(ordered.map(({ event }) => encodeEvent(event)));
    const failed = results.filter((result) => !result.ok);
    if (failed.length === results.length && failed[0]?.ok === false && failed[0].error.retryable) {
      throw new CodedError(
        failed[0].error.code === "stream-full" ? "ingest.stream-full" : "ingest.stream-down",
        {},
        { cause: failed[0].error },
      );
    }
    results.forEach((result, index) => {
      const { event, verdict } = ordered[index] as { event: StreamEvent; verdict: Verdict };
      if (!result.ok) {
        reject(verdict, {
          code: result.error.code === "stream-full" ? "ingest.stream-full" : "ingest.stream-down",
          params: {},
        });
      } else {
        recent.set(event.uid, event.hash, nowMs);
        if (!result.duplicate && verdict.outcome === "duplicate") verdict.outcome = "accepted";
      }
    });
  }

  /**
   * Compares with what is known under each row's own uid (that of its first part): in this call, lately in this process,
   * in the database. A known row is a duplicate, or a conflict when its content differs, whatever enterprises its text
   * is found to name today. Rows stay `duplicate` until one of their messages is new to the stream.
   */
  async function findFresh(
    events: readonly { event: StreamEvent; verdict: Verdict }[],
  ): Promise<{ event: StreamEvent; verdict: Verdict }[]> {
    const own = events.filter(({ event }) => !event.uid.includes("#"));
    const unknown = own
      .filter(({ event }) => recent.get(event.uid) === undefined)
      .map(({ event }) => event.uid);
    const stored = await findEventHashes(deps.pool, unknown);
    const here = new Map<string, string>();
    const fresh = new Set<Verdict>();
    for (const { event, verdict } of own) {
      const known = here.get(event.uid) ?? recent.get(event.uid) ?? stored.get(event.uid);
      verdict.outcome = "duplicate";
      if (known === undefined) {
        here.set(event.uid, event.hash);
        fresh.add(verdict);
      } else if (known !== event.hash) {
        verdict.outcome = "conflict";
        verdict.fault = { code: "ingest.conflict", params: { id: verdict.id ?? "" } };
      }
    }
    return events.filter(({ verdict }) => fresh.has(verdict));
  }

  function makeEvent(
    source: IngestSource,
    kind: InputKind,
    row: CheckedRow,
    id: number,
    part: number | null,
    nowMs: number,
    options: IngestOptions,
  ): StreamEvent {
    const { envelope } = row;
    const traceparent = envelope.traceparent ?? options.traceparent;
    return {
      uid: part === null ? `${source.id}/${envelope.id}` : `${source.id}/${envelope.id}#${part}`,
      kind,
      type: envelope.type,
      key: enterpriseKey(id),
      enterpriseId: id,
      district: row.district ?? CITY,
      source: source.id,
      timeMs: row.timeMs,
      timeInferred: row.timeInferred,
      receivedMs: nowMs,
      simulated: source.simulated || envelope.simulated,
      hash: row.hash,
      ...(envelope.corrects === undefined ? {} : { corrects: envelope.corrects }),
      ...(envelope.withdraws === undefined ? {} : { withdraws: envelope.withdraws }),
      ...(traceparent === undefined ? {} : { traceparent }),
      data: sealFields(kind, row.data, deps.crypto),
    };
  }

  async function keepCounts(
    source: IngestSource,
    kind: InputKind,
    verdicts: readonly Verdict[],
    options: IngestOptions,
  ): Promise<void> {
    const counts: Record<Outcome, number> = { accepted: 0, duplicate: 0, conflict: 0, rejected: 0 };
    for (const verdict of verdicts) counts[verdict.outcome]++;
    const kept = verdicts.filter(
      (verdict) => verdict.outcome === "rejected" || verdict.outcome === "conflict",
    );
    const lastEventMs = counts.accepted === 0 ? null : deps.clock.now();
    if (kept.length > 0) {
      await insertRejects(
        deps.pool,
        kept.map((verdict) => makeReject(source.id, verdict, options)),
      );
    }
    await tallies.add({ sourceId: source.id, read: verdicts.length, ...counts, lastEventMs });
    deps.onOutcomes(source.id, kind, counts);
  }

  return { submit, pressure: deps.pressure };
}

function makeVerdict(row: IngestRow): Verdict {
  const raw = () => keepable("fault" in row ? row.raw : JSON.stringify(row.value));
  return { row: row.row, id: "fault" in row ? null : idOf(row.value), outcome: "accepted", fault: null, raw };
}

function makeReject(sourceId: string, verdict: Verdict, options: IngestOptions): RejectDraft {
  const fault = verdict.fault as Fault;
  const { message, hint } = makeError(fault.code, fault.params, "zh");
  return {
    sourceId,
    row: verdict.row,
    outcome: verdict.outcome as "rejected" | "conflict",
    code: fault.code,
    message,
    hint,
    params: fault.params,
    path: fault.path ?? null,
    eventId: verdict.id,
    raw: verdict.raw(),
    importId: options.importId ?? null,
  };
}

function reject(verdict: Verdict, fault: Fault): void {
  verdict.outcome = "rejected";
  verdict.fault = fault;
}

function textOf(row: CheckedRow): string {
  const { title, text } = row.data as { title?: string; text?: string };
  return `${title ?? ""}\n${text ?? ""}`;
}

function answer(verdicts: readonly Verdict[], language: "zh" | "en"): IngestResult {
  const counts = { read: verdicts.length, accepted: 0, duplicate: 0, conflict: 0, rejected: 0 };
  const results = verdicts.map((verdict) => {
    counts[verdict.outcome]++;
    const base = { row: verdict.row, id: verdict.id, outcome: verdict.outcome };
    if (verdict.fault === null) return base;
    const { code, message, hint } = makeError(verdict.fault.code, verdict.fault.params, language);
    return {
      ...base,
      code,
      message,
      hint,
      ...(verdict.fault.path === undefined ? {} : { path: verdict.fault.path }),
    };
  });
  return { ...counts, results };
}
