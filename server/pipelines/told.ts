import { hash64 } from "#detectors/hash";
import type { DerivedEvent } from "#domain/detect";
import type { EnterpriseId } from "#domain/event";
import { enterpriseKey } from "#domain/partition";

/** Whom a job tells something. */
export interface Addressee {
  readonly id: EnterpriseId;
  readonly district: string;
  readonly simulated: boolean;
}

/**
 * An event by which an enterprise hears of what a job computed: its score, findings and alerts are detection's alone.
 * `uid` is its identity, and the same uid tells the same.
 */
export function makeTold(
  uid: string,
  type: string,
  source: string,
  to: Addressee,
  data: Record<string, unknown>,
  timeMs: number,
): DerivedEvent {
  return {
    uid,
    kind: "derived",
    type,
    key: enterpriseKey(to.id),
    enterpriseId: to.id,
    district: to.district,
    source,
    timeMs,
    timeInferred: false,
    simulated: to.simulated,
    hash: hash64(JSON.stringify(data)),
    data,
  };
}
