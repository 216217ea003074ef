import { type Db, first } from "#store/pool";
import { sql } from "#store/sql";

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
    sql`select dimensions, forced, config_version as "configVersion", total, level from scores where enterprise_id = ${enterpriseId}`,
  );
}
