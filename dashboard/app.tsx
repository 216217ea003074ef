import { Route, Router } from "@solidjs/router";
import { createEffect, type JSX, lazy, Match, Show, Suspense, Switch } from "solid-js";
import { appRoot, appUrl } from "#kit/http/app-url.ts";
import { makeTranslator } from "#kit/i18n/translate.ts";
import { applyLevelColours } from "#kit/level/level-style.ts";
import { loadSession, me, session } from "#kit/session/session.ts";
import { EmptyState, ErrorState, Skeleton } from "#kit/state/state.tsx";
import { isDark } from "#kit/theme/theme.ts";
import { frameMessages } from "./frame/frame.messages.ts";
import { Frame } from "./frame/frame.tsx";
import { homePath } from "./frame/nav.ts";

const t = makeTranslator(frameMessages);
const Login = lazy(() => import("./screens/login/login.tsx").then((file) => ({ default: file.Login })));
const Overview = lazy(() =>
  import("./screens/overview/overview.tsx").then((file) => ({ default: file.OverviewScreen })),
);
const Enterprises = lazy(() =>
  import("./screens/enterprises/enterprises.tsx").then((file) => ({ default: file.EnterprisesScreen })),
);
const Enterprise = lazy(() =>
  import("./screens/enterprise/enterprise.tsx").then((file) => ({ default: file.EnterpriseScreen })),
);
const Data = lazy(() => import("./screens/data/data.tsx").then((file) => ({ default: file.DataScreen })));
const System = lazy(() =>
  import("./screens/system/system.tsx").then((file) => ({ default: file.SystemScreen })),
);
const Alerts = lazy(() =>
  import("./screens/alerts/alerts.tsx").then((file) => ({ default: file.AlertsScreen })),
);

/** Who is there decides what is shown: the login, or the frame with its screens at the address that was asked for. */
export function App(): JSX.Element {
  void loadSession();
  createEffect(() => applyLevelColours(me()?.levelColours, isDark()));
  return (
    <Switch>
      <Match when={session().at === "asking"}>
        <Skeleton rows={1} />
      </Match>
      <Match
        when={
          session().at === "failed" &&
          (session() as { readonly error: import("#kit/http/http-error.ts").HttpError })
        }
      >
        {(state) => <ErrorState error={state().error} retry={() => void loadSession()} />}
      </Match>
      <Match when={session().at === "out"}>
        <Suspense>
          <Login />
        </Suspense>
      </Match>
      <Match when={session().at === "in"}>
        <Router
          base={appRoot().replace(/\/$/, "")}
          root={(props) => (
            <Frame>
              {
                <Suspense
                  fallback={
                    <div class="page">
                      <Skeleton rows={6} height={36} />
                    </div>
                  }
                >
                  {props.children}
                </Suspense>
              }
            </Frame>
          )}
        >
          <Route path="/" component={Home} />
          <Route path="/enterprises" component={Enterprises} />
          <Route path="/enterprises/:id" component={Enterprise} matchFilters={{ id: /^\d+$/ }} />
          <Route path="/alerts/:id?" component={Alerts} />
          <Route path="/data" component={Data} />
          <Route path="/system" component={System} />
          <Route path="*" component={Missing} />
        </Router>
      </Match>
    </Switch>
  );
}

/** The overview, or the first screen that the role has. */
function Home(): JSX.Element {
  return (
    <Show when={homePath() === "/"} fallback={<HomeLink />}>
      <Overview />
    </Show>
  );
}

function HomeLink(): JSX.Element {
  createEffect(() => window.location.replace(appUrl(homePath())));
  return null;
}

function Missing(): JSX.Element {
  return <EmptyState title={t("page.missing")} hint={t("page.missing.hint")} />;
}
