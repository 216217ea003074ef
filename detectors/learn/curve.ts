/** Columns, so that a chart takes them as they are; one entry for each score that occurs, from the highest down. */
export interface Curve {
  /** Whoever scores this or more is flagged. */
  readonly threshold: Float64Array;
  readonly truePositives: Float64Array;
  readonly falsePositives: Float64Array;
  readonly positives: number;
  readonly negatives: number;
}

/** Rows with the same score are taken together, so that their order says nothing. */
export function curveOf(scores: Float64Array, labels: Uint8Array): Curve {
  const order = Uint32Array.from(scores.keys()).sort((a, b) => (scores[b] as number) - (scores[a] as number));
  const threshold: number[] = [];
  const truePositives: number[] = [];
  const falsePositives: number[] = [];
  let [hits, wrong] = [0, 0];
  order.forEach((row, i) => {
    if (labels[row] === 1) hits++;
    else wrong++;
    const next = order[i + 1];
    if (next !== undefined && scores[next] === scores[row]) return;
    threshold.push(scores[row] as number);
    truePositives.push(hits);
    falsePositives.push(wrong);
  });
  return {
    threshold: Float64Array.from(threshold),
    truePositives: Float64Array.from(truePositives),
    falsePositives: Float64Array.from(falsePositives),
    positives: hits,
    negatives: wrong,
  };
}

/** Area under the ROC curve: the chance that a positive scores above a negative, a tie counting half. NaN with one class. */
export function rocArea(scores: Float64Array, labels: Uint8Array): number {
  return areaOf(curveOf(scores, labels));
}

export function areaOf(curve: Curve): number {
  const { truePositives, falsePositives, positives, negatives } = curve;
  let [area, hits, wrong] = [0, 0, 0];
  for (let i = 0; i < truePositives.length; i++) {
    const [h, w] = [truePositives[i] as number, falsePositives[i] as number];
    area += ((w - wrong) * (h + hits)) / 2;
    [hits, wrong] = [h, w];
  }
  return area / (positives * negatives);
}

/** Mean precision over the positives, by steps (no interpolation). NaN without positives. */
export function averagePrecisionOf({ truePositives, falsePositives, positives }: Curve): number {
  let [sum, hits] = [0, 0];
  for (let i = 0; i < truePositives.length; i++) {
    const h = truePositives[i] as number;
    sum += ((h - hits) * h) / (h + (falsePositives[i] as number));
    hits = h;
  }
  return sum / positives;
}
