import { Route, Router, type RouteSectionProps, useNavigate } from "@solidjs/router";
import { createEffect, type JSX, Match, onMount, Show, Suspense, Switch } from "solid-js";
import { appRoot, appUrl } from "#kit/http/app-url.ts";
import type { HttpError } from "#kit/http/http-error.ts";
import { makeTranslator } from "#kit/i18n/translate.ts";
import { applyLevelColours } from "#kit/level/level-style.ts";
import { returnAddress } from "#kit/session/return-address.ts";
import { loadSession, me, session } from "#kit/session/session.ts";
import { EmptyState, ErrorState, Skeleton } from "#kit/state/state.tsx";
import { isDark } from "#kit/theme/theme.ts";
import { frameMessages } from "./frame/frame.messages.ts";
import { Frame } from "./frame/frame.tsx";
import { homePath } from "./frame/nav.ts";
import {
  Alerts,
  Algorithms,
  Data,
  Enterprise,
  Enterprises,
  LocalOrganisation,
  LocalOrganisations,
  Login,
  Overview,
  Profile,
  Reviews,
  Scoreboard,
  System,
} from "./screens.ts";

const t = makeTranslator(frameMessages);

/** Who is there decides what is shown: the login, or the frame with its screens at the address that was asked for. */
export function App(): JSX.Element {
  void loadSession();
  createEffect(() => applyLevelColours(me()?.levelColours, isDark()));
  // Who was sent here from a wall to log in goes back to it.
  createEffect(() => {
    const back = returnAddress(window.location.search);
    if (back !== null && me() !== null && me()?.mustChangePassword !== true)
      window.location.replace(appUrl(back));
  });
  const failure = (): HttpError | null => {
    const state = session();
    return state.at === "failed" ? state.error : null;
  };
  return (
    <Switch>
      <Match when={session().at === "asking"}>
        <Skeleton rows={1} />
      </Match>
      <Match when={failure()}>
        {(error) => <ErrorState error={error()} retry={() => void loadSession()} />}
      </Match>
      <Match when={session().at === "out"}>
        <Suspense>
          <Login />
        </Suspense>
      </Match>
      <Match when={session().at === "in"}>
        <Router base={appRoot().replace(/\/$/, "")} root={Page}>
          <Route path="/" component={Home} />
          {/* As people type it: whoever is not logged in sees the login at any address. */}
          <Route path="/login" component={GoHome} />
          <Route path="/enterprises" component={Enterprises} />
          <Route path="/enterprises/:id" component={Enterprise} matchFilters={{ id: /^\d+$/ }} />
          <Route path="/alerts/:id?" component={Alerts} />
          <Route path="/scoreboard" component={Scoreboard} />
          <Route path="/reviews" component={Reviews} />
          <Route path="/local-organisations" component={LocalOrganisations} />
          <Route
            path="/local-organisations/:id"
            component={LocalOrganisation}
            matchFilters={{ id: /^\d+$/ }}
          />
          <Route path="/algorithms" component={Algorithms} />
          <Route path="/data" component={Data} />
          <Route path="/system" component={System} />
          <Route path="/profile" component={Profile} />
          <Route path="*" component={Missing} />
        </Router>
      </Match>
    </Switch>
  );
}

/** The frame round a screen. Until a first password is changed there is only the account. */
function Page(props: RouteSectionProps): JSX.Element {
  return (
    <Frame>
      <Suspense fallback={<PageSkeleton />}>
        <Show when={!me()?.mustChangePassword} fallback={<Profile />}>
          {props.children}
        </Show>
      </Suspense>
    </Frame>
  );
}

function PageSkeleton(): JSX.Element {
  return (
    <div class="page">
      <Skeleton rows={6} height={36} />
    </div>
  );
}

/** The overview, or the first screen that the role has. */
function Home(): JSX.Element {
  return (
    <Show when={homePath() === "/"} fallback={<GoHome />}>
      <Overview />
    </Show>
  );
}

function GoHome(): JSX.Element {
  const navigate = useNavigate();
  onMount(() => navigate(homePath(), { replace: true }));
  return null;
}

function Missing(): JSX.Element {
  return <EmptyState title={t("page.missing")} hint={t("page.missing.hint")} />;
}
