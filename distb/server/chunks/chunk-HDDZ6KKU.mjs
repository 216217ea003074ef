import {
  SESSION_COOKIE,
  addPost,
  createCity,
  createEnterprises,
  createUser,
  ensureOrganisations,
  makeSessions
} from "./chunk-SVEHBE3O.mjs";
import {
  CITY
} from "./chunk-ZFE45SM2.mjs";
import {
  sql
} from "./chunk-IUEGZ6D3.mjs";

// server/bench/bench-city.ts
import { randomBytes } from "node:crypto";
var CHUNK = 2e3;
async function fillEnterprises(pool, count, seed) {
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
        lat: enterprise.business.position[1]
      });
    }
    await createEnterprises(pool, drafts);
  }
  await pool.execute(sql`
    insert into enterprise_identifiers (scheme, value, enterprise_id, valid_from)
    select 'code', credit_code, id, now() from enterprises where credit_code is not null on conflict do nothing`);
  await pool.query(
    sql`select setval(pg_get_serial_sequence('enterprises', 'id'), (select max(id) from enterprises))`
  );
}
async function openSession(pool) {
  const { userId, postId } = await pool.transaction(async (tx) => {
    const organisations = await ensureOrganisations(tx);
    const id = await createUser(tx, {
      login: `bench-${randomBytes(4).toString("hex")}`,
      name: "bench",
      passwordHash: null
    });
    if (id === null) throw new Error("the bench user was not made");
    const post = await addPost(tx, {
      userId: id,
      organisationId: organisations.city,
      role: "city-administrator"
    });
    return { userId: id, postId: post };
  });
  const sessions = makeSessions(
    { db: pool, clock: { now: Date.now }, bus: { ended() {
    } } },
    { idleMs: 36e5, maxMs: 24 * 36e5 }
  );
  const { token } = await sessions.open(
    { id: userId, postId },
    { address: "127.0.0.1", userAgent: `bench ${CITY}` }
  );
  return `${SESSION_COOKIE}=${token}`;
}

export {
  fillEnterprises,
  openSession
};
//# sourceMappingURL=chunk-HDDZ6KKU.mjs.map
