import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

/** 0.5 ms to about 60 s in steps of a fifth: a quantile read from them is off by a tenth at most. */
const LATENCY_BUCKETS = Array.from({ length: 66 }, (_, step) => 0.0005 * 1.2 ** step);

/** All metrics of the program, named in one place. */
export function createMetrics() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: "guanlan_" });
  const registers = [registry];
  return {
    registry,
    ingested: new Counter({
      name: "guanlan_ingest_rows_total",
      help: "rows by source, kind and outcome",
      labelNames: ["source", "kind", "outcome"],
      registers,
    }),
    events: new Counter({
      name: "guanlan_events_total",
      help: "events of the stream by role, kind and outcome",
      labelNames: ["role", "kind", "outcome"],
      registers,
    }),
    findings: new Counter({ name: "guanlan_findings_total", help: "findings stored", registers }),
    alerts: new Counter({ name: "guanlan_alerts_total", help: "alerts stored", registers }),
    batchSeconds: new Histogram({
      name: "guanlan_stage_seconds",
      help: "time of one detection transaction",
      labelNames: ["stage"],
      buckets: LATENCY_BUCKETS,
      registers,
    }),
    batchEvents: new Histogram({
      name: "guanlan_batch_events",
      help: "events in one detection transaction",
      buckets: [1, 2, 5, 10, 20, 50, 100, 200, 400, 800],
      registers,
    }),
    storedSeconds: new Histogram({
      name: "guanlan_stored_seconds",
      help: "from receipt to commit of an event",
      buckets: LATENCY_BUCKETS,
      registers,
    }),
    pushedSeconds: new Histogram({
      name: "guanlan_pushed_seconds",
      help: "from receipt of an event to its push frame",
      buckets: LATENCY_BUCKETS,
      registers,
    }),
    inHand: new Gauge({
      name: "guanlan_queue_depth",
      help: "messages in a role's hands",
      labelNames: ["role"],
      registers,
    }),
    lag: new Gauge({ name: "guanlan_lag", help: "messages of the stream that wait", registers }),
    notifications: new Counter({
      name: "guanlan_notifications_total",
      help: "notifications by channel and outcome",
      labelNames: ["channel", "outcome"],
      registers,
    }),
  };
}

export type Metrics = ReturnType<typeof createMetrics>;

/** A quantile of a histogram in milliseconds, by interpolation inside its bucket; 0 when it is empty. */
export async function quantileMs(
  histogram: Histogram,
  quantile: number,
  since?: ReadonlyMap<number, number>,
): Promise<number> {
  const buckets = await bucketCounts(histogram);
  const counts = [...buckets].map(([bound, count]) => ({ bound, count: count - (since?.get(bound) ?? 0) }));
  const total = counts.at(-1)?.count ?? 0;
  if (total === 0) return 0;
  const wanted = total * quantile;
  let below = 0;
  let floor = 0;
  for (const { bound, count } of counts) {
    if (count >= wanted) {
      const ceiling = Number.isFinite(bound) ? bound : floor;
      return 1000 * (floor + ((wanted - below) / Math.max(1, count - below)) * (ceiling - floor));
    }
    below = count;
    floor = bound;
  }
  return floor * 1000;
}

/** Cumulative counts by upper bound. */
export async function bucketCounts(histogram: Histogram): Promise<Map<number, number>> {
  const { values } = await histogram.get();
  const counts = new Map<number, number>();
  for (const value of values) {
    if (value.metricName?.endsWith("_bucket"))
      counts.set(Number(String(value.labels.le).replace("+Inf", "Infinity")), value.value);
  }
  return new Map([...counts].sort((a, b) => a[0] - b[0]));
}
