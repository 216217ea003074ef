import { createSignal, type JSX, onMount, Show } from "solid-js";
import { appUrl } from "#kit/http/app-url.ts";
import { getJson } from "#kit/http/client.ts";
import { HttpError, toHttpError } from "#kit/http/http-error.ts";
import { language, makeTranslator, setLanguage } from "#kit/i18n/translate.ts";
import { createQuery } from "#kit/query/query.ts";
import { type AuthMethods, logIn, type SecondFactor, session } from "#kit/session/session.ts";
import { FaultNote } from "#kit/state/state.tsx";
import { DemoUsers } from "./demo-users.tsx";
import { loginMessages } from "./login.messages.ts";
import "./login.css";

const t = makeTranslator(loginMessages);

/** User and password, then the second factor where the account has one; single sign-on and demo users as offered. */
export function Login(): JSX.Element {
  const methods = createQuery(
    () => language(),
    (_language, signal) => getJson<AuthMethods>("api/auth/methods", { signal }),
  );
  const [user, setUser] = createSignal("");
  const [password, setPassword] = createSignal("");
  const [totp, setTotp] = createSignal("");
  const [step, setStep] = createSignal<"password" | "totp" | "recovery">("password");
  const [error, setError] = createSignal<HttpError | null>(null);
  const [busy, setBusy] = createSignal(false);
  const [caps, setCaps] = createSignal(false);
  let first: HTMLInputElement | undefined;
  onMount(() => first?.focus());

  const enter = async (name: string, word: string): Promise<void> => {
    if (busy()) return;
    if (name.trim() === "" || word === "") {
      setError(new HttpError({ code: "login.incomplete", message: t("need") }));
      return;
    }
    setBusy(true);
    setError(null);
    try {
      await logIn(name.trim(), word, secondFactor());
    } catch (cause) {
      const fault = toHttpError(cause);
      if (step() === "password" && fault.code === "auth.totp-required") setStep("totp");
      else setError(fault);
      setTotp("");
    } finally {
      setBusy(false);
    }
  };
  const secondFactor = (): SecondFactor | null => {
    if (step() === "password") return null;
    return step() === "totp" ? { totp: totp().trim() } : { recoveryCode: totp().trim() };
  };
  const complete = (): boolean =>
    step() === "totp" ? totp().length === 6 : step() === "recovery" ? totp().trim().length >= 10 : true;
  // The single sign-on comes back here with the code of what went wrong.
  onMount(async () => {
    const code = new URLSearchParams(window.location.search).get("fault");
    if (code === null) return;
    window.history.replaceState(null, "", window.location.pathname);
    const { isErrorCode, makeError } = await import("#domain/error");
    setError(new HttpError(isErrorCode(code) ? makeError(code, {}, language()) : { code }));
  });
  const because = (): "ended" | "left" | null => {
    const state = session();
    return state.at === "out" && state.because !== "start" ? state.because : null;
  };

  return (
    <main class="login">
      <div class="login-box">
        <header class="login-head">
          <div>
            <h1>{t("title")}</h1>
            <p class="muted">{t("subtitle")}</p>
          </div>
          <button
            type="button"
            class="button plain"
            onClick={() => setLanguage(language() === "en" ? "zh" : "en")}
          >
            {t("language")}
          </button>
        </header>
        <Show when={because()}>{(why) => <p class="note calm">{t(why())}</p>}</Show>
        <form
          class="stack"
          onSubmit={(event) => {
            event.preventDefault();
            void enter(user(), password());
          }}
        >
          <Show
            when={step() === "password"}
            fallback={
              <div class="field">
                <label for="login-totp">{t(step() === "totp" ? "totp" : "recovery")}</label>
                <input
                  id="login-totp"
                  ref={(element) => queueMicrotask(() => element.focus())}
                  class="input mono"
                  classList={{ totp: step() === "totp" }}
                  inputmode={step() === "totp" ? "numeric" : "text"}
                  autocomplete="one-time-code"
                  autocapitalize="none"
                  spellcheck={false}
                  maxlength={step() === "totp" ? 6 : 20}
                  value={totp()}
                  onInput={(event) =>
                    setTotp(
                      step() === "totp"
                        ? event.currentTarget.value.replace(/\D/g, "")
                        : event.currentTarget.value,
                    )
                  }
                />
                <p class="small muted">{t(step() === "totp" ? "totp.hint" : "recovery.hint")}</p>
              </div>
            }
          >
            <div class="field">
              <label for="login-user">{t("user")}</label>
              <input
                id="login-user"
                ref={first}
                class="input"
                autocomplete="username"
                autocapitalize="none"
                spellcheck={false}
                maxlength={64}
                value={user()}
                onInput={(event) => setUser(event.currentTarget.value)}
              />
            </div>
            <div class="field">
              <label for="login-password">{t("password")}</label>
              <input
                id="login-password"
                class="input"
                type="password"
                autocomplete="current-password"
                maxlength={200}
                value={password()}
                onInput={(event) => setPassword(event.currentTarget.value)}
                onKeyDown={(event) => setCaps(event.getModifierState("CapsLock"))}
              />
              <Show when={caps()}>
                <p class="small muted">{t("caps")}</p>
              </Show>
            </div>
          </Show>
          <FaultNote error={error()} />
          <button type="submit" class="button primary login-submit" disabled={busy() || !complete()}>
            {busy() ? t("busy") : step() === "password" ? t("submit") : t("totp.submit")}
          </button>
          <Show when={step() !== "password"}>
            <button
              type="button"
              class="button plain"
              onClick={() => {
                setTotp("");
                setStep(step() === "totp" ? "recovery" : "totp");
              }}
            >
              {t(step() === "totp" ? "recovery.use" : "totp.use")}
            </button>
            <button
              type="button"
              class="button plain"
              onClick={() => {
                setStep("password");
                setError(null);
              }}
            >
              {t("totp.back")}
            </button>
          </Show>
        </form>
        <Show when={step() === "password"}>
          <Show when={methods.data()?.firstRun}>
            <p class="note calm">
              <span>
                <strong>{t("first.title")}</strong>
                <br />
                {t("first.hint")}
              </span>
            </p>
          </Show>
          <Show when={methods.error()}>{(fault) => <FaultNote error={fault()} />}</Show>
          <Show when={methods.data()?.oidc}>
            {(oidc) => (
              <>
                <p class="login-or muted">{t("or")}</p>
                <a class="button login-submit" rel="external" href={oidcUrl(oidc().url)}>
                  {t("oidc", { label: oidc().label })}
                </a>
              </>
            )}
          </Show>
        </Show>
      </div>
      <Show when={step() === "password" && (methods.data()?.demoUsers.length ?? 0) > 0}>
        <DemoUsers
          users={methods.data()?.demoUsers ?? []}
          busy={busy()}
          onEnter={(demo) => void enter(demo.user, demo.password)}
        />
      </Show>
    </main>
  );
}

/** The server may give its own path or a whole address. */
function oidcUrl(url: string): string {
  return /^https?:/.test(url) || url.startsWith("/") ? url : appUrl(url);
}
