import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { WHO_MAY } from "#domain/action";
import { findAlertPlace } from "#store/alert-places";
import { findDeadLetterState } from "#store/dead-letter-states";
import { readDutyOfficer } from "#store/duty";
import { readExportRows } from "#store/enterprise-export";
import { hasAnybodyLoggedIn, linkOidc } from "#store/oidc-links";
import { findReviewPlace } from "#store/review-places";
import { insertReview } from "#store/reviews";
import { holdsSealedValues } from "#store/sealed-values";
import {
  countRecoveryCodes,
  keepPassword,
  readPasswordHistory,
  replaceRecoveryCodes,
  takeRecoveryCode,
  takeTotpStep,
} from "#store/second-factors";
import { readPostHolder, readSessionUser } from "#store/session-users";
import { createSession, endSession } from "#store/sessions";
import { sql } from "#store/sql";
import { createTestDatabase, type TestDatabase } from "#store/testing/database";
import { CITY_SCOPE, PUDONG_SCOPE, seedAlert, seedEnterprises, seedUser } from "#store/testing/fixtures";
import { countUserManagers } from "#store/user-managers";
import { findUserByOidc, noteLogin } from "#store/users";

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.stop());

describe("second factors", () => {
  test("a code's step is taken once, and only a newer one after it", async () => {
    const { id } = await seedUser(db.pool, "totp");
    expect(await takeTotpStep(db.pool, id, 100)).toBe(true);
    expect(await takeTotpStep(db.pool, id, 100)).toBe(false);
    expect(await takeTotpStep(db.pool, id, 99)).toBe(false);
    expect(await takeTotpStep(db.pool, id, 101)).toBe(true);
  });

  test("each recovery code once; new ones replace all before", async () => {
    const { id } = await seedUser(db.pool, "recovery");
    await replaceRecoveryCodes(db.pool, id, ["a", "b"]);
    expect(await takeRecoveryCode(db.pool, id, "a")).toBe(true);
    expect(await takeRecoveryCode(db.pool, id, "a")).toBe(false);
    expect(await countRecoveryCodes(db.pool, id)).toBe(1);
    await replaceRecoveryCodes(db.pool, id, ["c"]);
    expect(await takeRecoveryCode(db.pool, id, "b")).toBe(false);
    expect(await countRecoveryCodes(db.pool, id)).toBe(1);
  });

  test("the last passwords, newest first", async () => {
    const { id } = await seedUser(db.pool, "history");
    for (const hash of ["one", "two", "three"]) await keepPassword(db.pool, id, hash);
    expect(await readPasswordHistory(db.pool, id, 2)).toEqual(["three", "two"]);
  });
});

describe("who a session is", () => {
  test("the person in the session's post, with the organisation's area; ended sessions say why", async () => {
    const { id } = await seedUser(db.pool, "session", "district-officer", { district: "310115" });
    const holder = await readPostHolder(db.pool, id);
    expect(holder).toMatchObject({
      login: "session",
      role: "district-officer",
      district: "310115",
      organisationKind: "district-office",
      fields: [],
    });
    const now = Date.now();
    await createSession(db.pool, {
      tokenHash: "h1",
      userId: id,
      postId: holder?.postId ?? null,
      createdAtMs: now,
      lastSeenMs: now,
      idleExpiresMs: now + 1000,
      expiresMs: now + 2000,
      address: "",
      userAgent: "",
    });
    expect(await readSessionUser(db.pool, "h1")).toMatchObject({
      userId: id,
      endedAtMs: null,
      expiresMs: now + 2000,
    });
    await endSession(db.pool, "h1", "logout");
    expect(await readSessionUser(db.pool, "h1")).toMatchObject({ endReason: "logout" });
    expect(await readSessionUser(db.pool, "none")).toBeNull();
  });

  test("a person without a post is nobody", async () => {
    const { id } = await seedUser(db.pool, "postless");
    await db.pool.execute(sql`update posts set valid_to = now() - interval '1 second' where user_id = ${id}`);
    expect(await readPostHolder(db.pool, id)).toBeNull();
  });

  test("the duty officer who was active last", async () => {
    const now = Date.now();
    expect(await readDutyOfficer(db.pool, now)).toBeNull();
    for (const [i, login] of ["night", "day"].entries()) {
      const { id } = await seedUser(db.pool, login);
      const holder = await readPostHolder(db.pool, id);
      await createSession(db.pool, {
        tokenHash: login,
        userId: id,
        postId: holder?.postId ?? null,
        createdAtMs: now,
        lastSeenMs: now + i,
        idleExpiresMs: now + 60_000,
        expiresMs: now + 60_000,
        address: "",
        userAgent: "",
      });
    }
    expect(await readDutyOfficer(db.pool, now)).toBe("用户day");
    expect(await readDutyOfficer(db.pool, now + 120_000)).toBeNull();
  });
});

describe("single sign-on", () => {
  test("ties an account once; demo and disabled ones never", async () => {
    const identity = { issuer: "https://id.gov", subject: "s1" };
    await seedUser(db.pool, "sso");
    expect(await linkOidc(db.pool, "SSO", identity)).toBe(true);
    expect(await findUserByOidc(db.pool, identity.issuer, "s1")).toMatchObject({ login: "sso" });
    expect(await linkOidc(db.pool, "sso", { ...identity, subject: "s2" })).toBe(false);
    await seedUser(db.pool, "demo");
    await db.pool.execute(sql`update users set demo = true where login = 'demo'`);
    expect(await linkOidc(db.pool, "demo", { ...identity, subject: "s3" })).toBe(false);
  });

  test("whether anybody ever logged in", async () => {
    expect(await hasAnybodyLoggedIn(db.pool)).toBe(false);
    const { id } = await seedUser(db.pool, "first");
    await noteLogin(db.pool, id);
    expect(await hasAnybodyLoggedIn(db.pool)).toBe(true);
  });
});

test("people who manage users, disabled ones left out", async () => {
  const before = await countUserManagers(db.pool);
  const { id } = await seedUser(db.pool, "manager", "system-administrator");
  expect(WHO_MAY["user.manage"]).toContain("system-administrator");
  expect(await countUserManagers(db.pool)).toBe(before + 1);
  await db.pool.execute(sql`update users set disabled_at = now() where id = ${id}`);
  expect(await countUserManagers(db.pool)).toBe(before);
});

describe("places for `can`, and rows of an export", () => {
  test("alert, review, dead letter", async () => {
    const [enterprise] = (await seedEnterprises(db.pool, [{ district: "310101", street: "310101002" }])) as [
      number,
    ];
    const alert = await seedAlert(db.pool, enterprise, { district: "310115" });
    // The enterprise's present place, not the one that the alert was made in.
    expect(await findAlertPlace(db.pool, alert)).toEqual({
      district: "310101",
      street: "310101002",
      financeKind: "microloan",
    });
    expect(await findAlertPlace(db.pool, 999_999)).toBeNull();
    const { id } = await seedUser(db.pool, "proposer");
    const review = await insertReview(db.pool, {
      kind: "enterprise.merge",
      subject: "enterprise:1",
      enterpriseId: enterprise,
      district: "310101",
      street: null,
      before: {},
      after: {},
      comment: "x",
      proposedBy: id,
      proposedAtMs: Date.now(),
    });
    expect(await findReviewPlace(db.pool, review)).toEqual({
      district: "310101",
      street: null,
      business: null,
      proposedBy: id,
    });
    expect(await findDeadLetterState(db.pool, 1)).toBeNull();
  });

  test("in the order of the ids, and only those of the scope", async () => {
    const [a, b, c] = (await seedEnterprises(db.pool, [
      { name: "甲", score: 10, registeredAddress: "世纪大道1号" },
      { name: "乙", district: "310101", street: null },
      { name: "丙" },
    ])) as [number, number, number];
    expect((await readExportRows(db.pool, [c, a, b], CITY_SCOPE)).map((row) => row.name)).toEqual([
      "丙",
      "甲",
      "乙",
    ]);
    const own = await readExportRows(db.pool, [c, a, b], PUDONG_SCOPE);
    expect(own.map((row) => row.name)).toEqual(["丙", "甲"]);
    expect(own[1]).toMatchObject({
      registeredAddress: "世纪大道1号",
      dimensions: [10, 5, 10 / 3, 2.5, 2].map((n) => expect.closeTo(n, 4)),
    });
  });
});

test("what is sealed is noticed, so that a lost master key is told", async () => {
  const sealed = (value: string | null) =>
    db.pool.transaction(async (tx) => {
      await tx.execute(sql`update users set totp_secret = null, phone_cipher = null`);
      await tx.execute(sql`update source_keys set secret_cipher = null`);
      await tx.execute(sql`update notification_targets set secret_cipher = null`);
      await tx.execute(sql`update enterprises set phone_cipher = ${value}`);
      return holdsSealedValues(tx);
    });
  expect(await sealed(null)).toBe(false);
  expect(await sealed("v1.a.b.c")).toBe(true);
});
