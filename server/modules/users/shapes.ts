import { z } from "zod";
import { instant } from "#domain/api/common";
import { ROLES } from "#domain/role";
import { Refusal } from "#server/http/refusal";
import type { SubjectLoader } from "#server/http/route";
import { iso, isoOrNull } from "#server/modules/levels";
import type { Db } from "#store/pool";
import type { PostRow } from "#store/posts";
import { readUser, type UserRow } from "#store/users";

export const userParams = z.object({ id: z.coerce.number().int().positive() });

const post = z.object({
  id: z.number(),
  role: z.enum(ROLES),
  organisationId: z.number(),
  organisation: z.string(),
  district: z.string(),
  street: z.string().nullable(),
  lines: z.array(z.string()).nullable(),
  businesses: z.array(z.string()).nullable(),
  fields: z.array(z.string()),
  standsInFor: z.number().nullable(),
  from: instant,
  to: instant.nullable(),
});

export const userShape = z.object({
  id: z.number(),
  user: z.string(),
  name: z.string(),
  disabled: z.boolean(),
  locked: z.boolean(),
  totpEnabled: z.boolean(),
  mustChangePassword: z.boolean(),
  demo: z.boolean(),
  lastLogin: instant.nullable(),
  posts: z.array(post),
});

/** For permission.grant: nobody changes his own rights. */
export function userSubject(db: Db): SubjectLoader {
  return async ({ id }) => {
    const row = /^\d{1,15}$/.test(id ?? "") ? await readUser(db, Number(id)) : null;
    return row === null ? null : { userId: row.id };
  };
}

export async function knownUser(db: Db, id: number): Promise<UserRow> {
  const row = await readUser(db, id);
  if (row === null) throw new Refusal("request.not-found");
  return row;
}

export function presentUser(
  row: UserRow,
  posts: readonly PostRow[],
  nowMs: number,
): z.input<typeof userShape> {
  return {
    id: row.id,
    user: row.login,
    name: row.name,
    disabled: row.disabled,
    locked: row.lockedUntilMs !== null && row.lockedUntilMs > nowMs,
    totpEnabled: row.totpEnabled,
    mustChangePassword: row.mustChangePassword,
    demo: row.demo,
    lastLogin: isoOrNull(row.lastLoginMs),
    posts: posts.map(presentPost),
  };
}

export function presentPost(row: PostRow): z.input<typeof post> {
  return {
    id: row.id,
    role: row.role,
    organisationId: row.organisationId,
    organisation: row.organisation,
    district: row.district,
    street: row.street,
    lines: row.lines === null ? null : [...row.lines],
    businesses: row.businesses === null ? null : [...row.businesses],
    fields: [...row.fields],
    standsInFor: row.standsInFor,
    from: iso(row.fromMs),
    to: isoOrNull(row.toMs),
  };
}
