import { Counter, Gauge, Histogram, type Registry } from "prom-client";

/** Names of the HTTP edge's metrics, in one place. */
export interface HttpMetrics {
  readonly seconds: Histogram<"method" | "route" | "status">;
  readonly refusals: Counter<"code">;
  readonly exportsRunning: Gauge;
}

export function makeHttpMetrics(registry: Registry): HttpMetrics {
  const registers = [registry];
  return {
    seconds: new Histogram({
      name: "http_seconds",
      help: "time from the request's head to the end of its answer",
      labelNames: ["method", "route", "status"],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10],
      registers,
    }),
    refusals: new Counter({
      name: "http_refusals_total",
      help: "coded refusals",
      labelNames: ["code"],
      registers,
    }),
    exportsRunning: new Gauge({ name: "exports_running", help: "exports that are being written", registers }),
  };
}

/** Hand it to makePeople: logins are counted where they are decided. */
export function makeLoginCounter(registry: Registry): (outcome: string) => void {
  const logins = new Counter({
    name: "logins_total",
    help: "logins by outcome",
    labelNames: ["outcome"],
    registers: [registry],
  });
  return (outcome) => logins.inc({ outcome });
}
