import { hash, parseOptions, verify } from "@node-rs/argon2";
import { type Limiter, makeLimiter } from "#server/http/limiter";

/**
 * argon2id, 32 MiB and 2 passes: about 40 ms on one core here, so that 20 logins at the same moment on 2 cores all
 * end inside 1 s (T3). OWASP's floor is 19 MiB and 2 passes.
 */
export const ARGON2 = { memoryCost: 32_768, timeCost: 2, parallelism: 1, outputLen: 32 } as const;

export interface PasswordHasher {
  hash(password: string): Promise<string>;
  /** Also true or false in the same time when there is no such user (`stored` null). */
  verify(stored: string | null, password: string): Promise<boolean>;
  needsRehash(stored: string): boolean;
}

/** Two at once keep one login from taking the whole thread pool; 200 waiting is about 4 s, more are refused (429). */
export function createPasswordHasher(
  limiter: Limiter = makeLimiter(2, 200),
  options = ARGON2,
): PasswordHasher {
  let decoy: Promise<string> | null = null;
  return {
    hash: (password) => limiter.run(() => hash(normalise(password), options)),
    verify: async (stored, password) =>
      limiter.run(async () => {
        decoy ??= hash("no such user", options);
        const matches = await verify(stored ?? (await decoy), normalise(password));
        return stored !== null && matches;
      }),
    needsRehash(stored) {
      const used = parseOptions(stored);
      return used.memoryCost !== options.memoryCost || used.timeCost !== options.timeCost;
    },
  };
}

/** The same characters typed on two keyboards give the same bytes. */
function normalise(password: string): string {
  return password.normalize("NFKC");
}

export type PasswordFault = "too-short" | "too-simple" | "contains-user" | "common" | "same-as-before";

/** GB/T 22239 level 3 asks for complexity: 10 characters of three classes, or a sentence of 16. */
export function checkPassword(password: string, user: string): PasswordFault[] {
  const faults: PasswordFault[] = [];
  const length = [...password].length;
  if (length < 10) faults.push("too-short");
  const classes = [/[a-z]/, /[A-Z]/, /\d/, /[^a-zA-Z\d]/].filter((pattern) => pattern.test(password)).length;
  if (length < 16 && classes < 3) faults.push("too-simple");
  if (new Set(password.toLowerCase()).size < 5) faults.push("too-simple");
  if (user.length >= 3 && password.toLowerCase().includes(user.toLowerCase())) faults.push("contains-user");
  const letters = password.toLowerCase().replaceAll(/[^a-z]/g, "");
  if (COMMON.has(letters) || /^(?:0123456789|1234567890|9876543210)/.test(password)) faults.push("common");
  return [...new Set(faults)];
}

/** Stems that head every leaked list, here and abroad: a digit or a sign behind them does not help. */
const COMMON = new Set([
  "password",
  "passwd",
  "qwerty",
  "qwertyuiop",
  "admin",
  "administrator",
  "welcome",
  "letmein",
  "iloveyou",
  "abcdef",
  "abcdefg",
  "abc",
  "woaini",
  "shanghai",
  "guanlan",
  "test",
  "changeme",
  "asdfghjkl",
  "zxcvbnm",
  "qazwsx",
  "passw",
  "pwd",
  "pssw",
  "root",
  "user",
  "guest",
  "default",
]);
