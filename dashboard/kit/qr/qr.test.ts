import { describe, expect, it } from "vitest";
import { makeQr } from "#kit/qr/qr.ts";
import { bitsOf, interleave } from "#kit/qr/qr-codewords.ts";

describe("QR code", () => {
  it("has the size of the smallest version that holds the text", () => {
    expect(makeQr("a").length).toBe(21);
    expect(makeQr("x".repeat(14)).length).toBe(21);
    expect(makeQr("x".repeat(15)).length).toBe(25);
    expect(makeQr("otpauth://totp/Guanlan:admin?secret=JBSWY3DPEHPK3PXP&issuer=Guanlan").length).toBe(37);
  });

  it("draws finders in three corners, timing between them, and one dark module", () => {
    const code = makeQr("guanlan");
    const corner = (x: number, y: number): string =>
      Array.from({ length: 7 }, (_row, i) =>
        Array.from({ length: 7 }, (_cell, j) => (code[y + i]?.[x + j] ? "1" : "0")).join(""),
      ).join("/");
    const finder = "1111111/1000001/1011101/1011101/1011101/1000001/1111111";
    expect(corner(0, 0)).toBe(finder);
    expect(corner(14, 0)).toBe(finder);
    expect(corner(0, 14)).toBe(finder);
    expect(code[6]?.slice(8, 13)).toEqual([true, false, true, false, true]);
    expect(code[13]?.[8]).toBe(true);
  });

  it("gives data and correction of every block a zero remainder (a valid Reed-Solomon codeword)", () => {
    const multiply = (x: number, y: number): number => {
      let z = 0;
      for (let i = 7; i >= 0; i--) {
        z = (z << 1) ^ ((z >>> 7) * 0x11d);
        z ^= ((y >>> i) & 1) * x;
      }
      return z;
    };
    const words = interleave(bitsOf(new TextEncoder().encode("hello"), 1), 1);
    expect(words.length).toBe(26);
    let root = 1;
    for (let i = 0; i < 10; i++) {
      expect(words.reduce((sum, word) => multiply(sum, root) ^ word, 0)).toBe(0);
      root = multiply(root, 2);
    }
  });

  it("refuses what does not fit", () => {
    expect(() => makeQr("x".repeat(2000))).toThrow(RangeError);
  });
});
