import type { LabelReading } from "#detectors/text/model/label-model";
import { makeRandom } from "#detectors/text/model/random";
import { type CorpusText, NEGATIVE, readCorpus, type TextTask } from "#server/eval/text/corpora";
import { type LabelExample, makeExamples, readExamples, train } from "#server/eval/text/label-run";
import { count, makeTally, measuresOf, round4 } from "#server/eval/text/measures";
import { groupNearDuplicates } from "#server/eval/text/near-duplicates";

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
 * text that is measured is taken out of what is learnt from, and counted.
 */
export async function evalText({
  task,
  train: trainFile,
  test,
  folds,
  seed,
  say,
}: TextEval): Promise<object> {
  const learnt = await readCorpus(task, trainFile);
  const unseen = test === null ? [] : await readCorpus(task, test);
  const texts = [...learnt, ...unseen];
  const groups = groupNearDuplicates(texts.map(({ title, text }) => (text === "" ? title : text)));
  const splits = test === null ? foldSplits(groups, folds, seed) : [testSplit(groups, learnt.length)];
  const measured = splits.flatMap((split) => split.test);
  const removed = test === null ? 0 : learnt.length - (splits[0] as Split).train.length;
  const examples = makeExamples(texts, groups);
  const readings = new Map<number, LabelReading[]>();
  for (const [at, split] of splits.entries()) {
    const model = train(task as "finnsp", pick(examples, split.train), seed);
    const read = readExamples(model, pick(examples, split.test));
    split.test.forEach((row, i) => void readings.set(row, read[i] as LabelReading[]));
    say(`${task}: part ${at + 1} of ${splits.length}`);
  }
  return {
    task,
    ...scoreLabels(
      task,
      measured.map((row) => texts[row] as CorpusText),
      measured.map((row) => readings.get(row) as LabelReading[]),
    ),
    texts: measured.length,
    trainTexts: learnt.length,
    nearDuplicates: { removedFromTrain: removed, groups: new Set(groups).size },
    ...(test === null ? { folds } : {}),
    seed,
  };
}

function scoreLabels(
  task: TextTask,
  texts: readonly CorpusText[],
  readings: readonly LabelReading[][],
): object {
  const said = readings.map((reading) => reading.filter((label) => label.said).map(({ name }) => name));
  const names = [...new Set(texts.flatMap(({ labels }) => labels))].sort();
  const byType = Object.fromEntries(
    names.map((name) => {
      const tally = makeTally();
      texts.forEach(({ labels }, i) => {
        count(tally, (said[i] as string[]).includes(name), labels.includes(name));
      });
      return [name, measuresOf(tally)];
    }),
  );
  const often = Object.values(byType).filter(({ n }) => task !== "finese" || n >= 30);
  const macroF1 = round4(often.reduce((sum, { f1 }) => sum + f1, 0) / Math.max(1, often.length));
  if (task === "finnsp") return byType[NEGATIVE] as object;
  if (task === "finese") return { byType, macroF1, typesInMacro: often.length };
  const right = texts.filter(({ labels }, i) => labels[0] === (said[i] as string[])[0]).length;
  return { accuracy: round4(right / texts.length), macroF1, byType };
}

/** Groups are dealt to the folds in a seeded order. */
function foldSplits(groups: readonly number[], folds: number, seed: number): Split[] {
  const random = makeRandom(seed);
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

function pick(examples: readonly LabelExample[], rows: readonly number[]): LabelExample[] {
  return rows.map((row) => examples[row] as LabelExample);
}
