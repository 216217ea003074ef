import { createSignal, For, type JSX, onMount, Show } from "solid-js";
import { appUrl } from "#kit/http/app-url.ts";
import { getJson } from "#kit/http/client.ts";
import { HttpError, toHttpError } from "#kit/http/http-error.ts";
import { language, makeTranslator, setLanguage } from "#kit/i18n/translate.ts";
import { createQuery } from "#kit/query/query.ts";
import { type AuthMethods, logIn, session } from "#kit/session/session.ts";
import { FaultNote } from "#kit/state/state.tsx";
import { districtName } from "#kit/words/districts.ts";
import { roleName } from "#kit/words/words.ts";
import { loginMessages } from "./login.messages.ts";
import "./login.css";

const t = makeTranslator(loginMessages);

/** Codes of the server that mean: the password was right, now the second factor. */
const ASKS_TOTP = new Set(["auth.totp-required", "auth.totp.required", "auth.second-factor"]);

/** User and password, then the second factor where the account has one; single sign-on and demo users as offered. */
export function Login(): JSX.Element {
  const methods = createQuery(
    () => language(),
    (_language, signal) => getJson<AuthMethods>("api/auth/methods", { signal }),
  );
  const [user, setUser] = createSignal("");
  const [password, setPassword] = createSignal("");
  const [totp, setTotp] = createSignal("");
  const [step, setStep] = createSignal<"password" | "totp">("password");
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
      await logIn(name.trim(), word, step() === "totp" ? totp().trim() : null);
    } catch (cause) {
      const fault = toHttpError(cause);
      if (step() === "password" && ASKS_TOTP.has(fault.code)) setStep("totp");
      else setError(fault);
      setTotp("");
    } finally {
      setBusy(false);
    }
  };
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
                <label for="login-totp">{t("totp")}</label>
                <input
                  id="login-totp"
                  ref={(element) => queueMicrotask(() => element.focus())}
                  class="input totp mono"
                  inputmode="numeric"
                  autocomplete="one-time-code"
                  maxlength={6}
                  pattern="[0-9]{6}"
                  value={totp()}
                  onInput={(event) => setTotp(event.currentTarget.value.replace(/\D/g, ""))}
                />
                <p class="small muted">{t("totp.hint")}</p>
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
          <button
            type="submit"
            class="button primary login-submit"
            disabled={busy() || (step() === "totp" && totp().length !== 6)}
          >
            {busy() ? t("busy") : step() === "totp" ? t("totp.submit") : t("submit")}
          </button>
          <Show when={step() === "totp"}>
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
          <Show when={(methods.data()?.demoUsers.length ?? 0) > 0}>
            <section class="demo" aria-labelledby="demo-title">
              <h2 id="demo-title">{t("demo")}</h2>
              <p class="small muted">{t("demo.hint")}</p>
              <ul>
                <For each={methods.data()?.demoUsers ?? []}>
                  {(demo) => (
                    <li>
                      <button
                        type="button"
                        class="demo-user"
                        disabled={busy()}
                        onClick={() => void enter(demo.user, demo.password)}
                      >
                        <strong class="clip">{demo.name}</strong>
                        <span class="small muted clip">
                          {roleName(demo.role)} · {districtName(demo.district)}
                        </span>
                        <code class="small mono muted">{demo.user}</code>
                      </button>
                    </li>
                  )}
                </For>
              </ul>
            </section>
          </Show>
        </Show>
      </div>
    </main>
  );
}

/** The server may give its own path or a whole address. */
function oidcUrl(url: string): string {
  return /^https?:/.test(url) || url.startsWith("/") ? url : appUrl(url);
}
