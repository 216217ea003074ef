import { spawn } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";

interface Result {
  readonly name: string;
  readonly acknowledged: number;
  readonly lost: number;
  readonly duplicated: number;
  readonly notificationsDoubled: number;
  readonly notificationsMissing: number;
  readonly pushDelivered: number;
  readonly pushExpected: number;
  readonly pushDoubled: number;
}

/** The shorter scenarios of `npm run fault`, with the programs as they are built. */
test("nothing is lost or doubled when processes end, messages come again, the stream is full, or rows are broken", async () => {
  const scenarios = ["restart", "redelivery", "stream-full", "malformed"];
  const { code, output } = await runFault(["--json", "--only", scenarios.join(",")]);
  const { scenarios: results } = JSON.parse(output) as { scenarios: Result[] };
  expect(results.map(({ name }) => name)).toEqual(scenarios);
  for (const result of results) {
    expect(result.acknowledged, result.name).toBeGreaterThan(0);
    expect(result.pushExpected, result.name).toBeGreaterThan(0);
    expect(result).toMatchObject({
      lost: 0,
      duplicated: 0,
      notificationsDoubled: 0,
      notificationsMissing: 0,
      pushDelivered: result.pushExpected,
      pushDoubled: 0,
    });
  }
  expect(code).toBe(0);
});

function runFault(args: readonly string[]): Promise<{ code: number | null; output: string }> {
  const program = join(import.meta.dirname, "../../dist/server/fault.mjs");
  const child = spawn(process.execPath, ["--enable-source-maps", program, ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  child.stdout.on("data", (data) => {
    output += String(data);
  });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => resolve({ code, output }));
  });
}
