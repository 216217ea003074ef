import { EigenvalueDecomposition, Matrix } from "ml-matrix";

/** A factor of the analysis: an indicator, and whether more of it is more risk (1) or less (−1). */
export interface Factor {
  readonly id: string;
  readonly direction: 1 | -1;
}

export interface PrincipalComponent {
  readonly eigenvalue: number;
  /** Share of the variance of all factors. */
  readonly explained: number;
  /** Of each factor, in their order; signs as used, so that more of the component is more risk. */
  readonly loadings: readonly number[];
}

/** Principal components of one kind's factors in one month (R040). JSON, kept with the peers. */
export interface PrincipalModel {
  readonly factors: readonly Factor[];
  readonly n: number;
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
  /** Share by which correlations were drawn to zero, because peers are few against factors. */
  readonly shrinkage: number;
  /** Kept components, strongest first. */
  readonly components: readonly PrincipalComponent[];
  readonly explained: number;
  /** Weight of each standardised factor in the index, and the index's deviation among the peers. */
  readonly weights: readonly number[];
  readonly spread: number;
}

export interface PrincipalScore {
  /** 0–100; the middle of the peers is `PRINCIPAL_BASE`, a deviation is 25 points. */
  readonly score: number;
  /** Points above (below) the middle of each factor; with the base and `clipped` they add up to the score. */
  readonly contributions: readonly {
    readonly id: string;
    readonly z: number | null;
    readonly points: number;
  }[];
  readonly clipped: number;
}

export const PRINCIPAL_DEFAULTS = {
  /** Fewest peers with figures. */
  leastPeers: 20,
  /** Components are kept until they explain this much. */
  explained: 0.8,
  /** Standardised values are cut here: one wild report shall not turn the axes. */
  cut: 3,
  /** Largest share of factors that a peer may lack; what it lacks is set to the middle. */
  mostMissing: 0.3,
  /** A factor that fewer than this share of the peers report is left out. */
  leastReported: 0.6,
};

/** Score of the middle of the peers: an ordinary firm is no risk for being ordinary. */
export const PRINCIPAL_BASE = 25;
const POINTS_PER_DEVIATION = 25;

export type PrincipalResult =
  | { readonly ok: true; readonly model: PrincipalModel }
  | { readonly ok: false; readonly reason: "few-peers" | "few-factors"; readonly n: number };

/**
 * Fits on the peers' rows (one value a factor, null when not reported): standardise, shrink the correlations towards
 * none by p / (n + p), take eigenvectors, keep the strongest until 80 % of the variance. Each component's sign is
 * chosen so that it points where the factors' risk lies; the index is their sum weighted by variance explained.
 */
export function fitPrincipal(
  factors: readonly Factor[],
  rows: readonly (readonly (number | null)[])[],
  parameters: Partial<typeof PRINCIPAL_DEFAULTS> = {},
): PrincipalResult {
  const p = { ...PRINCIPAL_DEFAULTS, ...parameters };
  const used = factors
    .map((_, j) => j)
    .filter((j) => reportedShare(rows, j) >= p.leastReported && spreadOf(rows, j) > 0);
  if (used.length < 3) return { ok: false, reason: "few-factors", n: rows.length };
  const kept = rows
    .map((row) => used.map((j) => row[j] ?? null))
    .filter((row) => row.filter((value) => value === null).length <= p.mostMissing * used.length);
  if (kept.length < p.leastPeers) return { ok: false, reason: "few-peers", n: kept.length };
  const n = kept.length;
  const mean = used.map((_, j) => robust(kept, j).middle);
  const deviation = used.map((_, j) => robust(kept, j).width);
  const z = new Matrix(
    kept.map((row) =>
      row.map((value, j) => standard(value, mean[j] as number, deviation[j] as number, p.cut) ?? 0),
    ),
  );
  const shrinkage = used.length / (n + used.length);
  const correlation = correlate(z, shrinkage);
  const decomposition = new EigenvalueDecomposition(correlation, { assumeSymmetric: true });
  const order = decomposition.realEigenvalues
    .map((eigenvalue, k) => ({ eigenvalue, k }))
    .sort((a, b) => b.eigenvalue - a.eigenvalue);
  const whole = order.reduce((sum, { eigenvalue }) => sum + Math.max(0, eigenvalue), 0);
  const components: PrincipalComponent[] = [];
  let explained = 0;
  const directions = used.map((j) => (factors[j] as Factor).direction);
  for (const { eigenvalue, k } of order) {
    if (explained >= p.explained || eigenvalue <= 0) break;
    const vector = decomposition.eigenvectorMatrix.getColumn(k);
    const towards = vector.reduce((sum, loading, j) => sum + loading * (directions[j] as number), 0);
    // A vector that points nowhere (up to rounding) takes the sign of its largest loading's risk.
    const largest = vector.reduce(
      (best, x, j) => (Math.abs(x) > Math.abs(vector[best] as number) ? j : best),
      0,
    );
    const sign =
      Math.abs(towards) > 1e-9
        ? Math.sign(towards)
        : Math.sign((vector[largest] as number) * (directions[largest] as number));
    components.push({
      eigenvalue: round6(eigenvalue),
      explained: round6(eigenvalue / whole),
      loadings: vector.map((loading) => round6(loading * sign)),
    });
    explained += eigenvalue / whole;
  }
  const weights = used.map((_, j) =>
    round6(
      components.reduce((sum, one) => sum + (one.explained / explained) * (one.loadings[j] as number), 0),
    ),
  );
  const index = z
    .to2DArray()
    .map((row) => row.reduce((sum, value, j) => sum + value * (weights[j] as number), 0));
  const middle = index.reduce((sum, value) => sum + value, 0) / n;
  const spread = Math.sqrt(index.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (n - 1));
  return {
    ok: true,
    model: {
      factors: used.map((j) => factors[j] as Factor),
      n,
      mean: mean.map(round6),
      deviation: deviation.map(round6),
      shrinkage: round6(shrinkage),
      components,
      explained: round6(explained),
      weights,
      spread: Math.max(round6(spread), 1e-6),
    },
  };
}

/** Score of one firm. A factor that it did not report is unknown: no points, and said so (z null). */
export function scorePrincipal(
  model: PrincipalModel,
  values: Readonly<Record<string, number | null>>,
): PrincipalScore | null {
  let known = 0;
  const contributions = model.factors.map(({ id }, j) => {
    const z = standard(
      values[id] ?? null,
      model.mean[j] as number,
      model.deviation[j] as number,
      PRINCIPAL_DEFAULTS.cut,
    );
    if (z !== null) known++;
    const points = z === null ? 0 : (z * (model.weights[j] as number) * POINTS_PER_DEVIATION) / model.spread;
    return { id, z, points };
  });
  if (known < (1 - PRINCIPAL_DEFAULTS.mostMissing) * model.factors.length) return null;
  const whole = PRINCIPAL_BASE + contributions.reduce((sum, one) => sum + one.points, 0);
  const score = Math.min(100, Math.max(0, whole));
  return { score, contributions, clipped: score - whole };
}

function correlate(z: Matrix, shrinkage: number): Matrix {
  const p = z.columns;
  const columns = Array.from({ length: p }, (_, j) => centred(z.getColumn(j)));
  const correlation = Matrix.eye(p, p);
  for (let i = 0; i < p; i++) {
    for (let j = 0; j < i; j++) {
      const r = (1 - shrinkage) * cosine(columns[i] as number[], columns[j] as number[]);
      correlation.set(i, j, r);
      correlation.set(j, i, r);
    }
  }
  return correlation;
}

function centred(values: readonly number[]): number[] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.map((value) => value - mean);
}

function cosine(a: readonly number[], b: readonly number[]): number {
  let [ab, aa, bb] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [a[i] as number, b[i] as number];
    ab += x * y;
    aa += x * x;
    bb += y * y;
  }
  return aa > 0 && bb > 0 ? ab / Math.sqrt(aa * bb) : 0;
}

function standard(value: number | null, mean: number, deviation: number, cut: number): number | null {
  if (value === null || !Number.isFinite(value)) return null;
  return Math.max(-cut, Math.min(cut, (value - mean) / deviation));
}

/** Mean and deviation of the values between the 1st and 99th hundredth: a wild report does not stretch the scale. */
function robust(rows: readonly (readonly (number | null)[])[], j: number): { middle: number; width: number } {
  const values = rows
    .map((row) => row[j])
    .filter((value): value is number => value !== null && value !== undefined && Number.isFinite(value))
    .sort((a, b) => a - b);
  const trim = Math.floor(values.length * 0.01);
  const inner = trim > 0 ? values.slice(trim, -trim) : values;
  const middle = inner.reduce((sum, value) => sum + value, 0) / inner.length;
  const width = Math.sqrt(
    inner.reduce((sum, value) => sum + (value - middle) ** 2, 0) / Math.max(1, inner.length - 1),
  );
  return { middle, width: width > 0 ? width : 1 };
}

function reportedShare(rows: readonly (readonly (number | null)[])[], j: number): number {
  return rows.length === 0
    ? 0
    : rows.filter((row) => Number.isFinite(row[j] ?? Number.NaN)).length / rows.length;
}

function spreadOf(rows: readonly (readonly (number | null)[])[], j: number): number {
  const values = rows
    .map((row) => row[j])
    .filter((value): value is number => Number.isFinite(value ?? Number.NaN));
  return Math.max(...values) - Math.min(...values);
}

function round6(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
