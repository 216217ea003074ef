import { analyseText } from "#detectors/text/analysis";
import type { LabelModel } from "#detectors/text/model/label-model";
import { trainLabels } from "#detectors/text/model/label-training";
import type { NamedText } from "#detectors/text/model/name-training";
import { type LabelTask, TASKS } from "#detectors/text/model/tasks";
import type { ViewInput } from "#detectors/text/model/views";
import { normaliseText } from "#detectors/text/normalise";
import type { CorpusText } from "#server/eval/text/corpora";

/** A text of the corpus, made ready once. */
export interface LabelExample {
  readonly input: ViewInput;
  readonly labels: readonly string[];
  /** Near-duplicates share it. */
  readonly group: number;
}

export function makeExamples(texts: readonly CorpusText[], groups: readonly number[]): LabelExample[] {
  return texts.map(({ title, text, names, labels }, row) => {
    const analysis = analyseText(joinTitle(title, text));
    return {
      input: { text: analysis.text, names: names.map(normaliseText), analysis },
      labels,
      group: groups[row] as number,
    };
  });
}

export function trainExamples(task: LabelTask, examples: readonly LabelExample[], seed: number): LabelModel {
  const names = [...new Set(examples.flatMap(({ labels }) => labels))].sort();
  return trainLabels(
    TASKS[task],
    names,
    {
      inputs: examples.map(({ input }) => input),
      labels: examples.map(({ labels }) => labels),
      groups: examples.map(({ group }) => group),
    },
    seed,
  );
}

/** What the tagger of names learns from. */
export function namedText({ text, labels }: CorpusText, group: number): NamedText {
  return { text, names: labels, group };
}

/** A title that the text repeats says nothing new. */
export function joinTitle(title: string, text: string): string {
  return title === "" || text.trimStart().startsWith(title.trim().slice(0, 10)) ? text : `${title}。${text}`;
}
