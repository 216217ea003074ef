import { solveChain, spansOf, TAG_COUNT } from "#detectors/text/model/chain";
import {
  makePlaceScratch,
  PLACE_FEATURES,
  type PlaceScratch,
  placeSlot,
  visitPlaces,
} from "#detectors/text/model/position-features";

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
  const cells = packCells(model.table);
  const shift = 32 - model.bits;
  let [longest, scores] = [0, new Float64Array(0)];
  let scratch: PlaceScratch | undefined;
  const addPlace = (place: number, own: Int32Array): void => {
    let [even, odd] = [0, 0];
    for (let f = 0; f < PLACE_FEATURES; f++) {
      const packed = cells[placeSlot(f, own[f] as number, shift)] as number;
      even = (even + (packed & HALVES)) | 0;
      odd = (odd + ((packed >>> 8) & HALVES)) | 0;
    }
    const at = place * TAG_COUNT;
    scores[at] = ((even & 0xffff) - RAISED) * model.step;
    scores[at + 1] = ((odd & 0xffff) - RAISED) * model.step;
    scores[at + 2] = ((even >>> 16) - RAISED) * model.step;
    scores[at + 3] = ((odd >>> 16) - RAISED) * model.step;
  };
  return (raw) => {
    const text = raw.length > MAX_TEXT ? raw.slice(0, MAX_TEXT) : raw;
    const n = text.length;
    if (n < 2) return [];
    if (n > longest || scratch === undefined) {
      longest = Math.min(MAX_TEXT, 2 ** Math.ceil(Math.log2(n)));
      scores = new Float64Array(longest * TAG_COUNT);
      scratch = makePlaceScratch(longest);
    }
    visitPlaces(text, scratch, addPlace);
    return gatherNames(text, scores, n).filter(({ chance }) => chance >= model.threshold);
  };
}

/** What each 8-bit weight is raised by, so that it is not below 0, and all of a place. */
const RAISE = 128;
const RAISED = RAISE * PLACE_FEATURES;
/** Two sums of raised weights, each of 16 bits, in the halves of one number. */
const HALVES = 0x00ff00ff;

/** The four weights of a cell, each raised, in the four bytes of one number: one look at memory a feature. */
function packCells(table: Int8Array): Int32Array {
  return Int32Array.from({ length: table.length / TAG_COUNT }, (_, cell) => {
    let packed = 0;
    for (let t = 0; t < TAG_COUNT; t++)
      packed |= ((table[cell * TAG_COUNT + t] as number) + RAISE) << (8 * t);
    return packed;
  });
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
  for (let i = 0; i < n; i++) {
    for (let f = i * PLACE_FEATURES; f < (i + 1) * PLACE_FEATURES; f++) {
      const cell = (ids[f] as number) * TAG_COUNT;
      for (let t = 0; t < TAG_COUNT; t++) {
        const at = i * TAG_COUNT + t;
        scores[at] = (scores[at] as number) + (table[cell + t] as number);
      }
    }
  }
  for (let k = 0; k < n * TAG_COUNT; k++) scores[k] = (scores[k] as number) * step;
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
