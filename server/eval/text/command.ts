import { resolve } from "node:path";
import { z } from "zod";
import { type Flags, readFlags, UsageError } from "#server/command/task";
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
  const given = readFlags(args, {
    task: undefined,
    train: undefined,
    test: undefined,
    folds: "5",
    seed: "1",
  });
  const { task, train, test, folds, seed } = parse(flags, given, ["task", "train", "test", "folds", "seed"]);
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
  const given = readFlags(args, {
    task: undefined,
    data: undefined,
    out: "var/models/text",
    date: new Date().toISOString().slice(0, 10),
    licence: "none stated",
    folds: "0",
    seed: "1",
  });
  const flags = parse(trainingFlags, given, ["task", "data", "out", "date", "licence", "folds", "seed"]);
  return trainText({ ...flags, data: resolve(flags.data), out: resolve(flags.out), say });
}

function parse<S extends z.ZodType>(schema: S, given: Flags, names: readonly string[]): z.infer<S> {
  const values = Object.fromEntries(names.map((name) => [name, given.optional(name)]));
  const result = schema.safeParse(values);
  if (!result.success) throw new UsageError(z.prettifyError(result.error));
  return result.data;
}
