import type { ApiError } from "#domain/api/common";

/** A refusal of the server with its code, or a failure on the way to it ("network", "timeout", "unreadable"). */
export class HttpError extends Error {
  readonly code: string;
  readonly status: number;
  readonly hint: string;
  readonly details: NonNullable<ApiError["details"]>;
  readonly traceId: string | undefined;

  constructor(fault: Partial<ApiError> & { readonly code: string }, options?: ErrorOptions) {
    super(fault.message ?? fault.code, options);
    this.name = "HttpError";
    this.code = fault.code;
    this.status = fault.status ?? 0;
    this.hint = fault.hint ?? "";
    this.details = fault.details ?? [];
    this.traceId = fault.traceId;
  }

  /** true when the request may never have arrived, so that sending it again later makes sense. */
  get isUnreachable(): boolean {
    return this.status === 0 || this.status === 502 || this.status === 503 || this.status === 504;
  }
}

export function toHttpError(error: unknown): HttpError {
  if (error instanceof HttpError) return error;
  return new HttpError(
    { code: "unexpected", message: error instanceof Error ? error.message : String(error) },
    { cause: error },
  );
}
