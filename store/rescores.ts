import { type Db, first } from "#store/pool";
import { type Sql, sql } from "#store/sql";

/** A run over all enterprises under a version of the configuration that came into force. */
export interface RescoreRow {
  readonly id: number;
  readonly version: number;
  /** What was in force before; null on the first. */
  readonly fromVersion: number | null;
  readonly state: "queued" | "running" | "done" | "failed" | "cancelled";
  readonly total: number;
  readonly done: number;
  /** Points or level changed; level rose; level fell. */
  readonly changed: number;
  readonly upgraded: number;
  readonly downgraded: number;
  readonly error: string | null;
  readonly requestedAtMs: number;
  readonly startedAtMs: number | null;
  readonly finishedAtMs: number | null;
}

/** Any number that nobody else uses: whoever scores holds it shared, whoever brings a version into force alone. */
export const CONFIG_LOCK = 7_240_060;

/**
 * Every enterprise is to be scored anew under the version that this transaction made the active one. From here to the
 * commit no score is written: those who score wait for milliseconds, and then read the new version. Call it after
 * activateConfig and before messages are appended. A run of an earlier version ends where it is: this one takes over.
 */
export async function requestRescore(tx: Db, version: number): Promise<RescoreRow> {
  await tx.execute(sql`select pg_advisory_xact_lock(${CONFIG_LOCK})`);
  await tx.execute(sql`
    update rescores set state = 'cancelled', error = 'superseded', finished_at = now(), claimed_by = null, claimed_until = null
    where state in ('queued', 'running')`);
  const row = await first<RescoreRow>(
    tx,
    sql`
    insert into rescores (version, from_version, total)
    select ${version}, (
      select version from score_configs where version <> ${version} and retired_at is not null order by retired_at desc limit 1
    ), (select coalesce(sum(n), 0) from level_counts_now)
    from score_configs where version = ${version} and state = 'active' returning ${COLUMNS}`,
  );
  if (row === null) throw new RescoreError(`version ${version} is not the active configuration`);
  return row;
}

export class RescoreError extends Error {
  readonly code = "store.rescore";
}

/** The latest run of a version; null when there was none. */
export function readRescore(db: Db, version: number): Promise<RescoreRow | null> {
  return first(db, sql`select ${COLUMNS} from rescores where version = ${version} order by id desc limit 1`);
}

const COLUMNS: Sql = sql`id, version, from_version as "fromVersion", state, total, done, changed, upgraded, downgraded, error,
  requested_at as "requestedAtMs", started_at as "startedAtMs", finished_at as "finishedAtMs"`;
