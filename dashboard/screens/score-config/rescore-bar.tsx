import { type JSX, Show } from "solid-js";
import type { z } from "zod";
import type { rescoreProgress } from "#domain/api/rescore";
import type { RescoreBody, SystemBody } from "#domain/push";
import { Time } from "#kit/control/control.tsx";
import { formatExact, formatPercent } from "#kit/format/number.ts";
import { getJson } from "#kit/http/client.ts";
import { makeTranslator } from "#kit/i18n/translate.ts";
import { createArrivals } from "#kit/live/live.ts";
import { createQuery } from "#kit/query/query.ts";
import { scoreConfigMessages } from "./score-config.messages.ts";

const t = makeTranslator(scoreConfigMessages);

type Progress = z.infer<typeof rescoreProgress>;

/** How far everything is scored anew under the version in force. Nothing is shown where no run was asked for. */
export function RescoreBar(props: { readonly version: number }): JSX.Element {
  const query = createQuery(
    () => ({ version: props.version }),
    ({ version }, signal) => getJson<Progress>(`api/score-configs/${version}/rescore`, { signal }),
    {
      // Push moves it; without push it is read.
      everyMs: (run, error) =>
        error?.status === 404 || (run?.version === props.version && !isRunning(run)) ? 0 : 5_000,
    },
  );
  createArrivals("system", (arrivals) => {
    for (const { body } of arrivals) {
      if (!isRescore(body) || body.rescore.version !== props.version) continue;
      // Its end is read with its time and its fault.
      if (!body.active || progress() === undefined) void query.refetch();
      else query.mutate((run) => ({ ...run, ...body.rescore }));
    }
  });
  const progress = (): Progress | undefined => {
    const data = query.data();
    return data?.version === props.version ? data : undefined;
  };
  return (
    <Show when={progress()}>
      {(run) => (
        <section class="panel rescore" aria-label={t("rescore", { version: run().version })}>
          <strong>{t("rescore", { version: run().version })}</strong>
          <span>{t(`rescore.${run().state}`)}</span>
          <Show when={isRunning(run())}>
            <progress
              max={Math.max(1, run().total)}
              value={Math.min(run().done, run().total)}
              aria-label={t("rescore.progress")}
            />
            <span>
              {formatPercent(Math.min(1, run().done / Math.max(1, run().total)))} ·{" "}
              {t("rescore.count", { done: formatExact(run().done), total: formatExact(run().total) })}
            </span>
          </Show>
          <span class="muted">
            {t("rescore.moved", {
              up: formatExact(run().upgraded),
              down: formatExact(run().downgraded),
            })}
          </span>
          <Show when={run().finishedAt}>
            {(at) => (
              <span class="small muted">
                <Time at={at()} />
              </span>
            )}
          </Show>
          <Show when={run().error}>{(error) => <span class="config-fault">{error()}</span>}</Show>
        </section>
      )}
    </Show>
  );
}

function isRunning(progress: Progress): boolean {
  return progress.state === "queued" || progress.state === "running";
}

/** A message of the re-score among those of the system. */
export function isRescore(body: SystemBody): body is RescoreBody {
  return body.code === "rescore";
}
