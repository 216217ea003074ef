import type { Dimension } from "#domain/dimension";
import type { Db } from "#store/pool";
import { sql } from "#store/sql";

export interface IndicatorRow {
  readonly id: string;
  readonly dimension: Dimension;
  readonly value: number;
  readonly timeMs: number;
}

/** The indicators of an enterprise, strongest first in each dimension. The caller has checked the scope. */
export function readIndicators(db: Db, enterpriseId: number): Promise<IndicatorRow[]> {
  return db.query(sql`
    select id, dimension, value, time as "timeMs" from indicators where enterprise_id = ${enterpriseId}
    order by dimension, value desc, id`);
}
