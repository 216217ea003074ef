import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findController } from "#detectors/relations/controller";
import type { Holding } from "#detectors/relations/holdings";
import { lookThrough } from "#detectors/relations/look-through";

type Book = Record<string, readonly (readonly [holder: string, share: number | null])[]>;

function bookOf(book: Book) {
  return (firm: string): readonly Holding[] | undefined =>
    book[firm]?.map(([holder, share]) => ({ holder, share }));
}
const ask = (book: Book, more: { declared?: string; managers?: string[] } = {}) =>
  findController({ firm: "e:1", holdersOf: bookOf(book), ...more });
const sharesOf = (book: Book) =>
  Object.fromEntries(lookThrough("e:1", bookOf(book)).owners.map(({ node, share }) => [node, round(share)]));
const round = (value: number) => Math.round(value * 1e6) / 1e6;

describe("look-through", () => {
  test("shares multiply along a chain and add up over chains", () => {
    const book: Book = {
      "e:1": [
        ["e:2", 0.6],
        ["e:3", 0.4],
      ],
      "e:2": [
        ["p:1", 0.5],
        ["p:2", 0.5],
      ],
      "e:3": [
        ["p:1", 0.7],
        ["p:3", 0.3],
      ],
    };
    expect(sharesOf(book)).toEqual({ "p:1": 0.58, "p:2": 0.3, "p:3": 0.12 });
    const [first] = lookThrough("e:1", bookOf(book)).owners;
    expect(first?.chains).toEqual([
      { nodes: ["p:1", "e:2", "e:1"], shares: [0.5, 0.6], share: 0.3 },
      { nodes: ["p:1", "e:3", "e:1"], shares: [0.7, 0.4], share: 0.27999999999999997 },
    ]);
  });

  test("cross-holdings fall to the owners outside: p = d(I - A)^-1", () => {
    // 1 is held 80 % by 2 and 20 % by a; 2 is held 50 % by 1 and 50 % by b. a : b = 0.2 : 0.4 of 0.6.
    const book: Book = {
      "e:1": [
        ["e:2", 0.8],
        ["p:1", 0.2],
      ],
      "e:2": [
        ["e:1", 0.5],
        ["p:2", 0.5],
      ],
    };
    expect(sharesOf(book)).toEqual({ "p:1": 0.333333, "p:2": 0.666667 });
  });

  test("a ring that belongs to nobody is said to be one, and an open share to be unknown", () => {
    const ring = lookThrough("e:1", bookOf({ "e:1": [["e:2", 1]], "e:2": [["e:1", 1]] }));
    expect([ring.owners, round(ring.circular)]).toEqual([[], 1]);
    const open = lookThrough(
      "e:1",
      bookOf({
        "e:1": [
          ["p:1", 0.4],
          ["p:2", null],
        ],
      }),
    );
    expect([open.owners.length, round(open.unknown)]).toEqual([1, 0.6]);
  });

  test("shares that add up to more than all are scaled", () => {
    expect(
      sharesOf({
        "e:1": [
          ["p:1", 0.9],
          ["p:2", 0.9],
        ],
      }),
    ).toEqual({ "p:1": 0.5, "p:2": 0.5 });
  });

  test("an enterprise of which no holder is known is an owner", () => {
    expect(sharesOf({ "e:1": [["e:9", 1]] })).toEqual({ "e:9": 1 });
  });

  const books = fc
    .array(
      fc.tuple(
        fc.integer({ min: 1, max: 8 }),
        fc.integer({ min: 1, max: 12 }),
        fc.double({ min: 0.01, max: 1, noNaN: true }),
      ),
      {
        maxLength: 30,
      },
    )
    .map((rows) => {
      const book: Record<string, [string, number][]> = {};
      for (const [firm, holder, share] of rows) {
        const list = book[`e:${firm}`] ?? [];
        list.push([holder > 8 ? `p:${holder}` : `e:${holder}`, share]);
        book[`e:${firm}`] = list;
      }
      return book;
    });

  test("owners, unknown and circular are the whole, whatever the graph", () => {
    fc.assert(
      fc.property(books, (book) => {
        const found = lookThrough("e:1", bookOf(book));
        const sum = found.owners.reduce((total, { share }) => total + share, 0);
        expect(sum + found.unknown + found.circular).toBeCloseTo(1, 6);
        for (const { share, chains } of found.owners) {
          // Chains are simple paths: together they carry no more than the share.
          expect(chains.reduce((total, chain) => total + chain.share, 0)).toBeLessThanOrEqual(share + 1e-6);
        }
      }),
    );
  });

  test("without rings the sum of the chains is the share", () => {
    fc.assert(
      fc.property(books, (book) => {
        const acyclic = Object.fromEntries(
          Object.entries(book).map(([firm, rows]) => [
            firm,
            rows.filter(
              ([holder]) => holder.startsWith("p:") || Number(holder.slice(2)) > Number(firm.slice(2)),
            ),
          ]),
        );
        const found = lookThrough("e:1", bookOf(acyclic), { maxChains: 10_000, minChainShare: 0 });
        for (const { share, chains } of found.owners)
          expect(chains.reduce((total, chain) => total + chain.share, 0)).toBeCloseTo(share, 6);
      }),
    );
  });

  test("a large graph is cut at its bound and says so", () => {
    const book: Book = Object.fromEntries(
      Array.from({ length: 900 }, (_, at) => [
        `e:${at + 1}`,
        [
          [`e:${at + 2}`, 0.5],
          [`p:${at + 1}`, 0.5],
        ] as const,
      ]),
    );
    const found = lookThrough("e:1", bookOf(book));
    expect(found.truncated).toBe(true);
    expect(round(found.owners.reduce((sum, { share }) => sum + share, 0) + found.unknown)).toBe(1);
  });
});

describe("controller", () => {
  test("majority at each storey controls, though little is owned in the end", () => {
    const picture = ask({
      "e:1": [
        ["e:2", 0.51],
        ["p:9", 0.49],
      ],
      "e:2": [
        ["e:3", 0.51],
        ["p:8", 0.49],
      ],
      "e:3": [
        ["p:1", 0.51],
        ["p:7", 0.49],
      ],
    });
    expect(picture.controller).toEqual({ node: "p:1", rule: "majority", votes: 0.51, through: ["e:2"] });
    expect(picture.beneficial).toEqual([
      { node: "p:9", rule: "share", share: expect.closeTo(0.49, 9) },
      { node: "p:1", rule: "control", share: expect.closeTo(0.51 ** 3, 9) },
    ]);
  });

  test("blocks of several controlled firms count together", () => {
    const picture = ask({
      "e:1": [
        ["e:2", 0.3],
        ["e:3", 0.3],
        ["p:9", 0.4],
      ],
      "e:2": [
        ["p:1", 0.6],
        ["p:5", 0.4],
      ],
      "e:3": [
        ["p:1", 0.6],
        ["p:6", 0.4],
      ],
    });
    expect(picture.controller).toMatchObject({
      node: "p:1",
      rule: "majority",
      votes: 0.6,
      through: ["e:2", "e:3"],
    });
  });

  test("cross-holding works for who controls the ring", () => {
    const picture = ask({
      "e:1": [
        ["p:1", 0.3],
        ["e:2", 0.3],
        ["p:9", 0.4],
      ],
      "e:2": [
        ["e:1", 0.4],
        ["p:1", 0.55],
        ["p:8", 0.05],
      ],
    });
    expect(picture.controller).toMatchObject({ node: "p:1", rule: "majority", votes: 0.6 });
  });

  test.each([
    [
      "30 % and nobody has more",
      [
        ["p:1", 0.3],
        ["p:2", 0.2],
        ["p:3", 0.2],
      ],
      "thirty",
    ],
    [
      "the largest below that",
      [
        ["p:1", 0.26],
        ["p:2", 0.25],
        ["p:3", 0.25],
      ],
      "largest",
    ],
    [
      "exactly one half is no majority",
      [
        ["p:1", 0.5],
        ["p:2", 0.3],
        ["p:3", 0.2],
      ],
      "thirty",
    ],
    [
      "half and half: nobody",
      [
        ["p:1", 0.5],
        ["p:2", 0.5],
      ],
      null,
    ],
    [
      "only crumbs are known: nobody",
      [
        ["p:1", 0.05],
        ["p:2", 0.04],
      ],
      null,
    ],
    ["no holder known: nobody", [], null],
  ] as const)("%s", (_, holders, rule) => {
    const { controller } = ask({ "e:1": holders });
    expect(controller?.rule ?? null).toBe(rule);
    if (rule !== null) expect(controller?.node).toBe("p:1");
  });

  test("what a register declares comes first, and managers stand in where nobody owns a quarter", () => {
    const spread: Book = { "e:1": Array.from({ length: 20 }, (_, at) => [`p:${at}`, 0.05] as const) };
    expect(ask(spread, { declared: "p:3" })).toMatchObject({
      controller: { node: "p:3", rule: "declared", votes: null },
      beneficial: [{ node: "p:3", rule: "control" }],
    });
    expect(ask(spread, { managers: ["p:77"] }).beneficial).toEqual([
      { node: "p:77", rule: "management", share: null },
    ]);
  });

  test("25 % counts, just less does not", () => {
    const { beneficial } = ask({
      "e:1": [
        ["p:1", 0.25],
        ["p:2", 0.2499],
        ["e:2", 0.5001],
      ],
      "e:2": [
        ["p:3", 0.5],
        ["p:4", 0.5],
      ],
    });
    expect(beneficial.map(({ node }) => node)).toEqual(["p:3", "p:4", "p:1"]);
  });
});
