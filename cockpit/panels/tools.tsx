import { createSignal, For, type JSX, onCleanup, onMount, Show } from "solid-js";
import { CITY } from "#domain/district";
import { levelOf } from "#domain/level";
import { language, makeTranslator, setLanguage } from "#kit/i18n/translate.ts";
import { ownDistrict } from "#kit/session/session.ts";
import { DISTRICT_CODES, districtName } from "#kit/words/districts.ts";
import type { FilterControl } from "../filters.ts";
import { toggleFullScreen } from "../keys.ts";
import { INDUSTRY_SECTIONS, shortIndustryName } from "../model/industry-words.ts";
import type { Tour } from "../tour.ts";
import { wallMessages } from "../wall.messages.ts";
import { fromLevelText } from "./level-text.ts";

const t = makeTranslator(wallMessages);

const AWAKE_MS = 6_000;
const LEVELS = [2, 3, 4, 5] as const;

/** The wall's few controls: there while somebody moves the pointer or reaches them by Tab, else out of the picture. */
export function Tools(props: {
  readonly filters: FilterControl;
  readonly tour: Tour;
  readonly helpOpen: boolean;
  readonly onHelp: () => void;
}): JSX.Element {
  const [awake, setAwake] = createSignal(false);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const wake = (): void => {
    setAwake(true);
    if (timer !== undefined) clearTimeout(timer);
    timer = setTimeout(() => setAwake(false), AWAKE_MS);
  };
  onMount(() => {
    window.addEventListener("pointermove", wake);
    window.addEventListener("pointerdown", wake);
  });
  onCleanup(() => {
    window.removeEventListener("pointermove", wake);
    window.removeEventListener("pointerdown", wake);
    if (timer !== undefined) clearTimeout(timer);
  });
  const value = (): ReturnType<FilterControl["value"]> => props.filters.value();
  const filtered = (): boolean => value().district !== null || value().industry !== null || value().level > 2;
  return (
    <>
      <div
        class="w-tools"
        classList={{ awake: awake() || props.helpOpen }}
        role="toolbar"
        aria-label={t("tools")}
      >
        <Show when={props.tour.place() !== null}>
          <button type="button" onClick={() => props.tour.step(-1)} aria-label={t("tour.back")}>
            ‹
          </button>
          <button type="button" onClick={() => props.tour.toggle()}>
            {props.tour.paused() ? t("tour.resume") : t("tour.pause")}
          </button>
          <button type="button" onClick={() => props.tour.step(1)} aria-label={t("tour.next")}>
            ›
          </button>
        </Show>
        <Show when={ownDistrict() === CITY}>
          <Choice
            label={t("filter.district")}
            value={value().district ?? ""}
            options={[
              { value: "", label: t("filter.city") },
              ...DISTRICT_CODES.map((code) => ({ value: code, label: districtName(code) })),
            ]}
            onChange={(code) => props.filters.set({ district: code === "" ? null : code })}
          />
        </Show>
        <Choice
          label={t("filter.industry")}
          value={value().industry ?? ""}
          options={[
            { value: "", label: t("filter.all") },
            ...INDUSTRY_SECTIONS.map((code) => ({ value: code, label: shortIndustryName(code) })),
          ]}
          onChange={(code) => props.filters.set({ industry: code === "" ? null : code })}
        />
        <Choice
          label={t("filter.level")}
          value={String(value().level)}
          options={LEVELS.map((level) => ({
            value: String(level),
            label: fromLevelText(levelOf(level)),
          }))}
          onChange={(level) => props.filters.set({ level: Number(level) as 2 | 3 | 4 | 5 })}
        />
        <Show when={filtered()}>
          <button
            type="button"
            onClick={() => props.filters.set({ district: null, industry: null, level: 2 })}
          >
            {t("filter.clear")}
          </button>
        </Show>
        <button
          type="button"
          aria-pressed={value().visitors}
          onClick={() => props.filters.set({ visitors: !value().visitors })}
        >
          {value().visitors ? t("tool.visitors.off") : t("tool.visitors.on")}
        </button>
        <button type="button" onClick={() => setLanguage(language() === "en" ? "zh" : "en")}>
          {language() === "en" ? "中文" : "English"}
        </button>
        <button type="button" onClick={toggleFullScreen}>
          {t("tool.full")}
        </button>
        <button type="button" aria-expanded={props.helpOpen} onClick={() => props.onHelp()}>
          {t("tool.keys")}
        </button>
      </div>
      <Show when={props.helpOpen}>
        <KeyList />
      </Show>
    </>
  );
}

function Choice(props: {
  readonly label: string;
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly onChange: (value: string) => void;
}): JSX.Element {
  return (
    <label>
      {props.label}
      <select value={props.value} onChange={(event) => props.onChange(event.currentTarget.value)}>
        <For each={props.options}>
          {(option) => (
            <option value={option.value} selected={option.value === props.value}>
              {option.label}
            </option>
          )}
        </For>
      </select>
    </label>
  );
}

function KeyList(): JSX.Element {
  const rows = (): readonly (readonly [string, string])[] => [
    ["Space", t("keys.space")],
    ["← →", t("keys.arrows")],
    ["Esc", t("keys.escape")],
    ["V", t("keys.visitors")],
    ["L", t("keys.language")],
    ["F", t("keys.full")],
    ["?", t("keys.help")],
  ];
  return (
    <section class="w-keys" aria-label={t("keys.title")}>
      <h2>{t("keys.title")}</h2>
      <dl>
        <For each={rows()}>
          {([key, what]) => (
            <div>
              <dt>{key}</dt>
              <dd>{what}</dd>
            </div>
          )}
        </For>
      </dl>
    </section>
  );
}
