import { createSignal, type JSX, Show } from "solid-js";
import { postJson } from "#kit/http/client.ts";
import { type HttpError, toHttpError } from "#kit/http/http-error.ts";
import { makeTranslator } from "#kit/i18n/translate.ts";
import { me, refreshMe } from "#kit/session/session.ts";
import { FaultNote } from "#kit/state/state.tsx";
import { tell } from "#kit/toast/toast.tsx";
import { profileMessages } from "./profile.messages.ts";

const t = makeTranslator(profileMessages);

export function PasswordPanel(): JSX.Element {
  const [current, setCurrent] = createSignal("");
  const [next, setNext] = createSignal("");
  const [again, setAgain] = createSignal("");
  const [error, setError] = createSignal<HttpError | null>(null);
  const [busy, setBusy] = createSignal(false);
  const differ = (): boolean => again() !== "" && again() !== next();
  const ready = (): boolean => !busy() && current() !== "" && next() !== "" && next() === again();
  const send = async (): Promise<void> => {
    if (!ready()) return;
    setBusy(true);
    setError(null);
    try {
      await postJson("api/auth/password", { current: current(), next: next() });
      setCurrent("");
      setNext("");
      setAgain("");
      tell(t("password.done"));
      await refreshMe();
    } catch (cause) {
      setError(toHttpError(cause));
    } finally {
      setBusy(false);
    }
  };
  const field = (
    name: "current" | "next" | "again",
    value: () => string,
    set: (text: string) => void,
    complete: string,
  ): JSX.Element => (
    <div class="field">
      <label for={`password-${name}`}>{t(`password.${name}`)}</label>
      <input
        id={`password-${name}`}
        class="input"
        type="password"
        maxlength={200}
        autocomplete={complete as "current-password" | "new-password"}
        value={value()}
        aria-invalid={name === "again" && differ() ? "true" : undefined}
        aria-describedby={name === "next" ? "password-rule" : undefined}
        onInput={(event) => set(event.currentTarget.value)}
      />
      <Show when={name === "next"}>
        <span id="password-rule" class="small muted">
          {t("password.rule")}
        </span>
      </Show>
      <Show when={name === "again" && differ()}>
        <span class="fault" role="alert">
          {t("password.differ")}
        </span>
      </Show>
    </div>
  );
  return (
    <section class="panel" aria-labelledby="password-title">
      <h2 id="password-title">{t("password")}</h2>
      <form
        class="stack profile-form"
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <Show when={me()?.mustChangePassword}>
          <p class="note">{t("password.must")}</p>
        </Show>
        {field("current", current, setCurrent, "current-password")}
        {field("next", next, setNext, "new-password")}
        {field("again", again, setAgain, "new-password")}
        <FaultNote error={error()} />
        <div>
          <button type="submit" class="button primary" disabled={!ready()}>
            {t("password.send")}
          </button>
        </div>
      </form>
    </section>
  );
}
