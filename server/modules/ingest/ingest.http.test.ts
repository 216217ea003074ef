import { Readable } from "node:stream";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createHarness, type Harness } from "#server/http/testing/harness";
import { signWebhook } from "#server/modules/ingest/webhook-signature";
import { instant } from "#store/pool";
import { sql } from "#store/sql";

let harness: Harness;
let key = "";
let webhookSecret = "";
beforeAll(async () => {
  harness = await createHarness();
  const http = { id: "hotline", name: "12345 热线", transport: "http", kinds: ["complaint", "judicial"] };
  key = (await harness.call("system", "POST", "/api/sources", http)).body.secret;
  const hook = { id: "court-hook", name: "法院推送", transport: "webhook", kinds: ["judicial", "penalty"] };
  webhookSecret = (await harness.call("system", "POST", "/api/sources", hook)).body.secret;
});
afterAll(() => harness.stop());
beforeEach(() => {
  harness.pressure.seconds = null;
});

let counter = 0;
function complaint(over: object = {}) {
  counter += 1;
  return {
    id: `c-${counter}`,
    source: "hotline",
    type: "complaint.filed",
    time: new Date(Date.now() - 60_000).toISOString(),
    subject: { name: "上海某某财富管理有限公司" },
    data: { text: "到期未兑付" },
    ...over,
  };
}

const post = (kind: string, body: unknown, headers: Record<string, string> = {}) =>
  harness.call(null, "POST", `/api/ingest/${kind}`, body, {
    authorization: `Bearer ${key}`,
    "content-type": "application/json",
    ...headers,
  });

async function tally(id = "hotline") {
  const { body } = await harness.call("system", "GET", "/api/sources");
  return body.sources.find((source: { id: string }) => source.id === id).total;
}

async function rejects(id = "hotline") {
  return (await harness.call("system", "GET", `/api/sources/${id}/rejects?limit=200`)).body.rows;
}

describe("what is taken", () => {
  test("one event, an array, an NDJSON stream; the same again is a duplicate, another body under an id a conflict", async () => {
    const one = complaint();
    const before = await tally();
    expect((await post("complaint", one)).body).toMatchObject({
      read: 1,
      accepted: 1,
      results: [{ row: 1, id: one.id, outcome: "accepted" }],
    });
    const [a, b] = [complaint(), complaint()];
    expect((await post("complaint", [a, b])).body).toMatchObject({ read: 2, accepted: 2 });
    const lines = `${JSON.stringify(complaint())}\n${JSON.stringify(one)}\r\n\n${JSON.stringify({ ...a, data: { text: "另一内容" } })}`;
    const answer = await post("complaint", lines, { "content-type": "application/x-ndjson" });
    expect(answer.body).toMatchObject({ read: 3, accepted: 1, duplicate: 1, conflict: 1 });
    expect(
      answer.body.results.map((row: { row: number; outcome: string }) => [row.row, row.outcome]),
    ).toEqual([
      [1, "accepted"],
      [2, "duplicate"],
      [4, "conflict"],
    ]);
    const after = await tally();
    expect(after.read - before.read).toBe(6);
    expect(after.accepted + after.duplicate + after.conflict + after.rejected).toBe(after.read);
    expect((await rejects())[0]).toMatchObject({ outcome: "conflict", code: "ingest.conflict" });
  });

  test("the key may come as x-api-key; the trace goes on with the event", async () => {
    const event = complaint();
    const answer = await harness.call(null, "POST", "/api/ingest/complaint", event, {
      "x-api-key": key,
      traceparent: "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
    });
    expect(answer.body.accepted).toBe(1);
    expect(answer.headers["x-trace-id"]).toBe("4bf92f3577b34da6a3ce929d0e0e4736");
  });

  test("a stream of 5,000 rows in odd chunks keeps its order and its counts", async () => {
    const lines = Array.from({ length: 5000 }, (_, i) =>
      i % 100 === 7 ? "{broken" : JSON.stringify(complaint()),
    ).join("\n");
    const bytes = Buffer.from(lines);
    const chunks: Buffer[] = [];
    for (let i = 0; i < bytes.length; i += 10_007) chunks.push(bytes.subarray(i, i + 10_007));
    const answer = await harness.app.inject({
      method: "POST",
      url: "/api/ingest/complaint",
      headers: { authorization: `Bearer ${key}`, "content-type": "application/x-ndjson" },
      payload: Readable.from(chunks),
    });
    const body = answer.json();
    expect(body).toMatchObject({ read: 5000, accepted: 4950, rejected: 50 });
    expect(body.results.map((row: { row: number }) => row.row)).toEqual(
      Array.from({ length: 5000 }, (_, i) => i + 1),
    );
  });
});

describe("a bad row never stops the rest of its batch", () => {
  const good = () => complaint();
  const cases: [name: string, bad: () => unknown, code: string, path?: string][] = [
    [
      "wrong check character",
      () => complaint({ subject: { code: "91310115MA1K00017X" } }),
      "ingest.code-check",
    ],
    ["unknown district", () => complaint({ district: "990199" }), "ingest.unknown-district"],
    ["future time", () => complaint({ time: "2199-01-01T00:00:00Z" }), "ingest.future-time"],
    ["no id", () => ({ ...complaint(), id: undefined }), "ingest.envelope"],
    ["another source", () => complaint({ source: "somebody-else" }), "ingest.source-mismatch"],
    ["not an object", () => 17, "ingest.envelope"],
    ["null", () => null, "ingest.envelope"],
    ["wrong data", () => complaint({ data: { text: "x", people: -1 } }), "ingest.data"],
    ["no subject", () => complaint({ subject: undefined }), "ingest.no-subject"],
    ["corrects itself", () => complaint({ id: "self", corrects: "self" }), "ingest.corrects-self"],
  ];

  test.each(cases)("%s", async (_name, bad, code) => {
    const answer = await post("complaint", [good(), bad(), good()]);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ read: 3, accepted: 2, rejected: 1 });
    const row = answer.body.results[1];
    expect(row).toMatchObject({ row: 2, outcome: "rejected", code });
    expect(row.message.length).toBeGreaterThan(3);
    expect(row.hint.length).toBeGreaterThan(3);
    expect((await rejects())[0]).toMatchObject({ code, row: 2, outcome: "rejected" });
  });

  test.each([
    ["broken UTF-8", Buffer.from([0x7b, 0x22, 0xe6, 0xb1, 0x22, 0x7d]), "ingest.bad-utf8"],
    ["broken JSON", Buffer.from("{nonsense"), "ingest.bad-json"],
    ["deep JSON", Buffer.from(`{"data":${"[".repeat(50)}${"]".repeat(50)}}`), "ingest.too-deep"],
    ["a line of more than 1 MB", Buffer.from(`{"id":"${"x".repeat(1_100_000)}"}`), "ingest.row-too-large"],
  ])("NDJSON line: %s", async (_name, line, code) => {
    const body = Buffer.concat([
      Buffer.from(`${JSON.stringify(good())}\n`),
      line,
      Buffer.from(`\n${JSON.stringify(good())}\n`),
    ]);
    const answer = await post("complaint", body, { "content-type": "application/x-ndjson" });
    expect(answer.body).toMatchObject({ read: 3, accepted: 2, rejected: 1 });
    expect(answer.body.results[1]).toMatchObject({ row: 2, outcome: "rejected", code });
    expect((await rejects())[0].code).toBe(code);
  });

  test("what a schema and a parser say is of the reader's language, with the field's path", async () => {
    const bad = [complaint({ data: { text: "x", people: -1 } }), { ...complaint(), id: undefined }];
    const lines = `${bad.map((row) => JSON.stringify(row)).join("\n")}\n{"a":1,}\n`;
    const said = async (language: string) => {
      const headers = { "content-type": "application/x-ndjson", "accept-language": language };
      const answer = await post("complaint", lines, headers);
      return answer.body.results.map((row: { message: string }) => row.message);
    };
    expect(await said("zh-CN")).toEqual([
      "complaint 数据不合格：data.people 数值不能小于 0",
      "事件信封不合格：id 必填",
      "JSON 无法解析：第 1 行第 8 个字符处应为带双引号的键名",
    ]);
    for (const message of await said("en")) expect(message).toMatch(/^[ -~]+$/);
    const kept = (await rejects()).slice(0, 6).map((row: { message: string }) => row.message);
    expect(kept.filter((message: string) => message.includes("必填"))).toHaveLength(2);
  });

  test("a well-formed corrected code passes, so the check is not a wall", async () => {
    const answer = await post("complaint", complaint({ subject: { code: "91350100M000100Y43" } }));
    expect(answer.body).toMatchObject({ accepted: 1 });
  });
});

describe("a body that cannot be read is refused as a whole, counted and shown", () => {
  const whole: [name: string, body: Buffer | string, status: number, code: string][] = [
    [
      "10 MB and more",
      Buffer.from(`[${`${JSON.stringify({ a: "x".repeat(1000) })},`.repeat(10_500)}1]`),
      413,
      "ingest.body-too-large",
    ],
    ["broken UTF-8", Buffer.from([0x22, 0xe6, 0xb1, 0x22]), 400, "ingest.bad-utf8"],
    ["deep JSON", `${"[".repeat(100_000)}${"]".repeat(100_000)}`, 400, "ingest.too-deep"],
    ["no JSON", "<xml/>", 400, "ingest.bad-json"],
  ];
  test.each(whole)("%s", async (_name, body, status, code) => {
    const before = await tally();
    const answer = await post("complaint", body, { "accept-language": "en" });
    expect(answer).toMatchObject({ status, body: { code, status } });
    expect(answer.body.hint).toMatch(/[A-Za-z]/);
    const after = await tally();
    expect([after.read - before.read, after.rejected - before.rejected]).toEqual([1, 1]);
    expect((await rejects())[0].code).toBe(code);
  });

  test("a declared length is believed before a byte is read", async () => {
    const answer = await post("complaint", "[]", { "content-length": String(11 * 1024 * 1024) });
    expect(answer.body.code).toBe("ingest.body-too-large");
  });

  test("nothing, an empty array, another type", async () => {
    expect((await post("complaint", "")).body.code).toBe("ingest.empty");
    expect((await post("complaint", "[]")).body.code).toBe("ingest.empty");
    expect((await post("complaint", "\n \n", { "content-type": "application/x-ndjson" })).body.code).toBe(
      "ingest.empty",
    );
    expect(
      (await post("complaint", "a=b", { "content-type": "application/x-www-form-urlencoded" })).body.code,
    ).toBe("request.media-type");
    const codes = (await rejects()).map((row: { code: string }) => row.code);
    expect(codes).toEqual(expect.arrayContaining(["ingest.empty", "request.media-type"]));
  });

  test("a broken byte, a broken row or a row of megabytes leaves its neighbours in the array alone", async () => {
    const [a, b] = [complaint(), complaint()];
    const long = { ...complaint(), data: { text: "x".repeat(1024 * 1024) } };
    const body = Buffer.concat([
      Buffer.from(`[${JSON.stringify(a)},`),
      Buffer.from([0x7b, 0x22, 0xe6, 0xb1, 0x22, 0x7d]),
      Buffer.from(`,{"id":},${JSON.stringify(long)},${JSON.stringify(b)}]`),
    ]);
    const answer = await post("complaint", body);
    expect(answer.body).toMatchObject({ read: 5, accepted: 2, rejected: 3 });
    expect(answer.body.results.map((one: { code?: string }) => one.code ?? "")).toEqual([
      "",
      "ingest.bad-utf8",
      "ingest.bad-json",
      "ingest.row-too-large",
      "",
    ]);
  });

  test("a row that is too deep leaves its neighbours in the array alone; another district is another body", async () => {
    const deep = {
      ...complaint(),
      data: { text: "x", facts: JSON.parse(`${"[".repeat(40)}${"]".repeat(40)}`) },
    };
    const [a, b] = [complaint(), complaint()];
    const answer = await post("complaint", [a, deep, b]);
    expect(answer.body).toMatchObject({ read: 3, accepted: 2, rejected: 1 });
    expect(answer.body.results[1]).toMatchObject({ row: 2, outcome: "rejected", code: "ingest.too-deep" });
    const one = { ...complaint(), district: "310101" };
    expect((await post("complaint", one)).body).toMatchObject({ accepted: 1 });
    expect((await post("complaint", { ...one, district: "310104" })).body).toMatchObject({ conflict: 1 });
    const words = async (language: string) =>
      (
        await harness.call("system", "GET", `/api/sources/hotline/rejects?limit=200`, undefined, {
          "accept-language": language,
        })
      ).body.rows.find((row: { code: string }) => row.code === "ingest.too-deep").message;
    expect(await words("zh-CN")).toMatch(/\p{Script=Han}/u);
    expect(await words("en")).not.toMatch(/\p{Script=Han}/u);
  });
});

describe("keys and kinds", () => {
  test("none, unknown, of a kind that it may not send, of no kind", async () => {
    const bare = (headers: Record<string, string>) =>
      harness.call(null, "POST", "/api/ingest/complaint", complaint(), headers);
    expect(await bare({})).toMatchObject({ status: 401, body: { code: "ingest.key-missing" } });
    expect(await bare({ authorization: "Bearer gl_nonsense-that-is-long-enough" })).toMatchObject({
      status: 401,
      body: { code: "ingest.key-unknown" },
    });
    // A session is not a key.
    expect(await bare({ cookie: await harness.cookieOf("system") })).toMatchObject({
      status: 401,
      body: { code: "ingest.key-missing" },
    });
    expect((await post("tax", complaint())).body).toMatchObject({
      code: "ingest.kind-not-allowed",
      status: 403,
    });
    expect((await post("weather", complaint())).body).toMatchObject({
      code: "ingest.unknown-kind",
      status: 404,
    });
    expect((await post("tick", complaint())).body.code).toBe("ingest.unknown-kind");
    const codes = (await rejects()).map((row: { code: string }) => row.code);
    expect(codes).toEqual(expect.arrayContaining(["ingest.unknown-kind", "ingest.kind-not-allowed"]));
  });

  test("expired: says when, and is visible at the source", async () => {
    const made = await harness.call("system", "POST", "/api/sources", {
      id: "old-feed",
      name: "旧接口",
      transport: "http",
      kinds: ["complaint"],
      keyDays: 1,
    });
    await harness.database.pool.execute(
      sql`update source_keys set expires_at = ${instant(Date.parse("2026-01-02T03:00:00Z"))}::timestamptz where source_id = 'old-feed'`,
    );
    const call = () =>
      harness.call(null, "POST", "/api/ingest/complaint", complaint(), {
        authorization: `Bearer ${made.body.secret}`,
      });
    const answer = await call();
    expect(answer).toMatchObject({ status: 401, body: { code: "ingest.key-expired" } });
    expect(answer.body.message).toContain("2026-01-02");
    await call();
    // Counted once in ten seconds: a sender that tries for ever fills no table.
    expect(await tally("old-feed")).toMatchObject({ read: 1, rejected: 1 });
    expect((await rejects("old-feed"))[0]).toMatchObject({ code: "ingest.key-expired", row: null });
  });

  test("rotation: the new key works, the old one no longer; keepOld leaves both", async () => {
    const made = await harness.call("system", "POST", "/api/sources", {
      id: "rotating",
      name: "轮换",
      transport: "http",
      kinds: ["complaint"],
    });
    const use = (secret: string) =>
      harness.call(null, "POST", "/api/ingest/complaint", complaint({ source: "rotating" }), {
        authorization: `Bearer ${secret}`,
      });
    const second = (await harness.call("system", "POST", "/api/sources/rotating/key", { keepOld: true })).body
      .secret;
    expect([(await use(made.body.secret)).status, (await use(second)).status]).toEqual([200, 200]);
    const third = (await harness.call("system", "POST", "/api/sources/rotating/key", {})).body.secret;
    expect([
      (await use(made.body.secret)).status,
      (await use(second)).status,
      (await use(third)).status,
    ]).toEqual([401, 401, 200]);
    expect((await use(second)).body).toMatchObject({ code: "ingest.key-revoked" });
    const keys = (await harness.call("system", "GET", "/api/sources/rotating/keys")).body.keys;
    expect(keys.map((row: { revokedAt: string | null }) => row.revokedAt === null)).toEqual([
      true,
      false,
      false,
    ]);
    expect(JSON.stringify(keys)).not.toContain(third);
    await harness.call("system", "PATCH", "/api/sources/rotating", { enabled: false });
    expect((await use(third)).body.code).toBe("ingest.source-disabled");
  });
});

describe("pressure", () => {
  test("a full pipeline answers 429 with Retry-After before the body is read; nothing is counted", async () => {
    harness.pressure.seconds = 7;
    const before = await tally();
    const answer = await post("complaint", complaint());
    expect(answer).toMatchObject({ status: 429, body: { code: "ingest.backpressure" } });
    expect(answer.headers["retry-after"]).toBe("7");
    expect(await tally()).toEqual(before);
  });

  test("a stream that is being read waits, and goes on when there is room", async () => {
    const lines = Array.from({ length: 1200 }, () => `${JSON.stringify(complaint())}\n`);
    const taken = (await harness.stream.lag()).messages;
    async function* slowly() {
      yield Buffer.from(lines.slice(0, 600).join(""));
      while ((await harness.stream.lag()).messages < taken + 500)
        await new Promise((resolve) => setTimeout(resolve, 10));
      harness.pressure.seconds = 3;
      setTimeout(() => {
        harness.pressure.seconds = null;
      }, 1200);
      yield Buffer.from(lines.slice(600).join(""));
    }
    const started = performance.now();
    const answer = await harness.app.inject({
      method: "POST",
      url: "/api/ingest/complaint",
      headers: { authorization: `Bearer ${key}`, "content-type": "application/x-ndjson" },
      payload: Readable.from(slowly()),
    });
    expect(answer.json()).toMatchObject({ read: 1200, accepted: 1200 });
    expect(performance.now() - started).toBeGreaterThan(1000);
  });
});

describe("webhook", () => {
  function call(
    body: string,
    over: Partial<{
      timestamp: string;
      nonce: string | null;
      signature: string;
      source: string;
      secret: string;
      query: string;
    }> = {},
  ) {
    const timestamp = over.timestamp ?? String(Math.floor(harness.clock.now() / 1000));
    const nonce = over.nonce === undefined ? `nonce-${++counter}` : over.nonce;
    const signature =
      over.signature ??
      signWebhook(over.secret ?? webhookSecret, timestamp, nonce ?? undefined, Buffer.from(body));
    return harness.call(
      null,
      "POST",
      `/api/webhook/${over.source ?? "court-hook"}${over.query ?? ""}`,
      body,
      {
        "content-type": "application/json",
        "x-guanlan-timestamp": timestamp,
        "x-guanlan-signature": signature,
        ...(nonce === null ? {} : { "x-guanlan-nonce": nonce }),
      },
    );
  }
  const filed = (over: object = {}) =>
    JSON.stringify(
      complaint({ source: "court-hook", type: "judicial.filed", data: { stage: "filed" }, ...over }),
    );

  test("signed: taken, with the kind from the row or the address", async () => {
    expect((await call(filed())).body).toMatchObject({ read: 1, accepted: 1 });
    const penalty = JSON.stringify(
      complaint({ source: "court-hook", type: "fined", data: { category: "administrative" } }),
    );
    expect((await call(penalty, { query: "?kind=penalty" })).body).toMatchObject({ accepted: 1 });
    const mixed = `[${filed()},${JSON.stringify(complaint({ source: "court-hook", type: "penalty.made", data: { category: "blacklist" } }))},${JSON.stringify(complaint({ source: "court-hook", type: "weather.rain" }))}]`;
    const answer = await call(mixed);
    expect(answer.body).toMatchObject({ read: 3, accepted: 2, rejected: 1 });
    expect(answer.body.results[2]).toMatchObject({ row: 3, code: "ingest.unknown-kind" });
  });

  test("a changed body, another secret, no signature, an unknown source: one and the same refusal", async () => {
    const body = filed();
    const timestamp = String(Math.floor(harness.clock.now() / 1000));
    const signature = signWebhook(webhookSecret, timestamp, "nonce-x-1", Buffer.from(body));
    for (const answer of [
      await call(`${body} `, { timestamp, nonce: "nonce-x-1", signature }),
      await call(body, { secret: "gl_wrong" }),
      await call(body, { source: "no-such-hook" }),
      // An HTTP source has a key and no webhook.
      await call(body, { source: "hotline" }),
    ]) {
      expect(answer).toMatchObject({ status: 401, body: { code: "ingest.signature" } });
      for (const part of ["x-guanlan-timestamp", "x-guanlan-nonce", "x-guanlan-signature", "HMAC-SHA256"])
        expect(answer.body.hint).toContain(part);
    }
    expect(
      (await rejects("court-hook")).some((row: { code: string }) => row.code === "ingest.signature"),
    ).toBe(true);
  });

  test("a header that is missing or malformed is named, whether or not there is such a source", async () => {
    const body = filed();
    for (const source of ["court-hook", "no-such-hook"]) {
      for (const [over, header] of [
        [{ signature: "nonsense" }, "x-guanlan-signature"],
        [{ timestamp: "" }, "x-guanlan-timestamp"],
        [{ nonce: "a b" }, "x-guanlan-nonce"],
      ] as const) {
        const answer = await call(body, { ...over, source });
        expect(answer).toMatchObject({ status: 401, body: { code: "ingest.signature-header" } });
        expect(answer.body.message).toContain(header);
      }
      expect((await call(body, { timestamp: "1700000000", source })).body.code).toBe("ingest.signature-time");
    }
    expect(
      (await rejects("court-hook")).some((row: { code: string }) => row.code === "ingest.signature-header"),
    ).toBe(true);
  });

  test("an old, a future and a nonsense timestamp", async () => {
    const seconds = Math.floor(harness.clock.now() / 1000);
    for (const timestamp of [String(seconds - 301), String(seconds + 301), "yesterday", "17"]) {
      expect((await call(filed(), { timestamp })).body.code).toBe("ingest.signature-time");
    }
    expect((await call(filed(), { timestamp: String(seconds - 250) })).status).toBe(200);
  });

  test("replayed: the same call again is refused, by its nonce or by its signature", async () => {
    const body = filed();
    expect((await call(body, { nonce: "nonce-once" })).status).toBe(200);
    expect(await call(body, { nonce: "nonce-once" })).toMatchObject({
      status: 409,
      body: { code: "ingest.replayed" },
    });
    const timestamp = String(Math.floor(harness.clock.now() / 1000) - 5);
    expect((await call(body, { nonce: null, timestamp })).status).toBe(200);
    expect((await call(body, { nonce: null, timestamp })).body.code).toBe("ingest.replayed");
    // With a fresh timestamp it is a new call; the event itself is a duplicate.
    expect((await call(body, { nonce: null })).body).toMatchObject({ duplicate: 1 });
  });

  test("a broken body under a right signature is counted like any other", async () => {
    const before = await tally("court-hook");
    expect((await call("{broken")).body.code).toBe("ingest.bad-json");
    expect((await tally("court-hook")).rejected).toBe(before.rejected + 1);
  });
});
