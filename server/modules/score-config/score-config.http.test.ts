import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { DEFAULT_WEIGHTS } from "#domain/dimension";
import { DEFAULT_LEVEL_RULE } from "#domain/level";
import { DEFAULT_PALETTE } from "#domain/palette";
import { createHarness, type Harness } from "#server/http/testing/harness";
import { activateConfig, ensureConfig } from "#store/score-configs";
import { sql } from "#store/sql";

let harness: Harness;
beforeAll(async () => {
  harness = await createHarness();
});
afterAll(() => harness.stop());
/** Each test begins with version 1 in force and nothing else. */
beforeEach(async () => {
  await harness.database.pool.execute(sql`truncate score_configs, rescores`);
  await ensureConfig(harness.database.pool, { weights: DEFAULT_WEIGHTS, levels: DEFAULT_LEVEL_RULE });
});

const WEIGHTS = { basic: 0.1, compliance: 0.3, behaviour: 0.25, sentiment: 0.2, association: 0.15 };
const DRAFT = { weights: WEIGHTS, levels: DEFAULT_LEVEL_RULE };

const call = (user: string, method: "GET" | "POST" | "PUT", path: string, body?: unknown) =>
  harness.call(user, method, `/api/score-config${path}`, body);
const draft = (body: object = DRAFT, user = "analyst") => call(user, "POST", "s", body);
const submit = (version: number, user = "analyst", comment = "提高遵从风险的权重") =>
  call(user, "POST", `s/${version}/submit`, { comment });
const decide = (id: number, verb: string, user: string, comment = "") =>
  harness.call(user, "POST", `/api/reviews/${id}/${verb}`, { comment });
const active = async (): Promise<number> => (await call("street", "GET", "")).body.version;

/** A version handed in by the analyst. */
async function pending(body: object = DRAFT): Promise<{ version: number; reviewId: number }> {
  const { version } = (await draft(body)).body;
  const handed = await submit(version);
  expect(handed).toMatchObject({ status: 202, body: { version, state: "pending" } });
  return { version, reviewId: handed.body.reviewId };
}

describe("a new version", () => {
  test("drafted, changed, handed in, approved by another: every screen is told, the old one stays readable", async () => {
    const made = await draft({ ...DRAFT, comment: "初稿" });
    expect(made).toMatchObject({ status: 201, body: { version: 2, state: "draft", warnings: [] } });
    expect(await active()).toBe(1);
    const changed = await call("analyst", "PUT", "s/2", {
      ...DRAFT,
      levels: { floors: [0, 40, 60, 70, 90], margin: 4, minDwellMs: 3_600_000 },
      colours: { ...DEFAULT_PALETTE, light: DEFAULT_PALETTE.light.with(0, "#2E8B57") },
      descriptions: { red: "须派单核查" },
    });
    expect(changed.status).toBe(200);
    const { reviewId } = (await submit(2)).body;
    expect((await call("leader", "GET", "s/2")).body).toMatchObject({
      state: "pending",
      base: 1,
      createdBy: "周研",
      own: false,
      comment: "提高遵从风险的权重",
      review: { id: reviewId, state: "pending", against: 1 },
    });
    expect((await call("analyst", "GET", "s/2")).body.own).toBe(true);

    const before = await harness.call("pudong", "GET", "/api/me");
    expect(before.body.levelFloors).toEqual([0, 40, 60, 75, 90]);
    expect(before.body.levelColours).toBeUndefined();
    expect((await decide(reviewId, "approve", "reviewer")).body).toMatchObject({ state: "approved" });
    expect((await call("street", "GET", "")).body).toMatchObject({
      version: 2,
      weights: WEIGHTS,
      approvedBy: "吴审",
      levels: { floors: [0, 40, 60, 70, 90] },
    });
    // Whatever the role: these are what levels are drawn with.
    expect((await harness.call("pudong", "GET", "/api/me")).body).toMatchObject({
      levelFloors: [0, 40, 60, 70, 90],
      levelColours: { light: ["#2e8b57", ...DEFAULT_PALETTE.light.slice(1)], dark: DEFAULT_PALETTE.dark },
      levelDescriptions: { red: "须派单核查" },
    });
    // Asked for in the same transaction as the approval.
    expect((await call("admin", "GET", "s/2/rescore")).body).toMatchObject({
      version: 2,
      fromVersion: 1,
      state: "queued",
    });
    expect((await call("admin", "GET", "s")).body.configs).toMatchObject([
      { version: 2, state: "active", review: { decidedBy: "吴审" } },
      { version: 1, state: "retired", weights: DEFAULT_WEIGHTS },
    ]);
    const log = (await harness.call("auditor", "GET", "/api/audit?subject=score-config:2")).body.rows;
    expect(log.map((row: { action: string }) => row.action)).toEqual([
      "review.propose.score-config",
      "score-config.draft",
      "score-config.draft",
    ]);
    const decision = (await harness.call("auditor", "GET", `/api/audit?subject=review:${reviewId}`)).body
      .rows;
    expect(decision[0]).toMatchObject({
      action: "review.approve",
      before: { version: 1, weights: DEFAULT_WEIGHTS },
      after: { version: 2, weights: WEIGHTS, levels: { margin: 4 } },
    });
  });

  test("nobody approves his own, whatever his post", async () => {
    const { version } = (await draft(DRAFT, "admin")).body;
    const { reviewId } = (await submit(version, "admin")).body;
    expect(await decide(reviewId, "approve", "admin")).toMatchObject({
      status: 403,
      body: { code: "scope.self" },
    });
    expect(await active()).toBe(1);
    expect((await decide(reviewId, "approve", "analyst")).body.code).toBe("scope.role");
    expect((await decide(reviewId, "approve", "leader")).status).toBe(200);
    expect(await active()).toBe(version);
  });

  test("another came into force meanwhile: refused as stale, and stays to be rejected or withdrawn", async () => {
    const first = await pending();
    const second = await pending({ ...DRAFT, levels: { ...DEFAULT_LEVEL_RULE, margin: 5 } });
    expect((await decide(first.reviewId, "approve", "reviewer")).status).toBe(200);
    expect(await decide(second.reviewId, "approve", "reviewer")).toMatchObject({
      status: 409,
      body: { code: "review.stale" },
    });
    expect((await call("analyst", "GET", `s/${second.version}`)).body).toMatchObject({
      state: "pending",
      review: { against: 1 },
    });
    expect(await active()).toBe(first.version);
  });

  test("two approvals in the same moment: one version is in force, the other is stale", async () => {
    const both = [await pending(), await pending({ ...DRAFT, levels: { ...DEFAULT_LEVEL_RULE, margin: 5 } })];
    const answers = await Promise.all(
      both.map(({ reviewId }, i) => decide(reviewId, "approve", i === 0 ? "reviewer" : "leader")),
    );
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409]);
    const states = (await call("admin", "GET", "s")).body.configs.map((row: { state: string }) => row.state);
    expect(states.sort()).toEqual(["active", "pending", "retired"]);
  });

  test("rejected with a reason, which its maker reads; it is over then", async () => {
    const { version, reviewId } = await pending();
    expect((await decide(reviewId, "reject", "leader")).body.code).toBe("review.comment-missing");
    expect((await decide(reviewId, "reject", "leader", "影响面过大")).status).toBe(200);
    expect((await call("analyst", "GET", `s/${version}`)).body).toMatchObject({
      state: "rejected",
      review: { state: "rejected", comment: "影响面过大" },
    });
    expect((await submit(version)).body.code).toBe("score-config.closed");
  });

  test("withdrawn by its maker only, before it is decided", async () => {
    const { version, reviewId } = await pending();
    expect((await call("admin", "POST", `s/${version}/withdraw`)).body.code).toBe("score-config.not-yours");
    expect((await call("analyst", "POST", `s/${version}/withdraw`)).body.state).toBe("withdrawn");
    expect((await decide(reviewId, "approve", "reviewer")).body.code).toBe("review.decided");
    expect((await call("analyst", "POST", `s/${version}/withdraw`)).body.code).toBe("score-config.closed");
    const listed = await harness.call("reviewer", "GET", "/api/reviews?state=withdrawn");
    expect(listed.body.rows[0]).toMatchObject({ id: reviewId, decidedBy: null });
    const unsent = (await draft()).body.version;
    expect((await call("analyst", "POST", `s/${unsent}/withdraw`)).body.state).toBe("withdrawn");
  });
});

describe("checks before it is kept", () => {
  const refused = async (body: object): Promise<string[]> => {
    const answer = await draft({ ...DRAFT, ...body });
    expect(answer).toMatchObject({ status: 422, body: { code: "score-config.invalid" } });
    return answer.body.details.map(({ path, code }: { path: string; code: string }) => `${path} ${code}`);
  };

  test("weights that do not add up, bands out of order, colours that nobody tells apart", async () => {
    expect(await refused({ weights: { ...WEIGHTS, basic: 0.11 } })).toEqual(["body.weights weights-sum"]);
    expect(await refused({ levels: { ...DEFAULT_LEVEL_RULE, floors: [0, 60, 40, 75, 90] } })).toEqual([
      "body.levels.floors.2 floors-order",
    ]);
    expect(
      await refused({
        colours: {
          ...DEFAULT_PALETTE,
          light: DEFAULT_PALETTE.light.with(3, DEFAULT_PALETTE.light[2] as string),
        },
      }),
    ).toEqual(["body.colours.light.3 colours-alike"]);
    expect((await call("admin", "GET", "s")).body.configs).toHaveLength(1);
  });

  test("words of a fault come in the reader's language", async () => {
    const body = { ...DRAFT, weights: { ...WEIGHTS, basic: 0.2 } };
    expect((await draft(body)).body.details[0].message).toBe("权重之和须为 100 %");
    const english = await harness.call("analyst", "POST", "/api/score-configs", body, {
      "accept-language": "en",
    });
    expect(english.body.details[0].message).toBe("the weights must add up to 100 %");
  });

  test("what only some eyes cannot tell apart is kept with a warning; no colour at all is not", async () => {
    const light = DEFAULT_PALETTE.light.with(0, "#c05050").with(1, "#6a7f30");
    const answer = await draft({ ...DRAFT, colours: { ...DEFAULT_PALETTE, light } });
    expect(answer.status).toBe(201);
    expect(answer.body.warnings).toContainEqual({
      path: "body.colours.light.1",
      code: "alike",
      message: "绿色盲者难以与相邻等级分辨",
    });
    expect(
      (await draft({ ...DRAFT, colours: { ...DEFAULT_PALETTE, light: light.with(0, "green") } })).status,
    ).toBe(400);
  });

  test("a version that changes nothing is not handed in", async () => {
    const { version } = (
      await draft({ weights: DEFAULT_WEIGHTS, levels: DEFAULT_LEVEL_RULE, colours: DEFAULT_PALETTE })
    ).body;
    expect((await submit(version)).body.code).toBe("score-config.unchanged");
    expect((await submit(999)).status).toBe(404);
    expect((await submit(version, "analyst", " ")).body.code).toBe("request.invalid");
  });
});

describe("going back and looking back", () => {
  test("a rollback is a new version with the old content, and waits for another person too", async () => {
    const { version, reviewId } = await pending();
    await decide(reviewId, "approve", "reviewer");
    const back = await call("admin", "POST", "s/1/rollback", { comment: "误报过多" });
    expect(back).toMatchObject({ status: 202, body: { version: 3, state: "pending" } });
    expect(await active()).toBe(version);
    expect((await decide(back.body.reviewId, "approve", "admin")).body.code).toBe("scope.self");
    await decide(back.body.reviewId, "approve", "reviewer");
    expect((await call("admin", "GET", "")).body).toMatchObject({
      version: 3,
      rollbackOf: 1,
      base: 2,
      comment: "回滚至 v1：误报过多",
      weights: DEFAULT_WEIGHTS,
    });
    // What is in force, was never in force, or is not there is nothing to go back to.
    expect((await call("admin", "POST", "s/3/rollback", { comment: "x" })).body.code).toBe(
      "score-config.not-retired",
    );
    expect((await call("admin", "POST", "s/9/rollback", { comment: "x" })).status).toBe(404);
  });

  test("two versions side by side", async () => {
    await pending();
    const { body } = await call("leader", "GET", "s/compare?from=1&to=2");
    expect(body).toMatchObject({ from: { version: 1 }, to: { version: 2 } });
    expect(body.differences).toEqual([
      { path: "weights.basic", from: 0.15, to: 0.1 },
      { path: "weights.compliance", from: 0.25, to: 0.3 },
    ]);
    expect((await call("leader", "GET", "s/compare?from=1&to=7")).status).toBe(404);
    expect((await call("leader", "GET", "s/compare?from=x")).status).toBe(400);
    // The one in force and the newest, unless they are named.
    expect((await call("leader", "GET", "s/compare")).body).toMatchObject({
      from: { version: 1 },
      to: { version: 2 },
    });
  });
});

describe("who may", () => {
  test.each(["duty", "pudong", "street", "police", "auditor", "system"])(
    "%s neither reads nor proposes",
    async (user) => {
      for (const answer of [
        await call(user, "GET", "s"),
        await call(user, "GET", "s/1"),
        await draft(DRAFT, user),
        await call(user, "POST", "s/1/rollback", { comment: "x" }),
      ])
        expect(answer).toMatchObject({ status: 403, body: { code: "scope.role" } });
    },
  );

  test("reviewer and leader read and decide, and do not propose", async () => {
    for (const user of ["reviewer", "leader"]) {
      expect((await call(user, "GET", "s")).status).toBe(200);
      expect((await draft(DRAFT, user)).body.code).toBe("scope.role");
    }
  });

  test("a district reads what levels are drawn with", async () => {
    await harness.database.pool.transaction((tx) => activateConfig(tx, 1, null));
    expect((await call("pudong", "GET", "")).status).toBe(200);
  });
});
