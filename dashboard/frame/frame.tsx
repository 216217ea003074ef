import { useLocation, useNavigate } from "@solidjs/router";
import { createEffect, createSignal, ErrorBoundary, For, type JSX, onCleanup, Show } from "solid-js";
import { startClock } from "#kit/clock.ts";
import { formatExact } from "#kit/format/number.ts";
import { appUrl } from "#kit/http/app-url.ts";
import { language, makeTranslator, setLanguage } from "#kit/i18n/translate.ts";
import { Icon } from "#kit/icon/icon.tsx";
import { createKeyListener, createKeys } from "#kit/keys/keys.ts";
import { createLevelRefresh } from "#kit/level/level-refresh.ts";
import { createClient } from "#kit/live/connect.ts";
import { startLive } from "#kit/live/live.ts";
import { createScope } from "#kit/live/scope.ts";
import { can } from "#kit/session/session.ts";
import { setTheme, THEMES, themeChoice } from "#kit/theme/theme.ts";
import { ToastList } from "#kit/toast/toast.tsx";
import { listenWorker } from "../worker/register.ts";
import { frameMessages } from "./frame.messages.ts";
import { DataAge, ScopeSwitch, SearchBox } from "./head-parts.tsx";
import { KeyHelp } from "./key-help.tsx";
import { NAV } from "./nav.ts";
import { StatusLine } from "./status-line.tsx";
import { startUnread, unread } from "./unread.ts";
import { UserMenu } from "./user-menu.tsx";
import "./frame.css";

const t = makeTranslator(frameMessages);

/** Everything round a screen: one row of nouns, the scope, the data age, and the status line. */
export function Frame(props: { readonly children?: JSX.Element }): JSX.Element {
  const location = useLocation();
  const navigate = useNavigate();
  const scope = createScope();
  const [help, setHelp] = createSignal(false);
  let search: HTMLInputElement | undefined;

  onCleanup(startClock());
  onCleanup(startLive(createClient));
  onCleanup(listenWorker((url) => navigate(url.pathname.slice(appUrl("").length - 1) + url.search)));
  startUnread(scope);
  createLevelRefresh();
  createKeyListener();
  createKeys([
    { key: "/", label: () => t("keys.search"), run: () => search?.focus() },
    { key: "?", label: () => t("keys.help"), run: () => setHelp(true) },
  ]);
  createEffect(() => {
    const count = unread();
    document.title = count > 0 ? `(${formatExact(count)}) ${t("brand.full")}` : t("brand.full");
  });

  const items = (): typeof NAV => NAV.filter((item) => item.actions.some((action) => can(action)));
  const isOn = (path: string): boolean => {
    const here = location.pathname.replace(/\/$/, "");
    const there = appUrl(path).replace(/\/$/, "");
    return path === "/" ? here === there : here === there || here.startsWith(`${there}/`);
  };
  const nextTheme = (): void => {
    const next = THEMES[(THEMES.indexOf(themeChoice()) + 1) % THEMES.length] ?? "auto";
    setTheme(next);
  };

  return (
    <div class="frame">
      <button type="button" class="skip" onClick={() => document.getElementById("content")?.focus()}>
        {t("skip")}
      </button>
      <header class="head">
        <a class="brand" href={appUrl("/")} aria-label={t("brand.full")}>
          <BrandMark />
          <span>{t("brand")}</span>
        </a>
        <ScopeSwitch scope={scope} />
        <nav class="nav" aria-label={t("nav")}>
          <For each={items()}>
            {(item) => (
              <a
                href={appUrl(item.path, scope.query())}
                aria-current={[item.path, ...(item.also ?? [])].some(isOn) ? "page" : undefined}
              >
                {t(item.label)}
                <Show when={item.path === "/alerts" && unread() > 0}>
                  <span class="badge" title={t("nav.unread", { n: formatExact(unread()) })}>
                    {unread() > 999 ? "999+" : unread()}
                  </span>
                </Show>
              </a>
            )}
          </For>
          <Show when={can("overview.read")}>
            <a class="nav-wall" href={appUrl("wall/")} target="_blank" rel="noopener">
              {t("nav.wall")}
              <span aria-hidden="true"> ↗</span>
            </a>
          </Show>
        </nav>
        <Show when={can("enterprise.read")}>
          <SearchBox
            ref={(element) => (search = element)}
            onSearch={(text) => navigate(`/enterprises?q=${encodeURIComponent(text)}`)}
          />
        </Show>
        <DataAge />
        <button
          type="button"
          class="head-button desk-only"
          aria-label={t("language")}
          onClick={() => setLanguage(language() === "en" ? "zh" : "en")}
        >
          {t("language.short")}
        </button>
        <button
          type="button"
          class="head-button desk-only"
          aria-label={t("theme", { name: t(`theme.${themeChoice()}`) })}
          title={t("theme", { name: t(`theme.${themeChoice()}`) })}
          onClick={nextTheme}
        >
          <Icon name={themeChoice() === "auto" ? "auto" : themeChoice() === "dark" ? "moon" : "sun"} />
        </button>
        <UserMenu onHelp={() => setHelp(true)} onTheme={nextTheme} />
      </header>
      <main id="content" tabindex={-1}>
        <ErrorBoundary fallback={(error, reset) => <Crash error={error} reset={reset} />}>
          {props.children}
        </ErrorBoundary>
      </main>
      <StatusLine />
      <ToastList />
      <KeyHelp open={help()} onClose={() => setHelp(false)} />
    </div>
  );
}

/** A screen that fails leaves the frame and the other screens at work. */
function Crash(props: { readonly error: unknown; readonly reset: () => void }): JSX.Element {
  console.error(props.error);
  return (
    <div class="empty-state" role="alert">
      <p class="empty-title">{t("crashed")}</p>
      <p class="muted">{t("crashed.hint")}</p>
      <p class="small mono muted">
        {props.error instanceof Error ? props.error.message : String(props.error)}
      </p>
      <button type="button" class="button" onClick={() => props.reset()}>
        {t("crashed.action")}
      </button>
    </div>
  );
}

/** Watching waves (观澜): the product's mark. */
function BrandMark(): JSX.Element {
  return (
    <svg width="22" height="22" viewBox="0 0 24 24" aria-hidden="true" class="brand-mark">
      <path d="M2 9c3.3-4 6.7-4 10 0s6.7 4 10 0" />
      <path d="M2 15c3.3-4 6.7-4 10 0s6.7 4 10 0" />
    </svg>
  );
}
