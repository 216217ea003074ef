import { makeRandomFrom } from "#detectors/random";
import { createLabelReader } from "#detectors/text/model/label-model";
import { createNameReader } from "#detectors/text/model/name-model";
import { NAME_TRAINING, trainNames } from "#detectors/text/model/name-training";
import type { LabelTask } from "#detectors/text/model/tasks";
import { type CorpusText, NEGATIVE, readCorpus, type TextTask } from "#server/eval/text/corpora";
import { type LabelExample, makeExamples, namedText, trainExamples } from "#server/eval/text/examples";
import { count, type Measures, makeTally, measuresOf, round4 } from "#server/eval/text/measures";
import { ALIKE, groupNearDuplicates } from "#server/eval/text/near-duplicates";

export interface TextEval {
  readonly task: TextTask;
  readonly train: string;
  /** null: cross-validation on `train`. */
  readonly test: string | null;
  readonly folds: number;
  readonly seed: number;
  readonly say: (text: string) => void;
}

interface Split {
  readonly train: readonly number[];
  readonly test: readonly number[];
}

/**
 * `npm run eval -- text`: trains on one part and measures on another, or by folds. Whatever is a near-duplicate of a
 * text that is measured is taken out of what is learnt from, and counted. Where a test file repeats texts of the
 * training file, the figure with nothing taken out stands beside it: it is not one on unseen text.
 */
export async function evalText({ task, train, test, folds, seed, say }: TextEval): Promise<object> {
  const learnt = await readCorpus(task, train);
  const unseen = test === null ? [] : await readCorpus(task, test);
  const texts = [...learnt, ...unseen];
  const groups = groupNearDuplicates(texts.map(({ title, text }) => (text === "" ? title : text)));
  const splits = test === null ? foldSplits(groups, folds, seed) : [testSplit(groups, learnt.length)];
  const removed = test === null ? 0 : learnt.length - (splits[0] as Split).train.length;
  const measure = (parts: readonly Split[]) => measureSplits(task, texts, groups, parts, seed, say);
  return {
    task,
    ...measure(splits),
    texts: splits.reduce((sum, split) => sum + split.test.length, 0),
    trainTexts: test === null ? learnt.length : (splits[0] as Split).train.length,
    nearDuplicates: { alike: ALIKE, removedFromTrain: removed, groups: new Set(groups).size },
    ...(test === null ? { folds } : {}),
    ...(removed > 0 ? { nothingRemoved: measure([wholeSplit(learnt.length, texts.length)]) } : {}),
    seed,
  };
}

function measureSplits(
  task: TextTask,
  texts: readonly CorpusText[],
  groups: readonly number[],
  splits: readonly Split[],
  seed: number,
  say: (text: string) => void,
): object {
  const readers = task === "entity" ? nameTrainer(texts, groups) : labelTrainer(task, texts, groups);
  const said = splits.flatMap((split, at) => {
    const read = readers(split.train, seed);
    say(`${task}: part ${at + 1} of ${splits.length} is trained`);
    return split.test.map(read);
  });
  const holds = splits.flatMap((split) => split.test.map((row) => (texts[row] as CorpusText).labels));
  return task === "entity" ? scoreNames(said, holds) : scoreLabels(task, said, holds);
}

/** Learns from rows; answers what it says of a row. */
type Trainer = (rows: readonly number[], seed: number) => (row: number) => readonly string[];

function labelTrainer(task: LabelTask, texts: readonly CorpusText[], groups: readonly number[]): Trainer {
  const examples = makeExamples(texts, groups);
  return (rows, seed) => {
    const read = createLabelReader(
      trainExamples(
        task,
        rows.map((row) => examples[row] as LabelExample),
        seed,
      ),
    );
    return (row) =>
      read((examples[row] as LabelExample).input).flatMap(({ name, said }) => (said ? [name] : []));
  };
}

function nameTrainer(texts: readonly CorpusText[], groups: readonly number[]): Trainer {
  return (rows, seed) => {
    const read = createNameReader(
      trainNames(
        rows.map((row) => namedText(texts[row] as CorpusText, groups[row] as number)),
        { ...NAME_TRAINING, seed },
      ),
    );
    return (row) => read((texts[row] as CorpusText).text).map(({ name }) => name);
  };
}

function scoreNames(said: readonly (readonly string[])[], holds: readonly (readonly string[])[]): object {
  const tally = makeTally();
  holds.forEach((names, i) => {
    const own = said[i] as readonly string[];
    for (const name of new Set([...names, ...own])) count(tally, own.includes(name), names.includes(name));
  });
  return measuresOf(tally);
}

function scoreLabels(
  task: LabelTask,
  said: readonly (readonly string[])[],
  holds: readonly (readonly string[])[],
): object {
  const names = [...new Set(holds.flat())].sort();
  const byType: Record<string, Measures> = {};
  for (const name of names) {
    const tally = makeTally();
    holds.forEach((own, i) => {
      count(tally, (said[i] as readonly string[]).includes(name), own.includes(name));
    });
    byType[name] = measuresOf(tally);
  }
  if (task === "finnsp") return byType[NEGATIVE] as Measures;
  const often = Object.values(byType).filter(({ n }) => task === "finfe" || n >= 30);
  const macroF1 = round4(often.reduce((sum, { f1 }) => sum + f1, 0) / Math.max(1, often.length));
  if (task === "finese") return { macroF1, typesInMacro: often.length, byType };
  const right = holds.filter(([label], i) => label === (said[i] as readonly string[])[0]).length;
  return { accuracy: round4(right / holds.length), macroF1, byType };
}

/** Groups are dealt to the folds in a seeded order. */
function foldSplits(groups: readonly number[], folds: number, seed: number): Split[] {
  const random = makeRandomFrom(seed);
  const order = [...new Set(groups)].map((group) => ({ group, at: random() })).sort((a, b) => a.at - b.at);
  const foldOf = new Map(order.map(({ group }, i) => [group, i % folds]));
  const rows = groups.map((_, row) => row);
  const isIn = (row: number, fold: number) => foldOf.get(groups[row] as number) === fold;
  return Array.from({ length: folds }, (_, fold) => ({
    train: rows.filter((row) => !isIn(row, fold)),
    test: rows.filter((row) => isIn(row, fold)),
  }));
}

function testSplit(groups: readonly number[], learnt: number): Split {
  const tested = new Set(groups.slice(learnt));
  const rows = groups.map((_, row) => row);
  return {
    train: rows.slice(0, learnt).filter((row) => !tested.has(groups[row] as number)),
    test: rows.slice(learnt),
  };
}

function wholeSplit(learnt: number, all: number): Split {
  const rows = Array.from({ length: all }, (_, row) => row);
  return { train: rows.slice(0, learnt), test: rows.slice(learnt) };
}
