import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createMoneyFlow, type FlowFinding, type MoneyFlowOptions } from "#detectors/money-flow/money-flow";
import { DAY_SECONDS, MONEY_FLOW_DEFAULTS } from "#detectors/money-flow/parameters";
import { pay, ring, START } from "#detectors/money-flow/testing";
import type { Transfer } from "#detectors/money-flow/transfer";

function play(transfers: readonly Transfer[], options: Partial<MoneyFlowOptions> = {}): FlowFinding[] {
  const flow = createMoneyFlow(options);
  return [...transfers.flatMap((one) => flow.add(one)), ...flow.finish()];
}

const byTime = (transfers: Transfer[]): Transfer[] => transfers.sort((a, b) => a.atSeconds - b.atSeconds);
const rulesOf = (findings: readonly FlowFinding[]): string[] => findings.map(({ rule }) => rule);

describe("cycles", () => {
  test.each([5, 7, 10])("of %i hops in any order of dates are found with all their transfers", (hops) => {
    const days = Array.from({ length: hops }, (_, i) => ((i * 7) % hops) * 1.9);
    const transfers = ring("a", days, (i) => 100 + 90 * i);
    const findings = play(byTime([...transfers]));
    expect(rulesOf(findings)).toEqual(["cycle"]);
    expect(findings[0]?.accounts.toSorted()).toEqual(transfers.map(({ from }) => from).sort());
    expect(findings[0]?.transfers.map(({ id }) => id).sort()).toEqual(transfers.map(({ id }) => id));
    expect(findings[0]?.figures).toMatchObject({ hops, fen: 10_000 });
  });
  test("that do not close, are longer than ten hops, or take longer than twenty days are none", () => {
    expect(play(ring("open", [1, 2, 3, 4, 5]).slice(1))).toEqual([]);
    expect(
      play(
        ring(
          "long",
          Array.from({ length: 11 }, (_, i) => i),
        ),
      ),
    ).toEqual([]);
    expect(play(ring("slow", [0, 5, 10, 15, 20.5]))).toEqual([]);
    expect(rulesOf(play(ring("just", [0, 5, 10, 15, 20])))).toEqual(["cycle"]);
  });
  test("a payment that is paid back is none; three friends are one only with the same money", () => {
    expect(play([pay("a", "b", 1), pay("b", "a", 2)])).toEqual([]);
    expect(play(ring("friends", [1, 2, 3], (i) => [50, 500, 200][i] as number))).toEqual([]);
    expect(rulesOf(play(ring("same", [1, 2, 3], (i) => 500 - 20 * i)))).toEqual(["cycle"]);
  });
  test("are not made of sums that are not the same money", () => {
    expect(play(ring("a", [1, 2, 3, 4, 5], (i) => (i === 2 ? 30_000 : 100)))).toEqual([]);
  });
  test("do not go through habits, nor through a shop that many pay", () => {
    const habit = [pay("a4", "a0", -40), pay("a4", "a0", -10)];
    expect(play([...habit, ...ring("a", [1, 2, 3, 4, 5])])).toEqual([]);
    const customers = Array.from({ length: 40 }, (_, i) => pay(`customer${i}`, "b2", i * 0.02));
    expect(rulesOf(play([...customers, ...ring("b", [1, 2, 3, 4, 5])]))).not.toContain("cycle");
  });
});

describe("accounts", () => {
  test("a collecting account is told when it is old enough to be judged, though nothing more comes", () => {
    const few = Array.from({ length: 5 }, (_, i) => pay(`payer${i}`, "hub", i));
    expect(play(few)).toEqual([]);
    const findings = play([...few, pay("x", "y", 40)]);
    expect(rulesOf(findings)).toEqual(["gather"]);
    expect(findings[0]).toMatchObject({ accounts: ["hub"], figures: { parties: 5, fen: 250_000, days: 4 } });
    expect(findings[0]?.transfers.map(({ id }) => id)).toEqual(few.map(({ id }) => id));
  });
  test("an account with an ordinary life, and one that the same pay again, are no collectors", () => {
    const life = Array.from({ length: 9 }, (_, i) => pay("shop", `customer${i % 3}`, i * 5));
    const gifts = Array.from({ length: 5 }, (_, i) => pay(`friend${i}`, "shop", 3 + i * 8));
    expect(play(byTime([...life, ...gifts, pay("x", "y", 80)]))).toEqual([]);
    const tenants = Array.from({ length: 12 }, (_, i) => pay(`tenant${i % 4}`, "landlord", i * 5));
    expect(play([...tenants, pay("x", "y", 200)])).toEqual([]);
  });
  test("scatter is its mirror", () => {
    const paid = Array.from({ length: 6 }, (_, i) => pay("hub", `payee${i}`, i * 20));
    const findings = play([...paid, pay("x", "y", 140)]);
    expect(new Set(rulesOf(findings))).toEqual(new Set(["scatter"]));
    expect(findings.at(-1)?.transfers).toHaveLength(6);
  });
  test("a burst of investors, not the takings of a shop", () => {
    const invest = (yuan: number) =>
      Array.from({ length: 12 }, (_, i) => pay(`p${yuan}-${i}`, `hub${yuan}`, i * 0.3, yuan));
    expect(rulesOf(play(invest(30_000)))).toContain("gather");
    expect(play(invest(300))).toEqual([]);
  });
  test("a transit account passes on to others; a trader who pays back the same does not", () => {
    const move = (payees: string) =>
      Array.from({ length: 4 }, (_, i) => [
        pay(`payer${i}`, "mid", i * 3, 100_000),
        pay("mid", `${payees}${i}`, i * 3 + 0.5, 98_000),
      ]).flat();
    expect(rulesOf(play(move("payee")))).toContain("transit");
    expect(rulesOf(play(move("payer")))).not.toContain("transit");
  });
  test("limits differ for cash and transfers", () => {
    const three = (yuan: number, more: Partial<Transfer>) =>
      Array.from({ length: 3 }, (_, i) => pay("a", `b${i}`, i, yuan, more));
    expect(rulesOf(play(three(48_000, { cash: true, to: "" })))).toEqual(["structuring"]);
    expect(play(three(48_000, {}))).toEqual([]);
    expect(rulesOf(play(three(490_000, {})))).toContain("structuring");
    expect(rulesOf(play(three(500_000, {})))).not.toContain("structuring");
  });
});

describe("the stream", () => {
  /** Small worlds in which something is found now and then. */
  const world = fc.array(
    fc.record({
      from: fc.integer({ min: 0, max: 9 }),
      step: fc.integer({ min: 1, max: 3 }),
      hour: fc.integer({ min: 0, max: 24 * 70 }),
      yuan: fc.constantFrom(400, 500, 45_000, 300_000, 490_000),
      cash: fc.boolean(),
    }),
    { minLength: 30, maxLength: 120 },
  );
  const transfersOf = (
    rows: readonly { from: number; step: number; hour: number; yuan: number; cash: boolean }[],
  ) =>
    byTime(
      rows.map(
        ({ from, step, hour, yuan, cash }, i): Transfer => ({
          id: `w${i}`,
          atSeconds: START + hour * 3600,
          fen: yuan * 100,
          from: `a${from}`,
          to: cash && yuan < 50_000 ? "" : `a${(from + step) % 10}`,
          cash: cash && yuan < 50_000,
        }),
      ),
    );
  const idsOf = (findings: readonly FlowFinding[]) => findings.map(({ id }) => id);

  test("another order of arrival within the lateness gives the same findings", () => {
    let some = 0;
    fc.assert(
      fc.property(world, fc.infiniteStream(fc.integer({ min: 0, max: 5 * 3600 })), (rows, delays) => {
        const transfers = transfersOf(rows);
        const arrive = transfers
          .map((transfer) => ({ transfer, at: transfer.atSeconds + (delays.next().value as number) }))
          .sort((a, b) => a.at - b.at)
          .map(({ transfer }) => transfer);
        const expected = idsOf(play(transfers));
        some += expected.length;
        expect(idsOf(play(arrive))).toEqual(expected);
      }),
      { numRuns: 60, seed: 11 },
    );
    expect(some).toBeGreaterThan(0);
  });
  test("the same transfer again changes nothing", () => {
    fc.assert(
      fc.property(world, (rows) => {
        const transfers = transfersOf(rows);
        const twice = transfers.flatMap((one) => [one, one]);
        expect(idsOf(play(twice))).toEqual(idsOf(play(transfers)));
      }),
      { numRuns: 40, seed: 12 },
    );
  });
  test("a finding's transfers all took place, and their sums are whole fen", () => {
    fc.assert(
      fc.property(world, (rows) => {
        const transfers = transfersOf(rows);
        const known = new Map(transfers.map((one) => [one.id, one]));
        for (const { transfers: listed, figures } of play(transfers)) {
          expect(listed.length).toBeGreaterThan(0);
          for (const one of listed) expect(one).toEqual(known.get(one.id));
          expect(Object.values(figures).every(Number.isSafeInteger)).toBe(true);
        }
      }),
      { numRuns: 40, seed: 13 },
    );
  });
  test("one that comes after the lateness still closes a cycle", () => {
    const [late, ...rest] = ring("a", [1, 2, 3, 4, 5]) as [Transfer, ...Transfer[]];
    const flow = createMoneyFlow();
    for (const one of [...rest, pay("x", "y", 8)]) expect(flow.add(one)).toEqual([]);
    expect(rulesOf(flow.add(late))).toEqual(["cycle"]);
    expect(flow.counts().late).toBe(1);
  });
  test("memory is bounded by the window: ids, hops and silent accounts go", () => {
    const flow = createMoneyFlow({ forgetDays: 60 });
    for (let day = 0; day < 300; day++)
      for (let n = 0; n < 10; n++) flow.add(pay(`a${day}-${n}`, `b${day}-${n}`, day + n / 20));
    const { ids, accounts, waiting } = flow.counts();
    expect(ids).toBeLessThanOrEqual(10 * (MONEY_FLOW_DEFAULTS.cycleDays + 3));
    expect(accounts).toBeLessThanOrEqual(2 * 10 * 62);
    expect(waiting).toBeLessThanOrEqual(10);
  });
  test("an account's memory is bounded however much it moves", () => {
    const flow = createMoneyFlow({ latenessSeconds: 0 });
    let most = 0;
    for (let i = 0; i < 3000; i++)
      for (const { transfers } of flow.add(pay(`p${i}`, "hub", i / 200, 8_000)))
        most = Math.max(most, transfers.length);
    expect(most).toBeGreaterThan(0);
    expect(most).toBeLessThanOrEqual(MONEY_FLOW_DEFAULTS.keptMovements);
  });
});

test("golden: one month of a small world", async () => {
  const firm = Array.from({ length: 12 }, (_, i) =>
    pay(`investor${i}`, "基金公司", 2 + i * 0.4, 20_000 + i * 1_000),
  );
  const transfers = byTime([
    ...ring("环", [3, 9, 1, 14, 7, 11], (i) => 80_000 - i * 5_000),
    ...firm,
    pay("基金公司", "过账", 7, 300_000),
    pay("别家", "过账", 7.1, 300_000),
    pay("过账", "境外甲", 7.4, 590_000),
    ...Array.from({ length: 4 }, (_, i) => pay("取现户", "", 20 + i * 0.5, 49_500, { cash: true })),
    pay("任何人", "取现户", 19, 230_000),
    pay("旧户", "甲", -200, 100),
    pay("基金公司", "旧户", 12, 250_000),
    ...Array.from({ length: 5 }, (_, i) => pay(`家长${i}`, "班费", i * 2, 200)),
    pay("甲", "乙", 45),
  ]);
  const lines = play(transfers).map(
    ({ rule, accounts, atSeconds, severity, figures, transfers: listed }) =>
      `${((atSeconds - START) / DAY_SECONDS).toFixed(1)} ${rule} ${accounts.join(" ")} ${severity.toFixed(1)} ${JSON.stringify(figures)}\n` +
      listed.map((one) => `    ${one.from || "现金"} → ${one.to || "现金"} ${one.fen}\n`).join(""),
  );
  await expect(lines.join("")).toMatchFileSnapshot("../__golden__/money-flow.findings.txt");
});
