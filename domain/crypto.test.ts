import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatSealed, isSealed, parseSealed } from "#domain/crypto";

const part = fc.stringMatching(/^[\w-]{16,64}$/);

describe("sealed text", () => {
  it("reads back what it writes", () => {
    fc.assert(
      fc.property(
        fc.nat(999_999),
        part,
        part,
        fc.stringMatching(/^[\w-]*$/),
        (keyVersion, nonce, tag, text) => {
          const sealed = formatSealed({ keyVersion, nonce, tag, text });
          expect(isSealed(sealed)).toBe(true);
          expect(parseSealed(sealed)).toEqual({ keyVersion, nonce, tag, text });
        },
      ),
    );
  });

  it("takes no plain value for a sealed one", () => {
    for (const text of ["", "13800138000", "v1.a.b.c", "v1..", "张三"]) {
      expect(isSealed(text)).toBe(false);
      expect(parseSealed(text)).toBeNull();
    }
  });
});
