import type { LocalKind } from "#domain/finance-kind";
import type { Scope } from "#domain/permission";
import { BadCursorError, decodeCursor, encodeCursor } from "#store/cursor";
import { type Db, first, instant } from "#store/pool";
import { inScope } from "#store/scope";
import { type Sql, sql } from "#store/sql";

export interface EvaluationDraft {
  readonly enterpriseId: number;
  readonly kind: LocalKind;
  readonly asOfMs: number;
  readonly period: string | null;
  readonly score: number | null;
  /** 1–5. */
  readonly level: number;
  readonly worstGroup: string | null;
  readonly breaches: number;
  readonly warnings: number;
  readonly known: number;
  readonly version: number;
  readonly peersId: number | null;
  /** As it was read (text keeps the microseconds). */
  readonly inputsAt: string | null;
  readonly checkedOn: string;
  readonly fingerprint: string;
  /** Warnings that its key is to be told of, as code/level. */
  readonly told: readonly string[];
  readonly body: unknown;
}

export interface SavedEvaluation {
  readonly enterpriseId: number;
  readonly toldBefore: readonly string[];
}

/**
 * Keeps evaluations: one whose fingerprint is the current one's only marks it as looked at, another becomes the
 * current one and the one before stays as history. Gives the firms whose evaluation is new, and what was told before.
 */
export async function saveEvaluations(
  tx: Db,
  drafts: readonly EvaluationDraft[],
): Promise<SavedEvaluation[]> {
  if (drafts.length === 0) return [];
  const input = JSON.stringify(drafts);
  const same = await tx.query<{ id: number }>(sql`
    update organisation_evaluations v set checked_on = i."checkedOn", inputs_at = i."inputsAt", peers_id = i."peersId"
    from jsonb_to_recordset(${input}::jsonb) as i("enterpriseId" bigint, kind text, version int, "peersId" bigint, "inputsAt" timestamptz,
      "checkedOn" date, fingerprint text)
    where v.enterprise_id = i."enterpriseId" and v.current and v.fingerprint = i.fingerprint and v.kind = i.kind and v.version = i.version
    returning v.enterprise_id as id`);
  const known = new Set(same.map((row) => row.id));
  const fresh = drafts.filter((draft) => !known.has(draft.enterpriseId));
  if (fresh.length === 0) return [];
  const before = await tx.query<{ id: number; told: string[] }>(sql`
    update organisation_evaluations set current = false
    where current and enterprise_id = any(${fresh.map((draft) => draft.enterpriseId)}::bigint[])
    returning enterprise_id as id, told`);
  const toldBefore = new Map(before.map((row) => [row.id, row.told]));
  await tx.execute(sql`
    insert into organisation_evaluations (enterprise_id, kind, as_of, period, score, level, worst_group, breaches, warnings, known, version,
      peers_id, inputs_at, checked_on, fingerprint, told, body)
    select "enterpriseId", kind, to_timestamp("asOfMs" / 1000.0), period, score, level, "worstGroup", breaches, warnings, known, version,
      "peersId", "inputsAt", "checkedOn", fingerprint, told, body
    from jsonb_to_recordset(${JSON.stringify(fresh)}::jsonb) as i("enterpriseId" bigint, kind text, "asOfMs" float8, period text, score real,
      level smallint, "worstGroup" text, breaches smallint, warnings smallint, known real, version int, "peersId" bigint,
      "inputsAt" timestamptz, "checkedOn" date, fingerprint text, told text[], body jsonb)`);
  return fresh.map(({ enterpriseId }) => ({ enterpriseId, toldBefore: toldBefore.get(enterpriseId) ?? [] }));
}

export interface EvaluationRow {
  readonly id: number;
  readonly asOfMs: number;
  readonly recordedAtMs: number;
  readonly checkedOn: string;
  readonly peersId: number | null;
  readonly body: Readonly<Record<string, unknown>>;
}

const END_OF_TIME_MS = Date.UTC(9999, 0, 1);

/** The newest evaluation of a firm, or the one that held at an instant. The caller has checked the scope. */
export function readEvaluation(
  db: Db,
  enterpriseId: number,
  atMs: number | null = null,
): Promise<EvaluationRow | null> {
  return first(
    db,
    sql`select id, as_of as "asOfMs", recorded_at as "recordedAtMs", checked_on as "checkedOn", peers_id as "peersId", body
    from organisation_evaluations
    where enterprise_id = ${enterpriseId} and as_of <= ${instant(atMs ?? END_OF_TIME_MS)}::timestamptz
    order by as_of desc, id desc limit 1`,
  );
}

export interface EvaluationPoint {
  readonly asOfMs: number;
  readonly score: number | null;
  readonly level: number;
  readonly period: string | null;
  readonly breaches: number;
}

/** What was said before, oldest first. */
export async function readEvaluationHistory(
  db: Db,
  enterpriseId: number,
  limit: number,
): Promise<EvaluationPoint[]> {
  const rows = await db.query<EvaluationPoint>(sql`
    select as_of as "asOfMs", score, level, period, breaches from organisation_evaluations
    where enterprise_id = ${enterpriseId} order by as_of desc, id desc limit ${limit}`);
  return rows.reverse();
}

export interface OrganisationFilter {
  readonly kind: LocalKind;
  readonly q?: string | undefined;
  readonly levels?: readonly number[] | undefined;
  readonly breached?: boolean | undefined;
}

export interface OrganisationRow {
  readonly id: number;
  readonly name: string;
  readonly creditCode: string | null;
  readonly district: string;
  readonly street: string | null;
  readonly simulated: boolean;
  /** Official level of the enterprise, 1–5. */
  readonly officialLevel: number;
  readonly score: number | null;
  readonly level: number | null;
  readonly worstGroup: string | null;
  readonly breaches: number | null;
  readonly warnings: number | null;
  readonly known: number | null;
  readonly period: string | null;
  readonly asOfMs: number | null;
  /** Words of the gravest warning. */
  readonly warningZh: string | null;
  readonly warningEn: string | null;
  /** Scores of the six groups by id. */
  readonly groups: readonly { readonly id: string; readonly score: number | null }[] | null;
}

/** One page of a kind's firms in the scope, highest score first; a firm that is not evaluated yet comes last. */
export async function searchOrganisations(
  db: Db,
  filter: OrganisationFilter,
  scope: Scope,
  page: { readonly cursor: string | null; readonly limit: number },
): Promise<{ readonly rows: readonly OrganisationRow[]; readonly next: string | null }> {
  const rows = await db.query<OrganisationRow & { key: string }>(sql`
    select s.enterprise_id as id, e.name, e.credit_code as "creditCode", s.district, s.street, e.simulated, s.level as "officialLevel",
      v.score, v.level, v.worst_group as "worstGroup", v.breaches, v.warnings, v.known, v.period, v.as_of as "asOfMs",
      v.body -> 'warnings' -> 0 ->> 'zh' as "warningZh", v.body -> 'warnings' -> 0 ->> 'en' as "warningEn",
      jsonb_path_query_array(v.body, '$.groups[*]') as groups, coalesce(v.score, -1)::text as key
    from scores s join enterprises e on e.id = s.enterprise_id
    left join organisation_evaluations v on v.enterprise_id = s.enterprise_id and v.current
    where ${matching(filter, scope)} and ${after(page.cursor)}
    order by coalesce(v.score, -1) desc, s.enterprise_id limit ${page.limit + 1}`);
  const shown = rows.slice(0, page.limit);
  const last = shown.at(-1);
  return {
    rows: shown.map(({ key: _, ...row }) => row),
    next: rows.length > page.limit && last !== undefined ? encodeCursor([last.key, last.id]) : null,
  };
}

export interface KindSummaryRow {
  readonly kind: LocalKind;
  readonly organisations: number;
  readonly evaluated: number;
  readonly breached: number;
  /** Of the evaluations, normal first. */
  readonly levels: readonly number[];
}

/** How many firms each kind has in the scope, and how they stand. */
export function countOrganisations(
  db: Db,
  kinds: readonly LocalKind[],
  scope: Scope,
): Promise<KindSummaryRow[]> {
  return db.query(sql`
    select s.finance_kind as kind, count(*)::int as organisations, count(v.id)::int as evaluated,
      (count(*) filter (where v.breaches > 0))::int as breached,
      array[(count(*) filter (where v.level = 1))::int, (count(*) filter (where v.level = 2))::int, (count(*) filter (where v.level = 3))::int,
        (count(*) filter (where v.level = 4))::int, (count(*) filter (where v.level = 5))::int] as levels
    from scores s left join organisation_evaluations v on v.enterprise_id = s.enterprise_id and v.current
    where s.listed and s.finance_kind = any(${kinds}) and s.district <> '000000' and ${inScope(scope)}
    group by s.finance_kind`);
}

function matching(filter: OrganisationFilter, scope: Scope): Sql {
  const like = filter.q === undefined ? null : `%${filter.q.replace(/[\\%_]/g, "\\$&").toLowerCase()}%`;
  return sql`s.listed and s.finance_kind = ${filter.kind} and s.district <> '000000' and ${inScope(scope)}
    and (${like}::text is null or lower(e.name) like ${like} or lower(e.credit_code) like ${like})
    and (${filter.levels ?? null}::smallint[] is null or v.level = any(${filter.levels ?? null}::smallint[]))
    and (${filter.breached ?? null}::boolean is null or (coalesce(v.breaches, 0) > 0) = ${filter.breached ?? null}::boolean)`;
}

function after(cursor: string | null): Sql {
  if (cursor === null) return sql`true`;
  const [key, id] = decodeCursor(cursor, ["string", "number"] as const);
  if (!Number.isFinite(Number(key))) throw new BadCursorError();
  return sql`(coalesce(v.score, -1) < ${key}::real or (coalesce(v.score, -1) = ${key}::real and s.enterprise_id > ${id}::bigint))`;
}
