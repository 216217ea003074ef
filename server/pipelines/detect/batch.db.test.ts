import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { DetectorContext } from "#detectors/detector";
import { createRegistry, DETECTORS } from "#detectors/registry";
import { DEFAULT_WEIGHTS } from "#domain/dimension";
import type { EventKind, StreamEvent } from "#domain/event";
import { DEFAULT_LEVEL_RULE } from "#domain/level";
import { LEVEL_RELEASE_TYPE } from "#domain/level-release";
import { partitionOf } from "#domain/partition";
import { type BatchDeps, runBatch, runTick } from "#server/pipelines/detect/batch";
import { EnterpriseCards } from "#server/pipelines/detect/enterprise-cards";
import { EntityCache } from "#server/pipelines/detect/entities";
import { FenceLostError, KeyFailure } from "#server/pipelines/detect/errors";
import type { Delivery } from "#server/pipelines/detect/message";
import { REBUILD_TYPE } from "#server/pipelines/detect/work";
import { LruMap } from "#server/pipelines/lru";
import { readScoreAsOf } from "#store/enterprise-profile";
import { createPool, type PgPool } from "#store/pool";
import { readScoreHistory } from "#store/scores";
import { sql } from "#store/sql";
import { createServerTestDatabase, isSingleSession, type ServerTestDatabase } from "#store/testing/database";

const NOW = Date.UTC(2026, 10, 24, 4);
const DAY = 86_400_000;

describe.skipIf(isSingleSession())("one transaction of detection", () => {
  let db: ServerTestDatabase;
  let lanes: PgPool;
  let deps: BatchDeps;

  beforeAll(async () => {
    db = await createServerTestDatabase();
    lanes = createPool({ url: db.url, max: 1, applicationName: "guanlan-test", keepPlans: true });
    await db.pool.execute(
      sql`update partition_leases set owner = 'me', epoch = 7, expires_at = now() + interval '1 hour'`,
    );
    await db.pool.execute(sql`
      insert into enterprises (id, name, district, simulated, lng, lat)
      select n, '上海测试' || n || '有限公司', '310115', true, 121.5, 31.2 from generate_series(1, 30) n`);
  });
  afterAll(async () => {
    await lanes.stop();
    await db.stop();
  });
  beforeEach(() => {
    deps = makeDeps();
  });

  function makeDeps(): BatchDeps {
    return {
      owner: "me",
      registry: createRegistry(),
      config: () => ({ version: 1, weights: DEFAULT_WEIGHTS, levels: DEFAULT_LEVEL_RULE }),
      entities: new EntityCache(1000),
      cards: new EnterpriseCards(new LruMap(1000)),
      clock: { now: () => NOW },
      epochOf: () => 7,
    };
  }

  async function run(events: StreamEvent[], use = deps) {
    const client = await lanes.connect();
    try {
      return await runBatch(client, events.map(deliver), [], use);
    } finally {
      client.release();
    }
  }

  const count = async (table: "events" | "event_ids" | "rejects" | "push_log") => {
    const rows = await db.pool.query<{ n: number }>({
      text: `select count(*)::int as n from ${table}`,
      values: [],
      name: undefined,
      parts: [],
    });
    return rows[0]?.n ?? -1;
  };

  test("an event is stored once, scored, and told once, however often it comes", async () => {
    const events = [
      complaint("c1", 1, NOW - 1000),
      complaint("c2", 1, NOW - 900),
      complaint("c3", 2, NOW - 800),
    ];
    const before = { events: await count("events"), log: await count("push_log") };
    const first = await run(events);
    expect(first.outcomes).toEqual(["done", "done", "done"]);
    expect(first.messages.map((message) => message.topic)).toEqual([
      "events.310115",
      "events.310115",
      "events.310115",
    ]);
    const seqs = first.messages.map((message) => message.seq);
    expect(seqs).toEqual([seqs[0], (seqs[0] as number) + 1, (seqs[0] as number) + 2]);

    const again = await run(events, makeDeps());
    expect(again.outcomes).toEqual(["duplicate", "duplicate", "duplicate"]);
    expect(again.messages).toEqual([]);
    expect(await count("events")).toBe(before.events + 3);
    expect(await count("push_log")).toBe(before.log + 3);
  });

  test("the official level falls by the event of a review, and a rebuild does not raise it again", async () => {
    const at = (days: number) => NOW - days * DAY;
    const filed = { stage: "criminal-filed", cause: "集资诈骗罪" };
    await run([
      event("judicial", "fall-1", 30, at(60), filed),
      event("judicial", "fall-2", 30, at(50), filed, "judicial.closed"),
    ]);
    const level = async () =>
      (await db.pool.query<{ level: number }>(sql`select level from scores where enterprise_id = 30`))[0]
        ?.level;
    expect(await level()).toBe(5);
    await run([
      event("derived", "reviews/level-1", 30, at(1), { to: "normal", review: 1 }, LEVEL_RELEASE_TYPE),
    ]);
    const fallen = await level();
    expect(fallen).toBe(1);
    // Older than the lateness allowance: the state is folded anew.
    await run([event("tax", "fall-late", 30, at(55), { item: "增值税" })], makeDeps());
    expect(await level()).toBe(1);
  });

  test("twice in one batch counts once; another body under the same id is kept as a conflict", async () => {
    const event = complaint("twice", 3, NOW - 500);
    const other = { ...event, hash: "b".repeat(32), data: { ...event.data, text: "另一份内容" } };
    const rejects = await count("rejects");
    const result = await run([event, { ...event }, other]);
    expect(result.outcomes).toEqual(["done", "duplicate", "conflict"]);
    expect(await count("rejects")).toBe(rejects + 1);
    // Redelivered: still one row of conflict.
    await run([other], makeDeps());
    expect(await count("rejects")).toBe(rejects + 1);
  });

  test("a lost fence leaves nothing behind", async () => {
    const before = await count("event_ids");
    await expect(run([complaint("late-owner", 4, NOW)], { ...deps, epochOf: () => 6 })).rejects.toThrow(
      FenceLostError,
    );
    await expect(run([complaint("no-lease", 4, NOW)], { ...deps, epochOf: () => undefined })).rejects.toThrow(
      FenceLostError,
    );
    expect(await count("event_ids")).toBe(before);
  });

  test("a detector that throws fails its entity only, and nothing of the batch is kept", async () => {
    const registry = createRegistry();
    const broken = {
      ...registry,
      step: (state: never, event: StreamEvent, config: never) => {
        if (event.uid.endsWith("poison")) throw new Error("boom");
        return registry.step(state, event, config);
      },
    } as typeof registry;
    const before = await count("event_ids");
    const failure = await run([complaint("poison", 5, NOW), complaint("fine", 6, NOW)], {
      ...deps,
      registry: broken,
    }).catch((error) => error);
    expect(failure).toBeInstanceOf(KeyFailure);
    expect([...(failure as KeyFailure).failures.keys()]).toEqual(["e:5"]);
    expect(await count("event_ids")).toBe(before);
  });

  test("state in the cache and state read back give the same score", async () => {
    const events = Array.from({ length: 6 }, (_, n) =>
      complaint(`cached-${n}`, 7, NOW - (6 - n) * DAY, "高息集资 兑付困难 要求退款"),
    );
    for (const event of events) await run([event]);
    const twin = events.map((event) => ({
      ...event,
      uid: event.uid.replace("cached", "read"),
      key: "e:8",
      enterpriseId: 8,
    }));
    for (const event of twin) await run([event], makeDeps());
    const rows = await db.pool.query<{ total: number; level: number }>(
      sql`select total, level from scores where enterprise_id in (7, 8) order by enterprise_id`,
    );
    expect(rows[0]?.total).toBeGreaterThan(0);
    expect(rows[1]).toEqual(rows[0]);
  });

  test("an event that comes late, and one that is withdrawn, give the score of the true history", async () => {
    const at = (n: number) => NOW - n * DAY;
    const mail = (id: string, key: number, daysAgo: number) =>
      complaint(id, key, at(daysAgo), "承诺保本保息年化18% 到期无法兑付");
    // 9: in order. 10: the middle one comes last. 11: one too many, withdrawn afterwards.
    for (const event of [mail("o1", 9, 30), mail("o2", 9, 20), mail("o3", 9, 2)]) await run([event]);
    for (const event of [mail("l1", 10, 30), mail("l3", 10, 2), mail("l2", 10, 20)]) await run([event]);
    for (const event of [
      mail("w1", 11, 30),
      mail("w2", 11, 20),
      mail("w3", 11, 2),
      complaint("w4", 11, at(1), "老板跑路失联 非法集资 已报案 立案侦查"),
    ])
      await run([event]);
    const more = await score(11);
    await run([{ ...complaint("w5", 11, at(0)), withdraws: "w4" }]);
    // 14: the same, and the withdrawal is there before what it withdraws.
    for (const event of [mail("e1", 14, 30), mail("e2", 14, 20), mail("e3", 14, 2)]) await run([event]);
    await run([{ ...complaint("e5", 14, at(0)), withdraws: "e4" }]);
    await run([complaint("e4", 14, at(1), "老板跑路失联 非法集资 已报案 立案侦查")]);
    // Scores fade by the day: all are looked at on the same one.
    for (const key of [9, 10, 11, 14])
      await run([event("registration", `same-day-${key}`, key, at(0), { status: "active" })]);
    expect(await score(14)).toBeCloseTo(await score(11), 3);
    const [inOrder, late, withdrawn] = [await score(9), await score(10), await score(11)];
    expect(late).toBeCloseTo(inOrder, 3);
    expect(withdrawn).toBeCloseTo(inOrder, 3);
    expect(more).toBeGreaterThan(withdrawn);
  });

  async function score(id: number): Promise<number> {
    const rows = await db.pool.query<{ total: number }>(
      sql`select total from scores where enterprise_id = ${id}`,
    );
    return rows[0]?.total ?? -1;
  }

  test("a registration shows in facts, places and the current view; an older one does not undo a newer one", async () => {
    const register = (id: string, timeMs: number, data: Record<string, unknown>) =>
      event("registration", id, 12, timeMs, data);
    await run([
      register("r1", NOW - 50 * DAY, {
        name: "上海观澜测试有限公司",
        registeredDistrict: "310115",
        legalRepresentative: "张三",
        status: "active",
      }),
      register("r2", NOW - 10 * DAY, { legalRepresentative: "李四", registeredDistrict: "310104" }),
      register("r0", NOW - 60 * DAY, { legalRepresentative: "王五" }),
    ]);
    const rows = await db.pool.query<{ name: string; district: string; legal: string }>(
      sql`select name, district, legal_representative as legal from enterprises where id = 12`,
    );
    expect(rows).toEqual([{ name: "上海观澜测试有限公司", district: "310104", legal: "李四" }]);
    const known = await db.pool.query<{ value: string }>(sql`
      select value from enterprise_facts where enterprise_id = 12 and attribute = 'legalRepresentative'
        and superseded_at is null order by valid_from`);
    expect(known.map((row) => row.value)).toEqual(["王五", "张三", "李四"]);
    const scores = await db.pool.query<{ district: string }>(
      sql`select district from scores where enterprise_id = 12`,
    );
    expect(scores).toEqual([{ district: "310104" }]);
    const next = await run([complaint("moved", 12, NOW)]);
    expect(next.messages[0]?.topic).toBe("events.310104");
  });

  test("a registration that cannot be filed leaves nothing of its batch, and the others are filed with the next", async () => {
    const good = Array.from({ length: 5 }, (_, i) =>
      event("registration", `part${i}`, 15 + i, NOW - 1000, {
        status: "abnormal",
        legalRepresentative: "周测试",
      }),
    );
    // No source can send it any more; what matters is that the last of many statements fails.
    const bad = event("registration", "part-bad", 20, NOW - 1000, { establishedOn: "2026-99-99" });
    const before = {
      events: await count("events"),
      ids: await count("event_ids"),
      log: await count("push_log"),
    };
    await expect(run([...good, bad])).rejects.toThrow(/date/);
    expect({
      events: await count("events"),
      ids: await count("event_ids"),
      log: await count("push_log"),
    }).toEqual(before);
    const { outcomes } = await run(good);
    expect(outcomes).toEqual(good.map(() => "done"));
    const filed = await db.pool.query(
      sql`select count(*)::int as n from enterprises where id between 15 and 19 and status = 'abnormal' and legal_representative = '周测试'`,
    );
    expect(filed).toEqual([{ n: 5 }]);
  });

  test("the line of scores ends in the present score, whatever comes late after the clock has been there", async () => {
    await run([complaint("early", 21, NOW - 40 * DAY, "跑路 失联 非法集资 报案")]);
    const client = await lanes.connect();
    try {
      while ((await runTick(client, partitionOf("e:21"), NOW - DAY, deps)) !== null);
    } finally {
      client.release();
    }
    for (const [uid, daysBefore] of [
      ["late-1", 20],
      ["late-2", 30],
    ] as const)
      await run([complaint(uid, 21, NOW - daysBefore * DAY, "跑路 失联 非法集资 报案")]);
    await run([complaint("late-3", 21, NOW - DAY / 2, "老板跑路失联 非法集资 已报案 立案侦查")]);
    await run([{ ...complaint("late-4", 21, NOW - DAY), withdraws: "late-3" }]);
    const [last] = await readScoreHistory(db.pool, [21], 0, 1);
    expect(last?.score).toBeCloseTo(await score(21), 3);
    const rows = await db.pool.query<{ rising: boolean }>(sql`
      select max(time) >= lag(max(time), 1, max(time)) over (order by recorded_at) as rising
      from score_history where enterprise_id = 21 group by recorded_at`);
    expect(rows.length).toBeGreaterThan(2);
    expect(rows.every((row) => row.rising)).toBe(true);
  });

  describe("the line of scores after a rebuild", () => {
    const BAD = "老板跑路失联 非法集资 已报案 立案侦查";

    /** The database's clock, with room on both sides. */
    async function instantBetween(): Promise<number> {
      await new Promise((resolve) => setTimeout(resolve, 5));
      const rows = await db.pool.query<{ at: number }>(sql`select clock_timestamp() as at`);
      await new Promise((resolve) => setTimeout(resolve, 5));
      return rows[0]?.at as number;
    }

    async function scoreOn(id: number, daysAgo: number, knownMs: number): Promise<number> {
      return (await readScoreAsOf(db.pool, id, NOW - daysAgo * DAY, knownMs))?.score ?? 0;
    }

    async function rows(id: number): Promise<{ history: number; rebuilds: number }> {
      const [row] = await db.pool.query<{ history: number; rebuilds: number }>(sql`
        select (select count(*) from score_history where enterprise_id = ${id}) as history,
          (select count(*) from score_rebuilds where enterprise_id = ${id}) as rebuilds`);
      return row as { history: number; rebuilds: number };
    }

    test("a late event is in past days of the line shown now, and not in what was known before it came", async () => {
      await run([complaint("line-1", 22, NOW - 30 * DAY)]);
      await run([complaint("line-2", 22, NOW - 5 * DAY)]);
      const before = await instantBetween();
      const old = await scoreOn(22, 10, before);
      await run([complaint("line-late", 22, NOW - 20 * DAY, BAD)]);
      const after = await instantBetween();
      const shown = (await readScoreHistory(db.pool, [22], 0)).filter(
        (point) => point.timeMs >= NOW - 20 * DAY && point.timeMs < NOW - 6 * DAY,
      );
      expect(shown[0]?.timeMs).toBe(NOW - 20 * DAY);
      expect(Math.min(...shown.map((point) => point.score))).toBeGreaterThan(old + 10);
      expect(await scoreOn(22, 10, after)).toBeGreaterThan(old + 10);
      expect(await scoreOn(22, 10, before)).toBe(old);
      expect(await scoreOn(22, 25, after)).toBe(await scoreOn(22, 25, before));
      // What lies before the late event is not said anew, although it fades without a tick.
      for (const [n, daysAgo] of [30, 25, 5, 20].entries())
        await run([complaint(`line-faded-${n}`, 29, NOW - daysAgo * DAY, BAD)]);
      const marks = await db.pool.query<{ from: number }>(
        sql`select from_time as "from" from score_rebuilds where enterprise_id in (22, 29)`,
      );
      expect(marks.map(({ from }) => from)).toEqual([NOW - 20 * DAY, NOW - 20 * DAY]);
    });

    test("a withdrawal takes a rise back, also where nothing stands before it; a correction puts another in its place", async () => {
      await run([complaint("rise-1", 23, NOW - 30 * DAY)]);
      await run([complaint("rise-2", 23, NOW - 20 * DAY, BAD)]);
      await run([complaint("rise-only", 24, NOW - 20 * DAY, BAD)]);
      await run([complaint("rise-wrong", 25, NOW - 20 * DAY, BAD)]);
      const before = await instantBetween();
      const risen = await scoreOn(23, 15, before);
      await run([{ ...complaint("rise-w", 23, NOW - DAY), withdraws: "rise-2" }]);
      await run([{ ...complaint("rise-wo", 24, NOW - DAY), withdraws: "rise-only" }]);
      await run([{ ...complaint("rise-c", 25, NOW - 10 * DAY, BAD), corrects: "rise-wrong" }]);
      const after = await instantBetween();
      expect(await scoreOn(23, 15, after)).toBeLessThan(risen - 10);
      expect(await scoreOn(23, 15, before)).toBe(risen);
      expect([await scoreOn(24, 15, before), await scoreOn(24, 15, after)]).toEqual([expect.any(Number), 0]);
      expect((await readScoreHistory(db.pool, [24], 0)).map((point) => point.score)).toEqual([0]);
      expect(await scoreOn(25, 15, after)).toBe(0);
      expect(await scoreOn(25, 9, after)).toBeGreaterThan(10);
    });

    test("a rebuild that changes nothing writes the present point only, one after another", async () => {
      await run([complaint("same-1", 26, NOW - 30 * DAY, BAD)]);
      await run([complaint("same-2", 26, NOW - 5 * DAY, BAD)]);
      await run([complaint("same-late", 26, NOW - 20 * DAY, BAD)]);
      // No clock went between the events: the whole line is said anew once, with what fades in between.
      await run([event("derived", "same-r0", 26, NOW, {}, REBUILD_TYPE)]);
      const before = await rows(26);
      const shown = await readScoreHistory(db.pool, [26], 0);
      for (const n of [1, 2, 3]) {
        // Withdraws what never came.
        await run([{ ...complaint(`same-w${n}`, 26, NOW - 25 * DAY), withdraws: `same-none-${n}` }]);
        await run([event("derived", `same-r${n}`, 26, NOW, {}, REBUILD_TYPE)]);
      }
      expect(await rows(26)).toEqual({ history: before.history + 6, rebuilds: before.rebuilds });
      const points = (list: typeof shown) => list.map(({ timeMs, score }) => [timeMs, score]);
      expect(points(await readScoreHistory(db.pool, [26], 0))).toEqual(points(shown));
    });

    test("another version of the detectors tells the line anew, by an event and by a tick; ticks go on from there", async () => {
      const strict = createRegistry({
        detectors: DETECTORS.map((detector) => ({
          ...detector,
          version: detector.version + 1,
          apply: (state: unknown, event: StreamEvent, context: DetectorContext) =>
            event.uid.endsWith("-0") ? undefined : detector.apply(state, event, context),
        })),
      });
      for (const id of [27, 28])
        for (const [n, daysAgo] of [30, 20, 10].entries())
          await run([complaint(`version-${id}-${n}`, id, NOW - daysAgo * DAY, BAD)]);
      const before = await instantBetween();
      const old = await scoreOn(27, 25, before);
      expect(old).toBeGreaterThan(10);
      const other = { ...makeDeps(), registry: strict };
      await run([complaint("version-next", 27, NOW - DAY)], other);
      await tick(28, 0, other);
      const after = await instantBetween();
      for (const id of [27, 28]) {
        expect([await scoreOn(id, 25, before), await scoreOn(id, 25, after)]).toEqual([old, 0]);
        const ended = await readScoreHistory(db.pool, [id], 0);
        await tick(id, -20, other);
        const aged = await readScoreHistory(db.pool, [id], 0);
        expect(aged.slice(0, ended.length)).toEqual(ended);
        expect(aged.length).toBeGreaterThan(ended.length);
        expect(aged.at(-1)?.score).toBeCloseTo(await score(id), 3);
        expect(await score(id)).toBeLessThan(ended.at(-1)?.score as number);
      }
    });

    async function tick(id: number, daysAgo: number, use: BatchDeps): Promise<void> {
      const client = await lanes.connect();
      try {
        while ((await runTick(client, partitionOf(`e:${id}`), NOW - daysAgo * DAY, use)) !== null);
      } finally {
        client.release();
      }
    }
  });

  test("a tick ages what is due and repeats harmlessly", async () => {
    await run([complaint("aged", 13, NOW - 40 * DAY, "跑路 失联 非法集资 报案")]);
    const before = await score(13);
    const client = await lanes.connect();
    try {
      for (let day = 35; day >= 0; day -= 5)
        while ((await runTick(client, partitionOf("e:13"), NOW - day * DAY, deps)) !== null);
      const after = await score(13);
      expect(after).toBeLessThan(before);
      while ((await runTick(client, partitionOf("e:13"), NOW, deps)) !== null);
      expect(await score(13)).toBeCloseTo(after, 3);
    } finally {
      client.release();
    }
  });
});

function event(
  kind: EventKind,
  id: string,
  enterpriseId: number,
  timeMs: number,
  data: Record<string, unknown>,
  type = `${kind}.test`,
): StreamEvent {
  return {
    uid: `test/${id}`,
    kind,
    type,
    key: `e:${enterpriseId}`,
    enterpriseId,
    district: "310115",
    source: "test",
    timeMs,
    timeInferred: false,
    receivedMs: timeMs,
    simulated: true,
    hash: "a".repeat(32),
    data,
  };
}

function complaint(id: string, enterpriseId: number, timeMs: number, text = "退款纠纷"): StreamEvent {
  return event("complaint", id, enterpriseId, timeMs, { title: "投诉", text, channel: "12345" });
}

function deliver(event: StreamEvent): Delivery {
  return { partition: partitionOf(event.key), event, ack() {}, nak() {}, term() {} };
}
