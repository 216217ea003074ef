import { type Db, one } from "#store/pool";
import { sql } from "#store/sql";

/** Whether anything in the database can be read with its own master key only. */
export async function holdsSealedValues(db: Db): Promise<boolean> {
  const { holds } = await one<{ holds: boolean }>(
    db,
    sql`
    select exists (select from users where totp_secret is not null or phone_cipher is not null)
      or exists (select from source_keys where secret_cipher is not null)
      or exists (select from notification_targets where secret_cipher is not null)
      or exists (select from enterprises where phone_cipher is not null) as holds`,
  );
  return holds;
}
