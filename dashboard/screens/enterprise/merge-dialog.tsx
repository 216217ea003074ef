import { createSignal, For, type JSX, Show } from "solid-js";
import type { EnterprisePage, EnterpriseProfile } from "#domain/api/enterprises";
import { Dialog } from "#kit/dialog/dialog.tsx";
import { DialogForm } from "#kit/dialog/form.tsx";
import { getJson, postJson } from "#kit/http/client.ts";
import { makeTranslator } from "#kit/i18n/translate.ts";
import { createQuery } from "#kit/query/query.ts";
import { tell } from "#kit/toast/toast.tsx";
import { shortDistrictName } from "#kit/words/districts.ts";
import { enterpriseMessages } from "./enterprise.messages.ts";

const t = makeTranslator(enterpriseMessages);

/** A provisional subject goes into the registered enterprise that it really is; a review has to agree. */
export function MergeDialog(props: {
  readonly profile: EnterpriseProfile;
  readonly open: boolean;
  readonly onClose: () => void;
}): JSX.Element {
  const [text, setText] = createSignal("");
  const [asked, setAsked] = createSignal("");
  const [into, setInto] = createSignal<number | null>(null);
  const [comment, setComment] = createSignal("");
  let timer: ReturnType<typeof setTimeout> | undefined;
  const found = createQuery(
    () => (props.open ? asked() || props.profile.row.name.slice(0, 6) : null),
    (q, signal) =>
      getJson<EnterprisePage>("api/enterprises", { query: { q, origin: "city", limit: 8 }, signal }),
  );
  const type = (value: string): void => {
    setText(value);
    clearTimeout(timer);
    timer = setTimeout(() => setAsked(value.trim()), 250);
  };
  const send = async (): Promise<void> => {
    await postJson(`api/enterprises/${props.profile.row.id}/merge`, {
      into: into(),
      comment: comment().trim(),
    });
    tell(t("merge.done", { name: props.profile.row.name }));
    props.onClose();
  };
  return (
    <Dialog
      open={props.open}
      title={t("merge.title", { name: props.profile.row.name })}
      onClose={props.onClose}
    >
      <DialogForm
        ready={into() !== null && comment().trim() !== ""}
        action={t("merge.send")}
        send={send}
        onClose={props.onClose}
      >
        <p class="muted">{t("merge.hint")}</p>
        <label class="field">
          <span class="label">{t("merge.search")}</span>
          <input
            class="input"
            type="search"
            value={text()}
            maxlength={100}
            onInput={(event) => type(event.currentTarget.value)}
          />
        </label>
        <fieldset class="merge-choices">
          <legend class="sr-only">{t("merge.pick")}</legend>
          <Show
            when={(found.data()?.rows.length ?? 0) > 0}
            fallback={<p class="muted">{found.loading() ? "…" : t("merge.none")}</p>}
          >
            <For each={found.data()?.rows ?? []}>
              {(row) => (
                <label class="check merge-choice">
                  <input
                    type="radio"
                    name="into"
                    checked={into() === row.id}
                    onChange={() => setInto(row.id)}
                  />
                  <span class="grow clip" title={row.name}>
                    {row.name}
                  </span>
                  <span class="small muted">{shortDistrictName(row.district)}</span>
                  <span class="small mono muted">{row.code}</span>
                </label>
              )}
            </For>
          </Show>
        </fieldset>
        <label class="field">
          <span class="label">{t("merge.comment")}</span>
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
