import { modelPublication } from "#server/modules/models/publication";
import { mergeEnterprises } from "#store/enterprise-merge";
import { moveEnterprise } from "#store/enterprise-profile";
import type { EnterprisePlaceRow } from "#store/enterprises";
import { findEnterprise } from "#store/enterprises";
import type { Db } from "#store/pool";
import type { ReviewRow } from "#store/reviews";

/** How a kind of manual change is compared before it is applied, and how it is applied. */
export interface ReviewedChange {
  /** The value as it stands now, in the shape of `before`; null when what it is about is gone. */
  readPresent(tx: Db, review: ReviewRow): Promise<unknown>;
  /** Gives the enterprises whose state must be folded anew. */
  apply(tx: Db, review: ReviewRow, nowMs: number): Promise<readonly number[]>;
}

export interface MergeBefore {
  readonly from: EnterpriseView;
  readonly into: EnterpriseView;
}

export interface EnterpriseView {
  readonly id: number;
  readonly name: string;
  readonly code: string | null;
  readonly district: string;
  readonly mergedInto: number | null;
}

export interface PlaceView {
  readonly district: string;
  readonly street: string | null;
}

/** Changes that a route proposes today. A kind that is not here cannot be approved. */
export const REVIEWED_CHANGES: Readonly<Partial<Record<ReviewRow["kind"], ReviewedChange>>> = {
  "enterprise.merge": {
    async readPresent(tx, review) {
      const { from, into } = review.before as MergeBefore;
      return readMergeView(tx, from.id, into.id);
    },
    async apply(tx, review) {
      const { from, into } = review.before as MergeBefore;
      const result = await mergeEnterprises(tx, from.id, into.id);
      // What was compared a moment ago, in the same transaction, cannot have changed: then it is a bug.
      if (!result.ok) throw new Error(`merge of ${from.id} into ${into.id}: ${result.reason}`);
      return [into.id];
    },
  },
  "enterprise.district": {
    async readPresent(tx, review) {
      const row = await findEnterprise(tx, review.enterpriseId as number);
      return row === null ? null : placeView(row);
    },
    async apply(tx, review, nowMs) {
      await moveEnterprise(tx, review.enterpriseId as number, {
        ...(review.after as PlaceView),
        fromMs: nowMs,
      });
      return [];
    },
  },
  "model.publish": modelPublication,
};

export async function readMergeView(db: Db, fromId: number, intoId: number): Promise<MergeBefore | null> {
  const [from, into] = await Promise.all([findEnterprise(db, fromId), findEnterprise(db, intoId)]);
  return from === null || into === null ? null : { from: viewOf(from), into: viewOf(into) };
}

export function placeView(row: EnterprisePlaceRow): PlaceView {
  return { district: row.district, street: row.street };
}

function viewOf(row: EnterprisePlaceRow): EnterpriseView {
  return {
    id: row.id,
    name: row.name,
    code: row.creditCode,
    district: row.district,
    mergedInto: row.mergedInto,
  };
}
