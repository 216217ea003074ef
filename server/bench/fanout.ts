import { type ChildProcess, fork } from "node:child_process";
import { parseArgs } from "node:util";
import { loadUws } from "#realtime/uws-binary";
import { runFanoutClients } from "#server/bench/fanout-clients";
import { runFanoutServer } from "#server/bench/fanout-servers";
import type {
  ClientsReady,
  ClientsRound,
  FanoutPlan,
  ServerKind,
  ServerReady,
  ServerRound,
} from "#server/bench/fanout-wire";

/** Hidden subcommand by which the bench starts its children from the same bundle. */
export const FANOUT_CHILD = "fanout-child";

const BARE: readonly ServerKind[] = ["raw", "rawEach"];

interface Tally {
  messages: number;
  delivered: number;
  missing: number;
  repeated: number;
  decoded: number;
  wrong: number;
  cpuMicros: number;
  wallMs: number;
  behindMs: number;
  /** From the first message's due moment to the last frame read. */
  activeMs: number;
  latenciesMs: number[];
  /** CPU per delivered message of each round. */
  perRound: number[];
}

/**
 * `bench fanout`: server CPU per delivered message on /feed against bare uWebSockets.js. Three servers, each with its
 * own clients, take turns in the same run; one is loaded at a time. `ratioToRaw` compares with a bare app that sends
 * the very same frames; `ratioToRawEach` with one that publishes each message by itself.
 */
export async function runFanout(args: readonly string[]): Promise<object> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      clients: { type: "string", default: "2000" },
      rate: { type: "string", default: "200" },
      bytes: { type: "string", default: "300" },
      seconds: { type: "string", default: "2" },
      engine: { type: "string", default: "auto" },
      rounds: { type: "string", default: "8" },
      json: { type: "boolean", default: false },
    },
  });
  const plan: FanoutPlan = {
    clients: Number(values.clients),
    rate: Number(values.rate),
    bytes: Math.max(60, Number(values.bytes)),
    seconds: Number(values.seconds),
    engine: values.engine === "ws" ? "ws" : "auto",
  };
  const rounds = Number(values.rounds);
  const native = loadUws();
  const kinds: readonly ServerKind[] = native.ok ? ["ours", ...BARE] : ["ours"];
  const children: ChildProcess[] = [];
  const start = (...words: string[]): ChildProcess => {
    const child = fork(process.argv[1] as string, [FANOUT_CHILD, ...words, JSON.stringify(plan)]);
    children.push(child);
    return child;
  };
  try {
    const pairs: { kind: ServerKind; server: ChildProcess; clients: ChildProcess; sent: number }[] = [];
    for (const kind of kinds) {
      const server = start("server", kind);
      const { port } = await hear<ServerReady>(server, "ready");
      const clients = start("clients", String(port));
      await hear<ClientsReady>(clients, "connected");
      process.stderr.write(`fanout: ${plan.clients} clients connected to ${kind}\n`);
      pairs.push({ kind, server, clients, sent: 0 });
    }
    const tallies = new Map(kinds.map((kind) => [kind, makeTally()]));
    // Round 0 warms up: just-in-time compilation and the kernel's socket buffers.
    for (let round = 0; round <= rounds; round++) {
      // Turned round every time, so that no one is always first.
      for (const pair of round % 2 === 0 ? pairs : [...pairs].reverse()) {
        const heard = hear<ServerRound>(pair.server, "round");
        pair.server.send({ go: true });
        const served = await heard;
        pair.sent += served.messages;
        const counting = hear<ClientsRound>(pair.clients, "counted");
        pair.clients.send({ expect: pair.sent });
        const counted = await counting;
        if (round > 0) addRound(tallies.get(pair.kind) as Tally, served, counted);
        process.stderr.write(
          `fanout: ${round === 0 ? "warm-up" : `round ${round}`} ${pair.kind}: ` +
            `${(served.cpuMicros / Math.max(1, counted.delivered)).toFixed(3)} us a message, missing ${counted.missing}\n`,
        );
      }
    }
    return report(plan, tallies);
  } finally {
    for (const child of children) child.disconnect();
  }
}

/** Entry of the children: `server <kind> <plan>` or `clients <port> <plan>`. */
export async function runFanoutChild(role: string, args: readonly string[]): Promise<void> {
  const [which, plan] = args as [string, string];
  const parsed = JSON.parse(plan) as FanoutPlan;
  if (role === "server") await runFanoutServer(which as ServerKind, parsed);
  else await runFanoutClients(Number(which), parsed);
}

function report(plan: FanoutPlan, tallies: ReadonlyMap<ServerKind, Tally>): object {
  const of = (kind: ServerKind) => summarise(plan, tallies.get(kind) as Tally);
  const ours = of("ours");
  const settings = { clients: plan.clients, rate: plan.rate, bytes: plan.bytes };
  // Where uWebSockets.js does not run there is nothing to compare with: ours is the fallback.
  if (!tallies.has("raw"))
    return { ...settings, engine: "ws", ...ours, raw: null, rawEach: null, ratioToRaw: null };
  const raw = of("raw");
  const rawEach = of("rawEach");
  return {
    ...settings,
    engine: plan.engine === "ws" ? "ws" : "uws",
    ...ours,
    raw,
    rawEach,
    ratioToRaw: ratio(tallies, "raw"),
    ratioToRawEach: ratio(tallies, "rawEach"),
  };
}

/** Median over the rounds of bare CPU over ours: what disturbs the machine disturbs the neighbours in time alike. */
function ratio(tallies: ReadonlyMap<ServerKind, Tally>, kind: ServerKind): number {
  const bare = (tallies.get(kind) as Tally).perRound;
  const ours = (tallies.get("ours") as Tally).perRound;
  return round(median(bare.map((value, i) => value / (ours[i] as number))), 3);
}

function summarise(plan: FanoutPlan, tally: Tally) {
  const sorted = tally.latenciesMs.sort((a, b) => a - b);
  const at = (share: number): number => round(sorted[Math.floor((sorted.length - 1) * share)] ?? 0, 2);
  return {
    deliveriesPerSecond: Math.round((tally.delivered / tally.activeMs) * 1000),
    p50Ms: at(0.5),
    p99Ms: at(0.99),
    cpuPerMessageUs: round(median(tally.perRound), 4),
    missing: tally.missing,
    repeated: tally.repeated,
    expected: tally.messages * plan.clients,
    delivered: tally.delivered,
    decoded: tally.decoded,
    wrong: tally.wrong,
    cpuShare: round(tally.cpuMicros / 1000 / tally.wallMs, 3),
    behindMs: round(tally.behindMs, 1),
    cpuPerRoundUs: tally.perRound.map((value) => round(value, 4)),
  };
}

function makeTally(): Tally {
  return {
    messages: 0,
    delivered: 0,
    missing: 0,
    repeated: 0,
    decoded: 0,
    wrong: 0,
    cpuMicros: 0,
    wallMs: 0,
    behindMs: 0,
    activeMs: 0,
    latenciesMs: [],
    perRound: [],
  };
}

function addRound(tally: Tally, served: ServerRound, counted: ClientsRound): void {
  tally.messages += served.messages;
  tally.cpuMicros += served.cpuMicros;
  tally.wallMs += served.wallMs;
  tally.behindMs = Math.max(tally.behindMs, served.behindMs);
  tally.activeMs += (counted.lastMicros - served.startMicros) / 1000;
  tally.delivered += counted.delivered;
  tally.missing += counted.missing;
  tally.repeated += counted.repeated;
  tally.decoded += counted.decoded;
  tally.wrong += counted.wrong;
  for (const latency of counted.latenciesMs) tally.latenciesMs.push(latency);
  tally.perRound.push(served.cpuMicros / Math.max(1, counted.delivered));
}

function hear<T extends { type: string }>(child: ChildProcess, type: T["type"]): Promise<T> {
  return new Promise((resolve, reject) => {
    const onMessage = (message: unknown): void => {
      if ((message as T).type !== type) return;
      child.off("message", onMessage);
      child.off("exit", onExit);
      resolve(message as T);
    };
    const onExit = (code: number | null): void =>
      reject(new Error(`a child of the bench ended with ${code}`));
    child.on("message", onMessage);
    child.on("exit", onExit);
  });
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
