import { createSignal, For, type JSX, Show } from "solid-js";
import { CITY } from "#domain/district";
import { nowMs } from "#kit/clock.ts";
import { formatAge } from "#kit/format/time.ts";
import { makeTranslator } from "#kit/i18n/translate.ts";
import { Icon } from "#kit/icon/icon.tsx";
import { connection, freshMs } from "#kit/live/live.ts";
import type { Scope } from "#kit/live/scope.ts";
import { me, ownDistrict } from "#kit/session/session.ts";
import { DISTRICT_CODES, districtName, placeName } from "#kit/words/districts.ts";
import { frameMessages } from "./frame.messages.ts";

const t = makeTranslator(frameMessages);

/** Past this age the data is late, and the head says so. */
const LATE_MS = 45_000;

/** Whose area is looked at: always visible; a choice only for those who see the whole city. */
export function ScopeSwitch(props: { readonly scope: Scope }): JSX.Element {
  return (
    <Show
      when={ownDistrict() === CITY}
      fallback={
        <span class="scope" title={t("scope.own")}>
          {placeName(ownDistrict(), me()?.street ?? null)}
        </span>
      }
    >
      <select
        class="scope scope-select"
        aria-label={t("scope")}
        value={props.scope.district()}
        onChange={(event) => props.scope.set(event.currentTarget.value)}
      >
        <option value={CITY} selected={props.scope.district() === CITY}>
          {districtName(CITY)}
        </option>
        <For each={DISTRICT_CODES as string[]}>
          {(code) => (
            <option value={code} selected={props.scope.district() === code}>
              {districtName(code)}
            </option>
          )}
        </For>
      </select>
    </Show>
  );
}

export function SearchBox(props: {
  readonly ref: (element: HTMLInputElement) => void;
  readonly onSearch: (text: string) => void;
}): JSX.Element {
  const [text, setText] = createSignal("");
  return (
    // biome-ignore lint/a11y/useSemanticElements: old Chromium does not know <search>
    <form
      class="search"
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        if (text().trim() !== "") props.onSearch(text().trim());
      }}
    >
      <input
        ref={props.ref}
        class="input"
        type="search"
        value={text()}
        maxlength={100}
        placeholder={t("search")}
        aria-label={t("search")}
        onInput={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape") event.currentTarget.blur();
        }}
      />
      <span class="kbd" aria-hidden="true">
        /
      </span>
    </form>
  );
}

/** How old the picture is. While the line is live nothing can be missing, so the age is that of the last word heard. */
export function DataAge(): JSX.Element {
  const age = (): number => Math.max(0, nowMs() - freshMs());
  const late = (): boolean => age() > LATE_MS;
  return (
    <span
      class="data-age"
      classList={{ late: late() }}
      role={late() ? "alert" : undefined}
      title={late() ? t("age.late", { age: formatAge(age()) }) : undefined}
    >
      <Icon name={late() ? "warning" : "clock"} size={14} /> {t("age")}{" "}
      {connection() === "live" && age() < 1000 ? formatAge(0) : formatAge(age())}
    </span>
  );
}
