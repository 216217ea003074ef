import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DEFAULT_WEIGHTS } from "#domain/dimension";
import { LEGAL_LIMITS } from "#domain/legal-limit";
import { DEFAULT_LEVEL_RULE } from "#domain/level";
import { DEFAULT_PALETTE } from "#domain/palette";
import type { Principal } from "#domain/permission";
import { acknowledgeAlarm, clearAlarm, raiseAlarm, readAlarms } from "#store/alarms";
import { appendAudit, readAudit, verifyAudit } from "#store/audit";
import { readLegalLimits, saveLegalLimits } from "#store/legal-limits";
import { countFailures, insertLoginAttempt } from "#store/login-attempts";
import { closeOrganisation, createOrganisation, readOrganisations } from "#store/organisations";
import { instant } from "#store/pool";
import { addPost, endPost, readPosts } from "#store/posts";
import {
  countPendingReviews,
  insertReview,
  lockReview,
  readReviews,
  readReviewsById,
  saveDecision,
  saveWithdrawal,
} from "#store/reviews";
import {
  activateConfig,
  changeDraft,
  closeConfig,
  ensureConfig,
  handInConfig,
  insertConfig,
  lockActiveConfig,
  lockConfig,
  readActiveConfig,
  readConfig,
  readConfigs,
} from "#store/score-configs";
import {
  countOnline,
  createSession,
  endSession,
  endSessionsOf,
  findSession,
  readSessions,
  switchPost,
  touchSession,
} from "#store/sessions";
import { sql } from "#store/sql";
import { ping, readDatabaseStatus } from "#store/system";
import { createTestDatabase, isSingleSession, type TestDatabase } from "#store/testing/database";
import { CITY_SCOPE, HUANGPU, NOW, PUDONG, PUDONG_SCOPE, seedUser } from "#store/testing/fixtures";
import {
  countUsers,
  createUser,
  findUserByLogin,
  findUserByOidc,
  noteFailedLogin,
  noteLogin,
  readUser,
  readUserSecrets,
  readUsers,
  setDisabled,
  setOidc,
  setPassword,
  setPreferences,
  setTotp,
  unlockUser,
} from "#store/users";

const REVIEW = (by: number) => ({
  kind: "score-config" as const,
  subject: "score-config:2",
  enterpriseId: null,
  district: "310000",
  street: null,
  before: { version: 1 },
  after: { version: 2 },
  comment: "请复核",
  proposedBy: by,
  proposedAtMs: NOW,
});

let db: TestDatabase;
let admin: Principal;
beforeAll(async () => {
  db = await createTestDatabase();
  admin = await seedUser(db.pool, "admin", "city-administrator");
});
afterAll(() => db.stop());

describe("users", () => {
  test("a login is one person in any case", async () => {
    const before = await countUsers(db.pool);
    const id = (await createUser(db.pool, { login: "Zhang.San", name: "张三", passwordHash: "h" })) as number;
    expect(await createUser(db.pool, { login: "zhang.san", name: "别人", passwordHash: "h" })).toBeNull();
    expect(await countUsers(db.pool)).toBe(before + 1);
    expect(await findUserByLogin(db.pool, "ZHANG.SAN")).toMatchObject({
      id,
      name: "张三",
      passwordHash: "h",
      failedLogins: 0,
      disabled: false,
      totpEnabled: false,
    });
    expect(await findUserByLogin(db.pool, "nobody")).toBeNull();
    expect((await readUsers(db.pool, { q: "张", afterId: 0, limit: 10 })).map((user) => user.id)).toEqual([
      id,
    ]);
  });

  test("password, second factor, single sign-on, preferences, disabling", async () => {
    const id = (await createUser(db.pool, { login: "li", name: "李四", passwordHash: null })) as number;
    await setPassword(db.pool, id, "new", true);
    await setTotp(db.pool, id, "sealed", true);
    await setOidc(db.pool, id, "https://issuer", "sub-1");
    await setPreferences(db.pool, id, { theme: "dark" });
    expect(await readUserSecrets(db.pool, id)).toMatchObject({
      passwordHash: "new",
      mustChangePassword: true,
      totpSecret: "sealed",
      totpEnabled: true,
      preferences: { theme: "dark" },
      version: 4,
    });
    expect((await findUserByOidc(db.pool, "https://issuer", "sub-1"))?.id).toBe(id);
    expect(await findUserByOidc(db.pool, "https://other", "sub-1")).toBeNull();
    await setDisabled(db.pool, id, true);
    expect((await readUser(db.pool, id))?.disabled).toBe(true);
    await setDisabled(db.pool, id, false);
    expect((await readUser(db.pool, id))?.disabled).toBe(false);
  });

  test("wrong passwords count, also when they come at once, and lock", async () => {
    const id = (await createUser(db.pool, { login: "wang", name: "王五", passwordHash: "h" })) as number;
    const until = NOW + 900_000;
    const results = await Promise.all(
      Array.from({ length: 5 }, () => noteFailedLogin(db.pool, id, { lockAfter: 5, lockUntilMs: until })),
    );
    expect(results.map((result) => result.failedLogins).sort()).toEqual([1, 2, 3, 4, 5]);
    expect((await readUser(db.pool, id))?.lockedUntilMs).toBe(until);
    await unlockUser(db.pool, id);
    await noteFailedLogin(db.pool, id, { lockAfter: 5, lockUntilMs: until });
    await noteLogin(db.pool, id);
    expect(await readUserSecrets(db.pool, id)).toMatchObject({
      failedLogins: 0,
      lockedUntilMs: null,
      lastLoginMs: expect.any(Number),
    });
    for (const outcome of ["wrong-password", "wrong-totp", "ok"] as const) {
      await insertLoginAttempt(db.pool, {
        login: "Wang",
        userId: id,
        address: "10.0.0.1",
        atMs: NOW,
        outcome,
      });
    }
    expect(await countFailures(db.pool, "wang", "10.0.0.1", NOW - 1000)).toEqual({
      byLogin: 2,
      byAddress: 2,
    });
    expect(await countFailures(db.pool, "wang", "10.0.0.2", NOW)).toEqual({ byLogin: 0, byAddress: 0 });
  });

  test("posts: two at once, stand-ins last, ended ones are out", async () => {
    const office = await createOrganisation(db.pool, {
      kind: "district-office",
      name: "浦东金融局",
      parentId: null,
      district: PUDONG,
      street: null,
    });
    const street = await createOrganisation(db.pool, {
      kind: "street-office",
      name: "街道",
      parentId: office,
      district: PUDONG,
      street: "310115005",
    });
    expect((await readOrganisations(db.pool)).find((one) => one.id === street)).toEqual({
      id: street,
      kind: "street-office",
      name: "街道",
      parentId: office,
      district: PUDONG,
      street: "310115005",
    });
    const id = (await createUser(db.pool, { login: "zhao", name: "赵六", passwordHash: "h" })) as number;
    const standIn = await addPost(db.pool, {
      userId: id,
      organisationId: office,
      role: "district-officer",
      standsInFor: admin.id,
      toMs: Date.now() + 60_000,
    });
    const own = await addPost(db.pool, {
      userId: id,
      organisationId: street,
      role: "street-officer",
      lines: ["fund-raising"],
      fields: ["phone"],
    });
    const posts = await readPosts(db.pool, id);
    expect(posts.map((post) => post.id)).toEqual([own, standIn]);
    expect(posts[0]).toMatchObject({
      role: "street-officer",
      district: PUDONG,
      street: "310115005",
      organisationKind: "street-office",
      lines: ["fund-raising"],
      businesses: null,
      fields: ["phone"],
    });
    expect(await endPost(db.pool, standIn)).toBe(true);
    expect(await readPosts(db.pool, id)).toHaveLength(1);
    expect(await closeOrganisation(db.pool, street)).toBe(true);
    expect(await readPosts(db.pool, id)).toHaveLength(0);
  });
});

describe("sessions", () => {
  const hash = (text: string) => createHash("sha256").update(text).digest("hex");
  const open = (name: string, userId = admin.id, over: object = {}) =>
    createSession(db.pool, {
      tokenHash: hash(name),
      userId,
      postId: null,
      createdAtMs: NOW,
      lastSeenMs: NOW,
      idleExpiresMs: NOW + 1000,
      expiresMs: NOW + 5000,
      address: "127.0.0.1",
      userAgent: "test",
      ...over,
    });

  test("live until idle or absolute limit, and move on when they are used", async () => {
    await open("a");
    expect(await findSession(db.pool, hash("a"), NOW + 999)).toMatchObject({
      userId: admin.id,
      address: "127.0.0.1",
      idleExpiresMs: NOW + 1000,
    });
    expect(await findSession(db.pool, hash("a"), NOW + 1000)).toBeNull();
    await touchSession(db.pool, hash("a"), NOW + 500, NOW + 9000);
    expect(await findSession(db.pool, hash("a"), NOW + 4000)).not.toBeNull();
    expect(await findSession(db.pool, hash("a"), NOW + 5000)).toBeNull();
    expect(await countOnline(db.pool, NOW + 1)).toBe(1);
  });

  test("end one, or all but one, or with the user", async () => {
    const id = (await createUser(db.pool, { login: "sess", name: "会话", passwordHash: "h" })) as number;
    for (const name of ["s1", "s2", "s3"]) await open(name, id);
    expect(await endSession(db.pool, hash("s1"), "logout")).toBe(true);
    expect(await endSession(db.pool, hash("s1"), "logout")).toBe(false);
    expect(await readSessions(db.pool, id, NOW)).toHaveLength(2);
    expect(await endSessionsOf(db.pool, id, "password", hash("s2"))).toEqual([hash("s3")]);
    await setDisabled(db.pool, id, true);
    expect(await findSession(db.pool, hash("s2"), NOW)).toBeNull();
  });

  test("acts in another post only of its own user", async () => {
    await open("post");
    const [post] = await readPosts(db.pool, admin.id);
    expect(await switchPost(db.pool, hash("post"), post?.id as number)).toBe(true);
    expect((await findSession(db.pool, hash("post"), NOW))?.postId).toBe(post?.id);
    const other = await seedUser(db.pool, "other");
    const [foreign] = await readPosts(db.pool, other.id);
    expect(await switchPost(db.pool, hash("post"), foreign?.id as number)).toBe(false);
  });
});

describe("audit", () => {
  const entry = (action: string, subject = "x") => ({
    atMs: NOW,
    actorId: admin.id,
    actor: "管理员",
    action,
    subject,
    before: { a: [1, "二"] },
    after: null,
    address: "127.0.0.1",
    traceId: "t",
  });

  test("is append-only in the database itself", async () => {
    await db.pool.transaction((tx) => appendAudit(tx, [entry("a.one"), entry("a.two")]));
    for (const statement of [
      sql`update audit_log set actor = 'x'`,
      sql`delete from audit_log`,
      sql`truncate audit_log`,
    ]) {
      await expect(db.pool.execute(statement)).rejects.toMatchObject({ code: "GL001" });
    }
    const rows = await readAudit(db.pool, { action: "a." }, null, 10);
    expect(rows.map((row) => row.action)).toEqual(["a.two", "a.one"]);
    expect(rows[0]).toMatchObject({ before: { a: [1, "二"] }, after: null, atMs: NOW, traceId: "t" });
    expect(
      await readAudit(
        db.pool,
        { actor: "管理员", subject: "x", fromMs: NOW, toMs: NOW + 1 },
        rows[0]?.seq as number,
        10,
      ),
    ).toHaveLength(1);
    expect(await readAudit(db.pool, { toMs: NOW }, null, 10)).toHaveLength(0);
  });

  test.skipIf(isSingleSession())("forty writers at once make one chain", async () => {
    await Promise.all(
      Array.from({ length: 40 }, (_, i) =>
        db.pool.transaction((tx) => appendAudit(tx, [entry(`c.${i}`), entry(`d.${i}`)])),
      ),
    );
    expect(await verifyAudit(db.pool)).toMatchObject({ ok: true, firstBroken: null });
  });

  test("a changed, removed or cut entry is found", async () => {
    await db.pool.transaction((tx) => appendAudit(tx, [entry("e.one"), entry("e.two")]));
    const good = await verifyAudit(db.pool);
    expect(good.ok).toBe(true);
    const [row] = await db.pool.query<{ actor: string }>(sql`select actor from audit_log where seq = 2`);
    await db.pool.execute(sql`alter table audit_log disable trigger audit_log_fixed`);
    await db.pool.execute(sql`update audit_log set actor = '别人' where seq = 2`);
    expect(await verifyAudit(db.pool)).toMatchObject({ ok: false, firstBroken: 2, entries: 1 });
    await db.pool.execute(sql`update audit_log set actor = ${row?.actor} where seq = 2`);
    expect((await verifyAudit(db.pool)).ok).toBe(true);
    await db.pool.execute(sql`delete from audit_log where seq = ${good.entries}`);
    const cut = await verifyAudit(db.pool);
    // The chain itself holds: that its end is missing shows against a head that was written down elsewhere.
    expect(cut).toMatchObject({ ok: true, entries: good.entries - 1 });
    expect(cut.head).not.toBe(good.head);
    await db.pool.execute(sql`delete from audit_log where seq = 1`);
    expect(await verifyAudit(db.pool)).toMatchObject({ ok: false, firstBroken: 1 });
  });
});

test("reviews: proposed by one, decided by another, of the scope's districts", async () => {
  const other = await seedUser(db.pool, "reviewer", "reviewer");
  const draft = {
    kind: "enterprise.district" as const,
    subject: "enterprise:7",
    enterpriseId: 7,
    district: PUDONG,
    street: null,
    before: { district: PUDONG },
    after: { district: HUANGPU },
    comment: "搬迁",
    proposedBy: admin.id,
    proposedAtMs: NOW,
  };
  const id = await insertReview(db.pool, draft);
  await insertReview(db.pool, { ...draft, district: HUANGPU, enterpriseId: 8 });
  expect(
    (await readReviews(db.pool, PUDONG_SCOPE, { state: "pending", beforeId: null, limit: 10 })).map(
      (row) => row.id,
    ),
  ).toEqual([id]);
  expect(
    await readReviews(db.pool, CITY_SCOPE, { enterpriseId: 7, beforeId: null, limit: 10 }),
  ).toMatchObject([{ before: { district: PUDONG }, proposer: "用户admin", decidedBy: null }]);
  await expect(
    db.pool.transaction((tx) =>
      saveDecision(tx, id, { state: "approved", by: admin.id, atMs: NOW, comment: "" }),
    ),
  ).rejects.toMatchObject({ code: "23514" });
  await db.pool.transaction(async (tx) => {
    expect(await lockReview(tx, id, PUDONG_SCOPE)).toMatchObject({ state: "pending" });
    await saveDecision(tx, id, { state: "approved", by: other.id, atMs: NOW + 1, comment: "同意" });
  });
  expect(
    (await readReviews(db.pool, CITY_SCOPE, { state: "approved", beforeId: null, limit: 10 }))[0],
  ).toMatchObject({ id, decider: "用户reviewer", decidedAtMs: NOW + 1, decisionComment: "同意" });
  expect(await countPendingReviews(db.pool, CITY_SCOPE)).toBe(1);
  expect(
    await db.pool.transaction((tx) =>
      lockReview(tx, id, { districts: [HUANGPU], street: null, businesses: null, givenTo: null }),
    ),
  ).toBeNull();
});

test("score configurations: one is active, versions rise, a draft is handed in and closed", async () => {
  const config = { weights: DEFAULT_WEIGHTS, levels: DEFAULT_LEVEL_RULE };
  expect((await ensureConfig(db.pool, config)).version).toBe(1);
  expect(
    (await ensureConfig(db.pool, { ...config, levels: { ...DEFAULT_LEVEL_RULE, margin: 9 } })).levels.margin,
  ).toBe(3);
  expect(await readActiveConfig(db.pool)).toMatchObject({ colours: null, descriptions: {}, creator: null });
  const draft = {
    ...config,
    colours: DEFAULT_PALETTE,
    descriptions: { red: "须派单" },
    comment: "调整",
    base: 1,
    rollbackOf: null,
    createdBy: admin.id,
  };
  const version = await insertConfig(db.pool, draft);
  expect(version).toBe(2);
  expect(await changeDraft(db.pool, 2, { ...draft, comment: "再调整" })).toBe(true);
  await handInConfig(db.pool, 2, await insertReview(db.pool, REVIEW(admin.id)), "请复核");
  expect(await changeDraft(db.pool, 2, draft)).toBe(false);
  expect(await readConfig(db.pool, 2)).toMatchObject({ state: "pending", comment: "请复核" });
  expect(await db.pool.transaction((tx) => activateConfig(tx, 2, admin.id))).toBe(true);
  expect(await readActiveConfig(db.pool)).toMatchObject({
    version: 2,
    colours: DEFAULT_PALETTE,
    descriptions: { red: "须派单" },
    weights: DEFAULT_WEIGHTS,
    base: 1,
    creator: "用户admin",
    approver: "用户admin",
  });
  expect((await readConfigs(db.pool)).map((row) => row.state)).toEqual(["active", "retired"]);
  // Closing is for what never came into force.
  await closeConfig(db.pool, 2, "rejected");
  expect((await db.pool.transaction((tx) => lockActiveConfig(tx)))?.version).toBe(2);
  const next = await insertConfig(db.pool, { ...draft, rollbackOf: 1 });
  await closeConfig(db.pool, next, "withdrawn");
  expect(await db.pool.transaction((tx) => lockConfig(tx, next))).toMatchObject({
    state: "withdrawn",
    rollbackOf: 1,
  });
});

test("a review that its maker takes back", async () => {
  const id = await insertReview(db.pool, REVIEW(admin.id));
  await saveWithdrawal(db.pool, id, NOW + 5);
  expect(await readReviewsById(db.pool, [id])).toMatchObject([
    { id, state: "withdrawn", decidedBy: null, decidedAtMs: NOW + 5 },
  ]);
});

test("legal limits: taken once, a correction supersedes and keeps the old row", async () => {
  expect(await db.pool.transaction((tx) => saveLegalLimits(tx, LEGAL_LIMITS, null))).toBe(
    LEGAL_LIMITS.length,
  );
  expect(await db.pool.transaction((tx) => saveLegalLimits(tx, LEGAL_LIMITS, null))).toBe(0);
  const rows = await readLegalLimits(db.pool);
  expect(new Map(rows.map((row) => [`${row.id} ${row.region} ${row.validFrom}`, row]))).toEqual(
    new Map(LEGAL_LIMITS.map((row) => [`${row.id} ${row.region} ${row.validFrom}`, row])),
  );
  const [first] = LEGAL_LIMITS as [(typeof LEGAL_LIMITS)[number]];
  expect(await db.pool.transaction((tx) => saveLegalLimits(tx, [{ ...first, value: 0.5 }], admin.id))).toBe(
    1,
  );
  expect((await readLegalLimits(db.pool)).find((row) => row.id === first.id)?.value).toBe(0.5);
  const [count] = await db.pool.query<{ n: number }>(
    sql`select count(*) as n from legal_limits where id = ${first.id}`,
  );
  expect(count?.n).toBe(2);
});

test("alarms: one active row for each code and subject", async () => {
  const alarm = {
    code: "source.silent",
    severity: "warning" as const,
    subject: "12345",
    message: "静默",
    params: { name: "12345", last: { zh: "从未收到", en: "never heard" } },
    nowMs: Date.now(),
  };
  expect(await raiseAlarm(db.pool, alarm)).toBe(true);
  expect(await raiseAlarm(db.pool, { ...alarm, severity: "critical" })).toBe(false);
  const [row] = await readAlarms(db.pool);
  expect(row).toMatchObject({
    code: "source.silent",
    severity: "critical",
    params: alarm.params,
    active: true,
    acknowledgedBy: null,
  });
  expect(await acknowledgeAlarm(db.pool, row?.id as number, admin.id)).toBe(true);
  expect(await clearAlarm(db.pool, "source.silent", "12345", Date.now())).toBe(true);
  expect(await clearAlarm(db.pool, "source.silent", "12345", Date.now())).toBe(false);
  expect((await readAlarms(db.pool))[0]).toMatchObject({ active: false, acknowledgedBy: "用户admin" });
  expect(await raiseAlarm(db.pool, alarm)).toBe(true);
});

test("the database says what it is", async () => {
  await ping(db.pool);
  const status = await readDatabaseStatus(db.pool);
  expect(status.capability).toBe(db.prepared.capability);
  expect(status.migration).toBe(db.prepared.version);
  expect(status.sizeBytes).toBeGreaterThan(1_000_000);
});

test("instants come back to the millisecond, extreme ones too", async () => {
  for (const ms of [
    0,
    NOW,
    Date.parse("1999-12-31T23:59:59.999Z"),
    Date.parse("2199-01-01T00:00:00.001Z"),
    -1,
  ]) {
    const [row] = await db.pool.query<{ at: number; list: number[] }>(
      sql`select ${instant(ms)}::timestamptz as at, array[${instant(ms)}::timestamptz] as list`,
    );
    expect(row).toEqual({ at: ms, list: [ms] });
  }
});
