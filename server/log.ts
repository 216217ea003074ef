import type { Logger } from "pino";

/** The logger that is passed in everywhere; a child a role. */
export type Log = Logger;

/**
 * What the log keeps of an error. Not its other fields: a database error carries its connection, and in `detail` the
 * values of the row that failed.
 */
export function loggedError(error: unknown): object {
  if (!(error instanceof Error)) return { message: String(error) };
  const { name, message, stack, cause } = error;
  const { code } = error as { code?: unknown };
  return {
    name,
    message,
    stack,
    ...(code === undefined ? {} : { code }),
    ...(cause === undefined ? {} : { cause: loggedError(cause) }),
  };
}
