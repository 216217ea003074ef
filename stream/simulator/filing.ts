import type { LocalKind } from "#domain/finance-kind";
import { Rng, STREAMS } from "#stream/simulator/random";
import { makeStatements } from "#stream/simulator/statements";

/** Forms in which the five kinds report each month. */
export const MONTHLY_FORMS: Readonly<Record<LocalKind, string>> = {
  microloan: "小额贷款公司月报",
  factoring: "商业保理企业月报",
  leasing: "融资租赁公司月报",
  guarantee: "融资担保公司月报",
  pawn: "典当行月报",
};

/** The whole monthly report of a firm: figures of the legal limits, balance sheet, income, quality of the book. */
export function makeFigures(
  seed: number,
  kind: LocalKind,
  index: number,
  month: number,
  capital: number,
  stress: number,
): Record<string, number> {
  const base = makeLimitFigures(seed, kind, index, month, capital, stress);
  return { ...base, ...makeStatements(seed, kind, index, month, base, stress) };
}

/**
 * Monthly figures of a firm, in yuan and ratios, under the names of the legal limits (domain/legal-limit.data.json).
 * A sound firm (`stress` 0) keeps well inside every limit; at 1 it stands at the limit of `strained`, above it in
 * breach. Figures move a few percent from month to month around the firm's own size.
 */
function makeLimitFigures(
  seed: number,
  kind: LocalKind,
  index: number,
  month: number,
  capital: number,
  stress: number,
): Record<string, number> {
  const own = new Rng(seed, STREAMS.filing, index);
  const now = new Rng(seed, STREAMS.filing, index * 1009 + month);
  const size = Math.max(1_000_000, capital) * (0.92 + 0.25 * own.unit());
  const drift = () => 0.96 + 0.08 * now.unit();
  /** Part of a limit that is used: ordinary between low and high; `stress` pulls it to and over the limit. */
  const use = (low: number, high: number, strained: boolean): number => {
    const ordinary = low + (high - low) * own.unit();
    return (
      Math.min(strained && stress > 0 ? Math.max(ordinary, stress) : ordinary, 3) *
      (strained && stress > 0 ? 1 : drift())
    );
  };
  const yuan = (value: number): number => Math.round(value);
  switch (kind) {
    case "microloan": {
      const net = size * drift();
      const lastYear = size;
      return {
        netAssets: yuan(net),
        netAssetsLastYear: yuan(lastYear),
        loanBalance: yuan(net * (0.8 + 0.5 * own.unit()) * drift()),
        largestBorrowerLoans: yuan(lastYear * 0.1 * use(0.3, 0.8, true)),
        largestRelatedLoans: yuan(lastYear * 0.15 * use(0.35, 0.75, true)),
        nonStandardFunding: yuan(net * use(0.05, 0.6, stress > 1.1)),
        standardFunding: yuan(net * 4 * use(0, 0.2, false)),
        nonPerformingRatio: round(0.01 + 0.04 * own.unit() + 0.05 * Math.max(0, stress)),
        badDebtReserve: yuan(net * 0.03 * drift()),
      };
    }
    case "factoring": {
      const net = size * drift();
      const risk = net * 10 * use(0.2, 0.7, stress > 1.1);
      const balance = risk * 0.9;
      return {
        netAssets: yuan(net),
        riskAssets: yuan(risk),
        factoringBalance: yuan(balance),
        largestDebtorReceivables: yuan(risk * 0.5 * use(0.2, 0.75, true)),
        relatedDebtorReceivables: yuan(risk * 0.4 * use(0.1, 0.6, true)),
        riskReserve: yuan((balance * 0.01) / use(0.5, 0.9, false)),
        overdue90Ratio: round(0.005 + 0.03 * own.unit() + 0.04 * Math.max(0, stress)),
      };
    }
    case "leasing": {
      const net = size * drift();
      const total = net * (2 + 3 * own.unit());
      return {
        netAssets: yuan(net),
        totalAssets: yuan(total),
        leaseAssets: yuan((total * 0.6) / use(0.65, 0.9, false)),
        riskAssets: yuan(net * 8 * use(0.2, 0.7, stress > 1.1)),
        fixedIncomeSecurities: yuan(net * 0.2 * use(0, 0.5, false)),
        largestCustomerBalance: yuan(net * 0.3 * use(0.2, 0.8, true)),
        largestGroupBalance: yuan(net * 0.5 * use(0.2, 0.75, true)),
        largestRelatedBalance: yuan(net * 0.3 * use(0.05, 0.5, false)),
        allRelatedBalance: yuan(net * 0.5 * use(0.1, 0.6, false)),
        nonPerformingRatio: round(0.006 + 0.02 * own.unit() + 0.03 * Math.max(0, stress)),
      };
    }
    case "guarantee": {
      const net = size * drift();
      const focus = own.chance(0.4) ? 1 : 0;
      const liability = net * (focus === 1 ? 15 : 10) * use(0.2, 0.75, true);
      const assets = net * 1.2;
      const class1 = assets * (0.25 + 0.2 * own.unit());
      const class12 = Math.min(assets * 0.95, class1 + assets * (0.5 + 0.05 * own.unit()));
      const premium = net * 0.03;
      return {
        netAssets: yuan(net),
        smallFarmFocus: focus,
        liabilityBalance: yuan(liability),
        largestGuaranteed: yuan(net * 0.1 * use(0.3, 0.8, true)),
        largestGuaranteedRelated: yuan(net * 0.15 * use(0.3, 0.8, true)),
        totalAssetsLessReceivable: yuan(assets),
        class1Assets: yuan(class1),
        class12Assets: yuan(class12),
        class3Assets: yuan(assets - class12),
        premiumOfYear: yuan(premium),
        unexpiredReserve: yuan(premium * (0.5 + 0.1 * own.unit())),
        compensationReserve: yuan(liability * (0.011 + 0.01 * own.unit())),
        compensationRate: round(0.003 + 0.01 * own.unit() + 0.03 * Math.max(0, stress)),
      };
    }
    case "pawn": {
      const registered = Math.max(1_000_000, capital);
      const largestEstate = registered < 10_000_000 ? 1_000_000 : registered * 0.1;
      return {
        registeredCapital: registered,
        netAssets: yuan(registered * (0.95 + 0.25 * own.unit())),
        pawnBalance: yuan(registered * (0.5 + 0.4 * own.unit()) * drift()),
        largestCustomerBalance: yuan(registered * 0.25 * use(0.2, 0.8, true)),
        propertyRightBalance: yuan(registered * 0.5 * use(0.1, 0.7, false)),
        realEstateBalance: yuan(registered * use(0.2, 0.75, true)),
        largestRealEstateLoan: yuan(largestEstate * use(0.3, 0.85, true)),
        bankLoans: yuan(registered * use(0, 0.5, false)),
        monthlyFeeMovables: round(0.03 + 0.01 * own.unit()),
        monthlyFeePropertyRights: round(0.015 + 0.008 * own.unit()),
        monthlyFeeRealEstate: round(0.015 + 0.01 * own.unit()),
        defaultRatio: round(0.02 + 0.04 * own.unit() + 0.05 * Math.max(0, stress)),
      };
    }
  }
}

function round(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
