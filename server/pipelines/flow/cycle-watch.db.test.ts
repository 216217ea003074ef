import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createRegistry } from "#detectors/registry";
import { DEFAULT_WEIGHTS } from "#domain/dimension";
import type { StreamEvent } from "#domain/event";
import { DEFAULT_LEVEL_RULE } from "#domain/level";
import { partitionOf } from "#domain/partition";
import { type BatchDeps, runBatch } from "#server/pipelines/detect/batch";
import { EnterpriseCards } from "#server/pipelines/detect/enterprise-cards";
import { EntityCache } from "#server/pipelines/detect/entities";
import { createCycleWatch } from "#server/pipelines/flow/cycle-watch";
import { LruMap } from "#server/pipelines/lru";
import { createPool, type PgPool } from "#store/pool";
import { sql } from "#store/sql";
import { createServerTestDatabase, isSingleSession, type ServerTestDatabase } from "#store/testing/database";
import { decodeEvent, type EventPublisher, type OutgoingMessage } from "#stream/message";

const NOW = Date.UTC(2026, 10, 24, 4);
const DAY = 86_400_000;

describe.skipIf(isSingleSession())("money that goes round several firms", () => {
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
      select n, '上海测试' || n || '有限公司', '310115', true, 121.5, 31.2 from generate_series(1, 20) n`);
    deps = {
      owner: "me",
      registry: createRegistry(),
      config: () => ({ version: 1, weights: DEFAULT_WEIGHTS, levels: DEFAULT_LEVEL_RULE }),
      entities: new EntityCache(1000),
      cards: new EnterpriseCards(new LruMap(1000)),
      clock: { now: () => NOW },
      epochOf: () => 7,
    };
  });
  afterAll(async () => {
    await lanes.stop();
    await db.stop();
  });

  async function detect(events: readonly StreamEvent[]): Promise<readonly string[]> {
    const client = await lanes.connect();
    try {
      const deliveries = events.map((event) => ({
        partition: partitionOf(event.key),
        event,
        ack() {},
        nak() {},
        term() {},
      }));
      return (await runBatch(client, deliveries, [], deps)).outcomes;
    } finally {
      client.release();
    }
  }

  /** A watch of its own, and what it sent. */
  function makeWatch() {
    let refuse = false;
    const sent: OutgoingMessage[] = [];
    const publisher: EventPublisher = {
      async publish(messages) {
        if (refuse && messages.length > 0) throw new Error("no stream");
        sent.push(...messages);
        return messages.map(() => ({ ok: true, seq: sent.length, duplicate: false }));
      },
      inFlight: () => 0,
      async stop() {},
    };
    const watch = createCycleWatch({
      pool: db.pool,
      publisher,
      // Rows are recorded by the database's clock.
      clock: { now: () => Date.now() },
      log: pino({ level: "silent" }),
    });
    const take = (): StreamEvent[] =>
      sent
        .splice(0)
        .map(({ data }) => decodeEvent(data instanceof Uint8Array ? data : new TextEncoder().encode(data)));
    const setRefuse = (value: boolean): void => {
      refuse = value;
    };
    return { watch, take, setRefuse };
  }

  const findings = () =>
    db.pool.query<{
      uid: string;
      enterprise: number;
      reason: string;
      evidence: { eventUid: string; text: string }[];
    }>(sql`
      select uid, enterprise_id as enterprise, reason, evidence from findings where rule = 'cycle' and retracted_at is null
      order by enterprise_id`);

  test("is found over partitions, told to each firm of the circle, and lists its transfers", async () => {
    const watch = makeWatch();
    // 1 → 2 → 3 → 4 → 5, dates in no order; the last hop is missing.
    const days = [9, 3, 12, 5];
    expect(await detect(days.map((day, i) => hop(i + 1, i + 2, day)))).toEqual(Array(4).fill("done"));
    expect(await watch.watch.look()).toBe(0);
    await detect([hop(5, 1, 7), hop(11, 12, 2), hop(12, 13, 1)]);
    expect(await watch.watch.look()).toBe(5);
    const told = watch.take();
    expect(told.map(({ key }) => key).sort()).toEqual(["e:1", "e:2", "e:3", "e:4", "e:5"]);
    expect(await detect(told)).toEqual(Array(5).fill("done"));
    const rows = await findings();
    expect(rows.map(({ enterprise }) => enterprise)).toEqual([1, 2, 3, 4, 5]);
    expect(rows[0]?.reason).toBe("资金经 5 次转账在 9 日内回到起点，至少 30 万元（循环转账）");
    for (const { evidence } of rows) {
      expect(evidence.map(({ eventUid }) => eventUid).sort()).toEqual([
        "test/1-2",
        "test/2-3",
        "test/3-4",
        "test/4-5",
        "test/5-1",
      ]);
      expect(evidence[0]?.text).toMatch(/^6222\*\*\*\*\d{4} → 6222\*\*\*\*\d{4} 3\d 万元$/);
    }
    // Nothing new: nothing is told.
    expect(await watch.watch.look()).toBe(0);
  });

  test("after a start the same is told under the same ids and changes nothing", async () => {
    const before = await findings();
    const watch = makeWatch();
    expect(await watch.watch.look()).toBe(5);
    expect(await detect(watch.take())).toEqual(Array(5).fill("duplicate"));
    expect(await findings()).toEqual(before);
  });

  test("a look that could not publish is made good by the next", async () => {
    const { watch, take, setRefuse } = makeWatch();
    setRefuse(true);
    await expect(watch.look()).rejects.toThrow("no stream");
    expect(take()).toEqual([]);
    setRefuse(false);
    expect(await watch.look()).toBe(5);
  });

  test("the same movement reported by both banks is one hop, and cash is none", async () => {
    const watch = makeWatch();
    await watch.watch.look();
    watch.take();
    const there = hop(15, 16, 4);
    const mirrored: StreamEvent = {
      ...hop(16, 15, 4),
      uid: "test/mirror",
      data: { ...there.data, account: accountOf(16), counterparty: accountOf(15), direction: "in" },
    };
    await detect([
      there,
      mirrored,
      hop(16, 17, 3),
      hop(17, 18, 2),
      hop(18, 19, 5, { cash: true }),
      hop(19, 15, 1),
    ]);
    expect(await watch.watch.look()).toBe(0);
    await detect([hop(18, 15, 3)]);
    expect(await watch.watch.look()).toBe(4);
  });
});

function accountOf(enterprise: number): string {
  return `622202100000${String(enterprise).padStart(4, "0")}`;
}

function hop(from: number, to: number, daysAgo: number, more: object = {}): StreamEvent {
  return {
    uid: `test/${from}-${to}`,
    kind: "transaction",
    type: "transaction.moved",
    key: `e:${from}`,
    enterpriseId: from,
    district: "310115",
    source: "test",
    timeMs: NOW - daysAgo * DAY,
    timeInferred: false,
    receivedMs: NOW,
    simulated: true,
    hash: `${from}-${to}`.padEnd(32, "a"),
    data: {
      provider: "某银行",
      authority: "协查函",
      account: accountOf(from),
      counterparty: accountOf(to),
      direction: "out",
      amount: `${300_000 + from * 10_000 - 10_000}.00`,
      cash: false,
      ...more,
    },
  };
}
