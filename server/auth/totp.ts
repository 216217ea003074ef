import { createHash, randomInt } from "node:crypto";
import { Secret, TOTP } from "otpauth";

const PERIOD_SECONDS = 30;
/** One step before and after: clocks of phones in closed networks drift. */
const WINDOW = 1;

export function makeTotpSecret(): string {
  return new Secret({ size: 20 }).base32;
}

/** The address that an authenticator app reads from a QR code. */
export function totpAddress(secret: string, user: string): string {
  return makeTotp(secret, user).toString();
}

/**
 * The step that the code belongs to, or null when it is wrong. The caller keeps the step and refuses one that is not
 * newer: a code works once.
 */
export function verifyTotp(
  secret: string,
  code: string,
  nowMs: number,
  lastStep: number | null,
): number | null {
  const delta = makeTotp(secret, "").validate({ token: code, timestamp: nowMs, window: WINDOW });
  if (delta === null) return null;
  const step = Math.floor(nowMs / 1000 / PERIOD_SECONDS) + delta;
  return lastStep !== null && step <= lastStep ? null : step;
}

export function generateTotp(secret: string, nowMs: number): string {
  return makeTotp(secret, "").generate({ timestamp: nowMs });
}

/** Ten codes, 50 bits each, without letters that are taken for others. */
export function makeRecoveryCodes(): string[] {
  const letters = "23456789abcdefghjkmnpqrstuvwxyz";
  return Array.from({ length: 10 }, () => {
    const code = Array.from({ length: 10 }, () => letters[randomInt(letters.length)]).join("");
    return `${code.slice(0, 5)}-${code.slice(5)}`;
  });
}

/** Recovery codes are random, so one plain hash is enough; only it is stored. */
export function hashRecoveryCode(code: string): string {
  return createHash("sha256").update(code.trim().toLowerCase()).digest("hex");
}

function makeTotp(secret: string, user: string): TOTP {
  return new TOTP({
    issuer: "Guanlan",
    label: user === "" ? "user" : user,
    algorithm: "SHA1",
    digits: 6,
    period: PERIOD_SECONDS,
    secret: Secret.fromBase32(secret),
  });
}
