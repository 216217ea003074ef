import type { AlertDraft, DerivedEvent, IndicatorChange, Score } from "#domain/detect";
import { DIMENSIONS, type DimensionScores } from "#domain/dimension";
import type { Finding } from "#domain/finding";
import { levelNumber } from "#domain/level";
import { partitionOf } from "#domain/partition";
import { flags, numbers, texts, times } from "#store/columns";
import type { Statements } from "#store/statement-group";

/** What detectors said, written in the transaction of their batch: scores, findings, indicators, alerts, derived events. */

export interface ScoreWrite {
  readonly enterpriseId: number;
  readonly score: Score;
  /** A row of history is written when the score or level changed; not when only the last event did. */
  readonly changed: boolean;
  readonly lastEventMs: number | null;
  readonly eventUid: string | null;
}

/** Every enterprise has its row from its first moment (a trigger makes it), so this only updates. */
export function writeScores(client: Statements, rows: readonly ScoreWrite[]): Promise<unknown> {
  const dimension = (at: number) => numbers(rows.map((row) => dimensionAt(row.score.dimensions, at)));
  return client.query({
    name: "batch-scores",
    text: `
      with input as materialized (
        select * from unnest($1::bigint[], $2::float4[], $3::float4[], $4::float4[], $5::float4[], $6::float4[], $7::float4[],
          $8::smallint[], $9::timestamptz[], string_to_array($10, E'\\x1f')::jsonb[], $11::int[],
          string_to_array($12, E'\\x1f'), $13::timestamptz[], $14::timestamptz[], $15::boolean[],
          string_to_array($16, E'\\x1f', E'\\x1e'), $17::smallint[])
        as i(enterprise_id, total, d1, d2, d3, d4, d5, level, level_since, reasons, config_version, model_version, time,
             last_event_at, changed, event_uid, forced)
      ), history as (
        insert into score_history (time, enterprise_id, total, dimensions, level, config_version, event_uid)
        select time, enterprise_id, total, array[d1, d2, d3, d4, d5], level, config_version, event_uid
        from input where changed
      )
      update scores s set total = i.total, dimensions = array[i.d1, i.d2, i.d3, i.d4, i.d5], level = i.level,
        level_since = coalesce(i.level_since, s.level_since), reasons = i.reasons, config_version = i.config_version,
        model_version = i.model_version, time = i.time, forced = i.forced, recorded_at = now(),
        last_event_at = greatest(s.last_event_at, i.last_event_at)
      from input i where s.enterprise_id = i.enterprise_id`,
    values: [
      numbers(rows.map((row) => row.enterpriseId)),
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
      numbers(rows.map((row) => forcedNumber(row.score))),
    ],
  });
}

/** As scores.forced holds it: 0 where nothing forces a level. */
export function forcedNumber(score: Score): number {
  return score.forced === undefined ? 0 : levelNumber(score.forced);
}

function dimensionAt(scores: DimensionScores, at: number): number {
  return scores[DIMENSIONS[at] as (typeof DIMENSIONS)[number]];
}

export interface FindingWrite extends Finding {
  readonly district: string;
  readonly simulated: boolean;
}

/** Findings with their evidence frozen. One that is there already stays as it was first made. */
export function insertFindings(client: Statements, findings: readonly FindingWrite[]): Promise<unknown> {
  return client.query({
    name: "batch-findings",
    text: `
      insert into findings (uid, enterprise_id, detector, detector_version, rule, dimension, severity, time, reason,
        reason_en, figures, evidence, clause, simulated, district)
      select * from unnest(string_to_array($1, E'\\x1f'), $2::bigint[], string_to_array($3, E'\\x1f'), $4::int[],
        string_to_array($5, E'\\x1f'), string_to_array($6, E'\\x1f'), $7::float4[], $8::timestamptz[],
        string_to_array($9, E'\\x1f'), string_to_array($10, E'\\x1f'), string_to_array($11, E'\\x1f')::jsonb[],
        string_to_array($12, E'\\x1f')::jsonb[], string_to_array($13, E'\\x1f', E'\\x1e'), $14::boolean[], string_to_array($15, E'\\x1f'))
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
      flags(findings.map((finding) => finding.simulated)),
      texts(findings.map((finding) => finding.district)),
    ],
  });
}

/** After a rebuild: findings of the enterprise that its events no longer give are marked, never deleted. */
export function retractFindingsExcept(
  client: Statements,
  enterpriseId: number,
  uids: readonly string[],
): Promise<unknown> {
  return client.query({
    name: "batch-retract",
    text: `update findings set retracted_at = now()
           where enterprise_id = $1 and retracted_at is null and not (uid = any(string_to_array($2, E'\\x1f')))`,
    values: [enterpriseId, texts(uids)],
  });
}

export interface IndicatorWrite extends IndicatorChange {
  readonly enterpriseId: number;
  readonly timeMs: number;
}

/** Rows must be unique by enterprise and id. */
export function writeIndicators(client: Statements, rows: readonly IndicatorWrite[]): Promise<unknown> {
  return client.query({
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
  readonly street: string | null;
  readonly simulated: boolean;
  /** false: its time is long past when it is made; filed as closed and told to nobody. */
  readonly fresh: boolean;
  readonly dueMs: number | null;
  readonly configVersion: number;
  readonly modelVersion: string;
}

/** Inserts alerts that are not there yet and gives the ids of those. */
export async function insertAlerts(
  client: Statements,
  alerts: readonly AlertWrite[],
): Promise<Map<string, number>> {
  const result = await client.query<{ uid: string; id: number }>({
    name: "batch-alerts",
    text: `
      insert into alerts (uid, enterprise_id, district, street, level_from, level_to, score, reasons, finding_uids, time,
        due_at, simulated, config_version, model_version, state, told_at, closed_at)
      select uid, enterprise_id, district, street, level_from, level_to, score, reasons,
        array(select jsonb_array_elements_text(finding_uids)), time, due_at, simulated, config_version, model_version,
        case when fresh then 'open' else 'closed' end, case when fresh then null else now() end,
        case when fresh then null else now() end
      from unnest(string_to_array($1, E'\\x1f'), $2::bigint[], string_to_array($3, E'\\x1f'), $4::smallint[], $5::smallint[],
        $6::float4[], string_to_array($7, E'\\x1f')::jsonb[], string_to_array($8, E'\\x1f')::jsonb[], $9::timestamptz[],
        $10::timestamptz[], $11::boolean[], $12::int[], string_to_array($13, E'\\x1f'), string_to_array($14, E'\\x1f', E'\\x1e'),
        $15::boolean[])
      as i(uid, enterprise_id, district, level_from, level_to, score, reasons, finding_uids, time, due_at, simulated,
        config_version, model_version, street, fresh)
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
      texts(alerts.map((alert) => alert.street)),
      flags(alerts.map((alert) => alert.fresh)),
    ],
  });
  return new Map(result.rows.map((row) => [row.uid, Number(row.id)]));
}

/** Events for other keys, kept until the stream has them. */
export function insertDerived(client: Statements, events: readonly DerivedEvent[]): Promise<unknown> {
  return client.query({
    name: "batch-derived",
    text: `insert into derived_outbox (uid, partition, body)
           select * from unnest(string_to_array($1, E'\\x1f'), $2::smallint[], string_to_array($3, E'\\x1f'))
           on conflict (uid) do nothing`,
    values: [
      texts(events.map((event) => event.uid)),
      numbers(events.map((event) => partitionOf(event.key))),
      texts(events.map((event) => JSON.stringify(event))),
    ],
  });
}

export function deleteDerived(client: Statements, uids: readonly string[]): Promise<unknown> {
  return client.query({
    name: "batch-derived-done",
    text: "delete from derived_outbox where uid = any(string_to_array($1, E'\\x1f'))",
    values: [texts(uids)],
  });
}

/** Derived events that a process left behind before it could publish them. */
export async function readStaleDerived(
  client: Statements,
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
