import { createRoot, createSignal, For, type JSX } from "solid-js";
import { type HttpError, toHttpError } from "#kit/http/http-error.ts";
import { inBrackets } from "#kit/i18n/punctuation.ts";
import "#kit/toast/toast.css";

interface Toast {
  readonly id: number;
  readonly kind: "done" | "fault";
  readonly text: string;
  readonly more: string;
}

/** At most so many at once; the oldest goes first. */
const LIMIT = 4;
const DONE_MS = 5_000;
const FAULT_MS = 12_000;

const [toasts, setToasts] = createRoot(() => createSignal<readonly Toast[]>([]));
let nextId = 1;

/** Says that something was done: past tense, with its object. */
export function tell(text: string): void {
  show("done", text, "", DONE_MS);
}

/** Says what went wrong outside of a form, with hint and code. */
export function tellFault(cause: unknown): void {
  const error: HttpError = toHttpError(cause);
  show("fault", error.message, `${error.hint}${inBrackets(error.code)}`, FAULT_MS);
}

function show(kind: Toast["kind"], text: string, more: string, forMs: number): void {
  const toast = { id: nextId++, kind, text, more };
  setToasts((present) => [...present, toast].slice(-LIMIT));
  setTimeout(() => dismiss(toast.id), forMs);
}

function dismiss(id: number): void {
  setToasts((present) => present.filter((toast) => toast.id !== id));
}

/** Once a page, in its frame. */
export function ToastList(): JSX.Element {
  return (
    <div class="toasts" role="status" aria-live="polite">
      <For each={toasts()}>
        {(toast) => (
          <button
            type="button"
            class="toast"
            classList={{ fault: toast.kind === "fault" }}
            onClick={() => dismiss(toast.id)}
          >
            <span aria-hidden="true">{toast.kind === "fault" ? "!" : "✓"}</span>
            <span>
              {toast.text}
              {toast.more === "" ? null : <span class="toast-more">{toast.more}</span>}
            </span>
          </button>
        )}
      </For>
    </div>
  );
}
