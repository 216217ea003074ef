import type { Scope } from "#domain/permission";
import { BadCursorError, decodeCursor, encodeCursor } from "#store/cursor";
import { type Db, first } from "#store/pool";
import { inScope } from "#store/scope";
import { join, type Sql, sql } from "#store/sql";

export type EnterpriseSort = "score" | "change" | "name" | "lastEvent" | "since";

export interface EnterpriseFilter {
  /** Part of a name, or the beginning of a credit code. */
  readonly q?: string | undefined;
  /** Level numbers 1–5. */
  readonly levels?: readonly number[] | undefined;
  /** Beginning of a GB/T 4754 code: "66" takes all of 66; two beginnings take all from the first to the last. */
  readonly industry?: string | readonly [first: string, last: string] | undefined;
  readonly financeKinds?: readonly string[] | undefined;
  readonly statuses?: readonly string[] | undefined;
  readonly origin?: "city" | "outside" | "all" | undefined;
  readonly watched?: boolean | undefined;
  /** A feature of risk, among enterprises of orange and above. */
  readonly feature?: string | undefined;
}

export interface SearchRequest {
  readonly filter: EnterpriseFilter;
  readonly scope: Scope;
  readonly sort: EnterpriseSort;
  readonly descending: boolean;
  readonly cursor: string | null;
  readonly limit: number;
}

export interface EnterpriseListRow {
  readonly id: number;
  readonly name: string;
  readonly creditCode: string | null;
  readonly district: string;
  readonly street: string | null;
  readonly industry: string | null;
  readonly financeKind: string | null;
  readonly status: string;
  readonly level: number;
  readonly score: number;
  /** Against 30 days before. */
  readonly change: number;
  readonly reason: string;
  readonly reasonEn: string;
  readonly lastEventMs: number | null;
  readonly sinceMs: number;
  readonly provisional: boolean;
  readonly simulated: boolean;
  readonly watched: boolean;
  readonly legalRepresentative: string | null;
}

export interface SearchPage {
  readonly rows: readonly EnterpriseListRow[];
  readonly next: string | null;
}

/**
 * One page. First the ids: the sort's coarse index gives rows in steps (a point of score, an hour), an incremental
 * sort orders inside a step, and the scan stops at the page's end, so a page of 3,000,000 enterprises costs as much
 * as one of 3,000. Then the rows that are shown. Planned anew each time: a rare industry goes by its own index.
 */
export async function searchEnterprises(db: Db, request: SearchRequest): Promise<SearchPage> {
  const order = orderOf(request.sort, request.descending);
  const after = request.cursor === null ? sql`true` : order.after(request.cursor);
  const rows = await db.query<EnterpriseListRow & { key: string }>(sql`
    with page as materialized (${found(request, order)} and ${after} order by ${order.by} limit ${request.limit + 1})
    select ${LIST_COLUMNS}, ${order.key} as key
    from page join scores s on s.enterprise_id = page.id ${JOIN_NAMES} ${joinOrder(order)}
    order by ${order.by}`);
  const page = rows.slice(0, request.limit);
  const last = page.at(-1);
  return {
    rows: page.map(({ key: _, ...row }) => row),
    next:
      rows.length > request.limit && last !== undefined
        ? encodeCursor([request.sort, last.key, last.id])
        : null,
  };
}

export type SearchAll = Omit<SearchRequest, "cursor" | "limit">;

/**
 * The ids of all that a search finds, in its order, as they are at one moment: a firm whose score moves while the rows
 * are read is neither missed nor met twice. 8 bytes each; page by page would walk the whole index for each page.
 */
export async function searchAllIds(db: Db, request: SearchAll): Promise<number[]> {
  const order = orderOf(request.sort, request.descending);
  const rows = await db.query<{ id: number }>(sql`${found(request, order)} order by ${order.by}`);
  return rows.map((row) => row.id);
}

function found({ filter, scope }: SearchAll, order: Order): Sql {
  const names = order.needs === "name" || filter.q ? JOIN_NAMES : sql``;
  return sql`select s.enterprise_id as id from scores s ${names} ${joinOrder(order)}
    where ${conditions(filter, scope)}`;
}

export interface EnterpriseCount {
  readonly count: number;
  /** false: the planner's estimate, beyond COUNT_LIMIT. */
  readonly exact: boolean;
}

/** Counting further than this costs more than the figure is worth; screens say 约. */
const COUNT_LIMIT = 20_000;

/** How many a filter finds: from the kept counts when it only names place, kind and level, else counted up to a limit. */
export async function countEnterprises(
  db: Db,
  filter: EnterpriseFilter,
  scope: Scope,
): Promise<EnterpriseCount> {
  const kept = [filter.q || undefined, filter.statuses, filter.watched, filter.feature];
  if (kept.every((one) => one === undefined) && scope.givenTo === null) {
    const row = await first<{ n: number }>(
      db,
      sql`
      select coalesce(sum(s.n), 0)::bigint as n from (
        select district, nullif(street, '') as street, nullif(industry, '') as industry,
          nullif(finance_kind, '') as finance_kind, level, n from level_counts_now) s
      where ${inScope(scope)} and ${placeConditions(filter)}`,
    );
    return { count: row?.n ?? 0, exact: true };
  }
  const where = conditions(filter, scope);
  const found = sql`select 1 from scores s ${filter.q ? JOIN_NAMES : sql``} where ${where}`;
  const plan = await first<{ "QUERY PLAN": [{ Plan: { "Plan Rows": number } }] }>(
    db,
    sql`explain (format json) ${found}`,
  );
  const estimate = plan?.["QUERY PLAN"][0].Plan["Plan Rows"] ?? 0;
  // Far beyond the limit even if it is three times too high: not worth the walk.
  if (estimate > 3 * COUNT_LIMIT) return { count: estimate, exact: false };
  const row = await first<{ n: number }>(
    db,
    sql`select count(*) as n from (${found} limit ${COUNT_LIMIT + 1}) limited`,
  );
  const count = row?.n ?? 0;
  return count <= COUNT_LIMIT ? { count, exact: true } : { count: Math.max(count, estimate), exact: false };
}

/** The rows of these ids that are in the scope, in no order: for exports and links. */
export function readEnterprises(db: Db, ids: readonly number[], scope: Scope): Promise<EnterpriseListRow[]> {
  return db.query(sql`
    select ${LIST_COLUMNS} from scores s join enterprises e on e.id = s.enterprise_id
    where s.enterprise_id = any(${ids}::bigint[]) and ${inScope(scope)}`);
}

export const LIST_COLUMNS = sql`s.enterprise_id as id, e.name, e.credit_code as "creditCode", s.district, s.street, s.industry,
  s.finance_kind as "financeKind", s.status, s.level, s.total as score, s.total - s.baseline as change,
  coalesce(s.reasons -> 0 ->> 'text', '') as reason, coalesce(s.reasons -> 0 ->> 'textEn', '') as "reasonEn",
  s.last_event_at as "lastEventMs", s.level_since as "sinceMs", e.provisional, e.simulated, e.watched,
  e.legal_representative as "legalRepresentative"`;

const JOIN_NAMES = sql`join enterprises e on e.id = s.enterprise_id`;

function joinOrder(order: Order): Sql {
  return order.needs === "order" ? sql`join score_order o on o.enterprise_id = s.enterprise_id` : sql``;
}

/** Conditions on `scores s`, and on `enterprises e` where a text is looked for. */
function conditions(filter: EnterpriseFilter, scope: Scope): Sql {
  const parts = [sql`s.listed`, inScope(scope), placeConditions(filter)];
  if (filter.statuses !== undefined) parts.push(sql`s.status = any(${filter.statuses})`);
  if (filter.watched !== undefined) {
    parts.push(
      sql`${filter.watched ? sql`` : sql`not `}s.enterprise_id in (select id from enterprises where watched)`,
    );
  }
  if (filter.feature !== undefined) {
    parts.push(
      sql`s.level >= 3 and s.enterprise_id in (select enterprise_id from risk_features where features @> ${[filter.feature]}::text[])`,
    );
  }
  if (filter.q) parts.push(textCondition(filter.q.trim()));
  return join(parts, sql` and `);
}

function placeConditions(filter: EnterpriseFilter): Sql {
  const parts: Sql[] = [];
  if (filter.levels !== undefined) parts.push(sql`s.level = any(${filter.levels}::smallint[])`);
  if (filter.industry !== undefined) {
    // A range in place of like: it uses the index under every collation that compares bytes.
    const [first, last] =
      typeof filter.industry === "string" ? [filter.industry, filter.industry] : filter.industry;
    parts.push(sql`s.industry >= ${first} and s.industry < ${`${last}~`}`);
  }
  if (filter.financeKinds !== undefined) parts.push(sql`s.finance_kind = any(${filter.financeKinds})`);
  if (filter.origin === "outside") parts.push(sql`s.district = '000000'`);
  else if (filter.origin !== "all") parts.push(sql`s.district <> '000000'`);
  return parts.length === 0 ? sql`true` : join(parts, sql` and `);
}

/**
 * On `enterprises e`. The planner chooses by how common the characters are: a rare word goes through the index of
 * characters and pairs, a word that most names have is met soon by walking along the sort. `like` makes sure.
 */
function textCondition(q: string): Sql {
  const like = `%${escapeLike(q.toLowerCase())}%`;
  // Lower-casing each name costs more than comparing it, and most words have no case.
  const matches = /\p{Lu}|\p{Ll}/u.test(q) ? sql`lower(e.name) like ${like}` : sql`e.name like ${like}`;
  const byName = sql`(name_grams(e.name) @> query_grams(${q}) and ${matches})`;
  if (!/^[0-9A-Za-z]{4,18}$/.test(q)) return byName;
  const code = q.toUpperCase();
  return sql`(${byName} or (e.credit_code >= ${code} and e.credit_code < ${`${code}~`}))`;
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, "\\$&");
}

interface Order {
  readonly by: Sql;
  /** The sort value as text: part of the cursor. */
  readonly key: Sql;
  /** The table that it sorts by, besides scores. */
  readonly needs: "name" | "order" | null;
  after(cursor: string): Sql;
}

function orderOf(sort: EnterpriseSort, descending: boolean): Order {
  const direction = descending ? sql`desc` : sql`asc`;
  const past = descending ? sql`<` : sql`>`;
  // A comparison of rows from two tables uses no index: the step is bounded by itself besides.
  const fromHere = descending ? sql`<=` : sql`>=`;
  const place = (cursor: string): [key: string, id: number] => {
    const [of, key, id] = decodeCursor(cursor, ["string", "string", "number"] as const);
    if (of !== sort) throw new BadCursorError();
    return [key, id];
  };
  switch (sort) {
    case "score":
      return {
        by: sql`o.rank ${direction}, s.total ${direction}, s.enterprise_id ${direction}`,
        key: sql`s.total::text`,
        needs: "order",
        after(cursor) {
          const [key, id] = place(cursor);
          return sql`o.rank ${fromHere} floor(${key}::real)::smallint
            and (o.rank, s.total, s.enterprise_id) ${past} (floor(${key}::real)::smallint, ${key}::real, ${id}::bigint)`;
        },
      };
    case "change":
      return {
        by: sql`o.moved ${direction}, (s.total - s.baseline) ${direction}, s.enterprise_id ${direction}`,
        key: sql`(s.total - s.baseline)::text`,
        needs: "order",
        after(cursor) {
          const [key, id] = place(cursor);
          return sql`o.moved ${fromHere} floor(${key}::real)::smallint and (o.moved, s.total - s.baseline, s.enterprise_id) ${past}
            (floor(${key}::real)::smallint, ${key}::real, ${id}::bigint)`;
        },
      };
    case "lastEvent":
      return {
        by: sql`o.last_event_hour ${direction}, coalesce(s.last_event_at, timestamptz 'epoch') ${direction}, s.enterprise_id ${direction}`,
        key: sql`coalesce(s.last_event_at, timestamptz 'epoch')::text`,
        needs: "order",
        after(cursor) {
          const [key, id] = place(cursor);
          return sql`o.last_event_hour ${fromHere} floor(extract(epoch from ${key}::timestamptz) / 3600)::integer
            and (o.last_event_hour, coalesce(s.last_event_at, timestamptz 'epoch'), s.enterprise_id) ${past}
            (floor(extract(epoch from ${key}::timestamptz) / 3600)::integer, ${key}::timestamptz, ${id}::bigint)`;
        },
      };
    case "since":
      return {
        by: sql`s.level_since ${direction}, s.enterprise_id ${direction}`,
        key: sql`s.level_since::text`,
        needs: null,
        after(cursor) {
          const [key, id] = place(cursor);
          return sql`(s.level_since, s.enterprise_id) ${past} (${key}::timestamptz, ${id}::bigint)`;
        },
      };
    case "name":
      return {
        by: sql`e.name ${direction}, e.id ${direction}`,
        key: sql`e.name`,
        needs: "name",
        after(cursor) {
          const [key, id] = place(cursor);
          return sql`(e.name, e.id) ${past} (${key}, ${id}::bigint)`;
        },
      };
  }
}
