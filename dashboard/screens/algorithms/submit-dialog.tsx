import { createSignal, type JSX } from "solid-js";
import type { RunDetail } from "#domain/api/algorithms";
import type { ModelVersion } from "#domain/api/models";
import { Dialog } from "#kit/dialog/dialog.tsx";
import { postJson } from "#kit/http/client.ts";
import { type HttpError, toHttpError } from "#kit/http/http-error.ts";
import { makeTranslator } from "#kit/i18n/translate.ts";
import { FaultNote } from "#kit/state/state.tsx";
import { tell } from "#kit/toast/toast.tsx";
import { algorithmsMessages } from "./algorithms.messages.ts";
import { NumberField } from "./number-field.tsx";

const t = makeTranslator(algorithmsMessages);
const NAME = /^[a-z][a-z0-9-]{1,39}$/;

/** 发布算法: a name, a threshold, a reason; then another person decides. */
export function SubmitDialog(props: {
  readonly run: RunDetail;
  readonly onClose: () => void;
  readonly onSubmitted: () => void;
}): JSX.Element {
  const [name, setName] = createSignal("");
  const [threshold, setThreshold] = createSignal<number | null>(null);
  const [comment, setComment] = createSignal("");
  const [error, setError] = createSignal<HttpError | null>(null);
  const [busy, setBusy] = createSignal(false);
  const chosen = (): number => threshold() ?? Number((props.run.report?.threshold ?? 0.5).toFixed(4));
  const ready = (): boolean =>
    !busy() && NAME.test(name()) && comment().trim() !== "" && chosen() >= 0 && chosen() <= 1;
  const send = async (): Promise<void> => {
    if (!ready()) return;
    setBusy(true);
    setError(null);
    try {
      const made = await postJson<ModelVersion>("api/models", {
        runId: props.run.id,
        name: name(),
        threshold: chosen(),
        comment: comment().trim(),
      });
      tell(t("submit.done", { name: `${made.name} v${made.version}` }));
      props.onSubmitted();
    } catch (cause) {
      setError(toHttpError(cause));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog open title={t("submit.title", { name: props.run.name })} onClose={props.onClose}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <p>{t("submit.body")}</p>
        <label class="field">
          <span class="label">{t("submit.name")}</span>
          <input
            class="input mono"
            maxlength={40}
            autocapitalize="none"
            spellcheck={false}
            value={name()}
            onInput={(event) => setName(event.currentTarget.value.trim().toLowerCase())}
          />
        </label>
        <NumberField label={t("submit.threshold")} value={chosen()} min={0} max={1} onChange={setThreshold} />
        <label class="field">
          <span class="label">{t("submit.comment")}</span>
          <textarea
            class="textarea"
            maxlength={500}
            value={comment()}
            onInput={(event) => setComment(event.currentTarget.value)}
          />
        </label>
        <FaultNote error={error()} />
        <div class="dialog-actions">
          <button type="button" class="button" onClick={() => props.onClose()}>
            {t("cancel")}
          </button>
          <button type="submit" class="button primary" disabled={!ready()}>
            {t("submit.send")}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
