import { createSignal, For, type JSX, Show } from "solid-js";
import type { ModelSecret, ModelUse, ModelVersion } from "#domain/api/models";
import { Time } from "#kit/control/control.tsx";
import { NumberField } from "#kit/control/number-field.tsx";
import { type Confirmation, ConfirmDialog, Dialog } from "#kit/dialog/dialog.tsx";
import { DialogForm } from "#kit/dialog/form.tsx";
import { SecretDialog } from "#kit/dialog/secret-dialog.tsx";
import { formatExact, NOTHING } from "#kit/format/number.ts";
import { formatDay, formatHourMinute } from "#kit/format/time.ts";
import { getJson, postJson, requestJson } from "#kit/http/client.ts";
import { makeTranslator } from "#kit/i18n/translate.ts";
import { createQuery } from "#kit/query/query.ts";
import { can } from "#kit/session/session.ts";
import { EmptyState, QueryView, Skeleton } from "#kit/state/state.tsx";
import { tell } from "#kit/toast/toast.tsx";
import { algorithmsMessages } from "./algorithms.messages.ts";

const t = makeTranslator(algorithmsMessages);
type Key = ModelUse["keys"][number];

/** Who may call a model, how often each does, and how long answers take. */
export function ModelKeys(props: { readonly model: ModelVersion }): JSX.Element {
  const [creating, setCreating] = createSignal(false);
  const [secret, setSecret] = createSignal<ModelSecret | null>(null);
  const [ask, setAsk] = createSignal<Confirmation | null>(null);
  const query = createQuery(
    () => props.model.name,
    (name, signal) => getJson<ModelUse>(`api/models/${name}/keys`, { signal }),
    { everyMs: () => (props.model.state === "published" ? 5_000 : 30_000), fresh: true },
  );
  const revoke = (key: Key): void => {
    setAsk({
      title: t("key.revoke.title", { name: key.label }),
      body: t("key.revoke.body", { name: key.label }),
      action: t("key.revoke"),
      danger: true,
      run: async () => {
        await requestJson("DELETE", `api/model-keys/${key.id}`);
        tell(t("key.revoke.done", { name: key.label }));
        await query.refetch();
      },
    });
  };
  return (
    <section class="panel" aria-label={t("key.title")}>
      <header class="wrap">
        <h2>{t("key.title")}</h2>
        <span class="grow" />
        <Show when={props.model.state === "published" && can("config.publish")}>
          <button type="button" class="button" onClick={() => setCreating(true)}>
            {t("key.new")}
          </button>
        </Show>
      </header>
      <QueryView query={query} skeleton={<Skeleton rows={3} height={36} />}>
        {(use) => (
          <Show when={use().keys.length > 0} fallback={<EmptyState title={t("key.none")} />}>
            <div class="table-box" tabindex={0}>
              <table class="table plain-table algo-wide-table">
                <thead>
                  <tr>
                    <th>{t("key.label")}</th>
                    <th>{t("key.hint")}</th>
                    <th class="num">{t("key.limit")}</th>
                    <th class="num">{t("key.today")}</th>
                    <th class="num">{t("key.calls")}</th>
                    <th class="num">{t("key.refused")}</th>
                    <th class="num">{t("key.mean")}</th>
                    <th class="num">{t("key.p95")}</th>
                    <th>{t("key.last")}</th>
                    <th>{t("key.expires")}</th>
                    <th>
                      <span class="sr-only">{t("actions")}</span>
                    </th>
                  </tr>
                </thead>
                <tbody>
                  <For each={use().keys}>
                    {(key) => (
                      <tr>
                        <td>{key.label}</td>
                        <td class="mono">{key.hint}</td>
                        <td class="num">{formatExact(key.perMinute)}</td>
                        <td class="num">{formatExact(key.callsToday)}</td>
                        <td class="num">{formatExact(key.calls)}</td>
                        <td class="num">{formatExact(key.refused)}</td>
                        <td class="num">
                          {key.meanMs === null ? NOTHING : `${formatExact(key.meanMs, 1)} ms`}
                        </td>
                        <td class="num">{key.p95Ms === null ? NOTHING : `${formatExact(key.p95Ms)} ms`}</td>
                        <td>
                          <Time at={key.lastUsed} />
                        </td>
                        <td>{formatDay(key.expiresAt)}</td>
                        <td class="num">
                          <Show
                            when={key.revokedAt === null}
                            fallback={<span class="tag">{t("key.revoked")}</span>}
                          >
                            <Show when={can("config.publish")}>
                              <button type="button" class="button tiny" onClick={() => revoke(key)}>
                                {t("key.revoke")}
                              </button>
                            </Show>
                          </Show>
                        </td>
                      </tr>
                    )}
                  </For>
                </tbody>
              </table>
            </div>
            <h3>{t("key.minutes")}</h3>
            <Minutes minutes={use().minutes} />
          </Show>
        )}
      </QueryView>
      <Show when={creating()}>
        <KeyDialog
          model={props.model.name}
          onClose={() => setCreating(false)}
          onMade={(made) => {
            setCreating(false);
            setSecret(made);
            void query.refetch();
          }}
        />
      </Show>
      <Show when={secret()}>
        {(made) => (
          <SecretDialog
            title={t("key.secret.title")}
            hint={t("key.secret.hint")}
            secret={made().secret}
            done={t("key.secret.done")}
            onClose={() => setSecret(null)}
          />
        )}
      </Show>
      <ConfirmDialog ask={ask()} onClose={() => setAsk(null)} />
    </section>
  );
}

function Minutes(props: { readonly minutes: ModelUse["minutes"] }): JSX.Element {
  const most = (): number => Math.max(1, ...props.minutes.map(({ calls }) => calls));
  return (
    <Show when={props.minutes.length > 0} fallback={<p class="muted">{t("key.minutes.none")}</p>}>
      <div
        class="algo-minutes"
        role="img"
        aria-label={props.minutes.map(({ at, calls }) => `${formatHourMinute(at)} ${calls}`).join(", ")}
      >
        <For each={props.minutes}>
          {(minute) => (
            <span
              style={{ height: `${Math.max(2, (minute.calls / most()) * 60)}px`, "max-width": "24px" }}
              title={`${formatHourMinute(minute.at)} · ${formatExact(minute.calls)}`}
            />
          )}
        </For>
      </div>
    </Show>
  );
}

function KeyDialog(props: {
  readonly model: string;
  readonly onClose: () => void;
  readonly onMade: (secret: ModelSecret) => void;
}): JSX.Element {
  const [label, setLabel] = createSignal("");
  const [limit, setLimit] = createSignal(60);
  const [days, setDays] = createSignal(180);
  const send = async (): Promise<void> => {
    const made = await postJson<ModelSecret>(`api/models/${props.model}/keys`, {
      label: label().trim(),
      perMinute: limit(),
      days: days(),
    });
    props.onMade(made);
  };
  const ready = (): boolean => label().trim() !== "" && limit() >= 1 && days() >= 1;
  return (
    <Dialog open title={t("key.new")} onClose={props.onClose}>
      <DialogForm ready={ready()} action={t("key.send")} send={send} onClose={props.onClose}>
        <label class="field">
          <span class="label">{t("key.label")}</span>
          <input
            class="input"
            maxlength={100}
            value={label()}
            onInput={(event) => setLabel(event.currentTarget.value)}
          />
        </label>
        <div class="row wrap">
          <NumberField
            label={t("key.limit")}
            value={limit()}
            min={1}
            max={10_000}
            step="1"
            onChange={setLimit}
          />
          <NumberField label={t("key.days")} value={days()} min={1} max={730} step="1" onChange={setDays} />
        </div>
      </DialogForm>
    </Dialog>
  );
}
