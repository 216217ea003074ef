import { type Db, first } from "#store/pool";
import { WEIGHTLESS } from "#store/rescores";
import { type Sql, sql } from "#store/sql";

/** The version under which the score of a row of `scores` (as s) holds: see WEIGHTLESS. */
export const VERSION_OF_SCORE: Sql = sql`case when ${WEIGHTLESS}
  then coalesce((select version from score_configs where state = 'active'), s.config_version) else s.config_version end`;

export interface VersionChangeRow {
  readonly atMs: number;
  readonly versionBefore: number;
  readonly totalBefore: number;
  readonly levelBefore: number;
  readonly version: number;
  readonly total: number;
  readonly level: number;
}

/** What an enterprise scored under both versions, each time that one took another's place; newest first. */
export function readVersionChanges(db: Db, enterpriseId: number): Promise<VersionChangeRow[]> {
  return db.query(sql`
    select r.requested_at as "atMs", v.version_before as "versionBefore", v.total_before as "totalBefore",
      v.level_before as "levelBefore", r.version, v.total, v.level
    from rescores r join score_versions v on v.rescore_id = r.id and v.enterprise_id = ${enterpriseId}
    order by r.id desc`);
}

export interface PresentScoreRow {
  /** In the order of DIMENSIONS. */
  readonly dimensions: readonly number[];
  /** The level that a fact forces; 0: none. */
  readonly forced: number;
  readonly configVersion: number;
  readonly total: number;
  readonly level: number;
}

/** What every version starts from. */
export function readPresentScore(db: Db, enterpriseId: number): Promise<PresentScoreRow | null> {
  return first(
    db,
    sql`select dimensions, forced, ${VERSION_OF_SCORE} as "configVersion", total, level from scores s where enterprise_id = ${enterpriseId}`,
  );
}
