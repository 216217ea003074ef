import { describe, expect, it } from "vitest";
import { conflictOf, isRole, ROLE_FACTS, ROLES } from "#domain/role";

describe("role", () => {
  it("has a name in both languages and a tier", () => {
    for (const role of ROLES) {
      expect(ROLE_FACTS[role].zh).not.toBe("");
      expect(ROLE_FACTS[role].en).not.toBe("");
      expect(ROLE_FACTS[role].tiers.length).toBeGreaterThan(0);
      expect(isRole(role)).toBe(true);
    }
    expect(new Set(ROLES.map((role) => ROLE_FACTS[role].zh)).size).toBe(ROLES.length);
    expect(isRole("root")).toBe(false);
  });

  it("keeps the three administrators apart (三员分立)", () => {
    expect(conflictOf(["system-administrator", "security-administrator"])).not.toBeNull();
    expect(conflictOf(["security-administrator", "audit-administrator"])).not.toBeNull();
    expect(conflictOf(["system-administrator", "city-analyst"])).toBeNull();
  });

  it("lets an auditor be nothing else", () => {
    for (const role of ROLES) {
      if (role === "auditor" || role === "audit-administrator") continue;
      expect(conflictOf(["auditor", role]), role).not.toBeNull();
    }
    expect(conflictOf(["auditor", "audit-administrator"])).toBeNull();
    expect(conflictOf(["reviewer", "duty-leader"])).toBeNull();
    expect(conflictOf(["reviewer", "reviewer"])).toBeNull();
  });
});
