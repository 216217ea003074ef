import { createSignal, type JSX } from "solid-js";
import type { RunDetail } from "#domain/api/algorithms";
import type { ModelVersion } from "#domain/api/models";
import { NumberField } from "#kit/control/number-field.tsx";
import { Dialog } from "#kit/dialog/dialog.tsx";
import { DialogForm } from "#kit/dialog/form.tsx";
import { postJson } from "#kit/http/client.ts";
import { makeTranslator } from "#kit/i18n/translate.ts";
import { tell } from "#kit/toast/toast.tsx";
import { algorithmsMessages } from "./algorithms.messages.ts";

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
  const chosen = (): number => threshold() ?? Number((props.run.report?.threshold ?? 0.5).toFixed(4));
  const ready = (): boolean => NAME.test(name()) && comment().trim() !== "" && chosen() >= 0 && chosen() <= 1;
  const send = async (): Promise<void> => {
    const made = await postJson<ModelVersion>("api/models", {
      runId: props.run.id,
      name: name(),
      threshold: chosen(),
      comment: comment().trim(),
    });
    tell(t("submit.done", { name: `${made.name} v${made.version}` }));
    props.onSubmitted();
  };
  return (
    <Dialog open title={t("submit.title", { name: props.run.name })} onClose={props.onClose}>
      <DialogForm ready={ready()} action={t("submit.send")} send={send} onClose={props.onClose}>
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
      </DialogForm>
    </Dialog>
  );
}
