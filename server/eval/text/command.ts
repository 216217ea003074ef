import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { z } from "zod";
import { TEXT_TASKS } from "#server/eval/text/corpora";
import { evalText } from "#server/eval/text/text";

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
