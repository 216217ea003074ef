import { type Db, one } from "#store/pool";
import { sql } from "#store/sql";

/**
 * Ties an account to an identity of the single sign-on, the first time only: one that is tied already, is disabled or
 * belongs to the demonstration is left alone. false when there is none to tie.
 */
export async function linkOidc(
  db: Db,
  login: string,
  identity: { readonly issuer: string; readonly subject: string },
): Promise<boolean> {
  return (
    (await db.execute(sql`
    update users set oidc_issuer = ${identity.issuer}, oidc_subject = ${identity.subject}, updated_at = now(), version = version + 1
    where lower(login) = lower(${login}) and oidc_subject is null and disabled_at is null and not demo`)) ===
    1
  );
}

/** false on a new installation: nobody has used the first administrator's password yet. */
export async function hasAnybodyLoggedIn(db: Db): Promise<boolean> {
  const row = await one<{ found: boolean }>(
    db,
    sql`select exists (select 1 from users where last_login_at is not null) as found`,
  );
  return row.found;
}
