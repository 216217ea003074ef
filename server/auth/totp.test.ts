import { expect, test } from "vitest";
import {
  generateTotp,
  hashRecoveryCode,
  makeRecoveryCodes,
  makeTotpSecret,
  totpAddress,
  verifyTotp,
} from "#server/auth/totp";

const NOW = Date.UTC(2026, 10, 24, 3, 12, 45);

test("the RFC 6238 example", () => {
  // "12345678901234567890" in base32; T = 59 s gives 94287082, of which 6 digits are used.
  expect(generateTotp("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", 59_000)).toBe("287082");
});

test("a code works once, a step early or late too, and never later", () => {
  const secret = makeTotpSecret();
  const code = generateTotp(secret, NOW);
  const step = verifyTotp(secret, code, NOW, null);
  expect(step).toBe(Math.floor(NOW / 30_000));
  expect(verifyTotp(secret, code, NOW + 1000, step)).toBeNull();
  expect(verifyTotp(secret, code, NOW + 30_000, null)).toBe(step);
  expect(verifyTotp(secret, code, NOW + 90_000, null)).toBeNull();
  expect(verifyTotp(secret, "000000", NOW, null) === null || code === "000000").toBe(true);
});

test("the address names the user", () => {
  expect(totpAddress("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", "duty")).toContain(
    "otpauth://totp/Guanlan:duty?issuer=Guanlan&secret=GEZDG",
  );
});

test("recovery codes are all different and hash the same however they are typed", () => {
  const codes = makeRecoveryCodes();
  expect(new Set(codes).size).toBe(10);
  expect(codes.every((code) => /^[2-9a-z]{5}-[2-9a-z]{5}$/.test(code))).toBe(true);
  const code = codes[0] as string;
  expect(hashRecoveryCode(` ${code.toUpperCase()} `)).toBe(hashRecoveryCode(code));
});
