import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createHarness, type Harness } from "#server/http/testing/harness";
import { findIdentifiers, insertIdentifiers } from "#store/enterprises";
import { sql } from "#store/sql";
import { seedEnterprises } from "#store/testing/fixtures";

let harness: Harness;
const rebuilt: number[] = [];
beforeAll(async () => {
  harness = await createHarness({
    deps: () => ({ rebuild: { rebuild: async (ids) => void rebuilt.push(...ids) } }),
  });
});
afterAll(() => harness.stop());

let count = 0;
async function seedPair(): Promise<{ from: number; into: number; name: string }> {
  count += 1;
  const name = `某某平台${count}`;
  const [from, into] = (await seedEnterprises(harness.database.pool, [
    { name, district: "000000", street: null, provisional: true, creditCode: null },
    { name: `上海某某信息技术有限公司${count}`, district: "310115" },
  ])) as [number, number];
  await insertIdentifiers(harness.database.pool, [{ identifier: { scheme: "name", value: name }, id: from }]);
  return { from, into, name };
}
const propose = (from: number, into: number, by = "analyst") =>
  harness.call(by, "POST", `/api/enterprises/${from}/merge`, { into, comment: "同一主体" });
const decide = (id: number, verb: string, by = "reviewer", comment = "") =>
  harness.call(by, "POST", `/api/reviews/${id}/${verb}`, { comment });

describe("merge", () => {
  test("a comment that no column can hold is refused by its code, and nothing is proposed", async () => {
    const { from, into } = await seedPair();
    const answer = await harness.call("analyst", "POST", `/api/enterprises/${from}/merge`, {
      into,
      comment: "同一\u0000主体",
    });
    expect(answer).toMatchObject({ status: 422, body: { code: "ingest.control-character" } });
    expect(await propose(from, into)).toMatchObject({ status: 202 });
  });

  test("proposed by one, approved by another; later events find the known enterprise, its state is folded anew", async () => {
    const { from, into, name } = await seedPair();
    const proposed = await propose(from, into);
    expect(proposed).toMatchObject({ status: 202, body: { state: "pending" } });
    expect((await propose(from, into)).body.code).toBe("enterprise.merge-pending");
    const listed = (await harness.call("reviewer", "GET", "/api/reviews?state=pending")).body.rows[0];
    expect(listed).toMatchObject({
      id: proposed.body.id,
      kind: "enterprise.merge",
      proposedBy: "周研",
      comment: "同一主体",
    });

    const approved = await decide(proposed.body.id, "approve");
    expect(approved.body).toMatchObject({ state: "approved", decidedBy: "吴审" });
    const known = await findIdentifiers(harness.database.pool, [{ scheme: "name", value: name }]);
    expect([...known.values()]).toEqual([into]);
    expect(rebuilt).toEqual([into]);
    expect((await harness.call("analyst", "GET", `/api/enterprises/${from}`)).body.mergedInto).toBe(into);
    expect(
      (await harness.call("analyst", "GET", "/api/enterprises?origin=outside")).body.rows.map(
        (row: { id: number }) => row.id,
      ),
    ).not.toContain(from);
    expect((await decide(proposed.body.id, "approve")).body.code).toBe("review.decided");
    const log = (await harness.call("auditor", "GET", `/api/audit?subject=review:${proposed.body.id}`)).body
      .rows;
    expect(log[0]).toMatchObject({
      action: "review.approve",
      before: { from: { id: from } },
      after: { into },
    });
  });

  test("nobody decides his own", async () => {
    const { from, into } = await seedPair();
    const { id } = (await propose(from, into, "admin")).body;
    expect(await decide(id, "approve", "admin")).toMatchObject({ status: 403, body: { code: "scope.self" } });
  });

  test("rejected with a reason, and only with one", async () => {
    const { from, into } = await seedPair();
    const { id } = (await propose(from, into)).body;
    expect((await decide(id, "reject")).body.code).toBe("review.comment-missing");
    expect((await decide(id, "reject", "leader", "证据不足")).body).toMatchObject({
      state: "rejected",
      comment: "证据不足",
    });
    expect((await harness.call("analyst", "GET", `/api/enterprises/${from}`)).body.mergedInto).toBeNull();
  });

  test("what has changed since it was proposed is refused as stale", async () => {
    const { from, into } = await seedPair();
    const { id } = (await propose(from, into)).body;
    await harness.database.pool.execute(sql`update enterprises set name = '改了名' where id = ${into}`);
    expect(await decide(id, "approve")).toMatchObject({ status: 409, body: { code: "review.stale" } });
    expect(
      (await harness.call("reviewer", "GET", "/api/reviews?state=pending")).body.rows.some(
        (row: { id: number }) => row.id === id,
      ),
    ).toBe(true);
  });

  test("into itself, of a registered one, into one that is gone or merged", async () => {
    const { from, into } = await seedPair();
    expect((await propose(from, from)).body.code).toBe("enterprise.merge-self");
    expect((await propose(into, from)).body.code).toBe("enterprise.merge-not-provisional");
    expect((await propose(from, 999_999)).body.code).toBe("enterprise.merge-target");
    expect((await propose(999_999, into)).body.code).toBe("request.not-found");
    expect((await propose(from, into, "pudong")).body.code).toBe("scope.role");
  });
});

describe("responsible place", () => {
  test("a district proposes, another person approves, the enterprise moves with its history", async () => {
    const { into } = await seedPair();
    const proposed = await harness.call("pudong", "POST", `/api/enterprises/${into}/place`, {
      district: "310101",
      street: "310101002",
      comment: "已迁至黄浦",
    });
    expect(proposed.status).toBe(202);
    expect((await harness.call("huangpu", "GET", `/api/enterprises/${into}`)).body.code).toBe(
      "scope.district",
    );
    expect((await decide(proposed.body.id, "approve")).status).toBe(200);
    expect((await harness.call("huangpu", "GET", `/api/enterprises/${into}`)).body.row).toMatchObject({
      district: "310101",
      street: "310101002",
    });
    expect((await harness.call("pudong", "GET", `/api/enterprises/${into}`)).body.code).toBe(
      "scope.district",
    );
  });

  test("no change, a street of another district, no district at all", async () => {
    const { into } = await seedPair();
    const place = (body: object) =>
      harness.call("pudong", "POST", `/api/enterprises/${into}/place`, { comment: "x", ...body });
    expect((await place({ district: "310115", street: "310115005" })).body.details[0].code).toBe(
      "nothing-changes",
    );
    expect((await place({ district: "310101", street: "310115005" })).body.details[0].path).toBe(
      "body.street",
    );
    expect((await place({ district: "990000" })).body.code).toBe("request.invalid");
  });
});
