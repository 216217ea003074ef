import { resolve } from "node:path";
import { parseArgs } from "node:util";

export type Say = (text: string) => void;

/** One thing that a command can measure: its line of help, its flags with their defaults, and what it does with them. */
export interface Task {
  /** What comes after the task's name, and what it does. */
  readonly help: readonly [flags: string, words: string];
  readonly run: (args: string[], say: Say) => Promise<object> | object;
}

/** The flags of a task. A default of null makes a flag optional, undefined asks for it. */
export interface Flags {
  /** As given; refuses when it was asked for and is missing. */
  text(name: string): string;
  /** Resolved from where the command was called. */
  path(name: string): string;
  optional(name: string): string | undefined;
  number(name: string): number;
  isSet(name: string): boolean;
}

/** A mistake in the call: said without a stack. */
export class UsageError extends Error {
  readonly code = "usage";
}

/** Reads `--name value` and, for the names in `switches`, `--name`. */
export function readFlags(
  args: string[],
  defaults: Readonly<Record<string, string | undefined>>,
  switches: readonly string[] = [],
): Flags {
  const options: Record<string, { type: "string" | "boolean" }> = { json: { type: "boolean" } };
  for (const name of Object.keys(defaults)) options[name] = { type: "string" };
  for (const name of switches) options[name] = { type: "boolean" };
  let values: Readonly<Record<string, string | boolean | undefined>>;
  try {
    values = parseArgs({ args, options }).values as typeof values;
  } catch (cause) {
    throw new UsageError(cause instanceof Error ? cause.message : String(cause), { cause });
  }
  const text = (name: string): string => {
    const value = values[name] ?? defaults[name];
    if (typeof value !== "string") throw new UsageError(`--${name} is missing`);
    return value;
  };
  return {
    text,
    path: (name) => resolve(text(name)),
    optional: (name) => (values[name] ?? defaults[name]) as string | undefined,
    number(name) {
      const value = Number(text(name));
      if (!Number.isFinite(value)) throw new UsageError(`--${name} is a number, not ${text(name)}`);
      return value;
    },
    isSet: (name) => values[name] === true,
  };
}

/** The list of tasks, as `--help` prints it. */
export function helpOf(head: string, tasks: Readonly<Record<string, Task>>): string {
  const lines = Object.entries(tasks).map(
    ([
      name,
      {
        help: [flags, words],
      },
    ]) => [`  ${name} ${flags}`.trimEnd(), ...(words === "" ? [] : [`      ${words}`])].join("\n"),
  );
  return `${head}\n\n${lines.join("\n")}\n`;
}

/** Runs the task that the arguments name and prints its result; ends the process. */
export function runTask(head: string, tasks: Readonly<Record<string, Task>>, args: string[]): void {
  const [name, ...rest] = args;
  const say: Say = (text) => void process.stderr.write(`${text}\n`);
  const main = async (): Promise<void> => {
    if (name === undefined || name === "--help") return void process.stdout.write(helpOf(head, tasks));
    const task = Object.hasOwn(tasks, name) ? tasks[name] : undefined;
    if (task === undefined) throw new UsageError(`there is no ${name}\n\n${helpOf(head, tasks)}`);
    const result = await task.run(rest, say);
    process.stdout.write(`${JSON.stringify(result, null, rest.includes("--json") ? 0 : 2)}\n`);
  };
  main().then(
    () => process.exit(0),
    (error) => {
      say(error instanceof UsageError ? error.message : String(error?.stack ?? error));
      process.exit(1);
    },
  );
}
