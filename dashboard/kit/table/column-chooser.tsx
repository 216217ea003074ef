import { type Accessor, createSignal, For, type JSX } from "solid-js";
import { DropDown } from "#kit/control/drop-down.tsx";
import { makeTranslator } from "#kit/i18n/translate.ts";
import { readStoredJson, writeStored } from "#kit/storage.ts";
import { tableMessages } from "#kit/table/table.messages.ts";

const t = makeTranslator(tableMessages);

/** Which columns a person sees, remembered on this device. `always` ones cannot be put away. */
export function createColumnChoice(
  name: string,
  initial: readonly string[],
): { readonly chosen: Accessor<readonly string[]>; readonly toggle: (id: string) => void } {
  const [chosen, setChosen] = createSignal<readonly string[]>(
    readStoredJson(`columns.${name}`, isStrings, initial),
  );
  return {
    chosen,
    toggle: (id) => {
      const next = chosen().includes(id) ? chosen().filter((other) => other !== id) : [...chosen(), id];
      setChosen(next);
      writeStored(`columns.${name}`, JSON.stringify(next));
    },
  };
}

export function ColumnChooser(props: {
  readonly columns: readonly { readonly id: string; readonly label: string }[];
  readonly chosen: readonly string[];
  readonly onToggle: (id: string) => void;
}): JSX.Element {
  return (
    <DropDown label={t("columns")}>
      <For each={props.columns as { readonly id: string; readonly label: string }[]}>
        {(column) => (
          <label class="check menu-check">
            <input
              type="checkbox"
              checked={props.chosen.includes(column.id)}
              onChange={() => props.onToggle(column.id)}
            />
            {column.label}
          </label>
        )}
      </For>
    </DropDown>
  );
}

function isStrings(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}
