/** How a margin becomes a chance: 1 / (1 + exp(−(slope · margin + offset))). */
export interface Calibration {
  readonly slope: number;
  readonly offset: number;
}

/**
 * Platt's calibration (Lin, Lin and Weng 2007: smoothed targets, Newton steps) on margins of rows that were not
 * learnt from.
 */
export function calibrate(margins: Float64Array, isPositive: Uint8Array): Calibration {
  const positives = isPositive.reduce((sum, one) => sum + one, 0);
  const negatives = isPositive.length - positives;
  const [high, low] = [(positives + 1) / (positives + 2), 1 / (negatives + 2)];
  let [slope, offset] = [1, Math.log((positives + 1) / (negatives + 1))];
  for (let step = 0; step < 50; step++) {
    let [gs, go, hss, hso, hoo] = [0, 0, 1e-9, 0, 1e-9];
    margins.forEach((margin, i) => {
      const chance = chanceOf(margin, { slope, offset });
      const error = chance - (isPositive[i] === 1 ? high : low);
      const weight = Math.max(1e-9, chance * (1 - chance));
      gs += error * margin;
      go += error;
      hss += weight * margin * margin;
      hso += weight * margin;
      hoo += weight;
    });
    const determinant = hss * hoo - hso * hso;
    const ds = (hoo * gs - hso * go) / determinant;
    const dof = (hss * go - hso * gs) / determinant;
    slope -= clamp(ds);
    offset -= clamp(dof);
    if (Math.abs(ds) + Math.abs(dof) < 1e-7) break;
  }
  return { slope, offset };
}

export function chanceOf(margin: number, { slope, offset }: Calibration): number {
  return 1 / (1 + Math.exp(-(slope * margin + offset)));
}

/** The margin from which on saying yes gives the best F1; between the two neighbours, so that it suits other rows too. */
export function bestThreshold(margins: Float64Array, isPositive: Uint8Array): number {
  const order = Array.from(margins, (_, i) => i).sort(
    (a, b) => (margins[b] as number) - (margins[a] as number),
  );
  const positives = isPositive.reduce((sum, one) => sum + one, 0);
  let [hits, best, at] = [0, 0, -1];
  order.forEach((row, i) => {
    hits += isPositive[row] as number;
    const f1 = (2 * hits) / (i + 1 + positives);
    if (f1 > best) [best, at] = [f1, i];
  });
  if (at < 0) return 0;
  const last = margins[order[at] as number] as number;
  const next = order[at + 1];
  return next === undefined ? last - 0.1 : (last + (margins[next] as number)) / 2;
}

function clamp(step: number): number {
  return Math.max(-5, Math.min(5, step));
}
