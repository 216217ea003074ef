import { type Detector, type DetectorContext, isKind } from "#detectors/detector";
import { type EvidenceRow, evidenceOfRows, rememberRow } from "#detectors/evidence";
import { hash32 } from "#detectors/hash";
import { addFen, fenOf, formatFen, formatFenEn } from "#detectors/money";
import { makeRules } from "#detectors/rule";
import type { StreamEvent } from "#domain/event";

const ID = "fund-flow";
const VERSION = 1;

export const FUND_FLOW_DEFAULTS = {
  /** Movements remembered of one enterprise. */
  keptMovements: 40,
  keptAccounts: 6,
  keptRows: 4,
  /** Hours within which money that came in must have left again. */
  passHours: 24,
  passShare: 0.85,
  passFromFen: 50_000_000,
  /** Days and distinct counterparties of gathering and scattering, and the least sum. */
  gatherDays: 7,
  gatherParties: 10,
  gatherFromFen: 20_000_000,
  /** Share of what left in cash, and the least sum of it. */
  cashShare: 0.5,
  cashFromFen: 20_000_000,
  /** Cash report limit (中国人民银行令〔2016〕第3号: 5万元) below which structuring hides. */
  reportFen: 5_000_000,
  structuringFrom: 0.8,
  structuringCount: 3,
  structuringDays: 3,
  /** Days of sleep after which a large movement wakes an account, and what is large. */
  sleepDays: 180,
  wokenFromFen: 20_000_000,
};
export type FundFlowParameters = typeof FUND_FLOW_DEFAULTS;

/** [seconds, account number in `accounts`, fen (out is negative), cash, counterparty hash]. */
type Movement = [at: number, account: number, fen: number, cash: 0 | 1, party: number];

interface FundFlowState {
  /** Masked account numbers with the hash of the whole and the last movement (seconds). */
  accounts: [masked: string, hash: number, lastAt: number][];
  movements: Movement[];
  rows: EvidenceRow[];
}

const rules = makeRules(ID, VERSION, {
  pass: {
    dimension: "behaviour",
    halfLifeDays: 60,
    zh: (f) =>
      `账户 ${f.account} ${f.hours} 小时内转入 ${formatFen(Number(f.in))}、转出 ${formatFen(Number(f.out))}（快进快出）`,
    en: (f) =>
      `Account ${f.account}: ${formatFenEn(Number(f.in))} in and ${formatFenEn(Number(f.out))} out within ${f.hours} hours`,
  },
  gather: {
    dimension: "behaviour",
    halfLifeDays: 60,
    zh: (f) => `${f.days} 日内 ${f.parties} 个对手转入 ${formatFen(Number(f.fen))}（集中转入）`,
    en: (f) => `${f.parties} counterparties paid in ${formatFenEn(Number(f.fen))} within ${f.days} days`,
  },
  scatter: {
    dimension: "behaviour",
    halfLifeDays: 60,
    zh: (f) => `${f.days} 日内向 ${f.parties} 个对手转出 ${formatFen(Number(f.fen))}（分散转出）`,
    en: (f) => `${formatFenEn(Number(f.fen))} paid out to ${f.parties} counterparties within ${f.days} days`,
  },
  cash: {
    dimension: "behaviour",
    halfLifeDays: 60,
    zh: (f) => `${f.days} 日内取现 ${formatFen(Number(f.fen))}，占转出 ${f.percent}%`,
    en: (f) =>
      `${formatFenEn(Number(f.fen))} drawn in cash within ${f.days} days, ${f.percent} % of all that left`,
  },
  structuring: {
    dimension: "behaviour",
    halfLifeDays: 60,
    zh: (f) => `${f.days} 日内 ${f.count} 笔现金略低于 ${formatFen(Number(f.limit))} 报告限额，疑似拆分`,
    en: (f) =>
      `${f.count} cash movements just below the report limit of ${formatFenEn(Number(f.limit))} within ${f.days} days`,
  },
  woken: {
    dimension: "behaviour",
    halfLifeDays: 60,
    zh: (f) => `账户 ${f.account} 沉睡 ${f.days} 天后发生 ${formatFen(Number(f.fen))}`,
    en: (f) => `Account ${f.account} moved ${formatFenEn(Number(f.fen))} after ${f.days} days of sleep`,
  },
});

/** Simple rules on the last movements of one enterprise; flows across enterprises need the account graph. */
export function createFundFlow(parameters: Partial<FundFlowParameters> = {}): Detector<FundFlowState> {
  const p = { ...FUND_FLOW_DEFAULTS, ...parameters };
  return {
    id: ID,
    version: VERSION,
    scope: "enterprise",
    kinds: ["transaction"],
    rules,
    create: () => ({ accounts: [], movements: [], rows: [] }),
    apply(state, event, context) {
      if (!isKind(event, "transaction")) return;
      const { account, counterparty, direction, amount, cash } = event.data;
      const fen = Math.abs(fenOf(amount)) * (direction === "out" ? -1 : 1);
      const at = Math.floor(event.timeMs / 1000);
      const { index, sleptDays } = touchAccount(state, account, at, p);
      state.movements.push([at, index, fen, cash ? 1 : 0, hash32(counterparty)]);
      if (state.movements.length > p.keptMovements) state.movements.shift();
      rememberRow(state.rows, event, describe(event), p.keptRows);
      raisePass(state, index, at, context, p);
      raiseCrowd(state, at, direction, context, p);
      if (cash) raiseCash(state, at, context, p);
      if (sleptDays >= p.sleepDays && Math.abs(fen) >= p.wokenFromFen) {
        context.raise(rules.woken, {
          severity: 34,
          figures: { account: maskAccount(account), days: sleptDays, fen: Math.abs(fen) },
          evidence: evidenceOfRows(state.rows.slice(-1)),
        });
      }
    },
  };
}

export const fundFlow = createFundFlow();

function touchAccount(
  state: FundFlowState,
  account: string,
  at: number,
  p: FundFlowParameters,
): { index: number; sleptDays: number } {
  const hash = hash32(account);
  const index = state.accounts.findIndex(([, one]) => one === hash);
  if (index >= 0) {
    const known = state.accounts[index] as FundFlowState["accounts"][number];
    const sleptDays = Math.floor((at - known[2]) / 86_400);
    known[2] = Math.max(known[2], at);
    return { index, sleptDays };
  }
  if (state.accounts.length < p.keptAccounts) {
    state.accounts.push([maskAccount(account), hash, at]);
    return { index: state.accounts.length - 1, sleptDays: 0 };
  }
  // The account that slept longest makes room, and its movements with it.
  let oldest = 0;
  for (let i = 1; i < state.accounts.length; i++) {
    if (
      (state.accounts[i] as [string, number, number])[2] <
      (state.accounts[oldest] as [string, number, number])[2]
    )
      oldest = i;
  }
  state.accounts[oldest] = [maskAccount(account), hash, at];
  state.movements = state.movements.filter(([, one]) => one !== oldest);
  return { index: oldest, sleptDays: 0 };
}

function raisePass(
  state: FundFlowState,
  account: number,
  at: number,
  context: DetectorContext,
  p: FundFlowParameters,
): void {
  let inFen = 0;
  let outFen = 0;
  let firstAt = at;
  for (const [when, one, fen] of state.movements) {
    if (one !== account || when <= at - p.passHours * 3600) continue;
    if (fen > 0) {
      if (inFen === 0) firstAt = when;
      inFen = addFen(inFen, fen);
    } else if (inFen > 0) outFen = addFen(outFen, -fen);
  }
  if (inFen < p.passFromFen || outFen < p.passShare * inFen || outFen > inFen / p.passShare) return;
  context.raise(rules.pass, {
    slot: String((state.accounts[account] as [string, number, number])[1]),
    severity: Math.min(70, 36 + 8 * Math.log10(inFen / p.passFromFen) + 10 * Math.min(1, outFen / inFen)),
    figures: {
      account: (state.accounts[account] as [string, number, number])[0],
      in: inFen,
      out: outFen,
      hours: Math.max(1, Math.ceil((at - firstAt) / 3600)),
    },
    evidence: evidenceOfRows(state.rows),
  });
}

function raiseCrowd(
  state: FundFlowState,
  at: number,
  direction: "in" | "out",
  context: DetectorContext,
  p: FundFlowParameters,
): void {
  const sign = direction === "in" ? 1 : -1;
  const same = new Set<number>();
  const other = new Set<number>();
  let sum = 0;
  for (const [when, , fen, , party] of state.movements) {
    if (when <= at - p.gatherDays * 86_400) continue;
    if (fen * sign > 0) {
      same.add(party);
      sum = addFen(sum, fen * sign);
    } else other.add(party);
  }
  if (same.size < p.gatherParties || same.size < 3 * other.size || sum < p.gatherFromFen) return;
  context.raise(direction === "in" ? rules.gather : rules.scatter, {
    severity: Math.min(
      66,
      32 + 10 * Math.log2(same.size / p.gatherParties) + 6 * Math.log10(sum / p.gatherFromFen),
    ),
    figures: { days: p.gatherDays, parties: same.size, fen: sum },
    evidence: evidenceOfRows(state.rows),
  });
}

function raiseCash(state: FundFlowState, at: number, context: DetectorContext, p: FundFlowParameters): void {
  let cash = 0;
  let out = 0;
  let near = 0;
  for (const [when, , fen, isCash] of state.movements) {
    if (when <= at - p.gatherDays * 86_400) continue;
    if (fen < 0) out = addFen(out, -fen);
    if (isCash === 0) continue;
    if (fen < 0) cash = addFen(cash, -fen);
    const size = Math.abs(fen);
    const recent = when > at - p.structuringDays * 86_400;
    if (recent && size < p.reportFen && size >= p.structuringFrom * p.reportFen) near++;
  }
  if (cash >= p.cashFromFen && cash >= p.cashShare * out) {
    context.raise(rules.cash, {
      severity: Math.min(60, 28 + 10 * Math.log10(cash / p.cashFromFen)),
      figures: { days: p.gatherDays, fen: cash, percent: Math.round((100 * cash) / out) },
      evidence: evidenceOfRows(state.rows),
    });
  }
  if (near >= p.structuringCount) {
    context.raise(rules.structuring, {
      severity: Math.min(60, 30 + 6 * (near - p.structuringCount)),
      figures: { days: p.structuringDays, count: near, limit: p.reportFen },
      evidence: evidenceOfRows(state.rows),
    });
  }
}

/** First and last four digits: accounts are masked wherever they are shown. */
export function maskAccount(account: string): string {
  return account.length <= 8
    ? `${account.slice(0, 1)}***${account.slice(-1)}`
    : `${account.slice(0, 4)}****${account.slice(-4)}`;
}

function describe(event: StreamEvent<"transaction">): string {
  const { account, counterparty, direction, amount, cash } = event.data;
  const arrow = direction === "in" ? "←" : "→";
  return `${maskAccount(account)} ${arrow} ${maskAccount(counterparty)} ${formatFen(fenOf(amount))}${cash ? " 现金" : ""}`;
}
