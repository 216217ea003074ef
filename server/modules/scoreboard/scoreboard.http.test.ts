import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createHarness, type Harness } from "#server/http/testing/harness";
import { sql } from "#store/sql";
import { seedEnterprises } from "#store/testing/fixtures";

const HUANGPU = "310101";
const PUDONG = "310115";
const DAY = 86_400_000;

let harness: Harness;
let count = 0;

beforeAll(async () => {
  harness = await createHarness();
  const [a, b, c, d] = (await seedEnterprises(harness.database.pool, [
    { name: "上海一号财富管理有限公司", district: PUDONG },
    { name: "上海二号财富管理有限公司", district: PUDONG },
    { name: "上海三号贸易有限公司", district: HUANGPU, street: "310101002" },
    { name: "上海四号贸易有限公司", district: HUANGPU, street: "310101002" },
  ])) as [number, number, number, number];
  const now = Date.now();
  // Warned twice by two detectors, then a case: ten days before the case for one, four for the other.
  await seedWarning(a, now - 20 * DAY, ["sentiment"], null);
  await seedWarning(a, now - 14 * DAY, ["sentiment", "complaint-burst"], null);
  await seedFinding(a, "compliance", "criminal", now - 10 * DAY);
  // A case without any warning; the alert that the case itself makes is none.
  await seedWarning(
    b,
    now - 5 * DAY,
    [],
    null,
    await seedFinding(b, "compliance", "criminal", now - 5 * DAY),
  );
  // Judged: one confirmed seven days after it, one unfounded, one not to be verified.
  await seedWarning(c, now - 9 * DAY, ["sentiment"], { verdict: "confirmed", closedMs: now - 2 * DAY });
  await seedWarning(d, now - 8 * DAY, ["complaint-burst"], { verdict: "unfounded", closedMs: now - DAY });
  await seedWarning(d, now - 7 * DAY, ["complaint-burst"], { verdict: "unverifiable", closedMs: now - DAY });
  // Long before the period: no alert of it, and nothing that came true.
  await seedWarning(d, now - 300 * DAY, ["sentiment"], { verdict: "confirmed", closedMs: now - 290 * DAY });
});
afterAll(() => harness.stop());

async function seedFinding(
  enterpriseId: number,
  detector: string,
  rule: string,
  timeMs: number,
): Promise<string> {
  count += 1;
  const uid = `finding-${count}`;
  await harness.database.pool.execute(sql`
    insert into findings (uid, enterprise_id, district, detector, detector_version, rule, dimension, severity, time, reason,
      reason_en, figures, evidence)
    values (${uid}, ${enterpriseId}, ${PUDONG}, ${detector}, 1, ${rule}, 'sentiment', 50, ${new Date(timeMs)}, '事由', 'why',
      '{}', '[]')`);
  return uid;
}

async function seedWarning(
  enterpriseId: number,
  timeMs: number,
  detectors: readonly string[],
  judged: { readonly verdict: string; readonly closedMs: number } | null,
  ...more: string[]
): Promise<void> {
  const uids = [...more];
  for (const detector of detectors) uids.push(await seedFinding(enterpriseId, detector, "burst", timeMs));
  count += 1;
  await harness.database.pool.execute(sql`
    insert into alerts (uid, enterprise_id, district, level_from, level_to, score, time, created_at, finding_uids, state, verdict,
      closed_at)
    values (${`warning-${count}`}, ${enterpriseId}, ${PUDONG}, 1, 3, 65, ${new Date(timeMs)}, ${new Date(timeMs)}, ${uids},
      ${judged === null ? "open" : "closed"}, ${judged?.verdict ?? null},
      ${judged === null ? null : new Date(judged.closedMs)}::timestamptz)`);
}

const period = (() => {
  const day = (ms: number) => new Date(ms + 8 * 3_600_000).toISOString().slice(0, 10);
  return `period=custom&from=${day(Date.now() - 60 * DAY)}&to=${day(Date.now())}`;
})();

describe("scoreboard", () => {
  test("counts, hits and lead of the city, of each detector and district", async () => {
    const { status, body } = await harness.call("analyst", "GET", `/api/scoreboard?${period}`);
    expect(status).toBe(200);
    expect(body.all).toEqual({
      alerts: 5,
      confirmed: 1,
      unfounded: 1,
      unverifiable: 1,
      open: 2,
      precision: 0.5,
      confirming: 3,
      warned: 2,
      hitRate: 0.667,
      leadDays: { lower: 7.8, median: 8.5, upper: 9.3 },
    });
    const of = (id: string) => body.detectors.find((row: { id: string }) => row.id === id);
    expect(of("sentiment")).toMatchObject({ alerts: 3, confirmed: 1, open: 2, warned: 2, hitRate: 0.667 });
    expect(of("sentiment").leadDays.median).toBe(8.5);
    expect(of("complaint-burst")).toMatchObject({ alerts: 3, unfounded: 1, unverifiable: 1, warned: 1 });
    expect(of("complaint-burst").leadDays.median).toBe(4);
    expect(of("compliance")).toBeUndefined();
    const district = (code: string) => body.districts.find((row: { code: string }) => row.code === code);
    expect(district(PUDONG)).toMatchObject({
      name: "浦东新区",
      alerts: 2,
      confirming: 2,
      warned: 1,
      hitRate: 0.5,
    });
    expect(district(HUANGPU)).toMatchObject({ alerts: 3, confirming: 1, warned: 1, hitRate: 1 });
  });

  test("a district sees its own only", async () => {
    const { body } = await harness.call("pudong", "GET", `/api/scoreboard?${period}`);
    expect(body.districts.map((row: { code: string }) => row.code)).toEqual([PUDONG]);
    expect(body.all).toMatchObject({ alerts: 2, confirming: 2, warned: 1 });
  });

  test("an empty period divides by nothing", async () => {
    const { body } = await harness.call(
      "analyst",
      "GET",
      "/api/scoreboard?period=custom&from=2020-01-01&to=2020-01-31",
    );
    expect(body).toMatchObject({
      detectors: [],
      districts: [],
      all: { alerts: 0, precision: null, hitRate: null, leadDays: null },
    });
  });
});
