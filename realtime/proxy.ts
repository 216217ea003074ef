import type { HttpRequest, HttpResponse } from "uWebSockets.js";
import type { ClientRequest } from "node:http";
import { Agent, type IncomingMessage, request } from "node:http";
import type { Upstream } from "#realtime/engine";
import { makeForwarded, makeProxyTrust, plainAddress, stripBase, type TrustedProxies } from "#realtime/peer";

export interface ProxyConfig {
  readonly upstream: Upstream;
  readonly basePath: string;
  readonly tls: boolean;
  readonly trustedProxies: TrustedProxies;
  /** Open requests to the upstream; more wait. */
  readonly maxSockets: number;
  /** A body of which nothing comes for this long is cut. */
  readonly bodyIdleMs: number;
}

/** Belong to one hop and are made anew, or are written by the server library itself. */
const HOP_HEADERS = new Set([
  "connection",
  "keep-alive",
  "proxy-connection",
  "proxy-authenticate",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "expect",
]);
/** Written by uWebSockets.js itself. */
const LIBRARY_HEADERS = new Set(["content-length", "date"]);
const FORWARDED_HEADERS = new Set([
  "x-forwarded-for",
  "x-forwarded-proto",
  "x-forwarded-host",
  "x-forwarded-prefix",
  "x-forwarded-port",
  "x-real-ip",
  "forwarded",
]);

export interface Proxy {
  readonly handle: (res: HttpResponse, req: HttpRequest) => void;
  readonly stats: { requests: number; failed: number; aborted: number };
  /** Resolves when no request is under way any more, or after `maxMs`. */
  drain(maxMs: number): Promise<void>;
  stop(): void;
}

/**
 * Hands everything that is not push to the program's own HTTP server, streaming in both directions: neither a body
 * nor an answer is ever held as a whole, a slow side slows the other, and an end that breaks off breaks the other off.
 */
export function createProxy(config: ProxyConfig): Proxy {
  const agent = new Agent({ keepAlive: true, maxSockets: config.maxSockets, maxFreeSockets: 64 });
  const isTrusted = makeProxyTrust(config.trustedProxies);
  const stats = { requests: 0, failed: 0, aborted: 0 };
  const open = new Set<Exchange>();
  // The library cuts a body that brings less than 16 KB a second for ten seconds: too strict for a source that sends
  // its events as they happen over one request. Pausing and resuming starts its clock anew.
  const keeper = setInterval(() => {
    for (const exchange of open) {
      if (exchange.ended || exchange.upstream.writableEnded || exchange.unpause !== null) continue;
      if (performance.now() - exchange.heardMs < config.bodyIdleMs) {
        exchange.res.pause();
        exchange.res.resume();
      }
    }
  }, 4000);
  keeper.unref();

  function handle(res: HttpResponse, req: HttpRequest): void {
    stats.requests++;
    const url = req.getUrl();
    // Its type says string, but it is undefined where the address has no "?".
    const query = (req.getQuery() as string | undefined) ?? "";
    if (config.basePath !== "/" && url === config.basePath.slice(0, -1)) {
      const target = query === "" ? config.basePath : `${config.basePath}?${query}`;
      res.writeStatus("308 Permanent Redirect").writeHeader("location", target).end();
      return;
    }
    const path = stripBase(url, config.basePath) + (query === "" ? "" : `?${query}`);
    const method = req.getCaseSensitiveMethod().toUpperCase();
    const { headers, hasBody } = copyHeaders(res, req);
    pass(res, { method, path, headers, hasBody }, false);
  }

  function copyHeaders(res: HttpResponse, req: HttpRequest): { headers: string[]; hasBody: boolean } {
    const address = plainAddress(Buffer.from(res.getRemoteAddressAsText()).toString());
    const trusted = isTrusted(address);
    const given = new Map<string, string>();
    const headers: string[] = [];
    const own = connectionHeaders(req.getHeader("connection"));
    req.forEach((name, value) => {
      given.set(name, value);
      if (!HOP_HEADERS.has(name) && !FORWARDED_HEADERS.has(name) && !own.has(name)) headers.push(name, value);
    });
    const forwarded = makeForwarded({ address, tls: config.tls, basePath: config.basePath, trusted }, given);
    for (const [name, value] of Object.entries(forwarded)) headers.push(name, value);
    const length = given.get("content-length");
    const chunked = given.has("transfer-encoding");
    if (chunked) headers.push("transfer-encoding", "chunked");
    return { headers, hasBody: chunked || (length !== undefined && length !== "0") };
  }

  function pass(res: HttpResponse, what: Passed, isRetry: boolean): void {
    const upstream = request({
      ...config.upstream,
      agent,
      method: what.method,
      path: what.path,
      headers: what.headers,
    });
    const exchange: Exchange =
      isRetry && what.exchange
        ? what.exchange
        : { res, ended: false, answered: false, heardMs: performance.now(), unpause: null, upstream };
    exchange.upstream = upstream;
    if (!isRetry) {
      res.onAborted(() => {
        if (!exchange.ended) stats.aborted++;
        exchange.ended = true;
        exchange.upstream.destroy();
      });
      open.add(exchange);
      if (what.hasBody) sendBody(res, exchange);
    }
    upstream.on("response", (answer) => {
      exchange.answered = true;
      if (exchange.ended) answer.destroy();
      else sendAnswer(res, what.method, answer, exchange);
    });
    upstream.on("error", (error: NodeJS.ErrnoException) => {
      if (exchange.ended || exchange.answered) return;
      // A kept-alive connection that the other end closed just now: nothing was lost, ask once more.
      if (upstream.reusedSocket && SAFE.has(what.method) && !isRetry && error.code === "ECONNRESET") {
        pass(res, { ...what, exchange }, true);
        return;
      }
      stats.failed++;
      exchange.unpause?.();
      exchange.ended = true;
      res.cork(() => {
        res.writeStatus("502 Bad Gateway").writeHeader("content-type", "application/json; charset=utf-8");
        res.end(
          '{"code":"upstream.unavailable","status":502,"message":"服务暂不可用","hint":"稍后重试"}',
          what.hasBody,
        );
      });
    });
    upstream.on("close", () => {
      if (exchange.upstream === upstream) open.delete(exchange);
    });
    if (!what.hasBody) upstream.end();
  }

  return {
    handle,
    stats,
    async drain(maxMs) {
      const endMs = performance.now() + maxMs;
      while (open.size > 0 && performance.now() < endMs) {
        for (const exchange of open) if (exchange.ended) open.delete(exchange);
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    },
    stop() {
      clearInterval(keeper);
      agent.destroy();
    },
  };
}

/** Headers that `Connection` names belong to this hop too. */
function connectionHeaders(value: string): ReadonlySet<string> {
  if (value === "") return NONE;
  return new Set(
    value
      .toLowerCase()
      .split(",")
      .map((name) => name.trim()),
  );
}
const NONE: ReadonlySet<string> = new Set();
const SAFE: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS"]);

interface Passed {
  readonly method: string;
  readonly path: string;
  readonly headers: string[];
  readonly hasBody: boolean;
  readonly exchange?: Exchange;
}

interface Exchange {
  readonly res: HttpResponse;
  /** Nothing more may be done with the client's side. */
  ended: boolean;
  answered: boolean;
  /** When the client last sent a part of its body. */
  heardMs: number;
  /** Lets the client's body flow again; set while it is held back. */
  unpause: (() => void) | null;
  upstream: ClientRequest;
}

function sendBody(res: HttpResponse, exchange: Exchange): void {
  res.onData((chunk, isLast) => {
    const { upstream } = exchange;
    exchange.heardMs = performance.now();
    if (exchange.ended || upstream.destroyed || upstream.writableEnded) return;
    // The memory behind `chunk` is the library's and is reused after this call.
    const more = chunk.byteLength === 0 || upstream.write(Buffer.from(chunk.slice(0)));
    if (isLast) {
      upstream.end();
    } else if (!more && exchange.unpause === null) {
      res.pause();
      exchange.unpause = () => {
        upstream.off("drain", unpause);
        exchange.unpause = null;
        if (!exchange.ended) res.resume();
      };
      const { unpause } = exchange;
      upstream.on("drain", unpause);
    }
  });
}

function sendAnswer(res: HttpResponse, method: string, answer: IncomingMessage, exchange: Exchange): void {
  // An answer may come before the body was taken (413): the rest is read and thrown away, or the client never sees it.
  exchange.unpause?.();
  const status = answer.statusCode ?? 502;
  const lengthText = answer.headers["content-length"];
  const length = lengthText === undefined ? null : Number(lengthText);
  const bodiless = method === "HEAD" || status === 204 || status === 304;
  res.cork(() => {
    res.writeStatus(`${status} ${answer.statusMessage ?? ""}`);
    for (let i = 0; i < answer.rawHeaders.length; i += 2) {
      const name = answer.rawHeaders[i] as string;
      const lower = name.toLowerCase();
      if (!HOP_HEADERS.has(lower) && !LIBRARY_HEADERS.has(lower)) {
        res.writeHeader(name, answer.rawHeaders[i + 1] as string);
      }
    }
    if (bodiless || length === 0) {
      exchange.ended = true;
      if (!bodiless) {
        res.end();
        return;
      }
      // Not by endWithoutBody's own parameter: after it the library waits for that body and the connection stalls.
      if (method === "HEAD" && lengthText !== undefined) res.writeHeader("content-length", lengthText);
      res.endWithoutBody();
    }
  });
  if (exchange.ended) {
    answer.resume();
    return;
  }
  answer.on("data", (chunk: Buffer) => {
    if (exchange.ended) return;
    res.cork(() => {
      if (length === null) {
        if (res.write(chunk)) return;
        answer.pause();
        res.onWritable(() => {
          answer.resume();
          return true;
        });
        return;
      }
      const offset = res.getWriteOffset();
      const [ok, done] = res.tryEnd(chunk, length);
      if (done) {
        exchange.ended = true;
      } else if (!ok) {
        answer.pause();
        res.onWritable((reached) => {
          const [isOk, isDone] = res.tryEnd(chunk.subarray(reached - offset), length);
          if (isDone) exchange.ended = true;
          else if (isOk) answer.resume();
          return isOk;
        });
      }
    });
  });
  answer.on("end", () => {
    if (exchange.ended) return;
    exchange.ended = true;
    if (length === null) res.cork(() => res.end());
    else res.close();
  });
  answer.on("error", () => {
    if (exchange.ended) return;
    exchange.ended = true;
    res.close();
  });
}
