import { randomBytes } from "node:crypto";
import { CITY } from "#domain/district";
import { ensureOrganisations } from "#server/auth/organisation-tree";
import { makeSessions, SESSION_COOKIE } from "#server/auth/sessions";
import { createEnterprises } from "#store/enterprises";
import type { PgPool } from "#store/pool";
import { addPost } from "#store/posts";
import { sql } from "#store/sql";
import { createUser } from "#store/users";
import { createCity } from "#stream/simulator/city";

const CHUNK = 2000;

/** Enterprises 1..count of the simulated city, known to the store before the load begins. */
export async function fillEnterprises(pool: PgPool, count: number, seed: number): Promise<void> {
  const city = createCity({ seed, size: count, epochMs: Date.UTC(2026, 0, 1) });
  for (let start = 0; start < count; start += CHUNK) {
    const drafts = [];
    for (let index = start; index < Math.min(count, start + CHUNK); index++) {
      const enterprise = city.enterprise(index);
      drafts.push({
        id: index + 1,
        name: enterprise.name,
        creditCode: enterprise.code,
        district: enterprise.district,
        street: enterprise.business.street,
        industry: enterprise.industry.code,
        financeKind: enterprise.kind === "none" ? null : enterprise.kind,
        provisional: false,
        simulated: true,
        lng: enterprise.business.position[0],
        lat: enterprise.business.position[1],
      });
    }
    await createEnterprises(pool, drafts);
  }
  // As ingest would have left it: found by their codes, and the next new enterprise gets the next id.
  await pool.execute(sql`
    insert into enterprise_identifiers (scheme, value, enterprise_id, valid_from)
    select 'code', credit_code, id, now() from enterprises where credit_code is not null on conflict do nothing`);
  await pool.query(
    sql`select setval(pg_get_serial_sequence('enterprises', 'id'), (select max(id) from enterprises))`,
  );
}

/** A person of the city office with an open session: gives the Cookie header. */
export async function openSession(pool: PgPool): Promise<string> {
  const { userId, postId } = await pool.transaction(async (tx) => {
    const organisations = await ensureOrganisations(tx);
    const id = await createUser(tx, {
      login: `bench-${randomBytes(4).toString("hex")}`,
      name: "bench",
      passwordHash: null,
    });
    if (id === null) throw new Error("the bench user was not made");
    const post = await addPost(tx, {
      userId: id,
      organisationId: organisations.city,
      role: "city-administrator",
    });
    return { userId: id, postId: post };
  });
  const sessions = makeSessions(
    { db: pool, clock: { now: Date.now }, bus: { ended() {} } },
    { idleMs: 3_600_000, maxMs: 24 * 3_600_000 },
  );
  const { token } = await sessions.open(
    { id: userId, postId },
    { address: "127.0.0.1", userAgent: `bench ${CITY}` },
  );
  return `${SESSION_COOKIE}=${token}`;
}
