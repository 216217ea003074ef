import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Factor,
  fitPrincipal,
  PRINCIPAL_BASE,
  type PrincipalModel,
  scorePrincipal,
} from "#detectors/finance/principal";

const FACTORS: readonly Factor[] = [
  { id: "overdue", direction: 1 },
  { id: "debt", direction: 1 },
  { id: "margin", direction: -1 },
  { id: "noise", direction: 1 },
];

/** A hidden weakness moves three factors; the fourth is its own. Deterministic. */
function rowsOf(n: number): number[][] {
  const unit = (i: number, k: number): number => {
    const x = Math.sin(i * 127.1 + k * 311.7) * 43758.5453;
    return x - Math.floor(x);
  };
  return Array.from({ length: n }, (_, i) => {
    const weak = unit(i, 1);
    return [
      0.02 + 0.2 * weak + 0.02 * unit(i, 2),
      0.4 + 0.4 * weak + 0.05 * unit(i, 3),
      0.5 - 0.4 * weak + 0.05 * unit(i, 4),
      unit(i, 5),
    ];
  });
}

const fitted = (n: number): PrincipalModel => {
  const result = fitPrincipal(FACTORS, rowsOf(n));
  if (!result.ok) throw new Error(result.reason);
  return result.model;
};

describe("principal components", () => {
  it("finds the hidden weakness first, signs by where the risk lies", () => {
    const model = fitted(200);
    const [first] = model.components;
    expect(first?.explained).toBeGreaterThan(0.65);
    expect(first?.loadings[0]).toBeGreaterThan(0.5);
    expect(first?.loadings[1]).toBeGreaterThan(0.5);
    expect(first?.loadings[2]).toBeLessThan(-0.5);
    expect(Math.abs(first?.loadings[3] as number)).toBeLessThan(0.15);
    expect(model.explained).toBeGreaterThanOrEqual(0.8);
  });

  it("loadings are of length one and stand at right angles", () => {
    const { components } = fitted(60);
    for (const a of components)
      for (const b of components) {
        const product = a.loadings.reduce((sum, x, i) => sum + x * (b.loadings[i] as number), 0);
        expect(product).toBeCloseTo(a === b ? 1 : 0, 4);
      }
  });

  it("score: base, contributions and what was clipped add up; weaker is more", () => {
    const model = fitted(200);
    const of = (overdue: number, debt: number, margin: number) =>
      scorePrincipal(model, { overdue, debt, margin, noise: 0.5 });
    fc.assert(
      fc.property(
        fc.double({ min: -1, max: 2, noNaN: true }),
        fc.double({ min: -1, max: 2, noNaN: true }),
        (a, b) => {
          const scored = of(a, b, 0.3);
          const sum = (scored?.contributions ?? []).reduce(
            (all, one) => all + one.points,
            PRINCIPAL_BASE + (scored?.clipped ?? 0),
          );
          expect(sum).toBeCloseTo(scored?.score as number, 9);
          expect(scored?.score).toBeGreaterThanOrEqual(0);
          expect(scored?.score).toBeLessThanOrEqual(100);
        },
      ),
    );
    expect(of(0.2, 0.8, 0.1)?.score as number).toBeGreaterThan(of(0.05, 0.45, 0.45)?.score as number);
  });

  it("says so when peers are few, factors few, or the firm told too little", () => {
    expect(fitPrincipal(FACTORS, rowsOf(19))).toEqual({ ok: false, reason: "few-peers", n: 19 });
    expect(
      fitPrincipal(
        FACTORS,
        rowsOf(40).map((row) => [row[0] as number, row[1] as number, null, 1]),
      ),
    ).toMatchObject({
      reason: "few-factors",
    });
    expect(scorePrincipal(fitted(40), { overdue: 0.1, debt: 0.5 })).toBeNull();
  });

  it("takes missing values, wild reports and few peers without turning round", () => {
    const rows: (number | null)[][] = rowsOf(30);
    (rows[3] as (number | null)[])[1] = null;
    (rows[4] as (number | null)[])[0] = 9e9;
    const result = fitPrincipal(FACTORS, rows);
    expect(result.ok).toBe(true);
    if (!result.ok) return;
    expect(result.model.weights[0]).toBeGreaterThan(0);
    expect(result.model.weights[2]).toBeLessThan(0);
    expect(result.model.shrinkage).toBeCloseTo(4 / 34, 5);
  });

  it("is the same for the same rows", () => {
    expect(fitted(50)).toEqual(fitted(50));
  });
});
