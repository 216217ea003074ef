import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ACTIONS, type Action, isInArea, isReadOnly } from "#domain/action";
import { CITY, DISTRICT_CODES, OUTSIDE } from "#domain/district";
import {
  actionsOf,
  allowedTopics,
  can,
  canFollow,
  canSeeField,
  decide,
  fieldsOf,
  GUARDED_FIELDS,
  isWholeCity,
  narrowScope,
  type Principal,
  scopeDistricts,
  scopeOf,
} from "#domain/permission";
import { CHANNELS } from "#domain/push";
import { ROLE_FACTS, ROLES, type Role, type Tier } from "#domain/role";
import { STREETS, streetsOf } from "#domain/street";

const AREAS = [CITY, OUTSIDE, ...DISTRICT_CODES];

function person(role: Role, over: Partial<Principal> = {}): Principal {
  const tier = over.tier ?? (ROLE_FACTS[role].tiers[0] as Tier);
  const district = tier === "district" || tier === "street" ? "310115" : CITY;
  return {
    id: 1,
    role,
    tier,
    organisationId: 7,
    district,
    street: tier === "street" ? "310115005" : null,
    lines: null,
    businesses: role === "sector-regulator" ? ["microloan"] : null,
    fields: [],
    ...over,
  };
}

/** The matrix once more, by role, as the officers would read it out: kept apart from WHO_MAY on purpose. */
const EXPECTED: Readonly<Record<Role, string>> = {
  "city-administrator":
    "overview.read enterprise.read enterprise.export enterprise.watch enterprise.edit enterprise.merge alert.read alert.acknowledge alert.assign alert.snooze alert.close alert.reopen review.read review.decide source.read source.manage import.run dead-letter.read dead-letter.replay dead-letter.discard config.read config.propose config.publish organisation.manage user.read user.manage permission.grant system.read system.operate push.subscribe",
  "city-analyst":
    "overview.read enterprise.read enterprise.export enterprise.watch enterprise.edit enterprise.merge alert.read alert.acknowledge alert.assign alert.snooze alert.close alert.reopen review.read source.read import.run dead-letter.read config.read config.propose system.read push.subscribe",
  "duty-officer":
    "overview.read enterprise.read enterprise.watch alert.read alert.acknowledge alert.assign alert.snooze alert.close alert.reopen source.read dead-letter.read system.read system.operate push.subscribe",
  reviewer:
    "overview.read enterprise.read enterprise.export enterprise.watch alert.read alert.acknowledge alert.assign alert.close alert.reopen review.read review.decide config.read push.subscribe",
  "duty-leader":
    "overview.read enterprise.read enterprise.export enterprise.watch alert.read alert.acknowledge alert.assign alert.snooze alert.close alert.reopen review.read review.decide config.read system.read push.subscribe",
  "district-officer":
    "overview.read enterprise.read enterprise.export enterprise.watch enterprise.edit alert.read alert.acknowledge alert.assign alert.snooze alert.close alert.reopen review.read push.subscribe",
  "street-officer": "overview.read enterprise.read alert.read alert.acknowledge push.subscribe",
  "grid-worker": "overview.read enterprise.read alert.read push.subscribe",
  "member-unit": "enterprise.read",
  "sector-regulator": "overview.read enterprise.read enterprise.export alert.read",
  auditor: "user.read system.read audit.read audit.verify",
  "system-administrator":
    "source.read source.manage import.run dead-letter.read dead-letter.replay dead-letter.discard organisation.manage user.read user.manage system.read system.operate push.subscribe",
  "security-administrator": "user.read permission.grant system.read",
  "audit-administrator": "user.read system.read audit.read audit.verify",
};

describe("permission matrix", () => {
  it.each(ROLES)("%s has exactly its actions", (role) => {
    expect([...actionsOf(role)].sort()).toEqual(EXPECTED[role].split(" ").sort());
  });

  it("decides every role x tier x action x area as the matrix and the area say", () => {
    let decisions = 0;
    for (const role of ROLES) {
      const allowed = new Set(EXPECTED[role].split(" "));
      for (const tier of ROLE_FACTS[role].tiers) {
        const user = person(role, { tier });
        for (const action of ACTIONS) {
          for (const district of AREAS) {
            const subject = {
              district,
              street: district === "310115" ? "310115005" : null,
              business: "microloan" as const,
              givenTo: [7],
              proposedBy: 2,
              userId: 2,
            };
            const inArea = !isInArea(action) || tier === "city" || tier === "unit" || district === "310115";
            expect(can(user, action, subject), `${role} ${tier} ${action} ${district}`).toBe(
              allowed.has(action) && inArea,
            );
            decisions++;
          }
        }
      }
    }
    expect(decisions).toBeGreaterThan(8000);
  });

  it("gives those who audit nothing that changes anything", () => {
    for (const role of ROLES.filter((role) => ROLE_FACTS[role].readOnly)) {
      for (const action of actionsOf(role)) expect(isReadOnly(action), `${role} ${action}`).toBe(true);
    }
  });

  it("keeps business rows from the three administrators of the system", () => {
    for (const role of ["system-administrator", "security-administrator", "audit-administrator"] as const) {
      for (const action of ACTIONS.filter(isInArea))
        expect(can(person(role), action, { district: CITY })).toBe(false);
    }
  });
});

describe("area is a hard boundary", () => {
  const areaRoles = ROLES.filter((role) => ROLE_FACTS[role].tiers.includes("district"));
  const action = fc.constantFrom(...(ACTIONS.filter(isInArea) as Action[]));

  it("a district user never reaches another district, the city's own rows or outside", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...areaRoles),
        fc.constantFrom(...DISTRICT_CODES),
        fc.constantFrom(...AREAS, "999999", ""),
        action,
        (role, own, other, act) => {
          fc.pre(own !== other);
          const user = person(role, { tier: "district", district: own });
          expect(can(user, act, { district: other, proposedBy: 2 })).toBe(false);
          expect(scopeDistricts(user)).toEqual([own]);
          for (const channel of CHANNELS)
            expect(canFollow(user, `${channel}.${other}`) && channel !== "system").toBe(false);
          if (other !== "") expect(narrowScope(user, { district: other }).ok).toBe(false);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it("a street user reaches only the street, and no topic of the district", () => {
    fc.assert(
      fc.property(fc.constantFrom(...STREETS), fc.constantFrom(...STREETS), action, (own, other, act) => {
        const user = person("street-officer", { district: own.district, street: own.code });
        expect(can(user, act, { district: own.district, street: null })).toBe(false);
        expect(can(user, act, { district: own.district })).toBe(false);
        expect(narrowScope(user, { street: other.code }).ok).toBe(own.code === other.code);
        expect(allowedTopics(user)).toEqual([]);
        if (own.code !== other.code) {
          expect(can(user, act, { district: other.district, street: other.code })).toBe(false);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("fails closed when the subject names no district, or the post's own area makes no sense", () => {
    expect(decide(person("city-analyst"), "enterprise.read", {})).toEqual({ ok: false, reason: "district" });
    expect(scopeDistricts(person("district-officer", { district: CITY }))).toEqual([]);
    expect(scopeDistricts(person("street-officer", { district: "310101" }))).toEqual([]);
    expect(scopeDistricts(person("street-officer", { street: null }))).toEqual([]);
    expect(scopeDistricts(person("city-analyst", { district: "310101" }))).toEqual([]);
  });

  it("narrows and never widens", () => {
    const city = person("city-analyst");
    const wide = narrowScope(city, { district: CITY });
    expect(wide.ok && isWholeCity(wide.scope)).toBe(true);
    expect(narrowScope(city, { district: "310104" })).toMatchObject({
      ok: true,
      scope: { districts: ["310104"] },
    });
    const street = streetsOf("310104")[0]!.code;
    expect(narrowScope(city, { street })).toMatchObject({
      ok: true,
      scope: { districts: ["310104"], street },
    });
    expect(narrowScope(city, { district: "310101", street })).toEqual({ ok: false, reason: "street" });
    expect(narrowScope(city, { district: "999999" })).toEqual({ ok: false, reason: "district" });
    expect(narrowScope(person("district-officer"), { district: CITY })).toEqual({
      ok: false,
      reason: "district",
    });
    expect(narrowScope(person("district-officer"), {})).toMatchObject({
      ok: true,
      scope: { districts: ["310115"] },
    });
  });
});

describe("line, business, organisation, self", () => {
  const row = { district: "310115", street: "310115005" };

  it("limits a post to its lines", () => {
    const user = person("city-analyst", { lines: ["fund-raising"] });
    expect(can(user, "enterprise.read", { ...row, line: "fund-raising" })).toBe(true);
    expect(decide(user, "enterprise.read", { ...row, line: "private-fund" })).toEqual({
      ok: false,
      reason: "line",
    });
    expect(allowedTopics(user)).toEqual(["system.310000"]);
  });

  it("shows a sector regulator its own businesses only, and nothing when none was named", () => {
    const user = person("sector-regulator");
    expect(can(user, "enterprise.read", { ...row, business: "microloan" })).toBe(true);
    expect(decide(user, "enterprise.read", { ...row, business: "pawn" })).toEqual({
      ok: false,
      reason: "business",
    });
    expect(decide(user, "enterprise.read", row)).toEqual({ ok: false, reason: "business" });
    expect(scopeOf(person("sector-regulator", { businesses: null })).businesses).toEqual([]);
  });

  it("shows a member unit only what was given to it", () => {
    const user = person("member-unit");
    expect(can(user, "enterprise.read", { ...row, givenTo: [7] })).toBe(true);
    expect(decide(user, "enterprise.read", { ...row, givenTo: [8] })).toEqual({
      ok: false,
      reason: "organisation",
    });
    expect(decide(user, "enterprise.read", row)).toEqual({ ok: false, reason: "organisation" });
  });

  it("lets nobody decide on his own proposal or grant rights to himself", () => {
    const reviewer = person("reviewer", { tier: "city", district: CITY });
    expect(decide(reviewer, "review.decide", { ...row, proposedBy: 1 })).toEqual({
      ok: false,
      reason: "self",
    });
    expect(decide(reviewer, "review.decide", row)).toEqual({ ok: false, reason: "self" });
    expect(can(reviewer, "review.decide", { ...row, proposedBy: 2 })).toBe(true);
    expect(decide(person("security-administrator"), "permission.grant", { userId: 1 })).toEqual({
      ok: false,
      reason: "self",
    });
    expect(can(person("security-administrator"), "permission.grant", { userId: 2 })).toBe(true);
  });

  it("gives city users every district's topics and outside, district users theirs alone", () => {
    const city = allowedTopics(person("duty-officer"));
    expect(city).toHaveLength(18 * 2 + 1);
    expect(city).toContain("alerts.000000");
    expect(city).toContain("events.310000");
    expect(allowedTopics(person("district-officer"))).toEqual(["events.310115", "alerts.310115"]);
    expect(allowedTopics(person("system-administrator"))).toEqual(["system.310000"]);
    expect(allowedTopics(person("auditor"))).toEqual([]);
  });

  it("masks guarded fields unless both the role and the post have them", () => {
    for (const role of ROLES) {
      expect(fieldsOf(person(role)), role).toEqual([]);
      for (const field of fieldsOf(person(role, { fields: GUARDED_FIELDS }))) {
        expect(canSeeField(person(role, { fields: [field] }), field)).toBe(true);
      }
    }
    expect(fieldsOf(person("city-analyst", { fields: GUARDED_FIELDS }))).toEqual([...GUARDED_FIELDS]);
    expect(fieldsOf(person("city-administrator", { fields: GUARDED_FIELDS }))).toEqual([]);
    expect(fieldsOf(person("grid-worker", { fields: GUARDED_FIELDS }))).toEqual(["phone"]);
  });
});
