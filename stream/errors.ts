/** Errors of this room. Each has a `code`; all that `retryable` is true of may pass by themselves. */
export type StreamErrorCode =
  | "stream-full"
  | "stream-unavailable"
  | "stream-refused"
  | "stream-closed"
  | "stream-bad-message"
  | "nats-connect-failed"
  | "nats-server-missing"
  | "nats-server-failed";

export class StreamError extends Error {
  readonly code: StreamErrorCode;
  readonly retryable: boolean;

  constructor(code: StreamErrorCode, message: string, retryable: boolean, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = new.target.name;
    this.code = code;
    this.retryable = retryable;
  }
}

/** The stream has reached its configured bytes or messages: the source has to slow down. */
export class StreamFullError extends StreamError {
  constructor(message: string) {
    super("stream-full", message, true);
  }
}

/** Nobody answered in time, or no connection. The message may or may not be stored: send it again under the same id. */
export class StreamUnavailableError extends StreamError {
  constructor(message: string, cause?: unknown) {
    super("stream-unavailable", message, true, cause);
  }
}

/** JetStream refused this message for what it is (too large, wrong subject). Sending it again does not help. */
export class StreamRefusedError extends StreamError {
  constructor(message: string) {
    super("stream-refused", message, false);
  }
}

export class StreamClosedError extends StreamError {
  constructor(what: string) {
    super("stream-closed", `${what} is stopped`, false);
  }
}

/** The payload is no event of ours: such a message is dead at once. */
export class BadMessageError extends StreamError {
  constructor(message: string, cause?: unknown) {
    super("stream-bad-message", message, false, cause);
  }
}

export class NatsConnectError extends StreamError {
  constructor(message: string, cause?: unknown) {
    super("nats-connect-failed", message, true, cause);
  }
}

export class NatsServerError extends StreamError {
  constructor(code: "nats-server-missing" | "nats-server-failed", message: string, cause?: unknown) {
    super(code, message, false, cause);
  }
}

/** JetStream's own numbers (`err_code`) for a store that can take no more. */
const FULL_CODES = new Set([10023, 10028, 10047, 10077, 10120, 10122]);
/** … and for a fault of JetStream that may pass: no quorum, not current, system temporarily down. */
const PASSING_CODES = new Set([10008, 10009, 10039, 10076, 10118]);

export function publishErrorOf(errCode: number, description: string): StreamError {
  const text = `JetStream refused the message: ${description} (${errCode})`;
  if (FULL_CODES.has(errCode)) return new StreamFullError(text);
  if (PASSING_CODES.has(errCode)) return new StreamUnavailableError(text);
  return new StreamRefusedError(text);
}
