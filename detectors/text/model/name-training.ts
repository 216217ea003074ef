import { makeRandomFrom } from "#detectors/random";
import { chancesAt, solveChain, TAG_COUNT } from "#detectors/text/model/chain";
import { fillScores, gatherNames, type NameModel } from "#detectors/text/model/name-model";
import { fillPlaceFeatures, PLACE_FEATURES } from "#detectors/text/model/position-features";

/** A text and the names in it that are to be found, as they stand there. */
export interface NamedText {
  readonly text: string;
  readonly names: readonly string[];
  /** Near-duplicates share it. */
  readonly group: number;
}

export interface NameTrainingOptions {
  readonly bits: number;
  readonly passes: number;
  /** Step of AdaGrad. */
  readonly rate: number;
  readonly seed: number;
}

export const NAME_TRAINING = { bits: 17, passes: 5, rate: 0.04, seed: 1 } satisfies NameTrainingOptions;

/** One text in this many is kept back to choose the threshold, then learnt from too. */
const KEPT_BACK = 5;

/** Trains the tagger: a conditional random field by AdaGrad, deterministic by seed. */
export function trainNames(texts: readonly NamedText[], options: NameTrainingOptions): NameModel {
  const isKept = ({ group }: NamedText) => group % KEPT_BACK === 0;
  const trial = quantise(
    learn(
      texts.filter((text) => !isKept(text)),
      options,
    ),
  );
  const threshold = chooseThreshold(texts.filter(isKept), { ...trial, bits: options.bits });
  return { bits: options.bits, ...quantise(learn(texts, options)), threshold };
}

function learn(texts: readonly NamedText[], { bits, passes, rate, seed }: NameTrainingOptions): Float32Array {
  const weights = new Float32Array(2 ** bits * TAG_COUNT);
  const squares = new Float32Array(weights.length).fill(1e-3);
  const prepared = texts.map(({ text, names }) => {
    const ids = new Int32Array(text.length * PLACE_FEATURES);
    fillPlaceFeatures(text, bits, ids);
    return { n: text.length, ids, tags: tagsOf(text, names) };
  });
  const random = makeRandomFrom(seed);
  const order = prepared.map((_, i) => i);
  const chances = new Float64Array(TAG_COUNT);
  for (let pass = 0; pass < passes; pass++) {
    for (let i = order.length - 1; i > 0; i--) {
      const j = Math.floor(random() * (i + 1));
      [order[i], order[j]] = [order[j] as number, order[i] as number];
    }
    for (const at of order) {
      const { n, ids, tags } = prepared[at] as (typeof prepared)[number];
      if (n < 2) continue;
      const scores = new Float64Array(n * TAG_COUNT);
      fillScores(weights, 1, ids, n, scores);
      const chain = solveChain(scores, n);
      for (let i = 0; i < n; i++) {
        chancesAt(chain, i, chances);
        for (let t = 0; t < TAG_COUNT; t++) {
          const error = (chances[t] as number) - Number(tags[i] === t);
          if (Math.abs(error) < 1e-3) continue;
          for (let f = i * PLACE_FEATURES; f < (i + 1) * PLACE_FEATURES; f++) {
            const cell = (ids[f] as number) * TAG_COUNT + t;
            const square = (squares[cell] as number) + error * error;
            squares[cell] = square;
            weights[cell] = (weights[cell] as number) - (rate * error) / Math.sqrt(square);
          }
        }
      }
    }
  }
  return weights;
}

/** Tag of each character: every place at which a name stands, longer names first. */
function tagsOf(text: string, names: readonly string[]): Uint8Array {
  const tags = new Uint8Array(text.length);
  for (const name of [...names].sort((a, b) => b.length - a.length)) {
    if (name.length < 2) continue;
    for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length)) {
      if (tags.subarray(at, at + name.length).some((tag) => tag !== 0)) continue;
      tags.fill(2, at, at + name.length);
      tags[at] = 1;
      tags[at + name.length - 1] = 3;
    }
  }
  return tags;
}

function chooseThreshold(texts: readonly NamedText[], model: Omit<NameModel, "threshold">): number {
  const candidates: { chance: number; right: boolean }[] = [];
  let wanted = 0;
  for (const { text, names } of texts) {
    const ids = new Int32Array(text.length * PLACE_FEATURES);
    const scores = new Float64Array(text.length * TAG_COUNT);
    fillPlaceFeatures(text, model.bits, ids);
    fillScores(model.table, model.step, ids, text.length, scores);
    wanted += names.length;
    if (text.length < 2) continue;
    for (const { name, chance } of gatherNames(text, scores, text.length))
      candidates.push({ chance, right: names.includes(name) });
  }
  candidates.sort((a, b) => b.chance - a.chance);
  let [hits, best, threshold] = [0, 0, 0.5];
  candidates.forEach(({ chance, right }, i) => {
    hits += Number(right);
    const f1 = (2 * hits) / (i + 1 + wanted);
    if (f1 > best) [best, threshold] = [f1, chance];
  });
  return threshold;
}

function quantise(weights: Float32Array): { table: Int8Array; step: number } {
  const sizes = weights.filter((weight) => weight !== 0).map(Math.abs);
  sizes.sort();
  const step = Math.max(1e-9, (sizes[Math.floor(sizes.length * 0.9998)] ?? 0) / 127);
  const table = Int8Array.from(weights, (weight) => Math.max(-127, Math.min(127, Math.round(weight / step))));
  return { table, step };
}
