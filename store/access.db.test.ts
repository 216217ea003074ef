import { afterAll, beforeAll, expect, test } from "vitest";
import type { Principal } from "#domain/permission";
import { findAlertPlace } from "#store/alert-places";
import { readScoreChanges, saveAreaDays } from "#store/area-days";
import { findDeadLetterState } from "#store/dead-letter-states";
import { readDutyOfficer } from "#store/duty";
import { readExportRows } from "#store/enterprise-export";
import { hasAnybodyLoggedIn, linkOidc } from "#store/oidc-links";
import { addPost, endPost, readPosts } from "#store/posts";
import { findReviewPlace } from "#store/review-places";
import { insertReview } from "#store/reviews";
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
import { createTestDatabase, type TestDatabase } from "#store/testing/database";
import {
  CITY_SCOPE,
  DAY,
  NOW,
  PUDONG,
  PUDONG_SCOPE,
  seedAlert,
  seedEnterprises,
  seedRebuild,
  seedScore,
  seedUser,
} from "#store/testing/fixtures";
import { countUserManagers } from "#store/user-managers";
import { findUserByOidc, noteLogin } from "#store/users";

let db: TestDatabase;
let duty: Principal;
beforeAll(async () => {
  db = await createTestDatabase();
  duty = await seedUser(db.pool, "duty", "duty-officer");
});
afterAll(() => db.stop());

test("a session gives its person in the post that it acts in, or in another when that has ended", async () => {
  const [own] = await readPosts(db.pool, duty.id);
  const second = await addPost(db.pool, {
    userId: duty.id,
    organisationId: duty.organisationId,
    role: "city-analyst",
  });
  await createSession(db.pool, {
    tokenHash: "t1",
    userId: duty.id,
    postId: second,
    createdAtMs: NOW,
    lastSeenMs: NOW,
    idleExpiresMs: NOW + DAY,
    expiresMs: NOW + DAY,
    address: "",
    userAgent: "",
  });
  expect(await readSessionUser(db.pool, "t1")).toMatchObject({
    userId: duty.id,
    role: "city-analyst",
    organisationKind: "city-office",
    district: "310000",
    endedAtMs: null,
  });
  await endPost(db.pool, second);
  expect(await readSessionUser(db.pool, "t1")).toMatchObject({ postId: own?.id, role: "duty-officer" });
  expect(await readPostHolder(db.pool, duty.id)).toMatchObject({ login: "duty", role: "duty-officer" });
  await endSession(db.pool, "t1", "logout");
  expect(await readSessionUser(db.pool, "t1")).toMatchObject({ endReason: "logout" });
  expect(await readSessionUser(db.pool, "none")).toBeNull();
});

test("who is on duty is the duty officer whose session was active last", async () => {
  expect(await readDutyOfficer(db.pool, NOW)).toBeNull();
  const [post] = await readPosts(db.pool, duty.id);
  await createSession(db.pool, {
    tokenHash: "t2",
    userId: duty.id,
    postId: post?.id ?? null,
    createdAtMs: NOW,
    lastSeenMs: NOW,
    idleExpiresMs: NOW + DAY,
    expiresMs: NOW + DAY,
    address: "",
    userAgent: "",
  });
  expect(await readDutyOfficer(db.pool, NOW)).toBe("用户duty");
  expect(await readDutyOfficer(db.pool, NOW + 2 * DAY)).toBeNull();
});

test("one-time codes, recovery codes and old passwords", async () => {
  expect(await takeTotpStep(db.pool, duty.id, 100)).toBe(true);
  expect(await takeTotpStep(db.pool, duty.id, 100)).toBe(false);
  expect(await takeTotpStep(db.pool, duty.id, 101)).toBe(true);
  await db.pool.transaction((tx) => replaceRecoveryCodes(tx, duty.id, ["h1", "h2"]));
  expect(await takeRecoveryCode(db.pool, duty.id, "h1")).toBe(true);
  expect(await takeRecoveryCode(db.pool, duty.id, "h1")).toBe(false);
  expect(await countRecoveryCodes(db.pool, duty.id)).toBe(1);
  await keepPassword(db.pool, duty.id, "p1");
  await keepPassword(db.pool, duty.id, "p2");
  expect(await readPasswordHistory(db.pool, duty.id, 1)).toEqual(["p2"]);
});

test("single sign-on is tied once; somebody has logged in; somebody can manage users", async () => {
  const identity = { issuer: "https://issuer", subject: "s1" };
  expect(await linkOidc(db.pool, "DUTY", identity)).toBe(true);
  expect(await linkOidc(db.pool, "duty", { ...identity, subject: "s2" })).toBe(false);
  expect((await findUserByOidc(db.pool, "https://issuer", "s1"))?.id).toBe(duty.id);
  expect(await hasAnybodyLoggedIn(db.pool)).toBe(false);
  await noteLogin(db.pool, duty.id);
  expect(await hasAnybodyLoggedIn(db.pool)).toBe(true);
  expect(await countUserManagers(db.pool)).toBe(0);
  await seedUser(db.pool, "admin", "city-administrator");
  expect(await countUserManagers(db.pool)).toBe(1);
});

test("places for permission checks, export rows, days from score changes", async () => {
  const [a, b] = (await seedEnterprises(db.pool, [
    { name: "甲", score: 80, level: 4, registeredCapital: "5" },
    { name: "乙", district: "310101", street: null },
  ])) as [number, number];
  const alert = await seedAlert(db.pool, a);
  expect(await findAlertPlace(db.pool, alert)).toEqual({
    district: PUDONG,
    street: "310115005",
    financeKind: "microloan",
  });
  expect(await findAlertPlace(db.pool, 0)).toBeNull();
  const review = await insertReview(db.pool, {
    kind: "enterprise.merge",
    subject: "x",
    enterpriseId: a,
    district: PUDONG,
    street: null,
    before: null,
    after: null,
    comment: "c",
    proposedBy: duty.id,
    proposedAtMs: NOW,
  });
  expect(await findReviewPlace(db.pool, review)).toEqual({
    district: PUDONG,
    street: null,
    business: null,
    proposedBy: duty.id,
  });
  expect(await findDeadLetterState(db.pool, 1)).toBeNull();
  const rows = await readExportRows(db.pool, [b, a], CITY_SCOPE);
  expect(rows.map((row) => row.id)).toEqual([b, a]);
  expect(rows[1]).toMatchObject({
    registeredCapital: "5.0000",
    dimensions: [80, 40, expect.closeTo(26.667, 2), 20, 16],
  });
  expect((await readExportRows(db.pool, [b, a], PUDONG_SCOPE)).map((row) => row.id)).toEqual([a]);
  await seedScore(db.pool, { enterpriseId: a, timeMs: NOW - DAY, total: 10 });
  await seedScore(db.pool, { enterpriseId: b, timeMs: NOW, total: 20 });
  const changes = await readScoreChanges(db.pool, { timeMs: 0, id: 0 }, NOW, 10);
  expect(changes).toMatchObject([{ enterpriseId: a, district: PUDONG, total: 10, level: 1 }]);
  expect(await readScoreChanges(db.pool, { timeMs: NOW - DAY, id: a }, NOW + 1, 10)).toHaveLength(1);
  await seedRebuild(db.pool, { enterpriseId: a, fromMs: NOW - DAY, toMs: NOW, recordedMs: NOW });
  expect(await readScoreChanges(db.pool, { timeMs: 0, id: 0 }, NOW, 10)).toEqual([]);
  const day = {
    area: "310000",
    day: "2026-11-01",
    atMs: NOW,
    index: 3,
    monitored: 2,
    atRisk: 1,
    levels: [1, 0, 0, 1, 0] as [number, number, number, number, number],
    dimensions: [1, 2, 3, 4, 5],
  };
  expect(await saveAreaDays(db.pool, [day])).toBe(1);
  expect(await saveAreaDays(db.pool, [day])).toBe(0);
});
