import type { Db } from "#store/pool";
import type { ReviewRow } from "#store/reviews";

/** How a kind of manual change is compared before it is applied, and how it is applied. */
export interface ReviewedChange {
  /** The value as it stands now, in the shape of `before`; null when what it is about is gone. */
  readPresent(tx: Db, review: ReviewRow, nowMs: number): Promise<unknown>;
  /** Gives the enterprises whose state must be folded anew. `by` is the person who approved. */
  apply(tx: Db, review: ReviewRow, nowMs: number, by: number): Promise<readonly number[]>;
  /** What a rejection does to what waited; without it nothing waited but the review. */
  reject?(tx: Db, review: ReviewRow): Promise<void>;
}
