import { useSearchParams } from "@solidjs/router";
import { For, type JSX, Match, Switch } from "solid-js";
import { makeTranslator } from "#kit/i18n/translate.ts";
import { algorithmsMessages } from "./algorithms.messages.ts";
import { ComparisonView } from "./comparison-view.tsx";
import { Datasets } from "./datasets.tsx";
import { Experiments } from "./experiments.tsx";
import { ModelView } from "./model-view.tsx";
import { Models } from "./models.tsx";
import { RehearsalView } from "./rehearsal-view.tsx";
import { RehearsalWizard } from "./rehearsal-wizard.tsx";
import { Rehearsals } from "./rehearsals.tsx";
import { TextReading } from "./text-reading.tsx";
import "#kit/table/table.css";
import "./algorithms.css";

const t = makeTranslator(algorithmsMessages);
const TABS = ["rehearsals", "datasets", "models", "experiments", "texts"] as const;
type Tab = (typeof TABS)[number];

/** 算法管理: rehearse, evaluate, publish, compare. The address names the tab and the one that is open. */
export function AlgorithmsScreen(): JSX.Element {
  const [search, setSearch] = useSearchParams<{ tab?: string; id?: string }>();
  const tab = (): Tab => TABS.find((each) => each === search.tab) ?? "rehearsals";
  const id = (): number | null => (/^\d+$/.test(search.id ?? "") ? Number(search.id) : null);
  const open = (to: Tab, which: string | number | null): void =>
    setSearch({
      tab: to === "rehearsals" ? null : to,
      id: which === null ? null : String(which),
      q: null,
      origin: null,
    });
  return (
    <div class="page stack">
      <h1>{t("title")}</h1>
      <nav class="tabs" aria-label={t("tabs")}>
        <For each={TABS}>
          {(each) => (
            <button
              type="button"
              aria-current={tab() === each ? "page" : undefined}
              onClick={() => open(each, null)}
            >
              {t(`tab.${each}`)}
            </button>
          )}
        </For>
      </nav>
      <Switch>
        <Match when={tab() === "rehearsals" && search.id === "new"}>
          <RehearsalWizard
            onBack={() => open("rehearsals", null)}
            onBegun={(run) => open("rehearsals", run)}
            onDatasets={() => open("datasets", null)}
          />
        </Match>
        <Match when={tab() === "rehearsals" && id()}>
          {(run) => (
            <RehearsalView
              id={run()}
              onBack={() => open("rehearsals", null)}
              onModels={() => open("models", null)}
            />
          )}
        </Match>
        <Match when={tab() === "rehearsals"}>
          <Rehearsals onOpen={(run) => open("rehearsals", run)} onNew={() => open("rehearsals", "new")} />
        </Match>
        <Match when={tab() === "datasets"}>
          <Datasets />
        </Match>
        <Match when={tab() === "models" && id()}>
          {(model) => (
            <ModelView
              id={model()}
              onBack={() => open("models", null)}
              onReport={(run) => open("rehearsals", run)}
            />
          )}
        </Match>
        <Match when={tab() === "models"}>
          <Models onOpen={(model) => open("models", model)} />
        </Match>
        <Match when={tab() === "experiments" && id()}>
          {(which) => <ComparisonView id={which()} onBack={() => open("experiments", null)} />}
        </Match>
        <Match when={tab() === "experiments"}>
          <Experiments onOpen={(which) => open("experiments", which)} />
        </Match>
        <Match when={tab() === "texts"}>
          <TextReading />
        </Match>
      </Switch>
    </div>
  );
}
