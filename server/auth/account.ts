import type { Clock } from "#domain/clock";
import type { Cipher, SealedText } from "#domain/crypto";
import { totpContext } from "#server/auth/login";
import { checkPassword, type PasswordHasher } from "#server/auth/password";
import {
  hashRecoveryCode,
  makeRecoveryCodes,
  makeTotpSecret,
  totpAddress,
  verifyTotp,
} from "#server/auth/totp";
import { Refusal } from "#server/http/refusal";
import type { Db, Pool } from "#store/pool";
import {
  keepPassword,
  readPasswordHistory,
  replaceRecoveryCodes,
  takeRecoveryCode,
  takeTotpStep,
} from "#store/second-factors";
import { readUserSecrets, setPassword, setTotp, type UserSecretRow } from "#store/users";

export interface AccountDeps {
  readonly db: Pool;
  readonly clock: Clock;
  readonly hasher: PasswordHasher;
  readonly cipher: Cipher;
}

/** What is written beside a change, in its transaction. */
export type InSameTransaction = (tx: Db) => Promise<void>;

export interface Account {
  changePassword(userId: number, current: string, next: string, also: InSameTransaction): Promise<void>;
  /** By an administrator: a first password that must be changed. */
  resetPassword(tx: Db, userId: number, next: string): Promise<void>;
  /** A new secret that counts only once a code of it was shown. */
  beginTotp(userId: number, also: InSameTransaction): Promise<{ secret: string; uri: string }>;
  enableTotp(userId: number, code: string, also: InSameTransaction): Promise<string[]>;
  /** `proof`: a code, or a recovery code when the phone is gone. */
  disableTotp(userId: number, proof: string, also: InSameTransaction): Promise<void>;
}

/** GB/T 22239 level 3 practice: none of the last five comes back. */
const REMEMBERED = 5;

/** One's own password and second factor. Each change asks for proof of the person again, not only for the session. */
export function makeAccount(deps: AccountDeps): Account {
  const { db, clock, hasher, cipher } = deps;

  async function read(userId: number): Promise<UserSecretRow> {
    const user = await readUserSecrets(db, userId);
    if (user === null) throw new Refusal("auth.required");
    return user;
  }

  async function stepOf(user: UserSecretRow, code: string): Promise<number> {
    if (user.totpSecret === null) throw new Refusal("auth.totp-off");
    const opened = cipher.open(user.totpSecret as SealedText, totpContext(user.id));
    const step = opened.ok ? verifyTotp(opened.plain, code, clock.now(), null) : null;
    if (step === null) throw new Refusal("auth.totp-wrong");
    return step;
  }

  return {
    async changePassword(userId, current, next, also) {
      const user = await read(userId);
      if (!(await hasher.verify(user.passwordHash, current))) throw new Refusal("auth.password-wrong");
      const faults = checkPassword(next, user.login);
      if (faults.length > 0) {
        throw new Refusal(
          "auth.password-weak",
          { detail: faults.join(", ") },
          {
            details: faults.map((fault) => ({ path: "body.next", code: fault, message: fault })),
          },
        );
      }
      const before = [user.passwordHash, ...(await readPasswordHistory(db, userId, REMEMBERED - 1))];
      for (const hash of before) {
        if (hash !== null && (await hasher.verify(hash, next))) throw new Refusal("auth.password-reused");
      }
      const hash = await hasher.hash(next);
      await db.transaction(async (tx) => {
        if (user.passwordHash !== null) await keepPassword(tx, userId, user.passwordHash);
        await setPassword(tx, userId, hash, false);
        await also(tx);
      });
    },
    async resetPassword(tx, userId, next) {
      await setPassword(tx, userId, await hasher.hash(next), true);
    },
    async beginTotp(userId, also) {
      const user = await read(userId);
      if (user.totpEnabled) throw new Refusal("auth.totp-on");
      const secret = makeTotpSecret();
      await db.transaction(async (tx) => {
        await setTotp(tx, userId, cipher.seal(secret, totpContext(userId)), false);
        await also(tx);
      });
      return { secret, uri: totpAddress(secret, user.login) };
    },
    async enableTotp(userId, code, also) {
      const user = await read(userId);
      if (user.totpEnabled) throw new Refusal("auth.totp-on");
      const step = await stepOf(user, code);
      const codes = makeRecoveryCodes();
      await db.transaction(async (tx) => {
        if (!(await takeTotpStep(tx, userId, step))) throw new Refusal("auth.totp-used");
        await setTotp(tx, userId, user.totpSecret, true);
        await replaceRecoveryCodes(tx, userId, codes.map(hashRecoveryCode));
        await also(tx);
      });
      return codes;
    },
    async disableTotp(userId, proof, also) {
      const user = await read(userId);
      if (!user.totpEnabled) throw new Refusal("auth.totp-off");
      const step = /^\d{6}$/.test(proof) ? await stepOf(user, proof) : null;
      await db.transaction(async (tx) => {
        const proven =
          step === null
            ? await takeRecoveryCode(tx, userId, hashRecoveryCode(proof))
            : await takeTotpStep(tx, userId, step);
        if (!proven) throw new Refusal(step === null ? "auth.totp-wrong" : "auth.totp-used");
        await setTotp(tx, userId, null, false);
        await replaceRecoveryCodes(tx, userId, []);
        await also(tx);
      });
    },
  };
}
