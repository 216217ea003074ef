import { createSignal, For, type JSX, Show } from "solid-js";
import type { ScoreConfigView } from "#domain/api/score-configs";
import { Time } from "#kit/control/control.tsx";
import { postJson } from "#kit/http/client.ts";
import { makeTranslator } from "#kit/i18n/translate.ts";
import { can } from "#kit/session/session.ts";
import { tell } from "#kit/toast/toast.tsx";
import { RollbackDialog } from "./rollback-dialog.tsx";
import { scoreConfigMessages } from "./score-config.messages.ts";
import type { ConfigSearch } from "./score-config.tsx";
import { StateTag, WeightFacts } from "./version-facts.tsx";

const t = makeTranslator(scoreConfigMessages);

/** All versions: when, who, what, why, and what became of them. Two are ticked to be compared. */
export function History(props: {
  readonly configs: readonly ScoreConfigView[];
  readonly active: ScoreConfigView;
  readonly onShow: (view: "edit" | "approval" | "compare", rest?: ConfigSearch) => void;
  readonly onChanged: () => Promise<void>;
}): JSX.Element {
  const [ticked, setTicked] = createSignal<readonly number[]>([]);
  const [rollback, setRollback] = createSignal<ScoreConfigView | null>(null);
  const tick = (version: number): void => {
    setTicked((all) =>
      all.includes(version) ? all.filter((each) => each !== version) : [...all, version].slice(-2),
    );
  };
  const compare = (): void => {
    const [from, to] = [...ticked()].sort((a, b) => a - b);
    props.onShow("compare", { from: String(from), to: String(to) });
  };
  return (
    <section class="panel" aria-labelledby="config-history">
      <header class="wrap">
        <h2 id="config-history">{t("view.history")}</h2>
        <span class="grow">{t("history.hint")}</span>
        <button type="button" class="button tiny" disabled={ticked().length !== 2} onClick={compare}>
          {t("history.compare")}
        </button>
      </header>
      <div class="table-box" tabindex={0}>
        <table class="table plain-table config-history">
          <thead>
            <tr>
              <th>
                <span class="sr-only">{t("history.tick")}</span>
              </th>
              <th>{t("history.version")}</th>
              <th>{t("history.state")}</th>
              <th>{t("history.time")}</th>
              <th>{t("history.user")}</th>
              <th>{t("weights")}</th>
              <th>{t("bands")}</th>
              <th>{t("history.comment")}</th>
              <th>
                <span class="sr-only">{t("history.actions")}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            <For each={props.configs as ScoreConfigView[]}>
              {(version) => (
                <tr classList={{ at: version.state === "active" }}>
                  <td>
                    <input
                      type="checkbox"
                      aria-label={t("history.tick.of", { version: version.version })}
                      checked={ticked().includes(version.version)}
                      onChange={() => tick(version.version)}
                    />
                  </td>
                  <td>
                    <strong>v{version.version}</strong>
                  </td>
                  <td>
                    <StateTag version={version} />
                  </td>
                  <td>
                    <Time at={version.activatedAt ?? version.createdAt} />
                    <Show when={version.retiredAt}>
                      {(at) => (
                        <div class="small muted">
                          {t("history.until")} <Time at={at()} />
                        </div>
                      )}
                    </Show>
                  </td>
                  <td>
                    {version.createdBy ?? t("history.program")}
                    <Show when={version.approvedBy ?? version.review?.decidedBy}>
                      {(name) => (
                        <div class="small muted">
                          {t(
                            version.review?.state === "rejected"
                              ? "history.rejectedBy"
                              : "history.approvedBy",
                            {
                              name: name(),
                            },
                          )}
                        </div>
                      )}
                    </Show>
                  </td>
                  <td>
                    <WeightFacts version={version} />
                  </td>
                  <td class="small nowrap">{version.levels.floors.slice(1).join(" / ")}</td>
                  <td class="wrap-cell config-comment">
                    {version.comment || (version.createdBy === null ? t("history.first") : "")}
                    <Show when={version.review?.state === "rejected" && version.review.comment}>
                      {(comment) => (
                        <div class="small config-fault">{t("history.reason", { comment: comment() })}</div>
                      )}
                    </Show>
                  </td>
                  <td class="num config-row-actions">
                    <Show when={version.version !== props.active.version}>
                      <button
                        type="button"
                        class="button tiny"
                        onClick={() =>
                          props.onShow("compare", {
                            from: String(props.active.version),
                            to: String(version.version),
                          })
                        }
                      >
                        {t("history.compare.active")}
                      </button>
                    </Show>
                    <Show when={can("config.propose") && version.state !== "pending"}>
                      <button
                        type="button"
                        class="button tiny"
                        onClick={() => props.onShow("edit", { version: String(version.version) })}
                      >
                        {t(version.state === "draft" && version.own ? "history.goOn" : "history.open")}
                      </button>
                    </Show>
                    <Show when={can("config.propose") && version.state === "retired"}>
                      <button type="button" class="button tiny danger" onClick={() => setRollback(version)}>
                        {t("rollback")}
                      </button>
                    </Show>
                  </td>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </div>
      <RollbackDialog
        version={rollback()}
        active={props.active}
        onClose={() => setRollback(null)}
        onSend={async (version, comment) => {
          await postJson(`api/score-configs/${version.version}/rollback`, { comment });
          tell(t("rollback.done", { version: version.version }));
          setRollback(null);
          await props.onChanged();
          props.onShow("approval");
        }}
      />
    </section>
  );
}
