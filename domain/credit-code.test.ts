import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  isCreditCode,
  makeCheckCharacter,
  makeCreditCode,
  makeOrganisationCheck,
  normaliseCreditCode,
  parseCreditCode,
} from "#domain/credit-code";

const ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const serials = fc.stringMatching(/^[0-9A-HJ-NPQRTUWXY]{8}$/);
const divisions = fc.stringMatching(/^[1-6][0-9]{5}$/);

describe("credit code", () => {
  it("accepts published codes of well-known organisations", () => {
    // 阿里巴巴（中国）有限公司, 腾讯科技（深圳）有限公司, 华为技术有限公司: as printed on their public licences.
    for (const code of ["91330100799655058B", "9144030071526726XG", "914403001922038216"]) {
      expect(parseCreditCode(code), code).toMatchObject({ ok: true });
    }
  });

  it("reads its parts", () => {
    const result = parseCreditCode("914403001922038216");
    expect(result).toEqual({
      ok: true,
      value: {
        code: "914403001922038216",
        department: "9",
        category: "1",
        division: "440300",
        organisation: "192203821",
      },
    });
  });

  it("accepts full width, lower case and spaces", () => {
    expect(normaliseCreditCode(" ９１４４０３００ 7152 6726xg ")).toBe("9144030071526726XG");
    expect(isCreditCode("9144-0300-7152-6726-xg")).toBe(true);
  });

  it("names the fault", () => {
    expect(parseCreditCode("")).toEqual({ ok: false, reason: "length" });
    expect(parseCreditCode("9144030019220382161")).toEqual({ ok: false, reason: "length" });
    expect(parseCreditCode("91440300192203821I")).toEqual({ ok: false, reason: "alphabet" });
    expect(parseCreditCode("01440300192203821X")).toEqual({ ok: false, reason: "department" });
    expect(parseCreditCode("91A403001922038216")).toEqual({ ok: false, reason: "division" });
    expect(parseCreditCode("914403001922038217")).toEqual({ ok: false, reason: "check-character" });
  });

  it("refuses to make a check over what is not a code", () => {
    expect(() => makeCheckCharacter("123")).toThrow(RangeError);
    expect(() => makeCheckCharacter("9144030019220382I")).toThrow(RangeError);
    expect(() => makeOrganisationCheck("12")).toThrow(RangeError);
  });

  it("makes only valid codes, and any single changed character is noticed", () => {
    fc.assert(
      fc.property(divisions, serials, fc.nat(17), fc.nat(30), (division, serial, at, shift) => {
        const code = makeCreditCode(division, serial);
        expect(parseCreditCode(code)).toMatchObject({ ok: true, value: { division } });
        const other = ALPHABET[(ALPHABET.indexOf(code[at] as string) + 1 + (shift % 30)) % 31] as string;
        expect(isCreditCode(code.slice(0, at) + other + code.slice(at + 1))).toBe(false);
      }),
    );
  });

  it("never throws on any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => typeof parseCreditCode(text).ok === "boolean"),
    );
  });
});
