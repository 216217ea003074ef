import { type Db, first } from "#store/pool";
import { sql } from "#store/sql";

export interface AlertPlaceRow {
  readonly district: string;
  readonly street: string | null;
  readonly financeKind: string | null;
}

/** What `can` must know about an alert: the present place of its enterprise; without a scope, for the program's own use. */
export function findAlertPlace(db: Db, id: number): Promise<AlertPlaceRow | null> {
  return first(
    db,
    sql`
    select s.district, s.street, s.finance_kind as "financeKind"
    from alerts a join scores s on s.enterprise_id = a.enterprise_id where a.id = ${id}`,
  );
}
