import type { Scope } from "#domain/permission";
import type { ReviewKind, ReviewState } from "#domain/review";
import { type Db, first, instant, one } from "#store/pool";
import { inDistricts } from "#store/scope";
import { type Sql, sql } from "#store/sql";

export interface ReviewRow {
  readonly id: number;
  readonly kind: ReviewKind;
  readonly subject: string;
  readonly enterpriseId: number | null;
  readonly enterprise: string | null;
  readonly district: string;
  readonly street: string | null;
  readonly before: unknown;
  readonly after: unknown;
  readonly state: ReviewState;
  readonly comment: string;
  /** null: the program itself. */
  readonly proposedBy: number | null;
  readonly proposer: string | null;
  readonly proposedAtMs: number;
  readonly decidedBy: number | null;
  readonly decider: string | null;
  readonly decidedAtMs: number | null;
  readonly decisionComment: string | null;
}

export interface ReviewDraft {
  readonly kind: ReviewKind;
  readonly subject: string;
  readonly enterpriseId: number | null;
  readonly district: string;
  readonly street: string | null;
  readonly before: unknown;
  readonly after: unknown;
  readonly comment: string;
  readonly proposedBy: number;
  readonly proposedAtMs: number;
}

export async function insertReview(db: Db, draft: ReviewDraft): Promise<number> {
  const row = await one<{ id: number }>(
    db,
    sql`
    insert into reviews (kind, subject, enterprise_id, district, street, before, after, comment, proposed_by, proposed_at)
    values (${draft.kind}, ${draft.subject}, ${draft.enterpriseId}, ${draft.district}, ${draft.street}, ${JSON.stringify(draft.before)}::jsonb,
      ${JSON.stringify(draft.after)}::jsonb, ${draft.comment}, ${draft.proposedBy}, ${instant(draft.proposedAtMs)}) returning id`,
  );
  return row.id;
}

/** Newest first, of the districts of the scope. */
export function readReviews(
  db: Db,
  scope: Scope,
  filter: {
    readonly state?: ReviewState | undefined;
    readonly kind?: ReviewKind | undefined;
    readonly enterpriseId?: number | undefined;
    readonly beforeId: number | null;
    readonly limit: number;
  },
): Promise<ReviewRow[]> {
  return db.query(sql`
    select ${COLUMNS} ${SOURCES}
    where ${inDistricts(scope, sql`r.district`)} and (${scope.street}::text is null or r.street = ${scope.street})
      and r.id < ${filter.beforeId ?? Number.MAX_SAFE_INTEGER}
      and (${filter.state ?? null}::text is null or r.state = ${filter.state ?? null})
      and (${filter.kind ?? null}::text is null or r.kind = ${filter.kind ?? null})
      and (${filter.enterpriseId ?? null}::bigint is null or r.enterprise_id = ${filter.enterpriseId ?? null}::bigint)
    order by r.id desc limit ${filter.limit}`);
}

/** One, locked until the transaction ends: decide by the domain's rule, then saveDecision. */
export function lockReview(tx: Db, id: number, scope: Scope): Promise<ReviewRow | null> {
  return first(
    tx,
    sql`
    select ${COLUMNS} ${SOURCES} where r.id = ${id} and ${inDistricts(scope, sql`r.district`)}
      and (${scope.street}::text is null or r.street = ${scope.street}) for update of r`,
  );
}

export async function saveDecision(
  tx: Db,
  id: number,
  decision: {
    readonly state: "approved" | "rejected";
    readonly by: number;
    readonly atMs: number;
    readonly comment: string;
  },
): Promise<void> {
  await tx.execute(sql`
    update reviews set state = ${decision.state}, decided_by = ${decision.by}, decided_at = ${instant(decision.atMs)},
      decision_comment = ${decision.comment} where id = ${id} and state = 'pending'`);
}

/** Its maker took it back. */
export async function saveWithdrawal(tx: Db, id: number, atMs: number): Promise<void> {
  await tx.execute(sql`
    update reviews set state = 'withdrawn', decided_at = ${instant(atMs)} where id = ${id} and state = 'pending'`);
}

/** Those of these numbers, for what is shown beside them. */
export function readReviewsById(db: Db, ids: readonly number[]): Promise<ReviewRow[]> {
  return db.query(sql`select ${COLUMNS} ${SOURCES} where r.id = any(${ids}::bigint[])`);
}

export async function countPendingReviews(db: Db, scope: Scope): Promise<number> {
  const row = await first<{ n: number }>(
    db,
    sql`
    select count(*) as n from reviews r where r.state = 'pending' and ${inDistricts(scope, sql`r.district`)}`,
  );
  return row?.n ?? 0;
}

const SOURCES: Sql = sql`from reviews r left join users p on p.id = r.proposed_by left join users d on d.id = r.decided_by
  left join enterprises e on e.id = r.enterprise_id`;

const COLUMNS: Sql = sql`r.id, r.kind, r.subject, r.enterprise_id as "enterpriseId", e.name as enterprise, r.district, r.street, r.before, r.after, r.state,
  r.comment, r.proposed_by as "proposedBy", p.name as proposer, r.proposed_at as "proposedAtMs", r.decided_by as "decidedBy",
  d.name as decider, r.decided_at as "decidedAtMs", r.decision_comment as "decisionComment"`;
