import { finishDataset, insertDataset, insertDatasetRows } from "#store/datasets";
import type { Pool } from "#store/pool";
import { sql } from "#store/sql";

/** A ready dataset of a file, of the analyst: rows without names or places, each of a subject of its own. */
export async function seedDataset(
  pool: Pool,
  draft: {
    readonly name: string;
    readonly features: readonly string[];
    readonly rows: number;
    labelOf(i: number): 0 | 1;
    valueOf(feature: string, i: number): number;
  },
): Promise<number> {
  return pool.transaction(async (tx) => {
    const [{ id: createdBy } = { id: 0 }] = await tx.query<{ id: number }>(
      sql`select id from users where login = 'analyst'`,
    );
    const id = await insertDataset(tx, {
      name: draft.name,
      origin: "upload",
      settings: {},
      features: draft.features.map((name) => ({ name, zh: name, en: name, unit: "" })),
      state: "building",
      createdBy,
    });
    await insertDatasetRows(
      tx,
      id,
      Array.from({ length: draft.rows }, (_, i) => ({
        row: i + 1,
        subject: `S${i}`,
        name: "",
        district: null,
        industry: null,
        kind: null,
        day: "2026-05-31",
        label: draft.labelOf(i),
        features: draft.features.map((feature) => draft.valueOf(feature, i)),
      })),
    );
    await finishDataset(tx, id, null, { state: "ready", error: null, rejected: 0, rejects: [] });
    return id;
  });
}
