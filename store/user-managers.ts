import { WHO_MAY } from "#domain/action";
import { type Db, one } from "#store/pool";
import { sql } from "#store/sql";

/** How many people can manage users now: it must never become none. */
export async function countUserManagers(db: Db): Promise<number> {
  const row = await one<{ n: number }>(
    db,
    sql`
    select count(distinct u.id) as n from users u join posts p on p.user_id = u.id
    where p.role = any(${WHO_MAY["user.manage"]}) and u.disabled_at is null
      and p.valid_from <= now() and (p.valid_to is null or p.valid_to > now())`,
  );
  return row.n;
}
