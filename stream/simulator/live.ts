import type { SimEvent } from "#stream/simulator/sim-event";
import type { Rates, World } from "#stream/simulator/world";

export interface LiveOptions {
  /** Where to go on: the position kept by the last run, or the city's epoch. */
  readonly fromMs: number;
  readonly rates: Rates;
}

export interface LiveSource {
  /** All events due before this instant have been given out. Keep it to go on after a restart. */
  readonly positionMs: number;
  /**
   * Events due since the position, at most `windowMs` of them (default ten seconds), and moves the position. Call
   * again until `positionMs` reaches now. Ids are those of the slot, so what is sent twice is stored once.
   */
  due(nowMs: number, windowMs?: number): SimEvent[];
}

/** The running city. Nothing is drawn from a clock: `nowMs` only says how far to go. */
export function makeLiveSource(world: World, options: LiveOptions): LiveSource {
  let positionMs = Math.max(options.fromMs, world.city.epochMs);
  return {
    get positionMs() {
      return positionMs;
    },
    due(nowMs, windowMs = 10_000) {
      const toMs = Math.min(Math.floor(nowMs), positionMs + windowMs);
      if (toMs <= positionMs) return [];
      const events = world.between(positionMs, toMs, options.rates);
      positionMs = toMs;
      return events;
    },
  };
}

/** Every event of [fromMs, toMs) in time order: tests and faster-than-life runs. */
export function* liveEnvelopes(
  world: World,
  options: LiveOptions & { readonly toMs: number },
): Generator<SimEvent, void, void> {
  const source = makeLiveSource(world, options);
  while (source.positionMs < options.toMs) yield* source.due(options.toMs);
}
