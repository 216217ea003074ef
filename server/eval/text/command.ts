import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { z } from "zod";
import { TEXT_TASKS } from "#server/eval/text/corpora";
import { evalText } from "#server/eval/text/text";
import { trainText } from "#server/eval/text/train-text";

const flags = z.object({
  task: z.enum(TEXT_TASKS),
  train: z.string(),
  test: z.string().optional(),
  folds: z.coerce.number().int().min(2).max(20),
  seed: z.coerce.number().int().min(0),
});

/** `eval text`: reads the flags and measures. */
export function runText(args: string[], say: (text: string) => void): Promise<object> {
  const { values } = parseArgs({
    args,
    options: {
      task: { type: "string" },
      train: { type: "string" },
      test: { type: "string" },
      folds: { type: "string", default: "5" },
      seed: { type: "string", default: "1" },
      json: { type: "boolean", default: false },
    },
  });
  const { task, train, test, folds, seed } = flags.parse(values);
  return evalText({
    task,
    train: resolve(train),
    test: test === undefined ? null : resolve(test),
    folds,
    seed,
    say,
  });
}

const trainingFlags = z.object({
  task: z.enum(TEXT_TASKS),
  data: z.string(),
  out: z.string(),
  date: z.iso.date(),
  licence: z.string(),
  folds: z.coerce.number().int().min(0).max(20),
  seed: z.coerce.number().int().min(0),
});

/** `eval train-text`: reads the flags, trains and writes. */
export function runTrainText(args: string[], say: (text: string) => void): Promise<object> {
  const { values } = parseArgs({
    args,
    options: {
      task: { type: "string" },
      data: { type: "string" },
      out: { type: "string", default: "var/models/text" },
      date: { type: "string", default: new Date().toISOString().slice(0, 10) },
      licence: { type: "string", default: "none stated" },
      folds: { type: "string", default: "0" },
      seed: { type: "string", default: "1" },
      json: { type: "boolean", default: false },
    },
  });
  const flags = trainingFlags.parse(values);
  return trainText({ ...flags, data: resolve(flags.data), out: resolve(flags.out), say });
}
