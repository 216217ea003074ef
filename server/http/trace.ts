import { randomBytes } from "node:crypto";

/** W3C trace context: what comes in with a request and goes on with its event. */
export interface Trace {
  readonly traceId: string;
  readonly spanId: string;
  readonly sampled: boolean;
}

const TRACEPARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;

/** Goes on with the caller's trace when its header is well formed, else begins a new one. */
export function makeTrace(header: string | undefined): Trace {
  const match = header === undefined ? null : TRACEPARENT.exec(header.trim().toLowerCase());
  const spanId = randomBytes(8).toString("hex");
  if (match === null || /^0+$/.test(match[1] as string) || /^0+$/.test(match[2] as string)) {
    return { traceId: randomBytes(16).toString("hex"), spanId, sampled: true };
  }
  return {
    traceId: match[1] as string,
    spanId,
    sampled: (Number.parseInt(match[3] as string, 16) & 1) === 1,
  };
}

export function formatTraceparent(trace: Trace): string {
  return `00-${trace.traceId}-${trace.spanId}-${trace.sampled ? "01" : "00"}`;
}
