import { fenOf } from "#detectors/money";
import { maskAccount } from "#detectors/money-flow/mask";
import { createMoneyFlow, type FlowFinding, type MoneyFlow } from "#detectors/money-flow/money-flow";
import { MONEY_FLOW_DEFAULTS } from "#detectors/money-flow/parameters";
import { FLOW_CYCLE_TYPE, type FlowCycleData } from "#detectors/money-flow/told-cycle";
import type { Transfer } from "#detectors/money-flow/transfer";
import type { Clock } from "#domain/clock";
import type { StreamEvent } from "#domain/event";
import { enterpriseKey } from "#domain/partition";
import { DAY_MS } from "#domain/time";
import type { Log } from "#server/log";
import type { Db } from "#store/pool";
import { placeAt, readTransactions, type TransactionPlace, type TransactionRow } from "#store/transactions";
import { type EventPublisher, encodeEvent } from "#stream/message";

/** A transaction that commits late has an earlier `recorded_at` than one that was read already. */
const OVERLAP_MS = 120_000;
const PAGE = 5_000;

/** A transfer with the record that reported it. */
interface ReportedTransfer extends Transfer {
  readonly row: TransactionRow;
}

export interface CycleWatch {
  /** Reads what came since, and tells the enterprises of each new cycle. Gives how many events were sent. */
  look(): Promise<number>;
}

/**
 * Money that goes round several firms is seen by none of them: their accounts lie in different partitions. So the
 * transactions that detection has stored are read again in order of arrival, the graph of all accounts finds what
 * closes, and each enterprise of a cycle is told by an event of its own on the stream, where it becomes a finding.
 *
 * The graph is memory only. After a start, and after a look that failed, it is made anew from the transactions of the
 * last weeks; what was told before is told again under the same ids, and the stream and the store drop it. The same
 * makes two clocks harmless.
 */
export function createCycleWatch(deps: {
  readonly pool: Db;
  readonly publisher: EventPublisher;
  readonly clock: Clock;
  readonly log: Log;
}): CycleWatch {
  const historyMs = (MONEY_FLOW_DEFAULTS.newDays + MONEY_FLOW_DEFAULTS.cycleDays) * DAY_MS;
  let graph: MoneyFlow | null = null;
  let fromMs = 0;
  /** Records read inside the overlap. */
  let read = new Map<string, number>();

  async function follow(): Promise<FlowFinding[]> {
    if (graph === null) {
      // Nothing waits in it: hops count in any order of dates.
      graph = createMoneyFlow({ latenessSeconds: 0, forgetDays: 180 });
      read = new Map();
      fromMs = deps.clock.now() - historyMs;
    }
    const findings: FlowFinding[] = [];
    let newest: TransactionPlace = placeAt(fromMs);
    let newestMs = fromMs;
    for (let more = true; more; ) {
      const rows = await readTransactions(deps.pool, newest, PAGE);
      more = rows.length === PAGE;
      for (const row of rows) {
        newest = row;
        newestMs = row.recordedMs;
        if (read.has(row.uid)) continue;
        read.set(row.uid, row.recordedMs);
        const transfer = transferOfRow(row);
        if (transfer !== null) findings.push(...graph.add(transfer));
      }
      forget(newestMs - OVERLAP_MS);
    }
    findings.push(...graph.finish());
    fromMs = Math.max(fromMs, newestMs - OVERLAP_MS);
    return findings.filter(({ rule }) => rule === "cycle");
  }

  /** Records come in order of arrival: what is older than the overlap is not read again. */
  function forget(beforeMs: number): void {
    for (const [uid, recordedMs] of read) if (recordedMs < beforeMs) read.delete(uid);
  }

  return {
    async look() {
      try {
        const events = (await follow()).flatMap(describe);
        for (const result of await deps.publisher.publish(events.map((event) => encodeEvent(event))))
          if (!result.ok) throw result.error;
        if (events.length > 0) deps.log.info({ events: events.length }, "cycles of money told");
        return events.length;
      } catch (error) {
        graph = null;
        throw error;
      }
    },
  };
}

/** Null for cash, and for a movement inside one account. */
function transferOfRow(row: TransactionRow): ReportedTransfer | null {
  if (row.cash || row.account === row.counterparty) return null;
  const [from, to] =
    row.direction === "in" ? [row.counterparty, row.account] : [row.account, row.counterparty];
  const atSeconds = Math.floor(row.timeMs / 1000);
  const fen = Math.abs(fenOf(row.amount));
  // Both banks may report it: what is the same movement has the same id.
  return { id: `${from}|${to}|${atSeconds}|${fen}`, atSeconds, fen, from, to, cash: false, row };
}

function describe(finding: FlowFinding): StreamEvent<"derived">[] {
  const transfers = finding.transfers as readonly ReportedTransfer[];
  const id = finding.id.slice(finding.id.indexOf(":") + 1);
  const data: FlowCycleData = {
    id,
    severity: finding.severity,
    hops: finding.figures.hops ?? transfers.length,
    days: finding.figures.days ?? 0,
    fen: finding.figures.fen ?? 0,
    transfers: transfers.map(({ row, fen, from, to }) => ({
      uid: row.uid,
      source: row.source,
      timeMs: row.timeMs,
      fen,
      from: maskAccount(from),
      to: maskAccount(to),
    })),
  };
  const simulated = transfers.some(({ row }) => row.simulated);
  const districts = new Map(transfers.map(({ row }) => [row.enterpriseId, row.district]));
  return [...districts].map(([enterpriseId, district]) => ({
    uid: `guanlan/${FLOW_CYCLE_TYPE}-${id}-${enterpriseId}`,
    kind: "derived",
    type: FLOW_CYCLE_TYPE,
    key: enterpriseKey(enterpriseId),
    enterpriseId,
    district,
    source: "guanlan",
    timeMs: finding.atSeconds * 1000,
    timeInferred: false,
    receivedMs: finding.atSeconds * 1000,
    simulated,
    hash: id,
    data: { ...data },
  }));
}
