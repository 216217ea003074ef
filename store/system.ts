import type { Capability } from "#store/capability";
import { type Db, one } from "#store/pool";
import { sql } from "#store/sql";

export interface DatabaseStatusRow {
  readonly version: string;
  readonly sizeBytes: number;
  readonly migration: number;
  readonly capability: Capability;
}

/** For the system page. Costs some ms: the size walks over the files. */
export function readDatabaseStatus(db: Db): Promise<DatabaseStatusRow> {
  return one(
    db,
    sql`
    select current_setting('server_version') as version, pg_database_size(current_database()) as "sizeBytes",
      (select coalesce(max(number), 0) from migrations) as migration,
      case when not exists (select 1 from pg_extension where extname = 'timescaledb') then 'plain'
        when current_setting('timescaledb.license', true) = 'timescale' then 'timescale-community' else 'timescale-apache' end as capability`,
  );
}

/** One round trip: whether the database answers. */
export async function ping(db: Db): Promise<void> {
  await db.execute(sql`select 1`);
}
