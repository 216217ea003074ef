import { createHash } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { type Artefact, encodeArtefact, MAX_ARTEFACT, versionOf } from "#detectors/text/model/artefact";
import { NAME_TRAINING, trainNames } from "#detectors/text/model/name-training";
import { TASKS } from "#detectors/text/model/tasks";
import { makeCard } from "#server/eval/text/card";
import { readCorpus, type TextTask } from "#server/eval/text/corpora";
import { makeExamples, namedText, trainExamples } from "#server/eval/text/examples";
import { groupNearDuplicates } from "#server/eval/text/near-duplicates";
import { evalText } from "#server/eval/text/text";
import { modelFileName } from "#server/text-models";

export interface TextTraining {
  readonly task: TextTask;
  readonly data: string;
  readonly out: string;
  readonly seed: number;
  /** Day that the card bears, YYYY-MM-DD. */
  readonly date: string;
  /** Licence of the training texts, as their source states it. */
  readonly licence: string;
  /** Folds by which the card's quality is measured; 0: not measured. */
  readonly folds: number;
  readonly say: (text: string) => void;
}

/**
 * `npm run eval -- train-text`: trains on a whole corpus and writes OUT/<task>.model with its card OUT/<task>.md. Of
 * near-duplicates with the same labels one is learnt from. The file is put in place whole or not at all.
 */
export async function trainText(training: TextTraining): Promise<object> {
  const { task, data, out, seed, folds, say } = training;
  const texts = await readCorpus(task, data);
  const groups = groupNearDuplicates(texts.map(({ title, text }) => (text === "" ? title : text)));
  const seen = new Set<string>();
  const kept = texts.flatMap((text, row) => {
    const key = `${groups[row]} ${text.labels.join()}`;
    if (seen.has(key)) return [];
    seen.add(key);
    return [row];
  });
  const quality = folds === 0 ? null : await evalText({ task, train: data, test: null, folds, seed, say });
  say(`${task}: training on ${kept.length} texts`);
  const artefact: Artefact =
    task === "entity"
      ? {
          kind: "names",
          task,
          model: trainNames(
            kept.map((row) => namedText(texts[row] as (typeof texts)[number], groups[row] as number)),
            { ...NAME_TRAINING, seed },
          ),
        }
      : {
          kind: "labels",
          task,
          model: trainExamples(
            task,
            makeExamples(
              kept.map((row) => texts[row] as (typeof texts)[number]),
              kept.map((row) => groups[row] as number),
            ),
            seed,
          ),
        };
  const bytes = encodeArtefact(artefact);
  if (bytes.length > MAX_ARTEFACT)
    throw new Error(`the model has ${bytes.length} bytes, ${MAX_ARTEFACT} are allowed`);
  const facts = {
    task,
    version: versionOf(bytes),
    bytes: bytes.length,
    data: basename(data),
    dataSha256: createHash("sha256")
      .update(await readFile(data))
      .digest("hex"),
    rows: texts.length,
    learntFrom: kept.length,
    nearDuplicates: texts.length - kept.length,
    seed,
    date: training.date,
    licence: training.licence,
  };
  await mkdir(out, { recursive: true });
  await writeWhole(join(out, modelFileName(task)), bytes);
  const shape = task === "entity" ? NAME_TRAINING : TASKS[task];
  await writeWhole(join(out, `${task}.md`), makeCard(facts, shape, quality));
  return { ...facts, file: join(out, modelFileName(task)), quality };
}

async function writeWhole(file: string, content: Uint8Array | string): Promise<void> {
  await writeFile(`${file}.part`, content);
  await rename(`${file}.part`, file);
}
