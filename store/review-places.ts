import { type Db, first } from "#store/pool";
import { sql } from "#store/sql";

export interface ReviewPlaceRow {
  readonly district: string;
  readonly street: string | null;
  readonly business: null;
  readonly proposedBy: number | null;
}

/** What `can` must know about a review; without a scope, for the program's own use. */
export function findReviewPlace(db: Db, id: number): Promise<ReviewPlaceRow | null> {
  return first(
    db,
    sql`select district, street, null as business, proposed_by as "proposedBy" from reviews where id = ${id}`,
  );
}
