import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  CITY,
  DISTRICT_CODES,
  DISTRICTS,
  districtInAddress,
  districtName,
  isArea,
  isDistrict,
  normaliseDistrict,
  OUTSIDE,
} from "#domain/district";

describe("district", () => {
  it("has the sixteen districts, once each, inside the city", () => {
    expect(DISTRICTS).toHaveLength(16);
    expect(new Set(DISTRICT_CODES).size).toBe(16);
    for (const { centre } of DISTRICTS) {
      expect(centre[0]).toBeGreaterThan(120.8);
      expect(centre[0]).toBeLessThan(122.0);
      expect(centre[1]).toBeGreaterThan(30.6);
      expect(centre[1]).toBeLessThan(31.9);
    }
  });

  it.each([
    ["310103", "310101"],
    ["310108", "310106"],
    ["310119", "310115"],
    ["310230", "310151"],
    ["310100", CITY],
  ])("maps the old code %s to %s", (old, code) => {
    expect(normaliseDistrict(old)).toEqual({ ok: true, code, mapped: true });
    expect(isDistrict(old)).toBe(false);
  });

  it("sends other provinces outside and refuses what cannot be a code", () => {
    expect(normaliseDistrict("340104")).toEqual({ ok: true, code: OUTSIDE, mapped: true });
    expect(normaliseDistrict("310199")).toEqual({ ok: false, reason: "unknown" });
    expect(normaliseDistrict("990101")).toEqual({ ok: false, reason: "unknown" });
    expect(normaliseDistrict("31010")).toEqual({ ok: false, reason: "malformed" });
    expect(normaliseDistrict("浦东新区")).toEqual({ ok: false, reason: "malformed" });
  });

  it("is idempotent, and every result is an area", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9]{6}$/), (code) => {
        const once = normaliseDistrict(code);
        if (!once.ok) return;
        expect(isArea(once.code)).toBe(true);
        expect(normaliseDistrict(once.code)).toEqual({ ok: true, code: once.code, mapped: false });
      }),
      { numRuns: 2000 },
    );
  });

  it("names areas in both languages", () => {
    expect(districtName("310115")).toBe("浦东新区");
    expect(districtName("310115", "en")).toBe("Pudong");
    expect(districtName(CITY)).toBe("全市");
    expect(districtName(OUTSIDE, "en")).toBe("Outside the city");
    expect(districtName("999999")).toBe("999999");
  });

  it("finds the one district of an address", () => {
    expect(districtInAddress("上海市浦东新区世纪大道100号")).toBe("310115");
    expect(districtInAddress("上海市静安南京西路1号")).toBe("310106");
    expect(districtInAddress("黄浦区与徐汇区交界")).toBeNull();
    expect(districtInAddress("合肥市蜀山区")).toBeNull();
  });
});
