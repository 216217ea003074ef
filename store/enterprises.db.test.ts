import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { scopeOf } from "#domain/permission";
import { followMerges, mergeEnterprises, readMergedIds } from "#store/enterprise-merge";
import { addNames, readNamesSince } from "#store/enterprise-names";
import {
  moveEnterprise,
  readFacts,
  readIdentifiers,
  readPlaces,
  readProfile,
  readScoreAsOf,
} from "#store/enterprise-profile";
import { countEnterprises, readEnterprises, searchEnterprises } from "#store/enterprise-search";
import {
  countAllEnterprises,
  findEnterprise,
  findIdentifiers,
  readEnterprisesAfter,
  resolveEnterprises,
  type SubjectDraft,
  setWatched,
} from "#store/enterprises";
import { giveEnterprises } from "#store/organisations";
import { readRelations, resolvePersons, writeRelations } from "#store/relations";
import { readSparkAsOf, readSparks } from "#store/scores";
import { sql } from "#store/sql";
import { createTestDatabase, isSingleSession, type TestDatabase } from "#store/testing/database";
import {
  CITY_SCOPE,
  DAY,
  HUANGPU,
  makeDraft,
  makePrincipal,
  NOW,
  PUDONG,
  PUDONG_SCOPE,
  seedEnterprises,
  seedRebuild,
  seedScore,
  seedUser,
} from "#store/testing/fixtures";

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.stop());

const subject = (name: string, over: { code?: string; local?: string } = {}): SubjectDraft => ({
  identifiers: [
    ...(over.code === undefined ? [] : [{ scheme: "code", value: over.code }]),
    ...(over.local === undefined ? [] : [{ scheme: "local:test", value: over.local }]),
    { scheme: "name", value: name },
  ],
  draft: makeDraft({
    name,
    creditCode: over.code ?? null,
    district: "000000",
    street: null,
    provisional: true,
  }),
});

describe("resolveEnterprises", () => {
  test("makes an unknown one once, and finds it again by any identifier", async () => {
    const [first, again] = await resolveEnterprises(db.pool, [
      subject("甲公司", { local: "1" }),
      subject("甲公司"),
    ]);
    expect(first?.created).toBe(true);
    expect(again).toEqual({ enterpriseId: first?.enterpriseId, created: false });
    const [later] = await resolveEnterprises(db.pool, [subject("甲公司的别名", { local: "1" })]);
    expect(later).toEqual({ enterpriseId: first?.enterpriseId, created: false });
    const known = await findIdentifiers(db.pool, [{ scheme: "name", value: "甲公司的别名" }]);
    expect([...known.values()]).toEqual([first?.enterpriseId]);
  });

  test("a code that comes later is kept for the firm of that name; another code makes another firm", async () => {
    const [named] = await resolveEnterprises(db.pool, [subject("乙公司")]);
    const [coded] = await resolveEnterprises(db.pool, [subject("乙公司", { code: "91310000AAAAAAAA1X" })]);
    expect(coded?.enterpriseId).toBe(named?.enterpriseId);
    expect((await findEnterprise(db.pool, named?.enterpriseId as number))?.creditCode).toBe(
      "91310000AAAAAAAA1X",
    );
    const [other] = await resolveEnterprises(db.pool, [subject("乙公司", { code: "91310000BBBBBBBB1X" })]);
    expect(other).toEqual({ enterpriseId: expect.any(Number), created: true });
    expect(other?.enterpriseId).not.toBe(named?.enterpriseId);
  });

  test.skipIf(isSingleSession())("twenty at once make each enterprise once", async () => {
    const subjects = Array.from({ length: 50 }, (_, i) => subject(`并发${i}`, { local: `c${i}` }));
    const results = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        resolveEnterprises(db.pool, i % 2 === 0 ? subjects : [...subjects].reverse()),
      ),
    );
    const ids = results.map((result, i) =>
      (i % 2 === 0 ? result : [...result].reverse()).map((one) => one.enterpriseId),
    );
    for (const one of ids) expect(one).toEqual(ids[0]);
    expect(new Set(ids[0]).size).toBe(50);
    const [row] = await db.pool.query<{ n: number }>(
      sql`select count(*) as n from enterprises where name like '并发%'`,
    );
    expect(row?.n).toBe(50);
  });
});

describe("search", () => {
  let ids: number[];
  beforeAll(async () => {
    ids = await seedEnterprises(db.pool, [
      {
        name: "上海东方明珠小额贷款有限公司",
        score: 82.5,
        level: 4,
        creditCode: "91310115MA1K00001X",
        sinceMs: NOW - 5000,
        lastEventMs: NOW,
      },
      {
        name: "上海东方融资租赁有限公司",
        score: 82.25,
        level: 4,
        industry: "6631",
        financeKind: "leasing",
        sinceMs: NOW - 4000,
        lastEventMs: NOW - 1000,
      },
      {
        name: "黄浦典当行有限公司",
        district: HUANGPU,
        street: "310101002",
        score: 65,
        level: 3,
        industry: "6633",
        financeKind: "pawn",
        sinceMs: NOW - 3000,
      },
      {
        name: "静好咖啡馆100%_店",
        score: 12,
        level: 1,
        industry: "6210",
        financeKind: "none",
        status: "cancelled",
      },
      {
        name: "市外科技公司",
        district: "000000",
        street: null,
        provisional: true,
        score: 70,
        level: 3,
        industry: null,
        financeKind: null,
      },
    ]);
  });
  const names = async (filter: Parameters<typeof searchEnterprises>[1]["filter"], scope = CITY_SCOPE) =>
    (
      await searchEnterprises(db.pool, {
        filter,
        scope,
        sort: "score",
        descending: true,
        cursor: null,
        limit: 10,
      })
    ).rows
      .filter((row) => ids.includes(row.id))
      .map((row) => row.name.slice(0, 4));

  test("by part of the name, a code, level, industry, kind, status and origin", async () => {
    expect(await names({ q: "东方" })).toEqual(["上海东方", "上海东方"]);
    expect(await names({ q: "东方明珠小额" })).toEqual(["上海东方"]);
    expect(await names({ q: "咖" })).toEqual(["静好咖啡"]);
    expect(await names({ q: "囧" })).toEqual([]);
    expect(await names({ q: "100%_" })).toEqual(["静好咖啡"]);
    expect(await names({ q: "%" })).toEqual(["静好咖啡"]);
    expect(await names({ q: "91310115ma1k" })).toEqual(["上海东方"]);
    expect(await names({ levels: [3, 4] })).toEqual(["上海东方", "上海东方", "黄浦典当"]);
    expect(await names({ industry: "66" })).toEqual(["上海东方", "上海东方", "黄浦典当"]);
    expect(await names({ industry: "6633" })).toEqual(["黄浦典当"]);
    expect(await names({ financeKinds: ["leasing", "pawn"] })).toEqual(["上海东方", "黄浦典当"]);
    expect(await names({ statuses: ["cancelled"] })).toEqual(["静好咖啡"]);
    expect(await names({ origin: "outside" })).toEqual(["市外科技"]);
    expect(await names({ levels: [3], origin: "all" })).toEqual(["市外科技", "黄浦典当"]);
    expect(await names({ q: "没有这家" })).toEqual([]);
  });

  test("rows carry what the list shows", async () => {
    const page = await searchEnterprises(db.pool, {
      filter: { q: "东方明珠" },
      scope: CITY_SCOPE,
      sort: "score",
      descending: true,
      cursor: null,
      limit: 10,
    });
    expect(page).toEqual({
      next: null,
      rows: [
        {
          id: ids[0],
          name: "上海东方明珠小额贷款有限公司",
          creditCode: "91310115MA1K00001X",
          district: PUDONG,
          street: "310115005",
          industry: "6635",
          financeKind: "microloan",
          status: "active",
          level: 4,
          score: 82.5,
          change: 82.5,
          reason: "理由0",
          reasonEn: "reason 0",
          lastEventMs: NOW,
          sinceMs: NOW - 5000,
          provisional: false,
          simulated: true,
          watched: false,
          legalRepresentative: null,
        },
      ],
    });
  });

  test("a district's user never gets another district's rows, whatever is asked for", async () => {
    expect(await names({}, PUDONG_SCOPE)).toEqual(["上海东方", "上海东方", "静好咖啡"]);
    expect(await names({ q: "典当" }, PUDONG_SCOPE)).toEqual([]);
    expect(
      await names(
        {},
        scopeOf(
          makePrincipal({ role: "street-officer", tier: "street", district: HUANGPU, street: "310101002" }),
        ),
      ),
    ).toEqual(["黄浦典当"]);
    expect(
      await names(
        {},
        scopeOf(makePrincipal({ role: "sector-regulator", tier: "unit", businesses: ["pawn"] })),
      ),
    ).toEqual(["黄浦典当"]);
    expect(await names({}, { districts: [], street: null, businesses: null, givenTo: null })).toEqual([]);
    expect(await readProfile(db.pool, ids[2] as number, PUDONG_SCOPE)).toBeNull();
    expect(await setWatched(db.pool, PUDONG_SCOPE, ids[2] as number, true)).toBe(false);
    expect(await readEnterprises(db.pool, ids, PUDONG_SCOPE)).toHaveLength(3);
  });

  test("a member unit sees what it was given, until then nothing", async () => {
    const unit = await seedUser(db.pool, "unit", "member-unit", { district: "310000", tier: "unit" });
    expect(await names({ origin: "all" }, scopeOf(unit))).toEqual([]);
    await giveEnterprises(db.pool, unit.organisationId, [ids[2] as number], "工单1");
    expect(await names({ origin: "all" }, scopeOf(unit))).toEqual(["黄浦典当"]);
    expect(await countEnterprises(db.pool, {}, scopeOf(unit))).toEqual({ count: 1, exact: true });
  });

  test.each(["score", "change", "name", "lastEvent", "since"] as const)(
    "paging by %s gives every row once, both ways",
    async (sort) => {
      const total = await countEnterprises(db.pool, { origin: "all" }, CITY_SCOPE);
      for (const descending of [true, false]) {
        const seen: number[] = [];
        for (let cursor: string | null = null; ; ) {
          const page = await searchEnterprises(db.pool, {
            filter: { origin: "all" },
            scope: CITY_SCOPE,
            sort,
            descending,
            cursor,
            limit: 3,
          });
          seen.push(...page.rows.map((row) => row.id));
          cursor = page.next;
          if (cursor === null) break;
        }
        expect(new Set(seen).size).toBe(seen.length);
        expect(seen.length).toBe(total.count);
        expect(total.exact).toBe(true);
      }
    },
  );

  test("a cursor of another sort, or nonsense, is refused", async () => {
    const page = await searchEnterprises(db.pool, {
      filter: {},
      scope: CITY_SCOPE,
      sort: "score",
      descending: true,
      cursor: null,
      limit: 1,
    });
    for (const cursor of [page.next as string, "nonsense", Buffer.from("[1]").toString("base64url")]) {
      await expect(
        searchEnterprises(db.pool, {
          filter: {},
          scope: CITY_SCOPE,
          sort: "name",
          descending: true,
          cursor,
          limit: 1,
        }),
      ).rejects.toMatchObject({ code: "store.bad-cursor" });
    }
  });

  test("counts agree with what the list gives", async () => {
    for (const filter of [
      {},
      { q: "东方" },
      { levels: [4] },
      { statuses: ["cancelled"] },
      { industry: "66", origin: "all" as const },
      { watched: false },
    ]) {
      const page = await searchEnterprises(db.pool, {
        filter,
        scope: CITY_SCOPE,
        sort: "score",
        descending: true,
        cursor: null,
        limit: 1000,
      });
      expect(await countEnterprises(db.pool, filter, CITY_SCOPE)).toEqual({
        count: page.rows.length,
        exact: true,
      });
    }
  });

  test("watching one puts it on the watched list", async () => {
    expect(await setWatched(db.pool, CITY_SCOPE, ids[0] as number, true)).toBe(true);
    expect(await names({ watched: true })).toEqual(["上海东方"]);
  });
});

describe("profile", () => {
  test("shows the head, places and facts, and moves with its history", async () => {
    const [id] = (await seedEnterprises(db.pool, [
      {
        name: "搬家公司",
        score: 50,
        level: 2,
        registeredCapital: "1000.50",
        establishedOn: "2020-01-02",
        licences: ["甲", "乙"],
      },
    ])) as [number];
    await db.pool.execute(sql`
      insert into enterprise_places (enterprise_id, kind, district, street, valid_from, recorded_at)
      values (${id}, 'responsible', ${PUDONG}, null, '2020-01-01', '2020-01-01')`);
    await db.pool.execute(sql`
      insert into enterprise_facts (enterprise_id, attribute, value, valid_from, valid_to, recorded_at, superseded_at, source)
      values (${id}, 'name', '旧名', '2020-01-01', null, '2020-01-01', '2022-01-01', 't'),
        (${id}, 'name', '旧名', '2020-01-01', '2021-06-01', '2022-01-01', null, 't'), (${id}, 'name', '新名', '2021-06-01', null, '2022-01-01', null, 't')`);
    const profile = await readProfile(db.pool, id, PUDONG_SCOPE);
    expect(profile).toMatchObject({
      name: "搬家公司",
      registeredCapital: "1000.5000",
      establishedOn: "2020-01-02",
      licences: ["甲", "乙"],
      score: 50,
      openAlertId: null,
      criminalCase: false,
    });
    expect(profile?.dimensions).toHaveLength(5);
    await db.pool.transaction((tx) =>
      moveEnterprise(tx, id, { district: HUANGPU, street: "310101002", fromMs: NOW }),
    );
    expect(await readProfile(db.pool, id, PUDONG_SCOPE)).toBeNull();
    expect((await readProfile(db.pool, id, CITY_SCOPE))?.district).toBe(HUANGPU);
    expect((await readPlaces(db.pool, id, null)).map((place) => [place.district, place.toMs])).toEqual([
      [HUANGPU, null],
      [PUDONG, NOW],
    ]);
    const at = (day: string, known: string) =>
      readFacts(db.pool, id, { atMs: Date.parse(day), knownMs: Date.parse(known) });
    expect((await at("2021-12-01", "2021-12-01")).map((fact) => fact.value)).toEqual(["旧名"]);
    expect((await at("2021-12-01", "2023-01-01")).map((fact) => fact.value)).toEqual(["新名"]);
    expect(await readFacts(db.pool, id, null)).toHaveLength(2);
  });

  test("a past day's score is shown as it was known then, and as it is known now", async () => {
    const [id] = (await seedEnterprises(db.pool, [{}])) as [number];
    await seedScore(db.pool, { enterpriseId: id, timeMs: NOW - 1000, total: 10 });
    await seedScore(db.pool, {
      enterpriseId: id,
      timeMs: NOW - 1000,
      total: 40,
      level: 2,
      recordedMs: NOW + 5000,
    });
    expect(await readScoreAsOf(db.pool, id, NOW)).toMatchObject({ score: 10, level: 1 });
    expect(await readScoreAsOf(db.pool, id, NOW, NOW + 6000)).toMatchObject({
      score: 40,
      level: 2,
      recordedAtMs: NOW + 5000,
    });
    expect(await readScoreAsOf(db.pool, id, NOW - 2000)).toBeNull();
  });

  test("what a rebuild superseded stays what was known until then, and is not known after", async () => {
    const [id] = (await seedEnterprises(db.pool, [{}])) as [number];
    await seedScore(db.pool, { enterpriseId: id, timeMs: NOW - 9 * DAY, total: 10 });
    await seedScore(db.pool, { enterpriseId: id, timeMs: NOW - 5 * DAY, total: 80, level: 4 });
    await seedScore(db.pool, { enterpriseId: id, timeMs: NOW - 4 * DAY, total: 79, level: 4 });
    const recordedMs = NOW - DAY;
    await seedRebuild(db.pool, { enterpriseId: id, fromMs: NOW - 5 * DAY, toMs: recordedMs, recordedMs });
    await seedScore(db.pool, { enterpriseId: id, timeMs: recordedMs, total: 11 });
    const at = NOW - 3 * DAY;
    const known = async (knownMs: number) => (await readScoreAsOf(db.pool, id, at, knownMs))?.score;
    expect([await known(at), await known(recordedMs - 1), await known(recordedMs), await known(NOW)]).toEqual(
      [79, 79, 10, 10],
    );
    expect(await readScoreAsOf(db.pool, id, NOW)).toMatchObject({ score: 11 });
    const day = (date: string) => Date.parse(`${date}T00:00:00+08:00`);
    expect(await readSparkAsOf(db.pool, id, day("2026-11-01"), at)).toEqual([10, 10, 10, 10, 80, 79, 79]);
    expect((await readSparks(db.pool, [id], day("2026-11-01"), NOW)).get(id)).toEqual([
      10, 10, 10, 10, 10, 10, 10, 10, 11, 11,
    ]);
  });
});

describe("merge", () => {
  test("identifiers, names, facts and relations go to the target; counts leave the provisional one out", async () => {
    const [made] = await resolveEnterprises(db.pool, [subject("待并公司", { local: "m1" })]);
    const from = made?.enterpriseId as number;
    const [into] = (await seedEnterprises(db.pool, [{ name: "目标公司" }])) as [number];
    const before = await countAllEnterprises(db.pool);
    await db.pool.execute(
      sql`insert into enterprise_facts (enterprise_id, attribute, value, valid_from, source) values (${from}, 'scope', '放贷', now(), 't')`,
    );
    expect(await db.pool.transaction((tx) => mergeEnterprises(tx, from, from))).toEqual({
      ok: false,
      reason: "same",
    });
    expect(await db.pool.transaction((tx) => mergeEnterprises(tx, into, from))).toEqual({
      ok: false,
      reason: "not-provisional",
    });
    expect(await db.pool.transaction((tx) => mergeEnterprises(tx, from, into))).toEqual({ ok: true });
    expect(await db.pool.transaction((tx) => mergeEnterprises(tx, from, into))).toEqual({
      ok: false,
      reason: "merged-already",
    });
    expect((await resolveEnterprises(db.pool, [subject("待并公司")]))[0]?.enterpriseId).toBe(into);
    expect(await readIdentifiers(db.pool, into)).toContainEqual({ scheme: "local:test", value: "m1" });
    expect((await readFacts(db.pool, into, null)).map((fact) => fact.value)).toContain("放贷");
    expect((await readMergedIds(db.pool, into)).sort()).toEqual([from, into].sort());
    expect(await followMerges(db.pool, from)).toBe(into);
    expect(await countAllEnterprises(db.pool)).toBe(before - 1);
    const names = await readNamesSince(db.pool, 0, 1000);
    expect(names.find((one) => one.name === "待并公司")?.enterpriseId).toBe(into);
  });
});

test("names are read by id, and a new name ends the one before", async () => {
  const [id] = (await seedEnterprises(db.pool, [{ name: "改名前" }])) as [number];
  const last = (await readNamesSince(db.pool, 0, 100_000)).at(-1)?.id as number;
  await addNames(db.pool, [
    { enterpriseId: id, name: "改名后" },
    { enterpriseId: id, name: "改名前" },
    { enterpriseId: id, name: "改名后" },
  ]);
  const fresh = await readNamesSince(db.pool, last, 10);
  expect(fresh).toMatchObject([{ enterpriseId: id, name: "改名后", current: true }]);
  expect((await readNamesSince(db.pool, last - 1, 1))[0]).toMatchObject({ name: "改名前", current: false });
});

test("relations: both directions, superseded by another share, levels only inside the scope", async () => {
  const [a, b] = (await seedEnterprises(db.pool, [
    { name: "母公司", score: 80, level: 4 },
    { name: "子公司", district: HUANGPU, street: null, score: 91, level: 5 },
  ])) as [number, number];
  const [person] = (await resolvePersons(db.pool, [
    { name: "李四", idIndex: null, idCipher: null, keyVersion: null, hint: String(a) },
  ])) as [number];
  expect(
    await resolvePersons(db.pool, [
      { name: "李四", idIndex: null, idCipher: null, keyVersion: null, hint: String(a) },
    ]),
  ).toEqual([person]);
  const tie = {
    fromEnterprise: a,
    kind: "shareholder",
    share: 0.6,
    office: null,
    fromMs: NOW,
    source: "t",
    eventUid: null,
  };
  await writeRelations(db.pool, [
    { ...tie, party: { kind: "person", personId: person } },
    { ...tie, kind: "investment", party: { kind: "enterprise", enterpriseId: b } },
  ]);
  await writeRelations(db.pool, [
    { ...tie, party: { kind: "person", personId: person } },
    {
      ...tie,
      kind: "investment",
      share: 0.8,
      fromMs: NOW + 1000,
      party: { kind: "enterprise", enterpriseId: b },
    },
  ]);
  const out = await readRelations(db.pool, a, PUDONG_SCOPE);
  expect(out.map((row) => [row.kind, row.name, row.share, row.direction, row.level])).toEqual([
    ["investment", "子公司", 0.8, "out", null],
    ["shareholder", "李四", 0.6, "out", null],
  ]);
  expect((await readRelations(db.pool, a, CITY_SCOPE))[0]?.level).toBe(5);
  expect(
    (await readRelations(db.pool, b, CITY_SCOPE)).map((row) => [row.name, row.direction, row.level]),
  ).toEqual([["母公司", "in", 4]]);
});

test("walking through all enterprises", async () => {
  const some = await readEnterprisesAfter(db.pool, 0, 2);
  expect(some).toHaveLength(2);
  expect((await readEnterprisesAfter(db.pool, some[1]?.id as number, 1))[0]?.id).toBeGreaterThan(
    some[1]?.id as number,
  );
});
