import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import type { ApiError } from "#domain/api/common";
import { CodedError, type ErrorCode, makeError } from "#domain/error";
import { readLanguage } from "#server/http/language";
import { LimiterFullError } from "#server/http/limiter";
import { Refusal } from "#server/http/refusal";
import type { Trace } from "#server/http/trace";

/**
 * The HTTP edge: every error becomes a coded answer in the reader's language. What is not in the catalogue is a fault
 * of ours: it is logged with its stack and answered without a word of it.
 */
export function answerError(
  error: FastifyError | Error,
  request: FastifyRequest,
  reply: FastifyReply,
  onCode: (code: ErrorCode) => void,
): FastifyReply {
  const trace = (request as FastifyRequest & { trace?: Trace }).trace;
  const coded = toCoded(error, trace?.traceId ?? "");
  const language = readLanguage(request.headers["accept-language"]);
  const said = makeError(coded.code, coded.params, language);
  onCode(coded.code);
  if (said.status >= 500) request.log.error({ err: error, code: said.code }, "request failed");
  const body: ApiError = { ...said };
  if (coded instanceof Refusal) {
    if (coded.details !== undefined)
      body.details = coded.details.map(({ path, code, message }) => ({
        path,
        code,
        message: typeof message === "string" ? message : message[language],
      }));
    if (coded.retryAfterSeconds !== undefined) reply.header("retry-after", String(coded.retryAfterSeconds));
  }
  const { seconds } = coded.params;
  if (
    typeof seconds === "number" &&
    (said.status === 429 || said.status === 503) &&
    !reply.hasHeader("retry-after")
  ) {
    reply.header("retry-after", String(seconds));
  }
  if (trace !== undefined) body.traceId = trace.traceId;
  // A refused body was not read to its end: the connection cannot carry another request.
  if (said.status === 413) reply.header("connection", "close");
  return reply
    .code(said.status)
    .header("cache-control", "no-store")
    .type("application/json; charset=utf-8")
    .send(JSON.stringify(body));
}

function toCoded(error: FastifyError | Error, traceId: string): CodedError {
  if (error instanceof CodedError) return error;
  if (error instanceof LimiterFullError) {
    return new Refusal("request.rate", { seconds: 2 }, { retryAfterSeconds: 2 });
  }
  const code = (error as { code?: unknown }).code;
  if (typeof code === "string") {
    if (code === "FST_ERR_CTP_BODY_TOO_LARGE" || code === "FST_REQ_FILE_TOO_LARGE") {
      return new Refusal("ingest.body-too-large", { max: 0 });
    }
    if (code === "FST_ERR_CTP_INVALID_MEDIA_TYPE" || code === "FST_INVALID_MULTIPART_CONTENT_TYPE") {
      return new Refusal("request.media-type", { type: "" });
    }
    if (
      DATABASE_GONE.test(code) ||
      (code === "ENOENT" && (error as NodeJS.ErrnoException).syscall === "connect")
    )
      return new Refusal("request.unavailable", { part: "database" }, { retryAfterSeconds: 5 });
    if (code === "store.bad-cursor") return new Refusal("enterprise.cursor");
    if (code === "57014") return new Refusal("request.timeout", { seconds: 30 });
    // A text with U+0000, or with half of a character, which no column can hold.
    if (code === "22021" || code === "22P05") return new Refusal("ingest.control-character");
  }
  // pg's own words when no connection came in time.
  if (/timeout exceeded when trying to connect|Connection terminated/i.test(error.message)) {
    return new Refusal("request.unavailable", { part: "database" }, { retryAfterSeconds: 5 });
  }
  const status = (error as FastifyError).statusCode;
  if (status !== undefined && status >= 400 && status < 500) {
    return new Refusal(
      "request.invalid",
      {},
      { details: [{ path: "", code: String(code ?? status), message: error.message }] },
    );
  }
  return new CodedError("request.internal", { traceId });
}

/** Connection refused or reset, or PostgreSQL's classes 08 (connection), 53 (resources) and 57P (shutting down). */
const DATABASE_GONE = /^(?:ECONNREFUSED|ECONNRESET|EPIPE|08\w{3}|53\w{3}|57P\d{2})$/;
