import { useSearchParams } from "@solidjs/router";
import { createSignal, For, type JSX, Show } from "solid-js";
import { Time } from "#kit/control/control.tsx";
import { SearchBox } from "#kit/control/search-box.tsx";
import { type Confirmation, ConfirmDialog } from "#kit/dialog/dialog.tsx";
import { SecretDialog } from "#kit/dialog/secret-dialog.tsx";
import { getJson, postJson } from "#kit/http/client.ts";
import { makeTranslator } from "#kit/i18n/translate.ts";
import { createQuery } from "#kit/query/query.ts";
import { can, me } from "#kit/session/session.ts";
import { EmptyState, QueryView, Skeleton } from "#kit/state/state.tsx";
import { tell, tellFault } from "#kit/toast/toast.tsx";
import { roleName } from "#kit/words/words.ts";
import { CreateUser, type FirstPassword, GrantPost } from "./user-dialogs.tsx";
import { usersMessages } from "./users.messages.ts";

const t = makeTranslator(usersMessages);

interface User {
  readonly id: number;
  readonly user: string;
  readonly name: string;
  readonly disabled: boolean;
  readonly locked: boolean;
  readonly totpEnabled: boolean;
  readonly mustChangePassword: boolean;
  readonly demo: boolean;
  readonly lastLogin: string | null;
  readonly posts: readonly {
    readonly id: number;
    readonly role: string;
    readonly organisation: string;
    readonly to: string | null;
  }[];
}
interface UserPage {
  readonly rows: readonly User[];
  readonly next: string | null;
}
const STEP = 50;
const MOST = 200;

/** Accounts and the posts that they hold. Making an account and giving it power are two rights. */
export function Users(): JSX.Element {
  const [search, setSearch] = useSearchParams<{ q?: string }>();
  const q = (): string => (typeof search.q === "string" ? search.q : "");
  const [limit, setLimit] = createSignal(STEP);
  const [creating, setCreating] = createSignal(false);
  const [first, setFirst] = createSignal<FirstPassword | null>(null);
  const [granting, setGranting] = createSignal<User | null>(null);
  const [ask, setAsk] = createSignal<Confirmation | null>(null);
  const query = createQuery(
    () => ({ q: q() || undefined, limit: limit() }),
    (key, signal) => getJson<UserPage>("api/users", { query: key, signal }),
  );
  const act = async (user: User, path: string, done: string): Promise<void> => {
    await postJson(`api/users/${user.id}/${path}`);
    tell(done);
    await query.refetch();
  };
  const confirm = (user: User, action: "disable" | "reset"): void => {
    setAsk({
      title: t(`${action}.title`, { name: user.name }),
      body: t(`${action}.body`, { name: user.name }),
      action: t(action),
      danger: true,
      run: async () => {
        if (action === "disable") return act(user, "disable", t("disable.done", { name: user.name }));
        const { password } = await postJson<{ readonly password: string }>(`api/users/${user.id}/reset`);
        setFirst({ name: user.name, password });
        await query.refetch();
      },
    });
  };
  const endPost = (user: User, post: User["posts"][number]): void => {
    setAsk({
      title: t("end.title", { name: user.name }),
      body: t("end.body", { name: user.name, role: roleName(post.role), organisation: post.organisation }),
      action: t("end"),
      danger: true,
      run: () => act(user, `posts/${post.id}/end`, t("end.done", { name: user.name })),
    });
  };
  return (
    <section class="panel" aria-labelledby="users-title">
      <header class="wrap">
        <h2 id="users-title">{t("title")}</h2>
        <SearchBox
          class="user-search"
          label={t("search")}
          value={q()}
          onSearch={(text) => setSearch({ q: text || null }, { replace: true })}
        />
        <span class="grow" />
        <Show when={can("user.manage")}>
          <button type="button" class="button" onClick={() => setCreating(true)}>
            {t("create")}
          </button>
        </Show>
      </header>
      <QueryView query={query} skeleton={<Skeleton rows={8} height={32} />}>
        {(page) => (
          <Show when={page().rows.length > 0} fallback={<EmptyState title={t("none")} />}>
            <div class="table-box" tabindex={0}>
              <table class="table plain-table users">
                <thead>
                  <tr>
                    <th>{t("name")}</th>
                    <th>{t("posts")}</th>
                    <th class="wide">{t("state")}</th>
                    <th class="wide">{t("lastLogin")}</th>
                    <th>
                      <span class="sr-only">{t("actions")}</span>
                    </th>
                  </tr>
                </thead>
                <tbody>
                  <For each={page().rows as User[]}>
                    {(user) => (
                      <tr>
                        <td>
                          <strong>{user.name}</strong> <code class="small mono muted">{user.user}</code>
                        </td>
                        <td class="wrap-cell">
                          <For
                            each={user.posts as User["posts"][number][]}
                            fallback={<span class="tag warn">{t("posts.none")}</span>}
                          >
                            {(post) => (
                              <div class="row tight">
                                {roleName(post.role)} · {post.organisation}
                                <Show when={can("permission.grant") && user.id !== me()?.id}>
                                  <button
                                    type="button"
                                    class="button plain tiny"
                                    onClick={() => endPost(user, post)}
                                  >
                                    {t("end")}
                                  </button>
                                </Show>
                              </div>
                            )}
                          </For>
                        </td>
                        <td class="wide">
                          <UserState user={user} />
                        </td>
                        <td class="wide">
                          <Show when={user.lastLogin} fallback={t("never")}>
                            {(at) => <Time at={at()} />}
                          </Show>
                        </td>
                        <td class="num user-actions">
                          <Show when={user.id !== me()?.id}>
                            <Show when={can("permission.grant")}>
                              <button type="button" class="button tiny" onClick={() => setGranting(user)}>
                                {t("grant")}
                              </button>
                              <Show when={user.locked}>
                                <button
                                  type="button"
                                  class="button tiny"
                                  onClick={() =>
                                    void act(user, "unlock", t("unlock.done", { name: user.name })).catch(
                                      tellFault,
                                    )
                                  }
                                >
                                  {t("unlock")}
                                </button>
                              </Show>
                              <button
                                type="button"
                                class="button tiny"
                                onClick={() => confirm(user, "reset")}
                              >
                                {t("reset")}
                              </button>
                            </Show>
                            <Show when={can("user.manage")}>
                              <Show
                                when={user.disabled}
                                fallback={
                                  <button
                                    type="button"
                                    class="button tiny danger"
                                    onClick={() => confirm(user, "disable")}
                                  >
                                    {t("disable")}
                                  </button>
                                }
                              >
                                <button
                                  type="button"
                                  class="button tiny"
                                  onClick={() =>
                                    void act(user, "enable", t("enable.done", { name: user.name })).catch(
                                      tellFault,
                                    )
                                  }
                                >
                                  {t("enable")}
                                </button>
                              </Show>
                            </Show>
                          </Show>
                        </td>
                      </tr>
                    )}
                  </For>
                </tbody>
              </table>
            </div>
            <Show when={page().next !== null && limit() < MOST}>
              <button type="button" class="button tiny" onClick={() => setLimit(limit() + STEP)}>
                {t("more")}
              </button>
            </Show>
          </Show>
        )}
      </QueryView>
      <Show when={creating()}>
        <CreateUser
          onClose={() => setCreating(false)}
          onCreated={(made) => {
            setCreating(false);
            setFirst(made);
            void query.refetch();
          }}
        />
      </Show>
      <Show when={granting()}>
        {(target) => (
          <GrantPost
            target={target()}
            onClose={() => setGranting(null)}
            onDone={() => {
              tell(t("grant.done", { name: target().name }));
              setGranting(null);
              void query.refetch();
            }}
          />
        )}
      </Show>
      <Show when={first()}>
        {(made) => (
          <SecretDialog
            title={t("password.title")}
            hint={t("password.hint", { name: made().name })}
            secret={made().password}
            done={t("password.done")}
            onClose={() => setFirst(null)}
          />
        )}
      </Show>
      <ConfirmDialog ask={ask()} onClose={() => setAsk(null)} />
    </section>
  );
}

function UserState(props: { readonly user: User }): JSX.Element {
  return (
    <span class="row wrap tight">
      <span class="tag" classList={{ warn: props.user.disabled || props.user.locked }}>
        {t(props.user.disabled ? "state.disabled" : props.user.locked ? "state.locked" : "state.active")}
      </span>
      <Show when={props.user.mustChangePassword}>
        <span class="tag">{t("state.fresh")}</span>
      </Show>
      <Show when={props.user.totpEnabled}>
        <span class="tag">{t("state.totp")}</span>
      </Show>
      <Show when={props.user.demo}>
        <span class="tag">{t("state.demo")}</span>
      </Show>
    </span>
  );
}
