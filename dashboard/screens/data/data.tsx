import { useSearchParams } from "@solidjs/router";
import { For, type JSX, Match, Switch } from "solid-js";
import type { Action } from "#domain/action";
import { makeTranslator } from "#kit/i18n/translate.ts";
import { can } from "#kit/session/session.ts";
import { dataMessages } from "./data.messages.ts";
import { DeadLetters } from "./dead-letters.tsx";
import { Imports } from "./imports.tsx";
import { Rejects } from "./rejects.tsx";
import { Sources } from "./sources.tsx";
import "#kit/table/table.css";
import "./data.css";

const t = makeTranslator(dataMessages);

type Tab = "sources" | "rejects" | "dead" | "imports";
const TABS: readonly { readonly id: Tab; readonly action: Action }[] = [
  { id: "sources", action: "source.read" },
  { id: "rejects", action: "source.read" },
  { id: "dead", action: "dead-letter.read" },
  { id: "imports", action: "source.read" },
];

/** Where events come from, what could not be taken, what failed, and files. */
export function DataScreen(): JSX.Element {
  const [search, setSearch] = useSearchParams<{ tab?: string }>();
  const tabs = () => TABS.filter((tab) => can(tab.action));
  const tab = (): Tab => tabs().find((each) => each.id === search.tab)?.id ?? tabs()[0]?.id ?? "sources";
  return (
    <div class="page stack">
      <h1>{t("title")}</h1>
      <nav class="tabs" aria-label={t("tabs")}>
        <For each={tabs()}>
          {(each) => (
            <button
              type="button"
              aria-current={tab() === each.id ? "page" : undefined}
              onClick={() =>
                setSearch({
                  tab: each.id === "sources" ? null : each.id,
                  source: null,
                  q: null,
                  type: null,
                  state: null,
                  sort: null,
                  order: null,
                  cursor: null,
                  page: null,
                })
              }
            >
              {t(`tab.${each.id}`)}
            </button>
          )}
        </For>
      </nav>
      <Switch>
        <Match when={tab() === "sources"}>
          <Sources onRejects={(source) => setSearch({ tab: "rejects", source })} />
        </Match>
        <Match when={tab() === "rejects"}>
          <Rejects />
        </Match>
        <Match when={tab() === "dead"}>
          <DeadLetters />
        </Match>
        <Match when={tab() === "imports"}>
          <Imports />
        </Match>
      </Switch>
    </div>
  );
}
