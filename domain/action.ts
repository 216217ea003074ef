import type { Role } from "#domain/role";

/** Everything that a person can ask the system to do. One word pair each: noun, dot, verb. */
export const ACTIONS = [
  "overview.read",
  "enterprise.read",
  "enterprise.export",
  "enterprise.watch",
  "enterprise.edit",
  "enterprise.merge",
  "alert.read",
  "alert.acknowledge",
  "alert.assign",
  "alert.snooze",
  "alert.close",
  "alert.reopen",
  "review.read",
  "review.decide",
  "source.read",
  "source.manage",
  "import.run",
  "dead-letter.read",
  "dead-letter.replay",
  "dead-letter.discard",
  "config.read",
  "config.propose",
  "config.publish",
  "organisation.manage",
  "user.read",
  "user.manage",
  "permission.grant",
  "system.read",
  "system.operate",
  "audit.read",
  "audit.verify",
  "push.subscribe",
] as const;
export type Action = (typeof ACTIONS)[number];

/** Actions on rows that lie in an area: their subject must name a district, or they are refused. */
const IN_AREA: ReadonlySet<Action> = new Set<Action>([
  "overview.read",
  "enterprise.read",
  "enterprise.export",
  "enterprise.watch",
  "enterprise.edit",
  "enterprise.merge",
  "alert.read",
  "alert.acknowledge",
  "alert.assign",
  "alert.snooze",
  "alert.close",
  "alert.reopen",
  "review.read",
  "review.decide",
]);

export function isInArea(action: Action): boolean {
  return IN_AREA.has(action);
}

/** Actions that leave everything as it was: all that an auditor could ever be given. */
export function isReadOnly(action: Action): boolean {
  return /\.(read|verify|subscribe)$/.test(action);
}

const OFFICERS: readonly Role[] = [
  "city-administrator",
  "city-analyst",
  "duty-officer",
  "reviewer",
  "duty-leader",
  "district-officer",
];
const STREET: readonly Role[] = ["street-officer", "grid-worker"];

/** Which roles may do what, before area, line and business are looked at. The test holds the same table by role. */
export const WHO_MAY: Readonly<Record<Action, readonly Role[]>> = {
  "overview.read": [...OFFICERS, ...STREET, "sector-regulator"],
  "enterprise.read": [...OFFICERS, ...STREET, "member-unit", "sector-regulator"],
  "enterprise.export": [
    "city-administrator",
    "city-analyst",
    "reviewer",
    "duty-leader",
    "district-officer",
    "sector-regulator",
  ],
  "enterprise.watch": OFFICERS,
  "enterprise.edit": ["city-administrator", "city-analyst", "district-officer"],
  "enterprise.merge": ["city-administrator", "city-analyst"],
  "alert.read": [...OFFICERS, ...STREET, "sector-regulator"],
  "alert.acknowledge": [...OFFICERS, "street-officer"],
  "alert.assign": OFFICERS,
  "alert.snooze": ["city-administrator", "city-analyst", "duty-officer", "duty-leader", "district-officer"],
  "alert.close": OFFICERS,
  "alert.reopen": OFFICERS,
  "review.read": ["city-administrator", "city-analyst", "reviewer", "duty-leader", "district-officer"],
  "review.decide": ["city-administrator", "reviewer", "duty-leader"],
  "source.read": ["city-administrator", "city-analyst", "duty-officer", "system-administrator"],
  "source.manage": ["city-administrator", "system-administrator"],
  "import.run": ["city-administrator", "city-analyst", "system-administrator"],
  "dead-letter.read": ["city-administrator", "city-analyst", "duty-officer", "system-administrator"],
  "dead-letter.replay": ["city-administrator", "system-administrator"],
  "dead-letter.discard": ["city-administrator", "system-administrator"],
  "config.read": ["city-administrator", "city-analyst", "reviewer", "duty-leader"],
  "config.propose": ["city-administrator", "city-analyst"],
  "config.publish": ["city-administrator"],
  "organisation.manage": ["city-administrator", "system-administrator"],
  "user.read": [
    "city-administrator",
    "system-administrator",
    "security-administrator",
    "auditor",
    "audit-administrator",
  ],
  "user.manage": ["city-administrator", "system-administrator"],
  "permission.grant": ["city-administrator", "security-administrator"],
  "system.read": [
    "city-administrator",
    "city-analyst",
    "duty-officer",
    "duty-leader",
    "auditor",
    "system-administrator",
    "security-administrator",
    "audit-administrator",
  ],
  "system.operate": ["city-administrator", "duty-officer", "system-administrator"],
  "audit.read": ["auditor", "audit-administrator"],
  "audit.verify": ["auditor", "audit-administrator"],
  "push.subscribe": [...OFFICERS, ...STREET, "system-administrator"],
};
