import type { InputKind } from "#domain/event";
import { DAY_MS, HOUR_MS, ZONE_OFFSET_MS } from "#domain/time";

/** Relative activity of each hour of a day in Shanghai, 0 to 23; the mean of each row is 1. */
const OFFICE = normalise([
  0.05, 0.03, 0.02, 0.02, 0.02, 0.05, 0.1, 0.3, 0.9, 2.2, 2.6, 2.2, 1, 1.6, 2.4, 2.4, 2.2, 1.4, 0.6, 0.4, 0.3,
  0.2, 0.15, 0.1,
]);
const SOCIAL = normalise([
  0.7, 0.4, 0.25, 0.15, 0.15, 0.2, 0.4, 0.8, 1, 1.1, 1.1, 1.1, 1.3, 1.1, 1, 1, 1, 1.1, 1.3, 1.6, 2, 2.1, 1.8,
  1.2,
]);
const HOTLINE = normalise([
  0.2, 0.1, 0.1, 0.1, 0.1, 0.15, 0.4, 0.8, 1.5, 2, 2, 1.6, 1.1, 1.4, 1.7, 1.7, 1.5, 1.2, 1, 1, 0.9, 0.7, 0.5,
  0.3,
]);
const TRADING = normalise([
  0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.2, 0.5, 2.6, 3, 2.4, 0.6, 2.2, 3, 2, 0.6, 0.4, 0.3, 0.3, 0.3, 0.3, 0.2,
  0.1,
]);

interface Rhythm {
  readonly hours: readonly number[];
  /** Monday first. */
  readonly days: readonly number[];
}

const WORKDAYS = normalise([1.15, 1.1, 1.1, 1.1, 1.05, 0.25, 0.2]);
const EVERY_DAY = normalise([1, 1, 1, 1, 1.05, 1.1, 1.1]);

const RHYTHMS: Readonly<Record<InputKind, Rhythm>> = {
  registration: { hours: OFFICE, days: WORKDAYS },
  sentiment: { hours: SOCIAL, days: EVERY_DAY },
  market: { hours: TRADING, days: WORKDAYS },
  complaint: { hours: HOTLINE, days: normalise([1.2, 1.1, 1.1, 1.1, 1, 0.7, 0.6]) },
  judicial: { hours: OFFICE, days: WORKDAYS },
  tax: { hours: OFFICE, days: WORKDAYS },
  penalty: { hours: OFFICE, days: WORKDAYS },
  filing: { hours: OFFICE, days: WORKDAYS },
  transaction: { hours: HOTLINE, days: EVERY_DAY },
};

/** Activity of a kind at an instant against its weekly mean (1). Smooth between hours. */
export function rhythmAt(kind: InputKind, ms: number): number {
  const local = ms + ZONE_OFFSET_MS;
  const { hours, days } = RHYTHMS[kind];
  // 1970-01-01 was a Thursday.
  const day = (Math.floor(local / DAY_MS) + 3) % 7;
  const hour = (local % DAY_MS) / HOUR_MS;
  const at = Math.floor(hour);
  const next = hours[(at + 1) % 24] as number;
  const here = hours[at] as number;
  return (days[day] as number) * (here + (next - here) * (hour - at));
}

export type KindMix = readonly (readonly [InputKind, number])[];

/** Share of each kind in what happens to firms anyway: about one event a firm in three months. */
export const ORDINARY_MIX: KindMix = [
  ["sentiment", 0.36],
  ["market", 0.08],
  ["complaint", 0.16],
  ["registration", 0.13],
  ["tax", 0.1],
  ["judicial", 0.07],
  ["transaction", 0.05],
  ["filing", 0.02],
  ["penalty", 0.03],
];

/**
 * Share of each kind in the chatter that makes a running city busy: quotes, neutral texts, taxes, transfers. It has
 * no complaints, cases or penalties: at several events a second each firm would soon have hundreds of them.
 */
export const CHATTER_MIX: KindMix = [
  ["sentiment", 0.42],
  ["market", 0.36],
  ["tax", 0.09],
  ["transaction", 0.06],
  ["registration", 0.05],
  ["filing", 0.02],
];

/** Lowest activity: a city of this size never falls silent, and a night visitor sees it move. */
const FLOOR = 0.3;

/** Weights of the kinds at an instant, in the order of the mix, and their sum (about 1 over a week). */
export function mixAt(
  mix: KindMix,
  ms: number,
): { readonly weights: readonly number[]; readonly total: number } {
  const weights = mix.map(([kind, share]) => share * Math.max(FLOOR, rhythmAt(kind, ms)));
  return { weights, total: weights.reduce((sum, weight) => sum + weight, 0) };
}

function normalise(row: readonly number[]): readonly number[] {
  const mean = row.reduce((sum, value) => sum + value, 0) / row.length;
  return row.map((value) => value / mean);
}
