import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { evaluateFlow } from "#server/eval/flow";
import { BACKGROUND_START, makeBackground, writeBackground } from "#server/eval/flow-background";
import { FLOW_HEADER, formatFlowRow, readFlowRows } from "#server/eval/flow-corpus";

const OPTIONS = { accounts: 300, days: 90, seed: 4, startSeconds: BACKGROUND_START, others: [] };
const say = () => undefined;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "flow-"));
});
afterAll(() => rm(folder, { recursive: true }));

describe("the background", () => {
  test("is the same for the same seed, in order of time, and uses its accounts", () => {
    const first = [...makeBackground(OPTIONS).days()].flat();
    expect([...makeBackground(OPTIONS).days()].flat()).toEqual(first);
    expect([...makeBackground({ ...OPTIONS, seed: 5 }).days()].flat()).not.toEqual(first);
    expect(first.length).toBeGreaterThan(5_000);
    expect(first.every(({ atSeconds }, i) => i === 0 || atSeconds >= (first[i - 1]?.atSeconds ?? 0))).toBe(
      true,
    );
    expect(new Set(first.map(({ id }) => id)).size).toBe(first.length);
    const known = new Set([...makeBackground(OPTIONS).accounts, ""]);
    expect(first.every(({ from, to }) => known.has(from) && known.has(to))).toBe(true);
  });
  test("written to a file it reads back as it was made", async () => {
    const out = join(folder, "background.csv");
    const { transfers } = await writeBackground(out, OPTIONS);
    const rows = await readFlowRows(out);
    expect(rows).toHaveLength(transfers);
    const made = [...makeBackground(OPTIONS).days()].flat();
    expect(rows.map((row) => formatFlowRow(row))).toEqual(made.map((one) => formatFlowRow(one)));
    expect((await readFile(out, "utf8")).startsWith(`${FLOW_HEADER}\n`)).toBe(true);
  });
});

describe("the measure", () => {
  const row = (
    alert: string,
    type: string,
    id: string,
    from: string,
    to: string,
    day: number,
    amount = "500.10",
  ) =>
    `${alert},${type},True,${id},${from},${to},TRANSFER,${amount},2017-01-${String(day).padStart(2, "0")}T00:00:00Z`;
  const ring = (alert: string, hops: number, drawn = hops) =>
    Array.from({ length: drawn }, (_, i) =>
      row(alert, "cycle", `${alert}-${i}`, `${alert}a${i}`, `${alert}a${(i + 1) % hops}`, 2 + ((i * 3) % 7)),
    );
  const crowd = (alert: string, type: "fan_in" | "fan_out") =>
    Array.from({ length: 6 }, (_, i) => {
      const [from, to] =
        type === "fan_in" ? [`${alert}p${i}`, `${alert}hub`] : [`${alert}hub`, `${alert}p${i}`];
      return row(alert, type, `${alert}-${i}`, from, to, 1 + i * 3);
    });

  async function evaluate(lines: readonly string[], background?: readonly string[]) {
    const data = join(folder, "alerts.csv");
    await writeFile(data, [FLOW_HEADER, "", ...lines].join("\n"));
    const file = join(folder, "given.csv");
    if (background !== undefined) await writeFile(file, [FLOW_HEADER, ...background].join("\n"));
    return evaluateFlow(
      { data, background: background === undefined ? undefined : file, accounts: 300, seed: 2, lives: false },
      say,
    );
  }
  /** Something that goes on until accounts are old enough to be judged. */
  const later = [1, 20, 40, 60].map(
    (day) => `,,False,z${day},Z1,Z2,TRANSFER,10.00,${new Date(Date.UTC(2017, 0, day)).toISOString()}`,
  );

  test("counts an alert as found by a finding of its own type only, and open cycles apart", async () => {
    const result = await evaluate(
      [...ring("1", 5), ...ring("2", 6, 4), ...crowd("3", "fan_in"), ...crowd("4", "fan_out")],
      later,
    );
    expect(result.recall).toBe(1);
    expect(result.byType).toMatchObject({
      cycle: { n: 1, found: 1, recall: 1 },
      fan_in: { n: 1, found: 1 },
      fan_out: { n: 1, found: 1 },
    });
    expect(result.unclosedCycles).toMatchObject({ n: 1, found: 0 });
    expect(result.recallWithUnclosed).toBe(0.75);
    expect(result.falseAlarmRate).toBe(0);
  });
  test("an alert that lies, and a background that does what alerts do, are counted against us", async () => {
    const lies = ring("1", 5).map((line) => line.replace(",cycle,", ",fan_in,"));
    const background = ring("9", 5).map((line) => line.replace(/^9,cycle,True/, ",,False"));
    const result = await evaluate(lies, [...background, ...later]);
    expect(result.recall).toBe(0);
    expect(result.falseAlarms).toMatchObject({ n: 7, found: 5, byRule: { cycle: 5 } });
    expect(result.falseAlarmRate).toBe(0.7143);
  });
  test("a background account that touches an alert is no false alarm", async () => {
    const background = ring("9", 5).map((line) => line.replace(/^9,cycle,True/, ",,False"));
    const touching = Array.from({ length: 5 }, (_, i) =>
      row("5", "fan_in", `5-${i}`, `9a${i}`, "5hub", 1 + i),
    );
    const result = await evaluate(touching, [...background, ...later]);
    expect(result.falseAlarms).toMatchObject({ n: 2, found: 0 });
  });
  test("makes a background when none is given", async () => {
    const result = await evaluate([...ring("1", 5), ...crowd("3", "fan_in")]);
    expect(result.backgroundAccounts).toBeGreaterThanOrEqual(300);
    expect(result.byType.cycle?.found).toBe(1);
    expect(result.transfers).toBeGreaterThan(100);
  });
});
