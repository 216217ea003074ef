import { appUrl, type QueryValue } from "#kit/http/app-url.ts";
import { httpMessages } from "#kit/http/http.messages.ts";
import { HttpError } from "#kit/http/http-error.ts";
import { language, makeTranslator } from "#kit/i18n/translate.ts";

const t = makeTranslator(httpMessages);

export interface RequestOptions {
  readonly query?: Readonly<Record<string, QueryValue>>;
  readonly body?: unknown;
  readonly signal?: AbortSignal;
  /** Default 30 s. */
  readonly timeoutMs?: number;
}

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
type Listener = (error: HttpError) => void;

let onSignedOut: Listener = () => {};
let onReached: (atMs: number) => void = () => {};

/** What to do when the session is over (set by the session store). */
export function listenSignedOut(listener: Listener): void {
  onSignedOut = listener;
}

/** Told after each answer of the server: the data age is counted from it. */
export function listenReached(listener: (atMs: number) => void): void {
  onReached = listener;
}

export function getJson<T>(path: string, options: RequestOptions = {}): Promise<T> {
  return requestJson<T>("GET", path, options);
}

export function postJson<T>(path: string, body: unknown = {}, options: RequestOptions = {}): Promise<T> {
  return requestJson<T>("POST", path, { ...options, body });
}

/** Sends one request and gives the parsed answer; every failure is an HttpError with words in the user's language. */
export async function requestJson<T>(method: Method, path: string, options: RequestOptions = {}): Promise<T> {
  const response = await send(method, path, options);
  const text = await response.text().catch((cause: unknown) => {
    throw new HttpError({ code: "network", message: t("network"), hint: t("network.hint") }, { cause });
  });
  if (!response.ok) throw refuse(response.status, text, path);
  const value = text === "" ? undefined : parse(text);
  onReached(Date.now());
  return value as T;
}

async function send(method: Method, path: string, options: RequestOptions): Promise<Response> {
  const timeout = new AbortController();
  const timer = setTimeout(() => timeout.abort(), options.timeoutMs ?? 30_000);
  const stop = (): void => timeout.abort();
  options.signal?.addEventListener("abort", stop);
  const form = options.body instanceof FormData;
  const headers: Record<string, string> = {
    accept: "application/json",
    "accept-language": language() === "en" ? "en" : "zh-CN",
    // A form of another site cannot set this: the server asks for it on every change.
    "x-requested-with": "guanlan",
  };
  if (options.body !== undefined && !form) headers["content-type"] = "application/json";
  try {
    return await fetch(appUrl(path, options.query), {
      method,
      headers,
      credentials: "same-origin",
      signal: timeout.signal,
      cache: "no-store",
      ...(options.body === undefined
        ? {}
        : { body: form ? (options.body as FormData) : JSON.stringify(options.body) }),
    });
  } catch (cause) {
    if (options.signal?.aborted === true)
      throw new HttpError({ code: "aborted", message: "aborted" }, { cause });
    if (timeout.signal.aborted)
      throw new HttpError({ code: "timeout", message: t("timeout"), hint: t("timeout.hint") }, { cause });
    throw new HttpError({ code: "network", message: t("network"), hint: t("network.hint") }, { cause });
  } finally {
    clearTimeout(timer);
    options.signal?.removeEventListener("abort", stop);
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new HttpError(
      { code: "unreadable", message: t("unreadable"), hint: t("unreadable.hint") },
      { cause },
    );
  }
}

function refuse(status: number, text: string, path: string): HttpError {
  const fault = readFault(text);
  const error = new HttpError({
    message: t("refused", { status }),
    hint: t("refused.hint"),
    ...(fault ?? { code: `http.${status}` }),
    status,
  });
  if (status === 401 && !path.includes("auth/")) onSignedOut(error);
  return error;
}

/** A proxy in between may answer with a page of its own: then only the status is known. */
function readFault(text: string): { readonly code: string } | null {
  try {
    const value: unknown = JSON.parse(text);
    const named =
      typeof value === "object" && value !== null && typeof (value as { code?: unknown }).code === "string";
    return named ? (value as { code: string }) : null;
  } catch {
    return null;
  }
}
