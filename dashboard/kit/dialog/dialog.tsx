import { createEffect, createSignal, type JSX, onCleanup, Show } from "solid-js";
import { Portal } from "solid-js/web";
import { dialogMessages } from "#kit/dialog/dialog.messages.ts";
import { DialogForm } from "#kit/dialog/form.tsx";
import { makeTranslator } from "#kit/i18n/translate.ts";
import "#kit/dialog/dialog.css";

const t = makeTranslator(dialogMessages);

/** A modal dialog: focus stays inside, Esc closes, focus goes back to where it came from. */
export function Dialog(props: {
  readonly open: boolean;
  readonly title: string;
  readonly wide?: boolean;
  readonly onClose: () => void;
  readonly children: JSX.Element;
}): JSX.Element {
  return (
    <Show when={props.open}>
      <Portal>
        <OpenDialog title={props.title} wide={props.wide ?? false} onClose={() => props.onClose()}>
          {props.children}
        </OpenDialog>
      </Portal>
    </Show>
  );
}

function OpenDialog(props: {
  readonly title: string;
  readonly wide: boolean;
  readonly onClose: () => void;
  readonly children: JSX.Element;
}): JSX.Element {
  let element: HTMLDialogElement | undefined;
  const from = document.activeElement;
  createEffect(() => {
    element?.showModal();
  });
  onCleanup(() => {
    element?.close();
    if (from instanceof HTMLElement) from.focus();
  });
  return (
    <dialog
      ref={element}
      class="dialog"
      classList={{ wide: props.wide }}
      aria-label={props.title}
      onCancel={(event) => {
        // A file picker that is left says the same, and it bubbles.
        if (event.target !== element) return;
        event.preventDefault();
        props.onClose();
      }}
    >
      <header>
        <h2>{props.title}</h2>
        <button type="button" class="button plain" aria-label={t("close")} onClick={() => props.onClose()}>
          ✕
        </button>
      </header>
      <div class="dialog-body">{props.children}</div>
    </dialog>
  );
}

/** What a confirmation says. The button says verb and object (“丢弃这封死信”), the body names the thing. */
export interface Confirmation {
  readonly title: string;
  readonly body: string;
  readonly action: string;
  readonly danger?: boolean;
  /** Asks for a comment as well; it is then required. */
  readonly comment?: string;
  readonly run: (comment: string) => Promise<void>;
}

/** Shows one confirmation; stays open with the fault when the action is refused. */
export function ConfirmDialog(props: {
  readonly ask: Confirmation | null;
  readonly onClose: () => void;
}): JSX.Element {
  return (
    <Show when={props.ask} keyed>
      {(ask) => {
        const [comment, setComment] = createSignal("");
        const send = async (): Promise<void> => {
          await ask.run(comment().trim());
          props.onClose();
        };
        return (
          <Dialog open title={ask.title} onClose={props.onClose}>
            <DialogForm
              ready={ask.comment === undefined || comment().trim() !== ""}
              action={ask.action}
              danger={ask.danger === true}
              send={send}
              onClose={props.onClose}
            >
              <p>{ask.body}</p>
              <Show when={ask.comment}>
                {(label) => (
                  <label class="field">
                    <span class="label">{label()}</span>
                    <textarea
                      class="textarea"
                      value={comment()}
                      maxlength={1000}
                      onInput={(event) => setComment(event.currentTarget.value)}
                    />
                  </label>
                )}
              </Show>
            </DialogForm>
          </Dialog>
        );
      }}
    </Show>
  );
}
