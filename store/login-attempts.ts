import { type Db, instant, one } from "#store/pool";
import { sql } from "#store/sql";

export type LoginOutcome =
  | "ok"
  | "wrong-password"
  | "unknown-user"
  | "locked"
  | "disabled"
  | "totp-needed"
  | "wrong-totp"
  | "limited"
  | "oidc-ok"
  | "oidc-refused";

export async function insertLoginAttempt(
  db: Db,
  attempt: {
    readonly login: string;
    readonly userId: number | null;
    readonly address: string;
    readonly atMs: number;
    readonly outcome: LoginOutcome;
  },
): Promise<void> {
  await db.execute(sql`
    insert into login_attempts (login, user_id, address, at, outcome)
    values (${attempt.login.slice(0, 200)}, ${attempt.userId}, ${attempt.address}, ${instant(attempt.atMs)}, ${attempt.outcome})`);
}

/** Failed attempts since an instant for a name and for an address: against guessing over many names. */
export function countFailures(
  db: Db,
  login: string,
  address: string,
  sinceMs: number,
): Promise<{ byLogin: number; byAddress: number }> {
  return one(
    db,
    sql`
    select
      (select count(*) from login_attempts where lower(login) = lower(${login}) and at > ${instant(sinceMs)}
        and outcome in ('wrong-password', 'wrong-totp', 'unknown-user')) as "byLogin",
      (select count(*) from login_attempts where address = ${address} and at > ${instant(sinceMs)}
        and outcome in ('wrong-password', 'wrong-totp', 'unknown-user')) as "byAddress"`,
  );
}
