import { numbers, texts } from "#store/columns";
import { type Db, first, one, type Pool } from "#store/pool";
import { type Sql, sql } from "#store/sql";

export interface DatasetFeature {
  readonly name: string;
  readonly zh: string;
  readonly en: string;
  readonly unit: string;
}

/** A row of the file that was not taken. */
export interface DatasetReject {
  readonly row: number;
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
}

export interface DatasetRow {
  readonly id: number;
  readonly name: string;
  readonly origin: "upload" | "snapshot";
  readonly settings: Readonly<Record<string, unknown>>;
  readonly features: readonly DatasetFeature[];
  readonly state: "building" | "ready" | "failed";
  readonly error: string | null;
  readonly rows: number;
  readonly labelled: number;
  readonly positives: number;
  readonly rejected: number;
  readonly rejects: readonly DatasetReject[];
  readonly createdBy: number;
  readonly creator: string;
  readonly createdAtMs: number;
  readonly retiredAtMs: number | null;
}

export async function insertDataset(
  db: Db,
  draft: Pick<DatasetRow, "name" | "origin" | "settings" | "features" | "state" | "createdBy">,
): Promise<number> {
  const row = await one<{ id: number }>(
    db,
    sql`
    insert into datasets (name, origin, settings, features, state, created_by)
    values (${draft.name}, ${draft.origin}, ${JSON.stringify(draft.settings)}::jsonb, ${JSON.stringify(draft.features)}::jsonb,
      ${draft.state}, ${draft.createdBy}) returning id`,
  );
  return row.id;
}

/** Newest first; `q` is a part of the name. Retired ones are left out. */
export function readDatasets(
  db: Db,
  filter: { readonly q: string | null; readonly origin: string | null; readonly limit: number },
): Promise<DatasetRow[]> {
  return db.query(sql`
    select ${COLUMNS} from datasets d join users u on u.id = d.created_by
    where d.retired_at is null and (${filter.q}::text is null or position(lower(${filter.q}) in lower(d.name)) > 0)
      and (${filter.origin}::text is null or d.origin = ${filter.origin})
    order by d.id desc limit ${filter.limit}`);
}

export function readDataset(db: Db, id: number): Promise<DatasetRow | null> {
  return first(
    db,
    sql`select ${COLUMNS} from datasets d join users u on u.id = d.created_by where d.id = ${id}`,
  );
}

/** false when it is retired already. Its rows stay: runs and their reports refer to them. */
export async function retireDataset(db: Db, id: number): Promise<boolean> {
  return (
    (await db.execute(
      sql`update datasets set retired_at = now() where id = ${id} and retired_at is null`,
    )) === 1
  );
}

/** The next snapshot to build, or one whose process died: what is written of it goes through the claim from here on. */
export async function claimDataset(pool: Pool, instance: string, claimMs: number): Promise<number | null> {
  const row = await first<{ id: number }>(
    pool,
    sql`
    update datasets x set claimed_by = ${instance}, claimed_until = now() + ${claimMs} * interval '1 millisecond'
    from (select id from datasets where state = 'building' and (claimed_until is null or claimed_until < now())
      order by id limit 1 for update skip locked) due
    where x.id = due.id returning x.id`,
  );
  return row?.id ?? null;
}

/** false: another process has taken it, it has ended, or it was retired: stop. Inside a transaction it keeps others out. */
export async function keepDatasetClaim(
  db: Db,
  id: number,
  instance: string,
  claimMs: number,
): Promise<boolean> {
  return (
    (await db.execute(sql`
    update datasets set claimed_until = now() + ${claimMs} * interval '1 millisecond'
    where id = ${id} and claimed_by = ${instance} and state = 'building' and retired_at is null`)) === 1
  );
}

/** The process ends before the snapshot does: another may begin it anew at once. */
export async function releaseDataset(db: Db, id: number, instance: string): Promise<void> {
  await db.execute(sql`
    update datasets set claimed_by = null, claimed_until = null
    where id = ${id} and claimed_by = ${instance} and state = 'building'`);
}

/** `instance` is who has claimed it; null: an upload, which nobody else sees before it is ready. */
export async function finishDataset(
  db: Db,
  id: number,
  instance: string | null,
  end: {
    readonly state: "ready" | "failed";
    readonly error: string | null;
    readonly rejected: number;
    readonly rejects: readonly DatasetReject[];
    /** Known only now, as for a file; else as it was begun. */
    readonly features?: readonly DatasetFeature[];
  },
): Promise<void> {
  await db.execute(sql`
    update datasets set state = ${end.state}, features = coalesce(${end.features === undefined ? null : JSON.stringify(end.features)}::jsonb, features), error = ${end.error}, rejected = ${end.rejected}, rejects = ${JSON.stringify(end.rejects)}::jsonb,
      claimed_by = null, claimed_until = null, rows = c.rows, labelled = c.labelled, positives = c.positives
    from (select count(*) as rows, count(label) as labelled, coalesce(sum(label), 0) as positives
      from dataset_rows where dataset_id = ${id}) c
    where id = ${id} and state = 'building' and claimed_by is not distinct from ${instance}::text`);
}

/** A snapshot that is begun again begins empty. Locked: whoever has lost it meanwhile removes nothing. */
export async function clearDatasetRows(db: Db, id: number, instance: string): Promise<void> {
  await db.execute(sql`
    with own as materialized (
      select id from datasets where id = ${id} and claimed_by = ${instance} and state = 'building' for update)
    delete from dataset_rows r using own where r.dataset_id = own.id`);
}

export interface SampleRow {
  readonly row: number;
  readonly subject: string;
  readonly name: string;
  readonly district: string | null;
  readonly industry: string | null;
  readonly kind: string | null;
  readonly day: string | null;
  readonly label: 0 | 1 | null;
  /** NaN: not known. */
  readonly features: readonly number[];
}

export async function insertDatasetRows(db: Db, id: number, rows: readonly SampleRow[]): Promise<void> {
  if (rows.length === 0) return;
  const width = (rows[0] as SampleRow).features.length;
  // Arrays of arrays cannot be unnested row by row: the flat column is cut by position. One empty name alone makes no array.
  await db.execute(sql`
    insert into dataset_rows (dataset_id, row, subject, name, district, industry, kind, day, label, features)
    select ${id}, r.row, r.subject, coalesce(r.name, ''), r.district, r.industry, r.kind, r.day::date, r.label,
      (f.flat)[(r.at - 1) * ${width} + 1 : r.at * ${width}]
    from unnest(${numbers(rows.map((row) => row.row))}::int[],
      string_to_array(${texts(rows.map((row) => row.subject))}, E'\x1f'),
      string_to_array(${texts(rows.map((row) => row.name))}, E'\x1f'),
      string_to_array(${texts(rows.map((row) => row.district))}, E'\x1f', E'\x1e'),
      string_to_array(${texts(rows.map((row) => row.industry))}, E'\x1f', E'\x1e'),
      string_to_array(${texts(rows.map((row) => row.kind))}, E'\x1f', E'\x1e'),
      string_to_array(${texts(rows.map((row) => row.day))}, E'\x1f', E'\x1e'),
      ${numbers(rows.map((row) => row.label))}::smallint[]) with ordinality
      as r (row, subject, name, district, industry, kind, day, label, at),
    (select ${numbers(rows.flatMap((row) => row.features.map((value) => (Number.isFinite(value) ? value : null))))}::double precision[] as flat) f`);
}

/** Which rows of a dataset; empty lists take all. Codes of industries are beginnings. */
export interface SampleFilter {
  readonly districts: readonly string[];
  readonly industries: readonly string[];
  readonly kinds: readonly string[];
  readonly label: 0 | 1 | null;
  readonly from: string | null;
  readonly to: string | null;
  /** Part of the subject's name or id. */
  readonly q: string | null;
}

export function readSample(
  db: Db,
  id: number,
  filter: SampleFilter,
  afterRow: number,
  limit: number,
): Promise<SampleRow[]> {
  return db
    .query<SampleRow & { features: (number | null)[] }>(sql`
    select row, subject, name, district, industry, kind, day, label, features from dataset_rows
    where dataset_id = ${id} and row > ${afterRow} and ${matches(filter)} order by row limit ${limit}`)
    .then((rows) =>
      rows.map((row) => ({ ...row, features: row.features.map((value) => value ?? Number.NaN) })),
    );
}

export interface SampleCount {
  readonly rows: number;
  readonly labelled: number;
  readonly positives: number;
  readonly subjects: number;
}

export function countSample(db: Db, id: number, filter: SampleFilter): Promise<SampleCount> {
  return one(
    db,
    sql`
    select count(*) as rows, count(label) as labelled, coalesce(sum(label), 0) as positives, count(distinct subject) as subjects
    from dataset_rows where dataset_id = ${id} and ${matches(filter)}`,
  );
}

export interface SampleFacet {
  readonly facet: "district" | "industry" | "kind" | "day";
  readonly value: string;
  readonly rows: number;
}

/** What a dataset can be filtered by. Industries by division (two digits). */
export function readSampleFacets(db: Db, id: number): Promise<SampleFacet[]> {
  return db.query(sql`
    select 'district' as facet, district as value, count(*) as rows from dataset_rows where dataset_id = ${id} and district is not null group by 2
    union all select 'industry', left(industry, 2), count(*) from dataset_rows where dataset_id = ${id} and industry is not null group by 2
    union all select 'kind', kind, count(*) from dataset_rows where dataset_id = ${id} and kind is not null group by 2
    union all select 'day', day::text, count(*) from dataset_rows where dataset_id = ${id} and day is not null group by 2
    order by 1, 2 limit 1000`);
}

function matches(filter: SampleFilter): Sql {
  const { districts, industries, kinds } = filter;
  return sql`(cardinality(${districts}::text[]) = 0 or district = any(${districts}::text[]))
    and (cardinality(${industries}::text[]) = 0 or left(industry, 2) = any(${industries}::text[]))
    and (cardinality(${kinds}::text[]) = 0 or kind = any(${kinds}::text[]))
    and (${filter.label}::int is null or label = ${filter.label}::int)
    and (${filter.from}::date is null or day >= ${filter.from}::date) and (${filter.to}::date is null or day <= ${filter.to}::date)
    and (${filter.q}::text is null or position(lower(${filter.q}) in lower(name)) > 0 or subject = ${filter.q})`;
}

const COLUMNS: Sql = sql`d.id, d.name, d.origin, d.settings, d.features, d.state, d.error, d.rows, d.labelled, d.positives,
  d.rejected, d.rejects, d.created_by as "createdBy", u.name as creator, d.created_at as "createdAtMs", d.retired_at as "retiredAtMs"`;
