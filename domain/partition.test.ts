import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  accountKey,
  addressKey,
  enterpriseKey,
  fnv1a,
  PARTITIONS,
  parseKey,
  partitionKey,
  partitionOf,
} from "#domain/partition";

describe("partition", () => {
  it("hashes as published FNV-1a vectors", () => {
    expect(fnv1a("")).toBe(0x811c9dc5);
    expect(fnv1a("a")).toBe(0xe40c292c);
    expect(fnv1a("foobar")).toBe(0xbf9cf968);
  });

  it("stays in range and is the same every time", () => {
    fc.assert(
      fc.property(fc.string(), (key) => {
        if (key.startsWith("p:")) return;
        const partition = partitionOf(key);
        expect(Number.isInteger(partition) && partition >= 0 && partition < PARTITIONS).toBe(true);
        expect(partitionOf(key)).toBe(partition);
      }),
    );
  });

  it("spreads consecutive enterprises evenly (within 10 %)", () => {
    const counts = new Array<number>(PARTITIONS).fill(0);
    for (let id = 1; id <= 160_000; id++) counts[partitionOf(enterpriseKey(id))]!++;
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(1_000);
  });

  it("keeps a tick in its own partition", () => {
    for (let p = 0; p < PARTITIONS; p++) expect(partitionOf(partitionKey(p))).toBe(p);
  });

  it("reads back every key it makes", () => {
    expect(parseKey(enterpriseKey(42))).toEqual({ kind: "enterprise", enterpriseId: 42 });
    expect(parseKey(addressKey("ab12"))).toEqual({ kind: "address", hash: "ab12" });
    expect(parseKey(accountKey("cd"))).toEqual({ kind: "account", hash: "cd" });
    expect(parseKey(partitionKey(15))).toEqual({ kind: "partition", partition: 15 });
  });

  it.each(["", "e:", "e:0", "e:-1", "e:1.5", "e:99999999999999999", "p:16", "x:1", "e1"])(
    "refuses %j",
    (key) => {
      expect(parseKey(key)).toBeNull();
    },
  );
});
