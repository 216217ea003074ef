import { FEATURES } from "#detectors/features/features";
import type { ReviewedChange } from "#server/modules/reviews/reviewed-change";
import { publishModelVersion, readModelVersion, readPublished, rejectModelVersion } from "#store/models";
import type { Db } from "#store/pool";
import type { ReviewRow } from "#store/reviews";

const KNOWN = new Set(FEATURES.map(({ name }) => name));

/** Features that the system cannot read itself: with any of them a model scores only what is sent to it. */
export function foreignFeatures(features: readonly string[]): string[] {
  return features.filter((name) => !KNOWN.has(name));
}

export interface PublicationBefore {
  readonly model: string;
  /** The newest published version when it was proposed; null: none. */
  readonly published: number | null;
}

export async function readPublication(db: Db, name: string): Promise<PublicationBefore> {
  return { model: name, published: (await readPublished(db, name))[0]?.version ?? null };
}

/** 模型发布: what a second person's decision does. Its features permitting, the version goes into the shadow at once. */
export const modelPublication: ReviewedChange = {
  readPresent: (tx, review) => readPublication(tx, (review.before as PublicationBefore).model),
  async apply(tx, review) {
    const id = versionOf(review);
    const version = await readModelVersion(tx, id);
    const shadow = version !== null && foreignFeatures(version.features).length === 0;
    if (!(await publishModelVersion(tx, id, shadow))) throw notWaiting(id);
    return [];
  },
  async reject(tx, review) {
    const id = versionOf(review);
    if (!(await rejectModelVersion(tx, id))) throw notWaiting(id);
  },
};

function versionOf(review: ReviewRow): number {
  return Number(review.subject.split(":")[1]);
}

/** The review is locked and was pending: then it is a bug. */
function notWaiting(id: number): Error {
  return new Error(`model version ${id} does not wait for review`);
}
