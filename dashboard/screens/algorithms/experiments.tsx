import { createSignal, For, type JSX, Show } from "solid-js";
import type { z } from "zod";
import type { Experiment, experimentList, ModelList, ModelVersion } from "#domain/api/models";
import { Time } from "#kit/control/control.tsx";
import { Dialog } from "#kit/dialog/dialog.tsx";
import { DialogForm } from "#kit/dialog/form.tsx";
import { getJson, postJson } from "#kit/http/client.ts";
import { makeTranslator } from "#kit/i18n/translate.ts";
import { createQuery } from "#kit/query/query.ts";
import { can } from "#kit/session/session.ts";
import { EmptyState, QueryView, Skeleton } from "#kit/state/state.tsx";
import { type Column, DataTable } from "#kit/table/table.tsx";
import { tell } from "#kit/toast/toast.tsx";
import { algorithmsMessages } from "./algorithms.messages.ts";
import { StateTag } from "./parts.tsx";

const t = makeTranslator(algorithmsMessages);

/** Comparisons of two judges, running ones first. */
export function Experiments(props: { readonly onOpen: (id: number) => void }): JSX.Element {
  const [creating, setCreating] = createSignal(false);
  const query = createQuery(
    () => "all",
    (_all, signal) => getJson<z.infer<typeof experimentList>>("api/experiments", { signal }),
    { everyMs: 5_000 },
  );
  const columns: Column<Experiment>[] = [
    { id: "name", label: t("name"), cell: (row) => <strong>{row.name}</strong> },
    { id: "a", label: t("ab.a"), cell: (row) => judgeName(row.aName), width: "200px", wide: true },
    { id: "b", label: t("ab.b"), cell: (row) => judgeName(row.bName), width: "200px", wide: true },
    {
      id: "percent",
      label: t("ab.percent"),
      align: "end",
      cell: (row) => `${row.percent}%`,
      width: "130px",
      wide: true,
    },
    { id: "state", label: t("state"), cell: (row) => <StateTag state={row.state} />, width: "100px" },
    { id: "at", label: t("at"), cell: (row) => <Time at={row.createdAt} />, width: "130px", wide: true },
  ];
  return (
    <section class="panel">
      <header class="wrap">
        <span class="grow">{t("ab.level")}</span>
        <Show when={can("config.publish")}>
          <button type="button" class="button primary" onClick={() => setCreating(true)}>
            {t("ab.new")}
          </button>
        </Show>
      </header>
      <QueryView query={query} skeleton={<Skeleton rows={4} height={36} />}>
        {(list) => (
          <Show
            when={list().experiments.length > 0}
            fallback={<EmptyState title={t("ab.none")} hint={t("ab.none.hint")} />}
          >
            <DataTable
              label={t("tab.experiments")}
              columns={columns}
              rows={list().experiments}
              rowId={(row) => row.id}
              rowName={(row) => row.name}
              onOpen={(row) => props.onOpen(row.id)}
            />
          </Show>
        )}
      </QueryView>
      <Show when={creating()}>
        <ExperimentDialog
          onClose={() => setCreating(false)}
          onMade={(made) => {
            setCreating(false);
            tell(t("ab.begun", { name: made.name }));
            props.onOpen(made.id);
          }}
        />
      </Show>
    </section>
  );
}

/** The server calls the rule engine by one word in any language. */
export function judgeName(name: string): string {
  return name === "rules" ? t("ab.rules") : name;
}

function ExperimentDialog(props: {
  readonly onClose: () => void;
  readonly onMade: (experiment: Experiment) => void;
}): JSX.Element {
  const models = createQuery(
    () => "all",
    (_all, signal) => getJson<ModelList>("api/models", { signal }),
  );
  const [name, setName] = createSignal("");
  const [a, setA] = createSignal("rules");
  const [b, setB] = createSignal("");
  const [percent, setPercent] = createSignal(50);
  const published = (): readonly ModelVersion[] =>
    models.data()?.models.filter(({ state, byEnterprise }) => state === "published" && byEnterprise) ?? [];
  const chosenB = (): string => b() || String(published()[0]?.id ?? "");
  const send = async (): Promise<void> => {
    const made = await postJson<Experiment>("api/experiments", {
      name: name().trim(),
      a: a() === "rules" ? null : Number(a()),
      b: Number(chosenB()),
      percent: percent(),
    });
    props.onMade(made);
  };
  const ready = (): boolean => name().trim() !== "" && chosenB() !== "" && a() !== chosenB();
  return (
    <Dialog open title={t("ab.new")} onClose={props.onClose}>
      <Show
        when={published().length > 0}
        fallback={<EmptyState title={t("ab.no.models")} hint={t("model.none.hint")} />}
      >
        <DialogForm ready={ready()} action={t("ab.send")} send={send} onClose={props.onClose}>
          <label class="field">
            <span class="label">{t("ab.name")}</span>
            <input
              class="input"
              maxlength={100}
              value={name()}
              onInput={(event) => setName(event.currentTarget.value)}
            />
          </label>
          <div class="row wrap">
            <label class="field">
              <span class="label">{t("ab.a")}</span>
              <select class="select" value={a()} onChange={(event) => setA(event.currentTarget.value)}>
                <option value="rules">{t("ab.rules")}</option>
                <Versions models={published()} />
              </select>
            </label>
            <label class="field">
              <span class="label">{t("ab.b")}</span>
              <select class="select" value={chosenB()} onChange={(event) => setB(event.currentTarget.value)}>
                <Versions models={published()} />
              </select>
            </label>
          </div>
          <PercentSlider value={percent()} onChange={setPercent} />
        </DialogForm>
      </Show>
    </Dialog>
  );
}

function Versions(props: { readonly models: readonly ModelVersion[] }): JSX.Element {
  return (
    <For each={props.models as ModelVersion[]}>
      {(model) => (
        <option value={model.id}>
          {model.name} v{model.version}
        </option>
      )}
    </For>
  );
}

export function PercentSlider(props: {
  readonly value: number;
  readonly disabled?: boolean;
  readonly onChange: (value: number) => void;
  /** The slider was let go. */
  readonly onDone?: (value: number) => void;
}): JSX.Element {
  return (
    <label class="field">
      <span class="label">
        {t("ab.percent")} {props.value}%
      </span>
      <input
        class="algo-slider"
        type="range"
        min="0"
        max="100"
        step="5"
        disabled={props.disabled === true}
        value={props.value}
        onInput={(event) => props.onChange(Number(event.currentTarget.value))}
        onChange={(event) => props.onDone?.(Number(event.currentTarget.value))}
      />
    </label>
  );
}
