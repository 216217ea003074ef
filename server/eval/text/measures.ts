export interface Measures {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  /** Texts (or names) for which it is true. */
  readonly n: number;
}

/** Counts of one yes-or-no question. */
export interface Tally {
  hits: number;
  wrong: number;
  missed: number;
}

export function makeTally(): Tally {
  return { hits: 0, wrong: 0, missed: 0 };
}

export function count(tally: Tally, said: boolean, holds: boolean): void {
  if (said && holds) tally.hits++;
  else if (said) tally.wrong++;
  else if (holds) tally.missed++;
}

export function measuresOf({ hits, wrong, missed }: Tally): Measures {
  return {
    precision: round4(ratio(hits, hits + wrong)),
    recall: round4(ratio(hits, hits + missed)),
    f1: round4(ratio(2 * hits, 2 * hits + wrong + missed)),
    n: hits + missed,
  };
}

export function round4(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}

function ratio(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
