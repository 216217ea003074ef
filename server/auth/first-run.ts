import { randomInt } from "node:crypto";
import { ensureOrganisations } from "#server/auth/organisation-tree";
import type { PasswordHasher } from "#server/auth/password";
import type { Pool } from "#store/pool";
import { addPost } from "#store/posts";
import { countUsers, createUser } from "#store/users";

export const FIRST_ADMINISTRATOR = "admin";
const ALPHABET = "23456789abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ";

/**
 * On a database without users: one city administrator with a random password, which must be changed at the first
 * login. It is returned to be printed, once; null when there are users already.
 */
export async function ensureFirstAdministrator(
  db: Pool,
  hasher: PasswordHasher,
): Promise<{ user: string; password: string } | null> {
  if ((await countUsers(db)) > 0) return null;
  const password = Array.from({ length: 16 }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");
  const passwordHash = await hasher.hash(password);
  return db.transaction(async (tx) => {
    const organisations = await ensureOrganisations(tx);
    const userId = await createUser(tx, {
      login: FIRST_ADMINISTRATOR,
      name: "系统初始管理员",
      passwordHash,
      mustChangePassword: true,
    });
    if (userId === null) return null;
    await addPost(tx, { userId, organisationId: organisations.city, role: "city-administrator" });
    return { user: FIRST_ADMINISTRATOR, password };
  });
}
