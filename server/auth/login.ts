import type { Clock } from "#domain/clock";
import type { Cipher, SealedText } from "#domain/crypto";
import { ZONE_OFFSET_MS } from "#domain/time";
import type { PasswordHasher } from "#server/auth/password";
import { hashRecoveryCode, verifyTotp } from "#server/auth/totp";
import { Refusal } from "#server/http/refusal";
import { countFailures, insertLoginAttempt, type LoginOutcome } from "#store/login-attempts";
import type { Pool } from "#store/pool";
import { takeRecoveryCode, takeTotpStep } from "#store/second-factors";
import {
  findUserByLogin,
  noteFailedLogin,
  noteLogin,
  readUserSecrets,
  setPassword,
  type UserSecretRow,
  unlockUser,
} from "#store/users";

export interface LoginRule {
  /** Wrong passwords or codes in a row that lock an account. */
  readonly lockAfter: number;
  readonly lockMs: number;
  /** Failures of one address, over all names, within `lockMs`. An office may sit behind one address. */
  readonly addressLimit: number;
}

export const LOGIN_RULE: LoginRule = { lockAfter: 5, lockMs: 15 * 60_000, addressLimit: 60 };

export interface LoginDeps {
  readonly db: Pool;
  readonly clock: Clock;
  readonly hasher: PasswordHasher;
  readonly cipher: Cipher;
  readonly onOutcome: (outcome: LoginOutcome) => void;
}

export interface Credentials {
  readonly login: string;
  readonly password: string;
  readonly totp: string | undefined;
  readonly recoveryCode: string | undefined;
  readonly address: string;
}

export interface Login {
  /** The person, or a refusal. A name that does not exist is refused in the same words, time and number of tries. */
  check(credentials: Credentials): Promise<UserSecretRow>;
}

/**
 * address limit ─▶ lock? ─▶ password ─▶ lock again? ─▶ disabled? ─▶ second factor ─▶ in
 * Failures are stored, so that neither a restart nor another process gives new tries.
 */
export function makeLogin(deps: LoginDeps, rule: LoginRule = LOGIN_RULE): Login {
  const { db, clock, hasher } = deps;

  async function note(credentials: Credentials, userId: number | null, outcome: LoginOutcome): Promise<void> {
    deps.onOutcome(outcome);
    const { login, address } = credentials;
    await insertLoginAttempt(db, { login, userId, address, atMs: clock.now(), outcome });
  }

  async function refuseFailure(
    credentials: Credentials,
    user: UserSecretRow | null,
    outcome: LoginOutcome,
  ): Promise<never> {
    await note(credentials, user?.id ?? null, outcome);
    const nowMs = clock.now();
    const lockUntilMs = nowMs + rule.lockMs;
    const failed =
      user === null
        ? (await failuresOf(credentials)).byLogin
        : (await noteFailedLogin(db, user.id, { lockAfter: rule.lockAfter, lockUntilMs })).failedLogins;
    if (failed >= rule.lockAfter) throw lockedUntil(lockUntilMs, nowMs);
    if (outcome === "wrong-totp") throw new Refusal("auth.totp-wrong");
    throw new Refusal("auth.failed", {
      left: rule.lockAfter - failed,
      minutes: Math.round(rule.lockMs / 60_000),
    });
  }

  /** Failures within the time of a lock, of this name and of this address. */
  function failuresOf({ login, address }: Credentials): ReturnType<typeof countFailures> {
    return countFailures(db, login, address, clock.now() - rule.lockMs);
  }

  async function refuseLocked(
    credentials: Credentials,
    user: UserSecretRow | null,
    failures: Awaited<ReturnType<typeof countFailures>>,
  ): Promise<void> {
    const nowMs = clock.now();
    if (failures.byAddress >= rule.addressLimit) {
      await note(credentials, user?.id ?? null, "limited");
      throw lockedUntil(nowMs + rule.lockMs, nowMs);
    }
    const until =
      user === null ? (failures.byLogin >= rule.lockAfter ? nowMs + rule.lockMs : null) : user.lockedUntilMs;
    if (until === null) return;
    if (until > nowMs) {
      await note(credentials, user?.id ?? null, "locked");
      throw lockedUntil(until, nowMs);
    }
    if (user !== null) await unlockUser(db, user.id);
  }

  async function checkSecondFactor(credentials: Credentials, user: UserSecretRow): Promise<void> {
    if (!user.totpEnabled || user.totpSecret === null) return;
    if (credentials.recoveryCode !== undefined) {
      if (await takeRecoveryCode(db, user.id, hashRecoveryCode(credentials.recoveryCode))) return;
      await refuseFailure(credentials, user, "wrong-totp");
    }
    if (credentials.totp === undefined) {
      await note(credentials, user.id, "totp-needed");
      throw new Refusal("auth.totp-required");
    }
    const opened = deps.cipher.open(user.totpSecret as SealedText, totpContext(user.id));
    const step = opened.ok ? verifyTotp(opened.plain, credentials.totp, clock.now(), null) : null;
    if (step === null) await refuseFailure(credentials, user, "wrong-totp");
    if (!(await takeTotpStep(db, user.id, step as number))) {
      await note(credentials, user.id, "wrong-totp");
      throw new Refusal("auth.totp-used");
    }
  }

  return {
    async check(credentials) {
      const [found, failures] = await Promise.all([
        findUserByLogin(db, credentials.login),
        failuresOf(credentials),
      ]);
      await refuseLocked(credentials, found, failures);
      const right = await hasher.verify(found?.passwordHash ?? null, credentials.password);
      if (found === null) return refuseFailure(credentials, null, "unknown-user");
      if (!right) return refuseFailure(credentials, found, "wrong-password");
      // Guesses that ran beside this one may have locked the account while the hash was computed.
      const user = (await readUserSecrets(db, found.id)) as UserSecretRow;
      const nowMs = clock.now();
      if (user.lockedUntilMs !== null && user.lockedUntilMs > nowMs)
        throw lockedUntil(user.lockedUntilMs, nowMs);
      if (user.disabled) {
        await note(credentials, user.id, "disabled");
        throw new Refusal("auth.disabled");
      }
      await checkSecondFactor(credentials, user);
      if (user.passwordHash !== null && hasher.needsRehash(user.passwordHash)) {
        await setPassword(db, user.id, await hasher.hash(credentials.password), user.mustChangePassword);
      }
      await Promise.all([noteLogin(db, user.id), note(credentials, user.id, "ok")]);
      return user;
    },
  };
}

/** Binds a sealed secret to its row. */
export function totpContext(userId: number): string {
  return `users.totp_secret:${userId}`;
}

function lockedUntil(untilMs: number, nowMs: number): Refusal {
  const seconds = Math.max(1, Math.ceil((untilMs - nowMs) / 1000));
  const time = new Date(untilMs + ZONE_OFFSET_MS).toISOString().slice(11, 16);
  return new Refusal("auth.locked", { time }, { retryAfterSeconds: seconds });
}
