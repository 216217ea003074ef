import { roundTo } from "#detectors/anomaly/round";

/**
 * How rare a size is, by the largest sizes that the same series showed before. Peaks over a threshold: the threshold is
 * the smallest of the kept peaks, the tail beyond it is a power law whose exponent is Hill's estimate with a prior.
 * Neighbouring points over the threshold are one peak, so that one long event does not teach that such events are common.
 */
export interface TailState {
  /** The largest peaks, smallest first. */
  top: number[];
  /** The peak that is going on (0: none), and how many points ago it began and was last over the threshold. */
  now: [size: number, began: number, last: number];
}

export interface TailParameters {
  /** Peaks kept. */
  readonly peaks: number;
  /** Exponent of the tail (the mean log excess) that is assumed, and the number of peaks that the assumption is worth. */
  readonly assumed: number;
  readonly worth: number;
  /** Points that the kept peaks are taken to stand for, at most. */
  readonly memory: number;
  /** Points below the threshold that end a peak; a peak is cut at four times as many. */
  readonly pause: number;
  /** Share of the kept peaks that is left after FADE_EVERY points: what was extreme long ago is forgotten slowly. */
  readonly fade: number;
}

/** Peaks fade in steps, so that they stay numbers of four digits. */
const FADE_EVERY = 256;
/** A size within this share of an earlier peak counts as "was here before". */
const AS_LARGE = 0.9;

export function createTail(): TailState {
  return { top: [], now: [0, 0, 0] };
}

/** −log10 of the chance of so large a size; 0 for what is not among the largest. `seen`: points before this one. */
export function surpriseOf(tail: TailState, size: number, seen: number, p: TailParameters): number {
  const { top } = tail;
  const count = top.length;
  const threshold = top[0] ?? 0;
  if (threshold <= 0 || size <= threshold) return 0;
  const points = Math.min(seen, p.memory) + 1;
  let excess = 0;
  for (const peak of top) excess += Math.log(peak / threshold);
  const exponent = (excess + p.assumed * p.worth) / (count + p.worth);
  const surprise = Math.log10(points / count) + Math.log10(size / threshold) / exponent;
  let before = 0;
  for (let i = count - 1; i >= 0 && (top[i] as number) >= AS_LARGE * size; i--) before++;
  return Math.max(0, before === 0 ? surprise : Math.min(surprise, Math.log10(points / before)));
}

/** True while no size but zero was ever seen. */
export function isStill(tail: TailState): boolean {
  return tail.top.length === 0 && tail.now[0] === 0;
}

export function learnTail(tail: TailState, size: number, seen: number, p: TailParameters): void {
  const { top, now } = tail;
  if (seen % FADE_EVERY === FADE_EVERY - 1)
    for (let i = 0; i < top.length; i++) top[i] = roundTo((top[i] as number) * p.fade, 4);
  now[1]++;
  now[2]++;
  if (now[0] > 0 && (now[2] > p.pause || now[1] > 4 * p.pause)) {
    if (top.length >= p.peaks) top.shift();
    insert(top, roundTo(now[0], 4));
    now[0] = 0;
  }
  if (top.length < p.peaks || size > (top[0] as number)) {
    if (now[0] === 0) now[1] = 0;
    now[0] = Math.max(now[0], roundTo(size, 4));
    now[2] = 0;
  }
}

function insert(sorted: number[], value: number): void {
  let at = sorted.length;
  sorted.push(value);
  while (at > 0 && (sorted[at - 1] as number) > value) {
    sorted[at] = sorted[at - 1] as number;
    at--;
  }
  sorted[at] = value;
}
