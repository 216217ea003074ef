/**
 * Who uses the system. 系统管理员, 安全管理员 and 审计管理员 are three people (三员分立, GB/T 22239-2019 level 3:
 * system management, security management and audit management are apart): see `conflictOf`.
 */
export const ROLES = [
  "city-administrator",
  "city-analyst",
  "duty-officer",
  "reviewer",
  "duty-leader",
  "district-officer",
  "street-officer",
  "grid-worker",
  "member-unit",
  "sector-regulator",
  "auditor",
  "system-administrator",
  "security-administrator",
  "audit-administrator",
] as const;
export type Role = (typeof ROLES)[number];

/** Where a role may be held. A post outside its tier is refused when it is given. */
export type Tier = "city" | "district" | "street" | "unit";

export interface RoleFacts {
  readonly zh: string;
  readonly en: string;
  readonly tiers: readonly Tier[];
  /** true when the holder may change nothing at all. */
  readonly readOnly: boolean;
}

export const ROLE_FACTS: Readonly<Record<Role, RoleFacts>> = {
  "city-administrator": { zh: "市级管理员", en: "City administrator", tiers: ["city"], readOnly: false },
  "city-analyst": { zh: "市级研判员", en: "City analyst", tiers: ["city"], readOnly: false },
  "duty-officer": { zh: "值班员", en: "Duty officer", tiers: ["city"], readOnly: false },
  reviewer: { zh: "审核人", en: "Reviewer", tiers: ["city", "district"], readOnly: false },
  "duty-leader": { zh: "带班领导", en: "Duty leader", tiers: ["city", "district"], readOnly: false },
  "district-officer": { zh: "区级用户", en: "District officer", tiers: ["district"], readOnly: false },
  "street-officer": { zh: "街镇用户", en: "Street officer", tiers: ["street"], readOnly: false },
  "grid-worker": { zh: "街道网格员", en: "Grid worker", tiers: ["street"], readOnly: false },
  "member-unit": { zh: "成员单位", en: "Member unit", tiers: ["unit"], readOnly: false },
  "sector-regulator": { zh: "行业主管部门", en: "Sector regulator", tiers: ["unit"], readOnly: false },
  auditor: { zh: "审计员", en: "Auditor", tiers: ["city"], readOnly: true },
  "system-administrator": { zh: "系统管理员", en: "System administrator", tiers: ["city"], readOnly: false },
  "security-administrator": {
    zh: "安全管理员",
    en: "Security administrator",
    tiers: ["city"],
    readOnly: false,
  },
  "audit-administrator": { zh: "审计管理员", en: "Audit administrator", tiers: ["city"], readOnly: true },
};

const THREE_PEOPLE: readonly Role[] = [
  "system-administrator",
  "security-administrator",
  "audit-administrator",
];
const AUDITS: readonly Role[] = ["auditor", "audit-administrator"];

export function isRole(text: string): text is Role {
  return (ROLES as readonly string[]).includes(text);
}

/**
 * The two roles that one person may not hold together, or null. 三员 exclude each other, and who audits does
 * nothing else: he would audit himself.
 */
export function conflictOf(roles: readonly Role[]): readonly [Role, Role] | null {
  const distinct = [...new Set(roles)];
  for (const first of distinct) {
    for (const second of distinct) {
      if (first === second) continue;
      if (THREE_PEOPLE.includes(first) && THREE_PEOPLE.includes(second)) return [first, second];
      if (AUDITS.includes(first) && !AUDITS.includes(second)) return [first, second];
    }
  }
  return null;
}
