import type { MemberRole } from "#detectors/association/meeting";

/**
 * How much of a party's risk reaches a firm by what the party is to it, 0–1. One table for the first hop (told between
 * enterprises as events) and for the further ones (walked by the job). Ours, not from a rule: control lets all through,
 * a room in common less than half.
 */
export const ROLE_SHARES: Readonly<Record<MemberRole, number>> = {
  controller: 1,
  shareholder: 0.9,
  person: 0.8,
  branch: 0.8,
  head: 0.8,
  investment: 0.6,
  held: 0.6,
  officer: 0.6,
  phone: 0.5,
  address: 0.45,
  self: 0,
};

/** A share held weighs twice itself: from one half on it is control. Unknown counts as whole, a trace as a tenth. */
export function equityWeight(share: number | null | undefined): number {
  return share === undefined || share === null ? 1 : Math.max(0.1, Math.min(1, 2 * share));
}
