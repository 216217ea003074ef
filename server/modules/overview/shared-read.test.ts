import { expect, test } from "vitest";
import { createSharedRead } from "#server/modules/overview/shared-read";

test("reads of one key at the same moment are one; the next one reads again", async () => {
  const share = createSharedRead<number>();
  let runs = 0;
  const read = async () => {
    await Promise.resolve();
    return ++runs;
  };
  expect(await Promise.all([share("a", read), share("a", read), share("b", read)])).toEqual([1, 1, 2]);
  expect(await share("a", read)).toBe(3);
});

test("a failed read fails all who joined it and none after", async () => {
  const share = createSharedRead<number>();
  const fails = [share("a", () => Promise.reject(new Error("gone"))), share("a", async () => 1)];
  expect((await Promise.allSettled(fails)).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  expect(await share("a", async () => 2)).toBe(2);
});
