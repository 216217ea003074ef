import { setTimeout as sleep } from "node:timers/promises";
import { pino } from "pino";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createRegistry, type Registry, rulesOf } from "#detectors/registry";
import { breakDown, round2 } from "#detectors/scoring";
import { pruneSignals, type Signal } from "#detectors/signals";
import type { EntityState, ScoreConfig } from "#domain/detect";
import { DEFAULT_WEIGHTS, DIMENSIONS, type Weights } from "#domain/dimension";
import type { EventKind, StreamEvent } from "#domain/event";
import { DEFAULT_LEVEL_RULE, type LevelRule, levelNumber } from "#domain/level";
import { enterpriseKey, partitionOf } from "#domain/partition";
import type { PushMessage, RescoreBody } from "#domain/push";
import { answerWhatIf } from "#server/modules/rescores/what-if";
import { type BatchDeps, runBatch, runTick } from "#server/pipelines/detect/batch";
import { EnterpriseCards } from "#server/pipelines/detect/enterprise-cards";
import { EntityCache } from "#server/pipelines/detect/entities";
import type { Delivery } from "#server/pipelines/detect/message";
import { LruMap } from "#server/pipelines/lru";
import { createRescoreRunner, type RescoreRunnerConfig } from "#server/pipelines/rescore/runner";
import { createPool, type PgPool } from "#store/pool";
import { readRescore, requestRescore } from "#store/rescores";
import { activateConfig, ensureConfig, insertConfig } from "#store/score-configs";
import { VERSION_OF_SCORE } from "#store/score-versions";
import { sql } from "#store/sql";
import { createServerTestDatabase, isSingleSession, type ServerTestDatabase } from "#store/testing/database";

const NOW = Date.now();
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const COUNT = 120;

const STEEP: Weights = { basic: 0.05, compliance: 0.3, behaviour: 0.05, sentiment: 0.5, association: 0.1 };
const LOW: LevelRule = { floors: [0, 12, 25, 40, 70], margin: 3, minDwellMs: DAY };
const HIGH: LevelRule = { floors: [0, 60, 80, 90, 97], margin: 3, minDwellMs: DAY };

interface Row {
  id: number;
  total: number;
  dimensions: number[];
  level: number;
  reasons: { points: number; findingUid: string | null }[];
  configVersion: number;
  forced: number;
  state: string | null;
  dueMs: number | null;
}

describe.skipIf(isSingleSession())("scores under a new version", () => {
  let db: ServerTestDatabase;
  let lanes: PgPool;
  let registry: Registry;
  let deps: BatchDeps;
  let pushed: PushMessage<string>[];

  beforeEach(async () => {
    db = await createServerTestDatabase();
    lanes = createPool({ url: db.url, max: 3, applicationName: "guanlan-test", keepPlans: true });
    registry = createRegistry();
    pushed = [];
    const first = await db.pool.transaction((tx) =>
      ensureConfig(tx, { weights: DEFAULT_WEIGHTS, levels: DEFAULT_LEVEL_RULE }),
    );
    deps = makeDeps(first);
    await db.pool.execute(
      sql`update partition_leases set owner = 'me', epoch = 7, expires_at = now() + interval '1 hour'`,
    );
    await db.pool.execute(sql`
      insert into enterprises (id, name, district, simulated, created_at)
      select n * 3, '上海重评' || n || '有限公司', '310115', true, now() - interval '1 year' from generate_series(1, ${COUNT}::int) n`);
    await run(history());
  });
  afterEach(async () => {
    await lanes.stop();
    await db.stop();
  });

  function makeDeps(config: ScoreConfig): BatchDeps {
    return {
      owner: "me",
      registry,
      config: () => config,
      entities: new EntityCache(1000),
      cards: new EnterpriseCards(new LruMap(1000)),
      clock: { now: () => Date.now() },
      epochOf: () => 7,
    };
  }

  async function run(events: StreamEvent[], use = deps): Promise<void> {
    for (let at = 0; at < events.length; at += 20) {
      const client = await lanes.connect();
      try {
        await runBatch(client, events.slice(at, at + 20).map(deliver), [], use);
      } finally {
        client.release();
      }
    }
  }

  function activate(weights: Weights, levels: LevelRule): Promise<number> {
    return db.pool.transaction(async (tx) => {
      const draft = {
        weights,
        levels,
        colours: null,
        descriptions: {},
        base: null,
        rollbackOf: null,
        comment: "",
        createdBy: null,
      };
      const version = await insertConfig(tx, draft);
      await activateConfig(tx, version, null);
      await requestRescore(tx, version);
      return version;
    });
  }

  const runner = (instance: string, over: Partial<RescoreRunnerConfig> = {}, pool = db.pool) =>
    createRescoreRunner(
      {
        pool,
        registry,
        clock: { now: Date.now },
        log: pino({ level: "silent" }),
        push: (messages) => pushed.push(...messages),
      },
      { instance, limits: { stretch: 23, weighty: 4 }, claimMs: 400, lookMs: 20, ...over },
    );

  async function untilDone(version: number) {
    for (let i = 0; i < 1000; i++) {
      const row = await readRescore(db.pool, version);
      if (row?.state === "done" || row?.state === "failed") return row;
      await sleep(20);
    }
    throw new Error("the run does not end");
  }

  const readRows = () =>
    db.pool.query<Row>(sql`
      select s.enterprise_id as id, s.total, s.dimensions, s.level, s.reasons, ${VERSION_OF_SCORE} as "configVersion", s.forced, e.state, e.due_at as "dueMs"
      from scores s left join entity_state e on e.key = 'e:' || s.enterprise_id order by 1`);

  /** Row, state and signals say the same, under this version. */
  async function expectSound(version: number, weights: Weights): Promise<Row[]> {
    const rows = await readRows();
    expect(rows).toHaveLength(COUNT);
    for (const row of rows) {
      expect(row.configVersion, `enterprise ${row.id}`).toBe(version);
      const state = JSON.parse(row.state ?? "null") as EntityState | null;
      if (state?.score == null) {
        expect([row.total, row.level, row.reasons]).toEqual([0, 1, []]);
        continue;
      }
      const signals = structuredClone(state.detectors.signals) as Signal[];
      const active = pruneSignals(signals, rulesOf(), state.watermarkMs);
      const breakdown = breakDown(active, weights);
      const points = breakdown.signals.map((one) => round2(one.points)).sort((a, b) => b - a);
      expect(row.total).toBeCloseTo(breakdown.total, 2);
      expect(row.reasons.map((reason) => reason.points)).toEqual(points.slice(0, 3));
      const sum = points.reduce((all, one) => all + one, 0);
      expect(Math.abs(sum - row.total)).toBeLessThanOrEqual(0.005 * (points.length + 1));
      if (row.total === 0 && row.level === 1) continue;
      expect(row.reasons.length).toBeGreaterThan(0);
      // What a run passed by keeps its own score until it is read again; then the row's holds.
      if (state.score.configVersion !== version) {
        expect(state.score.band).toBeUndefined();
        continue;
      }
      expect(state.score.total).toBeCloseTo(row.total, 4);
      expect(levelNumber(state.score.level.level)).toBe(row.level);
      expect(JSON.parse(JSON.stringify(state.score.reasons))).toEqual(row.reasons);
      expect(row.forced).toBe(state.score.forced === undefined ? 0 : levelNumber(state.score.forced));
      for (const [i, dimension] of DIMENSIONS.entries())
        expect(row.dimensions[i]).toBeCloseTo(state.score.dimensions[dimension], 4);
    }
    return rows;
  }

  async function expectNothingTwice(version: number): Promise<void> {
    const twice = await db.pool.query(sql`
      select enterprise_id, time, total from score_history where config_version = ${version} and event_uid is null
      group by 1, 2, 3 having count(*) > 1`);
    expect(twice).toEqual([]);
  }

  test("every enterprise, as the what-if said; both versions stay; nobody is alerted", async () => {
    const before = await readRows();
    expect(before.filter((row) => row.total > 0).length).toBeGreaterThan(60);
    const [alerts] = await db.pool.query<{ n: number }>(sql`select count(*)::int as n from alerts`);
    const said = await answerWhatIf(
      db.pool,
      { weights: STEEP, levels: { ...LOW, floors: [...LOW.floors] } },
      Date.now(),
    );
    const version = await activate(STEEP, LOW);
    const worker = runner("a");
    const done = await untilDone(version);
    await worker.stop();

    const rows = await expectSound(version, STEEP);
    await expectNothingTwice(version);
    const moved = (up: boolean) =>
      rows.filter((row, i) =>
        up ? row.level > (before[i] as Row).level : row.level < (before[i] as Row).level,
      ).length;
    expect(done).toMatchObject({
      state: "done",
      done: COUNT,
      total: COUNT,
      upgraded: moved(true),
      downgraded: moved(false),
    });
    expect(done).toMatchObject({ upgraded: said.upgraded, downgraded: said.downgraded });
    expect(said.upgraded).toBeGreaterThan(10);
    const [after] = await db.pool.query<{ n: number }>(sql`select count(*)::int as n from alerts`);
    expect(after).toEqual(alerts);

    const versions = await db.pool.query<Record<string, number>>(sql`
      select enterprise_id as id, version_before as "versionBefore", total_before as total, level_before as level from score_versions order by 1`);
    expect(versions).toEqual(
      before
        .filter((row) => row.total > 0 || row.level > 1)
        .map(({ id, total, level }) => ({ id, versionBefore: 1, total, level })),
    );
    const counts = await db.pool.query(
      sql`select level, sum(n)::int as n from level_counts_now group by level having sum(n) <> 0 order by 1`,
    );
    const levels = [1, 2, 3, 4, 5].map((level) => ({
      level,
      n: rows.filter((row) => row.level === level).length,
    }));
    expect(counts).toEqual(levels.filter(({ n }) => n > 0));
    const last = JSON.parse((pushed.at(-1) as PushMessage<string>).body) as RescoreBody;
    expect(last).toMatchObject({
      code: "rescore",
      active: false,
      rescore: { version, state: "done", done: COUNT },
    });
  });

  test("what a fact forces stays, and hysteresis holds what it must", async () => {
    const before = await readRows();
    const version = await activate(DEFAULT_WEIGHTS, HIGH);
    const worker = runner("a");
    await untilDone(version);
    await worker.stop();
    const rows = await expectSound(version, DEFAULT_WEIGHTS);
    const criminal = rows.filter((row) => row.forced === 5);
    expect(criminal.length).toBeGreaterThan(3);
    for (const row of criminal) expect(row.level).toBe(5);
    // Levels that were entered two hours ago dwell; those of ten days ago fall, unless within the margin.
    const held = rows.filter(
      (row, i) => row.forced === 0 && row.level > 1 && (before[i] as Row).level === row.level,
    );
    const fell = rows.filter((row, i) => row.level < (before[i] as Row).level);
    expect(held.length).toBeGreaterThan(0);
    expect(fell.length).toBeGreaterThan(0);
    // The dwell has an end: the state asks for a tick by then.
    for (const row of held) {
      const state = JSON.parse(row.state as string) as EntityState;
      if (row.total < (HIGH.floors[row.level - 1] as number) - HIGH.margin)
        expect(row.dueMs).toBeLessThanOrEqual((state.score?.level.sinceMs ?? 0) + DAY);
    }
  });

  /** Done from the start: nothing is weighed in them. */
  const countWeightless = async () =>
    (await readRows()).filter(({ level, dimensions }) => level === 1 && dimensions.every((one) => one === 0))
      .length;

  test("a killed run goes on where it was, without loss or double", async () => {
    const weightless = await countWeightless();
    const version = await activate(STEEP, LOW);
    const doomed = createPool({ url: db.url, max: 5, applicationName: "guanlan-doomed" });
    const first = runner("a", { limits: { stretch: 3, weighty: 2 } }, doomed);
    for (
      let row = await readRescore(db.pool, version);
      (row?.done ?? 0) < weightless + 12;
      row = await readRescore(db.pool, version)
    )
      await sleep(5);
    await db.pool.query(
      sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'guanlan-doomed' and datname = current_database()`,
    );
    await first.stop();
    await doomed.stop();
    const halfway = await readRescore(db.pool, version);
    expect(halfway?.state).toBe("running");
    expect(halfway?.done).toBeLessThan(COUNT);

    const second = runner("b");
    expect(await untilDone(version)).toMatchObject({ state: "done", done: COUNT });
    await second.stop();
    await expectSound(version, STEEP);
    await expectNothingTwice(version);
  });

  test("two runners that both take the run for theirs do each row once", async () => {
    const version = await activate(STEEP, LOW);
    // A claim that is over before it began: each takes the run from the other all the time.
    const workers = ["a", "b", "c"].map((name) =>
      runner(name, { claimMs: 0, limits: { stretch: 9, weighty: 3 } }),
    );
    expect(await untilDone(version)).toMatchObject({ state: "done", done: COUNT });
    for (const worker of workers) await worker.stop();
    await expectSound(version, STEEP);
    await expectNothingTwice(version);
    const [rows] = await db.pool.query<{ n: number; ids: number }>(
      sql`select count(*)::int as n, count(distinct enterprise_id)::int as ids from score_versions`,
    );
    expect(rows?.n).toBe(rows?.ids);
  });

  test("events meanwhile: whoever comes first, the end is the same", async () => {
    // The same by hand: history, then the version, then the events.
    const states = new Map((await readRows()).map((row) => [row.id, row.state]));
    const events = meanwhile();
    const version = await activate(STEEP, LOW);
    const [inForce] = await db.pool.query<{ atMs: number }>(
      sql`select activated_at as "atMs" from score_configs where version = ${version}`,
    );
    const worker = runner("a", { limits: { stretch: 4, weighty: 2 } });
    // This process has not heard of the new version yet, and has the old states in its cache.
    const lane = (odd: number) => events.filter((one) => ((one.enterpriseId as number) / 3) % 2 === odd);
    await Promise.all([run(lane(0)), run(lane(1), { ...deps, entities: new EntityCache(1000) })]);
    await untilDone(version);
    await worker.stop();

    const rows = await expectSound(version, STEEP);
    await expectNothingTwice(version);
    const config = { version, weights: STEEP, levels: LOW };
    for (const row of rows) {
      const key = enterpriseKey(row.id);
      const stored = states.get(row.id);
      let state = stored == null ? registry.create(key) : (JSON.parse(stored) as EntityState);
      registry.rescore(state, key, config, (inForce as { atMs: number }).atMs);
      for (const event of events)
        if (event.enterpriseId === row.id) state = registry.step(state, named(event), config).state;
      expect(row.total, key).toBeCloseTo(state.score?.total ?? 0, 2);
      expect(row.level, key).toBe(state.score === null ? 1 : levelNumber(state.score.level.level));
    }
    // Alerts are of events only.
    const alerts = await db.pool.query<{ uid: string }>(
      sql`select uid from alerts where config_version = ${version}`,
    );
    for (const { uid } of alerts) expect(uid).toContain("test/m");
  });

  test("two versions pass by states that nobody reads; then events: the end is the same", async () => {
    const states = new Map((await readRows()).map((row) => [row.id, row.state]));
    const configs: { config: ScoreConfig; atMs: number }[] = [];
    for (const [weights, levels] of [
      [STEEP, LOW],
      [DEFAULT_WEIGHTS, HIGH],
    ] as const) {
      const version = await activate(weights, levels);
      const worker = runner("a");
      await untilDone(version);
      await worker.stop();
      const [row] = await db.pool.query<{ atMs: number }>(
        sql`select activated_at as "atMs" from score_configs where version = ${version}`,
      );
      configs.push({ config: { version, weights, levels }, atMs: row?.atMs as number });
    }
    const [, last] = configs as [(typeof configs)[0], (typeof configs)[0]];
    const between = await readRows();
    const left = between.filter(
      ({ state }) => (JSON.parse(state ?? "null") as EntityState | null)?.score?.configVersion === 1,
    );
    expect(left.length).toBeGreaterThan(20);
    const events = meanwhile();
    await run(events, { ...deps, entities: new EntityCache(1000) });
    const rows = await expectSound(last.config.version, DEFAULT_WEIGHTS);
    await expectNothingTwice(last.config.version);
    for (const row of rows) {
      const key = enterpriseKey(row.id);
      const stored = states.get(row.id);
      let state = stored == null ? registry.create(key) : (JSON.parse(stored) as EntityState);
      for (const { config, atMs } of configs) registry.rescore(state, key, config, atMs);
      expect(between.find(({ id }) => id === row.id)?.level, key).toBe(
        state.score === null ? 1 : levelNumber(state.score.level.level),
      );
      for (const event of events)
        if (event.enterpriseId === row.id) state = registry.step(state, named(event), last.config).state;
      expect(row.total, key).toBeCloseTo(state.score?.total ?? 0, 2);
      expect(row.level, key).toBe(state.score === null ? 1 : levelNumber(state.score.level.level));
    }
  });

  test("a cached state that was overtaken is not written back; a tick takes over too", async () => {
    const version = await activate(STEEP, LOW);
    const worker = runner("a");
    await untilDone(version);
    await worker.stop();
    await run(meanwhile().slice(0, 40));
    const due = Date.now() + 40 * DAY;
    const again = await activate(DEFAULT_WEIGHTS, HIGH);
    for (let partition = 0; partition < 16; partition++) {
      const client = await lanes.connect();
      try {
        while ((await runTick(client, partition, due, deps)) !== null);
      } finally {
        client.release();
      }
    }
    const ticked = await db.pool.query<{ n: number }>(
      sql`select count(*)::int as n from scores where config_version = ${again}`,
    );
    expect(ticked[0]?.n).toBeGreaterThan(20);
    const next = runner("b");
    await untilDone(again);
    await next.stop();
    await expectSound(again, DEFAULT_WEIGHTS);
    await expectNothingTwice(again);
    expect(await db.pool.query(sql`select uid from alerts where uid like '%config/%'`)).toEqual([]);
  });

  test("a version that takes over from a run ends it, and everything is of the last", async () => {
    const first = await activate(STEEP, LOW);
    const worker = runner("a", { limits: { stretch: 3, weighty: 2 } });
    const weightless = await countWeightless();
    while (((await readRescore(db.pool, first))?.done ?? 0) < weightless + 10) await sleep(5);
    const second = await activate(DEFAULT_WEIGHTS, HIGH);
    await untilDone(second);
    await worker.stop();
    expect(await readRescore(db.pool, first)).toMatchObject({ state: "cancelled", error: "superseded" });
    await expectSound(second, DEFAULT_WEIGHTS);
  });

  test("states of other detectors and scores without a state: parts from the row", async () => {
    const before = (await readRows()).filter((row) => row.total > 0);
    const [old, gone] = before as [Row, Row];
    await db.pool.execute(sql`update entity_state set version = 'old' where key = ${enterpriseKey(old.id)}`);
    await db.pool.execute(sql`delete from entity_state where key = ${enterpriseKey(gone.id)}`);
    const version = await activate(STEEP, LOW);
    const worker = runner("a");
    await untilDone(version);
    await worker.stop();
    const rows = await readRows();
    for (const { id, dimensions } of [old, gone]) {
      const row = rows.find((one) => one.id === id) as Row;
      expect(row.configVersion).toBe(version);
      expect(row.dimensions).toEqual(dimensions);
      const points = row.reasons.reduce((sum, reason) => sum + reason.points, 0);
      expect(Math.abs(points - row.total)).toBeLessThan(row.reasons.length < 3 ? 0.1 : row.total);
    }
  });
});

/** Some have nothing against them, some a little, some much; some a criminal case. Long ago, and two hours ago. */
function history(): StreamEvent[] {
  const events: StreamEvent[] = [];
  for (let n = 1; n <= COUNT; n++) {
    const id = n * 3;
    const atMs = n % 2 === 0 ? NOW - 10 * DAY : NOW - 2 * HOUR;
    if (n % 3 === 0)
      events.push(
        event("complaint", `h${n}`, id, atMs, { title: "投诉", text: "服务态度", channel: "12345" }),
      );
    if (n % 3 === 1)
      for (let i = 0; i < 2 + (n % 7); i++)
        events.push(
          event("sentiment", `h${n}-${i}`, id, atMs + i * 1000, {
            title: "平台跑路失联，投资人血本无归",
            text: "该平台承诺保本保息年化18%，现已无法提现，涉嫌非法集资",
            source: "news",
          }),
        );
    if (n % 5 === 0)
      events.push(
        event("penalty", `p${n}`, id, atMs + 5000, {
          category: "serious-violation",
          reason: "虚假宣传",
          amount: "200000",
        }),
      );
    if (n % 17 === 0)
      events.push(
        event("judicial", `j${n}`, id, atMs + 6000, { stage: "criminal-filed", cause: "非法吸收公众存款罪" }),
      );
  }
  return events;
}

function meanwhile(): StreamEvent[] {
  return Array.from({ length: 300 }, (_, i) => {
    const id = 3 * (1 + ((i * 37) % COUNT));
    return i % 4 === 0
      ? event("sentiment", `m${i}`, id, NOW + i, {
          title: "兑付困难",
          text: "到期产品兑付困难，高管失联",
          source: "news",
        })
      : event("complaint", `m${i}`, id, NOW + i, { title: "退款", text: "退款纠纷", channel: "12345" });
  });
}

/** As the batch hands it to the detectors. */
function named(event: StreamEvent): StreamEvent {
  return { ...event, subjectName: `上海重评${(event.enterpriseId as number) / 3}有限公司` };
}

function event(
  kind: EventKind,
  id: string,
  enterpriseId: number,
  timeMs: number,
  data: Record<string, unknown>,
): StreamEvent {
  return {
    uid: `test/${id}`,
    kind,
    type: `${kind}.test`,
    key: enterpriseKey(enterpriseId),
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

function deliver(event: StreamEvent): Delivery {
  return { partition: partitionOf(event.key), event, ack() {}, nak() {}, term() {} };
}
