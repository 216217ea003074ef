import { describe, expect, test } from "vitest";
import { moneyFlow } from "#detectors/money-flow/firm-flow";
import { maskAccount } from "#detectors/money-flow/mask";
import { createRegistry } from "#detectors/registry";
import { createCity, makeEvent, rulesIn, START_MS } from "#detectors/testing";
import { DAY_MS, HOUR_MS } from "#detectors/time";

const registry = createRegistry({ detectors: [moneyFlow] });
let number = 0;

function move(direction: "in" | "out", amount: string, hours: number, more: object = {}) {
  number++;
  return makeEvent("transaction", `x/${number}`, START_MS + hours * HOUR_MS, {
    provider: "某银行",
    authority: "协查函",
    account: "6222021234567890",
    counterparty: `62170000${number}`,
    direction,
    amount,
    cash: false,
    ...more,
  });
}

describe("money flow of one firm", () => {
  test("fast in, fast out names the account, the sums and the hours", () => {
    const city = createCity(registry);
    city.play([move("in", "800000", 0), move("out", "780000", 5)]);
    expect(city.findings[0]?.reason).toBe("账户 6222****7890 5 小时内转入 80 万元、转出 78 万元（快进快出）");
    expect(city.findings[0]?.evidence).toHaveLength(2);
  });
  test("the same sums a week apart are ordinary", () => {
    const city = createCity(registry);
    city.play([move("in", "800000", 0), move("out", "780000", 24 * 8)]);
    expect(city.findings).toEqual([]);
  });
  test("gathering from many and scattering to many", () => {
    const gather = createCity(registry);
    gather.play(Array.from({ length: 14 }, (_, i) => move("in", "30000", i * 6)));
    expect(rulesIn(gather.findings)).toEqual(["money-flow.gather"]);
    const scatter = createCity(registry);
    scatter.play(Array.from({ length: 14 }, (_, i) => move("out", "30000", i * 6)));
    expect(rulesIn(scatter.findings)).toEqual(["money-flow.scatter"]);
  });
  test("cash just below the report limit, and heavy cash", () => {
    const city = createCity(registry);
    city.play(Array.from({ length: 5 }, (_, i) => move("out", "49000", i * 5, { cash: true })));
    expect(rulesIn(city.findings)).toEqual(["money-flow.cash", "money-flow.structuring"]);
  });
  test("a sleeping account is woken", () => {
    const city = createCity(registry);
    city.play([move("in", "100", 0), move("in", "500000", (200 * DAY_MS) / HOUR_MS)]);
    expect(city.findings[0]?.reason).toBe("账户 6222****7890 沉睡 200 天后发生 50 万元");
  });
  test("state stays bounded over thousands of movements and accounts", () => {
    const city = createCity(registry);
    city.play(
      Array.from({ length: 800 }, (_, i) =>
        move(i % 2 === 0 ? "in" : "out", "12000", i, { account: `6222${i % 40}99887766` }),
      ),
    );
    expect(JSON.stringify(city.stateOf("e:7")).length).toBeLessThan(6000);
  });
  test("accounts are masked", () => {
    expect(maskAccount("6222021234567890")).toBe("6222****7890");
    expect(maskAccount("12345678")).toBe("1***8");
  });
});
