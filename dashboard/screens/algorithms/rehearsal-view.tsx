import { createSignal, type JSX, Show } from "solid-js";
import type { AlgorithmInfo, Dataset, RunDetail } from "#domain/api/algorithms";
import { type Confirmation, ConfirmDialog } from "#kit/dialog/dialog.tsx";
import { appUrl } from "#kit/http/app-url.ts";
import { getJson, postJson } from "#kit/http/client.ts";
import { language, lookUp, makeTranslator } from "#kit/i18n/translate.ts";
import { createQuery } from "#kit/query/query.ts";
import { can } from "#kit/session/session.ts";
import { QueryView, Skeleton } from "#kit/state/state.tsx";
import { tell, tellFault } from "#kit/toast/toast.tsx";
import { algorithmsMessages } from "./algorithms.messages.ts";
import { StateTag } from "./parts.tsx";
import { Report } from "./report.tsx";
import { SubmitDialog } from "./submit-dialog.tsx";

const t = makeTranslator(algorithmsMessages);

/** One rehearsal: how far it is, or its report; from here it is submitted for publication. */
export function RehearsalView(props: {
  readonly id: number;
  readonly onBack: () => void;
  readonly onModels: () => void;
}): JSX.Element {
  const [ask, setAsk] = createSignal<Confirmation | null>(null);
  const [submitting, setSubmitting] = createSignal(false);
  const query = createQuery(
    () => props.id,
    (id, signal) => getJson<RunDetail>(`api/rehearsals/${id}`, { signal }),
    { everyMs: (run, error) => (error?.status === 404 || hasEnded(run) ? 0 : 1_500), fresh: true },
  );
  const algorithms = createQuery(
    () => "all",
    (_all, signal) => getJson<{ algorithms: AlgorithmInfo[] }>("api/algorithms", { signal }),
  );
  const dataset = createQuery(
    () => query.data()?.dataset.id ?? null,
    // Retired since: the report is drawn without its words for features.
    (id, signal) => getJson<Dataset>(`api/datasets/${id}`, { signal }),
  );
  const algorithm = (): AlgorithmInfo | undefined =>
    algorithms.data()?.algorithms.find(({ id }) => id === query.data()?.algorithm);
  const labelOf = (feature: string): string => {
    const found = dataset.data()?.features.find(({ name }) => name === feature);
    return found === undefined ? feature : found[language()];
  };
  const restart = async (): Promise<void> => {
    try {
      await postJson(`api/rehearsals/${props.id}/restart`);
      await query.refetch();
    } catch (cause) {
      tellFault(cause);
    }
  };
  const cancel = (run: RunDetail): void => {
    setAsk({
      title: t("run.cancel"),
      body: run.name,
      action: t("run.cancel"),
      danger: true,
      run: async () => {
        await postJson(`api/rehearsals/${run.id}/cancel`);
        tell(t("run.cancelled", { name: run.name }));
        await query.refetch();
      },
    });
  };
  return (
    <QueryView query={query} skeleton={<Skeleton rows={8} height={36} />}>
      {(run) => (
        <div class="stack">
          <div class="algo-head">
            <button type="button" class="button tiny" onClick={() => props.onBack()}>
              ← {t("back")}
            </button>
            <h2>{run().name}</h2>
            <StateTag state={run().state} />
            <span class="grow" />
            <Show when={run().state === "done"}>
              <a class="button" href={appUrl(`api/rehearsals/${run().id}/report.docx`)} download="">
                {t("report.download")}
              </a>
              <Show when={can("config.propose") && run().algorithm !== "rules"}>
                <button type="button" class="button primary" onClick={() => setSubmitting(true)}>
                  {t("report.submit")}
                </button>
              </Show>
            </Show>
            <Show when={can("config.propose") && (run().state === "running" || run().state === "queued")}>
              <button type="button" class="button danger" onClick={() => cancel(run())}>
                {t("run.cancel")}
              </button>
            </Show>
            <Show
              when={can("config.propose") && ["interrupted", "cancelled", "failed"].includes(run().state)}
            >
              <button type="button" class="button" onClick={() => void restart()}>
                {t("run.restart")}
              </button>
            </Show>
          </div>
          <Show when={run().state === "running" || run().state === "queued"}>
            <section class="panel stack" aria-label={t("state.running")}>
              <p>
                {lookUp(algorithmsMessages, `stage.${run().stage}`)} · {Math.round(run().progress * 100)}%
              </p>
              <progress
                class="algo-progress"
                max={1}
                value={run().progress}
                aria-label={t("state.running")}
              />
            </section>
          </Show>
          <Show when={run().state === "interrupted"}>
            <p class="note">{t("run.interrupted.hint")}</p>
          </Show>
          <Show when={run().state === "failed"}>
            <p class="note fault" role="alert">
              <span>
                <strong>{t("report.failed")}</strong> {run().error}
              </span>
            </p>
          </Show>
          <Show when={run().report}>
            {(report) => <Report run={run()} report={report()} algorithm={algorithm()} labelOf={labelOf} />}
          </Show>
          <Show when={submitting()}>
            <SubmitDialog
              run={run()}
              onClose={() => setSubmitting(false)}
              onSubmitted={() => {
                setSubmitting(false);
                props.onModels();
              }}
            />
          </Show>
          <ConfirmDialog ask={ask()} onClose={() => setAsk(null)} />
        </div>
      )}
    </QueryView>
  );
}

function hasEnded(run: RunDetail | undefined): boolean {
  return run !== undefined && run.state !== "running" && run.state !== "queued";
}
