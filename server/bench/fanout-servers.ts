import type { WebSocket } from "uWebSockets.js";
import { createServer } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { DEFAULT_HUB } from "#realtime/hub-config";
import { chooseEngine, createRealtimeServer } from "#realtime/server";
import {
  drive,
  type FanoutPlan,
  makeBody,
  nowMicros,
  type ServerKind,
  type ServerReady,
  type ServerRound,
  TOPIC,
} from "#server/bench/fanout-wire";

const QUIET = { info() {}, warn() {}, error() {} };

/** One server of the bench in its own process: ours, or a bare uWebSockets.js app that sends the same bytes. */
export async function runFanoutServer(kind: ServerKind, plan: FanoutPlan): Promise<void> {
  const server = kind === "ours" ? await startOurs(plan) : await startRaw(plan, kind);
  process.send?.({ type: "ready", port: server.port } satisfies ServerReady);
  let next = 1;
  for await (const _ of rounds()) {
    const cpu = process.cpuUsage();
    const startMicros = nowMicros();
    const { messages, behindMs } = await drive(plan, next, server.emit);
    next += messages;
    await sleep(300); // what waits in buffers is this round's
    const used = process.cpuUsage(cpu);
    process.send?.({
      type: "round",
      messages,
      behindMs,
      cpuMicros: used.user + used.system,
      startMicros,
      wallMs: (nowMicros() - startMicros) / 1000,
    } satisfies ServerRound);
  }
}

interface BenchServer {
  readonly port: number;
  readonly emit: (seq: number, dueMicros: number) => void;
}

async function startOurs(plan: FanoutPlan): Promise<BenchServer> {
  const http = createServer((_request, response) => void response.end());
  const choice = chooseEngine(plan.engine, QUIET);
  if (choice.kind === "uws") await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  const address = http.address();
  const upstreamPort = typeof address === "object" && address !== null ? address.port : 0;
  const rt = await createRealtimeServer(
    {
      engine:
        choice.kind === "uws"
          ? { kind: "uws", uws: choice.uws, upstream: { host: "127.0.0.1", port: upstreamPort } }
          : { kind: "ws", server: http },
      authenticate: async () => ({
        userId: 1,
        name: "bench",
        role: "wall",
        district: "310000",
        topics: [TOPIC],
      }),
      history: { since: async () => [], heads: async () => new Map() },
      onAcknowledge: async () => ({ ok: false, reason: "bench" }),
      log: QUIET,
    },
    { maxConnections: plan.clients + 10, maxPerUser: plan.clients + 10 },
  );
  return {
    port: rt.port,
    emit: (seq, due) => rt.publishEncoded([{ topic: TOPIC, seq, json: makeBody(seq, due, plan.bytes) }]),
  };
}

/**
 * As bare as it can be: accept, subscribe, publish. "raw" sends the very frames that ours sends, at the same rhythm;
 * "rawEach" publishes every message by itself, as a program without a hub would.
 */
function startRaw(plan: FanoutPlan, kind: "raw" | "rawEach"): Promise<BenchServer> {
  const choice = chooseEngine("uws", QUIET);
  if (choice.kind !== "uws")
    throw new Error("unreachable: chooseEngine throws when uWebSockets.js does not load");
  const { uws } = choice;
  const app = uws.App().ws("/feed", {
    compression: 0,
    idleTimeout: 60,
    maxBackpressure: 1 << 20,
    sendPingsAutomatically: true,
    open: (ws: WebSocket<unknown>) => void ws.subscribe(TOPIC),
  });
  const frameMs = Math.min(
    DEFAULT_HUB.frameMaxMs,
    Math.max(DEFAULT_HUB.frameMinMs, (plan.clients * DEFAULT_HUB.clientCostUs) / 1000),
  );
  let bodies: string[] = [];
  let first = 0;
  let lastMs = Number.NEGATIVE_INFINITY;
  let timer: NodeJS.Timeout | null = null;
  const publish = (): void => {
    timer = null;
    lastMs = performance.now();
    app.publish(
      TOPIC,
      Buffer.from(`["${TOPIC}",${first},${Date.now()},[${bodies.join(",")}]]`),
      false,
      false,
    );
    bodies = [];
  };
  const emit = (seq: number, due: number): void => {
    if (bodies.length === 0) first = seq;
    bodies.push(makeBody(seq, due, plan.bytes));
    if (kind === "rawEach") {
      publish();
      return;
    }
    if (timer !== null) return;
    const waitMs = lastMs + frameMs - performance.now();
    if (waitMs <= 0) publish();
    else timer = setTimeout(publish, Math.ceil(waitMs));
  };
  return new Promise((resolve, reject) => {
    app.listen("127.0.0.1", 0, (token) => {
      if (token === false) reject(new Error("no free port"));
      else resolve({ port: uws.us_socket_local_port(token), emit });
    });
  });
}

/** One turn for each "go" of the parent, until it goes away. */
async function* rounds(): AsyncGenerator<void> {
  for (;;) {
    const isOn = await new Promise<boolean>((resolve) => {
      process.once("message", () => resolve(true));
      process.once("disconnect", () => resolve(false));
    });
    if (!isOn) process.exit(0);
    yield;
  }
}
