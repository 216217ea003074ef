import { createSignal, For, type JSX, Show } from "solid-js";
import type { AlgorithmInfo, Dataset, RunCreate, RunDetail, SampleFilterBody } from "#domain/api/algorithms";
import { NumberField } from "#kit/control/number-field.tsx";
import { createForm } from "#kit/dialog/form.tsx";
import { getJson, postJson } from "#kit/http/client.ts";
import { language, makeTranslator } from "#kit/i18n/translate.ts";
import { createQuery } from "#kit/query/query.ts";
import { FaultNote, QueryView, Skeleton } from "#kit/state/state.tsx";
import { tell } from "#kit/toast/toast.tsx";
import { algorithmsMessages } from "./algorithms.messages.ts";
import { faultOf, ParameterForm, type Values } from "./parameter-form.tsx";
import { SamplePicker, WHOLE_SAMPLE } from "./sample-picker.tsx";

const t = makeTranslator(algorithmsMessages);
const THRESHOLDS = ["f1", "cost", "fixed"] as const;

/** 算法预演: algorithm, its parameters, the sample, and how it is tested. */
export function RehearsalWizard(props: {
  readonly onBack: () => void;
  readonly onBegun: (id: number) => void;
  readonly onDatasets: () => void;
}): JSX.Element {
  const algorithms = createQuery(
    () => "all",
    (_all, signal) => getJson<{ algorithms: AlgorithmInfo[] }>("api/algorithms", { signal }),
  );
  const [chosen, setChosen] = createSignal<string | null>(null);
  const [values, setValues] = createSignal<Values>({});
  const [dataset, setDataset] = createSignal<Dataset | null>(null);
  const [filter, setFilter] = createSignal<SampleFilterBody>(WHOLE_SAMPLE);
  const [name, setName] = createSignal("");
  const [seed, setSeed] = createSignal(1);
  const [testShare, setTestShare] = createSignal(0.3);
  const [threshold, setThreshold] = createSignal<(typeof THRESHOLDS)[number]>("f1");
  const [fixed, setFixed] = createSignal(0.5);
  const [miss, setMiss] = createSignal(10);
  const [wrong, setWrong] = createSignal(1);

  const algorithm = (): AlgorithmInfo | undefined => {
    const all = algorithms.data()?.algorithms;
    return all?.find(({ id }) => id === chosen()) ?? all?.[0];
  };
  const suggested = (): string =>
    [algorithm()?.name[language()], dataset()?.name]
      .filter((part) => part !== undefined)
      .join(" · ")
      .slice(0, 100);
  const bad = (): boolean =>
    algorithm()?.parameters.some((parameter) => faultOf(parameter, values()[parameter.id]) !== null) === true;
  const planBad = (): boolean =>
    ![seed(), testShare(), fixed(), miss(), wrong()].every(Number.isFinite) ||
    testShare() < 0.1 ||
    testShare() > 0.5;
  const form = createForm(async () => {
    const [what, sample] = [algorithm(), dataset()];
    if (what === undefined || sample === null) return;
    const body: RunCreate = {
      name: name().trim() || suggested(),
      algorithm: what.id,
      parameters: values(),
      datasetId: sample.id,
      sample: filter(),
      plan: {
        seed: seed(),
        testShare: testShare(),
        threshold: threshold(),
        fixedThreshold: fixed(),
        missCost: miss(),
        falseCost: wrong(),
      },
    };
    const made = await postJson<RunDetail>("api/rehearsals", body);
    tell(t("wizard.begun", { name: made.name }));
    props.onBegun(made.id);
  });
  const ready = (): boolean => dataset() !== null && !bad() && !planBad();
  return (
    <QueryView query={algorithms} skeleton={<Skeleton rows={6} height={36} />}>
      {(list) => (
        <form class="stack" onSubmit={(event) => form.submit(event, ready())}>
          <div class="algo-head">
            <button type="button" class="button tiny" onClick={() => props.onBack()}>
              ← {t("back")}
            </button>
            <h2>{t("run.new")}</h2>
          </div>
          <section class="panel" aria-label={t("wizard.algorithm")}>
            <header>
              <h2>{t("wizard.algorithm")}</h2>
            </header>
            <div class="algo-choice">
              <select
                class="select"
                aria-label={t("run.algorithm")}
                value={algorithm()?.id}
                onChange={(event) => {
                  setChosen(event.currentTarget.value);
                  setValues({});
                }}
              >
                <For each={list().algorithms}>
                  {(each) => <option value={each.id}>{each.name[language()]}</option>}
                </For>
              </select>
              <Show when={algorithm()}>
                {(what) => (
                  <p>
                    {what().description[language()]}{" "}
                    <Show when={!what().supervised}>
                      <span class="tag">{t("wizard.unsupervised")}</span>
                    </Show>
                  </p>
                )}
              </Show>
            </div>
          </section>
          <section class="panel" aria-label={t("wizard.parameters")}>
            <header>
              <h2>{t("wizard.parameters")}</h2>
              <span class="grow" />
              <Show when={Object.keys(values()).length > 0}>
                <button type="button" class="button plain tiny" onClick={() => setValues({})}>
                  {t("wizard.reset")}
                </button>
              </Show>
            </header>
            <Show when={algorithm()} keyed>
              {(what) => <ParameterForm algorithm={what} values={values()} onChange={setValues} />}
            </Show>
          </section>
          <section class="panel" aria-label={t("wizard.sample")}>
            <header>
              <h2>{t("wizard.sample")}</h2>
            </header>
            <SamplePicker
              dataset={dataset()}
              filter={filter()}
              onDataset={setDataset}
              onFilter={setFilter}
              onDatasets={props.onDatasets}
            />
          </section>
          <section class="panel" aria-label={t("wizard.plan")}>
            <header>
              <h2>{t("wizard.plan")}</h2>
              <span class="grow">{t("wizard.rule")}</span>
            </header>
            <div class="algo-plan">
              <NumberField label={t("wizard.seed")} value={seed()} min={0} step="1" onChange={setSeed} />
              <NumberField
                label={t("wizard.test")}
                value={testShare()}
                min={0.1}
                max={0.5}
                onChange={setTestShare}
              />
              <label class="field">
                <span class="label">{t("wizard.threshold")}</span>
                <select
                  class="select"
                  value={threshold()}
                  onChange={(event) =>
                    setThreshold(THRESHOLDS.find((each) => each === event.currentTarget.value) ?? "f1")
                  }
                >
                  <For each={THRESHOLDS}>
                    {(each) => <option value={each}>{t(`wizard.threshold.${each}`)}</option>}
                  </For>
                </select>
              </label>
              <Show when={threshold() === "fixed"}>
                <NumberField
                  label={t("wizard.threshold.value")}
                  value={fixed()}
                  min={0}
                  max={1}
                  onChange={setFixed}
                />
              </Show>
              <NumberField label={t("wizard.miss")} value={miss()} min={0} onChange={setMiss} />
              <NumberField label={t("wizard.false")} value={wrong()} min={0} onChange={setWrong} />
            </div>
          </section>
          <div class="algo-facets">
            <label class="field grow">
              <span class="label">{t("wizard.name")}</span>
              <input
                class="input"
                maxlength={100}
                placeholder={suggested()}
                value={name()}
                onInput={(event) => setName(event.currentTarget.value)}
              />
            </label>
            <button type="submit" class="button primary" disabled={form.busy() || !ready()}>
              {t("wizard.send")}
            </button>
          </div>
          <FaultNote error={form.error()} />
        </form>
      )}
    </QueryView>
  );
}
