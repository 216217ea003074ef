import { expect, test } from "vitest";
import { formatTraceparent, makeTrace } from "#server/http/trace";

test("a caller's trace id is kept and gets a span of our own", () => {
  const trace = makeTrace("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
  expect(trace.traceId).toBe("4bf92f3577b34da6a3ce929d0e0e4736");
  expect(trace.spanId).not.toBe("00f067aa0ba902b7");
  expect(formatTraceparent(trace)).toMatch(/^00-4bf92f3577b34da6a3ce929d0e0e4736-[0-9a-f]{16}-01$/);
});

test.each([undefined, "", "00-zz-1-01", `00-${"0".repeat(32)}-00f067aa0ba902b7-01`, "x".repeat(5000)])(
  "%j begins a new trace",
  (header) => {
    expect(makeTrace(header).traceId).toMatch(/^(?!0+$)[0-9a-f]{32}$/);
  },
);
