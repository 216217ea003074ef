import { type JSX, Show } from "solid-js";
import { createDropDown } from "#kit/control/drop-down.tsx";
import { appUrl } from "#kit/http/app-url.ts";
import { language, makeTranslator, setLanguage } from "#kit/i18n/translate.ts";
import { logOut, me } from "#kit/session/session.ts";
import { themeChoice } from "#kit/theme/theme.ts";
import { tellFault } from "#kit/toast/toast.tsx";
import { districtName } from "#kit/words/districts.ts";
import { roleName } from "#kit/words/words.ts";
import { frameMessages } from "./frame.messages.ts";

const t = makeTranslator(frameMessages);

export function UserMenu(props: { readonly onHelp: () => void; readonly onTheme: () => void }): JSX.Element {
  const drop = createDropDown();
  const leave = async (): Promise<void> => {
    try {
      await logOut();
    } catch (cause) {
      tellFault(cause);
    }
  };
  return (
    <Show when={me()}>
      {(user) => (
        <div class="drop-down" ref={drop.root}>
          <button
            type="button"
            class="head-button user-button"
            aria-expanded={drop.open()}
            aria-label={t("user", { name: user().name })}
            onClick={() => drop.setOpen(!drop.open())}
          >
            <span class="user-name clip">{user().name}</span> <span aria-hidden="true">▾</span>
          </button>
          <Show when={drop.open()}>
            <div class="menu">
              <div class="menu-head">
                <strong>{user().name}</strong>
                <div class="small muted">
                  {roleName(user().role)} · {districtName(user().district)}
                </div>
              </div>
              <a href={appUrl("profile")} onClick={() => drop.setOpen(false)}>
                {t("user.profile")}
              </a>
              <button
                type="button"
                class="phone-item"
                onClick={() => setLanguage(language() === "en" ? "zh" : "en")}
              >
                {t("language")}
              </button>
              <button type="button" class="phone-item" onClick={() => props.onTheme()}>
                {t("theme", { name: t(`theme.${themeChoice()}`) })}
              </button>
              <button
                type="button"
                onClick={() => {
                  drop.setOpen(false);
                  props.onHelp();
                }}
              >
                {t("user.keys")}
              </button>
              <button type="button" onClick={() => void leave()}>
                {t("user.leave")}
              </button>
            </div>
          </Show>
        </div>
      )}
    </Show>
  );
}
