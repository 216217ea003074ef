import { afterAll, beforeAll, expect, test } from "vitest";
import { insertOutbox } from "#store/derived-outbox";
import {
  countOrganisations,
  type EvaluationDraft,
  readEvaluation,
  readEvaluationHistory,
  saveEvaluations,
  searchOrganisations,
} from "#store/organisation-evaluations";
import {
  findStaleOrganisations,
  readOrganisationEvents,
  readOrganisationNews,
  readOrganisationsAfter,
} from "#store/organisation-inputs";
import {
  countReportedPeriods,
  readNewestPeers,
  readPeers,
  savePeers,
  takeEvaluationLock,
} from "#store/organisation-peers";
import { sql } from "#store/sql";
import { createTestDatabase, type TestDatabase } from "#store/testing/database";
import {
  CITY_SCOPE,
  DAY,
  HUANGPU,
  NOW,
  PUDONG_SCOPE,
  seedEnterprises,
  seedEvent,
} from "#store/testing/fixtures";

let db: TestDatabase;
let ids: number[];
beforeAll(async () => {
  db = await createTestDatabase();
  ids = await seedEnterprises(db.pool, [
    { name: "上海甲典当有限公司", financeKind: "pawn", creditCode: "91310115MA1K000175" },
    { name: "上海乙典当有限公司", financeKind: "pawn", district: HUANGPU, street: "310101002" },
    { name: "上海丙商业保理有限公司", financeKind: "factoring" },
    { name: "上海丁贸易有限公司", financeKind: null },
    { name: "异地典当", financeKind: "pawn", district: "000000", street: null },
  ]);
});
afterAll(() => db?.stop());

const draft = (id: number, over: Partial<EvaluationDraft> = {}): EvaluationDraft => ({
  enterpriseId: id,
  kind: "pawn",
  asOfMs: NOW,
  period: "2026-10",
  score: 42.5,
  level: 2,
  worstGroup: "credit",
  breaches: 0,
  warnings: 1,
  known: 0.9,
  version: 1,
  peersId: null,
  inputsAt: null,
  checkedOn: "2026-11-24",
  fingerprint: "a",
  told: [],
  body: { warnings: [{ zh: "预警", en: "warning" }], groups: [{ id: "credit", score: 50 }] },
  ...over,
});
const stale = (over: object = {}) =>
  findStaleOrganisations(
    db.pool,
    { kinds: ["pawn", "factoring"], version: 1, day: "2026-11-24", peers: [null, null], ...over },
    100,
  ).then((rows) => rows.map((row) => row.id));

test("stale is what is missing, of another version, day, state or peers; saved ones are not", async () => {
  const [a, b, c] = ids as [number, number, number];
  expect(await stale()).toEqual([a, b, c]);
  expect(
    await db.pool.transaction((tx) => saveEvaluations(tx, [draft(a), draft(b, { score: null })])),
  ).toEqual([
    { enterpriseId: a, toldBefore: [] },
    { enterpriseId: b, toldBefore: [] },
  ]);
  expect(await stale()).toEqual([c]);
  expect(await stale({ day: "2026-11-25" })).toEqual([a, b, c]);
  expect(await stale({ version: 2 })).toEqual([a, b, c]);
  await db.pool.execute(
    sql`insert into entity_state (key, partition, version, watermark, state) values (${`e:${a}`}, 0, 'v', now(), '{}')`,
  );
  expect(await stale()).toEqual([a, c]);
  const [row] = await findStaleOrganisations(
    db.pool,
    { kinds: ["pawn"], version: 1, day: "2026-11-24", peers: [null] },
    1,
  );
  // The same text comes back as the same instant, to the microsecond.
  await db.pool.transaction((tx) => saveEvaluations(tx, [draft(a, { inputsAt: row?.inputsAt ?? null })]));
  expect(await stale()).toEqual([c]);
});

test("the same fingerprint keeps the row, another one makes it history, and tells what was told", async () => {
  const [a] = ids as [number];
  const first = await readEvaluation(db.pool, a);
  const again = draft(a, { checkedOn: "2026-11-25", asOfMs: NOW + DAY });
  expect(await db.pool.transaction((tx) => saveEvaluations(tx, [again]))).toEqual([]);
  expect(await readEvaluation(db.pool, a)).toMatchObject({
    id: first?.id,
    asOfMs: NOW,
    checkedOn: "2026-11-25",
  });
  const other = draft(a, { fingerprint: "b", asOfMs: NOW + 2 * DAY, score: 60, told: ["model:default/red"] });
  await db.pool.transaction((tx) => saveEvaluations(tx, [other]));
  const third = draft(a, { fingerprint: "c", asOfMs: NOW + 3 * DAY, score: 61 });
  expect(await db.pool.transaction((tx) => saveEvaluations(tx, [third]))).toEqual([
    { enterpriseId: a, toldBefore: ["model:default/red"] },
  ]);
  expect((await readEvaluationHistory(db.pool, a, 10)).map((point) => point.score)).toEqual([42.5, 60, 61]);
  expect((await readEvaluation(db.pool, a, NOW + 2.5 * DAY))?.asOfMs).toBe(NOW + 2 * DAY);
  expect(await readEvaluation(db.pool, a, NOW - 1)).toBeNull();
});

test("list and counts keep to the scope and leave out who is outside the city", async () => {
  const page = { cursor: null, limit: 10 };
  const all = await searchOrganisations(db.pool, { kind: "pawn" }, CITY_SCOPE, page);
  expect(all.rows.map((row) => [row.id, row.score])).toEqual([
    [ids[0], 61],
    [ids[1], null],
  ]);
  expect(all.rows[0]).toMatchObject({
    warningZh: "预警",
    warningEn: "warning",
    groups: [{ id: "credit", score: 50 }],
  });
  expect((await searchOrganisations(db.pool, { kind: "pawn" }, PUDONG_SCOPE, page)).rows).toHaveLength(1);
  const first = await searchOrganisations(db.pool, { kind: "pawn" }, CITY_SCOPE, { cursor: null, limit: 1 });
  const second = await searchOrganisations(db.pool, { kind: "pawn" }, CITY_SCOPE, {
    cursor: first.next,
    limit: 1,
  });
  expect([first.rows[0]?.id, second.rows[0]?.id, second.next]).toEqual([ids[0], ids[1], null]);
  expect((await searchOrganisations(db.pool, { kind: "pawn", levels: [3] }, CITY_SCOPE, page)).rows).toEqual(
    [],
  );
  expect(
    (await searchOrganisations(db.pool, { kind: "pawn", q: "91310115ma1k" }, CITY_SCOPE, page)).rows,
  ).toHaveLength(1);
  const counts = await countOrganisations(db.pool, ["pawn", "factoring"], CITY_SCOPE);
  expect(counts.find((row) => row.kind === "pawn")).toEqual({
    kind: "pawn",
    organisations: 2,
    evaluated: 2,
    breached: 0,
    levels: [0, 2, 0, 0, 0],
  });
});

test("inputs: events of a firm and of what was merged into it, findings of the text detectors", async () => {
  const [a, b] = ids as [number, number];
  await seedEvent(db.pool, {
    uid: "f/1",
    enterpriseId: a,
    kind: "filing",
    timeMs: NOW - DAY,
    data: { form: "月报", figures: {} },
  });
  await seedEvent(db.pool, { uid: "s/1", enterpriseId: a, kind: "sentiment", timeMs: NOW - DAY, data: {} });
  await seedEvent(db.pool, {
    uid: "f/2",
    enterpriseId: b,
    kind: "filing",
    timeMs: NOW - 500 * DAY,
    data: {},
  });
  await seedEvent(db.pool, {
    uid: "f/3",
    enterpriseId: ids[4] as number,
    kind: "filing",
    timeMs: NOW - DAY,
    data: {},
  });
  await db.pool.execute(sql`update enterprises set merged_into = ${a} where id = ${ids[4]}`);
  const rows = await readOrganisationEvents(db.pool, [a, b], NOW - 400 * DAY, NOW);
  expect(rows.map((row) => [row.enterpriseId, row.uid])).toEqual([
    [a, "f/1"],
    [a, "f/3"],
  ]);
  await db.pool.execute(sql`
    insert into findings (uid, enterprise_id, district, detector, detector_version, rule, dimension, severity, time, reason, reason_en, figures, evidence)
    values ('n/1', ${a}, '310115', 'sentiment', 1, 'burst', 'sentiment', 40, to_timestamp(${NOW / 1000 - 60}::float8), '负面', 'bad', '{}', '[]')`);
  expect(await readOrganisationNews(db.pool, [a], NOW - DAY, NOW)).toMatchObject([
    { enterpriseId: a, severity: 40 },
  ]);
  expect((await readOrganisationsAfter(db.pool, "pawn", 0, 10)).map((row) => row.id)).toEqual([a, b]);
});

test("peers: the same again is one row, another is a new one; periods are counted from what stands", async () => {
  const peers = {
    kind: "pawn" as const,
    period: "2026-10",
    version: 1,
    n: 2,
    reported: 2,
    body: { climate: 50 },
    nowMs: NOW,
  };
  const id = await db.pool.transaction((tx) => savePeers(tx, peers));
  expect(await db.pool.transaction((tx) => savePeers(tx, { ...peers, nowMs: NOW + DAY }))).toBe(id);
  expect(await readPeers(db.pool, id)).toMatchObject({ body: { climate: 50 }, checkedAtMs: NOW + DAY });
  const next = await db.pool.transaction((tx) => savePeers(tx, { ...peers, n: 3, body: { climate: 60 } }));
  expect(next).not.toBe(id);
  expect(await readNewestPeers(db.pool, ["pawn", "factoring"])).toMatchObject([{ id: next, n: 3 }]);
  expect(await countReportedPeriods(db.pool)).toEqual([{ kind: "pawn", period: "2026-10", n: 2 }]);
});

test("the lock is taken, and the outbox takes an event once", async () => {
  expect(await db.pool.transaction((tx) => takeEvaluationLock(tx))).toBe(true);
  const event = {
    uid: "evaluation/1-1",
    kind: "derived" as const,
    type: "organisation.evaluated",
    key: "e:1",
    enterpriseId: 1,
    district: "310115",
    source: "evaluation",
    timeMs: NOW,
    timeInferred: false,
    simulated: true,
    hash: "x",
    data: { warnings: [] },
  };
  expect(await insertOutbox(db.pool, [event, { ...event, uid: "evaluation/2-1" }])).toBe(2);
  expect(await insertOutbox(db.pool, [event])).toBe(0);
});
