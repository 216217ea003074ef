import { For, type JSX, Match, Show, Switch } from "solid-js";
import type { AlgorithmInfo } from "#domain/api/algorithms";
import { language, makeTranslator } from "#kit/i18n/translate.ts";
import { algorithmsMessages } from "./algorithms.messages.ts";

const t = makeTranslator(algorithmsMessages);

export type Values = Readonly<Record<string, number | boolean | string>>;
type Parameter = AlgorithmInfo["parameters"][number];

/** What is wrong with a value, as the server would say; null: nothing. */
export function faultOf(parameter: Parameter, value: number | boolean | string | undefined): string | null {
  if (value === undefined || typeof value !== "number") return null;
  const [min, max] = [parameter.min ?? Number.NEGATIVE_INFINITY, parameter.max ?? Number.POSITIVE_INFINITY];
  const whole = parameter.kind !== "integer" || Number.isInteger(value);
  return Number.isFinite(value) && whole && value >= min && value <= max ? null : t("wizard.outside");
}

/** A form made from an algorithm's parameters: meaning, default, what is taken, what is recommended. */
export function ParameterForm(props: {
  readonly algorithm: AlgorithmInfo;
  readonly values: Values;
  readonly onChange: (values: Values) => void;
}): JSX.Element {
  const set = (id: string, value: number | boolean | string): void =>
    props.onChange({ ...props.values, [id]: value });
  const shownOf = (parameter: Parameter): number | boolean | string =>
    props.values[parameter.id] ?? parameter.default;
  const unusual = (parameter: Parameter): boolean => {
    const value = shownOf(parameter);
    const [low, high] = parameter.recommended ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
    return typeof value === "number" && (value < (low as number) || value > (high as number));
  };
  return (
    <Show
      when={props.algorithm.parameters.length > 0}
      fallback={<p class="muted">{t("wizard.no.parameters")}</p>}
    >
      <div class="algo-params">
        <For each={props.algorithm.parameters}>
          {(parameter) => (
            <label class="field">
              <span class="label">{parameter.name[language()]}</span>
              <Switch>
                <Match when={parameter.kind === "boolean"}>
                  <select
                    class="select"
                    value={String(shownOf(parameter))}
                    onChange={(event) => set(parameter.id, event.currentTarget.value === "true")}
                  >
                    <option value="true">{t("wizard.yes")}</option>
                    <option value="false">{t("wizard.no")}</option>
                  </select>
                </Match>
                <Match when={parameter.kind === "choice"}>
                  <select
                    class="select"
                    value={String(shownOf(parameter))}
                    onChange={(event) => set(parameter.id, event.currentTarget.value)}
                  >
                    <For each={parameter.choices}>
                      {(choice) => <option value={choice.value}>{choice.name[language()]}</option>}
                    </For>
                  </select>
                </Match>
                <Match when={true}>
                  <input
                    class="input"
                    type="number"
                    step={parameter.kind === "integer" ? "1" : "any"}
                    min={parameter.min ?? undefined}
                    max={parameter.max ?? undefined}
                    value={String(shownOf(parameter))}
                    aria-invalid={faultOf(parameter, shownOf(parameter)) === null ? undefined : "true"}
                    onInput={(event) =>
                      set(
                        parameter.id,
                        event.currentTarget.value === "" ? Number.NaN : Number(event.currentTarget.value),
                      )
                    }
                  />
                </Match>
              </Switch>
              <span class="small muted">{parameter.meaning[language()]}</span>
              <span class="small muted">
                {t("wizard.default", { value: valueWord(parameter, parameter.default) })}
                <Show when={parameter.recommended}>
                  {(range) => (
                    <>
                      {" · "}
                      {t("wizard.recommended", { low: range()[0] as number, high: range()[1] as number })}
                    </>
                  )}
                </Show>
                <Show when={parameter.min !== null && parameter.max !== null}>
                  {" · "}
                  {t("wizard.range", { min: parameter.min ?? 0, max: parameter.max ?? 0 })}
                </Show>
              </span>
              <Show
                when={faultOf(parameter, shownOf(parameter))}
                fallback={<UnusualNote shown={unusual(parameter)} />}
              >
                {(fault) => <span class="small fault">{fault()}</span>}
              </Show>
            </label>
          )}
        </For>
      </div>
    </Show>
  );
}

function UnusualNote(props: { readonly shown: boolean }): JSX.Element {
  return (
    <Show when={props.shown}>
      <span class="small">
        <span class="tag warn">{t("wizard.unusual")}</span>
      </span>
    </Show>
  );
}

/** A value as the form's choices say it. */
export function valueWord(parameter: Parameter, value: number | boolean | string): string {
  if (typeof value === "boolean") return t(value ? "wizard.yes" : "wizard.no");
  const choice = parameter.choices.find((each) => each.value === value);
  return choice?.name[language()] ?? String(value);
}
