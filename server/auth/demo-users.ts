import { CITY, DISTRICTS } from "#domain/district";
import { GUARDED_FIELDS, mayBeGivenField } from "#domain/permission";
import { ROLE_FACTS, type Role } from "#domain/role";
import { streetsOf } from "#domain/street";
import { ensureOrganisations, type OrganisationIds } from "#server/auth/organisation-tree";
import type { PasswordHasher } from "#server/auth/password";
import type { Pool } from "#store/pool";
import { addPost } from "#store/posts";
import { createUser } from "#store/users";

/** One password for all of them, printed at start and shown on the login page: only the simulated city has them. */
export const DEMO_PASSWORD = "guanlan-demo";

export interface DemoUser {
  readonly user: string;
  readonly name: string;
  readonly role: Role;
  readonly district: string;
}

const DEMO_DISTRICT = "310115";

/** One for each role, and a district officer for each of the 16 districts. */
export const DEMO_USERS: readonly DemoUser[] = [
  { user: "duty", name: "李四", role: "duty-officer", district: CITY },
  { user: "analyst", name: "周研", role: "city-analyst", district: CITY },
  { user: "admin", name: "张三", role: "city-administrator", district: CITY },
  { user: "reviewer", name: "吴审", role: "reviewer", district: CITY },
  { user: "leader", name: "郑领", role: "duty-leader", district: CITY },
  { user: "street", name: "冯街", role: "street-officer", district: DEMO_DISTRICT },
  { user: "grid", name: "陈网", role: "grid-worker", district: DEMO_DISTRICT },
  { user: "police", name: "褚警", role: "member-unit", district: CITY },
  { user: "regulator", name: "卫管", role: "sector-regulator", district: CITY },
  { user: "auditor", name: "钱审计", role: "auditor", district: CITY },
  { user: "system", name: "孙系统", role: "system-administrator", district: CITY },
  { user: "security", name: "蒋安全", role: "security-administrator", district: CITY },
  { user: "audit", name: "沈审计", role: "audit-administrator", district: CITY },
  ...DISTRICTS.map(({ code, short, nameEn }) => ({
    user: nameEn.toLowerCase().replaceAll(/[^a-z]/g, ""),
    name: `${short}专员`,
    role: "district-officer" as const,
    district: code,
  })),
];

/** Makes those that are missing; nothing happens on a second start. Gives the number made. */
export async function ensureDemoUsers(db: Pool, hasher: PasswordHasher): Promise<number> {
  // One hash for all: 29 of them would cost a second of every first start, for a password that is no secret.
  const passwordHash = await hasher.hash(DEMO_PASSWORD);
  return db.transaction(async (tx) => {
    const organisations = await ensureOrganisations(tx);
    let made = 0;
    for (const demo of DEMO_USERS) {
      const userId = await createUser(tx, { login: demo.user, name: demo.name, passwordHash, demo: true });
      if (userId === null) continue;
      made++;
      await addPost(tx, {
        userId,
        organisationId: placeOf(demo, organisations),
        role: demo.role,
        businesses:
          demo.role === "sector-regulator"
            ? ["microloan", "pawn", "guarantee", "leasing", "factoring"]
            : null,
        fields: GUARDED_FIELDS.filter((field) => field === "phone" && mayBeGivenField(demo.role, field)),
      });
    }
    return made;
  });
}

/** As the login page lists them. */
export function listDemoUsers(): (DemoUser & { readonly password: string })[] {
  return DEMO_USERS.map((demo) => ({
    ...demo,
    name: `${demo.name}（${ROLE_FACTS[demo.role].zh}）`,
    password: DEMO_PASSWORD,
  }));
}

function placeOf(demo: DemoUser, organisations: OrganisationIds): number {
  switch (demo.role) {
    case "district-officer":
      return organisations.district(demo.district);
    case "street-officer":
    case "grid-worker":
      return organisations.street(streetsOf(demo.district)[0]?.code as string);
    case "member-unit":
      return organisations.unit("市公安局经侦总队");
    case "sector-regulator":
      return organisations.unit("市委金融办地方金融监管处");
    default:
      return organisations.city;
  }
}
