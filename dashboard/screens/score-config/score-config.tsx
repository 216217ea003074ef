import { useSearchParams } from "@solidjs/router";
import { createSignal, getOwner, type JSX, Match, runWithOwner, Show, Switch } from "solid-js";
import type { ScoreConfigList, ScoreConfigView } from "#domain/api/score-configs";
import { Segments } from "#kit/control/control.tsx";
import { getJson } from "#kit/http/client.ts";
import { makeTranslator } from "#kit/i18n/translate.ts";
import { createArrivals } from "#kit/live/live.ts";
import { createQuery } from "#kit/query/query.ts";
import { can, refreshMe } from "#kit/session/session.ts";
import { EmptyState, QueryView, Skeleton } from "#kit/state/state.tsx";
import { Approval } from "./approval.tsx";
import { Compare } from "./compare.tsx";
import { createDraft, type Draft } from "./draft.ts";
import { Editor } from "./editor.tsx";
import { History } from "./history.tsx";
import { LeaveGuard } from "./leave-guard.tsx";
import { isRescore, RescoreBar } from "./rescore-bar.tsx";
import { scoreConfigMessages } from "./score-config.messages.ts";
import "#kit/table/table.css";
import "./score-config.css";

const t = makeTranslator(scoreConfigMessages);
const VIEWS = ["edit", "approval", "history", "compare"] as const;
type View = (typeof VIEWS)[number];

export interface ConfigSearch {
  readonly view?: string;
  readonly version?: string;
  readonly from?: string;
  readonly to?: string;
}

/** 评分配置: weights, bands and colours as versions that two people change together (R044–R047). */
export function ScoreConfigPart(): JSX.Element {
  const [search, setSearch] = useSearchParams<{
    view?: string;
    version?: string;
    from?: string;
    to?: string;
  }>();
  const query = createQuery(
    () => "configs",
    (_key, signal) => getJson<ScoreConfigList>("api/score-configs", { signal }),
    { everyMs: 15_000, rowKey: "version" },
  );
  // Of all that the system says, only the end of a re-score changes a version.
  createArrivals("system", (arrivals) => {
    if (arrivals.some(({ body }) => isRescore(body) && !body.active)) void query.refetch();
  });
  const view = (): View => VIEWS.find((each) => each === search.view) ?? "edit";
  const show = (next: View, rest: ConfigSearch = {}): void =>
    setSearch({ view: next === "edit" ? null : next, version: null, from: null, to: null, ...rest });
  // The draft lives here, and so do its memos, so that a look at the history does not throw the hand's work away.
  const owner = getOwner();
  const [draft, setDraft] = createSignal<Draft | null>(null);
  const openDraft = (version: ScoreConfigView): Draft => {
    const made = runWithOwner(owner, () => createDraft(version)) as Draft;
    setDraft(made);
    return made;
  };
  const pending = (list: ScoreConfigList): number =>
    list.configs.filter((each) => each.state === "pending").length;
  const changed = async (): Promise<void> => {
    await query.refetch();
    await refreshMe();
  };
  return (
    <QueryView query={query} skeleton={<Skeleton rows={8} height={56} />}>
      {(list) => {
        const active = (): ScoreConfigView | undefined =>
          list().configs.find((each) => each.state === "active");
        const opened = (): ScoreConfigView | undefined =>
          list().configs.find((each) => String(each.version) === search.version) ?? active();
        return (
          <Show when={active()} fallback={<EmptyState title={t("none")} hint={t("none.hint")} />}>
            {(inForce) => (
              <div class="stack">
                <LeaveGuard unsaved={() => can("config.propose") && draft()?.changed() === true} />
                <div class="row wrap">
                  <Segments
                    label={t("views")}
                    value={view()}
                    options={VIEWS.map((value) => ({
                      value,
                      label: t(`view.${value}`, { n: pending(list()) }),
                    }))}
                    onChange={(next) => show(next)}
                  />
                  <span class="muted">{t("inForce", { version: inForce().version })}</span>
                </div>
                {/* The first version came with the program: nothing was scored anew for it. */}
                <Show when={inForce().review !== null}>
                  <RescoreBar version={inForce().version} />
                </Show>
                <Switch>
                  <Match when={view() === "edit"}>
                    <Editor
                      active={inForce()}
                      opened={opened() ?? inForce()}
                      draft={() => draft() ?? openDraft(opened() ?? inForce())}
                      onShow={show}
                      onChanged={changed}
                    />
                  </Match>
                  <Match when={view() === "approval"}>
                    <Approval configs={list().configs} active={inForce()} onShow={show} onChanged={changed} />
                  </Match>
                  <Match when={view() === "history"}>
                    <History configs={list().configs} active={inForce()} onShow={show} onChanged={changed} />
                  </Match>
                  <Match when={view() === "compare"}>
                    <Compare
                      configs={list().configs}
                      from={Number(search.from) || inForce().version}
                      to={Number(search.to) || (list().configs[0]?.version ?? inForce().version)}
                      onPick={(from, to) =>
                        setSearch({ from: String(from), to: String(to) }, { replace: true })
                      }
                    />
                  </Match>
                </Switch>
              </div>
            )}
          </Show>
        );
      }}
    </QueryView>
  );
}
