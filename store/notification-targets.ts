import type { Db } from "#store/pool";
import { one } from "#store/pool";
import { sql } from "#store/sql";

/** Where else alerts go: a signed webhook, 政务微信, an SMS gateway. */
export interface TargetRow {
  readonly id: number;
  readonly channel: string;
  readonly name: string;
  /** "310000": alerts of all districts. */
  readonly district: string;
  readonly minLevel: number;
  readonly address: string;
  readonly secretCipher: string | null;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly enabled: boolean;
}

export function readTargets(db: Db, district: string | null = null): Promise<TargetRow[]> {
  return db.query(sql`
    select id, channel, name, district, min_level as "minLevel", address, secret_cipher as "secretCipher", settings, enabled
    from notification_targets
    where ${district}::text is null or (enabled and district in ('310000', ${district})) order by id`);
}

/** Makes one, or changes the one with `id`. Gives its id. */
export async function saveTarget(
  db: Db,
  target: Omit<TargetRow, "id"> & { id?: number; createdBy: number | null },
): Promise<number> {
  const settings = JSON.stringify(target.settings);
  if (target.id === undefined) {
    const row = await one<{ id: number }>(
      db,
      sql`
      insert into notification_targets (channel, name, district, min_level, address, secret_cipher, settings, enabled, created_by)
      values (${target.channel}, ${target.name}, ${target.district}, ${target.minLevel}, ${target.address}, ${target.secretCipher},
        ${settings}::jsonb, ${target.enabled}, ${target.createdBy}) returning id`,
    );
    return row.id;
  }
  const row = await one<{ id: number }>(
    db,
    sql`
    update notification_targets set channel = ${target.channel}, name = ${target.name}, district = ${target.district},
      min_level = ${target.minLevel}, address = ${target.address}, secret_cipher = coalesce(${target.secretCipher}, secret_cipher),
      settings = ${settings}::jsonb, enabled = ${target.enabled}
    where id = ${target.id} returning id`,
  );
  return row.id;
}
