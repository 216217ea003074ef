import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { makeIngestClient, type PostResult, ReplayRefusedError, retryAfterMs } from "#stream/replay/client";
import type { FoundSet } from "#stream/replay/find";
import { makePace, replaySet } from "#stream/replay/replay";
import { makeReplayEvent, type ReplayRow } from "#stream/replay/row";

interface Call {
  readonly path: string;
  readonly key: string | undefined;
  readonly lines: readonly string[];
}

let server: Server | null = null;
afterEach(async () => {
  await new Promise((done) => (server === null ? done(null) : server.close(done)));
  server = null;
});

/** A server of the ingest interface over HTTP: `judge` decides each call. */
async function listen(
  judge: (call: Call, n: number) => { status: number; headers?: Record<string, string>; body: unknown },
): Promise<{ url: string; calls: Call[] }> {
  const calls: Call[] = [];
  server = createServer(async (request: IncomingMessage, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const lines = Buffer.concat(parts).toString("utf8").trimEnd().split("\n");
    const call = { path: request.url ?? "", key: request.headers.authorization, lines };
    calls.push(call);
    const { status, headers, body } = judge(call, calls.length);
    response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
  });
  await new Promise<void>((done) => server?.listen(0, "127.0.0.1", done));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/sub/`, calls };
}

/** As the program answers: what is an event is taken, what is none is refused. */
function answer(lines: readonly string[]): PostResult {
  const results = lines.map((line) => {
    const id = (JSON.parse(line) as { id?: string }).id;
    return id === undefined ? { outcome: "rejected", code: "ingest.envelope" } : { outcome: "accepted" };
  });
  const rejected = results.filter((one) => one.outcome === "rejected").length;
  return {
    read: lines.length,
    accepted: lines.length - rejected,
    duplicate: 0,
    conflict: 0,
    rejected,
    results,
  };
}

describe("the client", () => {
  it("posts NDJSON with the key under the sub-path, and waits when asked to", async () => {
    const { url, calls } = await listen(({ lines }, n) =>
      n < 3
        ? { status: 429, headers: { "retry-after": "0.05" }, body: { code: "ingest.backpressure" } }
        : { status: 200, body: answer(lines) },
    );
    const client = makeIngestClient({ url, key: "secret" });
    const result = await client.post("tax", ['{"id":"a"}', '{"id":"b"}']);
    expect(result.accepted).toBe(2);
    expect(calls.map((call) => [call.path, call.key])).toEqual(
      Array(3).fill(["/sub/api/ingest/tax", "Bearer secret"]),
    );
    expect(client.waits.count).toBe(2);
    expect(client.waits.ms).toBe(100);
  });

  it("gives up at once on what waiting does not cure, with its code", async () => {
    const { url, calls } = await listen(() => ({
      status: 401,
      body: { code: "ingest.key-expired", message: "expired", hint: "new key" },
    }));
    const error = await makeIngestClient({ url, key: "x" })
      .post("tax", ["{}"])
      .catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(ReplayRefusedError);
    expect(error).toMatchObject({ code: "ingest.key-expired", status: 401 });
    expect(calls.length).toBe(1);
  });

  it("goes on after a server that is not there, as long as its patience lasts", async () => {
    const client = makeIngestClient({ url: "http://127.0.0.1:9", key: "x", patienceMs: 250 });
    await expect(client.post("tax", ["{}"])).rejects.toThrow();
    expect(client.waits.count).toBeGreaterThanOrEqual(1);
  });

  it("reads Retry-After as seconds or as a date", () => {
    const of = (value: string) =>
      retryAfterMs({ headers: new Headers({ "retry-after": value }) }, Date.parse("2026-01-01T00:00:00Z"));
    expect(of("2")).toBe(2000);
    expect(of("Thu, 01 Jan 2026 00:00:05 GMT")).toBe(5000);
    expect(of("soon")).toBeNull();
    expect(of("99999")).toBe(30_000);
  });
});

describe("a replay", () => {
  function setOf(rows: readonly ReplayRow[], sorted: boolean): FoundSet {
    const adapter = {
      set: "t",
      kinds: ["tax" as const],
      matches: () => true,
      async *read() {
        yield* rows;
      },
    };
    const file = { path: "t", head: new Uint8Array(), bytes: 0, open: async function* () {} };
    return { set: "t", sorted, parts: [{ file, adapter }] };
  }

  const event = (n: number, timeMs: number | null, kind: "tax" | "penalty" = "tax", name = `firm ${n}`) =>
    makeReplayEvent(kind, "x", `id-${n}`, timeMs, [{ name }], {});

  it("accounts for every row: accepted + duplicate + conflict + rejected = read, unreadable rows are sent as they stand", async () => {
    const { url, calls } = await listen(({ lines }) => ({ status: 200, body: answer(lines) }));
    const rows: ReplayRow[] = Array.from({ length: 1203 }, (_, i) =>
      i % 400 === 7
        ? { ok: false, row: i + 1, kind: "tax", code: "ingest.csv-row", raw: `broken ${i}` }
        : { ok: true, row: i + 1, events: [event(i, i)] },
    );
    const tally = await replaySet(setOf(rows, false), makeIngestClient({ url, key: "k" }), {
      speed: null,
      limit: null,
    });
    expect(tally).toMatchObject({
      rows: 1203,
      unmapped: 3,
      read: 1203,
      accepted: 1200,
      rejected: 3,
      codes: { "ingest.envelope": 3 },
    });
    expect(calls.every((call) => call.lines.length <= 500)).toBe(true);
    expect(calls.flatMap((call) => call.lines).some((line) => line.includes("broken 7"))).toBe(true);
  });

  it("sends a sorted set by time and keeps each firm's order over kinds", async () => {
    const { url, calls } = await listen(({ lines }) => ({ status: 200, body: answer(lines) }));
    const day = 86_400_000;
    const rows: ReplayRow[] = [
      { ok: true, row: 1, events: [event(3, 3 * day, "tax", "甲")] },
      { ok: true, row: 2, events: [event(1, 1 * day, "tax", "甲")] },
      { ok: true, row: 3, events: [event(2, 2 * day, "penalty", "甲")] },
    ];
    await replaySet(setOf(rows, true), makeIngestClient({ url, key: "k" }), { speed: null, limit: null });
    expect(calls.map((call) => call.path.split("/").at(-1))).toEqual(["tax", "penalty", "tax"]);
    expect(calls.map((call) => (JSON.parse(call.lines[0] as string) as { id: string }).id)).toEqual([
      "id-1",
      "id-2",
      "id-3",
    ]);
  });

  it("stops at the limit of rows", async () => {
    const { url } = await listen(({ lines }) => ({ status: 200, body: answer(lines) }));
    const rows: ReplayRow[] = Array.from({ length: 50 }, (_, i) => ({
      ok: true,
      row: i,
      events: [event(i, null)],
    }));
    const tally = await replaySet(setOf(rows, false), makeIngestClient({ url, key: "k" }), {
      speed: null,
      limit: 20,
    });
    expect(tally).toMatchObject({ rows: 20, read: 20 });
  });

  it("keeps the pace of the events' own times", () => {
    let now = 0;
    const pace = makePace({ speed: 10 }, () => now);
    expect(pace(1_000_000)).toBe(0);
    expect(pace(1_010_000)).toBe(1000);
    now = 400;
    expect(pace(1_010_000)).toBe(600);
    expect(pace(null)).toBe(0);
    // The next series begins earlier: a new count.
    expect(pace(500)).toBe(0);
    expect(pace(20_500)).toBe(2000);
    expect(makePace({ speed: null })(5)).toBe(0);
  });
});
