import { hash64 } from "#detectors/hash";
import type { DerivedEvent } from "#domain/detect";
import { enterpriseKey } from "#domain/partition";

/** An event by which an enterprise hears of what was computed over the graph. `name` is its identity for this enterprise. */
export function makeTold(
  what: "cluster" | "path",
  name: string,
  to: { readonly id: number; readonly district: string; readonly simulated: boolean },
  data: Record<string, unknown>,
  nowMs: number,
): DerivedEvent {
  return {
    uid: `relations/${what}-${to.id}-${name}`,
    kind: "derived",
    type: `relations.${what}`,
    key: enterpriseKey(to.id),
    enterpriseId: to.id,
    district: to.district,
    source: "relations",
    timeMs: nowMs,
    timeInferred: false,
    simulated: to.simulated,
    hash: hash64(JSON.stringify(data)),
    data,
  };
}
