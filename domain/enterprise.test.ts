import { describe, expect, it } from "vitest";
import { asKnownAt } from "#domain/bitemporal";
import {
  isOutsideFirmHere,
  type Place,
  type PlaceKind,
  RELATION_KINDS,
  responsibleAt,
} from "#domain/enterprise";
import { eventDataSchemas } from "#domain/event-data";

const place = (kind: PlaceKind, district: string, from: number, to: number | null = null): Place => ({
  kind,
  district,
  street: null,
  address: null,
  validFromMs: from,
  validToMs: to,
  recordedMs: from,
  supersededMs: null,
});

describe("responsible place", () => {
  it("follows the dates when a firm moves", () => {
    const places = [place("registered", "310106", 0, 100), place("registered", "310115", 100)];
    expect(responsibleAt(places, asKnownAt(99)).district).toBe("310106");
    expect(responsibleAt(places, asKnownAt(100)).district).toBe("310115");
  });

  it("is what was given, else where it works in the city, else where it is registered", () => {
    const places = [place("registered", "000000", 0), place("business", "310104", 0)];
    expect(responsibleAt(places, asKnownAt(1)).district).toBe("310104");
    expect(isOutsideFirmHere(places, asKnownAt(1))).toBe(true);
    const given = [...places, place("responsible", "310101", 0)];
    expect(responsibleAt(given, asKnownAt(1)).district).toBe("310101");
    expect(
      responsibleAt([place("registered", "310105", 0), place("business", "000000", 0)], asKnownAt(1))
        .district,
    ).toBe("310105");
    expect(responsibleAt([], asKnownAt(1)).district).toBe("000000");
    expect(isOutsideFirmHere([place("registered", "310105", 0)], asKnownAt(1))).toBe(false);
  });
});

describe("relations", () => {
  it("are those that a registration event can carry", () => {
    for (const kind of RELATION_KINDS) {
      const data = { relations: [{ kind, party: "person", name: "张三" }] };
      expect(eventDataSchemas.registration.safeParse(data).success, kind).toBe(true);
    }
  });
});
