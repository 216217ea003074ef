import { expect, test } from "vitest";
import { checkPassword, createPasswordHasher } from "#server/auth/password";
import { makeLimiter } from "#server/http/limiter";

const hasher = createPasswordHasher();

test("argon2id, right and wrong password, and no user at all", async () => {
  const stored = await hasher.hash("观澜 Correct horse 7");
  expect(stored).toMatch(/^\$argon2id\$v=19\$m=32768,t=2,p=1\$/);
  expect(await hasher.verify(stored, "观澜 Correct horse 7")).toBe(true);
  expect(await hasher.verify(stored, "观澜 Correct horse 8")).toBe(false);
  expect(await hasher.verify(null, "no such user")).toBe(false);
  expect(hasher.needsRehash(stored)).toBe(false);
});

test("full-width digits are the same password", async () => {
  expect(await hasher.verify(await hasher.hash("Abcdef-123456"), "Abcdef-１２３４５６")).toBe(true);
});

test("a hash with other parameters is made again at the next login", async () => {
  const weak = createPasswordHasher(makeLimiter(1, 1), {
    memoryCost: 8,
    timeCost: 1,
    parallelism: 1,
    outputLen: 32,
  } as never);
  expect(hasher.needsRehash(await weak.hash("x"))).toBe(true);
});

test("20 logins at the same moment fit into a second of two cores (T3): at most 90 ms of CPU each", async () => {
  const stored = await hasher.hash("Correct-horse-7");
  const before = process.cpuUsage();
  const results = await Promise.all(
    Array.from({ length: 20 }, () => hasher.verify(stored, "Correct-horse-7")),
  );
  const { user, system } = process.cpuUsage(before);
  expect(results.every(Boolean)).toBe(true);
  // CPU and not the clock: the figure is the same on a machine that does other things too.
  expect((user + system) / 1000 / 20).toBeLessThan(90);
});

test.each([
  ["Short-1a", ["too-short"]],
  ["alllowercase", ["too-simple"]],
  ["aaaaaaaaaaaaaaaaaaaa", ["too-simple"]],
  ["Zhangsan-2026x", ["contains-user"]],
  ["Password123!", ["common"]],
  ["1234567890aB!", ["common"]],
  ["Guanlan@2026", ["common"]],
])("%s is refused: %j", (password, faults) => {
  expect(checkPassword(password, "zhangsan")).toEqual(faults);
});

test.each(["Tide-watch-2026", "a long sentence of plain words", "黄浦江边的风很大而且今天下着雨哦"])(
  "%s is taken",
  (password) => {
    expect(checkPassword(password, "zhangsan")).toEqual([]);
  },
);
