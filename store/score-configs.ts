import type { ScoreConfig } from "#domain/detect";
import type { Weights } from "#domain/dimension";
import type { Level, LevelRule } from "#domain/level";
import { type Db, first, one } from "#store/pool";
import { type Sql, sql } from "#store/sql";

export interface ScoreConfigRow {
  readonly version: number;
  readonly state: "draft" | "active" | "retired";
  readonly weights: Weights;
  readonly levels: LevelRule;
  readonly colours: Partial<Record<Level, string>>;
  readonly comment: string;
  readonly createdBy: number | null;
  readonly createdAtMs: number;
  readonly approvedBy: number | null;
  readonly activatedAtMs: number | null;
}

/** What scores are made with now; null before the first one is activated. */
export function readActiveConfig(db: Db): Promise<ScoreConfigRow | null> {
  return first(db, sql`select ${COLUMNS} from score_configs where state = 'active'`);
}

/** All versions, newest first (R047). */
export function readConfigs(db: Db): Promise<ScoreConfigRow[]> {
  return db.query(sql`select ${COLUMNS} from score_configs order by version desc`);
}

export function readConfig(db: Db, version: number): Promise<ScoreConfigRow | null> {
  return first(db, sql`select ${COLUMNS} from score_configs where version = ${version}`);
}

/** A draft with the next version. The caller has checked bands and weights. */
export async function insertConfig(
  db: Db,
  draft: {
    weights: Weights;
    levels: LevelRule;
    colours: Partial<Record<Level, string>>;
    comment: string;
    createdBy: number | null;
  },
): Promise<number> {
  const row = await one<{ version: number }>(
    db,
    sql`
    insert into score_configs (version, state, weights, levels, colours, comment, created_by)
    select coalesce(max(version), 0) + 1, 'draft', ${JSON.stringify(draft.weights)}::jsonb, ${JSON.stringify(draft.levels)}::jsonb,
      ${JSON.stringify(draft.colours)}::jsonb, ${draft.comment}, ${draft.createdBy}::bigint from score_configs
    returning version`,
  );
  return row.version;
}

/** Makes a version the active one, a draft or (rollback) a retired one, and retires the one before. */
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
  return one(tx, sql`select ${COLUMNS} from score_configs where state = 'active'`);
}

const COLUMNS: Sql = sql`version, state, weights, levels, colours, comment, created_by as "createdBy", created_at as "createdAtMs",
  approved_by as "approvedBy", activated_at as "activatedAtMs"`;
