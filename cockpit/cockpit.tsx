import { createEffect, type JSX, Match, onCleanup, Switch } from "solid-js";
import { makeTranslator } from "#kit/i18n/translate.ts";
import { createLevelRefresh } from "#kit/level/level-refresh.ts";
import { applyLevelColours } from "#kit/level/level-style.ts";
import { loadSession, me, session } from "#kit/session/session.ts";
import { GlobalWall } from "./global-wall.tsx";
import { goToLogin, Opening } from "./opening.tsx";
import { wallMessages } from "./wall.messages.ts";

const t = makeTranslator(wallMessages);

/** Who is there decides: nobody goes to the login page, which brings him back to this very address. */
export function Cockpit(): JSX.Element {
  let shown = false;
  void loadSession();
  createLevelRefresh();
  createEffect(() => applyLevelColours(me()?.levelColours, true));
  createEffect(() => {
    if (session().at === "in") shown = true;
    // Once the wall is up it stays up: a session that ends is told on it, and the last picture remains.
    else if (session().at === "out" && !shown) goToLogin();
  });
  createEffect(() => {
    if (session().at !== "failed") return;
    const timer = setTimeout(() => void loadSession(), 5_000);
    onCleanup(() => clearTimeout(timer));
  });
  return (
    <Switch fallback={<Opening title={t("state.asking")} />}>
      <Match when={session().at === "in" || (session().at === "out" && shown)}>
        <GlobalWall />
      </Match>
      <Match
        when={
          session().at === "failed" &&
          (session() as { readonly error: import("#kit/http/http-error.ts").HttpError }).error
        }
      >
        {(error) => (
          <Opening
            title={t("state.failed")}
            hint={`${error().message} ${error().hint} ${t("health.code", { code: error().code })}`}
          />
        )}
      </Match>
    </Switch>
  );
}
