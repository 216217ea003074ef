import type { Table } from "#detectors/learn/table";

/**
 * The 64 ratios of the Polish companies bankruptcy data, and what follows from them: amounts that the ratios were made of
 * (as shares of total assets), ratios of those, and how far ratios that ought to agree differ. X1 … X64 as in Zięba,
 * Tomczak, Tomczak: Ensemble boosted trees with synthetic features generation, 2016. Trees cut one ratio at a time, so
 * a difference of two of them has to be given.
 */
export function deriveRatios(table: Table): Table {
  const x = Array.from({ length: 65 }, (_, i) => table.columns[table.names.indexOf(`Attr${i}`)]);
  if (x.slice(1).some((column) => column === undefined))
    throw new Error("there are not 64 ratios Attr1 to Attr64");
  const derived = Object.entries(DERIVED).map(([, compute]) =>
    Float64Array.from({ length: table.rows }, (_, r) => {
      const value = compute((i) => x[i]?.[r] as number);
      return Number.isFinite(value) ? value : Number.NaN;
    }),
  );
  const missing = new Float64Array(table.rows);
  for (const column of table.columns) {
    for (let r = 0; r < table.rows; r++) if (!Number.isFinite(column[r])) missing[r]! += 1;
  }
  return {
    names: [...table.names, ...Object.keys(DERIVED), "missing"],
    columns: [...table.columns, ...derived, missing],
    rows: table.rows,
  };
}

type Compute = (x: (i: number) => number) => number;

/** “…/TA”: as a share of total assets. */
const DERIVED: Readonly<Record<string, Compute>> = {
  taxRate: (x) => 1 - x(1) / x(18),
  tax: (x) => x(18) - x(1),
  "depreciation/TA": (x) => x(22) - x(48),
  "depreciation/TA by sales": (x) => (x(13) - x(19)) * x(9),
  "financialExpenses/TA": (x) => x(11) - x(18),
  "financialExpenses/TA by cover": (x) => x(22) / x(27),
  "cash/TA": (x) => x(40) * x(51),
  "cash/TA by liabilities": (x) => x(2) - x(30) * x(9),
  "otherOperatingProfit/TA": (x) => x(22) - x(35),
  "otherRevenue/TA": (x) => x(36) - x(9),
  "totalRevenue/sales": (x) => x(36) / x(9),
  "financialResult/TA": (x) => x(11) - x(22),
  "shareCapital/TA": (x) => x(10) - x(25),
  shareCapital: (x) => (x(10) - x(25)) * 10 ** x(29),
  "retained−net/TA": (x) => x(6) - x(1),
  "retained/net": (x) => x(6) / x(1),
  "reserves/TA": (x) => x(25) - x(6),
  "formerGrossProfit/TA": (x) => x(24) - x(18),
  "grossProfit3Years/grossProfit": (x) => x(24) / x(18),
  "longTermLiabilities/TA": (x) => x(38) - x(10),
  "longTermLiabilities/TA by rest": (x) => x(2) - x(51),
  "longTermLiabilities/TA by equity": (x) => x(59) * x(10),
  "unexplainedFunding/TA": (x) => 1 - x(10) - x(2),
  "inventory/TA": (x) => (x(20) * x(9)) / 365,
  "receivables/TA": (x) => (x(44) * x(9)) / 365,
  "receivables/shortTermLiabilities": (x) => x(46) - x(40),
  "currentAssets/TA": (x) => x(4) * x(51),
  "fixedAssets/TA": (x) => x(9) / x(64),
  "fixedAssets/TA by equity": (x) => x(10) / x(53),
  "fixedAssets/TA by capital": (x) => x(38) / x(54),
  "fixedAssets/TA by working capital": (x) => x(3) / x(28),
  "shortTermLiabilities/liabilities": (x) => x(51) / x(2),
  "costOfProducts/sales": (x) => x(20) / x(47),
  "costOfProducts/sales by liabilities": (x) => x(62) / x(52),
  "operatingExpenses/TA": (x) => x(33) * x(51),
  "operatingExpenses/sales": (x) => (x(33) * x(51)) / x(9),
  "costs−costOfProducts": (x) => x(58) + x(56) - 1,
  "formerSales/TA": (x) => x(9) / x(21),
  totalAssets: (x) => x(55) / x(3),
  netProfit: (x) => x(1) * 10 ** x(29),
  logSales: (x) => Math.log10(x(9)) + x(29),
  "bookEquity−equity/liabilities": (x) => x(8) - x(10) / x(2),
  "net/inventory": (x) => x(1) / x(45),
  "interest/sales": (x) => x(31) - x(19),
  "otherProfit/sales": (x) => x(42) - x(39),
  "extraordinary+interest/TA": (x) => x(11) - x(14),
  "operating−gross/TA": (x) => x(22) - x(18),
  "longTermLiabilities/TA by quick assets": (x) => (x(46) * x(51)) / x(37),
};
