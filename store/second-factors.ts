import { type Db, first } from "#store/pool";
import { sql } from "#store/sql";

/**
 * Takes a one-time code's step: true when it is newer than the last one used. Atomic, so that two logins with one code
 * never both pass.
 */
export async function takeTotpStep(db: Db, userId: number, step: number): Promise<boolean> {
  return (
    (await db.execute(sql`
    update users set totp_step = ${step} where id = ${userId} and (totp_step is null or totp_step < ${step})`)) ===
    1
  );
}

/** New recovery codes in place of all before. */
export async function replaceRecoveryCodes(tx: Db, userId: number, hashes: readonly string[]): Promise<void> {
  await tx.execute(sql`delete from recovery_codes where user_id = ${userId}`);
  await tx.execute(sql`
    insert into recovery_codes (user_id, code_hash) select ${userId}::bigint, hash from unnest(${hashes}::text[]) as i(hash)`);
}

/** true once for each code. */
export async function takeRecoveryCode(db: Db, userId: number, hash: string): Promise<boolean> {
  return (
    (await db.execute(sql`
    update recovery_codes set used_at = now() where user_id = ${userId} and code_hash = ${hash} and used_at is null`)) ===
    1
  );
}

export async function countRecoveryCodes(db: Db, userId: number): Promise<number> {
  const row = await first<{ n: number }>(
    db,
    sql`select count(*) as n from recovery_codes where user_id = ${userId} and used_at is null`,
  );
  return row?.n ?? 0;
}

/** Hashes of the last passwords, newest first. */
export async function readPasswordHistory(db: Db, userId: number, most: number): Promise<string[]> {
  const rows = await db.query<{ hash: string }>(sql`
    select password_hash as hash from password_history where user_id = ${userId} order by id desc limit ${most}`);
  return rows.map((row) => row.hash);
}

export async function keepPassword(db: Db, userId: number, hash: string): Promise<void> {
  await db.execute(sql`insert into password_history (user_id, password_hash) values (${userId}, ${hash})`);
}
