import { solveChain, spansOf, TAG_COUNT } from "#detectors/text/model/chain";
import { fillPlaceFeatures, PLACE_FEATURES } from "#detectors/text/model/position-features";

/** A trained tagger of names of financial platforms that no register knows. `table` holds cells × 4 tags. */
export interface NameModel {
  readonly bits: number;
  readonly table: Int8Array;
  /** Weight of one step of the 8-bit table. */
  readonly step: number;
  /** Chance from which on a name is said. */
  readonly threshold: number;
}

export interface FoundName {
  readonly name: string;
  /** The first place at which it stands, in the text as it was given. */
  readonly start: number;
  /** 0–1: that at least one of its places is a name of this kind. */
  readonly chance: number;
}

/** Longest text that is read and longest name, characters. */
const MAX_TEXT = 4000;
const MAX_NAME = 24;
/** Spans below it are not looked at. */
const LEAST = 0.02;

/** Names in one text, those of greatest chance first. Places of one name are taken together. */
export type NameReader = (text: string) => FoundName[];

export function createNameReader(model: NameModel): NameReader {
  let ids = new Int32Array(0);
  let scores = new Float64Array(0);
  return (raw) => {
    const text = raw.length > MAX_TEXT ? raw.slice(0, MAX_TEXT) : raw;
    const n = text.length;
    if (n < 2) return [];
    if (ids.length < n * PLACE_FEATURES) {
      ids = new Int32Array(n * PLACE_FEATURES);
      scores = new Float64Array(n * TAG_COUNT);
    }
    fillPlaceFeatures(text, model.bits, ids);
    fillScores(model.table, model.step, ids, n, scores);
    return gatherNames(text, scores, n).filter(({ chance }) => chance >= model.threshold);
  };
}

/** score(place, tag) = sum of the weights of its features. */
export function fillScores(
  table: Int8Array | Float32Array,
  step: number,
  ids: Int32Array,
  n: number,
  scores: Float64Array,
): void {
  scores.fill(0, 0, n * TAG_COUNT);
  if (table instanceof Int8Array) addWholeScores(table, ids, n, scores);
  else addScores(table, ids, n, scores);
  for (let k = 0; k < n * TAG_COUNT; k++) scores[k] = (scores[k] as number) * step;
}

/** Whole numbers have a loop of their own, which the engine keeps in registers. */
function addWholeScores(table: Int8Array, ids: Int32Array, n: number, scores: Float64Array): void {
  for (let i = 0; i < n; i++) {
    let [a, b, c, d] = [0, 0, 0, 0];
    for (let f = i * PLACE_FEATURES; f < (i + 1) * PLACE_FEATURES; f++) {
      const cell = (ids[f] as number) * TAG_COUNT;
      a = (a + (table[cell] as number)) | 0;
      b = (b + (table[cell + 1] as number)) | 0;
      c = (c + (table[cell + 2] as number)) | 0;
      d = (d + (table[cell + 3] as number)) | 0;
    }
    scores[i * TAG_COUNT] = a;
    scores[i * TAG_COUNT + 1] = b;
    scores[i * TAG_COUNT + 2] = c;
    scores[i * TAG_COUNT + 3] = d;
  }
}

function addScores(table: Float32Array, ids: Int32Array, n: number, scores: Float64Array): void {
  for (let i = 0; i < n; i++) {
    for (let f = i * PLACE_FEATURES; f < (i + 1) * PLACE_FEATURES; f++) {
      const cell = (ids[f] as number) * TAG_COUNT;
      for (let t = 0; t < TAG_COUNT; t++) {
        const at = i * TAG_COUNT + t;
        scores[at] = (scores[at] as number) + (table[cell + t] as number);
      }
    }
  }
}

/** Every name with a chance worth a look, its places taken together; of names that overlap everywhere the likelier. */
export function gatherNames(text: string, scores: Float64Array, n: number): FoundName[] {
  const found = new Map<string, { start: number; left: number }>();
  for (const { start, end, chance } of spansOf(solveChain(scores, n), LEAST, MAX_NAME)) {
    const name = text.slice(start, end);
    const known = found.get(name);
    if (known === undefined) found.set(name, { start, left: 1 - chance });
    else known.left *= 1 - chance;
  }
  return [...found]
    .map(([name, { start, left }]) => ({ name, start, chance: 1 - left }))
    .sort((a, b) => b.chance - a.chance || a.start - b.start);
}
