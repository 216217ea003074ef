import { CodedError, type ErrorCode, type ErrorParams, type Words } from "#domain/error";

/** One place in the input and what is wrong there. */
export interface FaultDetail {
  readonly path: string;
  readonly code: string;
  /** Words of ours are of both languages; a library's are as they come. */
  readonly message: string | Words;
}

export interface RefusalExtras {
  readonly details?: readonly FaultDetail[];
  readonly retryAfterSeconds?: number;
}

/** A refusal on its way to the HTTP edge, with what only HTTP can say beside it. */
export class Refusal extends CodedError {
  readonly details: readonly FaultDetail[] | undefined;
  readonly retryAfterSeconds: number | undefined;
  constructor(code: ErrorCode, params: ErrorParams = {}, extras: RefusalExtras = {}) {
    super(code, params);
    this.name = "Refusal";
    this.details = extras.details;
    this.retryAfterSeconds = extras.retryAfterSeconds;
  }
}
