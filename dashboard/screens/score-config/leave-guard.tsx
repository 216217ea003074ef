import { useBeforeLeave } from "@solidjs/router";
import { createSignal, type JSX, onCleanup } from "solid-js";
import { type Confirmation, ConfirmDialog } from "#kit/dialog/dialog.tsx";
import { makeTranslator } from "#kit/i18n/translate.ts";
import { scoreConfigMessages } from "./score-config.messages.ts";

const t = makeTranslator(scoreConfigMessages);

/** Unsaved work is asked about before the configuration is left, for another screen or with the page. */
export function LeaveGuard(props: { readonly unsaved: () => boolean }): JSX.Element {
  const [ask, setAsk] = createSignal<Confirmation | null>(null);
  useBeforeLeave((event) => {
    if (!props.unsaved() || event.defaultPrevented || staysAt(event.from.pathname, event.to)) return;
    event.preventDefault();
    setAsk({
      title: t("leave.title"),
      body: t("leave.body"),
      action: t("leave.send"),
      danger: true,
      run: async () => event.retry(true),
    });
  });
  const warn = (event: BeforeUnloadEvent): void => {
    if (props.unsaved()) event.preventDefault();
  };
  window.addEventListener("beforeunload", warn);
  onCleanup(() => window.removeEventListener("beforeunload", warn));
  return <ConfirmDialog ask={ask()} onClose={() => setAsk(null)} />;
}

/** Between the parts of the configuration nothing is lost: the draft lives above them. */
function staysAt(pathname: string, to: string | number): boolean {
  // A step of the history is asked about when the address is that of its end already.
  const next = new URL(typeof to === "string" ? to : window.location.href, window.location.href);
  return next.pathname === pathname && next.searchParams.get("tab") === "config";
}
