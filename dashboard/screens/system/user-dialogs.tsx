import { createSignal, For, type JSX } from "solid-js";
import { ROLES } from "#domain/role";
import { Dialog } from "#kit/dialog/dialog.tsx";
import { DialogForm } from "#kit/dialog/form.tsx";
import { getJson, postJson } from "#kit/http/client.ts";
import { makeTranslator } from "#kit/i18n/translate.ts";
import { createQuery } from "#kit/query/query.ts";
import { FaultNote } from "#kit/state/state.tsx";
import { roleName } from "#kit/words/words.ts";
import { usersMessages } from "./users.messages.ts";

const t = makeTranslator(usersMessages);

export interface FirstPassword {
  readonly name: string;
  readonly password: string;
}

/** An account has no power of its own: posts are given apart, by another right. */
export function CreateUser(props: {
  readonly onClose: () => void;
  readonly onCreated: (first: FirstPassword) => void;
}): JSX.Element {
  const [user, setUser] = createSignal("");
  const [name, setName] = createSignal("");
  const send = async (): Promise<void> => {
    const made = await postJson<{ readonly password: string }>("api/users", {
      user: user(),
      name: name().trim(),
    });
    props.onCreated({ name: name().trim(), password: made.password });
  };
  const ready = (): boolean => /^[a-zA-Z][\w.-]{1,40}$/.test(user()) && name().trim() !== "";
  return (
    <Dialog open title={t("create.title")} onClose={props.onClose}>
      <DialogForm ready={ready()} action={t("create.send")} send={send} onClose={props.onClose}>
        <label class="field">
          <span class="label">{t("user")}</span>
          <input
            class="input mono"
            maxlength={41}
            autocapitalize="none"
            spellcheck={false}
            value={user()}
            onInput={(event) => setUser(event.currentTarget.value.trim())}
          />
          <span class="small muted">{t("create.rule")}</span>
        </label>
        <label class="field">
          <span class="label">{t("name")}</span>
          <input
            class="input"
            maxlength={60}
            value={name()}
            onInput={(event) => setName(event.currentTarget.value)}
          />
        </label>
      </DialogForm>
    </Dialog>
  );
}

interface Organisations {
  readonly organisations: readonly { readonly id: number; readonly name: string }[];
}

/** A role in an organisation; what does not fit is refused with its reason. */
export function GrantPost(props: {
  readonly target: { readonly id: number; readonly name: string };
  readonly onClose: () => void;
  readonly onDone: () => void;
}): JSX.Element {
  const organisations = createQuery(
    () => "all",
    (_all, signal) => getJson<Organisations>("api/organisations", { signal }),
  );
  const [role, setRole] = createSignal("");
  const [organisation, setOrganisation] = createSignal("");
  const send = async (): Promise<void> => {
    await postJson(`api/users/${props.target.id}/posts`, {
      role: role(),
      organisationId: Number(organisation()),
    });
    props.onDone();
  };
  const ready = (): boolean => role() !== "" && organisation() !== "";
  return (
    <Dialog open title={t("grant.title", { name: props.target.name })} onClose={props.onClose}>
      <DialogForm ready={ready()} action={t("grant.send")} send={send} onClose={props.onClose}>
        <p class="muted">{t("grant.hint")}</p>
        <label class="field">
          <span class="label">{t("grant.role")}</span>
          <select class="select" value={role()} onChange={(event) => setRole(event.currentTarget.value)}>
            <option value="">{t("grant.pick")}</option>
            <For each={[...ROLES]}>{(each) => <option value={each}>{roleName(each)}</option>}</For>
          </select>
        </label>
        <label class="field">
          <span class="label">{t("grant.organisation")}</span>
          <select
            class="select"
            value={organisation()}
            onChange={(event) => setOrganisation(event.currentTarget.value)}
          >
            <option value="">{t("grant.pick")}</option>
            <For each={organisations.data()?.organisations ?? []}>
              {(each) => <option value={String(each.id)}>{each.name}</option>}
            </For>
          </select>
        </label>
        <FaultNote error={organisations.error()} />
      </DialogForm>
    </Dialog>
  );
}
