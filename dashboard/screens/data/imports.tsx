import { createSignal, For, type JSX, Show } from "solid-js";
import type { z } from "zod";
import type { ImportJob, importList } from "#domain/api/sources";
import { Time } from "#kit/control/control.tsx";
import { formatBytes, formatExact } from "#kit/format/number.ts";
import { appUrl } from "#kit/http/app-url.ts";
import { getJson } from "#kit/http/client.ts";
import { makeTranslator } from "#kit/i18n/translate.ts";
import { createQuery } from "#kit/query/query.ts";
import { can } from "#kit/session/session.ts";
import { EmptyState, QueryView, Skeleton } from "#kit/state/state.tsx";
import { word } from "#kit/words/words.ts";
import { dataMessages } from "./data.messages.ts";
import { ImportWizard } from "./import-wizard.tsx";

const t = makeTranslator(dataMessages);
type ImportList = z.infer<typeof importList>;

/** File imports: a new one step by step, and those that were, with their tallies and error rows. */
export function Imports(): JSX.Element {
  const [wizard, setWizard] = createSignal(false);
  const query = createQuery(
    () => "all",
    (_all, signal) => getJson<ImportList>("api/imports", { signal }),
    { everyMs: 2_000 },
  );
  return (
    <div class="stack">
      <Show
        when={wizard()}
        fallback={
          <Show when={can("import.run")}>
            <div>
              <button type="button" class="button primary" onClick={() => setWizard(true)}>
                {t("import.new")}
              </button>
            </div>
          </Show>
        }
      >
        <ImportWizard
          onDone={() => {
            setWizard(false);
            void query.refetch();
          }}
          onCancel={() => setWizard(false)}
        />
      </Show>
      <section class="panel" aria-labelledby="imports-title">
        <header>
          <h2 id="imports-title">{t("import.list")}</h2>
        </header>
        <QueryView query={query} skeleton={<Skeleton rows={4} height={32} />}>
          {(list) => (
            <Show when={list().imports.length > 0} fallback={<EmptyState title={t("import.list.none")} />}>
              <div class="table-box" tabindex={0}>
                <table class="table plain-table">
                  <thead>
                    <tr>
                      <th>{t("import.name")}</th>
                      <th class="wide">{t("source")}</th>
                      <th class="wide">{t("kinds")}</th>
                      <th>{t("import.state")}</th>
                      <For each={["read", "accepted", "duplicate", "conflict", "rejected"] as const}>
                        {(part) => <th class="num">{t(part)}</th>}
                      </For>
                      <th class="wide">{t("at")}</th>
                      <th>
                        <span class="sr-only">{t("actions")}</span>
                      </th>
                    </tr>
                  </thead>
                  <tbody>
                    <For each={list().imports}>
                      {(job) => (
                        <tr>
                          <td>
                            <span
                              class="clip import-name"
                              title={`${job.file} · ${formatBytes(job.bytesTotal)}`}
                            >
                              {job.file}
                            </span>
                          </td>
                          <td class="wide">{job.source}</td>
                          <td class="wide">{word("kind", job.kind)}</td>
                          <td>
                            <ImportState job={job} />
                          </td>
                          <For each={["read", "accepted", "duplicate", "conflict", "rejected"] as const}>
                            {(part) => <td class="num">{formatExact(job.tally[part])}</td>}
                          </For>
                          <td class="wide">
                            <Time at={job.createdAt} />
                          </td>
                          <td class="num">
                            <Show when={job.tally.rejected + job.tally.conflict > 0}>
                              <a
                                class="button tiny"
                                rel="external"
                                download=""
                                href={appUrl(`api/imports/${job.id}/errors.csv`)}
                              >
                                {t("import.errors")}
                              </a>
                            </Show>
                          </td>
                        </tr>
                      )}
                    </For>
                  </tbody>
                </table>
              </div>
            </Show>
          )}
        </QueryView>
      </section>
    </div>
  );
}

function ImportState(props: { readonly job: ImportJob }): JSX.Element {
  const percent = (): number =>
    props.job.bytesTotal === 0 ? 0 : Math.floor((props.job.bytes / props.job.bytesTotal) * 100);
  return (
    <Show
      when={props.job.state === "running"}
      fallback={
        <span title={props.job.errorText ?? undefined}>
          {props.job.state === "queued" ? (
            t("import.queued")
          ) : props.job.state === "done" ? (
            t("import.done")
          ) : (
            <span class="tag warn">{t("import.failed")}</span>
          )}
          <Show when={props.job.errorText ?? props.job.error}>
            {(error) => <span class="small"> {error()}</span>}
          </Show>
        </span>
      }
    >
      <span class="row">
        <progress aria-label={props.job.file} max={100} value={percent()} />
        <span class="small">{t("import.running", { percent: percent() })}</span>
      </span>
    </Show>
  );
}
