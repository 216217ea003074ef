import type { EvaluationInput } from "#detectors/finance/input";
import { monthIndex } from "#detectors/finance/input";
import { type DefaultPair, featuresOf, trainDefault } from "#detectors/finance/pawn/default";
import { LEAST_RANKED, type PeerSnapshot } from "#detectors/finance/peers";
import { type Factor, fitPrincipal, PRINCIPAL_DEFAULTS } from "#detectors/finance/principal";
import { readValues, viewOf } from "#detectors/finance/reading";
import { incomeGrowth } from "#detectors/finance/tables/statements";
import type { LocalKind } from "#domain/finance-kind";

/** Steps of 5 %. */
const STEPS = 20;
const LEAST_CLIMATE = 10;

/** Factors of the principal components of factoring (R040): what its own report says of structure, credit and earning. */
export const FACTORING_FACTORS: readonly Factor[] = [
  { id: "limit:factoring.leverage", direction: 1 },
  { id: "limit:factoring.one-debtor", direction: 1 },
  { id: "limit:factoring.related-debtors", direction: 1 },
  { id: "limit:factoring.reserve", direction: 1 },
  { id: "overdue-90", direction: 1 },
  { id: "overdue", direction: 1 },
  { id: "dilution", direction: 1 },
  { id: "receivable-term", direction: 1 },
  { id: "top-ten", direction: 1 },
  { id: "debt-ratio", direction: 1 },
  { id: "current-ratio", direction: -1 },
  { id: "gross-margin", direction: -1 },
  { id: "return-on-equity", direction: -1 },
  { id: "income-growth", direction: -1 },
  { id: "cash-cover", direction: -1 },
];

export interface PeerBuilder {
  /** `firm`: a stable number, by which some are held out. One that did not report the month is left out. */
  add(firm: number, input: EvaluationInput): void;
  finish(): PeerSnapshot;
}

/**
 * Gathers the peers of one kind and month, firm by firm: of each only a row of numbers is kept, so that thousands of
 * firms with a year of reports need no more memory than their ratios.
 */
export function makePeerBuilder(kind: LocalKind, period: string): PeerBuilder {
  const rows: Record<string, number | null>[] = [];
  const pairs: DefaultPair[] = [];
  let [up, down] = [0, 0];
  return {
    add(firm, input) {
      const at = input.history.findIndex((month) => month.period === period);
      if (at < 0) return;
      const view = viewOf(input, at);
      rows.push(readValues(view, input.limits));
      const growth = incomeGrowth(view);
      if (growth !== null && growth > 0.005) up++;
      else if (growth !== null && growth < -0.005) down++;
      if (kind === "pawn") pairs.push(...pairsOf(firm, input, at));
    },
    finish: () => summarise(kind, period, rows, pairs, up, down),
  };
}

function summarise(
  kind: LocalKind,
  period: string,
  rows: readonly Record<string, number | null>[],
  pairs: readonly DefaultPair[],
  up: number,
  down: number,
): PeerSnapshot {
  const ids = [...new Set(rows.flatMap((row) => Object.keys(row)))].sort();
  const told = up + down;
  const principal =
    kind === "factoring"
      ? fitPrincipal(
          FACTORING_FACTORS,
          rows.map((row) => FACTORING_FACTORS.map(({ id }) => row[id] ?? null)),
        )
      : null;
  return {
    kind,
    period,
    n: rows.length,
    quantiles: Object.fromEntries(
      ids.flatMap((id) => {
        const values = rows.map((row) => row[id]).filter((value): value is number => value != null);
        return values.length < LEAST_RANKED ? [] : [[id, quantilesOf(values)]];
      }),
    ),
    climate: told < LEAST_CLIMATE ? null : Math.round((500 * (told + up - down)) / told) / 10,
    principal: principal?.ok ? principal.model : null,
    principalWhy:
      principal === null || principal.ok
        ? null
        : principal.reason === "few-peers"
          ? {
              zh: `只有 ${principal.n} 家同业报送齐全，不足 ${PRINCIPAL_DEFAULTS.leastPeers} 家，不做主成分分析，只用六类指标评分`,
              en: `Only ${principal.n} peers reported enough, fewer than ${PRINCIPAL_DEFAULTS.leastPeers}: no principal components, the six groups alone`,
            }
          : {
              zh: "多数同业未报送的因子太多，不做主成分分析，只用六类指标评分",
              en: "Too few factors are reported by most peers: no principal components, the six groups alone",
            },
    defaults: kind === "pawn" ? trainDefault(pairs) : null,
  };
}

/** Months up to `at` whose next month is known: the next month's forfeits are the label. */
function pairsOf(firm: number, input: EvaluationInput, at: number): DefaultPair[] {
  const pairs: DefaultPair[] = [];
  for (let i = at + 1; i < input.history.length; i++) {
    const [month, next] = [input.history[i], input.history[i - 1]];
    const outcome = next?.figures.defaultRatio;
    if (month === undefined || next === undefined || outcome === undefined) continue;
    if (outcome < 0 || outcome > 1 || monthIndex(next.period) - monthIndex(month.period) !== 1) continue;
    const features = featuresOf(viewOf(input, i));
    if (features.some((value) => value !== null)) pairs.push({ firm, features, outcome });
  }
  return pairs;
}

function quantilesOf(values: readonly number[]): number[] {
  const sorted = [...values].sort((a, b) => a - b);
  return Array.from({ length: STEPS + 1 }, (_, i) => {
    const at = (i / STEPS) * (sorted.length - 1);
    const low = Math.floor(at);
    const [a, b] = [sorted[low] as number, sorted[Math.min(low + 1, sorted.length - 1)] as number];
    return Number((a + (b - a) * (at - low)).toPrecision(8));
  });
}
