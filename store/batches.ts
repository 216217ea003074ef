import type { ClientBase } from "pg";
import type { AlertDraft, DerivedEvent, IndicatorChange, Score } from "#domain/detect";
import type { DimensionScores } from "#domain/dimension";
import { DIMENSIONS } from "#domain/dimension";
import type { StreamEvent } from "#domain/event";
import type { Finding } from "#domain/finding";
import { levelNumber } from "#domain/level";
import { flags, numbers, texts, times } from "#store/columns";

/**
 * The hot path: what one transaction of detection reads and writes, each as one statement over columns.
 * Columns travel as single text parameters (see columns.ts): array literals cost twice the CPU on both sides.
 */

export interface Fence {
  readonly partition: number;
  readonly epoch: number;
}

export interface Opened {
  /** Partitions whose lease this owner still holds at the given epoch; locked until the transaction ends. */
  readonly held: ReadonlySet<number>;
  /** Uids seen for the first time. */
  readonly fresh: ReadonlySet<string>;
}

/** Takes the fences and claims the uids. Claims nothing when a fence is lost. */
export async function openBatch(
  client: ClientBase,
  owner: string,
  fences: readonly Fence[],
  events: readonly StreamEvent[],
): Promise<Opened> {
  const result = await client.query<{ held: number[]; fresh: string[] }>({
    name: "batch-open",
    text: `
      with held as materialized (
        select l.partition from partition_leases l
        join (select unnest($2::int[]) as partition, unnest($3::bigint[]) as epoch) w using (partition, epoch)
        where l.owner = $1 for share of l
      ), claimed as (
        insert into event_ids (uid, hash, time)
        select * from unnest(string_to_array($4, E'\\x1f'), string_to_array($5, E'\\x1f'), $6::timestamptz[])
        where (select count(*) from held) = cardinality($2::int[])
        on conflict (uid) do nothing
        returning uid
      )
      select array(select partition::int from held) as held, array(select uid from claimed) as fresh`,
    values: [
      owner,
      numbers(fences.map((fence) => fence.partition)),
      numbers(fences.map((fence) => fence.epoch)),
      texts(events.map((event) => event.uid)),
      texts(events.map((event) => event.hash)),
      times(events.map((event) => event.timeMs)),
    ],
  });
  const row = result.rows[0];
  return { held: new Set(row?.held ?? []), fresh: new Set(row?.fresh ?? []) };
}

/** The hash under which each uid was stored. */
export async function readEventHashes(
  client: ClientBase,
  uids: readonly string[],
): Promise<Map<string, string>> {
  const result = await client.query<{ uid: string; hash: string }>({
    name: "batch-hashes",
    text: "select uid, hash from event_ids where uid = any(string_to_array($1, E'\\x1f'))",
    values: [texts(uids)],
  });
  return new Map(result.rows.map((row) => [row.uid, row.hash]));
}

export async function insertEvents(client: ClientBase, events: readonly StreamEvent[]): Promise<void> {
  await client.query({
    name: "batch-events",
    text: `
      insert into events (uid, kind, type, key, enterprise_id, district, source, time, time_inferred, received_at,
                          simulated, corrects, withdraws, data)
      select * from unnest(
        string_to_array($1, E'\\x1f'), string_to_array($2, E'\\x1f'), string_to_array($3, E'\\x1f'),
        string_to_array($4, E'\\x1f'), $5::bigint[], string_to_array($6, E'\\x1f'), string_to_array($7, E'\\x1f'),
        $8::timestamptz[], $9::boolean[], $10::timestamptz[], $11::boolean[],
        string_to_array($12, E'\\x1f', E'\\x1e'), string_to_array($13, E'\\x1f', E'\\x1e'),
        string_to_array($14, E'\\x1f')::jsonb[])`,
    values: [
      texts(events.map((event) => event.uid)),
      texts(events.map((event) => event.kind)),
      texts(events.map((event) => event.type)),
      texts(events.map((event) => event.key)),
      numbers(events.map((event) => event.enterpriseId)),
      texts(events.map((event) => event.district)),
      texts(events.map((event) => event.source)),
      times(events.map((event) => event.timeMs)),
      flags(events.map((event) => event.timeInferred)),
      times(events.map((event) => event.receivedMs)),
      flags(events.map((event) => event.simulated)),
      texts(events.map((event) => event.corrects ?? null)),
      texts(events.map((event) => event.withdraws ?? null)),
      texts(events.map((event) => JSON.stringify(event.data))),
    ],
  });
}

export interface StoredState {
  readonly key: string;
  readonly version: string;
  readonly state: string;
}

export async function readStates(client: ClientBase, keys: readonly string[]): Promise<StoredState[]> {
  const result = await client.query<StoredState>({
    name: "batch-states",
    text: "select key, version, state from entity_state where key = any(string_to_array($1, E'\\x1f'))",
    values: [texts(keys)],
  });
  return result.rows;
}

export interface StateWrite extends StoredState {
  readonly partition: number;
  readonly watermarkMs: number;
  readonly dueMs: number | null;
}

export async function writeStates(client: ClientBase, rows: readonly StateWrite[]): Promise<void> {
  await client.query({
    name: "batch-write-states",
    text: `
      insert into entity_state as s (key, partition, version, watermark, due_at, state)
      select * from unnest(string_to_array($1, E'\\x1f'), $2::smallint[], string_to_array($3, E'\\x1f'),
        $4::timestamptz[], $5::timestamptz[], string_to_array($6, E'\\x1f'))
      on conflict (key) do update set version = excluded.version, watermark = excluded.watermark,
        due_at = excluded.due_at, state = excluded.state, updated_at = now()`,
    values: [
      texts(rows.map((row) => row.key)),
      numbers(rows.map((row) => row.partition)),
      texts(rows.map((row) => row.version)),
      times(rows.map((row) => row.watermarkMs)),
      times(rows.map((row) => row.dueMs)),
      texts(rows.map((row) => row.state)),
    ],
  });
}

/** Keys of a partition for which time alone may change something, longest overdue first. */
export async function readDueStates(
  client: ClientBase,
  partition: number,
  nowMs: number,
  most: number,
): Promise<StoredState[]> {
  const result = await client.query<StoredState>({
    name: "batch-due",
    text: `select key, version, state from entity_state
           where partition = $1 and due_at <= to_timestamp($2::float8 / 1000) order by due_at limit $3`,
    values: [partition, nowMs, most],
  });
  return result.rows;
}

/** All events of a key that still count, in the order in which detectors must see them. */
export async function readKeyEvents(client: ClientBase, key: string, most: number): Promise<StreamEvent[]> {
  const result = await client.query<Record<string, never>>({
    name: "batch-key-events",
    text: `
      select * from (
        select uid, kind, type, key, enterprise_id as "enterpriseId", district, source,
               (extract(epoch from time) * 1000)::float8 as "timeMs", time_inferred as "timeInferred",
               (extract(epoch from received_at) * 1000)::float8 as "receivedMs", simulated, '' as hash, data
        from events where key = $1 and not withdrawn
        order by time desc, uid desc limit $2) latest
      order by "timeMs", uid`,
    values: [key, most],
  });
  return result.rows as unknown as StreamEvent[];
}

/** Marks events that a later one withdrew or corrected; they stay, and no longer count. */
export async function withdrawEvents(
  client: ClientBase,
  key: string,
  uids: readonly string[],
): Promise<void> {
  await client.query({
    name: "batch-withdraw",
    // A text that named several enterprises was stored as uid#1, uid#2 … : one withdrawal takes back this key's part.
    text: `update events set withdrawn = true
           where key = $1 and regexp_replace(uid, '#[0-9]+$', '') = any(string_to_array($2, E'\\x1f'))`,
    values: [key, texts(uids)],
  });
}

export interface ScoreWrite {
  readonly enterpriseId: number;
  readonly score: Score;
  /** A row of history is written when the score or level changed; not when only the last event did. */
  readonly changed: boolean;
  readonly lastEventMs: number | null;
  readonly eventUid: string | null;
  readonly place: EnterprisePlace;
}

export interface EnterprisePlace {
  readonly district: string;
  readonly street: string | null;
  readonly industry: string | null;
  readonly financeKind: string | null;
  readonly simulated: boolean;
  readonly provisional: boolean;
}

export async function writeScores(client: ClientBase, rows: readonly ScoreWrite[]): Promise<void> {
  const dimension = (at: number) => numbers(rows.map((row) => dimensionAt(row.score.dimensions, at)));
  await client.query({
    name: "batch-scores",
    text: `
      with input as materialized (
        select * from unnest($1::bigint[], string_to_array($2, E'\\x1f'), string_to_array($3, E'\\x1f', E'\\x1e'),
          string_to_array($4, E'\\x1f', E'\\x1e'), string_to_array($5, E'\\x1f', E'\\x1e'), $6::boolean[], $7::boolean[],
          $8::float4[], $9::float4[], $10::float4[], $11::float4[], $12::float4[], $13::float4[],
          $14::smallint[], $15::timestamptz[], string_to_array($16, E'\\x1f')::jsonb[], $17::int[],
          string_to_array($18, E'\\x1f'), $19::timestamptz[], $20::timestamptz[], $21::boolean[],
          string_to_array($22, E'\\x1f', E'\\x1e'))
        as i(enterprise_id, district, street, industry, finance_kind, simulated, provisional, total, d1, d2, d3, d4, d5,
             level, level_since, reasons, config_version, model_version, time, last_event_at, changed, event_uid)
      ), history as (
        insert into score_history (time, enterprise_id, total, dimensions, level, config_version, event_uid)
        select time, enterprise_id, total, array[d1, d2, d3, d4, d5], level, config_version, event_uid
        from input where changed
      )
      insert into scores as s (enterprise_id, district, street, industry, finance_kind, simulated, provisional, total,
        dimensions, level, level_since, reasons, config_version, model_version, time, last_event_at)
      select enterprise_id, district, street, industry, finance_kind, simulated, provisional, total,
        array[d1, d2, d3, d4, d5], level, level_since, reasons, config_version, model_version, time, last_event_at
      from input
      on conflict (enterprise_id) do update set district = excluded.district, street = excluded.street,
        industry = excluded.industry, finance_kind = excluded.finance_kind, provisional = excluded.provisional,
        total = excluded.total, dimensions = excluded.dimensions,
        level = excluded.level, level_since = excluded.level_since, reasons = excluded.reasons,
        config_version = excluded.config_version, model_version = excluded.model_version, time = excluded.time,
        recorded_at = now(), last_event_at = greatest(s.last_event_at, excluded.last_event_at)`,
    values: [
      numbers(rows.map((row) => row.enterpriseId)),
      texts(rows.map((row) => row.place.district)),
      texts(rows.map((row) => row.place.street)),
      texts(rows.map((row) => row.place.industry)),
      texts(rows.map((row) => row.place.financeKind)),
      flags(rows.map((row) => row.place.simulated)),
      flags(rows.map((row) => row.place.provisional)),
      numbers(rows.map((row) => row.score.total)),
      dimension(0),
      dimension(1),
      dimension(2),
      dimension(3),
      dimension(4),
      numbers(rows.map((row) => levelNumber(row.score.level.level))),
      times(rows.map((row) => row.score.level.sinceMs)),
      texts(rows.map((row) => JSON.stringify(row.score.reasons))),
      numbers(rows.map((row) => row.score.configVersion)),
      texts(rows.map((row) => row.score.modelVersion)),
      times(rows.map((row) => row.score.timeMs)),
      times(rows.map((row) => row.lastEventMs)),
      flags(rows.map((row) => row.changed)),
      texts(rows.map((row) => row.eventUid)),
    ],
  });
}

function dimensionAt(scores: DimensionScores, at: number): number {
  return scores[DIMENSIONS[at] as (typeof DIMENSIONS)[number]];
}

/** Findings with their evidence frozen. One that is there already stays as it was first made. */
export async function insertFindings(client: ClientBase, findings: readonly Finding[]): Promise<void> {
  await client.query({
    name: "batch-findings",
    text: `
      insert into findings (uid, enterprise_id, detector, detector_version, rule, dimension, severity, time, reason,
        reason_en, figures, evidence, clause)
      select * from unnest(string_to_array($1, E'\\x1f'), $2::bigint[], string_to_array($3, E'\\x1f'), $4::int[],
        string_to_array($5, E'\\x1f'), string_to_array($6, E'\\x1f'), $7::float4[], $8::timestamptz[],
        string_to_array($9, E'\\x1f'), string_to_array($10, E'\\x1f'), string_to_array($11, E'\\x1f')::jsonb[],
        string_to_array($12, E'\\x1f')::jsonb[], string_to_array($13, E'\\x1f', E'\\x1e'))
      on conflict (uid) do update set retracted_at = null where findings.retracted_at is not null`,
    values: [
      texts(findings.map((finding) => finding.uid)),
      numbers(findings.map((finding) => finding.enterpriseId)),
      texts(findings.map((finding) => finding.detector)),
      numbers(findings.map((finding) => finding.detectorVersion)),
      texts(findings.map((finding) => finding.rule)),
      texts(findings.map((finding) => finding.dimension)),
      numbers(findings.map((finding) => finding.severity)),
      times(findings.map((finding) => finding.timeMs)),
      texts(findings.map((finding) => finding.reason)),
      texts(findings.map((finding) => finding.reasonEn)),
      texts(findings.map((finding) => JSON.stringify(finding.figures))),
      texts(findings.map((finding) => JSON.stringify(finding.evidence))),
      texts(findings.map((finding) => finding.clause ?? null)),
    ],
  });
}

/** After a rebuild: findings of the enterprise that its events no longer give are marked, never deleted. */
export async function retractFindingsExcept(
  client: ClientBase,
  enterpriseId: number,
  uids: readonly string[],
): Promise<void> {
  await client.query({
    name: "batch-retract",
    text: `update findings set retracted_at = now()
           where enterprise_id = $1 and retracted_at is null and not (uid = any($2::text[]))`,
    values: [enterpriseId, uids],
  });
}

export interface IndicatorWrite extends IndicatorChange {
  readonly enterpriseId: number;
  readonly timeMs: number;
}

/** Rows must be unique by enterprise and id. */
export async function writeIndicators(client: ClientBase, rows: readonly IndicatorWrite[]): Promise<void> {
  await client.query({
    name: "batch-indicators",
    text: `
      insert into indicators (enterprise_id, id, dimension, value, time)
      select * from unnest($1::bigint[], string_to_array($2, E'\\x1f'), string_to_array($3, E'\\x1f'), $4::float4[], $5::timestamptz[])
      on conflict (enterprise_id, id) do update set value = excluded.value, time = excluded.time, dimension = excluded.dimension`,
    values: [
      numbers(rows.map((row) => row.enterpriseId)),
      texts(rows.map((row) => row.id)),
      texts(rows.map((row) => row.dimension)),
      numbers(rows.map((row) => row.value)),
      times(rows.map((row) => row.timeMs)),
    ],
  });
}

export interface AlertWrite extends AlertDraft {
  readonly district: string;
  readonly simulated: boolean;
  readonly dueMs: number | null;
  readonly configVersion: number;
  readonly modelVersion: string;
}

/** Inserts alerts that are not there yet and gives the ids of those. */
export async function insertAlerts(
  client: ClientBase,
  alerts: readonly AlertWrite[],
): Promise<Map<string, number>> {
  const result = await client.query<{ uid: string; id: number }>({
    name: "batch-alerts",
    text: `
      insert into alerts (uid, enterprise_id, district, level_from, level_to, score, reasons, finding_uids, time,
        due_at, simulated, config_version, model_version)
      select uid, enterprise_id, district, level_from, level_to, score, reasons,
        array(select jsonb_array_elements_text(finding_uids)), time, due_at, simulated, config_version, model_version
      from unnest(string_to_array($1, E'\\x1f'), $2::bigint[], string_to_array($3, E'\\x1f'), $4::smallint[], $5::smallint[],
        $6::float4[], string_to_array($7, E'\\x1f')::jsonb[], string_to_array($8, E'\\x1f')::jsonb[], $9::timestamptz[],
        $10::timestamptz[], $11::boolean[], $12::int[], string_to_array($13, E'\\x1f'))
      as i(uid, enterprise_id, district, level_from, level_to, score, reasons, finding_uids, time, due_at, simulated,
        config_version, model_version)
      on conflict (uid) do nothing
      returning uid, id`,
    values: [
      texts(alerts.map((alert) => alert.uid)),
      numbers(alerts.map((alert) => alert.enterpriseId)),
      texts(alerts.map((alert) => alert.district)),
      numbers(alerts.map((alert) => levelNumber(alert.from))),
      numbers(alerts.map((alert) => levelNumber(alert.to))),
      numbers(alerts.map((alert) => alert.score)),
      texts(alerts.map((alert) => JSON.stringify(alert.reasons))),
      texts(alerts.map((alert) => JSON.stringify(alert.findingUids))),
      times(alerts.map((alert) => alert.timeMs)),
      times(alerts.map((alert) => alert.dueMs)),
      flags(alerts.map((alert) => alert.simulated)),
      numbers(alerts.map((alert) => alert.configVersion)),
      texts(alerts.map((alert) => alert.modelVersion)),
    ],
  });
  return new Map(result.rows.map((row) => [row.uid, Number(row.id)]));
}

/** Events for other keys, kept until the stream has them. */
export async function insertDerived(client: ClientBase, events: readonly DerivedEvent[]): Promise<void> {
  await client.query({
    name: "batch-derived",
    text: `insert into derived_outbox (uid, body)
           select * from unnest(string_to_array($1, E'\\x1f'), string_to_array($2, E'\\x1f')) on conflict (uid) do nothing`,
    values: [texts(events.map((event) => event.uid)), texts(events.map((event) => JSON.stringify(event)))],
  });
}

export async function deleteDerived(client: ClientBase, uids: readonly string[]): Promise<void> {
  await client.query({
    name: "batch-derived-done",
    text: "delete from derived_outbox where uid = any(string_to_array($1, E'\\x1f'))",
    values: [texts(uids)],
  });
}

/** Derived events that a process left behind before it could publish them. */
export async function readStaleDerived(
  client: ClientBase,
  olderThanMs: number,
  most: number,
): Promise<DerivedEvent[]> {
  const result = await client.query<{ body: string }>({
    name: "batch-derived-stale",
    text: `select body from derived_outbox where created_at < now() - $1 * interval '1 millisecond'
           order by created_at limit $2`,
    values: [olderThanMs, most],
  });
  return result.rows.map((row) => JSON.parse(row.body) as DerivedEvent);
}
