import { createSignal, type JSX, onCleanup, Show } from "solid-js";
import type { ExportJob } from "#domain/api/enterprises";
import { formatExact } from "#kit/format/number.ts";
import { appUrl, type QueryValue } from "#kit/http/app-url.ts";
import { getJson, postJson } from "#kit/http/client.ts";
import { type HttpError, toHttpError } from "#kit/http/http-error.ts";
import { labelled } from "#kit/i18n/punctuation.ts";
import { makeTranslator } from "#kit/i18n/translate.ts";
import { FaultNote } from "#kit/state/state.tsx";
import { enterprisesMessages } from "./enterprises.messages.ts";

const t = makeTranslator(enterprisesMessages);
const POLL_MS = 700;

export interface ExportRun {
  readonly job: () => ExportJob | null;
  readonly error: () => HttpError | null;
  readonly start: (filters: Readonly<Record<string, QueryValue>>) => Promise<void>;
  readonly cancel: () => Promise<void>;
  readonly close: () => void;
}

/** One export: started with the list's filters, followed until it ends, cancelled on wish. */
export function createExport(): ExportRun {
  const [job, setJob] = createSignal<ExportJob | null>(null);
  const [error, setError] = createSignal<HttpError | null>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;

  const follow = async (id: string): Promise<void> => {
    try {
      const next = await getJson<ExportJob>(`api/exports/${id}`);
      if (job()?.id !== id) return;
      setJob(next);
      setError(null);
      if (next.state !== "queued" && next.state !== "running") return;
    } catch (cause) {
      const fault = toHttpError(cause);
      setError(fault);
      if (!fault.isUnreachable) return;
    }
    timer = setTimeout(() => void follow(id), POLL_MS);
  };
  onCleanup(() => clearTimeout(timer));

  return {
    job,
    error,
    start: async (filters) => {
      clearTimeout(timer);
      setError(null);
      try {
        const started = await postJson<ExportJob>("api/enterprises/export", filters);
        setJob(started);
        timer = setTimeout(() => void follow(started.id), POLL_MS);
      } catch (cause) {
        setError(toHttpError(cause));
      }
    },
    cancel: async () => {
      const id = job()?.id;
      if (id === undefined) return;
      try {
        setJob(await postJson<ExportJob>(`api/exports/${id}/cancel`));
      } catch (cause) {
        setError(toHttpError(cause));
      }
    },
    close: () => {
      clearTimeout(timer);
      setJob(null);
      setError(null);
    },
  };
}

export function ExportBar(props: { readonly run: ExportRun }): JSX.Element {
  const running = (job: ExportJob): boolean => job.state === "queued" || job.state === "running";
  const says = (job: ExportJob): string => {
    switch (job.state) {
      case "queued":
        return t("export.queued");
      case "running":
        return t("export.running", { done: formatExact(job.done), total: formatExact(job.total) });
      case "done":
        return t("export.done", { n: formatExact(job.done) });
      case "failed":
        return job.error === null ? t("export.failed") : labelled(t("export.failed"), job.error);
      case "cancelled":
        return t("export.cancelled");
    }
  };
  return (
    <>
      <FaultNote error={props.run.error()} />
      <Show when={props.run.job()}>
        {(job) => (
          <div class="note calm export-bar" role="status">
            <span>{says(job())}</span>
            <Show when={running(job())}>
              <progress aria-label={t("export")} max={Math.max(1, job().total)} value={job().done} />
              <button type="button" class="button tiny" onClick={() => void props.run.cancel()}>
                {t("export.cancel")}
              </button>
            </Show>
            <Show when={job().state === "done"}>
              <a
                class="button tiny primary"
                rel="external"
                download=""
                href={appUrl(`api/exports/${job().id}/file`)}
              >
                {t("export.open")}
              </a>
            </Show>
            <span class="grow" />
            <Show when={!running(job())}>
              <button type="button" class="button plain tiny" onClick={() => props.run.close()}>
                {t("export.close")}
              </button>
            </Show>
          </div>
        )}
      </Show>
    </>
  );
}
