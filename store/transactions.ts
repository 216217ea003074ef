import { type Db, instant } from "#store/pool";
import { sql } from "#store/sql";

/** A stored movement of money as one side reported it; account numbers are blind indexes. */
export interface TransactionRow {
  readonly uid: string;
  readonly source: string;
  readonly timeMs: number;
  readonly recordedMs: number;
  /** The same to the microsecond: the place in the order of arrival to go on from. */
  readonly recordedAt: string;
  readonly enterpriseId: number;
  readonly district: string;
  readonly simulated: boolean;
  readonly account: string;
  readonly counterparty: string;
  readonly direction: "in" | "out";
  /** Yuan as written. */
  readonly amount: string;
  readonly cash: boolean;
}

export interface TransactionPlace {
  readonly recordedAt: string;
  readonly uid: string;
}

/** Transactions that count, in order of arrival after a place: a page of them. */
export function readTransactions(db: Db, after: TransactionPlace, limit: number): Promise<TransactionRow[]> {
  return db.query(sql`
    select uid, source, time as "timeMs", recorded_at as "recordedMs", recorded_at::text as "recordedAt", enterprise_id as "enterpriseId", district, simulated,
      data ->> 'account' as account, data ->> 'counterparty' as counterparty, data ->> 'direction' as direction,
      data ->> 'amount' as amount, coalesce((data ->> 'cash')::boolean, false) as cash
    from events
    where kind = 'transaction' and (recorded_at, uid) > (${after.recordedAt}::timestamptz, ${after.uid})
      and enterprise_id is not null and not withdrawn and withdraws is null
    order by recorded_at, uid limit ${limit}`);
}

/** The place before all that was recorded since a time. */
export function placeAt(timeMs: number): TransactionPlace {
  return { recordedAt: instant(timeMs), uid: "" };
}
