import { For, type JSX } from "solid-js";
import { Dialog } from "#kit/dialog/dialog.tsx";
import { makeTranslator } from "#kit/i18n/translate.ts";
import { activeKeys, type KeyBinding } from "#kit/keys/keys.ts";
import { frameMessages } from "./frame.messages.ts";

const t = makeTranslator(frameMessages);

/** The keys that work on this screen; the innermost meaning of a key is the one that is said. */
export function KeyHelp(props: { readonly open: boolean; readonly onClose: () => void }): JSX.Element {
  const keys = (): KeyBinding[] => {
    const found = new Map<string, KeyBinding>();
    for (const binding of activeKeys()) found.set(binding.key, binding);
    return [...found.values()].filter((binding) => !/^Arrow/.test(binding.key));
  };
  return (
    <Dialog open={props.open} title={t("keys.title")} onClose={props.onClose}>
      <dl class="key-list">
        <For each={keys()}>
          {(binding) => (
            <div>
              <dt>
                <kbd class="kbd">{binding.key === "Escape" ? "Esc" : binding.key}</kbd>
              </dt>
              <dd>{binding.label()}</dd>
            </div>
          )}
        </For>
      </dl>
      <p class="small muted">{t("keys.note")}</p>
    </Dialog>
  );
}
