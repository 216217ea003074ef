import type { FinanceKind } from "#domain/finance-kind";
import { tierOf } from "#domain/organisation";
import type { GuardedField, Line, Principal } from "#domain/permission";
import type { PostHolderRow } from "#store/session-users";

/** The person behind a request, in the post that the session acts in. */
export interface SessionUser {
  readonly id: number;
  readonly login: string;
  readonly name: string;
  readonly postId: number;
  readonly principal: Principal;
  readonly mustChangePassword: boolean;
  readonly totpEnabled: boolean;
  /** Hash of the session's token: names the session, opens nothing. */
  readonly sessionHash: string;
}

export function makePrincipal(row: PostHolderRow): Principal {
  return {
    id: row.userId,
    role: row.role,
    tier: tierOf({
      id: row.organisationId,
      kind: row.organisationKind,
      name: "",
      parentId: null,
      district: row.district,
      street: row.street,
    }),
    organisationId: row.organisationId,
    district: row.district,
    street: row.street,
    lines: row.lines as readonly Line[] | null,
    businesses: row.businesses as readonly FinanceKind[] | null,
    fields: row.fields as readonly GuardedField[],
  };
}

export function makeSessionUser(row: PostHolderRow, sessionHash: string): SessionUser {
  return {
    id: row.userId,
    login: row.login,
    name: row.name,
    postId: row.postId,
    principal: makePrincipal(row),
    mustChangePassword: row.mustChangePassword,
    totpEnabled: row.totpEnabled,
    sessionHash,
  };
}
