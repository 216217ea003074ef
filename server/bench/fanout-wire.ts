import { setTimeout as sleep } from "node:timers/promises";

/** What the three processes of the fan-out bench say to each other. */
export interface FanoutPlan {
  readonly clients: number;
  /** Messages a second; each goes to every client. */
  readonly rate: number;
  /** Size of one body, JSON text. */
  readonly bytes: number;
  readonly seconds: number;
  /** Of ours: "auto", or "ws" to measure the fallback. */
  readonly engine: "auto" | "ws";
}

export type ServerKind = "ours" | "raw" | "rawEach";

export interface ServerReady {
  readonly type: "ready";
  readonly port: number;
}
export interface ServerRound {
  readonly type: "round";
  readonly messages: number;
  readonly cpuMicros: number;
  readonly startMicros: number;
  readonly wallMs: number;
  /** How much later than planned the last message of the round was handed over. */
  readonly behindMs: number;
}
export interface ClientsReady {
  readonly type: "connected";
}
export interface ClientsRound {
  readonly type: "counted";
  /** When the last frame of the round was read. */
  readonly lastMicros: number;
  readonly delivered: number;
  readonly missing: number;
  readonly repeated: number;
  /** Messages whose bodies were decoded and compared in full (every 50th client). */
  readonly decoded: number;
  readonly wrong: number;
  readonly latenciesMs: readonly number[];
}

export const TOPIC = "events.310000";
/** Added to both numbers of a body, so that its length never changes. */
const NUMBER_BASE = 1_000_000_000;
const TIME_BASE = 1_000_000_000_000_000;

/** Microseconds of the machine's monotonic clock, which all processes share. */
export function nowMicros(): number {
  return Number(process.hrtime.bigint() / 1000n);
}

/** A body of exactly `bytes` characters that carries its own sequence and the moment it was due. */
export function makeBody(seq: number, dueMicros: number, bytes: number): string {
  const head = `{"n":${NUMBER_BASE + seq},"t":${TIME_BASE + Math.round(dueMicros)},"p":"`;
  return `${head}${"x".repeat(Math.max(0, bytes - head.length - 2))}"}`;
}

export function readBody(body: unknown): { seq: number; dueMicros: number } {
  const { n, t } = body as { n: number; t: number };
  return { seq: n - NUMBER_BASE, dueMicros: t - TIME_BASE };
}

/** Calls `emit` at an even rate and tells how far it fell behind. The same driver feeds all servers. */
export async function drive(
  plan: FanoutPlan,
  firstSeq: number,
  emit: (seq: number, dueMicros: number) => void,
) {
  const total = Math.round(plan.rate * plan.seconds);
  const startMicros = nowMicros();
  const stepMicros = 1_000_000 / plan.rate;
  let done = 0;
  let behindMs = 0;
  while (done < total) {
    const now = nowMicros();
    while (done < total && startMicros + done * stepMicros <= now) {
      behindMs = (now - (startMicros + done * stepMicros)) / 1000;
      emit(firstSeq + done, startMicros + done * stepMicros);
      done++;
    }
    if (done < total) await sleep(Math.max(0, (startMicros + done * stepMicros - nowMicros()) / 1000));
  }
  return { messages: total, behindMs };
}
