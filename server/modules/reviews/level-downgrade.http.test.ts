import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { DEFAULT_WEIGHTS } from "#domain/dimension";
import { DEFAULT_LEVEL_RULE } from "#domain/level";
import { createHarness, type Harness } from "#server/http/testing/harness";
import { watchFalls } from "#server/pipelines/level-falls";
import { ensureConfig } from "#store/score-configs";
import { sql } from "#store/sql";
import { seedEnterprises } from "#store/testing/fixtures";

const HOUR = 3_600_000;

let harness: Harness;
beforeAll(async () => {
  harness = await createHarness();
  await ensureConfig(harness.database.pool, { weights: DEFAULT_WEIGHTS, levels: DEFAULT_LEVEL_RULE });
});
afterAll(() => harness.stop());
beforeEach(async () => {
  await harness.database.pool.execute(sql`delete from reviews`);
  await harness.database.pool.execute(sql`delete from derived_outbox`);
  await harness.database.pool.execute(sql`update scores set listed = false`);
});

/** An enterprise whose level is older than the dwell. */
async function seed(total: number, level: number, forced = 0, district = "310115"): Promise<number> {
  const [id] = await seedEnterprises(harness.database.pool, [
    {
      name: `上海某某${Math.round(total * 100)}有限公司`,
      district,
      street: null,
      score: total,
      level,
      sinceMs: Date.now() - 48 * HOUR,
    },
  ]);
  await harness.database.pool.execute(
    sql`update scores set config_version = 1, forced = ${forced} where enterprise_id = ${id}`,
  );
  return id as number;
}
const watch = (nowMs = Date.now()) =>
  watchFalls(harness.database.pool, { version: 1, levels: DEFAULT_LEVEL_RULE }, nowMs);
const pending = async (user = "reviewer") =>
  (await harness.call(user, "GET", "/api/reviews?state=pending&kind=level.downgrade")).body.rows;
const decide = (id: number, verb: string, comment = "") =>
  harness.call("reviewer", "POST", `/api/reviews/${id}/${verb}`, { comment });
const outbox = () =>
  harness.database.pool.query<{ uid: string; body: string }>(sql`select uid, body from derived_outbox`);

describe("levels that scores have left", () => {
  test("wait for a person, who approves once; the enterprise hears of it by one event", async () => {
    const id = await seed(41.2, 4);
    expect(await watch()).toEqual({ withdrawn: 0, proposed: 1 });
    expect(await watch()).toEqual({ withdrawn: 0, proposed: 0 });
    const [row] = await pending();
    expect(row).toMatchObject({
      subject: `enterprise:${id}`,
      before: { level: "red" },
      after: { level: "yellow", score: 41.2 },
      proposedBy: null,
    });
    expect(await pending("huangpu")).toEqual([]);
    expect((await decide(row.id, "approve")).body).toMatchObject({ state: "approved", decidedBy: "吴审" });
    const told = await outbox();
    expect(told.map(({ uid }) => uid)).toEqual([`reviews/level-${row.id}`]);
    expect(JSON.parse(told[0]?.body ?? "")).toMatchObject({
      kind: "derived",
      type: "level.release",
      enterpriseId: id,
      data: { to: "yellow", review: row.id },
    });
    // Its score is detection's: until the event is taken up nothing is proposed again.
    expect(await watch()).toEqual({ withdrawn: 0, proposed: 0 });
    expect((await decide(row.id, "approve")).body.code).toBe("review.decided");
    expect(await watch(Date.now() + HOUR)).toEqual({ withdrawn: 0, proposed: 1 });
  });

  test("inside the margin, before the dwell, of another version, under a fact that forces the level: none", async () => {
    await seed(72.5, 4);
    await seed(10, 5, 5);
    const fresh = await seed(10, 3);
    const other = await seed(11, 3);
    await harness.database.pool.execute(
      sql`update scores set level_since = now() where enterprise_id = ${fresh}`,
    );
    await harness.database.pool.execute(
      sql`update scores set config_version = 0 where enterprise_id = ${other}`,
    );
    expect(await watch()).toEqual({ withdrawn: 0, proposed: 0 });
  });

  test("a fact holds it at its own level", async () => {
    await seed(12, 5, 3);
    await watch();
    expect((await pending())[0]).toMatchObject({ before: { level: "outbreak" }, after: { level: "orange" } });
  });

  test("rejected: not again for a month, unless it falls further", async () => {
    const id = await seed(41, 4);
    await watch();
    const [first] = await pending();
    expect((await decide(first.id, "reject")).body.code).toBe("review.comment-missing");
    expect((await decide(first.id, "reject", "仍有未结案件")).body).toMatchObject({ state: "rejected" });
    expect(await outbox()).toEqual([]);
    expect((await watch(Date.now() + 29 * 24 * HOUR)).proposed).toBe(0);
    await harness.database.pool.execute(sql`update scores set total = 5 where enterprise_id = ${id}`);
    expect((await watch()).proposed).toBe(1);
    const [second] = await pending();
    await decide(second.id, "reject", "仍有未结案件");
    expect((await watch(Date.now() + 31 * 24 * HOUR)).proposed).toBe(1);
  });

  test("what no longer holds is taken back, and refused as stale in the meantime", async () => {
    const id = await seed(41, 4);
    await watch();
    const [row] = await pending();
    await harness.database.pool.execute(sql`update scores set total = 74 where enterprise_id = ${id}`);
    expect(await decide(row.id, "approve")).toMatchObject({ status: 409, body: { code: "review.stale" } });
    expect(await watch()).toEqual({ withdrawn: 1, proposed: 0 });
    await harness.database.pool.execute(sql`update scores set total = 10 where enterprise_id = ${id}`);
    expect(await watch()).toEqual({ withdrawn: 0, proposed: 1 });
    await harness.database.pool.execute(sql`update scores set total = 45 where enterprise_id = ${id}`);
    expect(await watch()).toEqual({ withdrawn: 1, proposed: 1 });
    expect((await pending())[0]).toMatchObject({ after: { level: "yellow", score: 45 } });
  });

  test("two clocks propose once", async () => {
    for (let n = 0; n < 20; n++) await seed(20 + n / 10, 3);
    const reports = await Promise.all([watch(), watch()]);
    expect(reports.reduce((sum, { proposed }) => sum + proposed, 0)).toBe(20);
    expect(await pending()).toHaveLength(20);
  });
});
