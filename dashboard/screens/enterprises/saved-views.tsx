import { useLocation, useNavigate } from "@solidjs/router";
import { createSignal, For, type JSX, Show } from "solid-js";
import { DropDown } from "#kit/control/drop-down.tsx";
import { makeTranslator } from "#kit/i18n/translate.ts";
import { readStoredJson, writeStored } from "#kit/storage.ts";
import { enterprisesMessages } from "./enterprises.messages.ts";

const t = makeTranslator(enterprisesMessages);
const LIMIT = 20;

interface View {
  readonly name: string;
  readonly search: string;
}

/** Filters and order under a name, on this device. */
export function SavedViews(): JSX.Element {
  const location = useLocation();
  const navigate = useNavigate();
  const [views, setViews] = createSignal<readonly View[]>(readStoredJson("views", isViews, []));
  const [name, setName] = createSignal("");
  const store = (next: readonly View[]): void => {
    setViews(next);
    writeStored("views", JSON.stringify(next));
  };
  const save = (): void => {
    const clean = name().trim();
    if (clean === "") return;
    const search = new URLSearchParams(location.search);
    search.delete("cursor");
    search.delete("page");
    store(
      [{ name: clean, search: search.toString() }, ...views().filter((view) => view.name !== clean)].slice(
        0,
        LIMIT,
      ),
    );
    setName("");
  };
  return (
    <DropDown label={t("views")}>
      <Show when={views().length > 0} fallback={<p class="small muted view-none">{t("views.none")}</p>}>
        <For each={views() as View[]}>
          {(view) => (
            <div class="row view-row">
              <button
                type="button"
                class="button plain grow clip"
                onClick={() => navigate(`/enterprises?${view.search}`)}
              >
                {view.name}
              </button>
              <button
                type="button"
                class="button plain tiny"
                aria-label={t("views.remove", { name: view.name })}
                onClick={() => store(views().filter((other) => other !== view))}
              >
                ✕
              </button>
            </div>
          )}
        </For>
      </Show>
      <form
        class="row view-form"
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <input
          class="input"
          maxlength={30}
          aria-label={t("views.name")}
          placeholder={t("views.name")}
          value={name()}
          onInput={(event) => setName(event.currentTarget.value)}
        />
        <button type="submit" class="button" disabled={name().trim() === ""}>
          {t("views.save")}
        </button>
      </form>
    </DropDown>
  );
}

function isViews(value: unknown): value is readonly View[] {
  return (
    Array.isArray(value) &&
    value.every(
      (item) => typeof (item as View)?.name === "string" && typeof (item as View)?.search === "string",
    )
  );
}
