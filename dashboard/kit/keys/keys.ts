import { createRoot, createSignal, onCleanup } from "solid-js";

/** One key of a screen: what it does in words (for the list under “?”), and whether it took the key. */
export interface KeyBinding {
  readonly key: string;
  readonly label: () => string;
  readonly run: (event: KeyboardEvent) => void;
}

const [bindings, setBindings] = createRoot(() => createSignal<readonly (readonly KeyBinding[])[]>([]));

/** All keys that work now, the innermost screen last. */
export function activeKeys(): readonly KeyBinding[] {
  return bindings().flat();
}

/** Binds keys while the component lives. The innermost binding of a key wins. */
export function createKeys(keys: readonly KeyBinding[]): void {
  setBindings((present) => [...present, keys]);
  onCleanup(() => setBindings((present) => present.filter((other) => other !== keys)));
}

/** Listens on the page; called once by the frame. Single letters never fire while somebody is typing. */
export function createKeyListener(): void {
  const listen = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const typing = isTyping(event.target);
    if (typing && event.key !== "Escape") return;
    if (document.querySelector("dialog[open]") !== null) return;
    const layers = bindings();
    for (let i = layers.length - 1; i >= 0; i--) {
      const binding = layers[i]?.find((candidate) => candidate.key === event.key);
      if (binding === undefined) continue;
      if (event.key === "Enter" && isControl(event.target)) return;
      if (event.key !== "Escape") event.preventDefault();
      binding.run(event);
      return;
    }
  };
  document.addEventListener("keydown", listen);
  onCleanup(() => document.removeEventListener("keydown", listen));
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) &&
    !isTick(target)
  );
}

function isTick(target: HTMLElement): boolean {
  return target instanceof HTMLInputElement && (target.type === "checkbox" || target.type === "radio");
}

/** Enter on a button or link belongs to it. */
function isControl(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest("button, a, summary, [role=button]") !== null;
}
