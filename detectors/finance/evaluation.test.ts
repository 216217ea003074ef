import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { evaluateOrganisation } from "#detectors/finance/evaluation";
import { periodOf } from "#detectors/finance/input";
import { makePeerBuilder } from "#detectors/finance/peer-building";
import { LAST_MONTH, makeHistory, makeInput, QUIET, soundFigures } from "#detectors/finance/testing/inputs";
import { LOCAL_KINDS, type LocalKind } from "#domain/finance-kind";
import { DEFAULT_LEVEL_RULE } from "#domain/level";

const evaluate = (input: Parameters<typeof evaluateOrganisation>[0]) =>
  evaluateOrganisation(input, DEFAULT_LEVEL_RULE);
const tenths = (values: readonly number[]) => Math.round(values.reduce((sum, value) => sum + value, 0) * 10);

/** Figures changed at will: dropped, made negative, blown up. */
const figuresOf = (kind: LocalKind) =>
  fc
    .record(
      Object.fromEntries(
        Object.entries(soundFigures(kind)).map(([name, value]) => [
          name,
          fc.oneof(
            fc.constant<number | null>(null),
            fc.constant<number | null>(value),
            fc.double({ min: -2, max: 6, noNaN: true }).map((times) => value * times),
          ),
        ]),
      ),
    )
    .map((figures) =>
      Object.fromEntries(Object.entries(figures).filter(([, value]) => value !== null)),
    ) as fc.Arbitrary<Record<string, number>>;

describe.each(LOCAL_KINDS)("%s", (kind) => {
  it("of sound figures is low, with all six groups known and no warning", () => {
    const evaluation = evaluate(makeInput(kind));
    expect(evaluation.score).toBeLessThan(25);
    expect(evaluation.level).toBe("normal");
    expect(evaluation.warnings).toEqual([]);
    expect(evaluation.groups.every(({ score }) => score !== null)).toBe(true);
    expect(evaluation.breaches).toBe(0);
    expect(evaluation.missing).toEqual([]);
  });

  it("adds up whatever was reported: indicators to groups, groups and models to the score", () => {
    fc.assert(
      fc.property(
        fc.array(figuresOf(kind), { minLength: 0, maxLength: 4 }),
        fc.integer({ min: 0, max: 60 }),
        (months, complaints) => {
          const evaluation = evaluate(
            makeInput(kind, {
              history: makeHistory(months.length, (back) => months[back] as Record<string, number>),
              facts: {
                ...QUIET,
                complaints: Array.from({ length: complaints }, (_, i) => ({
                  timeMs: Date.parse("2026-11-01T00:00:00Z"),
                  people: 1,
                  eventUid: `c${i}`,
                })),
              },
            }),
          );
          expect(evaluation.score).toBeGreaterThanOrEqual(0);
          expect(evaluation.score).toBeLessThanOrEqual(100);
          expect(
            tenths([
              ...evaluation.groups.map(({ points }) => points),
              ...evaluation.models.map(({ points }) => points),
            ]),
          ).toBe(Math.round((evaluation.score as number) * 10));
          for (const group of evaluation.groups) {
            const members = evaluation.indicators.filter((each) => each.group === group.id);
            expect(tenths(members.map(({ points }) => points)), group.id).toBe(Math.round(group.points * 10));
          }
          for (const model of evaluation.models) {
            if (model.score === null) continue;
            const sum = model.parts.reduce((all, part) => all + part.points, model.base + model.clipped);
            expect(sum).toBeCloseTo(model.score, 6);
          }
          for (const reading of evaluation.indicators)
            if (reading.risk === null) expect(reading.points).toBe(0);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("takes a figure that was not reported as unknown: named, without points, and the rest stands", () => {
    const whole = evaluate(makeInput(kind));
    for (const name of ["currentLiabilities", "netProfit", "operatingIncome"]) {
      const { [name]: _, ...rest } = soundFigures(kind);
      const part = evaluate(makeInput(kind, { history: makeHistory(13, () => rest) }));
      expect(part.missing.map(({ figure }) => figure)).toEqual([name]);
      const lost = part.indicators.filter(({ missing }) => missing.includes(name));
      expect(lost.length).toBeGreaterThan(0);
      for (const reading of lost)
        expect([reading.value, reading.risk, reading.points]).toEqual([null, null, 0]);
      expect(part.known).toBeLessThan(whole.known);
    }
  });

  it("makes a missing report an indicator and a warning, not a zero", () => {
    const late = evaluate(makeInput(kind, { history: makeInput(kind).history.slice(2) }));
    const reading = late.indicators.find(({ id }) => id === "report-missing");
    // September's was due on 15 October.
    expect(reading).toMatchObject({ value: 36 });
    expect(late.warnings[0]).toMatchObject({
      code: "report-missing",
      level: "orange",
      figures: { days: 36 },
    });
    expect(late.score as number).toBeGreaterThan(evaluate(makeInput(kind)).score as number);
  });

  it("is the same for the same input, through JSON", () => {
    const once = evaluate(makeInput(kind));
    expect(JSON.parse(JSON.stringify(evaluate(JSON.parse(JSON.stringify(makeInput(kind))))))).toEqual(
      JSON.parse(JSON.stringify(once)),
    );
  });
});

describe("a legal limit", () => {
  const withLoans = (share: (back: number) => number) =>
    evaluate(
      makeInput("microloan", {
        history: makeHistory(6, (back) => ({
          ...soundFigures("microloan"),
          largestBorrowerLoans: 1e8 * share(back),
        })),
      }),
    );

  it("that is breached is a fact: at least yellow, red warning with clause, distance, and what was before", () => {
    const evaluation = withLoans((back) => (back === 0 ? 0.12 : 0.095));
    expect(evaluation).toMatchObject({
      level: "yellow",
      forced: "legal-breach",
      breaches: 1,
      worstGroup: "compliance",
    });
    expect(evaluation.warnings[0]).toMatchObject({
      level: "red",
      code: "breach:limit:microloan.one-borrower",
    });
    expect(evaluation.warnings[0]?.zh).toBe(
      "突破监管限额：同一借款人贷款余额 / 净资产 12%，上限 10%，占用 120%（《小额贷款公司监督管理暂行办法》（金规〔2024〕26号）第二章 集中度，条号待核）",
    );
    const reading = evaluation.indicators.find(({ id }) => id === "limit:microloan.one-borrower");
    expect(reading).toMatchObject({
      value: 0.12,
      previous: 0.095,
      trend: "worse",
      limit: { use: 1.2, state: "breached" },
    });
    expect(reading?.evidence[0]?.text).toBe(
      "监管月报（2026-10）：最大借款人贷款余额 12000000，上年末净资产 100000000",
    );
  });

  it("that is near, or reached in some months at the pace of the last three, warns before", () => {
    expect(withLoans(() => 0.093).warnings[0]).toMatchObject({ code: "near:limit:microloan.one-borrower" });
    const creeping = withLoans((back) => 0.08 - 0.007 * back);
    expect(creeping.warnings[0]).toMatchObject({
      code: "trend:limit:microloan.one-borrower",
      figures: { months: 3 },
    });
    expect(withLoans((back) => (back % 2 === 0 ? 0.08 : 0.07)).warnings).toEqual([]);
  });

  it("without net assets is breached and stays JSON", () => {
    const evaluation = evaluate(
      makeInput("leasing", {
        history: makeHistory(2, () => ({ ...soundFigures("leasing"), netAssets: -1 })),
      }),
    );
    expect(evaluation.breaches).toBeGreaterThanOrEqual(5);
    expect(JSON.parse(JSON.stringify(evaluation))).toEqual(evaluation);
  });

  it("applies the variant that the report names", () => {
    const focus = evaluate(
      makeInput("guarantee", {
        history: makeHistory(2, () => ({
          ...soundFigures("guarantee"),
          smallFarmFocus: 1,
          liabilityBalance: 1.2e9,
          compensationReserve: 2e7,
        })),
      }),
    );
    expect(focus.breaches).toBe(0);
    expect(focus.indicators.some(({ id }) => id === "limit:guarantee.leverage")).toBe(false);
  });
});

describe("facts from outside", () => {
  it("a criminal case is outbreak at once", () => {
    expect(evaluate(makeInput("pawn", { facts: { ...QUIET, criminalCase: true } }))).toMatchObject({
      level: "outbreak",
      forced: "criminal-case",
    });
  });

  it("count as they age, end, and only against it", () => {
    const fact = (over: object) => ({
      stage: "enforcement",
      role: "defendant",
      timeMs: Date.parse("2026-06-01T00:00:00Z"),
      count: 1,
      amount: 1e6,
      ended: false,
      eventUid: "j",
      ...over,
    });
    const open = (courts: ReturnType<typeof fact>[]) =>
      evaluate(makeInput("factoring", { facts: { ...QUIET, courts } })).indicators.find(
        ({ id }) => id === "enforcement",
      )?.value;
    expect(open([fact({})])).toBe(1);
    expect(open([fact({}), fact({ ended: true, timeMs: Date.parse("2026-07-01T00:00:00Z") })])).toBe(0);
    expect(open([fact({ role: "plaintiff" })])).toBe(0);
    expect(open([fact({ timeMs: Date.parse("2025-06-01T00:00:00Z") })])).toBe(0);
  });
});

const buildPeers = (
  kind: LocalKind,
  period: string,
  firms: readonly { readonly firm: number; readonly input: Parameters<typeof evaluateOrganisation>[0] }[],
) => {
  const builder = makePeerBuilder(kind, period);
  for (const { firm, input } of firms) builder.add(firm, input);
  return builder.finish();
};

describe("peers", () => {
  const firms = (n: number) =>
    Array.from({ length: n }, (_, firm) => ({
      firm,
      input: makeInput("leasing", {
        history: makeHistory(2, () => ({
          ...soundFigures("leasing"),
          totalAssets: 1e8 * (firm + 1),
          operatingIncome: firm < n / 4 ? 1e6 : 2.2e6,
        })),
      }),
    }));

  it("give the climate, the rank and the middle", () => {
    const all = firms(20);
    const peers = buildPeers("leasing", periodOf(LAST_MONTH), all);
    expect(peers).toMatchObject({ n: 20, climate: 75 });
    const evaluation = evaluate({ ...(all[9] as (typeof all)[0]).input, peers });
    const rank = evaluation.indicators.find(({ id }) => id === "industry-rank");
    expect(rank?.value).toBeCloseTo(9 / 19, 2);
    expect(evaluation.indicators.find(({ id }) => id === "industry-climate")?.value).toBe(75);
    expect(evaluation.indicators.find(({ id }) => id === "debt-ratio")?.peer?.median).toBeCloseTo(0.1143, 2);
  });

  it("that are too few say nothing", () => {
    const peers = buildPeers("leasing", periodOf(LAST_MONTH), firms(3));
    expect([peers.climate, peers.quantiles["debt-ratio"]]).toEqual([null, undefined]);
  });

  it("make a firm that never reports stand out, which no report at all does not", () => {
    const silent = makeInput("leasing", { history: [] });
    expect(evaluate(silent).indicators.find(({ id }) => id === "report-missing")?.value).toBeNull();
    const peers = buildPeers("leasing", periodOf(LAST_MONTH), firms(20));
    expect(evaluate({ ...silent, peers }).warnings[0]).toMatchObject({
      code: "report-missing",
      level: "orange",
    });
  });
});
