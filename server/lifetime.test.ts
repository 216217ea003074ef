import { expect, test } from "vitest";
import { Lifetime, LifetimeEndedError } from "#server/lifetime";

test("parts stop last first, and one that fails does not keep the others", async () => {
  const lifetime = new Lifetime();
  const stopped: string[] = [];
  await lifetime.add(() => void stopped.push("first"));
  await lifetime.add(() => {
    throw new Error("stuck");
  });
  await lifetime.add(() => void stopped.push("last"));
  const errors: unknown[] = [];
  await lifetime.end((error) => errors.push(error));
  expect(stopped).toEqual(["last", "first"]);
  expect(errors).toHaveLength(1);
});

test("a part that comes up after the end is stopped at once, and the start ends there", async () => {
  const lifetime = new Lifetime();
  await lifetime.end();
  let stopped = false;
  await expect(
    lifetime.add(() => {
      stopped = true;
    }),
  ).rejects.toThrow(LifetimeEndedError);
  expect(stopped).toBe(true);
});

test("the end waits for what is coming up, which then stops at once", async () => {
  const lifetime = new Lifetime();
  const stopped: string[] = [];
  const child = new Promise<void>((resolve) => setTimeout(resolve, 20)).then(() =>
    lifetime.add(() => void stopped.push("child")),
  );
  const starting = lifetime.during(child);
  const ending = lifetime.end();
  await expect(starting).rejects.toThrow(LifetimeEndedError);
  await ending;
  expect(stopped).toEqual(["child"]);
});
