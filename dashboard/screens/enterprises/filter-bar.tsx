import { createEffect, createSignal, For, type JSX, Show } from "solid-js";
import { CITY } from "#domain/district";
import { FINANCE_KINDS } from "#domain/finance-kind";
import { LEVELS } from "#domain/level";
import { riskFeatureName } from "#domain/risk-feature";
import { streetName, streetsOf } from "#domain/street";
import { Chips } from "#kit/control/control.tsx";
import { joinWords, labelled } from "#kit/i18n/punctuation.ts";
import { language, makeTranslator } from "#kit/i18n/translate.ts";
import { LevelShape } from "#kit/level/level-mark.tsx";
import { levelFullWord, levelWord } from "#kit/level/level-style.ts";
import type { Scope } from "#kit/live/scope.ts";
import { industryName, industrySections } from "#kit/words/industries.ts";
import { financeKindName, word, wordIds } from "#kit/words/words.ts";
import { enterprisesMessages } from "./enterprises.messages.ts";
import { FILTER_NAMES, type FilterStore } from "./filters.ts";
import { toggleLevel } from "./level-list.ts";

const t = makeTranslator(enterprisesMessages);

/** Search and filters; what is on stands below as chips and in the address. */
export function FilterBar(props: { readonly store: FilterStore; readonly scope: Scope }): JSX.Element {
  const [text, setText] = createSignal("");
  createEffect(() => setText(props.store.filters().q));
  const pick = (
    name: "industry" | "financeKind" | "status" | "origin" | "street",
    label: string,
    any: string,
    options: readonly (readonly [string, string])[],
    value: string,
  ): JSX.Element => (
    <select
      class="select"
      aria-label={label}
      value={value}
      onChange={(event) => props.store.set({ [name]: event.currentTarget.value || null })}
    >
      <option value="">{any}</option>
      <For each={options as (readonly [string, string])[]}>
        {([id, name]) => (
          <option value={id} selected={id === value}>
            {name}
          </option>
        )}
      </For>
    </select>
  );
  return (
    <div class="filter-bar">
      <form
        class="row"
        onSubmit={(event) => {
          event.preventDefault();
          props.store.set({ q: text().trim() || null });
        }}
      >
        <input
          class="input filter-search"
          type="search"
          maxlength={100}
          value={text()}
          placeholder={t("search")}
          aria-label={t("search")}
          onInput={(event) => {
            setText(event.currentTarget.value);
            if (event.currentTarget.value === "" && props.store.filters().q !== "")
              props.store.set({ q: null });
          }}
        />
        <button type="submit" class="button">
          {t("search.submit")}
        </button>
      </form>
      <fieldset class="segments" aria-label={t("level")}>
        <For each={[...LEVELS]}>
          {(level) => (
            <button
              type="button"
              class="row tight"
              aria-pressed={props.store.levels().includes(level)}
              aria-label={levelFullWord(level)}
              onClick={() => props.store.set({ levels: toggleLevel(props.store.levels(), level) || null })}
            >
              <LevelShape level={level} /> {levelWord(level)}
            </button>
          )}
        </For>
      </fieldset>
      {pick(
        "industry",
        t("industry"),
        t("industry.any"),
        industrySections().map((section) => [section.code, section.name] as const),
        sectionValue(props.store.filters().industry),
      )}
      {pick(
        "financeKind",
        t("finance"),
        t("finance.any"),
        FINANCE_KINDS.filter((kind) => kind !== "none").map((kind) => [kind, financeKindName(kind)] as const),
        props.store.filters().financeKind,
      )}
      {pick(
        "status",
        t("status"),
        t("status.any"),
        wordIds("status")
          .filter((id) => id !== "unknown")
          .map((id) => [id, word("status", id)] as const),
        props.store.filters().status,
      )}
      <Show when={props.scope.district() !== CITY}>
        {pick(
          "street",
          t("street"),
          t("street.any"),
          streetsOf(props.scope.district()).map((street) => [street.code, street.name] as const),
          props.scope.street() ?? "",
        )}
      </Show>
      <select
        class="select"
        aria-label={t("origin")}
        value={props.store.filters().origin}
        onChange={(event) => props.store.set({ origin: event.currentTarget.value || null })}
      >
        <option value="">{t("origin.city")}</option>
        <option value="outside">{t("origin.outside")}</option>
        <option value="all">{t("origin.all")}</option>
      </select>
    </div>
  );
}

/** The filters that are on, as chips. */
export function FilterChips(props: { readonly store: FilterStore; readonly scope: Scope }): JSX.Element {
  const chips = (): { readonly id: string; readonly label: string; readonly remove: () => void }[] => {
    const filters = props.store.filters();
    const found: { id: string; label: string; remove: () => void }[] = [];
    const add = (
      id: "q" | "levels" | "industry" | "financeKind" | "status" | "origin" | "feature",
      label: string,
    ): void => {
      found.push({ id, label, remove: () => props.store.set({ [id]: null }) });
    };
    if (filters.q !== "") add("q", `“${filters.q}”`);
    if (filters.levels !== "")
      add("levels", labelled(t("level"), joinWords(props.store.levels().map(levelWord))));
    if (filters.industry !== "") add("industry", labelled(t("industry"), industryName(filters.industry)));
    if (filters.financeKind !== "")
      add("financeKind", labelled(t("finance"), financeKindName(filters.financeKind)));
    if (filters.status !== "") add("status", labelled(t("status"), word("status", filters.status)));
    if (filters.origin === "outside" || filters.origin === "all")
      add("origin", labelled(t("origin"), t(`origin.${filters.origin}`)));
    if (filters.feature !== "")
      add("feature", labelled(t("feature"), riskFeatureName(filters.feature, language())));
    const street = props.scope.street();
    if (street !== null)
      found.push({
        id: "street",
        label: labelled(t("street"), streetName(street)),
        remove: () => props.store.set({ street: null }),
      });
    return found;
  };
  const clear = (): void => {
    props.store.set({ ...Object.fromEntries(FILTER_NAMES.map((name) => [name, null])), street: null });
  };
  return <Chips chips={chips()} clear={clear} />;
}

/** A finer class in the address keeps the select at “all”: the chip says which it is. */
function sectionValue(code: string): string {
  return /^[A-T]$/.test(code) ? code : "";
}
