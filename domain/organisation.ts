import { CITY, isDistrict } from "#domain/district";
import { ROLE_FACTS, type Role, type Tier } from "#domain/role";
import { districtOfStreet } from "#domain/street";

/**
 * The organisation tree is apart from the administrative one: a committee office or a member unit has no place in
 * GB/T 2260, and two offices may answer for the same district. `district` and `street` say which area an
 * organisation answers for; `parent` says who leads it.
 */
export type OrganisationKind =
  | "city-office"
  | "district-office"
  | "street-office"
  | "committee-office"
  | "member-unit";

export interface Organisation {
  readonly id: number;
  readonly kind: OrganisationKind;
  readonly name: string;
  readonly parentId: number | null;
  /** "310000" or one district. */
  readonly district: string;
  readonly street: string | null;
}

/** A person's place in an organisation, with dates. One may hold two; the session acts in one of them at a time. */
export interface Post {
  readonly id: number;
  readonly userId: number;
  readonly organisationId: number;
  readonly role: Role;
  /** Lines of work (条线) that the post covers: "*" or a list. */
  readonly lines: readonly string[];
  readonly validFromMs: number;
  readonly validToMs: number | null;
  /** 代理: holds the post in place of this user, for these dates. null for one's own post. */
  readonly standsInFor: number | null;
}

const TIER_OF_KIND: Readonly<Record<OrganisationKind, Tier>> = {
  "city-office": "city",
  "committee-office": "city",
  "district-office": "district",
  "street-office": "street",
  "member-unit": "unit",
};

export type OrganisationFault =
  | "unknown-district"
  | "unknown-street"
  | "street-outside-district"
  | "wrong-area"
  | "cycle";

export function tierOf(organisation: Organisation): Tier {
  return TIER_OF_KIND[organisation.kind];
}

/** The faults of one organisation as it would stand in the tree; empty when it may be saved. */
export function checkOrganisation(
  candidate: Organisation,
  tree: ReadonlyMap<number, Organisation>,
): OrganisationFault[] {
  const faults: OrganisationFault[] = [];
  const { kind, district, street } = candidate;
  if (district !== CITY && !isDistrict(district)) faults.push("unknown-district");
  if (street !== null) {
    const home = districtOfStreet(street);
    if (home === null) faults.push("unknown-street");
    else if (home !== district) faults.push("street-outside-district");
  }
  if (kind === "city-office" && (district !== CITY || street !== null)) faults.push("wrong-area");
  if (kind === "district-office" && (district === CITY || street !== null)) faults.push("wrong-area");
  if (kind === "street-office" && street === null) faults.push("wrong-area");
  if (hasCycle(candidate, tree)) faults.push("cycle");
  return faults;
}

/** The organisation and all below it. */
export function subtree(rootId: number, tree: ReadonlyMap<number, Organisation>): ReadonlySet<number> {
  const found = new Set<number>([rootId]);
  for (let grew = true; grew; ) {
    grew = false;
    for (const organisation of tree.values()) {
      if (organisation.parentId === null || found.has(organisation.id) || !found.has(organisation.parentId))
        continue;
      found.add(organisation.id);
      grew = true;
    }
  }
  return found;
}

/** The posts that a person holds at an instant, own ones first; a 代理 counts only inside its dates. */
export function postsAt(posts: readonly Post[], userId: number, atMs: number): readonly Post[] {
  return posts
    .filter(
      (post) =>
        post.userId === userId &&
        post.validFromMs <= atMs &&
        (post.validToMs === null || atMs < post.validToMs),
    )
    .sort((a, b) => Number(a.standsInFor !== null) - Number(b.standsInFor !== null) || a.id - b.id);
}

export type PostFault = "role-outside-tier" | "open-ended-stand-in" | "stands-in-for-self" | "dates-reversed";

export function checkPost(post: Post, organisation: Organisation): PostFault[] {
  const faults: PostFault[] = [];
  if (!ROLE_FACTS[post.role].tiers.includes(tierOf(organisation))) faults.push("role-outside-tier");
  if (post.standsInFor !== null && post.validToMs === null) faults.push("open-ended-stand-in");
  if (post.standsInFor === post.userId) faults.push("stands-in-for-self");
  if (post.validToMs !== null && post.validToMs <= post.validFromMs) faults.push("dates-reversed");
  return faults;
}

function hasCycle(candidate: Organisation, tree: ReadonlyMap<number, Organisation>): boolean {
  const seen = new Set<number>([candidate.id]);
  for (let parent = candidate.parentId; parent !== null; parent = tree.get(parent)?.parentId ?? null) {
    if (seen.has(parent)) return true;
    seen.add(parent);
  }
  return false;
}
