import { makeRandom, shuffle } from "#detectors/random";

/**
 * Shapley values of any function by sampled orders (Štrumbelj, Kononenko 2014), each order also taken backwards, which
 * halves most of the noise. They add up to f(row) − f(base) whatever the sample, since each order does. The sample is
 * the same each time.
 */
export function sampleShapley(
  f: (inputs: Float64Array) => number,
  row: Float64Array,
  base: Float64Array,
  /** Of which feature each input speaks. */
  source: readonly number[],
  features: number,
  orders: number,
): Float64Array {
  const parts = new Float64Array(features);
  const inputs = Array.from({ length: features }, () => [] as number[]);
  source.forEach((feature, i) => {
    inputs[feature]?.push(i);
  });
  // Features that are as in the base add nothing in any order.
  const differ = [...inputs.keys()].filter((feature) => inputs[feature]?.some((i) => row[i] !== base[i]));
  const start = f(base);
  const random = makeRandom(1);
  for (let k = 0; k < orders; k++) {
    const order = shuffle(differ, random);
    for (const sequence of [order, [...order].reverse()]) {
      const now = Float64Array.from(base);
      let before = start;
      for (const feature of sequence) {
        for (const i of inputs[feature] as number[]) now[i] = row[i] as number;
        const after = f(now);
        parts[feature]! += (after - before) / (2 * orders);
        before = after;
      }
    }
  }
  return parts;
}
