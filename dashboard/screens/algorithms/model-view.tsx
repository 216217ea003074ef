import { createSignal, For, type JSX, Show } from "solid-js";
import type { ModelList, ModelShadow, ModelVersion } from "#domain/api/models";
import { Time } from "#kit/control/control.tsx";
import { type Confirmation, ConfirmDialog } from "#kit/dialog/dialog.tsx";
import { formatExact } from "#kit/format/number.ts";
import { appUrl } from "#kit/http/app-url.ts";
import { getJson, postJson, requestJson } from "#kit/http/client.ts";
import { makeTranslator } from "#kit/i18n/translate.ts";
import { createQuery } from "#kit/query/query.ts";
import { can } from "#kit/session/session.ts";
import { EmptyState, QueryView, Skeleton } from "#kit/state/state.tsx";
import { tell, tellFault } from "#kit/toast/toast.tsx";
import { algorithmsMessages } from "./algorithms.messages.ts";
import { ApiDocs } from "./api-docs.tsx";
import { ModelKeys } from "./model-keys.tsx";
import { formatFigure, StateTag } from "./parts.tsx";

const t = makeTranslator(algorithmsMessages);

/** One version of a model: its API and keys, what it says in the shadow, how far the data has drifted. */
export function ModelView(props: {
  readonly id: number;
  readonly onBack: () => void;
  readonly onReport: (run: number) => void;
}): JSX.Element {
  const [ask, setAsk] = createSignal<Confirmation | null>(null);
  const query = createQuery(
    () => props.id,
    async (id, signal): Promise<ModelVersion> => {
      const { models } = await getJson<ModelList>("api/models", { signal });
      const found = models.find((each) => each.id === id);
      // An address of a version that was never there: the list says which there are.
      if (found === undefined) props.onBack();
      return found as ModelVersion;
    },
    {
      everyMs: (model) => (model?.state === "retired" || model?.state === "rejected" ? 0 : 5_000),
      fresh: true,
    },
  );
  const nameOf = (model: ModelVersion): string => `${model.name} v${model.version}`;
  const setShadow = async (model: ModelVersion, shadow: boolean): Promise<void> => {
    try {
      await requestJson("PATCH", `api/model-versions/${model.id}`, { body: { shadow } });
      await query.refetch();
    } catch (cause) {
      tellFault(cause);
    }
  };
  const retire = (model: ModelVersion): void => {
    setAsk({
      title: t("model.retire.title", { name: nameOf(model) }),
      body: t("model.retire.body", { name: nameOf(model) }),
      action: t("model.retire.send"),
      danger: true,
      run: async () => {
        await postJson(`api/model-versions/${model.id}/retire`);
        tell(t("model.retired", { name: nameOf(model) }));
        await query.refetch();
      },
    });
  };
  return (
    <QueryView query={query} skeleton={<Skeleton rows={6} height={36} />}>
      {(model) => (
        <div class="stack">
          <div class="algo-head">
            <button type="button" class="button tiny" onClick={() => props.onBack()}>
              ← {t("back")}
            </button>
            <h2 class="mono">{nameOf(model())}</h2>
            <StateTag state={model().state} />
            <span class="muted">{model().comment}</span>
            <span class="grow" />
            <button type="button" class="button" onClick={() => props.onReport(model().runId)}>
              {t("model.report")}
            </button>
            <Show when={model().state === "pending" && can("review.read")}>
              <a class="button" href={appUrl("reviews")}>
                {t("model.review")}
              </a>
            </Show>
            <Show when={model().state === "published" && can("config.publish")}>
              <Show when={model().byEnterprise}>
                <button type="button" class="button" onClick={() => void setShadow(model(), !model().shadow)}>
                  {t(model().shadow ? "model.shadow.stop" : "model.shadow.start")}
                </button>
              </Show>
              <button type="button" class="button danger" onClick={() => retire(model())}>
                {t("model.retire")}
              </button>
            </Show>
          </div>
          <Show when={!model().byEnterprise}>
            <p class="note">{t("model.foreign")}</p>
          </Show>
          <ApiDocs model={model()} />
          <Show when={model().state === "published" || model().state === "retired"}>
            <ModelKeys model={model()} />
            <Shadow model={model()} />
          </Show>
          <ConfirmDialog ask={ask()} onClose={() => setAsk(null)} />
        </div>
      )}
    </QueryView>
  );
}

const SHOWN_DRIFT = 15;

function Shadow(props: { readonly model: ModelVersion }): JSX.Element {
  const query = createQuery(
    () => props.model.id,
    (id, signal) => getJson<ModelShadow>(`api/model-versions/${id}/shadow`, { signal }),
    { everyMs: () => (props.model.shadow ? 5_000 : 30_000), fresh: true },
  );
  const drift = (): NonNullable<ModelShadow["passes"][number]["drift"]> =>
    query.data()?.passes.find((pass) => pass.drift !== null)?.drift ?? [];
  return (
    <QueryView query={query} skeleton={<Skeleton rows={4} height={36} />}>
      {(shadow) => (
        <div class="algo-grid">
          <section class="panel" aria-label={t("model.shadow")}>
            <header class="wrap">
              <h2>{t("model.shadow")}</h2>
              <span class="grow">{t("model.shadow.hint")}</span>
            </header>
            <Show when={shadow().passes.length > 0} fallback={<EmptyState title={t("shadow.none")} />}>
              <p class="muted small">{t("shadow.now")}</p>
              <div class="algo-figures">
                <For each={["both", "model", "rules", "neither"] as const}>
                  {(key) => (
                    <div>
                      <div class="algo-figure">{formatExact(shadow().now[key])}</div>
                      <div class="muted">{t(`shadow.${key}`)}</div>
                    </div>
                  )}
                </For>
              </div>
              <table class="table plain-table algo-wide-table">
                <thead>
                  <tr>
                    <th>{t("shadow.passes")}</th>
                    <th>{t("state")}</th>
                    <th class="num">{t("shadow.scored")}</th>
                    <th class="num">{t("shadow.read")}</th>
                    <th class="num">{t("shadow.score")}</th>
                  </tr>
                </thead>
                <tbody>
                  <For each={shadow().passes.slice(0, 5)}>
                    {(pass) => (
                      <tr>
                        <td>
                          <Time at={pass.startedAt} />
                        </td>
                        <td>{t(pass.state === "done" ? "state.stopped" : `state.${pass.state}`)}</td>
                        <td class="num">{formatExact(pass.scored)}</td>
                        <td class="num">{formatExact(pass.readMicros)} µs</td>
                        <td class="num">{formatExact(pass.scoreMicros, 1)} µs</td>
                      </tr>
                    )}
                  </For>
                </tbody>
              </table>
            </Show>
          </section>
          <section class="panel" aria-label={t("drift.title")}>
            <header class="wrap">
              <h2>{t("drift.title")}</h2>
              <span class="grow">{t("drift.limits")}</span>
            </header>
            <Show when={drift().length > 0} fallback={<EmptyState title={t("drift.none")} />}>
              <table class="table plain-table algo-wide-table">
                <tbody>
                  <For each={drift().slice(0, SHOWN_DRIFT)}>
                    {(row) => (
                      <tr>
                        <th scope="row" class="mono">
                          {row.feature === "score" ? t("drift.score") : row.feature}
                        </th>
                        <td class="num">{formatFigure(row.index)}</td>
                        <td>
                          <span
                            class="tag"
                            classList={{
                              warn: row.state === "watch",
                              bad: row.state === "alarm",
                              good: row.state === "stable",
                            }}
                          >
                            {t(`drift.${row.state}`)}
                          </span>
                        </td>
                      </tr>
                    )}
                  </For>
                </tbody>
              </table>
            </Show>
          </section>
        </div>
      )}
    </QueryView>
  );
}
