import { FEATURES } from "#detectors/features/features";
import { isInB } from "#server/modules/models/arms";
import { readRunningOf } from "#store/experiments";
import { type ModelVersionRow, readModelVersion } from "#store/models";
import type { Db } from "#store/pool";

type Split = Pick<ModelVersionRow, "name" | "features" | "outcome">;

/**
 * Whether callers of A may be answered by B: a version of the same model, or another model that foresees the same outcome
 * and asks for no feature that neither a caller of A sends nor the system knows.
 */
export function canAnswerFor(a: Split, b: Split): boolean {
  if (a.name === b.name) return true;
  const known = new Set([...a.features, ...FEATURES.map(({ name }) => name)]);
  return a.outcome === b.outcome && b.features.every((name) => known.has(name));
}

/**
 * Which version answers for an enterprise: while a comparison of a published version of this model with another runs, each
 * enterprise has its own; rows without one go to the newest. Callers of B's own name are always answered by B.
 */
export async function dealOut(
  db: Db,
  versions: readonly ModelVersionRow[],
  newest: ModelVersionRow,
): Promise<(enterpriseId: number | undefined) => ModelVersionRow> {
  const byId = new Map(versions.map((version) => [version.id, version]));
  for (const running of await readRunningOf(db, [...byId.keys()])) {
    const a = byId.get(running.aVersion as number) as ModelVersionRow;
    const b =
      byId.get(running.bVersion as number) ?? (await readModelVersion(db, running.bVersion as number));
    if (b === null || b.state !== "published" || !canAnswerFor(a, b)) continue;
    return (id) => (id === undefined ? newest : isInB(running.id, id, running.percent) ? b : a);
  }
  return () => newest;
}
