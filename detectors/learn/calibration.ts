export interface Calibration {
  /** From the lowest scores up; as many rows in each as can be (equal scores stay together). */
  readonly bins: readonly {
    readonly from: number;
    readonly to: number;
    readonly rows: number;
    readonly meanScore: number;
    /** Share of these rows that are risky. */
    readonly share: number;
  }[];
  /** Mean squared difference of score and label; 0 is best. */
  readonly brier: number;
  /** Mean difference of score and share over the bins, by rows (expected calibration error). */
  readonly expectedError: number;
}

/** Whether a score of 0.3 means that three of ten are risky. */
export function calibrate(scores: Float64Array, labels: Uint8Array, count: number): Calibration {
  const order = Uint32Array.from(scores.keys()).sort((a, b) => (scores[a] as number) - (scores[b] as number));
  const bins: Calibration["bins"][number][] = [];
  let from = 0;
  while (from < order.length) {
    let to = Math.max(from + 1, Math.round(((bins.length + 1) * order.length) / count));
    const score = (i: number) => scores[order[i] as number] as number;
    while (to < order.length && score(to) === score(to - 1)) to++;
    to = Math.min(to, order.length);
    let [sum, risky] = [0, 0];
    for (let i = from; i < to; i++) {
      sum += score(i);
      risky += labels[order[i] as number] as number;
    }
    const rows = to - from;
    bins.push({ from: score(from), to: score(to - 1), rows, meanScore: sum / rows, share: risky / rows });
    from = to;
  }
  let brier = 0;
  for (let r = 0; r < labels.length; r++) brier += ((scores[r] as number) - (labels[r] as number)) ** 2;
  const error = bins.reduce((sum, bin) => sum + bin.rows * Math.abs(bin.meanScore - bin.share), 0);
  return { bins, brier: brier / labels.length, expectedError: error / labels.length };
}
