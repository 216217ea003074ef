import { afterAll, beforeAll, expect, test } from "vitest";
import { DIMENSIONS } from "#domain/dimension";
import type { StreamEvent } from "#domain/event";
import { partitionOf } from "#domain/partition";
import * as results from "#store/batch-results";
import * as batches from "#store/batches";
import { insertConflicts } from "#store/conflicts";
import { insertDeadLetter } from "#store/dead-letter-insert";
import { countDeadLetters } from "#store/dead-letters";
import { readCards } from "#store/enterprise-cards";
import { readFacts, readPlaces, readProfile } from "#store/enterprise-profile";
import { findEventHashes, readStoredMark } from "#store/event-ids";
import { readTimeline } from "#store/events";
import { readFindings } from "#store/findings";
import { readIndicators } from "#store/indicators";
import { appendPush } from "#store/push-append";
import { readPushSince } from "#store/push-log";
import { projectRegistrations } from "#store/registrations";
import { readRejects } from "#store/rejects";
import { readRelations } from "#store/relations";
import { readFirstTime, readLine, writeStretch } from "#store/score-line";
import { readScoreHistory, readSparks } from "#store/scores";
import { sql } from "#store/sql";
import { createTestDatabase, type TestDatabase } from "#store/testing/database";
import {
  CITY_SCOPE,
  DAY,
  NOW,
  PUDONG,
  seedEnterprises,
  seedEvent,
  seedRebuild,
  seedScore,
} from "#store/testing/fixtures";

let db: TestDatabase;
let id: number;
beforeAll(async () => {
  db = await createTestDatabase();
  [id] = (await seedEnterprises(db.pool, [{ name: "甲公司", lng: 121.512345, lat: 31.2 }])) as [number];
  await db.pool.execute(
    sql`update partition_leases set owner = 'me', epoch = 3, expires_at = now() + interval '1 hour'`,
  );
});
afterAll(() => db.stop());

function event(name: string, over: Partial<StreamEvent> = {}): StreamEvent {
  return {
    uid: `s/${name}`,
    kind: "complaint",
    type: "complaint.filed",
    key: `e:${id}`,
    enterpriseId: id,
    district: PUDONG,
    source: "s",
    timeMs: NOW,
    timeInferred: false,
    receivedMs: NOW + 5,
    simulated: true,
    hash: `hash-${name}`,
    data: { title: "标题", text: '带"引号"\\与\n换行' },
    ...over,
  } as StreamEvent;
}

test("opening a batch claims new ids only, and nothing when a fence is lost", async () => {
  const open = (epoch: number, events: StreamEvent[]) =>
    db.withClient((client) => batches.openBatch(client, "me", [{ partition: 1, epoch }], events));
  const first = await open(3, [event("a"), event("b")]);
  expect([...first.held]).toEqual([1]);
  expect([...first.fresh].sort()).toEqual(["s/a", "s/b"]);
  expect([...(await open(3, [event("a"), event("c")])).fresh]).toEqual(["s/c"]);
  const lost = await open(2, [event("d")]);
  expect([...lost.held]).toEqual([]);
  expect([...lost.fresh]).toEqual([]);
  expect(await findEventHashes(db.pool, ["s/a", "s/d"])).toEqual(new Map([["s/a", "hash-a"]]));
});

test("events come back in order as they were, without those that were withdrawn", async () => {
  const events = [
    event("b", { timeMs: NOW + DAY }),
    event("a", { timeMs: NOW - 40 * DAY }),
    event("c", { corrects: "b" }),
  ];
  await db.withClient((client) => batches.insertEvents(client, events));
  await db.withClient((client) => batches.withdrawEvents(client, `e:${id}`, [{ uid: "s/b", byUid: "s/c" }]));
  const read = await db.withClient((client) => batches.readKeyEvents(client, `e:${id}`, 10));
  expect(read.map((one) => one.uid)).toEqual(["s/a", "s/c"]);
  expect(read[0]).toMatchObject({
    timeMs: NOW - 40 * DAY,
    receivedMs: NOW + 5,
    enterpriseId: id,
    data: events[1]?.data,
  });
  const line = await readTimeline(db.pool, [id], { cursor: null, limit: 10 });
  expect(line.rows.map((row) => [row.eventUid, row.withdrawn])).toEqual([
    ["s/b", true],
    ["s/c", false],
    ["s/a", false],
  ]);
});

test("states are kept and found again when they are due", async () => {
  const state = {
    key: `e:${id}`,
    partition: 1,
    version: "v1",
    watermarkMs: NOW,
    dueMs: NOW + 1000,
    state: JSON.stringify({ big: "x".repeat(4000) }),
  };
  await db.withClient((client) =>
    batches.writeStates(client, [state, { ...state, key: "e:999", dueMs: null }]),
  );
  await db.withClient((client) => batches.writeStates(client, [{ ...state, version: "v2" }]));
  expect(await db.withClient((client) => batches.readStates(client, [`e:${id}`, "e:0"]))).toEqual([
    { key: `e:${id}`, version: "v2", state: state.state },
  ]);
  const due = (nowMs: number) => db.withClient((client) => batches.readDueStates(client, 1, nowMs, 10));
  expect(await due(NOW + 999)).toEqual([]);
  expect((await due(NOW + 1000)).map((one) => one.key)).toEqual([`e:${id}`]);
});

test("a stretch of the line is said anew, in packed days too, and again without a point", async () => {
  const [firm] = (await seedEnterprises(db.pool, [{ name: "重述公司" }])) as [number];
  for (const [daysAgo, total] of [
    [60, 10],
    [50, 70],
    [40, 60],
    [30, 50],
  ] as const)
    await seedScore(db.pool, {
      enterpriseId: firm,
      timeMs: NOW - daysAgo * DAY,
      total,
      recordedMs: Date.now() - DAY,
    });
  if (db.prepared.capability === "timescale-community")
    await db.pool.execute(sql`select compress_chunk(c) from show_chunks('score_history') c`);
  const line = async (fromMs: number) =>
    (await db.withClient((client) => readLine(client, firm, fromMs))).map(({ timeMs, total }) => [
      (NOW - timeMs) / DAY,
      total,
    ]);
  // The point that held then is the first.
  expect(await line(NOW - 45 * DAY)).toEqual([
    [50, 70],
    [40, 60],
    [30, 50],
  ]);
  const dimensions = Object.fromEntries(DIMENSIONS.map((name, i) => [name, i])) as never;
  const level = { level: "normal" as const, sinceMs: null };
  const score = { total: 20, dimensions, level, reasons: [], configVersion: 2, modelVersion: "m", timeMs: 0 };
  const stretch = {
    fromMs: NOW - 50 * DAY,
    toMs: NOW - 30 * DAY,
    points: [45, 35].map((daysAgo, i) => ({
      score: { ...score, timeMs: NOW - daysAgo * DAY },
      eventUid: i === 0 ? "s/x" : null,
    })),
  };
  await db.withClient((client) => writeStretch(client, firm, stretch));
  const anew = [
    [60, 10],
    [45, 20],
    [35, 20],
  ];
  expect(await line(0)).toEqual(anew);
  const rows = await db.pool.query(sql`
    select dimensions, level, config_version as config, event_uid as uid from score_history
    where enterprise_id = ${firm} and total = 20 order by time`);
  expect(rows).toEqual([
    { dimensions: [0, 1, 2, 3, 4], level: 1, config: 2, uid: "s/x" },
    { dimensions: [0, 1, 2, 3, 4], level: 1, config: 2, uid: null },
  ]);
  await db.withClient((client) =>
    writeStretch(client, firm, { ...stretch, fromMs: NOW - 40 * DAY, points: [] }),
  );
  expect(await line(0)).toEqual(anew.slice(0, 2));
  // A later mark for another stretch touches nothing here.
  await seedRebuild(db.pool, {
    enterpriseId: firm,
    fromMs: NOW,
    toMs: NOW + DAY,
    recordedMs: NOW + 99 * DAY,
  });
  expect(await line(0)).toEqual(anew.slice(0, 2));
});

test("the first time of events, whatever parts they came in", async () => {
  const [firm] = (await seedEnterprises(db.pool, [{ name: "多主体公司" }])) as [number];
  for (const [uid, daysAgo] of [
    ["p/1#2", 9],
    ["p/2", 5],
    ["p/11", 20],
  ] as const)
    await seedEvent(db.pool, { uid, enterpriseId: firm, timeMs: NOW - daysAgo * DAY });
  const first = (uids: string[]) => db.withClient((client) => readFirstTime(client, `e:${firm}`, uids));
  expect(await first(["p/1", "p/2"])).toBe(NOW - 9 * DAY);
  expect(await first(["p/2"])).toBe(NOW - 5 * DAY);
  expect(await first(["p/3"])).toBeNull();
});

test("scores, history, findings, indicators and alerts are what the pages read", async () => {
  const dimensions = Object.fromEntries(DIMENSIONS.map((name, i) => [name, 10 * (i + 1)])) as never;
  const score = (total: number, timeMs: number) => ({
    total,
    dimensions,
    level: { level: "red" as const, sinceMs: timeMs },
    reasons: [
      { findingUid: "f1", dimension: "sentiment" as const, text: "负面", textEn: "negative", points: 5 },
    ],
    configVersion: 2,
    modelVersion: "m1",
    timeMs,
  });
  await db.withClient((client) =>
    results.writeScores(client, [
      {
        enterpriseId: id,
        score: score(80, NOW - DAY),
        changed: true,
        lastEventMs: NOW - DAY,
        eventUid: "s/a",
      },
    ]),
  );
  await db.withClient((client) =>
    results.writeScores(client, [
      {
        enterpriseId: id,
        score: score(81.5, NOW),
        changed: true,
        lastEventMs: NOW - 2 * DAY,
        eventUid: null,
      },
    ]),
  );
  expect(await readProfile(db.pool, id, CITY_SCOPE)).toMatchObject({
    score: 81.5,
    level: 4,
    dimensions: [10, 20, 30, 40, 50],
    reason: "负面",
    configVersion: 2,
    modelVersion: "m1",
    lastEventMs: NOW - DAY,
  });
  expect((await readScoreHistory(db.pool, [id], 0)).map((point) => point.score)).toEqual([80, 81.5]);
  expect((await readSparks(db.pool, [id], NOW - 90 * DAY, NOW)).get(id)).toEqual([80, 81.5]);
  const finding = {
    uid: "f1",
    enterpriseId: id,
    detector: "sentiment",
    detectorVersion: 1,
    rule: "burst",
    dimension: "sentiment" as const,
    severity: 60,
    timeMs: NOW,
    reason: "负面",
    reasonEn: "negative",
    figures: { n: 3 },
    evidence: [{ eventUid: "s/a", kind: "sentiment", timeMs: NOW, text: "t", source: "s" }],
    district: PUDONG,
    simulated: true,
  };
  await db.withClient((client) =>
    results.insertFindings(client, [finding, { ...finding, uid: "f2", clause: "第三条" }]),
  );
  await db.withClient((client) => results.retractFindingsExcept(client, id, ["f2"]));
  expect((await readFindings(db.pool, [id], { limit: 10 })).map((row) => [row.uid, row.clause])).toEqual([
    ["f2", "第三条"],
  ]);
  await db.withClient((client) => results.insertFindings(client, [finding]));
  expect(await readFindings(db.pool, [id], { limit: 10 })).toHaveLength(2);
  await db.withClient((client) =>
    results.writeIndicators(client, [
      { enterpriseId: id, id: "i", dimension: "basic", value: 5, timeMs: NOW },
    ]),
  );
  await db.withClient((client) =>
    results.writeIndicators(client, [
      { enterpriseId: id, id: "i", dimension: "basic", value: 7, timeMs: NOW },
    ]),
  );
  expect(await readIndicators(db.pool, id)).toMatchObject([{ id: "i", value: 7 }]);
});

test("push sequences of a batch go on from those of single messages", async () => {
  const sent = await db.withClient((client) =>
    appendPush(client, [
      { topic: "events.310115", body: "a" },
      { topic: "alerts.310115", body: "b" },
      { topic: "events.310115", body: "c" },
    ]),
  );
  expect(sent.map((message) => [message.topic, message.seq]).sort()).toEqual([
    ["alerts.310115", 1],
    ["events.310115", 1],
    ["events.310115", 2],
  ]);
  expect(await readPushSince(db.pool, "events.310115", 0, 10)).toMatchObject([{ body: "a" }, { body: "c" }]);
  expect(await readStoredMark(db.pool)).toBe(3);
});

test("derived events wait until the stream has them; dead letters and conflicts are kept", async () => {
  const derived = event("d1", { kind: "derived", key: "a:123" }) as never;
  await db.withClient((client) => results.insertDerived(client, [derived]));
  await db.withClient((client) => results.insertDerived(client, [derived]));
  expect(await db.withClient((client) => results.readStaleDerived(client, -1000, 10))).toMatchObject([
    { uid: "s/d1" },
  ]);
  await db.withClient((client) => results.deleteDerived(client, ["s/d1"]));
  expect(await db.withClient((client) => results.readStaleDerived(client, -1000, 10))).toEqual([]);
  await db.withClient((client) => insertDeadLetter(client, event("x"), "detect.failed", 5));
  await db.withClient((client) => insertDeadLetter(client, event("x"), "detect.failed", 5));
  expect(await countDeadLetters(db.pool)).toBe(1);
  await db.withClient((client) => insertConflicts(client, [event("a", { hash: "other" })]));
  expect(await readRejects(db.pool, "s", null, 10)).toMatchObject([{ outcome: "conflict", eventId: "s/a" }]);
  expect(partitionOf(`e:${id}`)).toBeLessThan(16);
});

test("a registration becomes facts, places, ties and the present view", async () => {
  const registration = (name: string, timeMs: number, data: object) =>
    event(name, { kind: "registration", timeMs, data: data as never }) as StreamEvent<"registration">;
  const project = (events: StreamEvent<"registration">[]) =>
    db.withClient((client) => projectRegistrations(client, events));
  await project([
    registration("r1", NOW - 9 * DAY, {
      name: "甲公司",
      legalRepresentative: "张三",
      registeredDistrict: PUDONG,
      registeredStreet: "310115005",
      registeredCapital: "100.5",
      status: "active",
      relations: [{ kind: "shareholder", party: "person", name: "李四", share: 0.4 }],
    }),
  ]);
  await project([
    registration("r2", NOW - 3 * DAY, {
      name: "甲集团",
      legalRepresentative: "王五",
      registeredDistrict: "310101",
    }),
  ]);
  await project([registration("r0", NOW - 20 * DAY, { name: "甲作坊", legalRepresentative: "赵六" })]);
  expect(await readProfile(db.pool, id, CITY_SCOPE)).toMatchObject({
    name: "甲集团",
    legalRepresentative: "王五",
    district: "310101",
    registeredCapital: "100.5000",
  });
  const names = (await readFacts(db.pool, id, null)).filter((fact) => fact.attribute === "name");
  expect(names.map((fact) => [fact.value, fact.fromMs, fact.toMs])).toEqual([
    ["甲集团", NOW - 3 * DAY, null],
    ["甲公司", NOW - 9 * DAY, NOW - 3 * DAY],
    ["甲作坊", NOW - 20 * DAY, NOW - 9 * DAY],
  ]);
  expect(
    (await readPlaces(db.pool, id, null))
      .filter((place) => place.kind === "registered")
      .map((place) => place.district),
  ).toEqual(["310101", PUDONG]);
  expect(await readRelations(db.pool, id, CITY_SCOPE)).toMatchObject([
    { kind: "shareholder", name: "李四", share: 0.4 },
  ]);
  const [card] = await db.withClient((client) => readCards(client, [id]));
  expect(card).toMatchObject({ name: "甲集团", district: "310101", position: [121.51234, 31.2] });
});

test("registrations in any order give one line of facts without overlap or gap", async () => {
  const [other] = (await seedEnterprises(db.pool, [{ name: "乱序公司" }])) as [number];
  // A fixed shuffle of twenty days; names change with each.
  const order = Array.from({ length: 20 }, (_, i) => (i * 7 + 3) % 20);
  for (const day of order) {
    const one = event(`shuffled-${day}`, {
      kind: "registration",
      key: `e:${other}`,
      enterpriseId: other,
      timeMs: NOW + day * DAY,
      data: { name: `名${day}`, registeredDistrict: day % 2 === 0 ? PUDONG : "310101" } as never,
    });
    await db.withClient((client) => projectRegistrations(client, [one as StreamEvent<"registration">]));
  }
  const names = (await readFacts(db.pool, other, null)).filter((fact) => fact.attribute === "name").reverse();
  expect(names.map((fact) => fact.value)).toEqual(Array.from({ length: 20 }, (_, day) => `名${day}`));
  for (const [i, fact] of names.entries()) expect(fact.toMs).toBe(names[i + 1]?.fromMs ?? null);
  const places = (await readPlaces(db.pool, other, null))
    .filter((place) => place.kind === "registered")
    .reverse();
  expect(places).toHaveLength(20);
  for (const [i, place] of places.entries()) expect(place.toMs).toBe(places[i + 1]?.fromMs ?? null);
  // What was known before the last one came is still there.
  const [all] = await db.pool.query<{ n: number }>(
    sql`select count(*) as n from enterprise_facts where enterprise_id = ${other} and superseded_at is not null`,
  );
  expect(all?.n).toBeGreaterThan(0);
  expect(await readProfile(db.pool, other, CITY_SCOPE)).toMatchObject({ name: "名19" });
});
