import { makeRandom, shuffle } from "#detectors/random";

/** Row numbers, ascending. */
export interface Split {
  readonly train: Uint32Array;
  readonly test: Uint32Array;
}

/**
 * A share of the rows for testing, the same share of each label. With `groups` (one name a row: an enterprise, a text)
 * no group is on both sides; a group counts as risky where one of its rows does.
 */
export function splitShare(labels: Uint8Array, share: number, seed: number, groups?: Groups): Split {
  const test = new Uint8Array(labels.length);
  for (const lists of shuffled(labels, seed, groups)) {
    const many = Math.max(1, Math.round(share * lists.length));
    for (const rows of lists.slice(0, many)) for (const r of rows) test[r] = 1;
  }
  return splitAt(test, (mark) => mark === 1);
}

/** Every row is tested once in `count` splits. */
export function splitFolds(labels: Uint8Array, count: number, seed: number, groups?: Groups): Split[] {
  const folds = foldsOf(labels, count, seed, groups);
  return Array.from({ length: count }, (_, k) => splitAt(folds, (fold) => fold === k));
}

/** Rows before a time are for training, the others for testing: as a model will be used. Times in one unit, any. */
export function splitByTime(times: ArrayLike<number>, since: number): Split {
  return splitAt(Array.from(times), (time) => time >= since);
}

function splitAt(folds: ArrayLike<number>, isTest: (fold: number) => boolean): Split {
  const train: number[] = [];
  const test: number[] = [];
  for (let r = 0; r < folds.length; r++) (isTest(folds[r] as number) ? test : train).push(r);
  return { train: Uint32Array.from(train), test: Uint32Array.from(test) };
}

/** The fold of every row: risky groups and the others are dealt out in turn. */
function foldsOf(labels: Uint8Array, count: number, seed: number, groups: Groups): Uint32Array {
  const fold = new Uint32Array(labels.length);
  let turn = 0;
  for (const lists of shuffled(labels, seed, groups)) {
    for (const rows of lists) {
      for (const r of rows) fold[r] = turn % count;
      turn++;
    }
  }
  return fold;
}

type Groups = readonly (string | number)[] | undefined;

/** The rows of each group, the risky groups and the others apart, each in a random order. */
function shuffled(labels: Uint8Array, seed: number, groups: Groups): number[][][] {
  const members = new Map<string | number, number[]>();
  for (let r = 0; r < labels.length; r++) {
    const group = groups?.[r] ?? r;
    const rows = members.get(group);
    if (rows === undefined) members.set(group, [r]);
    else rows.push(r);
  }
  const lists = [...members.values()];
  const random = makeRandom(seed);
  return [true, false].map((risky) => {
    const places = lists.flatMap((rows, i) => (rows.some((r) => labels[r] === 1) === risky ? [i] : []));
    return shuffle(places, random).map((i) => lists[i] as number[]);
  });
}
