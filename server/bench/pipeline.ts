import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fillEnterprises, openSession } from "#server/bench/bench-city";
import { createFeedClient, type FeedClient } from "#server/bench/feed-client";
import { type ProgramChild, startProgram } from "#server/bench/program-child";
import { peakRssMb, treeCpuSeconds } from "#server/bench/resources";
import { histogramOf, quantileBetween } from "#server/bench/scrape";
import { createPool, type PgPool } from "#store/pool";
import { sql } from "#store/sql";
import { createConnection, type StreamConnection } from "#stream/connection";
import { type EventPublisher, encodeEvent, type OutgoingMessage } from "#stream/message";
import { createPublisher } from "#stream/publisher";
import { type BenchSource, makeBenchSource } from "#stream/simulator/bench";
import { SIMULATOR_SOURCE } from "#stream/simulator/sim-event";

export interface PipelineOptions {
  readonly rate: number;
  readonly seconds: number;
  readonly enterprises: number;
  /** Seconds of each ceiling phase; 0 leaves the ceiling out. */
  readonly ceilingSeconds: number;
  readonly say: (text: string) => void;
}

const SEED = 20260101;
const WARM_UP_SECONDS = 5;

/** One program with its own data, and this process as source, subscribed client and auditor. */
interface Rig {
  readonly child: ProgramChild;
  readonly pool: PgPool;
  readonly connection: StreamConnection;
  readonly publisher: EventPublisher;
  readonly feed: FeedClient;
  /** The events of one phase; `run` is part of their ids. */
  source(run: string): BenchSource;
  stop(): Promise<void>;
}

/**
 * `bench pipeline`: an open-loop load at a fixed rate through the whole program (stream, detection, store, push), then the highest
 * rate with all detectors and with none, in turn. Latencies count from the time at which an event was due, so waiting in
 * a queue of ours is in them.
 */
export async function runPipeline(options: PipelineOptions): Promise<object> {
  const folder = await mkdtemp(join(tmpdir(), "guanlan-bench-"));
  await chmod(folder, 0o755);
  const rigs: Rig[] = [];
  const open = async (...args: Parameters<typeof startRig>) => {
    const rig = await startRig(...args);
    rigs.push(rig);
    return rig;
  };
  try {
    const dirs = { all: join(folder, "all"), none: join(folder, "none") };
    options.say(`preparing ${options.enterprises} enterprises`);
    let rig = await open(dirs.all, "all", options);
    await prepare(rig, options);
    const durability = await readDurability(rig);
    await warmUp(rig, options);
    options.say(`${options.rate} events/s for ${options.seconds} s`);
    const steady = await runSteady(rig, options);
    await rig.stop();

    rig = await open(dirs.none, "none", options);
    await prepare(rig, options);
    await warmUp(rig, options);
    const floorSteady = await runSteady(rig, { ...options, seconds: Math.min(options.seconds, 15) });
    await rig.stop();

    const ceilings = { all: [] as number[], none: [] as number[] };
    for (let round = 0; round < 2 && options.ceilingSeconds > 0; round++) {
      for (const detectors of ["none", "all"] as const) {
        const phase = await open(dirs[detectors], detectors, options);
        const perSecond = await runCeiling(phase, `ceiling${round}`, options);
        options.say(
          `ceiling with ${detectors === "all" ? "all detectors" : "none"}: ${Math.round(perSecond)}/s`,
        );
        ceilings[detectors].push(perSecond);
        await phase.stop();
      }
    }
    const best = (values: readonly number[]) => Math.round(Math.max(0, ...values));
    return {
      ...steady,
      ceilingPerSecond: best(ceilings.all),
      floor: {
        perSecond: best(ceilings.none),
        p50Ms: floorSteady.pushedP50Ms,
        p99Ms: floorSteady.pushedP99Ms,
      },
      ratioToFloor: ceilings.none.length === 0 ? null : round(best(ceilings.all) / best(ceilings.none), 3),
      ceilings,
      rate: options.rate,
      seconds: options.seconds,
      enterprises: options.enterprises,
      durability,
    };
  } finally {
    for (const rig of rigs) await rig.stop().catch(() => undefined);
    await rm(folder, { recursive: true, force: true });
  }
}

async function startRig(varDir: string, detectors: "all" | "none", options: PipelineOptions): Promise<Rig> {
  const child = await startProgram(varDir, { DETECTORS: detectors });
  const pool = createPool({ url: child.run.databaseUrl, max: 4, applicationName: "bench" });
  const connection = await createConnection({
    servers: child.run.natsUrl,
    ...(child.run.natsToken === null ? {} : { token: child.run.natsToken }),
    name: "bench",
  });
  const publisher = createPublisher({ connection });
  const feed = await createFeedClient(child.run.url as string, await openSession(pool));
  let stopped = false;
  return {
    child,
    pool,
    connection,
    publisher,
    feed,
    source: (run) => makeBenchSource({ seed: SEED, enterprises: options.enterprises, run }),
    async stop() {
      if (stopped) return;
      stopped = true;
      feed.stop();
      await publisher.stop();
      await connection.stop();
      await pool.stop();
      await child.stop();
    },
  };
}

async function prepare(rig: Rig, options: PipelineOptions): Promise<void> {
  await fillEnterprises(rig.pool, options.enterprises, SEED);
  await rig.pool.execute(sql`analyze`);
}

/** Some load first: the program's code is compiled and its caches are as in a running city. */
async function warmUp(rig: Rig, options: PipelineOptions): Promise<void> {
  const events = Math.min(options.rate, 1000) * WARM_UP_SECONDS;
  rig.feed.expect(prefixOf("warm"), events);
  await offer(rig, "warm", events / WARM_UP_SECONDS, WARM_UP_SECONDS);
  await untilPushed(rig, events);
}

async function runSteady(rig: Rig, options: PipelineOptions) {
  const total = Math.round(options.rate * options.seconds);
  rig.feed.expect(prefixOf("steady"), total);
  const before = { metrics: await rig.child.metrics(), cpu: treeCpuSeconds(rig.child.pid) };
  const { offered, endMs } = await offer(rig, "steady", options.rate, options.seconds);
  const drainedMs = await untilPushed(rig, offered);
  const cpuSeconds = treeCpuSeconds(rig.child.pid) - before.cpu;
  const metrics = await rig.child.metrics();
  const stored = await countStored(rig, "steady");
  const histogram = histogramOf(metrics, "guanlan_stored_seconds");
  const earlier = histogramOf(before.metrics, "guanlan_stored_seconds");
  return {
    offered,
    stored: stored.once,
    pushed: rig.feed.received(),
    lost: offered - Math.min(stored.once, rig.feed.received()),
    duplicated: rig.feed.duplicated() + stored.again,
    drainSeconds: round(Math.max(0, drainedMs - endMs) / 1000, 2),
    storedP50Ms: round(quantileBetween(earlier, histogram, 0.5) * 1000, 1),
    storedP99Ms: round(quantileBetween(earlier, histogram, 0.99) * 1000, 1),
    pushedP50Ms: rig.feed.latencies.quantile(0.5),
    pushedP99Ms: rig.feed.latencies.quantile(0.99),
    cpuSeconds: round(cpuSeconds, 1),
    peakRssMb: Math.round(peakRssMb(rig.child.pid)),
  };
}

/**
 * Sends on schedule, whether or not anything comes back. An event's receivedMs is the time at which it was due. Made
 * beforehand: sources have machines of their own, and this one has two cores for the program and its measurement.
 */
async function offer(
  rig: Rig,
  run: string,
  rate: number,
  seconds: number,
): Promise<{ offered: number; endMs: number }> {
  const total = Math.round(rate * seconds);
  const { messages, startMs } = makeMessages(rig.source(run), rate, total);
  await new Promise((resolve) => setTimeout(resolve, startMs - Date.now()));
  const pending = new Set<Promise<void>>();
  for (let sent = 0; sent < total; ) {
    const due = Math.min(total, Math.floor(((Date.now() - startMs) * rate) / 1000));
    if (due > sent) {
      const published = rig.publisher.publish(messages.slice(sent, due)).then((results) => {
        for (const result of results) if (!result.ok) throw result.error;
      });
      sent = due;
      pending.add(published);
      published.finally(() => pending.delete(published)).catch(() => undefined);
    }
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  await Promise.all(pending);
  return { offered: total, endMs: startMs + seconds * 1000 };
}

const SAMPLE = 1000;

/** All events of a phase, encoded, and when the first is due: once all are made, as far as a sample can tell. */
function makeMessages(source: BenchSource, rate: number, total: number) {
  const make = (at: number, startMs: number): OutgoingMessage => {
    const dueMs = Math.floor(startMs + (at * 1000) / rate);
    const message = encodeEvent(source.event(at, dueMs, dueMs));
    // Out of the heap: half a gigabyte of text would keep this process collecting while it measures.
    return { ...message, data: Buffer.from(message.data) };
  };
  const sampleMs = performance.now();
  for (let at = 0; at < SAMPLE; at++) make(at % total, 0);
  const eachMs = (performance.now() - sampleMs) / SAMPLE;
  const startMs = Date.now() + 500 + Math.ceil(eachMs * total);
  return { messages: Array.from({ length: total }, (_, at) => make(at, startMs)), startMs };
}

/** Closed loop: as much as the program takes, with a backlog that never runs dry and never grows past a few seconds. */
async function runCeiling(rig: Rig, run: string, options: PipelineOptions): Promise<number> {
  const source = rig.source(run);
  const window = 10_000;
  const chunk = 500;
  let next = 0;
  const base = await countSequences(rig);
  let stored = 0;
  const measure = async () => {
    stored = (await countSequences(rig)) - base;
  };
  const rampMs = 8000;
  const startMs = performance.now();
  let markMs = 0;
  let mark = 0;
  let lastLook = 0;
  while (performance.now() - startMs < rampMs + options.ceilingSeconds * 1000) {
    if (performance.now() - lastLook > 100) {
      await measure();
      lastLook = performance.now();
    }
    if (markMs === 0 && performance.now() - startMs > rampMs) {
      await measure();
      markMs = performance.now();
      mark = stored;
    }
    if (next - stored > window) {
      await new Promise((resolve) => setTimeout(resolve, 5));
      continue;
    }
    const now = Date.now();
    const events = Array.from({ length: chunk }, (_, index) => source.event(next + index, now, now));
    next += chunk;
    await rig.publisher.publish(events.map(encodeEvent));
  }
  await measure();
  const perSecond = ((stored - mark) * 1000) / (performance.now() - markMs);
  await untilDone(async () => (await countSequences(rig)) >= base + next);
  return perSecond;
}

/** Events that detection committed, cheap enough to ask often: sequences of the event topics. */
async function countSequences(rig: Rig): Promise<number> {
  const rows = await rig.pool.query<{ n: number }>(
    sql`select coalesce(sum(seq), 0)::bigint as n from push_topics where topic like 'events.%'`,
  );
  return rows[0]?.n ?? 0;
}

/** Events of a phase in the store, by their ids. */
async function countStored(rig: Rig, run: string): Promise<{ once: number; again: number }> {
  const rows = await rig.pool.query<{ once: number; again: number }>(
    sql`select count(distinct uid)::int as once, (count(*) - count(distinct uid))::int as again
        from events where uid like ${`${prefixOf(run)}%`} and kind <> 'derived'`,
  );
  return rows[0] as { once: number; again: number };
}

/** When the client decoded the last event, or now when some never come. */
async function untilPushed(rig: Rig, wanted: number): Promise<number> {
  return (await untilDone(async () => rig.feed.received() >= wanted)) ? rig.feed.lastAtMs() : Date.now();
}

async function untilDone(isDone: () => Promise<boolean>): Promise<boolean> {
  const deadline = performance.now() + 60_000;
  while (performance.now() < deadline) {
    if (await isDone()) return true;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return false;
}

const prefixOf = (run: string) => `${SIMULATOR_SOURCE}/${run}-`;

async function readDurability(rig: Rig): Promise<object> {
  const rows = await rig.pool.query<{ name: string; setting: string }>(
    sql`select name, setting from pg_settings where name in ('fsync', 'synchronous_commit', 'full_page_writes', 'wal_sync_method') order by name`,
  );
  return {
    postgres: Object.fromEntries(rows.map((row) => [row.name, row.setting])),
    nats: { storage: "file", sync_interval: process.env.NATS_SYNC ?? "2m" },
  };
}

function round(value: number, digits: number): number {
  return Math.round(value * 10 ** digits) / 10 ** digits;
}
