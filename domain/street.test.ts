import { describe, expect, it } from "vitest";
import { DISTRICT_CODES } from "#domain/district";
import { districtOfStreet, isStreet, STREETS, streetName, streetOf, streetsOf } from "#domain/street";

describe("street", () => {
  it("has Shanghai's 234, each once, each in its district", () => {
    expect(STREETS).toHaveLength(234);
    expect(new Set(STREETS.map((street) => street.code)).size).toBe(234);
    expect(DISTRICT_CODES.map((code) => streetsOf(code).length).reduce((sum, count) => sum + count, 0)).toBe(
      234,
    );
    for (const code of DISTRICT_CODES) expect(streetsOf(code).length).toBeGreaterThanOrEqual(8);
  });

  it("looks up by code", () => {
    expect(streetOf("310101013")).toEqual({ code: "310101013", name: "外滩街道", district: "310101" });
    expect(streetName("310101013")).toBe("外滩街道");
    expect(districtOfStreet("310101013")).toBe("310101");
  });

  it("does not guess", () => {
    expect(streetOf("310101999")).toBeNull();
    expect(districtOfStreet("310101999")).toBeNull();
    expect(isStreet("310101999")).toBe(false);
    expect(streetName("310101999")).toBe("310101999");
    expect(streetsOf("340104")).toEqual([]);
  });
});
