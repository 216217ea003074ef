import { createSignal, For, type JSX, Match, Show, Switch } from "solid-js";
import { LEVELS, type Level } from "#domain/level";
import { makeTranslator } from "#kit/i18n/translate.ts";
import { canInstall, install } from "#kit/install.ts";
import { levelFullWord } from "#kit/level/level-style.ts";
import { isSoundOn, setSound } from "#kit/sound/sound.ts";
import { FaultNote } from "#kit/state/state.tsx";
import { profileMessages } from "./profile.messages.ts";
import { createWebPush } from "./web-push.ts";

const t = makeTranslator(profileMessages);

/** How this device tells of alerts: system notifications off screen, sound on the open page, installed as an app. */
export function PushPanel(): JSX.Element {
  const push = createWebPush();
  const [level, setLevel] = createSignal<Level>("orange");
  return (
    <section class="panel" aria-labelledby="push-title">
      <h2 id="push-title">{t("push")}</h2>
      <div class="stack profile-form">
        <p class="muted">{t("push.hint")}</p>
        <Switch>
          <Match when={push.reach() === "insecure"}>
            <p class="note">{t("push.insecure")}</p>
          </Match>
          <Match when={push.reach() === "unsupported"}>
            <p class="note">{t("push.unsupported")}</p>
          </Match>
          <Match when={push.reach() === "unset"}>
            <p class="note">{t("push.unset")}</p>
          </Match>
          <Match when={push.reach() === "denied"}>
            <p class="note">{t("push.denied")}</p>
          </Match>
          <Match when={push.reach() === "off"}>
            <p>{t("push.off")}</p>
            <label class="field">
              <span class="label">{t("push.level")}</span>
              <select
                class="select"
                value={level()}
                onChange={(event) => setLevel(event.currentTarget.value as Level)}
              >
                <For each={LEVELS.slice(1)}>
                  {(each) => (
                    <option value={each}>{t("push.level.and", { level: levelFullWord(each) })}</option>
                  )}
                </For>
              </select>
            </label>
            <div>
              <button
                type="button"
                class="button primary"
                disabled={push.busy()}
                onClick={() => void push.turnOn(level())}
              >
                {t("push.turn.on")}
              </button>
            </div>
          </Match>
          <Match when={push.reach() === "on"}>
            <p>{t("push.on")}</p>
            <div>
              <button type="button" class="button" disabled={push.busy()} onClick={() => void push.turnOff()}>
                {t("push.turn.off")}
              </button>
            </div>
          </Match>
        </Switch>
        <FaultNote error={push.error()} />
        <label class="check">
          <input
            type="checkbox"
            checked={isSoundOn()}
            onChange={(event) => setSound(event.currentTarget.checked)}
          />
          {t("sound.label")}
        </label>
        <Show when={canInstall()}>
          <div>
            <button type="button" class="button" onClick={() => void install()}>
              {t("push.install")}
            </button>
          </div>
        </Show>
      </div>
    </section>
  );
}
