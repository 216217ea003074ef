import { ACTIONS, type Action, isInArea, WHO_MAY } from "#domain/action";
import { CITY, DISTRICT_CODES, isArea, isDistrict, OUTSIDE } from "#domain/district";
import type { FinanceKind } from "#domain/finance-kind";
import { type Topic, topicOf } from "#domain/push";
import type { Role, Tier } from "#domain/role";
import { districtOfStreet } from "#domain/street";

/** Lines of work (条线) that a post may be limited to. */
export const LINES = ["fund-raising", "local-finance", "private-fund", "handling", "data", "chain"] as const;
export type Line = (typeof LINES)[number];

/** Fields that are masked unless the post was given the right by name: see mask.ts for how. */
export const GUARDED_FIELDS = ["informant", "police-clue", "account", "phone", "person-id"] as const;
export type GuardedField = (typeof GUARDED_FIELDS)[number];

/**
 * Who asks, in the one post that the session acts in. Data scope = organisation x line of work x business x field:
 * the organisation gives `district`, `street` and `organisationId`, the post gives the rest.
 */
export interface Principal {
  readonly id: number;
  readonly role: Role;
  readonly tier: Tier;
  readonly organisationId: number;
  /** "310000" for city and unit posts, one district else. */
  readonly district: string;
  /** Set for street posts, null else. */
  readonly street: string | null;
  /** null: every line. */
  readonly lines: readonly Line[] | null;
  /** null: every business. Never null for a sector regulator. */
  readonly businesses: readonly FinanceKind[] | null;
  readonly fields: readonly GuardedField[];
}

/** What is asked about. A row that lies in an area names its district: the responsible place at the time asked about. */
export interface Subject {
  readonly district?: string;
  readonly street?: string | null;
  readonly line?: Line;
  readonly business?: FinanceKind | null;
  /** Organisations that the row was given to by a work order or a push. */
  readonly givenTo?: readonly number[];
  /** Who proposed the change under review; null: the program itself. */
  readonly proposedBy?: number | null;
  /** The person whose rights or account would change. */
  readonly userId?: number;
}

export type Refusal = "role" | "district" | "street" | "line" | "business" | "organisation" | "self";
export type Decision = { readonly ok: true } | { readonly ok: false; readonly reason: Refusal };

/**
 * The one place that decides. It fails closed: an action on rows of an area whose subject names no district is
 * refused, and so is a post whose own area makes no sense.
 */
export function decide(user: Principal, action: Action, subject: Subject = {}): Decision {
  if (!WHO_MAY[action].includes(user.role)) return refuse("role");
  if (isInArea(action)) {
    const area = decideArea(user, subject);
    if (!area.ok) return area;
  }
  if (user.lines !== null && subject.line !== undefined && !user.lines.includes(subject.line))
    return refuse("line");
  if (action === "review.decide" && (subject.proposedBy === undefined || subject.proposedBy === user.id))
    return refuse("self");
  if (action === "permission.grant" && (subject.userId === undefined || subject.userId === user.id))
    return refuse("self");
  return { ok: true };
}

export function can(user: Principal, action: Action, subject: Subject = {}): boolean {
  return decide(user, action, subject).ok;
}

/** Whether the role has the action at all, for menus and buttons. Never a licence to act: that is `can`. */
export function hasAction(role: Role, action: Action): boolean {
  return WHO_MAY[action].includes(role);
}

export function actionsOf(role: Role): readonly Action[] {
  return ACTIONS.filter((action) => hasAction(role, action));
}

/**
 * The filter of every query, search, export, map and count of this user. All four parts apply together; an empty
 * `districts` matches no row.
 */
export interface Scope {
  readonly districts: readonly string[];
  /** When set, only rows of this street: a row without a street does not match. */
  readonly street: string | null;
  /** When set, only rows of these kinds. */
  readonly businesses: readonly FinanceKind[] | null;
  /** When set, only rows given to this organisation. */
  readonly givenTo: number | null;
  /** What a request asked for, never a right: only rows of these divisions (大类, two digits) of GB/T 4754. */
  readonly industries?: readonly string[];
}

const WHOLE_CITY: readonly string[] = [CITY, ...DISTRICT_CODES, OUTSIDE];
const NOTHING: Scope = { districts: [], street: null, businesses: null, givenTo: null };

export function scopeOf(user: Principal): Scope {
  const businesses = user.role === "sector-regulator" ? (user.businesses ?? []) : user.businesses;
  switch (user.tier) {
    case "city":
      return user.district === CITY
        ? { districts: WHOLE_CITY, street: null, businesses, givenTo: null }
        : NOTHING;
    case "district":
      return isDistrict(user.district)
        ? { districts: [user.district], street: null, businesses, givenTo: null }
        : NOTHING;
    case "street": {
      const home = user.street === null ? null : districtOfStreet(user.street);
      return home !== null && home === user.district
        ? { districts: [home], street: user.street, businesses, givenTo: null }
        : NOTHING;
    }
    case "unit": {
      const districts =
        user.district === CITY ? WHOLE_CITY : isDistrict(user.district) ? [user.district] : [];
      const givenTo = user.role === "sector-regulator" ? null : user.organisationId;
      return { districts, street: null, businesses, givenTo };
    }
  }
}

/** District codes that the user's rows may carry. For SQL: `district = any($1)`; use scopeOf for the other parts. */
export function scopeDistricts(user: Principal): readonly string[] {
  return scopeOf(user).districts;
}

export type NarrowResult =
  | { readonly ok: true; readonly scope: Scope }
  | { readonly ok: false; readonly reason: "district" | "street" };

/** The scope for a request that names an area: the user's or narrower. Wider is refused, never silently cut. */
export function narrowScope(
  user: Principal,
  asked: { district?: string | undefined; street?: string | undefined },
): NarrowResult {
  const scope = scopeOf(user);
  let { districts, street } = scope;
  if (asked.district !== undefined && !(asked.district === CITY && isWholeCity(scope))) {
    if (!isArea(asked.district) || !districts.includes(asked.district))
      return { ok: false, reason: "district" };
    districts = [asked.district];
  }
  if (asked.street !== undefined) {
    const home = districtOfStreet(asked.street);
    if (home === null || !districts.includes(home) || (street !== null && street !== asked.street)) {
      return { ok: false, reason: "street" };
    }
    districts = [home];
    street = asked.street;
  }
  return { ok: true, scope: { ...scope, districts, street } };
}

export function isWholeCity(scope: Scope): boolean {
  return scope.districts.length === WHOLE_CITY.length && scope.street === null;
}

/**
 * Push topics that the user may follow. Topics are cut by district only, so a post that sees less than a whole
 * district (street, unit, one business) gets no event or alert topic: its screens ask the server instead.
 */
export function allowedTopics(user: Principal): readonly Topic[] {
  if (!hasAction(user.role, "push.subscribe")) return [];
  const scope = scopeOf(user);
  const topics: Topic[] = [];
  const coversDistricts =
    scope.street === null && scope.businesses === null && scope.givenTo === null && user.lines === null;
  if (coversDistricts && hasAction(user.role, "alert.read")) {
    for (const district of scope.districts)
      topics.push(topicOf("events", district), topicOf("alerts", district));
  }
  if (hasAction(user.role, "system.read")) topics.push(topicOf("system", CITY));
  return topics;
}

export function canFollow(user: Principal, topic: string): boolean {
  return (allowedTopics(user) as readonly string[]).includes(topic);
}

/** Roles that may be given a guarded field at all; even they see it only when the post names it. */
const FIELD_ROLES: Readonly<Record<GuardedField, readonly Role[]>> = {
  informant: ["city-analyst", "reviewer", "duty-leader"],
  "police-clue": ["city-analyst", "reviewer", "duty-leader", "district-officer"],
  account: ["city-analyst", "reviewer"],
  phone: [
    "city-analyst",
    "duty-officer",
    "reviewer",
    "duty-leader",
    "district-officer",
    "street-officer",
    "grid-worker",
  ],
  "person-id": ["city-analyst", "reviewer"],
};

/** Every reading that this allows is written to the audit log by the server. */
export function canSeeField(user: Principal, field: GuardedField): boolean {
  return user.fields.includes(field) && FIELD_ROLES[field].includes(user.role);
}

export function fieldsOf(user: Principal): readonly GuardedField[] {
  return GUARDED_FIELDS.filter((field) => canSeeField(user, field));
}

export function mayBeGivenField(role: Role, field: GuardedField): boolean {
  return FIELD_ROLES[field].includes(role);
}

function decideArea(user: Principal, subject: Subject): Decision {
  const scope = scopeOf(user);
  if (subject.district === undefined || !scope.districts.includes(subject.district))
    return refuse("district");
  if (scope.street !== null && subject.street !== scope.street) return refuse("street");
  if (
    scope.businesses !== null &&
    !(subject.business != null && scope.businesses.includes(subject.business))
  ) {
    return refuse("business");
  }
  if (scope.givenTo !== null && !(subject.givenTo ?? []).includes(scope.givenTo))
    return refuse("organisation");
  return { ok: true };
}

function refuse(reason: Refusal): Decision {
  return { ok: false, reason };
}
