import { createSignal, type JSX, onCleanup, Show } from "solid-js";
import { nowMs } from "#kit/clock.ts";
import { SimulatedTag } from "#kit/control/control.tsx";
import { formatAge, formatFullTime } from "#kit/format/time.ts";
import { makeTranslator } from "#kit/i18n/translate.ts";
import { connection, lagMs, lastEventMs } from "#kit/live/live.ts";
import { waitingActions } from "#kit/outbox/outbox.ts";
import { me } from "#kit/session/session.ts";
import { frameMessages } from "./frame.messages.ts";

const t = makeTranslator(frameMessages);
declare const __VERSION__: string;

/** The last line: connection, last event, lag, the simulated-data mark, version. */
export function StatusLine(): JSX.Element {
  const [online, setOnline] = createSignal(navigator.onLine);
  const follow = (): void => {
    setOnline(navigator.onLine);
  };
  window.addEventListener("online", follow);
  window.addEventListener("offline", follow);
  onCleanup(() => {
    window.removeEventListener("online", follow);
    window.removeEventListener("offline", follow);
  });
  const state = () => (online() ? connection() : ("offline" as const));
  return (
    <footer class="status">
      <span
        class="status-line"
        classList={{ bad: state() !== "live" && state() !== "connecting" }}
        role="status"
      >
        <span class="status-dot" classList={{ live: state() === "live" }} aria-hidden="true">
          {state() === "live" ? "●" : "○"}
        </span>{" "}
        {t(`status.${state()}`)}
      </span>
      <Show when={lastEventMs()} fallback={<span>{t("status.none")}</span>}>
        {(at) => (
          <span title={formatFullTime(at())}>{t("status.last", { age: formatAge(nowMs() - at()) })}</span>
        )}
      </Show>
      <Show when={lagMs() !== null}>
        <span>{t("status.lag", { lag: lag(lagMs() ?? 0) })}</span>
      </Show>
      <Show when={waitingActions() > 0}>
        <span class="status-line bad">{t("status.queue", { n: waitingActions() })}</span>
      </Show>
      <span class="grow" />
      <Show when={me()?.simulatedCity}>
        <SimulatedTag />
      </Show>
      <span>{t("status.version", { version: __VERSION__ })}</span>
    </footer>
  );
}

function lag(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)} ms` : formatAge(ms);
}
