import { CodedError } from "#domain/error";
import type { InputKind } from "#domain/event";
import { INPUT_KINDS } from "#domain/event";
import type { Context, RunningRole } from "#server/context";
import type { IngestPort } from "#server/http/ports";
import { ensureSource, readSourceSettings, saveSourceSettings } from "#store/sources";
import { batchByKind } from "#stream/replay/kind-batches";
import { makeLiveSource } from "#stream/simulator/live";
import { estimateSeed, makeRates, seedEnvelopes } from "#stream/simulator/seed";
import { SIMULATOR_SOURCE, type SimEvent } from "#stream/simulator/sim-event";
import { createWorld, type World } from "#stream/simulator/world";

/** What is kept of the city between runs, in its source's settings: a restart goes on where it was. */
interface CityRecord {
  readonly seed: number;
  readonly size: number;
  readonly days: number;
  readonly epochMs: number;
  readonly seeded: boolean;
  readonly positionMs: number;
}

const CHUNK = 1000;
const LIVE_MS = 250;
/** A city that stood still for long does not make up for all of it: it goes on from here back. */
const LONGEST_CATCH_UP_MS = 10 * 60_000;

export interface City extends RunningRole {
  /** Resolves when the history is in the stream: true when it had to be made. Progress goes from 0 to 1. */
  seed(onProgress: (share: number) => void): Promise<boolean>;
  /** Begins to live. */
  run(): void;
}

/**
 * The simulated city as a source like any other: its envelopes go through ingest. What a new city is made of is fixed
 * when it is first seeded; a later change of CITY_SEED, CITY_SIZE or CITY_DAYS has no effect on it.
 */
export async function createCity(context: Context, ingest: IngestPort): Promise<City> {
  const { config, pool, clock, log } = context;
  await ensureSource(pool, {
    id: SIMULATOR_SOURCE,
    name: "模拟城市",
    transport: "simulator",
    kinds: [...INPUT_KINDS],
    simulated: true,
    silenceSeconds: 600,
  });
  const kept = (await readSourceSettings<{ city?: CityRecord }>(pool, SIMULATOR_SOURCE))?.city;
  let record: CityRecord = kept ?? {
    seed: config.CITY_SEED,
    size: config.CITY_SIZE,
    days: config.CITY_DAYS,
    epochMs: clock.now(),
    seeded: false,
    positionMs: 0,
  };
  if (kept === undefined) await save(record);
  const world: World = createWorld({ seed: record.seed, size: record.size, epochMs: record.epochMs });
  let stopped = false;
  let running: Promise<void> = Promise.resolve();

  async function save(next: CityRecord): Promise<void> {
    record = next;
    await saveSourceSettings(pool, SIMULATOR_SOURCE, { city: record });
  }

  async function send(events: readonly SimEvent[]): Promise<void> {
    for (const round of batchByKind(events, CHUNK)) {
      await Promise.all(round.map(({ kind, events: list }) => submit(kind, list)));
    }
  }

  async function submit(kind: InputKind, events: readonly SimEvent[]): Promise<void> {
    const rows = events.map((event, index) => ({ row: index + 1, value: event.envelope }));
    for (let tries = 0; !stopped; tries++) {
      try {
        await ingest.submit({ id: SIMULATOR_SOURCE, simulated: true }, kind, rows, { language: "zh" });
        return;
      } catch (error) {
        // Full, down or slow: a source waits and sends again; the same ids count once.
        if (!(error instanceof CodedError) && !isPassing(error)) throw error;
        if (tries % 50 === 0) log.warn({ err: error, kind }, "simulated events wait");
        await sleep(error instanceof CodedError && error.code === "ingest.backpressure" ? 200 : 1000);
      }
    }
  }

  return {
    async seed(onProgress) {
      if (record.seeded) return false;
      const total = estimateSeed(world);
      let done = 0;
      for (const round of batchByKind(seedEnvelopes(world, { days: record.days }), CHUNK)) {
        await Promise.all(round.map(({ kind, events }) => submit(kind, events)));
        for (const { events } of round) done += events.length;
        onProgress(Math.min(0.99, done / total));
        if (stopped) return false;
      }
      await save({ ...record, seeded: true, positionMs: record.epochMs });
      onProgress(1);
      return true;
    },
    run() {
      const rates = makeRates(world, record.days, config.CITY_RATE);
      const source = makeLiveSource(world, {
        fromMs: Math.max(record.positionMs, clock.now() - LONGEST_CATCH_UP_MS),
        rates,
      });
      let savedMs = clock.now();
      running = (async () => {
        while (!stopped) {
          const events = source.due(clock.now());
          if (events.length > 0) await send(events);
          if (clock.now() - savedMs > 5000) {
            savedMs = clock.now();
            await save({ ...record, positionMs: source.positionMs }).catch((error) =>
              log.warn({ err: error }, "city position not kept"),
            );
          }
          await sleep(LIVE_MS);
        }
        await save({ ...record, positionMs: source.positionMs }).catch(() => undefined);
      })();
      running.catch(context.fail);
    },
    async stop() {
      stopped = true;
      await running.catch(() => undefined);
    },
  };
}

function isPassing(error: unknown): boolean {
  const code = (error as { code?: string }).code ?? "";
  return (
    /^(ECONN|EPIPE|ENOENT|08|53|57|40)/.test(code) ||
    /connection|timeout|terminat/i.test((error as Error).message)
  );
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
