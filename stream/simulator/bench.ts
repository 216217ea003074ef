import type { EventData, InputKind, StreamEvent } from "#domain/event";
import { enterpriseKey } from "#domain/partition";
import { makeOrdinary, type Scene } from "#stream/simulator/background";
import { createCity, TROUBLED_SHARE } from "#stream/simulator/city";
import { gravityOf, makeTrouble } from "#stream/simulator/episodes";
import { makeSeries } from "#stream/simulator/market";
import { makeWeighted, mix, Rng, STREAMS } from "#stream/simulator/random";
import { CHATTER_MIX, ORDINARY_MIX } from "#stream/simulator/rhythm";
import { SIMULATOR_SOURCE, type SimEvent } from "#stream/simulator/sim-event";

export interface BenchOptions {
  readonly seed: number;
  /** 100 to 3,000,000. */
  readonly enterprises: number;
  /** Part of every id, so that a second run against the same store is not all duplicates. */
  readonly run: string;
  /** Share of adverse events about troubled firms; default 0.02. */
  readonly adverse?: number;
}

export interface BenchSource {
  /** The n-th event of the run as a source would send it. */
  envelope(n: number, timeMs: number): SimEvent;
  /** The same as it stands on the stream; `idOf(index)` is the enterprise's id, by default index + 1. */
  event(n: number, timeMs: number, receivedMs: number): StreamEvent<InputKind>;
}

/**
 * A cheap realistic load: mostly the chatter of a running city, some everyday trouble, a heavy tail of firms, texts
 * of full length, a few percent of adverse events about troubled firms. Any number of events, no state between them.
 */
export function makeBenchSource(
  options: BenchOptions,
  idOf: (index: number) => number = (index) => index + 1,
): BenchSource {
  const { seed, enterprises, run, adverse = 0.02 } = options;
  const city = createCity({ seed, size: enterprises, epochMs: BENCH_EPOCH_MS });
  const count = Math.max(8, Math.min(400, Math.round(enterprises / 500)));
  const series = Array.from({ length: count }, (_, number) => {
    const index = mix(seed, STREAMS.bench, number) % enterprises;
    return makeSeries(seed, number, index, city.kindOf(index));
  });
  const scene: Scene = { city, series, shocks: [], funds: new Int32Array(0) };
  const chatter = makeWeighted(CHATTER_MIX);
  const ordinary = makeWeighted(ORDINARY_MIX);

  function envelope(n: number, timeMs: number): SimEvent {
    const rng = new Rng(seed, STREAMS.bench, n);
    const id = `${run}-${n}`;
    const tone = rng.unit();
    if (tone >= adverse) {
      const calm = tone >= adverse + ORDINARY_SHARE;
      return makeOrdinary(scene, (calm ? chatter : ordinary).at(rng.unit()), id, timeMs, rng, calm);
    }
    const index = city.troubledAt(rng.unit() ** 1.5 * TROUBLED_SHARE);
    return makeTrouble(city.identity(index), id, timeMs, rng, gravityOf(city, index) ?? "mild");
  }

  return {
    envelope,
    event(n, timeMs, receivedMs) {
      const { kind, envelope: sent } = envelope(n, timeMs);
      const { subject } = sent;
      const code = typeof subject === "object" && "code" in subject ? subject.code : null;
      // What only its text names is given to any firm: resolving names is not what this load measures.
      const index =
        (code === null ? null : city.indexOfCode(code)) ?? mix(seed, STREAMS.bench + 1, n) % enterprises;
      const id = idOf(index);
      return {
        uid: `${SIMULATOR_SOURCE}/${sent.id}`,
        kind,
        type: sent.type,
        key: enterpriseKey(id),
        enterpriseId: id,
        district: sent.district ?? "310000",
        source: SIMULATOR_SOURCE,
        timeMs,
        timeInferred: false,
        receivedMs,
        simulated: true,
        hash: hashOf(seed, n),
        data: sent.data as EventData[InputKind],
      };
    },
  };
}

/** Share of everyday complaints, cases, changes and penalties. */
const ORDINARY_SHARE = 0.06;
/** A city of the bench has no history; its firms' ages are counted from here. */
const BENCH_EPOCH_MS = Date.UTC(2026, 0, 1);

function hashOf(seed: number, n: number): string {
  return hex(mix(seed, 1, n)) + hex(mix(seed, 2, n));
}

function hex(value: number): string {
  return value.toString(16).padStart(8, "0");
}
