import { For, type JSX, Show } from "solid-js";
import { makeTranslator } from "#kit/i18n/translate.ts";
import type { AuthMethods } from "#kit/session/session.ts";
import { districtName } from "#kit/words/districts.ts";
import { roleName } from "#kit/words/words.ts";
import { loginMessages } from "./login.messages.ts";

const t = makeTranslator(loginMessages);

type DemoUser = AuthMethods["demoUsers"][number];
/** More district officers than this go into a list to choose from. */
const FEW = 4;

/** One press logs in: only a simulated city has these users, and it says so. */
export function DemoUsers(props: {
  readonly users: readonly DemoUser[];
  readonly busy: boolean;
  readonly onEnter: (user: DemoUser) => void;
}): JSX.Element {
  const districts = (): DemoUser[] => props.users.filter((user) => user.role === "district-officer");
  const folded = (): boolean => districts().length > FEW;
  const shown = (): DemoUser[] => props.users.filter((user) => !folded() || user.role !== "district-officer");
  return (
    <section class="login-box demo" aria-labelledby="demo-title">
      <h2 id="demo-title">{t("demo")}</h2>
      <p class="small muted">{t("demo.hint")}</p>
      <ul>
        <For each={shown()}>
          {(user) => (
            <li>
              <button
                type="button"
                class="demo-user"
                disabled={props.busy}
                onClick={() => props.onEnter(user)}
              >
                <strong class="clip">{user.name}</strong>
                <span
                  class="small muted clip"
                  title={`${roleName(user.role)} · ${districtName(user.district)}`}
                >
                  {roleName(user.role)}
                  <Show when={user.district !== "310000"}> · {districtName(user.district)}</Show>
                </span>
              </button>
            </li>
          )}
        </For>
      </ul>
      <Show when={folded()}>
        <select
          class="select demo-district"
          aria-label={t("demo.district")}
          disabled={props.busy}
          onChange={(event) => {
            const user = districts().find((each) => each.user === event.currentTarget.value);
            if (user !== undefined) props.onEnter(user);
          }}
        >
          <option value="">{t("demo.district")}</option>
          <For each={districts()}>
            {(user) => (
              <option value={user.user}>
                {districtName(user.district)} · {user.name}
              </option>
            )}
          </For>
        </select>
      </Show>
    </section>
  );
}
