import {
  type EvaluationInput,
  type OutsideFacts,
  type PeriodFigures,
  periodOf,
} from "#detectors/finance/input";
import type { LocalKind } from "#domain/finance-kind";
import { limitsFor } from "#domain/legal-limit";
import { dayOf } from "#domain/time";

export const NOW_MS = Date.parse("2026-11-20T02:00:00Z");
/** Reports of October were due on 15 November. */
export const LAST_MONTH = 2026 * 12 + 9;

export const QUIET: OutsideFacts = {
  courts: [],
  penalties: [],
  complaints: [],
  news: [],
  taxArrears: null,
  criminalCase: false,
  status: "active",
};

/** Sound figures of each kind, yuan: inside every limit, earning, liquid. */
const SOUND: Readonly<Record<LocalKind, Readonly<Record<string, number>>>> = {
  microloan: {
    netAssetsLastYear: 1e8,
    loanBalance: 9e7,
    topTenBalance: 2.7e7,
    largestBorrowerLoans: 4e6,
    largestRelatedLoans: 6e6,
    nonStandardFunding: 2e7,
    standardFunding: 0,
    nonPerformingRatio: 0.01,
    overdueBalance: 1.5e6,
    extendedBalance: 1e6,
    badDebtReserve: 2e6,
  },
  factoring: {
    riskAssets: 3e8,
    factoringBalance: 2.7e8,
    largestDebtorReceivables: 6e7,
    relatedDebtorReceivables: 3e7,
    riskReserve: 5e6,
    overdue90Ratio: 0.01,
    overdueBalance: 5e6,
    topTenBalance: 1.3e8,
    averageTermDays: 80,
    disputedReceivables: 2e6,
  },
  leasing: {
    leaseAssets: 3.2e8,
    riskAssets: 3e8,
    fixedIncomeSecurities: 5e6,
    largestCustomerBalance: 1e7,
    largestGroupBalance: 2e7,
    largestRelatedBalance: 5e6,
    allRelatedBalance: 1e7,
    nonPerformingRatio: 0.01,
    badDebtReserve: 5e6,
    rentDue: 9e6,
    rentCollected: 8.95e6,
    equipmentCost: 4e8,
    depreciationOfYear: 4e7,
    disposalDays: 100,
    governmentSubsidy: 1e5,
  },
  guarantee: {
    smallFarmFocus: 0,
    liabilityBalance: 4e8,
    largestGuaranteed: 4e6,
    largestGuaranteedRelated: 6e6,
    totalAssetsLessReceivable: 1.2e8,
    class1Assets: 4e7,
    class12Assets: 1e8,
    class3Assets: 2e7,
    premiumOfYear: 5e6,
    unexpiredReserve: 3.5e6,
    compensationReserve: 6e6,
    compensationRate: 0.004,
    compensatedAmount: 2e6,
    recoveredAmount: 1.5e6,
    receivableCompensation: 5e5,
    watchBalance: 1e7,
    topTenBalance: 1e8,
  },
  pawn: {
    netAssets: 1.2e8,
    registeredCapital: 1e8,
    pawnBalance: 7e7,
    largestCustomerBalance: 7e6,
    movableBalance: 3e7,
    movableCollateral: 5.5e7,
    propertyRightBalance: 1e7,
    propertyRightCollateral: 2.4e7,
    realEstateBalance: 3e7,
    realEstateCollateral: 6e7,
    largestRealEstateLoan: 5e6,
    bankLoans: 1e7,
    monthlyFeeMovables: 0.03,
    monthlyFeePropertyRights: 0.018,
    monthlyFeeRealEstate: 0.02,
    renewedBalance: 1.6e7,
    overdueBalance: 1.5e6,
    defaultRatio: 0.02,
    disposalDays: 40,
    cashInflow: 2e7,
    cashOutflow: 1.9e7,
    ticketsDue30: 2e7,
    ticketsDue90: 6e7,
    debtsDue30: 5e5,
    debtsDue90: 2e6,
    monthlyExpenses: 6e5,
  },
};

const STATEMENTS = {
  netAssets: 1e8,
  totalAssets: 4e8,
  totalLiabilities: 1.2e8,
  currentAssets: 9e7,
  currentLiabilities: 4e7,
  inventories: 2e6,
  cash: 2e7,
  operatingIncome: 2e6,
  operatingIncomeLastYear: 1.9e6,
  operatingCost: 1e6,
  netProfit: 9e5,
  bankOverdueCount: 0,
  controllerGrade: 2,
};

export function soundFigures(kind: LocalKind): Record<string, number> {
  return { ...STATEMENTS, ...SOUND[kind] };
}

/** Monthly reports, newest first, each on time; `figures` of each month ago. */
export function makeHistory(
  months: number,
  figures: (back: number) => Readonly<Record<string, number>>,
): PeriodFigures[] {
  return Array.from({ length: months }, (_, back) => {
    const due = `${periodOf(LAST_MONTH - back + 1)}-15`;
    return {
      period: periodOf(LAST_MONTH - back),
      spanMonths: 1,
      form: "监管月报",
      figures: figures(back),
      eventUid: `test/report-${back}`,
      reportedMs: Date.parse(`${periodOf(LAST_MONTH - back + 1)}-10T02:00:00Z`),
      dueOn: due,
      source: "test",
    };
  });
}

export function makeInput(kind: LocalKind, over: Partial<EvaluationInput> = {}): EvaluationInput {
  return {
    kind,
    district: "310115",
    nowMs: NOW_MS,
    history: makeHistory(13, () => soundFigures(kind)),
    facts: QUIET,
    limits: limitsFor(kind, dayOf(NOW_MS), "310115"),
    peers: null,
    ...over,
  };
}
