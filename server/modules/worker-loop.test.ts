import { pino } from "pino";
import { expect, test, vi } from "vitest";
import { createWorkerLoop } from "#server/modules/worker-loop";

const log = pino({ level: "silent" });
const tick = () => new Promise((resolve) => setTimeout(resolve, 5));

test("works on while there is something to do, and again when woken, never twice at once", async () => {
  let left = 3;
  let calls = 0;
  let active = 0;
  const loop = createWorkerLoop(
    "test",
    async () => {
      expect(++active).toBe(1);
      await tick();
      active--;
      calls++;
      return left-- > 0;
    },
    60_000,
    log,
  );
  loop.wake();
  await vi.waitFor(() => expect(calls).toBe(5), { timeout: 5000 });
  // Three times something, once nothing, and once more for the wake that came meanwhile.
  expect(calls).toBe(5);
  loop.wake();
  await loop.stop();
  expect(calls).toBe(6);
});

test("a failure does not end it, and stop waits for what runs", async () => {
  let calls = 0;
  const loop = createWorkerLoop(
    "test",
    async () => {
      if (++calls === 1) throw new Error("database gone");
      return false;
    },
    10,
    log,
  );
  await vi.waitFor(() => expect(calls).toBeGreaterThan(1), { timeout: 5000 });
  await loop.stop();
  const after = calls;
  await new Promise((resolve) => setTimeout(resolve, 30));
  expect(calls).toBe(after);
});
