import { createSignal, For, type JSX, Show } from "solid-js";
import type { z } from "zod";
import type { AlertDetail, officerList } from "#domain/api/alerts";
import { Dialog } from "#kit/dialog/dialog.tsx";
import { getJson } from "#kit/http/client.ts";
import { type HttpError, toHttpError } from "#kit/http/http-error.ts";
import { makeTranslator } from "#kit/i18n/translate.ts";
import { isWaiting, sendOrKeep } from "#kit/outbox/outbox.ts";
import { createQuery } from "#kit/query/query.ts";
import { can, me } from "#kit/session/session.ts";
import { FaultNote } from "#kit/state/state.tsx";
import { tell } from "#kit/toast/toast.tsx";
import { roleName, word, wordIds } from "#kit/words/words.ts";
import { alertsMessages } from "./alerts.messages.ts";

const t = makeTranslator(alertsMessages);

type Action = AlertDetail["actions"][number];
type Officers = z.infer<typeof officerList>;

export interface Acting {
  readonly run: (action: Action, more?: Readonly<Record<string, unknown>>) => Promise<void>;
  readonly busy: () => boolean;
  readonly error: () => HttpError | null;
}

/** Sends actions of one alert, or keeps them for the end of the tunnel. Screens are refreshed after each. */
export function createActing(
  detail: () => AlertDetail | undefined,
  comment: () => string,
  after: () => Promise<void>,
): Acting {
  const [busy, setBusy] = createSignal(false);
  const [error, setError] = createSignal<HttpError | null>(null);
  return {
    busy,
    error,
    run: async (action, more = {}) => {
      const alert = detail();
      const user = me();
      if (alert === undefined || user === null || busy()) return;
      setBusy(true);
      setError(null);
      try {
        const result = await sendOrKeep(user.id, `api/alerts/${alert.row.id}/${action}`, {
          version: alert.row.version,
          comment: comment(),
          ...more,
        });
        tell(result.sent ? t(`${action}.done`, { name: alert.row.name }) : t("kept"));
        if (result.sent) await after();
      } catch (cause) {
        const fault = toHttpError(cause);
        setError(fault);
        // Somebody else was faster: show what he did before anything is decided again.
        if (fault.code === "alert.changed") await after();
        else throw fault;
      } finally {
        setBusy(false);
      }
    },
  };
}

/** The buttons of the selected alert. The main one is the next step, and on a phone it is under the thumb. */
export function AlertActions(props: {
  readonly detail: AlertDetail;
  readonly acting: Acting;
  readonly comment: string;
  readonly onComment: (text: string) => void;
}): JSX.Element {
  const [dialog, setDialog] = createSignal<"assign" | "snooze" | "close" | null>(null);
  const may = (action: Action): boolean => props.detail.actions.includes(action) && can(`alert.${action}`);
  const waiting = (): boolean => isWaiting(`api/alerts/${props.detail.row.id}/`);
  const quietly = (run: Promise<void>): void => {
    // The fault is shown beside the buttons.
    run.catch(() => {});
  };
  return (
    <div class="alert-actions">
      <Show
        when={!waiting()}
        fallback={
          <p class="note">
            <strong>{t("waiting")}</strong> {t("waiting.hint")}
          </p>
        }
      >
        <FaultNote error={props.acting.error()} />
        <Show when={may("acknowledge")}>
          <input
            class="input"
            maxlength={1000}
            value={props.comment}
            placeholder={t("comment")}
            aria-label={t("comment")}
            onInput={(event) => props.onComment(event.currentTarget.value)}
          />
        </Show>
        <div class="alert-buttons">
          <Show when={may("acknowledge")}>
            <button
              type="button"
              class="button primary big"
              disabled={props.acting.busy()}
              onClick={() => quietly(props.acting.run("acknowledge"))}
            >
              {t("acknowledge")}
            </button>
          </Show>
          <Show when={may("reopen")}>
            <button
              type="button"
              class="button"
              disabled={props.acting.busy()}
              onClick={() => quietly(props.acting.run("reopen"))}
            >
              {t("reopen")}
            </button>
          </Show>
          <For each={["assign", "snooze", "close"] as const}>
            {(action) => (
              <Show when={may(action)}>
                <button
                  type="button"
                  class="button"
                  disabled={props.acting.busy()}
                  onClick={() => setDialog(action)}
                >
                  {t(action)}
                </button>
              </Show>
            )}
          </For>
        </div>
      </Show>
      <ActionDialog
        dialog={dialog()}
        detail={props.detail}
        acting={props.acting}
        onClose={() => setDialog(null)}
      />
    </div>
  );
}

function ActionDialog(props: {
  readonly dialog: "assign" | "snooze" | "close" | null;
  readonly detail: AlertDetail;
  readonly acting: Acting;
  readonly onClose: () => void;
}): JSX.Element {
  const officers = createQuery(
    () => (props.dialog === "assign" ? props.detail.row.id : null),
    (id, signal) =>
      getJson<Officers>("api/officers", {
        query: { alert: id, district: props.detail.row.district },
        signal,
      }),
  );
  const [assignee, setAssignee] = createSignal("");
  const [minutes, setMinutes] = createSignal("60");
  const [verdict, setVerdict] = createSignal("");
  const [comment, setComment] = createSignal("");
  const ready = (): boolean => {
    if (props.acting.busy()) return false;
    if (props.dialog === "assign") return assignee() !== "";
    return props.dialog === "snooze" || (verdict() !== "" && comment().trim() !== "");
  };
  const send = async (): Promise<void> => {
    const dialog = props.dialog;
    if (dialog === null || !ready()) return;
    const more =
      dialog === "assign"
        ? { assignee: Number(assignee()) }
        : dialog === "snooze"
          ? { snoozeMinutes: Number(minutes()) }
          : { verdict: verdict() };
    try {
      await props.acting.run(dialog, { ...more, comment: comment().trim() });
      setComment("");
      props.onClose();
    } catch {
      // It stays open with the fault.
    }
  };
  return (
    <Dialog
      open={props.dialog !== null}
      title={props.dialog === null ? "" : t(`${props.dialog}.title`, { name: props.detail.row.name })}
      onClose={props.onClose}
    >
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <Show when={props.dialog === "assign"}>
          <label class="field">
            <span class="label">{t("assign.who")}</span>
            <select
              class="select"
              value={assignee()}
              onChange={(event) => setAssignee(event.currentTarget.value)}
            >
              <option value="">
                {officers.data()?.officers.length === 0 ? t("assign.none") : t("assign.pick")}
              </option>
              <For each={officers.data()?.officers ?? []}>
                {(officer) => (
                  <option value={String(officer.id)}>
                    {officer.name} · {roleName(officer.role)}
                  </option>
                )}
              </For>
            </select>
          </label>
          <FaultNote error={officers.error()} />
        </Show>
        <Show when={props.dialog === "snooze"}>
          <label class="field">
            <span class="label">{t("snooze.for")}</span>
            <select
              class="select"
              value={minutes()}
              onChange={(event) => setMinutes(event.currentTarget.value)}
            >
              <For each={["30", "60", "240", "1440"] as const}>
                {(choice) => <option value={choice}>{t(`snooze.${choice}`)}</option>}
              </For>
            </select>
          </label>
        </Show>
        <Show when={props.dialog === "close"}>
          <fieldset class="verdicts">
            <legend>{t("verdict")}</legend>
            <For each={wordIds("verdict")}>
              {(id) => (
                <label class="check">
                  <input
                    type="radio"
                    name="verdict"
                    value={id}
                    checked={verdict() === id}
                    onChange={() => setVerdict(id)}
                  />
                  {word("verdict", id)}
                </label>
              )}
            </For>
          </fieldset>
        </Show>
        <label class="field">
          <span class="label">{props.dialog === "close" ? t("comment.need") : t("comment")}</span>
          <textarea
            class="textarea"
            maxlength={1000}
            value={comment()}
            onInput={(event) => setComment(event.currentTarget.value)}
          />
        </label>
        <FaultNote error={props.acting.error()} />
        <div class="dialog-actions">
          <button type="button" class="button" onClick={() => props.onClose()}>
            {t("cancel")}
          </button>
          <button type="submit" class="button primary" disabled={!ready()}>
            {props.dialog === null ? "" : t(props.dialog)}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
