import { For, type JSX, Show } from "solid-js";
import { controlMessages } from "#kit/control/control.messages.ts";
import { formatExact } from "#kit/format/number.ts";
import { formatFullTime, formatTime } from "#kit/format/time.ts";
import { makeTranslator } from "#kit/i18n/translate.ts";
import { tell } from "#kit/toast/toast.tsx";

const t = makeTranslator(controlMessages);

/** One of a few choices, side by side. */
export function Segments<V extends string>(props: {
  readonly label: string;
  readonly value: V;
  readonly options: readonly { readonly value: V; readonly label: string }[];
  readonly onChange: (value: V) => void;
}): JSX.Element {
  return (
    <fieldset class="segments" aria-label={props.label}>
      <For each={props.options}>
        {(option) => (
          <button
            type="button"
            aria-pressed={props.value === option.value}
            onClick={() => props.onChange(option.value)}
          >
            {option.label}
          </button>
        )}
      </For>
    </fieldset>
  );
}

/** Filters that are on, each with its way off. */
export function Chips(props: {
  readonly chips: readonly { readonly id: string; readonly label: string; readonly remove: () => void }[];
  readonly clear: () => void;
}): JSX.Element {
  return (
    <Show when={props.chips.length > 0}>
      <div class="chips">
        <For each={props.chips}>
          {(chip) => (
            <span class="chip">
              <span class="clip" title={chip.label}>
                {chip.label}
              </span>
              <button
                type="button"
                aria-label={t("remove", { name: chip.label })}
                onClick={() => chip.remove()}
              >
                ✕
              </button>
            </span>
          )}
        </For>
        <Show when={props.chips.length > 1}>
          <button type="button" class="button plain tiny" onClick={() => props.clear()}>
            {t("clear")}
          </button>
        </Show>
      </div>
    </Show>
  );
}

/** A code in fixed width that copies itself. */
export function CopyCode(props: { readonly text: string }): JSX.Element {
  const copy = async (event: MouseEvent): Promise<void> => {
    event.stopPropagation();
    try {
      // No clipboard on plain http: then say so.
      await navigator.clipboard.writeText(props.text);
      tell(t("copied", { text: props.text }));
    } catch {
      tell(t("copy.refused"));
    }
  };
  return (
    <button
      type="button"
      class="copy-code mono"
      title={t("copy", { text: props.text })}
      onClick={(event) => void copy(event)}
    >
      {props.text}
    </button>
  );
}

/** An instant as screens write it, in full on hover. */
export function Time(props: { readonly at: string | number | null; readonly now?: number }): JSX.Element {
  const iso = (): string | undefined => {
    const at =
      props.at === null ? Number.NaN : typeof props.at === "number" ? props.at : Date.parse(props.at);
    return Number.isFinite(at) ? new Date(at).toISOString() : undefined;
  };
  return (
    <time dateTime={iso()} title={formatFullTime(props.at)} class="time">
      {formatTime(props.at, props.now)}
    </time>
  );
}

export function SimulatedTag(props: { readonly short?: boolean }): JSX.Element {
  return (
    <span class="tag" title={t("simulated.hint")}>
      {props.short === true ? t("simulated.short") : t("simulated")}
    </span>
  );
}

export function ProvisionalTag(): JSX.Element {
  return (
    <span class="tag warn" title={t("provisional.hint")}>
      {t("provisional")}
    </span>
  );
}

/** Forward and back through keyset pages; the total only when the server counts it. */
export function Pager(props: {
  readonly page: number;
  readonly total: number | null;
  readonly hasNext: boolean;
  readonly onFirst: () => void;
  readonly onPrevious: () => void;
  readonly onNext: () => void;
  readonly children?: JSX.Element;
}): JSX.Element {
  return (
    <div class="pager">
      <span class="muted">
        <Show when={props.total !== null}>{t("total", { n: formatExact(props.total ?? 0) })}</Show>
      </span>
      {props.children}
      <span class="grow" />
      <Show when={props.page > 1 || props.hasNext}>
        <button type="button" class="button tiny" disabled={props.page <= 1} onClick={() => props.onFirst()}>
          {t("first")}
        </button>
        <button
          type="button"
          class="button tiny"
          disabled={props.page <= 1}
          onClick={() => props.onPrevious()}
        >
          {t("previous")}
        </button>
        <span class="small muted">{t("page", { n: props.page })}</span>
        <button type="button" class="button tiny" disabled={!props.hasNext} onClick={() => props.onNext()}>
          {t("next")}
        </button>
      </Show>
    </div>
  );
}
