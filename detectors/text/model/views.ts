import type { TextAnalysis } from "#detectors/text/analysis";
import { addGrams, addWord, beginBag, endBlock, type FeatureBag } from "#detectors/text/model/feature-bag";

/** What the views look at. */
export interface ViewInput {
  /** Title and text in one, in normal form. */
  readonly text: string;
  /** Names that the text speaks of, in normal form; [] where none are given. */
  readonly names: readonly string[];
  /** What lexicon and rules found in the same text. */
  readonly analysis: TextAnalysis;
}

/**
 * Ways of looking at a text, each a block of features:
 * - short, long: runs of 1–3 and 1–4 characters.
 * - ends: how it begins and ends (a forum post's mood lies there), its length.
 * - masked: short runs with the given names replaced by one mark, so that nothing is learnt about a firm by its name.
 * - near: the same within 25 characters of a name, and how many names there are.
 * - lead: the first 60 and last 40 characters of the masked text.
 * - cues: terms of the lexicon with what mutes them, categories, negativity, offers.
 */
export const VIEWS = ["short", "long", "ends", "masked", "near", "lead", "cues"] as const;
export type View = (typeof VIEWS)[number];

/** Stands for a name that was given. */
const NAME_MARK = "\u0001";
/** Stands for what was left out. */
const CUT_MARK = "\u0002";
const NEAR = 25;

/** Fills the bag with the features of a text, one block a view. */
export function fillBag(bag: FeatureBag, input: ViewInput, views: readonly View[]): void {
  beginBag(bag);
  const masked = views.some((view) => NEEDS_MASK.has(view)) ? maskNames(input.text, input.names) : "";
  for (const view of views) {
    const seed = VIEWS.indexOf(view) * 8 + 1;
    ADDERS[view](bag, input, masked, seed);
    endBlock(bag);
  }
}

const NEEDS_MASK: ReadonlySet<View> = new Set(["masked", "near", "lead"]);

const ADDERS: Readonly<
  Record<View, (bag: FeatureBag, input: ViewInput, masked: string, seed: number) => void>
> = {
  short: (bag, { text }, _, seed) => addGrams(bag, text, seed, 1, 3),
  long: (bag, { text }, _, seed) => addGrams(bag, text, seed, 1, 4),
  ends: (bag, { text }, _, seed) => {
    addGrams(bag, text, seed, 1, 4, 0, Math.min(4, text.length));
    addGrams(bag, text, seed + 1, 1, 4, Math.max(0, text.length - 4));
    addWord(bag, `length ${Math.min(12, text.length >> 2)}`, seed + 2);
  },
  masked: (bag, _, masked, seed) => addGrams(bag, masked, seed, 1, 3),
  near: (bag, { names }, masked, seed) => {
    addGrams(bag, nearMarks(masked), seed, 1, 3);
    addWord(bag, `names ${Math.min(4, names.length)}`, seed + 1);
  },
  lead: (bag, _, masked, seed) => {
    addGrams(bag, masked, seed, 1, 3, 0, Math.min(60, masked.length));
    addGrams(bag, masked, seed + 1, 1, 3, Math.max(0, masked.length - 40));
  },
  cues: addCues,
};

function addCues(bag: FeatureBag, { analysis }: ViewInput, _: string, seed: number): void {
  for (const hit of analysis.hits) {
    addWord(bag, `${hit.term} ${hit.muted ?? ""}`, seed);
    addWord(bag, `${hit.category} ${hit.muted ?? ""}`, seed + 1);
  }
  addWord(bag, `negative ${Math.round(analysis.negative * 10)}`, seed + 2);
  if (analysis.refutes) addWord(bag, "refutes", seed + 2);
  if (analysis.rates.length > 0) addWord(bag, "rate", seed + 2);
  for (const { term } of analysis.guarantees) addWord(bag, term, seed + 3);
}

/** Longer names first, so that a name inside another does not cut it. */
function maskNames(text: string, names: readonly string[]): string {
  let masked = text;
  for (const name of [...names].sort((a, b) => b.length - a.length)) {
    if (name.length > 0) masked = masked.replaceAll(name, NAME_MARK);
  }
  return masked;
}

function nearMarks(masked: string): string {
  let out = "";
  let covered = 0;
  for (let at = masked.indexOf(NAME_MARK); at >= 0; at = masked.indexOf(NAME_MARK, at + 1)) {
    const from = Math.max(covered, at - NEAR);
    const to = Math.min(masked.length, at + NEAR + 1);
    if (from > covered || covered === 0) out += CUT_MARK;
    if (to > from) out += masked.slice(from, to);
    covered = Math.max(covered, to);
  }
  return out;
}
