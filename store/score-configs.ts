import type { ScoreConfig } from "#domain/detect";
import type { Weights } from "#domain/dimension";
import { DEFAULT_LEVEL_RULE, type LevelRule } from "#domain/level";
import type { LevelPalette } from "#domain/palette";
import type { ConfigContent, ConfigState, LevelDescriptions } from "#domain/score-config";
import { type Db, first, one } from "#store/pool";
import { type Sql, sql } from "#store/sql";

export interface ScoreConfigRow {
  readonly version: number;
  readonly state: ConfigState;
  readonly weights: Weights;
  readonly levels: LevelRule;
  /** null: the colours of the pages' tokens. */
  readonly colours: LevelPalette | null;
  readonly descriptions: LevelDescriptions;
  readonly comment: string;
  /** The version that it was made from, and the one whose content it brings back. */
  readonly base: number | null;
  readonly rollbackOf: number | null;
  readonly reviewId: number | null;
  readonly createdBy: number | null;
  readonly creator: string | null;
  readonly createdAtMs: number;
  readonly approvedBy: number | null;
  readonly approver: string | null;
  readonly activatedAtMs: number | null;
  readonly retiredAtMs: number | null;
}

export interface ConfigDraft extends ConfigContent {
  readonly comment: string;
  readonly base: number | null;
  readonly rollbackOf: number | null;
  readonly createdBy: number | null;
}

/** What scores are made with now; null before the first one is activated. */
export function readActiveConfig(db: Db): Promise<ScoreConfigRow | null> {
  return first(db, sql`select ${COLUMNS} ${SOURCES} where c.state = 'active'`);
}

/** From which total (0–100) the rules call an enterprise risky: the floor of 橙色 in force. */
export async function readRulesFloor(db: Db): Promise<number> {
  return ((await readActiveConfig(db))?.levels ?? DEFAULT_LEVEL_RULE).floors[2];
}

/**
 * What readActiveConfig gives, held until the transaction ends: of two approvals at the same moment the second waits
 * here, and then finds none, because the row that it waited for is no longer active. It is refused as stale.
 */
export function lockActiveConfig(tx: Db): Promise<ScoreConfigRow | null> {
  return first(tx, sql`select ${COLUMNS} ${SOURCES} where c.state = 'active' for update of c`);
}

/** All versions, newest first (R047). */
export function readConfigs(db: Db): Promise<ScoreConfigRow[]> {
  return db.query(sql`select ${COLUMNS} ${SOURCES} order by c.version desc`);
}

export function readConfig(db: Db, version: number): Promise<ScoreConfigRow | null> {
  return first(db, sql`select ${COLUMNS} ${SOURCES} where c.version = ${version}`);
}

/** One, held until the transaction ends. */
export function lockConfig(tx: Db, version: number): Promise<ScoreConfigRow | null> {
  return first(tx, sql`select ${COLUMNS} ${SOURCES} where c.version = ${version} for update of c`);
}

/** A draft with the next version. The caller has checked its content. */
export async function insertConfig(db: Db, draft: ConfigDraft): Promise<number> {
  for (;;) {
    // Of two drafts at the same moment the second waits for the first, finds its number taken, and takes the next.
    const row = await first<{ version: number }>(
      db,
      sql`
    insert into score_configs (version, state, weights, levels, colours, descriptions, comment, base_version, rollback_of, created_by)
    select coalesce(max(version), 0) + 1, 'draft', ${JSON.stringify(draft.weights)}::jsonb, ${JSON.stringify(draft.levels)}::jsonb,
      ${JSON.stringify(draft.colours ?? {})}::jsonb, ${JSON.stringify(draft.descriptions)}::jsonb, ${draft.comment},
      ${draft.base}::integer, ${draft.rollbackOf}::integer, ${draft.createdBy}::bigint from score_configs
    on conflict (version) do nothing returning version`,
    );
    if (row !== null) return row.version;
  }
}

/** Other content for a version that is still a draft; false when it is none. */
export async function changeDraft(
  tx: Db,
  version: number,
  content: ConfigContent & { readonly comment: string },
): Promise<boolean> {
  return (
    (await tx.execute(sql`
    update score_configs set weights = ${JSON.stringify(content.weights)}::jsonb, levels = ${JSON.stringify(content.levels)}::jsonb,
      colours = ${JSON.stringify(content.colours ?? {})}::jsonb, descriptions = ${JSON.stringify(content.descriptions)}::jsonb,
      comment = ${content.comment}
    where version = ${version} and state = 'draft'`)) === 1
  );
}

/** A draft is handed in: it waits for the review. */
export async function handInConfig(
  tx: Db,
  version: number,
  reviewId: number,
  comment: string,
): Promise<void> {
  await tx.execute(sql`
    update score_configs set state = 'pending', review_id = ${reviewId}, comment = ${comment}
    where version = ${version} and state = 'draft'`);
}

/** A version that will not become active. */
export async function closeConfig(tx: Db, version: number, state: "rejected" | "withdrawn"): Promise<void> {
  await tx.execute(sql`
    update score_configs set state = ${state} where version = ${version} and state in ('draft', 'pending')`);
}

/** Makes a version the active one, and retires the one before. */
export async function activateConfig(tx: Db, version: number, approvedBy: number | null): Promise<boolean> {
  await tx.execute(sql`
    update score_configs set state = 'retired', retired_at = now() where state = 'active' and version <> ${version}`);
  return (
    (await tx.execute(sql`
    update score_configs set state = 'active', approved_by = ${approvedBy}, activated_at = now(), retired_at = null
    where version = ${version}`)) === 1
  );
}

/** On a new database: the given configuration becomes version 1. Nothing happens when there is one. */
export async function ensureConfig(tx: Db, config: Omit<ScoreConfig, "version">): Promise<ScoreConfigRow> {
  await tx.execute(sql`
    insert into score_configs (version, state, weights, levels, comment, activated_at)
    values (1, 'active', ${JSON.stringify(config.weights)}::jsonb, ${JSON.stringify(config.levels)}::jsonb, '', now())
    on conflict do nothing`);
  return one(tx, sql`select ${COLUMNS} ${SOURCES} where c.state = 'active'`);
}

const SOURCES: Sql = sql`from score_configs c left join users m on m.id = c.created_by left join users a on a.id = c.approved_by`;

const COLUMNS: Sql = sql`c.version, c.state, c.weights, c.levels, nullif(c.colours, '{}'::jsonb) as colours, c.descriptions, c.comment,
  c.base_version as base, c.rollback_of as "rollbackOf", c.review_id as "reviewId", c.created_by as "createdBy", m.name as creator,
  c.created_at as "createdAtMs", c.approved_by as "approvedBy", a.name as approver, c.activated_at as "activatedAtMs",
  c.retired_at as "retiredAtMs"`;
