import { z } from "zod";
import type { AlgorithmId } from "#detectors/learn/algorithm";
import { CodedError } from "#domain/error";
import { describeIssue, type Issue } from "#domain/issue";

export const numbers = z.array(z.number());
export const standardForm = z.object({
  features: z.array(z.string()),
  low: numbers,
  high: numbers,
  mean: numbers,
  deviation: numbers,
  missing: numbers,
});

/** Reads what a model's `toJSON` gave, of the algorithm and version that this program knows. Throws `model.form`. */
export function readForm<T extends z.ZodRawShape>(
  algorithm: AlgorithmId,
  version: number,
  shape: T,
  json: unknown,
) {
  const schema = z.object({ algorithm: z.literal(algorithm), version: z.literal(version), ...shape });
  const read = schema.safeParse(json);
  if (read.success) return read.data;
  const issue = read.error.issues[0] as Issue;
  const words = describeIssue(issue);
  const path = issue.path.join(".");
  throw new CodedError("model.form", { detail: { zh: `${path} ${words.zh}`, en: `${path} ${words.en}` } });
}
