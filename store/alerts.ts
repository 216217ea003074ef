import type { AlertState, Verdict } from "#domain/alert";
import type { Reason } from "#domain/detect";
import type { Scope } from "#domain/permission";
import { decodeCursor, encodeCursor } from "#store/cursor";
import { type Db, first, instant, one } from "#store/pool";
import { inScope } from "#store/scope";
import { join, type Sql, sql } from "#store/sql";

export interface AlertListRow {
  readonly id: number;
  readonly enterpriseId: number;
  readonly name: string;
  readonly district: string;
  readonly street: string | null;
  readonly levelFrom: number;
  readonly levelTo: number;
  readonly score: number;
  readonly state: AlertState;
  readonly reasons: readonly Reason[];
  readonly ownerId: number | null;
  readonly owner: string | null;
  readonly createdAtMs: number;
  readonly timeMs: number;
  readonly dueMs: number | null;
  readonly snoozedUntilMs: number | null;
  readonly verdict: Verdict | null;
  readonly simulated: boolean;
  readonly version: number;
}

export interface InboxRequest {
  readonly scope: Scope;
  /** Default: all that are not closed. */
  readonly states?: readonly AlertState[] | undefined;
  readonly levels?: readonly number[] | undefined;
  readonly ownerId?: number | undefined;
  readonly enterpriseId?: number | undefined;
  /** Part of the enterprise's name. */
  readonly q?: string | undefined;
  readonly cursor: string | null;
  readonly limit: number;
}

export interface InboxPage {
  readonly rows: readonly AlertListRow[];
  readonly next: string | null;
  /** Counted up to 1,000; null beyond. */
  readonly total: number | null;
}

/** The inbox: unacknowledged first, then by level, then newest. */
export async function readInbox(db: Db, request: InboxRequest): Promise<InboxPage> {
  const where = inboxConditions(request);
  let after = sql`true`;
  if (request.cursor !== null) {
    const [open, level, created, id] = decodeCursor(request.cursor, [
      "boolean",
      "number",
      "string",
      "number",
    ] as const);
    after = sql`(a.state = 'open', a.level_to, a.created_at, a.id) < (${open}::boolean, ${level}::smallint, ${created}::timestamptz, ${id}::bigint)`;
  }
  const rows = await db.query<AlertListRow & { created: string }>(sql`
    select ${COLUMNS}, a.created_at::text as created ${SOURCES}
    where ${where} and ${after}
    order by (a.state = 'open') desc, a.level_to desc, a.created_at desc, a.id desc limit ${request.limit + 1}`);
  const shown = rows.slice(0, request.limit);
  const last = shown.at(-1);
  const { n } = await one<{ n: number }>(
    db,
    sql`select count(*) as n from (select 1 ${SOURCES} where ${where} limit 1001) limited`,
  );
  return {
    rows: shown.map(({ created: _, ...row }) => row),
    next:
      rows.length > request.limit && last !== undefined
        ? encodeCursor([last.state === "open", last.levelTo, last.created, last.id])
        : null,
    total: n > 1000 ? null : n,
  };
}

export interface AlertCounts {
  readonly unacknowledged: number;
  readonly mine: number;
  readonly overdue: number;
}

/** The numbers on the bell, over all living alerts of the scope. */
export function countAlerts(db: Db, scope: Scope, userId: number, nowMs: number): Promise<AlertCounts> {
  return one(
    db,
    sql`
    select count(*) filter (where a.state = 'open') as unacknowledged, count(*) filter (where a.owner_id = ${userId}) as mine,
      count(*) filter (where a.due_at < ${instant(nowMs)}::timestamptz) as overdue
    from alerts a join scores s on s.enterprise_id = a.enterprise_id
    where a.state <> 'closed' and ${inScope(scope)}`,
  );
}

/** All that are not closed, whoever looks. */
export async function countLivingAlerts(db: Db, scope: Scope): Promise<number> {
  const { n } = await one<{ n: number }>(
    db,
    sql`select count(*) as n from alerts a join scores s on s.enterprise_id = a.enterprise_id
    where a.state <> 'closed' and ${inScope(scope)}`,
  );
  return n;
}

export interface AlertDetailRow extends AlertListRow {
  readonly financeKind: string | null;
  readonly stateBeforeSnooze: "open" | "acknowledged" | "assigned" | null;
  readonly findingUids: readonly string[];
  readonly configVersion: number;
  readonly modelVersion: string;
}

/** null when it is not there or not in the scope. */
export function readAlert(db: Db, id: number, scope: Scope): Promise<AlertDetailRow | null> {
  return first(db, sql`select ${DETAIL_COLUMNS} ${SOURCES} where a.id = ${id} and ${inScope(scope)}`);
}

/** The same, locked until the transaction ends, for whoever changes it. */
export function lockAlert(tx: Db, id: number, scope: Scope): Promise<AlertDetailRow | null> {
  return first(
    tx,
    sql`select ${DETAIL_COLUMNS} ${SOURCES} where a.id = ${id} and ${inScope(scope)} for update of a`,
  );
}

export interface AlertStepRow {
  readonly atMs: number;
  readonly actorId: number | null;
  readonly actor: string;
  readonly action: string;
  readonly comment: string;
  readonly from: string;
  readonly to: string;
}

/** What was done with it, oldest first. */
export function readAlertSteps(db: Db, alertId: number): Promise<AlertStepRow[]> {
  return db.query(sql`
    select at as "atMs", actor_id as "actorId", actor, action, comment, from_state as "from", to_state as "to"
    from alert_steps where alert_id = ${alertId} order by id`);
}

export interface UntoldAlertRow {
  readonly id: number;
  readonly enterpriseId: number;
  readonly name: string;
  readonly district: string;
  readonly street: string | null;
  readonly financeKind: string | null;
  readonly levelFrom: number;
  readonly levelTo: number;
  readonly score: number;
  readonly reasons: readonly Reason[];
  readonly createdAtMs: number;
  readonly dueMs: number | null;
  readonly simulated: boolean;
}

/** Alerts for which nobody has been notified yet, oldest first; locked, so that two notify roles take different ones. */
export function claimUntoldAlerts(tx: Db, limit: number): Promise<UntoldAlertRow[]> {
  return tx.query(sql`
    select a.id, a.enterprise_id as "enterpriseId", e.name, a.district, a.street, e.finance_kind as "financeKind",
      a.level_from as "levelFrom", a.level_to as "levelTo", a.score, a.reasons, a.created_at as "createdAtMs",
      a.due_at as "dueMs", a.simulated
    from alerts a join enterprises e on e.id = a.enterprise_id
    where a.told_at is null order by a.id limit ${limit} for update of a skip locked`);
}

/** Once their notifications are written, in the same transaction. */
export async function markAlertsTold(tx: Db, ids: readonly number[]): Promise<void> {
  await tx.execute(sql`update alerts set told_at = now() where id = any(${ids}::bigint[])`);
}

const SOURCES: Sql = sql`from alerts a join scores s on s.enterprise_id = a.enterprise_id
  join enterprises e on e.id = a.enterprise_id left join users u on u.id = a.owner_id`;

const COLUMNS: Sql = sql`a.id, a.enterprise_id as "enterpriseId", e.name, s.district, s.street, a.level_from as "levelFrom",
  a.level_to as "levelTo", a.score, a.state, a.reasons, a.owner_id as "ownerId", u.name as owner,
  a.created_at as "createdAtMs", a.time as "timeMs", a.due_at as "dueMs", a.snoozed_until as "snoozedUntilMs", a.verdict,
  a.simulated, a.version`;

const DETAIL_COLUMNS: Sql = sql`${COLUMNS}, s.finance_kind as "financeKind", a.state_before_snooze as "stateBeforeSnooze",
  a.finding_uids as "findingUids", a.config_version as "configVersion", a.model_version as "modelVersion"`;

function inboxConditions(request: InboxRequest): Sql {
  const parts = [inScope(request.scope)];
  parts.push(request.states === undefined ? sql`a.state <> 'closed'` : sql`a.state = any(${request.states})`);
  if (request.levels !== undefined) parts.push(sql`a.level_to = any(${request.levels}::smallint[])`);
  if (request.ownerId !== undefined) parts.push(sql`a.owner_id = ${request.ownerId}`);
  if (request.enterpriseId !== undefined) parts.push(sql`a.enterprise_id = ${request.enterpriseId}`);
  if (request.q) parts.push(sql`position(lower(${request.q}) in lower(e.name)) > 0`);
  return join(parts, sql` and `);
}
