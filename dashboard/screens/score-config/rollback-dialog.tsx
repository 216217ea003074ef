import { createSignal, type JSX, Show } from "solid-js";
import type { ScoreConfigView } from "#domain/api/score-configs";
import { compareContents } from "#domain/score-config";
import { Dialog } from "#kit/dialog/dialog.tsx";
import { DialogForm } from "#kit/dialog/form.tsx";
import { makeTranslator } from "#kit/i18n/translate.ts";
import { EffectPanel } from "./effect-panel.tsx";
import { scoreConfigMessages } from "./score-config.messages.ts";
import { createWhatIf, type Scored, scoredIfMoved } from "./what-if.ts";

const t = makeTranslator(scoreConfigMessages);

/** Going back is confirmed with its effect in sight, and waits for another person. */
export function RollbackDialog(props: {
  readonly version: ScoreConfigView | null;
  readonly active: ScoreConfigView;
  readonly onClose: () => void;
  readonly onSend: (version: ScoreConfigView, comment: string) => Promise<void>;
}): JSX.Element {
  return (
    <Show when={props.version} keyed>
      {(version) => {
        const [comment, setComment] = createSignal("");
        const scored = (): Scored | null => scoredIfMoved(props.active, version);
        const whatIf = createWhatIf(scored);
        return (
          <Dialog open wide title={t("rollback.title", { version: version.version })} onClose={props.onClose}>
            <DialogForm
              ready={comment().trim() !== ""}
              action={t("rollback.send", { version: version.version })}
              danger
              send={() => props.onSend(version, comment().trim())}
              onClose={props.onClose}
            >
              <p>
                {t("rollback.body", {
                  version: version.version,
                  active: props.active.version,
                  n: compareContents(props.active, version).length,
                })}
              </p>
              <EffectPanel state={whatIf} moves={scored() !== null} />
              <label class="field">
                <span class="label">{t("rollback.comment")}</span>
                <textarea
                  class="textarea"
                  maxlength={400}
                  value={comment()}
                  onInput={(event) => setComment(event.currentTarget.value)}
                />
              </label>
            </DialogForm>
          </Dialog>
        );
      }}
    </Show>
  );
}
