import { type JSX, Show } from "solid-js";
import { CopyCode } from "#kit/control/control.tsx";
import { Dialog } from "#kit/dialog/dialog.tsx";

/** A secret that is shown this once: what it is for, itself to be copied, and a button that says that it is kept. */
export function SecretDialog(props: {
  readonly title: string;
  readonly hint: string;
  readonly secret: string;
  /** Whose it is. */
  readonly label?: string;
  /** Until when it holds. */
  readonly note?: string;
  readonly done: string;
  readonly onClose: () => void;
}): JSX.Element {
  return (
    <Dialog open title={props.title} onClose={props.onClose}>
      <div class="stack">
        <p>{props.hint}</p>
        <p class="secret">
          <Show when={props.label}>
            <span class="small muted">{props.label}</span>
          </Show>
          <CopyCode text={props.secret} />
        </p>
        <Show when={props.note}>
          <p class="small muted">{props.note}</p>
        </Show>
        <div class="dialog-actions">
          <button type="button" class="button primary" onClick={() => props.onClose()}>
            {props.done}
          </button>
        </div>
      </div>
    </Dialog>
  );
}
