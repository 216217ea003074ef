import { createRoot, createSignal } from "solid-js";
import { readStored, writeStored } from "#kit/storage.ts";

export type Language = "zh" | "en";

/** A catalogue: key -> [zh-CN, English]. Both stand side by side, so that none can be forgotten. */
export type Messages = Readonly<Record<string, readonly [zh: string, en: string]>>;
export type Params = Readonly<Record<string, string | number>>;
export type Translator<M extends Messages> = (key: keyof M & string, params?: Params) => string;

const [language, setLanguageSignal] = createRoot(() =>
  createSignal<Language>(readStored("language") === "en" ? "en" : "zh"),
);

export { language };

export function setLanguage(next: Language): void {
  writeStored("language", next);
  setLanguageSignal(next);
  if (typeof document !== "undefined") document.documentElement.lang = next === "en" ? "en" : "zh-CN";
}

/** The words of one catalogue in the user's language; `{name}` is filled from params. */
export function makeTranslator<M extends Messages>(messages: M): Translator<M> {
  return (key, params) => {
    const pair = messages[key];
    if (pair === undefined) return key;
    return fill(language() === "en" ? pair[1] : pair[0], params);
  };
}

/** Like makeTranslator for keys that come from the server: an unknown one is shown as it came. */
export function lookUp(messages: Messages, key: string): string {
  const pair = messages[key];
  if (pair === undefined) return key;
  return language() === "en" ? pair[1] : pair[0];
}

function fill(text: string, params: Params | undefined): string {
  if (params === undefined) return text;
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => (name in params ? String(params[name]) : whole));
}
