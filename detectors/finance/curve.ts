/** Corner points [value, risk 0–100], values ascending; constant beyond the ends. */
export type Curve = readonly (readonly [value: number, risk: number])[];

/** Risk 0–100 of a value by straight lines between the corners. */
export function riskOf(curve: Curve, value: number): number {
  const [first, last] = [curve[0], curve.at(-1)];
  if (first === undefined || last === undefined) throw new RangeError("a curve has corners");
  if (value <= first[0]) return first[1];
  for (let i = 1; i < curve.length; i++) {
    const [x0, y0] = curve[i - 1] as readonly [number, number];
    const [x1, y1] = curve[i] as readonly [number, number];
    if (value <= x1) return y0 + ((y1 - y0) * (value - x0)) / (x1 - x0);
  }
  return last[1];
}
