import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { DerivedEvent } from "#domain/detect";
import { DEFAULT_WEIGHTS } from "#domain/dimension";
import { refreshRelations, refreshRiskSources } from "#server/pipelines/relations/refresh";
import { readClusterMembers, readClusters } from "#store/clusters";
import { readControllers } from "#store/controllers";
import { mergeEnterprises } from "#store/enterprise-merge";
import { countRelationChanges } from "#store/relation-changes";
import { MANUAL_SOURCE, type RelationDraft, resolvePersons, writeRelations } from "#store/relations";
import { sql } from "#store/sql";
import { createServerTestDatabase, isSingleSession, type ServerTestDatabase } from "#store/testing/database";
import { CITY_SCOPE, NOW, seedEnterprises } from "#store/testing/fixtures";

describe.skipIf(isSingleSession())("the graph of relations", () => {
  let db: ServerTestDatabase;
  beforeAll(async () => {
    db = await createServerTestDatabase();
  });
  afterAll(() => db.stop());
  beforeEach(async () => {
    await db.pool.execute(sql`
      truncate relation_changes, enterprise_links, controllers, clusters, cluster_members, risk_sources, risk_reach, risk_told,
        derived_outbox, relations, persons, scores, score_order, enterprises cascade`);
  });

  const rounds = async (nowMs = NOW, batch = 500) => {
    let told = 0;
    for (;;) {
      const report = await refreshRelations(db.pool, { nowMs, batch });
      if (report === null) throw new Error("locked");
      told += report.told;
      if (!report.more) return told;
    }
  };
  const tie = (
    from: number,
    kind: string,
    to: number | { person: number },
    share: number | null = null,
  ): RelationDraft => ({
    fromEnterprise: from,
    kind,
    share,
    office: null,
    fromMs: NOW,
    source: "test",
    eventUid: null,
    party:
      typeof to === "number"
        ? { kind: "enterprise", enterpriseId: to }
        : { kind: "person", personId: to.person },
  });
  const person = async (name: string, document: string | null, hint = "x") =>
    (
      await resolvePersons(db.pool, [{ name, idIndex: document, idCipher: null, keyVersion: null, hint }])
    )[0] as number;
  const outbox = async (): Promise<DerivedEvent[]> =>
    (await db.pool.query<{ body: string }>(sql`select body from derived_outbox order by id`)).map((row) =>
      JSON.parse(row.body),
    );

  describe("controllers", () => {
    test("looks through firms, names rule and chain, and follows a change three storeys above", async () => {
      const [a, b, c] = (await seedEnterprises(db.pool, [
        { name: "甲" },
        { name: "乙" },
        { name: "丙" },
      ])) as [number, number, number];
      const [wang, li] = [await person("王一", "doc-1"), await person("李二", "doc-2")];
      await writeRelations(db.pool, [
        tie(a, "shareholder", b, 0.6),
        tie(a, "shareholder", { person: li }, 0.4),
        tie(b, "shareholder", c, 0.8),
        tie(b, "shareholder", { person: li }, 0.2),
        tie(c, "shareholder", { person: wang }, 1),
      ]);
      await rounds();
      const rows = await readControllers(db.pool, a, CITY_SCOPE);
      expect(rows.map(({ what, rule, name, share }) => [what, rule, name, share])).toEqual([
        ["controller", "majority", "王一", 0.6],
        ["beneficial", "share", "李二", 0.52],
        ["beneficial", "share", "王一", 0.48],
      ]);
      expect(rows[0]?.chains).toEqual([
        { nodes: [`p:${wang}`, `e:${c}`, `e:${b}`, `e:${a}`], shares: [1, 0.8, 0.6], share: 0.48 },
      ]);
      // The firm at the top is sold: what it holds has another owner.
      await db.pool.execute(sql`update relations set valid_to = now() where person_id = ${wang}`);
      await writeRelations(db.pool, [tie(c, "shareholder", { person: li }, 1)]);
      await rounds(NOW + 1000);
      expect((await readControllers(db.pool, a, CITY_SCOPE)).map(({ name, share }) => [name, share])).toEqual(
        [
          ["李二", 1],
          ["李二", 1],
        ],
      );
      const [old] = await db.pool.query<{ n: number }>(
        sql`select count(*) as n from controllers where superseded_at is not null`,
      );
      expect(old?.n).toBe(7);
    });

    test("a second look at the same ties writes nothing", async () => {
      const [a] = (await seedEnterprises(db.pool, [{ name: "甲" }])) as [number];
      await writeRelations(db.pool, [tie(a, "shareholder", { person: await person("王一", "d") }, 1)]);
      await rounds();
      await db.pool.execute(sql`insert into relation_changes (enterprise_id) values (${a})`);
      expect(await refreshRelations(db.pool, { nowMs: NOW + 1 })).toMatchObject({
        firms: 1,
        controllers: 0,
        clusters: 0,
        told: 0,
      });
    });

    test("declared controllers come first; who runs the firm stands in where nobody is known to own it", async () => {
      const [a, b] = (await seedEnterprises(db.pool, [{ name: "甲" }, { name: "乙" }])) as [number, number];
      const [wang, li] = [await person("王一", "d1"), await person("李二", null)];
      await writeRelations(db.pool, [
        tie(a, "controller", { person: wang }),
        tie(b, "legal-representative", { person: li }),
      ]);
      await rounds();
      expect((await readControllers(db.pool, a, CITY_SCOPE)).map(({ what, rule }) => [what, rule])).toEqual([
        ["controller", "declared"],
        ["beneficial", "control"],
      ]);
      expect(
        (await readControllers(db.pool, b, CITY_SCOPE)).map(({ what, rule, name }) => [what, rule, name]),
      ).toEqual([["beneficial", "management", "李二"]]);
    });
  });

  describe("clusters", () => {
    async function seedShells(count: number, room: string, over: { phone?: string } = {}): Promise<number[]> {
      const ids = await seedEnterprises(
        db.pool,
        Array.from({ length: count }, (_, at) => ({
          name: `上海鼎${"盛源达通隆泰安信"[at % 8]}${at}企业管理有限公司`,
          establishedOn: `2026-10-${String(1 + (at % 28)).padStart(2, "0")}`,
          registeredCapital: "10000000",
          paidInCapital: "0",
          legalRepresentative: `甲${at % 2}`,
          registeredAddress: room,
        })),
      );
      await db.pool.execute(
        sql`update enterprises set phone_index = ${over.phone ?? "tel-1"} where id = any(${ids}::bigint[])`,
      );
      return ids;
    }
    const ROOM = "上海市奉贤区望园路2165弄15号1幢301室";

    test("finds the cluster, tells its members once, keeps its id as it grows and ends it when it is gone", async () => {
      const ids = await seedShells(8, ROOM);
      await seedEnterprises(db.pool, [
        { name: "上海旁人有限公司", registeredAddress: "上海市金山区亭卫公路1号" },
      ]);
      await rounds();
      const [cluster, ...others] = await readClusters(db.pool, CITY_SCOPE, { after: null, limit: 10 });
      expect(others).toEqual([]);
      expect(cluster).toMatchObject({
        size: 8,
        visible: 8,
        version: 1,
        simulated: true,
        links: { address: 1, phone: 1 },
      });
      expect(
        (await readClusterMembers(db.pool, cluster?.id as number, CITY_SCOPE, 10))
          .map(({ id }) => id)
          .sort((x, y) => x - y),
      ).toEqual(ids);
      const told = await outbox();
      expect(told.map(({ enterpriseId }) => enterpriseId)).toEqual(ids);
      expect(told[0]).toMatchObject({
        type: "relations.cluster",
        data: { clusterId: cluster?.id, version: 1, size: 8 },
      });

      const [ninth] = (await seedShells(1, `${ROOM}-5`)) as [number];
      await rounds(NOW + 1000);
      expect(await readClusters(db.pool, CITY_SCOPE, { after: null, limit: 10 })).toMatchObject([
        { id: cluster?.id, version: 2, size: 9 },
      ]);
      expect((await outbox()).filter(({ enterpriseId }) => enterpriseId === ninth)).toHaveLength(1);

      await db.pool.execute(
        sql`update enterprises set registered_address = '上海市嘉定区曹安路' || id || '号', phone_index = 'own-' || id`,
      );
      await rounds(NOW + 2000);
      expect(await readClusters(db.pool, CITY_SCOPE, { after: null, limit: 10 })).toEqual([]);
      const last = (await outbox()).filter(({ enterpriseId }) => enterpriseId === ninth).at(-1);
      expect(last?.data).toMatchObject({ score: 0, clusterId: cluster?.id });
    });

    test("batch by batch the same clusters come out as at once", async () => {
      await seedShells(9, ROOM);
      await seedShells(6, "上海市崇明区长江路10号2幢101室", { phone: "tel-2" });
      const read = async () =>
        (await readClusters(db.pool, CITY_SCOPE, { after: null, limit: 10 })).map(({ size, score }) => [
          size,
          score,
        ]);
      await rounds(NOW, 2);
      const slowly = await read();
      await db.pool.execute(sql`truncate clusters, cluster_members, enterprise_links cascade`);
      await db.pool.execute(sql`insert into relation_changes (enterprise_id) select id from enterprises`);
      await rounds(NOW, 500);
      expect(await read()).toEqual(slowly);
      expect(slowly.map(([size]) => size)).toEqual([9, 6]);
    });

    test("a merged firm leaves its cluster", async () => {
      const ids = await seedShells(8, ROOM);
      await db.pool.execute(sql`update enterprises set provisional = true where id = ${ids[0]}`);
      const [known] = (await seedEnterprises(db.pool, [{ name: "已知" }])) as [number];
      await rounds();
      await db.pool.transaction((tx) => mergeEnterprises(tx, ids[0] as number, known));
      await rounds(NOW + 1);
      expect(await readClusters(db.pool, CITY_SCOPE, { after: null, limit: 10 })).toMatchObject([
        { size: 7, version: 2 },
      ]);
    });
  });

  describe("risk", () => {
    const look = async (nowMs = NOW) => refreshRiskSources(db.pool, { weights: DEFAULT_WEIGHTS, nowMs });

    test("reaches over two holdings and by telephone, not where events tell it already, and is taken back", async () => {
      const [top, middle, low, tel] = (await seedEnterprises(db.pool, [
        { name: "上" },
        { name: "中" },
        { name: "下" },
        { name: "同号" },
      ])) as [number, number, number, number];
      await writeRelations(db.pool, [
        tie(middle, "shareholder", top, 0.9),
        tie(low, "shareholder", middle, 0.9),
      ]);
      await db.pool.execute(
        sql`update enterprises set phone_index = 'p' where id = any(${[top, tel]}::bigint[])`,
      );
      await db.pool.execute(
        sql`update scores set level = 4, total = 80, dimensions = '{0,100,0,0,0}' where enterprise_id = ${top}`,
      );
      await rounds();
      expect(await look()).toMatchObject({ sources: 1, told: 2, more: false });
      const told = await outbox();
      expect(told.map(({ enterpriseId, data }) => [enterpriseId, data])).toEqual([
        [
          low,
          {
            band: 2,
            score: 78,
            weight: 0.486,
            name: "上",
            role: "shareholder",
            hops: 2,
            label: "中",
            count: 1,
          },
        ],
        [tel, { band: 2, score: 78, weight: 0.5, name: "上", role: "phone", hops: 1, label: "", count: 1 }],
      ]);
      expect(await look(NOW + 1)).toMatchObject({ sources: 0, told: 0 });

      await db.pool.execute(sql`update scores set dimensions = '{0,10,0,0,0}' where enterprise_id = ${top}`);
      expect(await look(NOW + 2)).toMatchObject({ sources: 1, told: 2 });
      expect((await outbox()).slice(2).map(({ data }) => data)).toEqual([{ band: 0 }, { band: 0 }]);
    });

    test("one step over a tie that people added is told, since no event tells it", async () => {
      const [top, low, other] = (await seedEnterprises(db.pool, [
        { name: "上" },
        { name: "下" },
        { name: "旁" },
      ])) as [number, number, number];
      await db.pool.execute(
        sql`update scores set level = 4, total = 80, dimensions = '{0,100,0,0,0}' where enterprise_id = ${top}`,
      );
      await writeRelations(db.pool, [
        { ...tie(low, "controller", top), source: MANUAL_SOURCE },
        tie(other, "controller", top),
      ]);
      await rounds();
      await look();
      expect(
        (await outbox()).map(({ enterpriseId, data }) => [enterpriseId, data.weight, data.hops]),
      ).toEqual([[low, 1, 1]]);
    });

    test("a tie that comes later is walked by itself", async () => {
      const [top, middle, low] = (await seedEnterprises(db.pool, [
        { name: "上" },
        { name: "中" },
        { name: "下" },
      ])) as [number, number, number];
      await db.pool.execute(
        sql`update scores set level = 4, total = 80, dimensions = '{0,100,0,0,0}' where enterprise_id = ${top}`,
      );
      await writeRelations(db.pool, [tie(low, "shareholder", middle, 0.9)]);
      await rounds();
      await look();
      expect(await outbox()).toEqual([]);
      await writeRelations(db.pool, [tie(middle, "shareholder", top, 0.9)]);
      expect(await rounds(NOW + 1)).toBe(1);
      expect((await outbox())[0]).toMatchObject({ enterpriseId: low, type: "relations.path" });
      await db.pool.execute(sql`update relations set superseded_at = now() where to_enterprise = ${top}`);
      expect(await rounds(NOW + 2)).toBe(1);
      expect((await outbox())[1]?.data).toEqual({ band: 0 });
    });
  });

  test("two instances: the second is turned away, and nothing is taken twice", async () => {
    await seedEnterprises(db.pool, [{ name: "甲" }, { name: "乙" }]);
    const [one, two] = await Promise.all([
      refreshRelations(db.pool, { nowMs: NOW }),
      refreshRelations(db.pool, { nowMs: NOW }),
    ]);
    expect(
      [one, two].filter((report) => report !== null).reduce((sum, report) => sum + (report?.firms ?? 0), 0),
    ).toBe(2);
    expect(await countRelationChanges(db.pool)).toBe(0);
  });
});
