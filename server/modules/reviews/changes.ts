import { modelPublication } from "#server/modules/models/publication";
import { levelDowngrade } from "#server/modules/reviews/level-downgrade";
import type { ReviewedChange } from "#server/modules/reviews/reviewed-change";
import { scoreConfigChange } from "#server/modules/score-config/change";
import { mergeEnterprises } from "#store/enterprise-merge";
import { moveEnterprise } from "#store/enterprise-profile";
import type { EnterprisePlaceRow } from "#store/enterprises";
import { findEnterprise } from "#store/enterprises";
import type { Db } from "#store/pool";
import { endTie, MANUAL_SOURCE, readTie, writeRelations } from "#store/relations";
import type { ReviewRow } from "#store/reviews";

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
  "score-config": scoreConfigChange,
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
  "enterprise.relation": {
    async readPresent(tx, review) {
      return readTieView(tx, review.enterpriseId as number, review.after as TieView);
    },
    async apply(tx, review, nowMs) {
      const from = review.enterpriseId as number;
      const { to, kind, share, office, holds } = review.after as TieView;
      if (!holds) await endTie(tx, from, to, kind, nowMs);
      else {
        const party = { kind: "enterprise", enterpriseId: to } as const;
        await writeRelations(tx, [
          {
            fromEnterprise: from,
            kind,
            share,
            office,
            fromMs: nowMs,
            source: MANUAL_SOURCE,
            eventUid: null,
            party,
          },
        ]);
      }
      // No event says it, so no state is folded from it: the job over the graph takes it up by itself.
      return [];
    },
  },
  "model.publish": modelPublication,
  "level.downgrade": levelDowngrade,
};

/** A tie as a review compares it; `holds` false: there is none of this kind. */
export interface TieView {
  readonly to: number;
  readonly name: string;
  readonly kind: string;
  readonly share: number | null;
  readonly office: string | null;
  readonly holds: boolean;
}

export async function readTieView(
  db: Db,
  from: number,
  tie: Pick<TieView, "to" | "name" | "kind">,
): Promise<TieView> {
  const present = await readTie(db, from, tie.to, tie.kind);
  return {
    to: tie.to,
    name: tie.name,
    kind: tie.kind,
    share: present?.share ?? null,
    office: present?.office ?? null,
    holds: present !== null,
  };
}

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
