import type { Scope } from "#domain/permission";
import { type Db, first, type Pool } from "#store/pool";
import { inScope } from "#store/scope";
import { sql } from "#store/sql";

/** How a source names an enterprise: scheme 'code', 'name' (normalised) or 'local:<source>'. */
export interface Identifier {
  readonly scheme: string;
  readonly value: string;
}

export interface EnterpriseDraft {
  readonly name: string;
  readonly creditCode?: string | null;
  readonly district: string;
  readonly street?: string | null;
  readonly industry?: string | null;
  readonly financeKind?: string | null;
  readonly status?: string;
  readonly provisional: boolean;
  readonly simulated: boolean;
  readonly lng?: number | null;
  readonly lat?: number | null;
  readonly legalRepresentative?: string | null;
  readonly controller?: string | null;
  readonly establishedOn?: string | null;
  readonly registeredCapital?: string | null;
  readonly paidInCapital?: string | null;
  readonly businessScope?: string | null;
  readonly licences?: readonly string[];
  readonly registeredAddress?: string | null;
  readonly businessAddress?: string | null;
}

/** A subject as ingest has it: its identifiers, strongest first, and what to make when nobody has them. */
export interface SubjectDraft {
  readonly identifiers: readonly Identifier[];
  readonly draft: EnterpriseDraft;
}

export interface ResolvedSubject {
  readonly enterpriseId: number;
  /** true when it was made by this call. */
  readonly created: boolean;
}

/** Any number that nobody else uses: creators take turns, so that two never make one enterprise twice. */
const CREATE_LOCK = 7_205_112;

/** Ids of the identifiers that are known, as "scheme\u001fvalue" -> id. */
export async function findIdentifiers(
  db: Db,
  identifiers: readonly Identifier[],
): Promise<Map<string, number>> {
  if (identifiers.length === 0) return new Map();
  const rows = await db.query<{ scheme: string; value: string; id: number }>(sql`
    select i.scheme, i.value, i.enterprise_id as id
    from unnest(${identifiers.map((one) => one.scheme)}::text[], ${identifiers.map((one) => one.value)}::text[]) as k(scheme, value)
    join enterprise_identifiers i using (scheme, value)`);
  return new Map(rows.map((row) => [identifierKey(row), row.id]));
}

export function identifierKey(identifier: Identifier): string {
  return `${identifier.scheme}\u001f${identifier.value}`;
}

/**
 * The enterprise of each subject, in order; who is unknown is made, once, however many programs ask at the same time.
 * An identifier that is new for a known enterprise is kept for it (a name first, its code later). A new code is never
 * given to an enterprise that has another code already: two firms with one name are two.
 */
export async function resolveEnterprises(
  pool: Pool,
  subjects: readonly SubjectDraft[],
): Promise<ResolvedSubject[]> {
  const known = await findIdentifiers(
    pool,
    subjects.flatMap((subject) => subject.identifiers),
  );
  const missing = subjects.some((subject) =>
    subject.identifiers.some((one) => !known.has(identifierKey(one))),
  );
  if (!missing)
    return subjects.map((subject) => ({ enterpriseId: matchOf(subject, known) as number, created: false }));
  return pool.transaction(async (tx) => {
    await lockCreation(tx);
    return resolveUnderLock(tx, subjects);
  });
}

/** Until the transaction ends nobody else makes enterprises: look again for the identifiers behind it, then make. */
export async function lockCreation(tx: Db): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${CREATE_LOCK})`);
}

async function resolveUnderLock(tx: Db, subjects: readonly SubjectDraft[]): Promise<ResolvedSubject[]> {
  const known = await findIdentifiers(
    tx,
    subjects.flatMap((subject) => subject.identifiers),
  );
  const codes = await readCodes(tx, [...new Set(known.values())]);
  const results: ResolvedSubject[] = [];
  const drafts: { id: number; draft: EnterpriseDraft }[] = [];
  const added: { identifier: Identifier; id: number }[] = [];
  const lacking = subjects.filter((subject) => matchOf(subject, known) === null).length;
  const freshIds = await takeIds(tx, lacking);
  for (const subject of subjects) {
    const code = subject.identifiers.find((one) => one.scheme === "code")?.value;
    let id = matchOf(subject, known);
    const clash =
      id !== null &&
      code !== undefined &&
      !known.has(identifierKey({ scheme: "code", value: code })) &&
      hasOtherCode(codes, id, code);
    let created = false;
    if (id === null || clash) {
      id = freshIds.pop() ?? ((await takeIds(tx, 1))[0] as number);
      drafts.push({ id, draft: subject.draft });
      created = true;
    }
    if (code !== undefined && !codes.has(id)) codes.set(id, code);
    for (const identifier of subject.identifiers) {
      const key = identifierKey(identifier);
      if (known.has(key)) continue;
      known.set(key, id);
      added.push({ identifier, id });
    }
    results.push({ enterpriseId: id, created });
  }
  await createEnterprises(
    tx,
    drafts.map(({ id, draft }) => ({ ...draft, id })),
  );
  await insertIdentifiers(tx, added);
  await takeCodes(
    tx,
    added.filter(({ identifier }) => identifier.scheme === "code"),
  );
  return results;
}

function matchOf(subject: SubjectDraft, known: ReadonlyMap<string, number>): number | null {
  for (const identifier of subject.identifiers) {
    const id = known.get(identifierKey(identifier));
    if (id !== undefined) return id;
  }
  return null;
}

function hasOtherCode(codes: ReadonlyMap<number, string>, id: number, code: string): boolean {
  const present = codes.get(id);
  return present !== undefined && present !== code;
}

async function readCodes(db: Db, ids: readonly number[]): Promise<Map<number, string>> {
  const rows = await db.query<{ id: number; code: string }>(sql`
    select id, credit_code as code from enterprises where id = any(${ids}::bigint[]) and credit_code is not null`);
  return new Map(rows.map((row) => [row.id, row.code]));
}

async function takeIds(db: Db, count: number): Promise<number[]> {
  if (count === 0) return [];
  const rows = await db.query<{ id: number }>(sql`
    select nextval(pg_get_serial_sequence('enterprises', 'id')) as id from generate_series(1, ${count}::int)`);
  return rows.map((row) => row.id).reverse();
}

/** Inserts enterprises with ids that the caller took from the sequence (or left out), and their names. Gives the ids. */
export async function createEnterprises(
  db: Db,
  drafts: readonly (EnterpriseDraft & { id?: number })[],
): Promise<number[]> {
  if (drafts.length === 0) return [];
  const rows = await db.query<{ id: number }>(sql`
    with input as (
      select * from jsonb_to_recordset(${JSON.stringify(drafts)}::jsonb) as i(id bigint, name text, "creditCode" text,
        district text, street text, industry text, "financeKind" text, status text, provisional boolean, simulated boolean,
        lng real, lat real, "legalRepresentative" text, controller text, "establishedOn" date, "registeredCapital" numeric,
        "paidInCapital" numeric, "businessScope" text, licences text[], "registeredAddress" text, "businessAddress" text)
    ), added as (
      insert into enterprises (id, name, credit_code, district, street, industry, finance_kind, status, provisional,
        simulated, lng, lat, legal_representative, controller, established_on, registered_capital, paid_in_capital,
        business_scope, licences, registered_address, business_address)
      select coalesce(id, nextval(pg_get_serial_sequence('enterprises', 'id'))), name, "creditCode", district, street,
        industry, "financeKind", coalesce(status, 'active'), provisional, simulated, lng, lat, "legalRepresentative",
        controller, "establishedOn", "registeredCapital", "paidInCapital", "businessScope", coalesce(licences, '{}'),
        "registeredAddress", "businessAddress"
      from input returning id, name, created_at
    ), named as (
      insert into enterprise_names (enterprise_id, name, valid_from) select id, name, created_at from added
    )
    select id from added order by id`);
  return rows.map((row) => row.id);
}

/** Keeps identifiers; one that somebody else has stays his. */
export async function insertIdentifiers(
  db: Db,
  rows: readonly { identifier: Identifier; id: number }[],
): Promise<void> {
  if (rows.length === 0) return;
  await db.execute(sql`
    insert into enterprise_identifiers (scheme, value, enterprise_id, valid_from)
    select scheme, value, id, now()
    from unnest(${rows.map((row) => row.identifier.scheme)}::text[], ${rows.map((row) => row.identifier.value)}::text[],
      ${rows.map((row) => row.id)}::bigint[]) as i(scheme, value, id)
    on conflict (scheme, value) do nothing`);
}

async function takeCodes(db: Db, rows: readonly { identifier: Identifier; id: number }[]): Promise<void> {
  if (rows.length === 0) return;
  await db.execute(sql`
    update enterprises e set credit_code = i.code, updated_at = now()
    from unnest(${rows.map((row) => row.id)}::bigint[], ${rows.map((row) => row.identifier.value)}::text[]) as i(id, code)
    where e.id = i.id and e.credit_code is null`);
}

export interface EnterprisePlaceRow {
  readonly id: number;
  readonly name: string;
  readonly creditCode: string | null;
  readonly district: string;
  readonly street: string | null;
  readonly industry: string | null;
  readonly financeKind: string | null;
  readonly provisional: boolean;
  readonly simulated: boolean;
  readonly watched: boolean;
  readonly mergedInto: number | null;
}

/** What `can` must know about an enterprise before anything else; without a scope, for the program's own use. */
export function findEnterprise(db: Db, id: number): Promise<EnterprisePlaceRow | null> {
  return first(
    db,
    sql`
    select id, name, credit_code as "creditCode", district, street, industry, finance_kind as "financeKind", provisional,
      simulated, watched, merged_into as "mergedInto"
    from enterprises where id = ${id}`,
  );
}

/** The next enterprises after an id, for jobs that walk through all of them. */
export function readEnterprisesAfter(db: Db, afterId: number, limit: number): Promise<EnterprisePlaceRow[]> {
  return db.query(sql`
    select id, name, credit_code as "creditCode", district, street, industry, finance_kind as "financeKind", provisional,
      simulated, watched, merged_into as "mergedInto"
    from enterprises where id > ${afterId} order by id limit ${limit}`);
}

/** 重点关注. false when it is not in the scope. */
export async function setWatched(db: Db, scope: Scope, id: number, watched: boolean): Promise<boolean> {
  const count = await db.execute(sql`
    update enterprises e set watched = ${watched}, updated_at = now()
    from scores s where e.id = ${id} and s.enterprise_id = e.id and ${inScope(scope)}`);
  return count === 1;
}

/** How many there are in all, merged ones left out. */
export async function countAllEnterprises(db: Db): Promise<number> {
  const row = await first<{ n: number }>(
    db,
    sql`select coalesce(sum(n), 0)::bigint as n from level_counts_now`,
  );
  return row?.n ?? 0;
}
