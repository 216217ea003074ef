import { wilson } from "#detectors/comparison/significance";
import { createMoneyFlow, type FlowFinding } from "#detectors/money-flow/money-flow";
import { DAY_SECONDS } from "#detectors/money-flow/parameters";
import type { FlowRule, Transfer } from "#detectors/money-flow/transfer";
import { type Background, makeBackground } from "#server/eval/flow-background";
import { type FlowRow, readFlowRows } from "#server/eval/flow-corpus";

/** Which rule must find which alert. */
const RULE_OF: Readonly<Record<string, FlowRule>> = { fan_in: "gather", fan_out: "scatter", cycle: "cycle" };

export interface FlowEvalOptions {
  readonly data: string;
  /** A file of the same form; made when absent. */
  readonly background: string | undefined;
  readonly accounts: number;
  readonly seed: number;
  /** Adds a second run, in which every alert account also lives an ordinary life. */
  readonly lives: boolean;
}

interface Share {
  readonly n: number;
  readonly found: number;
  readonly share: number;
  /** Wilson, 95 %. */
  readonly interval: readonly [number, number];
}

export interface FlowRun {
  readonly recall: number;
  readonly falseAlarmRate: number;
  readonly byType: Readonly<Record<string, Share & { readonly recall: number }>>;
  /** Cycles whose transfers in the file do not close: no part of `recall`. */
  readonly unclosedCycles: Share;
  readonly falseAlarms: Share & { readonly byRule: Readonly<Record<string, number>> };
  readonly transfers: number;
  readonly findings: number;
  /** Processor time of the engine. */
  readonly seconds: number;
  readonly perSecond: number;
}

export interface FlowEval extends FlowRun {
  readonly recallInterval: readonly [number, number];
  /** With the cycles that never close counted as missed unless found. */
  readonly recallWithUnclosed: number;
  readonly backgroundAccounts: number;
  /** The same when every alert account lives an ordinary life beside its alert; only when asked for, and not with a background file. */
  readonly withOrdinaryLives?: FlowRun;
}

/**
 * `npm run eval -- flow`: the alerts of a file among a background. An alert is found when one finding of its type lists
 * at least half of the alert's transfers, and at least half of what it lists belongs to the alert. A background account
 * that touches no alert is a false alarm when any finding of any rule is about it.
 */
export async function evaluateFlow(options: FlowEvalOptions, say: (text: string) => void): Promise<FlowEval> {
  const alerts = (await readFlowRows(options.data)).filter(({ alert }) => alert !== "");
  if (alerts.length === 0) throw new Error(`${options.data} has no alerts`);
  const plain = await backgroundOf(options, alerts, []);
  const run = measure(alerts, plain);
  say(`alerts alone: recall ${run.recall}, false alarms ${run.falseAlarmRate}`);
  const closed = Object.values(run.byType);
  const found = sum(closed.map((type) => type.found));
  const n = sum(closed.map((type) => type.n));
  const whole = {
    ...run,
    recallInterval: intervalOf(found, n),
    recallWithUnclosed: round4((found + run.unclosedCycles.found) / (n + run.unclosedCycles.n)),
    backgroundAccounts: plain.accounts.length,
  };
  if (!options.lives || options.background !== undefined) return whole;
  const living = await backgroundOf(options, alerts, accountsOf(alerts));
  return { ...whole, withOrdinaryLives: measure(alerts, living) };
}

async function backgroundOf(
  { background, accounts, seed }: FlowEvalOptions,
  alerts: readonly FlowRow[],
  others: readonly string[],
): Promise<Background> {
  if (background !== undefined) {
    const rows = await readFlowRows(background);
    return { accounts: accountsOf(rows), days: () => byDay(rows) };
  }
  const startSeconds = Math.floor((alerts[0] as FlowRow).atSeconds / DAY_SECONDS) * DAY_SECONDS;
  const days = Math.ceil(((alerts.at(-1) as FlowRow).atSeconds + 1 - startSeconds) / DAY_SECONDS);
  return makeBackground({ accounts, days, seed, startSeconds, others });
}

/** Both together in order of time, through the engine once. */
function measure(alerts: readonly FlowRow[], background: Background): FlowRun {
  const engine = createMoneyFlow({ latenessSeconds: 0 });
  const findings: FlowFinding[] = [];
  let [next, us] = [0, 0];
  const take = (transfers: readonly Transfer[]): void => {
    const start = process.cpuUsage();
    for (const transfer of transfers) findings.push(...engine.add(transfer));
    const { user, system } = process.cpuUsage(start);
    us += user + system;
  };
  for (const day of background.days()) {
    const until = day.at(-1)?.atSeconds ?? Number.NEGATIVE_INFINITY;
    const from = next;
    while (next < alerts.length && (alerts[next] as FlowRow).atSeconds <= until) next++;
    take(
      next === from ? day : [...alerts.slice(from, next), ...day].sort((a, b) => a.atSeconds - b.atSeconds),
    );
  }
  take(alerts.slice(next));
  findings.push(...engine.finish());
  const touched = new Set(accountsOf(alerts));
  const accounts = background.accounts.filter((account) => !touched.has(account));
  return {
    ...recallOf(alerts, findings),
    ...falseAlarmsOf(accounts, findings),
    transfers: engine.counts().transfers,
    findings: findings.length,
    seconds: Math.round(us / 10_000) / 100,
    perSecond: Math.round((engine.counts().transfers / us) * 1e6),
  };
}

function recallOf(
  rows: readonly FlowRow[],
  findings: readonly FlowFinding[],
): Pick<FlowRun, "recall" | "byType" | "unclosedCycles"> {
  const alerts = new Map<string, FlowRow[]>();
  for (const row of rows) alerts.set(row.alert, [...(alerts.get(row.alert) ?? []), row]);
  const alertOf = new Map(rows.map((row) => [row.id, row.alert]));
  const found = new Set<string>();
  for (const { rule, transfers } of findings) {
    const hits = new Map<string, number>();
    for (const { id } of transfers) {
      const alert = alertOf.get(id);
      if (alert !== undefined) hits.set(alert, (hits.get(alert) ?? 0) + 1);
    }
    for (const [alert, n] of hits) {
      const own = alerts.get(alert) as FlowRow[];
      if (RULE_OF[(own[0] as FlowRow).alertType] !== rule) continue;
      if (2 * n >= own.length && 2 * n >= transfers.length) found.add(alert);
    }
  }
  const tallies = new Map<string, [n: number, found: number]>();
  for (const [alert, own] of alerts) {
    const type = (own[0] as FlowRow).alertType;
    const name = type === "cycle" && !closes(own) ? "unclosed" : type;
    const tally = tallies.get(name) ?? [0, 0];
    tally[0]++;
    if (found.has(alert)) tally[1]++;
    tallies.set(name, tally);
  }
  const unclosed = tallies.get("unclosed") ?? [0, 0];
  tallies.delete("unclosed");
  const all = [...tallies.values()];
  return {
    recall: round4(sum(all.map(([, hit]) => hit)) / Math.max(1, sum(all.map(([n]) => n)))),
    byType: Object.fromEntries(
      [...tallies].map(([type, [n, hit]]) => [type, { ...shareOf(n, hit), recall: round4(hit / n) }]),
    ),
    unclosedCycles: shareOf(unclosed[0], unclosed[1]),
  };
}

/** Every account of the alert pays and is paid. */
function closes(rows: readonly FlowRow[]): boolean {
  const payers = new Set(rows.map(({ from }) => from));
  const payees = new Set(rows.map(({ to }) => to));
  return payers.size === payees.size && [...payees].every((account) => payers.has(account));
}

function falseAlarmsOf(
  accounts: readonly string[],
  findings: readonly FlowFinding[],
): Pick<FlowRun, "falseAlarmRate" | "falseAlarms"> {
  const known = new Set(accounts);
  const flagged = new Set<string>();
  const byRule = new Map<string, Set<string>>();
  for (const finding of findings) {
    for (const account of finding.accounts) {
      if (!known.has(account)) continue;
      flagged.add(account);
      const ofRule = byRule.get(finding.rule) ?? new Set();
      byRule.set(finding.rule, ofRule.add(account));
    }
  }
  return {
    falseAlarmRate: round4(flagged.size / accounts.length),
    falseAlarms: {
      ...shareOf(accounts.length, flagged.size),
      byRule: Object.fromEntries([...byRule].map(([rule, ofRule]) => [rule, ofRule.size])),
    },
  };
}

function* byDay(rows: readonly Transfer[]): Generator<Transfer[]> {
  let day: Transfer[] = [];
  for (const row of rows) {
    const first = day[0];
    if (first !== undefined && dayOf(first) !== dayOf(row)) {
      yield day;
      day = [];
    }
    day.push(row);
  }
  if (day.length > 0) yield day;
}

function dayOf({ atSeconds }: Transfer): number {
  return Math.floor(atSeconds / DAY_SECONDS);
}

function accountsOf(rows: readonly Transfer[]): string[] {
  const accounts = new Set(rows.flatMap(({ from, to }) => [from, to]));
  accounts.delete("");
  return [...accounts];
}

function shareOf(n: number, found: number): Share {
  return { n, found, share: n === 0 ? 0 : round4(found / n), interval: intervalOf(found, n) };
}

function intervalOf(found: number, n: number): readonly [number, number] {
  const [low, high] = wilson({ hits: found, of: n });
  return [round4(low), round4(high)];
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function round4(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
