import { createRoot, createSignal } from "solid-js";
import { postJson } from "#kit/http/client.ts";
import { HttpError, toHttpError } from "#kit/http/http-error.ts";
import { readStoredJson, writeStored } from "#kit/storage.ts";

/**
 * Actions that survive a tunnel. Each has a request id that the server knows it by, so sending it twice does it once.
 * Kept on this device until the server has answered; of one user only, and sent again in order.
 */
export interface WaitingAction {
  readonly id: string;
  readonly user: number;
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly atMs: number;
}

export interface Refusal {
  readonly action: WaitingAction;
  readonly error: HttpError;
}

/** More than a night's work; past it the screen refuses instead of forgetting. */
const LIMIT = 200;
const RETRY_MS = 10_000;

const [waiting, setWaiting] = createRoot(() =>
  createSignal<readonly WaitingAction[]>(readStoredJson("outbox", isActions, [])),
);
let sending = false;

export function waitingActions(): number {
  return waiting().length;
}

/** Whether an action on this address waits to be sent. */
export function isWaiting(path: string): boolean {
  return waiting().some((action) => action.path.startsWith(path));
}

export type SendResult<T> = { readonly sent: true; readonly answer: T } | { readonly sent: false };

/** Sends an action now, or keeps it for later when the server cannot be reached. A refusal is thrown. */
export async function sendOrKeep<T>(
  user: number,
  path: string,
  body: Readonly<Record<string, unknown>>,
): Promise<SendResult<T>> {
  const id = makeRequestId();
  const action: WaitingAction = { id, user, path, body: { ...body, requestId: id }, atMs: Date.now() };
  if (waiting().length > 0) {
    // Order is kept: what waits goes first.
    keep(action);
    return { sent: false };
  }
  try {
    return { sent: true, answer: await postJson<T>(path, action.body, { timeoutMs: 8_000 }) };
  } catch (cause) {
    const error = toHttpError(cause);
    if (!error.isUnreachable) throw error;
    keep(action);
    return { sent: false };
  }
}

/** Sends what waits, in order, whenever the network may be back. Gives its stop. */
export function startOutbox(
  user: number,
  onSent: (action: WaitingAction) => void,
  onRefused: (refusal: Refusal) => void,
): () => void {
  const flush = (): void => {
    void sendAll(user, onSent, onRefused);
  };
  const timer = setInterval(flush, RETRY_MS);
  window.addEventListener("online", flush);
  flush();
  return () => {
    clearInterval(timer);
    window.removeEventListener("online", flush);
  };
}

async function sendAll(
  user: number,
  onSent: (action: WaitingAction) => void,
  onRefused: (refusal: Refusal) => void,
): Promise<void> {
  if (sending || !navigator.onLine) return;
  sending = true;
  try {
    for (const action of waiting().filter((candidate) => candidate.user === user)) {
      try {
        await postJson(action.path, action.body, { timeoutMs: 8_000 });
        forget(action);
        onSent(action);
      } catch (cause) {
        const error = toHttpError(cause);
        // Not reached, or no session yet: it waits. Anything else is an answer, and the officer must hear it.
        if (error.isUnreachable || error.status === 401 || error.status === 429) return;
        forget(action);
        onRefused({ action, error });
      }
    }
  } finally {
    sending = false;
  }
}

function keep(action: WaitingAction): void {
  if (waiting().length >= LIMIT) throw new HttpError({ code: "outbox.full" });
  store([...waiting(), action]);
}

function forget(action: WaitingAction): void {
  store(waiting().filter((other) => other.id !== action.id));
}

function store(actions: readonly WaitingAction[]): void {
  setWaiting(actions);
  writeStored("outbox", actions.length === 0 ? null : JSON.stringify(actions));
}

/** crypto.randomUUID needs a secure context; the government network may serve plain http. */
export function makeRequestId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function isActions(value: unknown): value is readonly WaitingAction[] {
  return (
    Array.isArray(value) &&
    value.every((item: unknown) => {
      const action = item as Partial<WaitingAction> | null;
      return (
        typeof action === "object" &&
        action !== null &&
        typeof action.id === "string" &&
        typeof action.user === "number" &&
        typeof action.path === "string" &&
        action.path.startsWith("api/alerts/") &&
        typeof action.body === "object"
      );
    })
  );
}
