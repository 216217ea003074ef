import type { LocalKind } from "#domain/finance-kind";
import { Rng, STREAMS, unitAt } from "#stream/simulator/random";

type Figures = Record<string, number>;

/** Income of a year over total assets. */
const YIELD: Readonly<Record<LocalKind, number>> = {
  microloan: 0.11,
  factoring: 0.07,
  leasing: 0.065,
  guarantee: 0.045,
  pawn: 0.18,
};

/**
 * How weak a firm is in a month, 0 sound to about 1.3: its own standing, a slow wave, and the stress of a story. All
 * figures of the month lean on it, so that they move together as in life.
 */
export function weaknessOf(seed: number, index: number, month: number, stress: number): number {
  const own = unitAt(seed, STREAMS.statement, index) ** 2.6;
  const wave = (at: number) => unitAt(seed, STREAMS.statement, 7_000_003 + index * 1013 + at) - 0.5;
  const slow = 0.1 * (wave(month) + wave(month - 1) + wave(month - 2));
  return Math.min(1.3, Math.max(0, own + slow + 0.5 * Math.max(0, stress)));
}

/**
 * Balance sheet, income and quality of the book, made to fit the figures of the legal limits (`base`), which are kept.
 * One report in forty leaves some out, and three controllers in ten have no grade: unknown is part of life.
 */
export function makeStatements(
  seed: number,
  kind: LocalKind,
  index: number,
  month: number,
  base: Readonly<Figures>,
  stress: number,
): Figures {
  const own = new Rng(seed, STREAMS.statement, 1_000_003 + index);
  const now = new Rng(seed, STREAMS.statement, 2_000_003 + index * 1009 + month);
  const weak = weaknessOf(seed, index, month, stress);
  const drift = () => 0.96 + 0.08 * now.unit();
  const book = makeBook(seed, kind, index, month, base, weak, own, drift);
  const net = base.netAssets as number;
  const totalAssets = totalOf(kind, net, base, book);
  const liabilities = Math.max(net * 0.04, totalAssets - net);
  const currentLiabilities = liabilities * (0.35 + 0.3 * weak);
  const currentAssets = Math.min(totalAssets * 0.97, currentLiabilities * (2 - 1.1 * weak) * drift());
  const income = ((totalAssets * YIELD[kind]) / 12) * drift();
  const climate = 0.05 * Math.sin(month / 5);
  const growth = 0.1 - 0.42 * weak + climate + 0.12 * (own.unit() - 0.5) + 0.06 * (now.unit() - 0.5);
  const cost = income * (0.52 + 0.42 * weak + 0.06 * (now.unit() - 0.5));
  const grade = Math.min(10, Math.max(1, Math.round(2 + 6 * weak + 3 * (own.unit() - 0.5))));
  const graded = own.chance(0.7);
  const figures: Figures = {
    totalAssets,
    totalLiabilities: liabilities,
    currentAssets,
    currentLiabilities,
    inventories: currentAssets * (0.02 + 0.16 * weak),
    cash: currentLiabilities * Math.max(0.03, 0.45 - 0.4 * weak) * drift(),
    operatingIncome: income,
    operatingIncomeLastYear: income / (1 + growth),
    operatingCost: cost,
    netProfit: (income - cost) * 0.75 - income * 0.08 * weak,
    ...book,
  };
  const whole = Object.fromEntries(
    Object.entries(figures).map(([name, value]) => [
      name,
      SHARES.has(name) ? round4(value) : Math.round(value),
    ]),
  );
  whole.bankOverdueCount = weak > 0.6 ? Math.floor((weak - 0.5) * 6) : 0;
  if (graded) whole.controllerGrade = grade;
  if (now.chance(1 / 40)) {
    delete whole.inventories;
    delete whole.currentLiabilities;
  }
  return whole;
}

/** Figures that are shares, not yuan. */
const SHARES: ReadonlySet<string> = new Set([
  "nonPerformingRatio",
  "overdue90Ratio",
  "compensationRate",
  "defaultRatio",
]);

function totalOf(kind: LocalKind, net: number, base: Figures, book: Figures): number {
  switch (kind) {
    case "microloan":
      return net * 1.05 + (base.nonStandardFunding as number) + (base.standardFunding as number);
    case "factoring":
      return Math.max(net * 1.15, (base.riskAssets as number) * 1.04);
    case "leasing":
      return base.totalAssets as number;
    case "guarantee":
      return (base.totalAssetsLessReceivable as number) + (book.receivableCompensation as number);
    case "pawn":
      return net * 1.04 + (base.bankLoans as number);
  }
}

/** The quality of what it lent, leased, guaranteed or took in pawn. */
function makeBook(
  seed: number,
  kind: LocalKind,
  index: number,
  month: number,
  base: Readonly<Figures>,
  weak: number,
  own: Rng,
  drift: () => number,
): Figures {
  switch (kind) {
    case "microloan": {
      const loans = base.loanBalance as number;
      const bad = (base.nonPerformingRatio as number) * 0.6 + 0.06 * weak;
      return {
        topTenBalance: Math.max(
          base.largestBorrowerLoans as number,
          loans * (0.25 + 0.4 * own.unit()) * drift(),
        ),
        nonPerformingRatio: bad,
        overdueBalance: loans * (0.01 + 1.5 * bad) * drift(),
        extendedBalance: loans * (0.015 + 0.16 * weak) * drift(),
      };
    }
    case "factoring": {
      const balance = base.factoringBalance as number;
      const bad = (base.overdue90Ratio as number) * 0.6 + 0.05 * weak;
      return {
        topTenBalance: Math.max(base.largestDebtorReceivables as number, balance * (0.45 + 0.4 * own.unit())),
        averageTermDays: (70 + 90 * own.unit() + 130 * weak) * drift(),
        overdue90Ratio: bad,
        overdueBalance: balance * (0.012 + 1.6 * bad) * drift(),
        disputedReceivables: balance * (0.004 + 0.07 * weak) * drift(),
      };
    }
    case "leasing": {
      const assets = base.leaseAssets as number;
      const bad = (base.nonPerformingRatio as number) * 0.6 + 0.05 * weak;
      const due = (assets / 36) * drift();
      const equipment = assets * (1.15 + 0.3 * own.unit());
      return {
        nonPerformingRatio: bad,
        badDebtReserve: assets * bad * (1.7 - 1.1 * weak) * drift(),
        rentDue: due,
        rentCollected: due * Math.min(1, 1.01 - 0.22 * weak * drift()),
        equipmentCost: equipment,
        depreciationOfYear: equipment * (0.08 + 0.1 * own.unit()),
        disposalDays: (100 + 120 * own.unit() + 320 * weak) * drift(),
        governmentSubsidy: own.chance(0.5) ? ((assets * 0.065) / 12) * 0.25 * own.unit() : 0,
      };
    }
    case "guarantee": {
      const net = base.netAssets as number;
      const liability = base.liabilityBalance as number;
      const paid = net * (0.03 + 0.25 * weak) * (0.8 + 0.4 * own.unit());
      const recovered = paid * Math.max(0.08, 0.75 - 0.55 * weak) * drift();
      return {
        topTenBalance: Math.max(base.largestGuaranteed as number, liability * (0.2 + 0.45 * own.unit())),
        compensationRate: (base.compensationRate as number) * 0.6 + 0.04 * weak,
        compensatedAmount: paid,
        recoveredAmount: recovered,
        receivableCompensation: paid - recovered,
        watchBalance: liability * (0.02 + 0.2 * weak) * drift(),
      };
    }
    case "pawn":
      return makePawnBook(seed, index, month, base, weak, own, drift);
  }
}

/** Forfeits of a month follow from the overdue tickets and loan-to-value of the month before. */
function makePawnBook(
  seed: number,
  index: number,
  month: number,
  base: Readonly<Figures>,
  weak: number,
  own: Rng,
  drift: () => number,
): Figures {
  const registered = base.registeredCapital as number;
  const [rights, estate] = [base.propertyRightBalance as number, base.realEstateBalance as number];
  const movable = registered * (0.12 + 0.2 * own.unit()) * drift();
  const balance = movable + rights + estate;
  const lean = (low: number) => Math.min(0.95, low + 0.1 * own.unit() + 0.18 * weak);
  const before = weaknessOf(seed, index, month - 1, 0);
  const noise = unitAt(seed, STREAMS.statement, 5_000_011 + index * 1019 + month) - 0.5;
  const log =
    Math.log(0.035 / 0.965) + 9 * (overdueShare(before) - 0.05) + 2.2 * (0.18 * before - 0.05) + 0.8 * noise;
  const defaults = 1 / (1 + Math.exp(-log)) + Math.max(0, weak - before) * 0.02;
  const income = (registered * YIELD.pawn) / 12;
  const expenses = income * (0.35 + 0.25 * weak);
  const due30 = balance * (0.3 + 0.1 * own.unit());
  const loans = base.bankLoans as number;
  const inflow = due30 * (1 - defaults) * 0.75 + income;
  return {
    pawnBalance: balance,
    movableBalance: movable,
    movableCollateral: movable / lean(0.55),
    propertyRightCollateral: rights / lean(0.42),
    realEstateCollateral: estate / lean(0.5),
    renewedBalance: balance * (0.22 + 0.1 * own.unit() + 0.35 * weak),
    overdueBalance: balance * overdueShare(weak) * drift(),
    defaultRatio: Math.min(0.6, defaults),
    disposalDays: (35 + 60 * own.unit() + 160 * weak) * drift(),
    cash: registered * Math.max(0.012, 0.14 - 0.13 * weak) * drift(),
    cashInflow: inflow,
    cashOutflow: inflow * (0.93 + 0.14 * weak) + expenses * 0.2,
    ticketsDue30: due30,
    ticketsDue90: balance * 0.85,
    debtsDue30: loans * Math.min(0.9, 0.06 + 0.25 * weak),
    debtsDue90: loans * Math.min(1, 0.2 + 0.4 * weak),
    monthlyExpenses: expenses,
  };
}

function overdueShare(weak: number): number {
  return 0.02 + 0.2 * weak ** 1.4;
}

function round4(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
