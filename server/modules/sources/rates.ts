import type { SourceListRow } from "#store/sources";

/** Events a minute of each source, from how its tally grew: no query over events is that cheap. */
export interface SourceRates {
  /** Takes the tallies of this moment. */
  sample(rows: readonly Pick<SourceListRow, "id" | "total">[], nowMs: number): void;
  perMinute(id: string, nowMs: number): number;
}

interface Sample {
  readonly atMs: number;
  readonly accepted: number;
}

/** Figures are of the last one to two minutes. */
const WINDOW_MS = 60_000;
const LEAST_MS = 5_000;

export function makeSourceRates(): SourceRates {
  const samples = new Map<string, Sample[]>();
  return {
    sample(rows, nowMs) {
      for (const { id, total } of rows) {
        const list = samples.get(id) ?? [];
        samples.set(id, list);
        if (nowMs - (list.at(-1)?.atMs ?? 0) < LEAST_MS) continue;
        list.push({ atMs: nowMs, accepted: total.accepted });
        // One sample older than the window stays: the figure is measured against it.
        while (list.length > 2 && nowMs - (list[1] as Sample).atMs > WINDOW_MS) list.shift();
      }
    },
    perMinute(id, nowMs) {
      const list = samples.get(id) ?? [];
      const [first, last] = [list[0], list.at(-1)];
      if (first === undefined || last === undefined || last.atMs - first.atMs < LEAST_MS) return 0;
      if (nowMs - last.atMs > 2 * WINDOW_MS) return 0;
      return Math.round(((last.accepted - first.accepted) / (last.atMs - first.atMs)) * 600_000) / 10;
    },
  };
}
