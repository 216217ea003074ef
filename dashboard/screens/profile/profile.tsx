import { createSignal, For, type JSX, Show } from "solid-js";
import { Time } from "#kit/control/control.tsx";
import { type Confirmation, ConfirmDialog } from "#kit/dialog/dialog.tsx";
import { getJson, postJson } from "#kit/http/client.ts";
import { makeTranslator } from "#kit/i18n/translate.ts";
import { createQuery } from "#kit/query/query.ts";
import { loadSession, me, switchPost } from "#kit/session/session.ts";
import { tellFault } from "#kit/toast/toast.tsx";
import { placeName } from "#kit/words/districts.ts";
import { roleName } from "#kit/words/words.ts";
import { nameAgent } from "./agent.ts";
import { PasswordPanel } from "./password-panel.tsx";
import { profileMessages } from "./profile.messages.ts";
import { PushPanel } from "./push-panel.tsx";
import { TotpPanel } from "./totp-panel.tsx";
import "./profile.css";

const t = makeTranslator(profileMessages);

interface Posts {
  readonly posts: readonly {
    readonly id: number;
    readonly role: string;
    readonly organisation: string;
    readonly district: string;
    readonly street: string | null;
    readonly standsIn: boolean;
    readonly current: boolean;
  }[];
}
interface SessionList {
  readonly sessions: readonly {
    readonly current: boolean;
    readonly createdAt: string;
    readonly lastSeen: string;
    readonly address: string;
    readonly userAgent: string;
  }[];
}

/** One's own account: posts, password, second factor, how alerts reach this device, where one is logged in. */
export function ProfileScreen(): JSX.Element {
  return (
    <div class="page">
      <div class="page-head">
        <h1>{t("title")}</h1>
      </div>
      <div class="profile-grid">
        <Show when={!me()?.mustChangePassword}>
          <WhoPanel />
          <PushPanel />
          <TotpPanel />
        </Show>
        <PasswordPanel />
      </div>
    </div>
  );
}

function WhoPanel(): JSX.Element {
  const posts = createQuery(
    () => "own",
    (_own, signal) => getJson<Posts>("api/auth/posts", { signal }),
  );
  const sessions = createQuery(
    () => "own",
    (_own, signal) => getJson<SessionList>("api/auth/sessions", { signal }),
    { rowKey: "createdAt" },
  );
  const [ask, setAsk] = createSignal<Confirmation | null>(null);
  const leaveAll = (): void => {
    setAsk({
      title: t("sessions.all"),
      body: t("sessions.all.body", { name: me()?.name ?? "" }),
      action: t("sessions.all"),
      danger: true,
      run: async () => {
        await postJson("api/auth/logout", { everywhere: true });
        await loadSession();
      },
    });
  };
  return (
    <section class="panel" aria-labelledby="who-title">
      <h2 id="who-title">{t("who")}</h2>
      <Show when={me()}>
        {(user) => (
          <dl class="facts">
            <dt>{t("user")}</dt>
            <dd>
              {user().name} <code class="mono muted">{user().user}</code>
            </dd>
            <dt>{t("role")}</dt>
            <dd>{roleName(user().role)}</dd>
            <dt>{t("district")}</dt>
            <dd>{placeName(user().district, user().street)}</dd>
          </dl>
        )}
      </Show>
      <Show when={(posts.data()?.posts.length ?? 0) > 1}>
        <h3>{t("posts")}</h3>
        <ul class="profile-list">
          <For each={posts.data()?.posts ?? []}>
            {(post) => (
              <li>
                <span class="grow">
                  {post.organisation} · {roleName(post.role)}
                  <Show when={post.standsIn}>
                    {" "}
                    <span class="tag">{t("posts.stands")}</span>
                  </Show>
                </span>
                <Show when={!post.current} fallback={<span class="tag">{t("posts.now")}</span>}>
                  <button
                    type="button"
                    class="button tiny"
                    onClick={() => void switchPost(post.id).catch(tellFault)}
                  >
                    {t("posts.switch")}
                  </button>
                </Show>
              </li>
            )}
          </For>
        </ul>
      </Show>
      <Show when={(sessions.data()?.sessions.length ?? 0) > 0}>
        <h3>{t("sessions")}</h3>
        <ul class="profile-list">
          <For each={sessions.data()?.sessions ?? []}>
            {(session) => (
              <li>
                <span class="grow clip" title={session.userAgent}>
                  <span class="mono">{session.address}</span>{" "}
                  <span class="small muted">{nameAgent(session.userAgent)}</span>
                </span>
                <span class="small muted nowrap">
                  {t("sessions.seen")} <Time at={session.lastSeen} />
                </span>
                <Show when={session.current}>
                  <span class="tag">{t("sessions.current")}</span>
                </Show>
              </li>
            )}
          </For>
        </ul>
        <button type="button" class="button tiny danger" onClick={leaveAll}>
          {t("sessions.all")}
        </button>
      </Show>
      <ConfirmDialog ask={ask()} onClose={() => setAsk(null)} />
    </section>
  );
}
