import { useNavigate } from "@solidjs/router";
import { createEffect, createSignal, For, type JSX, on, onCleanup, Show } from "solid-js";
import { LEVELS } from "#domain/level";
import { Segments } from "#kit/control/control.tsx";
import { appUrl } from "#kit/http/app-url.ts";
import { makeTranslator } from "#kit/i18n/translate.ts";
import { Icon } from "#kit/icon/icon.tsx";
import { createKeys } from "#kit/keys/keys.ts";
import { LevelShape } from "#kit/level/level-mark.tsx";
import { levelFullWord, levelWord } from "#kit/level/level-style.ts";
import { startOutbox } from "#kit/outbox/outbox.ts";
import { me } from "#kit/session/session.ts";
import { isSoundOn, setSound } from "#kit/sound/sound.ts";
import { EmptyState, QueryView, Skeleton } from "#kit/state/state.tsx";
import { tell, tellFault } from "#kit/toast/toast.tsx";
import { placeName } from "#kit/words/districts.ts";
import { refreshUnread } from "../../frame/unread.ts";
import { AlertActions, createActing } from "./alert-actions.tsx";
import { AlertList } from "./alert-list.tsx";
import { AlertView } from "./alert-view.tsx";
import { alertsMessages } from "./alerts.messages.ts";
import { createInbox, type Inbox, VIEWS } from "./inbox.ts";
import "./alerts.css";

const t = makeTranslator(alertsMessages);

/** The officer's inbox: unacknowledged first, evidence at the right, so that a night goes by without page changes. */
export function AlertsScreen(): JSX.Element {
  const inbox = createInbox();
  const navigate = useNavigate();
  const [comment, setComment] = createSignal("");
  createEffect(on(inbox.selectedId, () => setComment("")));

  const after = async (): Promise<void> => {
    setComment("");
    refreshUnread();
    await inbox.refresh();
  };
  const acting = createActing(inbox.detail.data, comment, after);
  const user = me();
  if (user !== null) {
    onCleanup(
      startOutbox(
        user.id,
        () => void after(),
        ({ error }) => {
          tell(t("refused", { reason: error.message }));
          void after();
        },
      ),
    );
  }
  createKeys([
    { key: "j", label: () => t("keys.down"), run: () => inbox.move(1) },
    { key: "k", label: () => t("keys.up"), run: () => inbox.move(-1) },
    {
      key: "a",
      label: () => t("keys.acknowledge"),
      run: () => {
        if (inbox.detail.data()?.actions.includes("acknowledge") === true)
          acting.run("acknowledge").catch(tellFault);
      },
    },
    {
      key: "Enter",
      label: () => t("keys.open"),
      run: () => {
        const row = inbox.detail.data()?.row;
        if (row !== undefined) navigate(`/enterprises/${row.enterpriseId}`);
      },
    },
    { key: "Escape", label: () => t("keys.close"), run: () => inbox.select(null) },
  ]);

  return (
    <div class="page fill alerts" classList={{ detailed: inbox.selectedId() !== null }}>
      <div class="page-head">
        <h1>
          {t("title")} · {placeName(inbox.scope.district(), inbox.scope.street())}
        </h1>
        <span class="grow" />
        <a class="button" href={appUrl("scoreboard", inbox.scope.query())}>
          {t("scoreboard")}
        </a>
        <button
          type="button"
          class="button"
          aria-pressed={isSoundOn()}
          onClick={() => setSound(!isSoundOn())}
        >
          <Icon name={isSoundOn() ? "sound" : "mute"} /> {t(isSoundOn() ? "sound.on" : "sound.off")}
        </button>
      </div>
      <Filters inbox={inbox} />
      <div class="split">
        <section class="panel split-list" aria-busy={inbox.list.loading()}>
          <QueryView query={inbox.list} skeleton={<Skeleton rows={6} height={96} />}>
            {(page) => (
              <Show when={page().rows.length > 0} fallback={<NoAlerts inbox={inbox} />}>
                <AlertList
                  page={page()}
                  selectedId={inbox.selectedId()}
                  onSelect={inbox.select}
                  more={inbox.more}
                />
              </Show>
            )}
          </QueryView>
        </section>
        <section class="panel split-detail" aria-busy={inbox.detail.loading()}>
          <Show
            when={inbox.selectedId() !== null}
            fallback={<EmptyState title={t("pick")} hint={t("pick.hint")} />}
          >
            <button type="button" class="button plain phone-only back" onClick={() => inbox.select(null)}>
              ← {t("back")}
            </button>
            <QueryView query={inbox.detail} skeleton={<Skeleton rows={8} height={28} />}>
              {(detail) => (
                <>
                  <div class="split-scroll">
                    <AlertView detail={detail()} />
                  </div>
                  <AlertActions
                    detail={detail()}
                    acting={acting}
                    comment={comment()}
                    onComment={setComment}
                  />
                </>
              )}
            </QueryView>
          </Show>
        </section>
      </div>
    </div>
  );
}

function Filters(props: { readonly inbox: Inbox }): JSX.Element {
  const levels = (): string[] =>
    props.inbox
      .levels()
      .split(",")
      .filter((level) => level !== "");
  const toggle = (level: string): void => {
    const next = LEVELS.filter((other) =>
      other === level ? !levels().includes(level) : levels().includes(other),
    );
    props.inbox.set({ levels: next.length === 0 ? null : next.join(",") });
  };
  return (
    <div class="row wrap alert-filters">
      <Segments
        label={t("view")}
        value={props.inbox.view()}
        options={VIEWS.map((value) => ({ value, label: t(`view.${value}`) }))}
        onChange={(view) => props.inbox.set({ view: view === "open" ? null : view })}
      />
      <fieldset class="segments">
        <For each={LEVELS.filter((level) => level !== "normal")}>
          {(level) => (
            <button
              type="button"
              class="row tight"
              aria-pressed={levels().includes(level)}
              aria-label={levelFullWord(level)}
              onClick={() => toggle(level)}
            >
              <LevelShape level={level} /> {levelWord(level)}
            </button>
          )}
        </For>
      </fieldset>
      <label class="check">
        <input
          type="checkbox"
          checked={props.inbox.mine()}
          onChange={(event) => props.inbox.set({ mine: event.currentTarget.checked ? "true" : null })}
        />
        {t("mine")}
      </label>
      <input
        class="input alert-search"
        type="search"
        maxlength={100}
        value={props.inbox.q()}
        placeholder={t("search")}
        aria-label={t("search")}
        onChange={(event) => props.inbox.set({ q: event.currentTarget.value.trim() || null })}
      />
    </div>
  );
}

function NoAlerts(props: { readonly inbox: Inbox }): JSX.Element {
  const filtered = (): boolean =>
    props.inbox.view() !== "open" ||
    props.inbox.mine() ||
    props.inbox.levels() !== "" ||
    props.inbox.q() !== "";
  return (
    <Show when={filtered()} fallback={<EmptyState title={t("none")} hint={t("none.hint")} />}>
      <EmptyState title={t("none.filtered")} hint={t("none.filtered.hint")} />
    </Show>
  );
}
