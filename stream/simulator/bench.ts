import type { InputKind, StreamEvent } from "#domain/event";
import { enterpriseKey } from "#domain/partition";
import { makeOrdinary, type Scene } from "#stream/simulator/background";
import { createCity, TROUBLED_SHARE } from "#stream/simulator/city";
import { gravityOf, makeTrouble } from "#stream/simulator/episodes";
import { makeSeries } from "#stream/simulator/market";
import { makeWeighted, mix, Rng, STREAMS } from "#stream/simulator/random";
import { KIND_MIX } from "#stream/simulator/rhythm";
import { SIMULATOR_SOURCE, type SimEvent } from "#stream/simulator/sim-event";

export interface BenchOptions {
  readonly seed: number;
  readonly enterprises: number;
  /** Distinguishes runs, so that a second run against the same store is not all duplicates. */
  readonly run: string;
  /** Share of adverse events about troubled firms; default 0.06. */
  readonly adverse?: number;
}

export interface BenchSource {
  /** The n-th event of the run. */
  sim(n: number, timeMs: number): SimEvent;
  /** The same as it stands on the stream, with `idOf(index)` as enterprise id (default index + 1). */
  event(n: number, timeMs: number, receivedMs: number): StreamEvent<InputKind>;
  readonly enterprises: number;
}

/**
 * A cheap realistic load: the kinds of a running city in their proportions, a heavy tail of firms, texts of full
 * length, a few percent of adverse events. Any number of events, no state.
 */
export function makeBenchSource(options: BenchOptions, idOf = (index: number): number => index + 1): BenchSource {
  const { seed, enterprises, run, adverse = 0.06 } = options;
  const city = createCity({ seed, size: enterprises, epochMs: BENCH_EPOCH_MS });
  const count = Math.max(8, Math.min(400, Math.round(enterprises / 500)));
  const series = Array.from({ length: count }, (_, number) => {
    const index = mix(seed, STREAMS.bench, number) % enterprises;
    return makeSeries(seed, number, index, city.kindOf(index));
  });
  const scene: Scene = { city, series, shocks: [], funds: new Int32Array(0) };
  const kinds = makeWeighted(KIND_MIX);
  const byCode = new Map<string, number>();

  function sim(n: number, timeMs: number): SimEvent {
    const rng = new Rng(seed, STREAMS.bench, n);
    const id = `${run}-${n}`;
    if (rng.unit() < adverse) {
      const index = city.troubledAt(rng.unit() ** 1.5 * TROUBLED_SHARE);
      const gravity = gravityOf(city, index) ?? "mild";
      return makeTrouble(city.identity(index), ["redemption", "consumer", "default", "wages"], id, timeMs, rng, gravity);
    }
    const event = makeOrdinary(scene, kinds.at(rng.unit()), id, timeMs, rng);
    return event;
  }

  function indexOf(event: SimEvent): number {
    const subject = event.envelope.subject;
    if (typeof subject !== "object" || !("code" in subject)) return mix(seed, 77, event.envelope.id.length + event.dueMs) % enterprises;
    return byCode.get(subject.code) ?? -1;
  }

  return { sim, event: (n, timeMs, receivedMs) => streamEvent(n, sim(n, timeMs), receivedMs), enterprises };

  function streamEvent(n: number, event: SimEvent, receivedMs: number): StreamEvent<InputKind> {
    void indexOf;
    const id = idOf(n);
    return {} as never;
  }
}

const BENCH_EPOCH_MS = Date.UTC(2026, 0, 1);
