import { z } from "zod";
import { CodedError, type Words } from "#domain/error";
import { describeIssue, type Issue } from "#domain/issue";

export type ParameterValue = number | boolean | string;
export type ParameterValues = Readonly<Record<string, ParameterValue>>;

interface Described {
  readonly id: string;
  readonly name: Words;
  /** What it does, and what more or less of it does. */
  readonly meaning: Words;
}

export interface NumberParameter extends Described {
  readonly kind: "integer" | "number";
  readonly default: number;
  /** What is taken at all. */
  readonly min: number;
  readonly max: number;
  /** What is usually sensible: shown, not enforced. */
  readonly recommended: readonly [low: number, high: number];
}

export interface BooleanParameter extends Described {
  readonly kind: "boolean";
  readonly default: boolean;
}

export interface ChoiceParameter extends Described {
  readonly kind: "choice";
  readonly default: string;
  readonly choices: readonly { readonly value: string; readonly name: Words }[];
}

/** One knob of an algorithm. Forms on the screen, checks of requests and the docs are made from it. */
export type Parameter = NumberParameter | BooleanParameter | ChoiceParameter;

type Parametrised = { readonly parameters: readonly Parameter[] };

/** The schema of an algorithm's parameters: unknown names are refused, a value not given is the default. */
export function parametersSchema(algorithm: Parametrised): z.ZodType<ParameterValues> {
  return z.strictObject(Object.fromEntries(algorithm.parameters.map((p) => [p.id, schemaOf(p)])));
}

/** All parameters of an algorithm, checked and filled with defaults. Throws `model.parameter`. */
export function fillParameters(algorithm: Parametrised, given: ParameterValues): ParameterValues {
  const read = parametersSchema(algorithm).safeParse(given);
  if (read.success) return read.data;
  const issue = read.error.issues[0] as Issue;
  throw new CodedError("model.parameter", {
    parameter: issue.path.join(".") || "parameters",
    detail: describeIssue(issue),
  });
}

function schemaOf(p: Parameter): z.ZodType<ParameterValue> {
  switch (p.kind) {
    case "integer":
      return z.int().min(p.min).max(p.max).default(p.default);
    case "number":
      return z.number().min(p.min).max(p.max).default(p.default);
    case "boolean":
      return z.boolean().default(p.default);
    case "choice":
      return z.enum(p.choices.map((choice) => choice.value)).default(p.default);
  }
}
