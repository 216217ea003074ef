import { createSignal, type JSX, onCleanup, Show } from "solid-js";

/** Open or not, for a panel under a button: Esc, pressing elsewhere and leaving by Tab close it. */
export function createDropDown(): {
  readonly open: () => boolean;
  readonly setOpen: (open: boolean) => void;
  readonly root: (element: HTMLElement) => void;
} {
  const [open, setOpen] = createSignal(false);
  let box: HTMLElement | undefined;
  const outside = (target: EventTarget | null): boolean =>
    target instanceof Node && box?.contains(target) === false;
  const press = (event: Event): void => {
    if (outside(event.target)) setOpen(false);
  };
  document.addEventListener("pointerdown", press);
  onCleanup(() => document.removeEventListener("pointerdown", press));
  return {
    open,
    setOpen,
    root: (element) => {
      box = element;
      element.addEventListener("focusout", (event) => {
        if (outside(event.relatedTarget)) setOpen(false);
      });
      element.addEventListener("keydown", (event) => {
        if (event.key !== "Escape" || !open()) return;
        event.preventDefault();
        event.stopPropagation();
        setOpen(false);
        element.querySelector("button")?.focus();
      });
    },
  };
}

/** A button that opens a small panel. */
export function DropDown(props: { readonly label: string; readonly children: JSX.Element }): JSX.Element {
  const drop = createDropDown();
  return (
    <div class="drop-down" ref={drop.root}>
      <button
        type="button"
        class="button"
        aria-expanded={drop.open()}
        onClick={() => drop.setOpen(!drop.open())}
      >
        {props.label} <span aria-hidden="true">▾</span>
      </button>
      <Show when={drop.open()}>
        <div class="menu drop">{props.children}</div>
      </Show>
    </div>
  );
}
