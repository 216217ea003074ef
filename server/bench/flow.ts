import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { createMoneyFlow } from "#detectors/money-flow/money-flow";
import type { Transfer } from "#detectors/money-flow/transfer";
import { BACKGROUND_START, makeBackground } from "#server/eval/flow-background";

export interface FlowBench {
  readonly transfers: number;
  readonly accounts: number;
  /** By the processor time of the whole process, collection of garbage included: one core. */
  readonly perSecond: number;
  /** By the clock: less where the machine is shared. */
  readonly perSecondByClock: number;
  readonly usPerTransfer: number;
  /** Heap at the end of the run, over the heap before it, for each account (its movements, parties and hops). */
  readonly bytesPerAccount: number;
  readonly findings: number;
  /** Writing and reading the same transfer as JSON, in the same run: a yardstick for the machine. */
  readonly usPerJson: number;
  readonly ratioToJson: number;
  /** With cycles left out, over the whole. */
  readonly ratioWithoutCycles: number;
  /** With a wait of six hours for late ones, over the whole. */
  readonly ratioWithLateness: number;
}

const ACCOUNTS = 10_000;
const DAYS = 150;

/** `npm run bench -- flow`: an ordinary background through the graph of all accounts. */
export function benchFlow(): FlowBench {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  const background = makeBackground({
    accounts: ACCOUNTS,
    days: DAYS,
    seed: 5,
    startSeconds: BACKGROUND_START,
    others: [],
  });
  const transfers = [...background.days()].flat();
  // Once to warm the engine up.
  runOnce(transfers.slice(0, 50_000), 0, {});
  collect();
  const heapBefore = process.memoryUsage().heapUsed;
  const whole = runOnce(transfers, 0, {});
  collect();
  const bytes = process.memoryUsage().heapUsed - heapBefore;
  const { accounts } = whole.engine.counts();
  const noCycles = runOnce(transfers, 0, { habitCount: 0 });
  const lateness = runOnce(transfers, 6 * 3600, {});
  const us = whole.cpuUs / transfers.length;
  const json = jsonUs(transfers.slice(0, 100_000));
  return {
    transfers: transfers.length,
    accounts,
    perSecond: Math.round(1e6 / us),
    perSecondByClock: Math.round((transfers.length / whole.ms) * 1000),
    usPerTransfer: round2(us),
    bytesPerAccount: Math.round(bytes / accounts),
    findings: whole.findings,
    usPerJson: round2(json),
    ratioToJson: round2(us / json),
    ratioWithoutCycles: round2(noCycles.cpuUs / whole.cpuUs),
    ratioWithLateness: round2(lateness.cpuUs / whole.cpuUs),
  };
}

function runOnce(
  transfers: readonly Transfer[],
  latenessSeconds: number,
  parameters: NonNullable<Parameters<typeof createMoneyFlow>[0]>["parameters"],
) {
  const engine = createMoneyFlow({ latenessSeconds, parameters: parameters ?? {} });
  const startMs = performance.now();
  const start = process.cpuUsage();
  let findings = 0;
  for (const transfer of transfers) findings += engine.add(transfer).length;
  const { user, system } = process.cpuUsage(start);
  return { engine, findings, ms: performance.now() - startMs, cpuUs: user + system };
}

function jsonUs(transfers: readonly Transfer[]): number {
  const start = process.cpuUsage();
  let length = 0;
  for (const transfer of transfers) length += (JSON.parse(JSON.stringify(transfer)) as Transfer).id.length;
  const { user, system } = process.cpuUsage(start);
  return length === 0 ? 0 : (user + system) / transfers.length;
}

function round2(value: number): number {
  return Math.round(value * 100) / 100;
}
