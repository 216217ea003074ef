import { DAY_MS, HOUR_MS } from "#domain/time";
import type { SimEvent } from "#stream/simulator/sim-event";
import {
  LONGEST_HISTORY_DAYS,
  makeEstablished,
  type Rates,
  registeredMs,
  type World,
} from "#stream/simulator/world";

export interface SeedOptions {
  /** Days of history before the city's epoch; 1 to 400. */
  readonly days: number;
}

/** Ordinary events before the epoch: about 0.9 a firm, whatever the days. */
const ORDINARY_EACH = 0.9;

/** Rates of a world's past and present; the same `days` must be given for seeding and for running. */
export function makeRates(world: World, days: number, livePerSecond: number): Rates {
  return {
    live: livePerSecond,
    ordinary: (world.city.size * ORDINARY_EACH) / (days * 86_400),
    historyDays: days,
  };
}

/**
 * The city as a register and its sources would have told it: first a snapshot of all firms that exist, then a compact
 * history up to the epoch, in time order. A few events a firm; one day is held in memory at a time.
 */
export function* seedEnvelopes(world: World, { days }: SeedOptions): Generator<SimEvent, void, void> {
  if (!(days >= 1 && days <= LONGEST_HISTORY_DAYS))
    throw new RangeError(`history is 1 to ${LONGEST_HISTORY_DAYS} days, not ${days}`);
  const { city } = world;
  const startMs = city.epochMs - days * DAY_MS;
  // The snapshot is spread over the hour before the history, in the order of the register.
  for (let index = 0; index < city.size; index++) {
    if (registeredMs(city, index) >= startMs) continue;
    yield makeEstablished(city, index, startMs - HOUR_MS + Math.floor((index / city.size) * HOUR_MS));
  }
  const rates = makeRates(world, days, 0);
  for (let fromMs = startMs; fromMs < city.epochMs; fromMs += DAY_MS) {
    yield* world.between(fromMs, Math.min(fromMs + DAY_MS, city.epochMs), rates);
  }
}

/** About how many events a seed has, for progress: the true number is within a few percent. */
export function estimateSeed(world: World): number {
  return Math.round(world.city.size * 2.9);
}
