import { createSignal, For, type JSX, Show } from "solid-js";
import { CopyCode } from "#kit/control/control.tsx";
import { Dialog } from "#kit/dialog/dialog.tsx";
import { postJson } from "#kit/http/client.ts";
import { type HttpError, toHttpError } from "#kit/http/http-error.ts";
import { makeTranslator } from "#kit/i18n/translate.ts";
import { QrCode } from "#kit/qr/qr-code.tsx";
import { me, refreshMe } from "#kit/session/session.ts";
import { FaultNote } from "#kit/state/state.tsx";
import { tell } from "#kit/toast/toast.tsx";
import { profileMessages } from "./profile.messages.ts";

const t = makeTranslator(profileMessages);

interface Setup {
  readonly secret: string;
  readonly uri: string;
}

/** The second factor: shown as a QR code drawn in this page, confirmed by a first code, with recovery codes once. */
export function TotpPanel(): JSX.Element {
  const [setup, setSetup] = createSignal<Setup | null>(null);
  const [code, setCode] = createSignal("");
  const [codes, setCodes] = createSignal<readonly string[]>([]);
  const [error, setError] = createSignal<HttpError | null>(null);
  const [busy, setBusy] = createSignal(false);
  const attempt = async (work: () => Promise<void>): Promise<void> => {
    if (busy()) return;
    setBusy(true);
    setError(null);
    try {
      await work();
      setCode("");
    } catch (cause) {
      setError(toHttpError(cause));
    } finally {
      setBusy(false);
    }
  };
  const begin = (): Promise<void> =>
    attempt(async () => void setSetup(await postJson<Setup>("api/auth/totp/setup")));
  const enable = (): Promise<void> =>
    attempt(async () => {
      const { recoveryCodes } = await postJson<{ readonly recoveryCodes: readonly string[] }>(
        "api/auth/totp/enable",
        { code: code() },
      );
      setSetup(null);
      setCodes(recoveryCodes);
      tell(t("totp.done"));
      await refreshMe();
    });
  const disable = (): Promise<void> =>
    attempt(async () => {
      await postJson("api/auth/totp/disable", { code: code().trim() });
      tell(t("totp.ended"));
      await refreshMe();
    });
  return (
    <section class="panel" aria-labelledby="totp-title">
      <h2 id="totp-title">{t("totp")}</h2>
      <Show
        when={!me()?.totpEnabled}
        fallback={
          <form
            class="stack profile-form"
            onSubmit={(event) => {
              event.preventDefault();
              void disable();
            }}
          >
            <p>{t("totp.on")}</p>
            <div class="field">
              <label for="totp-end">{t("totp.end.code")}</label>
              <input
                id="totp-end"
                class="input mono"
                autocomplete="one-time-code"
                maxlength={20}
                value={code()}
                onInput={(event) => setCode(event.currentTarget.value)}
              />
            </div>
            <FaultNote error={error()} />
            <div>
              <button type="submit" class="button danger" disabled={busy() || code().trim().length < 6}>
                {t("totp.end")}
              </button>
            </div>
          </form>
        }
      >
        <Show
          when={setup()}
          fallback={
            <div class="stack profile-form">
              <p class="muted">{t("totp.off")}</p>
              <FaultNote error={error()} />
              <div>
                <button type="button" class="button" disabled={busy()} onClick={() => void begin()}>
                  {t("totp.begin")}
                </button>
              </div>
            </div>
          }
        >
          {(made) => (
            <form
              class="stack profile-form"
              onSubmit={(event) => {
                event.preventDefault();
                void enable();
              }}
            >
              <p>{t("totp.scan")}</p>
              <QrCode text={made().uri} label={t("totp.qr")} />
              <p>
                <CopyCode text={made().secret} />
              </p>
              <p class="small">
                <a href={made().uri} rel="external">
                  {t("totp.open")}
                </a>
              </p>
              <div class="field">
                <label for="totp-code">{t("totp.code")}</label>
                <input
                  id="totp-code"
                  class="input mono totp-code"
                  inputmode="numeric"
                  autocomplete="one-time-code"
                  maxlength={6}
                  value={code()}
                  onInput={(event) => setCode(event.currentTarget.value.replace(/\D/g, ""))}
                />
              </div>
              <FaultNote error={error()} />
              <div>
                <button type="submit" class="button primary" disabled={busy() || code().length !== 6}>
                  {t("totp.confirm")}
                </button>
              </div>
            </form>
          )}
        </Show>
      </Show>
      <Dialog open={codes().length > 0} title={t("recovery.title")} onClose={() => setCodes([])}>
        <div class="stack">
          <p>{t("recovery.hint")}</p>
          <ul class="recovery mono">
            <For each={codes() as string[]}>{(each) => <li>{each}</li>}</For>
          </ul>
          <div class="dialog-actions">
            <button type="button" class="button primary" onClick={() => setCodes([])}>
              {t("recovery.done")}
            </button>
          </div>
        </div>
      </Dialog>
    </section>
  );
}
