import { createEffect, type JSX, on, onCleanup, onMount } from "solid-js";

/** A hand that types is waited for. */
const SETTLE_MS = 300;

/** Finds while one types: when the hand rests, at once on Enter. What clears `value` elsewhere clears the field too. */
export function SearchBox(props: {
  readonly value: string;
  readonly label: string;
  readonly class?: string;
  readonly onSearch: (text: string) => void;
}): JSX.Element {
  let field!: HTMLInputElement;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let sent = props.value;
  const send = (): void => {
    clearTimeout(timer);
    const text = field.value.trim();
    if (text === sent) return;
    sent = text;
    props.onSearch(text);
  };
  const wait = (): void => {
    clearTimeout(timer);
    timer = setTimeout(send, SETTLE_MS);
  };
  onMount(() => {
    field.value = props.value;
  });
  createEffect(
    on(
      () => props.value,
      (value) => {
        // The echo of what was sent: letters typed since stay.
        if (value === sent) return;
        clearTimeout(timer);
        sent = value;
        field.value = value;
      },
      { defer: true },
    ),
  );
  onCleanup(() => clearTimeout(timer));
  return (
    <input
      ref={field}
      class={props.class === undefined ? "input" : `input ${props.class}`}
      type="search"
      maxlength={100}
      placeholder={props.label}
      aria-label={props.label}
      onInput={(event) => {
        // Pinyin on its way to characters is no text yet.
        if (!event.isComposing) wait();
      }}
      onCompositionEnd={wait}
      onChange={send}
      onKeyDown={(event) => {
        if (event.key !== "Enter" || event.isComposing) return;
        // Inside of a form it finds, and sends nothing else.
        event.preventDefault();
        send();
      }}
    />
  );
}
