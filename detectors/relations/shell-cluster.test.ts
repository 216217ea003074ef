import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type ClusterFirm,
  findShellClusters,
  SHELL_CLUSTER_DEFAULTS,
} from "#detectors/relations/shell-cluster";

function firm(id: number, over: Partial<ClusterFirm> = {}): ClusterFirm {
  return {
    id,
    name: `上海鼎${"盛源达通隆泰安信诚和"[id % 10]}企业管理有限公司`,
    establishedDay: 20_000 + id,
    registeredCapital: 10_000_000,
    paidInCapital: 0,
    abnormal: false,
    changes: 0,
    representative: `甲${id % 3}`,
    parent: null,
    links: [
      { kind: "address", key: "room" },
      { kind: "phone", key: "tel" },
    ],
    ...over,
  };
}
const many = (count: number, over: (id: number) => Partial<ClusterFirm> = () => ({})) =>
  Array.from({ length: count }, (_, at) => firm(at + 1, over(at + 1)));

describe("shell clusters", () => {
  test("a dozen firms at one room with one telephone, unpaid, three representatives", () => {
    const [cluster, ...others] = findShellClusters(many(12));
    expect(others).toEqual([]);
    expect(cluster?.members).toHaveLength(12);
    expect(cluster?.suspected).toBe(true);
    expect(cluster?.links).toEqual({ address: 1, phone: 1 });
    expect(cluster?.parts.map(({ trait, figures }) => [trait, figures])).toEqual([
      ["size", { count: 12 }],
      ["links", { kinds: 2 }],
      ["burst", { count: 12, days: 11 }],
      ["unpaid", { count: 12, of: 12 }],
      ["straw", { persons: 3, of: 12 }],
      ["names", { count: 12 }],
      ["churn", { count: 0, of: 12 }],
      ["trouble", { count: 0, of: 12 }],
    ]);
  });

  test("tenants of a room over the years are no cluster", () => {
    expect(findShellClusters(many(12, (id) => ({ establishedDay: 10_000 + id * 200 })))).toEqual([]);
  });

  test("paid in, each its own representative and telephone: a group, not suspected", () => {
    const [cluster] = findShellClusters(
      many(6, (id) => ({
        paidInCapital: 10_000_000,
        representative: `人${id}`,
        name: `上海${"一二三四五六"[id - 1]}${id}${["贸易", "科技", "餐饮", "建筑", "物流", "广告"][id - 1]}有限公司`,
        links: [{ kind: "address", key: "room" }],
      })),
    );
    expect(cluster?.suspected).toBe(false);
  });

  test("sisters of one group weigh half", () => {
    const [free] = findShellClusters(many(10));
    const [held] = findShellClusters(many(10, () => ({ parent: 99 })));
    expect(held?.score).toBeCloseTo((free?.score ?? 0) / 2, 9);
  });

  test("a name or a collective address alone joins nobody, both together do", () => {
    const named = { kind: "representative", key: "张伟" } as const;
    const park = { kind: "address", key: "park", weak: true } as const;
    expect(findShellClusters(many(8, () => ({ links: [named] })))).toEqual([]);
    expect(findShellClusters(many(8, () => ({ links: [park] })))).toEqual([]);
    expect(findShellClusters(many(8, () => ({ links: [named, park] })))).toHaveLength(1);
  });

  test("a key of more firms than maxGroup says nothing", () => {
    expect(findShellClusters(many(201, () => ({ links: [{ kind: "phone", key: "agent" }] })))).toEqual([]);
  });

  test("points of the traits are a hundred", () => {
    expect(Object.values(SHELL_CLUSTER_DEFAULTS.points).reduce((sum, points) => sum + points, 0)).toBe(100);
  });

  const firms = fc
    .array(
      fc.record({
        day: fc.option(fc.integer({ min: 0, max: 400 })),
        paid: fc.option(fc.integer({ min: 0, max: 10 })),
        room: fc.integer({ min: 0, max: 4 }),
        tel: fc.integer({ min: 0, max: 6 }),
        who: fc.option(fc.constantFrom("甲", "乙", "丙")),
      }),
      { maxLength: 40 },
    )
    .map((rows) =>
      rows.map(({ day, paid, room, tel, who }, at) =>
        firm(at + 1, {
          establishedDay: day,
          paidInCapital: paid,
          registeredCapital: 10,
          representative: who,
          links: [
            { kind: "address", key: `r${room}`, weak: room === 0 },
            ...(tel === 0 ? [] : [{ kind: "phone" as const, key: `t${tel}` }]),
            ...(who === null ? [] : [{ kind: "representative" as const, key: who }]),
          ],
        }),
      ),
    );

  test("parts add up, scores stay in bounds, nobody is in two clusters, the order of firms is nothing", () => {
    fc.assert(
      fc.property(firms, (list) => {
        const clusters = findShellClusters(list);
        const seen = new Set<number>();
        for (const { members, score, parts } of clusters) {
          expect(parts.reduce((sum, { points }) => sum + points, 0)).toBeCloseTo(score, 9);
          expect(score).toBeGreaterThanOrEqual(0);
          expect(score).toBeLessThanOrEqual(100 + 1e-9);
          for (const { value } of parts) expect(value >= 0 && value <= 1).toBe(true);
          for (const id of members) {
            expect(seen.has(id)).toBe(false);
            seen.add(id);
          }
        }
        expect(findShellClusters([...list].reverse())).toEqual(clusters);
      }),
    );
  });
});
