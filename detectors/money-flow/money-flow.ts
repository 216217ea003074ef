import { hash64 } from "#detectors/hash";
import { type AccountFlow, createAccountFlow, noteMovement } from "#detectors/money-flow/account-flow";
import { judgeAccount, judgeSlow } from "#detectors/money-flow/account-rules";
import { CycleGraph, createFlowNode, type FlowNode } from "#detectors/money-flow/cycle-graph";
import { DAY_SECONDS, MONEY_FLOW_DEFAULTS, type MoneyFlowParameters } from "#detectors/money-flow/parameters";
import { type FlowRule, type Found, movementOf, type Transfer } from "#detectors/money-flow/transfer";
import { TransferIds } from "#detectors/money-flow/transfer-ids";
import { TransferQueue } from "#detectors/money-flow/transfer-queue";

export interface MoneyFlowOptions {
  readonly parameters: Partial<MoneyFlowParameters>;
  /** Transfers wait so long (event time) for earlier ones, so that their order of arrival does not matter. */
  readonly latenessSeconds: number;
  /** Days after which a silent account is forgotten. */
  readonly forgetDays: number;
  /** Days after which a rule that still holds is told again although nothing grew by a quarter. */
  readonly renewDays: number;
}

export const MONEY_FLOW_OPTIONS: MoneyFlowOptions = {
  parameters: {},
  latenessSeconds: 6 * 3600,
  forgetDays: 730,
  renewDays: 7,
};

/** What was noticed. `id` depends on the rule, the accounts and the transfers alone. */
export interface FlowFinding {
  readonly id: string;
  readonly rule: FlowRule;
  /** The account that it is about, or all accounts of a cycle. Parties that paid or were paid are in `transfers`. */
  readonly accounts: readonly string[];
  readonly atSeconds: number;
  readonly severity: number;
  readonly figures: Readonly<Record<string, number>>;
  readonly transfers: readonly Transfer[];
}

export interface MoneyFlowCounts {
  readonly transfers: number;
  readonly duplicates: number;
  /** Came later than the lateness: judged then, out of order. */
  readonly late: number;
  readonly accounts: number;
  /** Ids remembered against duplicates. */
  readonly ids: number;
  readonly waiting: number;
  readonly searchesGivenUp: number;
}

export interface MoneyFlow {
  /** Takes a transfer; returns what the transfers that became ripe by it made known. */
  add(transfer: Transfer): FlowFinding[];
  /** Judges what still waits: at the end of a file, not on a stream. */
  finish(): FlowFinding[];
  counts(): MoneyFlowCounts;
}

interface Account {
  readonly flow: AccountFlow;
  readonly node: FlowNode;
  told: Partial<Record<FlowRule, [size: number, at: number]>> | null;
  /** Whether it was looked at when it became old enough to be judged. */
  reviewed: boolean;
}

/** The graph of all accounts: one pass, bounded, and the same findings for the same transfers. */
export function createMoneyFlow(options: Partial<MoneyFlowOptions> = {}): MoneyFlow {
  const { parameters, latenessSeconds, forgetDays, renewDays } = { ...MONEY_FLOW_OPTIONS, ...options };
  const p: MoneyFlowParameters = { ...MONEY_FLOW_DEFAULTS, ...parameters };
  const graph = new CycleGraph(p);
  const ids = new TransferIds(p.cycleDays + Math.ceil(latenessSeconds / DAY_SECONDS));
  const queue = new TransferQueue();
  const accounts = new Map<string, Account>();
  let [newest, sweptDay] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  let [transfers, duplicates, late] = [0, 0, 0];

  function accountOf(name: string): Account {
    let account = accounts.get(name);
    if (account === undefined) {
      account = { flow: createAccountFlow(), node: createFlowNode(name), told: null, reviewed: false };
      accounts.set(name, account);
    }
    return account;
  }

  function judge(transfer: Transfer, findings: FlowFinding[]): void {
    const { from, to, cash, atSeconds } = transfer;
    if (from === to) return;
    sweep(atSeconds, findings);
    const payer = from === "" ? null : accountOf(from);
    const payee = to === "" ? null : accountOf(to);
    const payerCrowded = payer !== null && graph.count(payer.node, "outCount", atSeconds);
    const payeeCrowded = payee !== null && graph.count(payee.node, "inCount", atSeconds);
    const relation = payer === null ? 0 : judgeSide(payer, transfer, "out", payeeCrowded, findings);
    if (payee !== null) judgeSide(payee, transfer, "in", payerCrowded, findings);
    if (payer === null || payee === null || cash || payerCrowded || payeeCrowded) return;
    if (!isJudged(payer, atSeconds) || !isJudged(payee, atSeconds)) return;
    const cycle = graph.add(payer.node, payee.node, transfer, relation);
    if (cycle !== null) findings.push(describeCycle(cycle, atSeconds));
  }

  /** Whether a relation of the account can be called new: it is known for some time, or has hardly done anything else. */
  function isJudged({ flow }: Account, at: number): boolean {
    return flow.moves <= p.quietMoves || (flow.first !== null && at - flow.first >= p.newDays * DAY_SECONDS);
  }

  /** Takes the transfer into one of its accounts; returns the number of payments of this relation so far. */
  function judgeSide(
    account: Account,
    transfer: Transfer,
    side: "in" | "out",
    crowded: boolean,
    findings: FlowFinding[],
  ): number {
    const movement = movementOf(transfer, side);
    const noted = noteMovement(account.flow, movement, crowded, p);
    if (noted === null) return 0;
    tell(
      account,
      judgeAccount(account.node.account, account.flow, movement, noted, p),
      transfer.atSeconds,
      findings,
    );
    return noted.count;
  }

  function tell(account: Account, all: readonly Found[], at: number, findings: FlowFinding[]): void {
    for (const found of all)
      if (isNews(account, found, at)) findings.push(describe(account.node.account, found, at));
  }

  function isNews(account: Account, found: Found, at: number): boolean {
    account.told ??= {};
    const before = account.told[found.rule];
    const news =
      before === undefined || found.size >= 1.25 * before[0] || at - before[1] >= renewDays * DAY_SECONDS;
    if (news) account.told[found.rule] = [found.size, at];
    return news;
  }

  /**
   * Once a day (of event time): ids outside the window and accounts that are long silent go, and an account that was
   * too young to be judged is looked at when it is old enough, though it may be silent.
   */
  function sweep(at: number, findings: FlowFinding[]): void {
    const day = Math.floor(at / DAY_SECONDS);
    if (day <= sweptDay) return;
    sweptDay = day;
    ids.forgetBefore(day);
    const oldest = (day - forgetDays) * DAY_SECONDS;
    for (const [name, account] of accounts) {
      const { first, last } = account.flow;
      if (first === null || last === null) continue;
      if (last < oldest) accounts.delete(name);
      else if (!account.reviewed && at - first >= p.slowDays * DAY_SECONDS) {
        account.reviewed = true;
        for (const side of ["in", "out"] as const) {
          const found = judgeSlow(name, account.flow, side, at, p);
          if (found !== null) tell(account, [found], at, findings);
        }
      }
    }
  }

  return {
    add(transfer) {
      const findings: FlowFinding[] = [];
      if (!ids.add(transfer)) {
        duplicates++;
        return findings;
      }
      transfers++;
      newest = Math.max(newest, transfer.atSeconds);
      const ripe = newest - latenessSeconds;
      if (transfer.atSeconds < ripe) {
        late++;
        judge(transfer, findings);
      } else queue.push(transfer);
      for (let one = queue.shiftBefore(ripe); one !== null; one = queue.shiftBefore(ripe))
        judge(one, findings);
      return findings;
    },
    finish() {
      const findings: FlowFinding[] = [];
      const all = Number.POSITIVE_INFINITY;
      for (let one = queue.shiftBefore(all); one !== null; one = queue.shiftBefore(all)) judge(one, findings);
      return findings;
    },
    counts: () => ({
      transfers,
      duplicates,
      late,
      accounts: accounts.size,
      ids: ids.size,
      waiting: queue.size,
      searchesGivenUp: graph.givenUp,
    }),
  };
}

function describe(account: string, found: Found, atSeconds: number): FlowFinding {
  const transfers = found.transfers();
  const { rule, severity, figures } = found;
  return {
    id: `${rule}:${hash64([account, ...idsOf(transfers)].join("|"))}`,
    rule,
    accounts: [account],
    atSeconds,
    severity,
    figures,
    transfers,
  };
}

function describeCycle(transfers: readonly Transfer[], atSeconds: number): FlowFinding {
  const times = transfers.map((one) => one.atSeconds);
  const fens = transfers.map(({ fen }) => fen);
  const days = Math.max(1, Math.ceil((Math.max(...times) - Math.min(...times)) / DAY_SECONDS));
  return {
    id: `cycle:${hash64(idsOf(transfers).join("|"))}`,
    rule: "cycle",
    accounts: transfers.map(({ from }) => from),
    atSeconds,
    severity: Math.min(
      70,
      44 + 2 * transfers.length + 4 * Math.log10(Math.max(1, Math.min(...fens) / 1_000_000)),
    ),
    // What went round is at most the smallest hop.
    figures: { hops: transfers.length, days, fen: Math.min(...fens) },
    transfers,
  };
}

function idsOf(transfers: readonly Transfer[]): string[] {
  return transfers.map(({ id }) => id).sort();
}
