import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { ingestResult } from "#domain/api/sources";
import type { Cipher, SealedText } from "#domain/crypto";
import { CodedError } from "#domain/error";
import { envelopeSchema, INPUT_KINDS, type InputKind } from "#domain/event";
import type { IngestPort } from "#server/http/ports";
import { Refusal } from "#server/http/refusal";
import { type AnyRoute, type Context, defineRoute } from "#server/http/route";
import { batchesOf, batchesOfNdjson, readBody, rowsOfJson } from "#server/modules/ingest/bodies";
import { type KindOf, takeRows } from "#server/modules/ingest/intake";
import type { RefusalLog } from "#server/modules/ingest/refusals";
import {
  checkSignatureHeaders,
  matchesSignature,
  NONCE_HEADER,
  SIGNATURE_HEADER,
  TIMESTAMP_HEADER,
  webhookContext,
} from "#server/modules/ingest/webhook-signature";
import type { Db } from "#store/pool";
import { readWebhookSecrets, takeNonce } from "#store/source-keys";
import { findSource, type SourceRow } from "#store/sources";

export interface IngestRouteDeps {
  readonly db: Db;
  readonly cipher: Cipher;
  readonly ingest: IngestPort;
  readonly refusals: RefusalLog;
}

const NDJSON = /^application\/(?:x-)?ndjson\b|^application\/(?:jsonl|jsonlines)\b/;
const JSON_TYPE = /^application\/(?:[\w.+-]*\+)?json\b|^text\/json\b/;

/** Where data comes in: with an API key, or signed. Rows are answered one by one; a bad one never stops the others. */
export function ingestRoutes(deps: IngestRouteDeps): AnyRoute[] {
  const { ingest } = deps;
  return [
    defineRoute({
      method: "POST",
      path: "/api/ingest/:kind",
      tag: "ingest",
      summary: {
        zh: "接收事件：单个对象、JSON 数组（10 MB 以内）或 NDJSON 流；逐行应答，编号相同不重复计入",
        en: "Take events: one object, a JSON array (10 MB at most) or an NDJSON stream; an answer a row, idempotent by id",
      },
      access: { kind: "source-key" },
      bodyKind: "stream",
      bodyLimitBytes: Number.MAX_SAFE_INTEGER,
      // Parsed in the handler, so that an unknown kind has its own code and not that of a bad request.
      params: z.object({ kind: z.string().max(60) }),
      body: envelopeSchema,
      response: ingestResult,
      trail: { notAudited: "each row is kept with its source; the tallies and rejects are the trail" },
      handler: async (context) => {
        const { source } = context;
        const kind = await noted(deps, source, () => checkKind(source, context.params.kind));
        refusePressure(ingest);
        return takeBody(deps, context, source, () => kind);
      },
    }),
    defineRoute({
      method: "POST",
      path: "/api/webhook/:source",
      tag: "ingest",
      summary: {
        zh: "签名回调：HMAC-SHA256，时间窗 5 分钟，同一签名只收一次",
        en: "Signed webhook: HMAC-SHA256, five-minute window, each signature once",
      },
      access: { kind: "signature" },
      bodyKind: "stream",
      bodyLimitBytes: Number.MAX_SAFE_INTEGER,
      params: z.object({ source: z.string().regex(/^[a-z0-9-]{2,60}$/) }),
      query: z.object({ kind: z.string().max(60).optional() }),
      body: envelopeSchema,
      response: ingestResult,
      trail: { notAudited: "each row is kept with its source; the tallies and rejects are the trail" },
      rate: { per: "address", perMinute: 6000 },
      handler: async (context) => {
        const found = await findSource(deps.db, context.params.source);
        const { source, body } = await checkWebhook(
          deps,
          context,
          found?.transport === "webhook" ? found : null,
        );
        const told = context.query.kind;
        const kind =
          told === undefined ? undefined : await noted(deps, source, () => checkKind(source, told));
        return takeWhole(deps, context, source, webhookKind(source, kind), body);
      },
    }),
  ];
}

function checkKind(source: SourceRow, kind: string): InputKind {
  if (!(INPUT_KINDS as readonly string[]).includes(kind)) {
    throw new Refusal("ingest.unknown-kind", { kind: kind.slice(0, 40), known: INPUT_KINDS.join(", ") });
  }
  if (!source.kinds.includes(kind as InputKind)) {
    throw new Refusal("ingest.kind-not-allowed", { source: source.id, kind });
  }
  return kind as InputKind;
}

function refusePressure(ingest: IngestPort): void {
  const pressure = ingest.pressure();
  if (pressure === null) return;
  const seconds = pressure.retryAfterSeconds;
  throw new Refusal("ingest.backpressure", { seconds }, { retryAfterSeconds: seconds });
}

async function takeBody(deps: IngestRouteDeps, context: Context, source: SourceRow, kindOf: KindOf) {
  const { request } = context;
  const type = request.headers["content-type"] ?? "";
  if (NDJSON.test(type)) {
    const result = await takeRows(deps.ingest, source, kindOf, batchesOfNdjson(chunksOf(request)), context);
    return noted(deps, source, () => {
      if (result.read === 0) throw new Refusal("ingest.empty");
      return result;
    });
  }
  await noted(deps, source, () => {
    if (!JSON_TYPE.test(type)) throw new Refusal("request.media-type", { type: type.slice(0, 100) });
  });
  const body = await visible(deps, context, source, kindOf, () =>
    readBody(chunksOf(request), declaredBytes(request)),
  );
  return takeWhole(deps, context, source, kindOf, body);
}

async function takeWhole(
  deps: IngestRouteDeps,
  context: Context,
  source: SourceRow,
  kindOf: KindOf,
  body: Buffer,
) {
  const rows = await visible(deps, context, source, kindOf, async () => rowsOfJson(body), body);
  return takeRows(deps.ingest, source, kindOf, batchesOf(rows), context);
}

/** A call of a known source that is refused before a row of it was read is seen on the sources page as well. */
async function noted<T>(deps: IngestRouteDeps, source: SourceRow, check: () => T): Promise<T> {
  try {
    return check();
  } catch (error) {
    if (error instanceof CodedError) await deps.refusals.note(source.id, error, "");
    throw error;
  }
}

/** A body that cannot be read at all is one rejected row: it is counted and can be looked at like any other. */
async function visible<T>(
  deps: IngestRouteDeps,
  context: Context,
  source: SourceRow,
  kindOf: KindOf,
  work: () => Promise<T>,
  body?: Buffer,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof CodedError && error.code === "ingest.empty") {
      await deps.refusals.note(source.id, error, "");
    } else if (error instanceof CodedError) {
      const raw = body === undefined ? "" : body.subarray(0, 4000).toString("utf8");
      const row = { row: 1, fault: { code: error.code, params: error.params }, raw };
      await takeRows(deps.ingest, source, kindOf, [[row]], context);
    }
    throw error;
  }
}

/**
 * Cheap first: headers, then the body as far as the limit, then the signature, and only then the nonce's row. Who does
 * not know a secret learns nothing of which sources there are: one that is none (null) is told as a wrong signature.
 */
async function checkWebhook(
  deps: IngestRouteDeps,
  context: Context,
  source: SourceRow | null,
): Promise<{ source: SourceRow; body: Buffer }> {
  const { request, nowMs } = context;
  const nonce = headerOf(request, NONCE_HEADER);
  let body: Buffer = Buffer.alloc(0);
  try {
    const given = checkSignatureHeaders(
      {
        timestamp: headerOf(request, TIMESTAMP_HEADER),
        nonce,
        signature: headerOf(request, SIGNATURE_HEADER),
      },
      nowMs,
    );
    if (source === null) throw new Refusal("ingest.signature");
    body = await readBody(chunksOf(request), declaredBytes(request));
    const secrets = (await readWebhookSecrets(deps.db, source.id)).flatMap((sealed) => {
      const opened = deps.cipher.open(sealed as SealedText, webhookContext(source.id));
      return opened.ok ? [opened.plain] : [];
    });
    if (!matchesSignature(secrets, { ...given, nonce }, body)) throw new Refusal("ingest.signature");
    if (!source.enabled) throw new Refusal("ingest.source-disabled", { source: source.id });
    refusePressure(deps.ingest);
    // Without a nonce the signature is one: the same timestamp and body sign alike.
    if (!(await takeNonce(deps.db, source.id, nonce ?? given.signature)))
      throw new Refusal("ingest.replayed");
    return { source, body };
  } catch (error) {
    if (source !== null && error instanceof CodedError && error.code !== "ingest.backpressure") {
      await deps.refusals.note(source.id, error, body.subarray(0, 1000).toString("utf8"));
    }
    throw error;
  }
}

/** The address may say the kind; a source with one kind needs none; else the row's type begins with it. */
function webhookKind(source: SourceRow, told: InputKind | undefined): KindOf {
  if (told !== undefined) return () => told;
  const [only] = source.kinds;
  if (source.kinds.length === 1 && only !== undefined) return () => only;
  return (value) => {
    const type = (value as { type?: unknown } | null | undefined)?.type;
    const kind = typeof type === "string" ? type.split(".", 1)[0] : undefined;
    return source.kinds.find((one) => one === kind) ?? null;
  };
}

function chunksOf(request: FastifyRequest): AsyncIterable<Uint8Array> {
  return (request.body ?? []) as AsyncIterable<Uint8Array>;
}

function declaredBytes(request: FastifyRequest): number | null {
  const length = request.headers["content-length"];
  return length !== undefined && /^\d{1,15}$/.test(length) ? Number(length) : null;
}

function headerOf(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === "string" ? value : undefined;
}
