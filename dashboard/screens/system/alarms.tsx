import { createSignal, For, type JSX, Show } from "solid-js";
import type { SystemStatus } from "#domain/api/system";
import { Time } from "#kit/control/control.tsx";
import { postJson } from "#kit/http/client.ts";
import { language, makeTranslator } from "#kit/i18n/translate.ts";
import { can } from "#kit/session/session.ts";
import { EmptyState } from "#kit/state/state.tsx";
import { tell, tellFault } from "#kit/toast/toast.tsx";
import { systemMessages } from "./system.messages.ts";

const t = makeTranslator(systemMessages);

/** 告警: the program's own troubles, active ones first. */
export function Alarms(props: {
  readonly alarms: SystemStatus["alarms"];
  readonly onDone: () => Promise<void>;
}): JSX.Element {
  const [busy, setBusy] = createSignal<number | null>(null);
  const sorted = () =>
    [...props.alarms].sort(
      (a, b) => Number(b.active) - Number(a.active) || Date.parse(b.since) - Date.parse(a.since),
    );
  const acknowledge = async (alarm: SystemStatus["alarms"][number]): Promise<void> => {
    setBusy(alarm.id);
    try {
      await postJson(`api/alarms/${alarm.id}/acknowledge`);
      tell(t("alarm.done", { name: alarm.subject }));
      await props.onDone();
    } catch (cause) {
      tellFault(cause);
    } finally {
      setBusy(null);
    }
  };
  return (
    <section class="panel" aria-labelledby="alarms-title">
      <header>
        <h2 id="alarms-title">{t("alarms")}</h2>
      </header>
      <Show
        when={props.alarms.length > 0}
        fallback={<EmptyState title={t("alarms.none")} hint={t("alarms.none.hint")} />}
      >
        <ul class="cards">
          <For each={sorted()}>
            {(alarm) => (
              <li classList={{ over: !alarm.active }}>
                <div class="row wrap">
                  <span class="tag" classList={{ warn: alarm.active && alarm.severity !== "info" }}>
                    {t(`severity.${alarm.severity}`)}
                  </span>
                  <strong>{alarm.words[language()]}</strong>
                  <span class="grow" />
                  <span class="small muted">{t(alarm.active ? "alarm.active" : "alarm.over")}</span>
                  <Show when={alarm.active && alarm.acknowledgedBy === null && can("system.operate")}>
                    <button
                      type="button"
                      class="button tiny"
                      disabled={busy() === alarm.id}
                      onClick={() => void acknowledge(alarm)}
                    >
                      {t("alarm.acknowledge")}
                    </button>
                  </Show>
                </div>
                <p class="small muted">
                  <Time at={alarm.since} /> · {alarm.subject} · <code class="mono">{alarm.code}</code>
                  <Show when={alarm.acknowledgedBy}>
                    {(name) => <> · {t("alarm.by", { name: name() })}</>}
                  </Show>
                </p>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </section>
  );
}
