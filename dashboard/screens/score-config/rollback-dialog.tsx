import { createSignal, type JSX, Show } from "solid-js";
import type { ScoreConfigView } from "#domain/api/score-configs";
import { compareContents } from "#domain/score-config";
import { Dialog } from "#kit/dialog/dialog.tsx";
import { type HttpError, toHttpError } from "#kit/http/http-error.ts";
import { makeTranslator } from "#kit/i18n/translate.ts";
import { FaultNote } from "#kit/state/state.tsx";
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
        const [busy, setBusy] = createSignal(false);
        const [error, setError] = createSignal<HttpError | null>(null);
        const scored = (): Scored | null => scoredIfMoved(props.active, version);
        const whatIf = createWhatIf(scored);
        const send = async (): Promise<void> => {
          setBusy(true);
          setError(null);
          try {
            await props.onSend(version, comment().trim());
          } catch (cause) {
            setError(toHttpError(cause));
          } finally {
            setBusy(false);
          }
        };
        return (
          <Dialog open wide title={t("rollback.title", { version: version.version })} onClose={props.onClose}>
            <form
              class="stack"
              onSubmit={(event) => {
                event.preventDefault();
                void send();
              }}
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
              <FaultNote error={error()} />
              <div class="dialog-actions">
                <button type="button" class="button" onClick={() => props.onClose()}>
                  {t("cancel")}
                </button>
                <button type="submit" class="button danger" disabled={busy() || comment().trim() === ""}>
                  {t("rollback.send", { version: version.version })}
                </button>
              </div>
            </form>
          </Dialog>
        );
      }}
    </Show>
  );
}
