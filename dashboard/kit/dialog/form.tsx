import { type Accessor, createSignal, type JSX } from "solid-js";
import { dialogMessages } from "#kit/dialog/dialog.messages.ts";
import { type HttpError, toHttpError } from "#kit/http/http-error.ts";
import { makeTranslator } from "#kit/i18n/translate.ts";
import { FaultNote } from "#kit/state/state.tsx";

const t = makeTranslator(dialogMessages);

export interface Form {
  readonly busy: Accessor<boolean>;
  readonly error: Accessor<HttpError | null>;
  /** Sends once at a time, and only what is ready. */
  readonly submit: (event: Event, ready: boolean) => void;
}

/** One request of a form: busy while it runs, its fault kept to be shown. */
export function createForm(send: () => Promise<void>): Form {
  const [busy, setBusy] = createSignal(false);
  const [error, setError] = createSignal<HttpError | null>(null);
  const run = async (): Promise<void> => {
    setBusy(true);
    setError(null);
    try {
      await send();
    } catch (cause) {
      setError(toHttpError(cause));
    } finally {
      setBusy(false);
    }
  };
  return {
    busy,
    error,
    submit: (event, ready) => {
      event.preventDefault();
      if (ready && !busy()) void run();
    },
  };
}

/** The form of a dialog: its fields, the fault of what was refused, the way back, and the one thing that it does. */
export function DialogForm(props: {
  readonly ready: boolean;
  /** On the button: verb and object. */
  readonly action: string;
  readonly danger?: boolean;
  readonly send: () => Promise<void>;
  readonly onClose: () => void;
  readonly children: JSX.Element;
}): JSX.Element {
  const form = createForm(() => props.send());
  return (
    <form class="stack" onSubmit={(event) => form.submit(event, props.ready)}>
      {props.children}
      <FaultNote error={form.error()} />
      <div class="dialog-actions">
        <button type="button" class="button" onClick={() => props.onClose()}>
          {t("cancel")}
        </button>
        <button
          type="submit"
          class="button"
          classList={{ primary: props.danger !== true, danger: props.danger === true }}
          disabled={!props.ready || form.busy()}
        >
          {props.action}
        </button>
      </div>
    </form>
  );
}
