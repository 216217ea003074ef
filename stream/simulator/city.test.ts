import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { isCreditCode } from "#domain/credit-code";
import { DISTRICT_CODES, type DistrictCode } from "#domain/district";
import { eventDataSchemas } from "#domain/event-data";
import { isIndustry } from "#domain/industry";
import { districtOfStreet } from "#domain/street";
import { createCity, makeRegistration } from "#stream/simulator/city";
import { FINANCIAL, ORDINARY } from "#stream/simulator/industries";
import { makeRelations } from "#stream/simulator/relations";
import { ROADS } from "#stream/simulator/roads";
import { isInside, readDistrictOutlines } from "#stream/simulator/testing/outline";

const EPOCH = Date.parse("2026-07-01T02:00:00Z");
const city = createCity({ seed: 7, size: 20_000, epochMs: EPOCH });
const outlines = readDistrictOutlines();

describe("the simulated city", () => {
  it("gives the same bytes for the same seed", () => {
    const hash = createHash("sha256");
    for (let i = 0; i < 300; i++) {
      const enterprise = city.enterprise(i);
      hash.update(
        JSON.stringify({ ...makeRegistration(enterprise), relations: makeRelations(city, enterprise) }),
      );
    }
    expect(hash.digest("hex").slice(0, 16)).toMatchInlineSnapshot(`"fbab3d3b97441a91"`);
  });

  it("computes any enterprise by itself, in any order, equal to the whole run", () => {
    const fresh = createCity({ seed: 7, size: 20_000, epochMs: EPOCH });
    for (const index of [19_999, 5, 12_345, 0]) {
      expect(fresh.enterprise(index)).toEqual(city.enterprise(index));
      expect(fresh.identity(index).code).toBe(city.enterprise(index).code);
    }
    const other = createCity({ seed: 8, size: 20_000, epochMs: EPOCH });
    expect(other.enterprise(5).name).not.toBe(city.enterprise(5).name);
  });

  it("has valid codes, names of its own and facts that fit the schema, for every firm", () => {
    const names = new Set<string>();
    const codes = new Set<string>();
    let long = 0;
    for (let index = 0; index < city.size; index++) {
      const enterprise = city.enterprise(index);
      names.add(enterprise.name);
      codes.add(enterprise.code);
      if (enterprise.name.length >= 20) long++;
      if (!isCreditCode(enterprise.code)) expect.fail(`code of ${index}: ${enterprise.code}`);
      const inside = isInside(outlines.get(enterprise.district) ?? [], enterprise.business.position);
      if (!inside)
        expect.fail(`${enterprise.business.address} ${enterprise.business.position} is outside its district`);
      if (districtOfStreet(enterprise.business.street) !== enterprise.district)
        expect.fail(enterprise.business.street);
      if (enterprise.establishedMs > EPOCH) expect.fail(`${index} is of the future`);
      if (index % 20 === 0) {
        const data = { ...makeRegistration(enterprise), relations: makeRelations(city, enterprise) };
        expect(eventDataSchemas.registration.parse(data)).toEqual(data);
      }
    }
    expect(names.size).toBe(city.size);
    expect(codes.size).toBe(city.size);
    expect(long).toBeGreaterThan(200);
  });

  it("is spread plausibly over districts and kinds", () => {
    const districts = new Map<string, number>();
    const kinds = new Map<string, number>();
    let elsewhere = 0;
    let apart = 0;
    for (let index = 0; index < city.size; index++) {
      const enterprise = city.enterprise(index);
      districts.set(enterprise.district, (districts.get(enterprise.district) ?? 0) + 1);
      kinds.set(enterprise.kind, (kinds.get(enterprise.kind) ?? 0) + 1);
      if (enterprise.registered === null) elsewhere++;
      else if (enterprise.registeredDistrict !== enterprise.district) apart++;
    }
    expect(districts.size).toBe(16);
    expect(districts.get("310115")).toBeGreaterThan(3000);
    for (const kind of Object.keys(FINANCIAL)) expect(kinds.get(kind) ?? 0).toBeGreaterThan(20);
    const financial = city.size - (kinds.get("none") ?? 0);
    expect(financial / city.size).toBeGreaterThan(0.03);
    expect(financial / city.size).toBeLessThan(0.07);
    expect(elsewhere).toBeGreaterThan(200);
    expect(apart).toBeGreaterThan(2000);
  });

  it("finds a firm by its code, and nobody by a code of elsewhere", () => {
    for (const index of [0, 77, 19_999]) expect(city.indexOfCode(city.identity(index).code)).toBe(index);
    expect(city.indexOfCode("91310000132200821H")).toBeNull();
    expect(city.indexOfCode("nonsense")).toBeNull();
  });

  it("ranks trouble one to one", () => {
    for (const index of [0, 1, 500, 19_999]) {
      const rank = city.troubleRank(index);
      expect(rank >= 0 && rank < 1).toBe(true);
      expect(city.troubledAt(rank + 1e-9)).toBe(index);
    }
  });

  it("reaches three million firms at the same cost and refuses more", () => {
    const large = createCity({ seed: 7, size: 3_000_000, epochMs: EPOCH });
    const last = large.enterprise(2_999_999);
    expect(isCreditCode(last.code)).toBe(true);
    const names = new Set<string>();
    for (let i = 0; i < 30_000; i++) names.add(large.identity(i * 100).name);
    expect(names.size).toBe(30_000);
    expect(() => createCity({ seed: 7, size: 3_000_001, epochMs: EPOCH })).toThrow(RangeError);
    expect(() => large.identity(3_000_000)).toThrow(RangeError);
  });

  it("knows only industries of the standard", () => {
    for (const row of [...ORDINARY, ...Object.values(FINANCIAL).flat()])
      expect(isIndustry(row.code), row.code).toBe(true);
  });
});

describe("roads", () => {
  it("lie whole inside their district, on a street of it, and are a dozen or more a district", () => {
    for (const district of DISTRICT_CODES) {
      const roads = ROADS[district as DistrictCode];
      expect(roads.length).toBeGreaterThanOrEqual(12);
      for (const [name, street, lng, lat] of roads) {
        expect(districtOfStreet(district + street), `${name} ${street}`).toBe(district);
        expect(isInside(outlines.get(district) ?? [], [lng, lat]), name).toBe(true);
      }
    }
  });
});
