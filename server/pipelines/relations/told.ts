import type { DerivedEvent } from "#domain/detect";
import { type Addressee, makeTold } from "#server/pipelines/told";

/** An event by which an enterprise hears of what was computed over the graph. `name` is its identity for this enterprise. */
export function makeRelationTold(
  what: "cluster" | "path",
  name: string,
  to: Addressee,
  data: Record<string, unknown>,
  nowMs: number,
): DerivedEvent {
  return makeTold(`relations/${what}-${to.id}-${name}`, `relations.${what}`, "relations", to, data, nowMs);
}
