import { createSignal, For, type JSX, Show } from "solid-js";
import type { ScoreConfigView } from "#domain/api/score-configs";
import { compareContents } from "#domain/score-config";
import { Time } from "#kit/control/control.tsx";
import { type Confirmation, ConfirmDialog } from "#kit/dialog/dialog.tsx";
import { postJson } from "#kit/http/client.ts";
import { makeTranslator } from "#kit/i18n/translate.ts";
import { can } from "#kit/session/session.ts";
import { EmptyState } from "#kit/state/state.tsx";
import { tell } from "#kit/toast/toast.tsx";
import { GROUPS } from "./config-lines.tsx";
import { EffectPanel, effectSentence } from "./effect-panel.tsx";
import { scoreConfigMessages } from "./score-config.messages.ts";
import type { ConfigSearch } from "./score-config.tsx";
import { StateTag } from "./version-facts.tsx";
import { createWhatIf, scoredIfMoved } from "./what-if.ts";

const t = makeTranslator(scoreConfigMessages);

interface Shared {
  readonly active: ScoreConfigView;
  readonly onShow: (view: "approval" | "compare" | "edit", rest?: ConfigSearch) => void;
  readonly onChanged: () => Promise<void>;
}

/** Versions that were handed in: what they would do, and the decision of another person. */
export function Approval(props: Shared & { readonly configs: readonly ScoreConfigView[] }): JSX.Element {
  const [ask, setAsk] = createSignal<Confirmation | null>(null);
  const pending = (): ScoreConfigView[] => props.configs.filter((each) => each.state === "pending");
  return (
    <div class="stack">
      <For
        each={pending()}
        fallback={
          <section class="panel">
            <EmptyState title={t("approval.none")} hint={t("approval.none.hint")} />
          </section>
        }
      >
        {(version) => (
          <Pending
            version={version}
            active={props.active}
            onAsk={setAsk}
            onShow={props.onShow}
            onChanged={props.onChanged}
          />
        )}
      </For>
      <ConfirmDialog ask={ask()} onClose={() => setAsk(null)} />
    </div>
  );
}

function Pending(
  props: Shared & { readonly version: ScoreConfigView; readonly onAsk: (ask: Confirmation) => void },
): JSX.Element {
  const number = (): number => props.version.version;
  const stale = (): boolean => props.version.review?.against !== props.active.version;
  const scored = () => scoredIfMoved(props.active, props.version);
  const whatIf = createWhatIf(scored);
  const lines = () => {
    const paths = new Set(compareContents(props.active, props.version).map(({ path }) => path));
    return GROUPS.flatMap((group) =>
      group
        .lines()
        .filter((line) => paths.has(line.path))
        .map((line) => ({ ...line, name: `${group.name()} · ${line.name}` })),
    );
  };
  const effect = (): string => {
    const answer = whatIf.answer();
    return answer !== null && whatIf.fresh() ? effectSentence(answer) : t("effect.none");
  };
  const decide = (verb: "approve" | "reject"): void =>
    props.onAsk({
      title: t(`${verb}.title`, { version: number() }),
      body:
        verb === "approve"
          ? `${effect()} ${t("approve.body", { active: props.active.version })}`
          : t("reject.body", { version: number(), name: props.version.createdBy ?? "" }),
      action: t(`${verb}.send`, { version: number() }),
      ...(verb === "reject" ? { danger: true, comment: t("reject.comment") } : {}),
      run: async (comment) => {
        await postJson(`api/reviews/${props.version.review?.id}/${verb}`, { comment });
        tell(t(`${verb}.done`, { version: number() }));
        await props.onChanged();
      },
    });
  const withdraw = (): void =>
    props.onAsk({
      title: t("withdraw.title", { version: number() }),
      body: t("withdraw.body", { version: number() }),
      action: t("withdraw.send", { version: number() }),
      danger: true,
      run: async () => {
        await postJson(`api/score-configs/${number()}/withdraw`);
        tell(t("withdraw.done", { version: number() }));
        await props.onChanged();
      },
    });
  return (
    <section class="panel config-pending" aria-label={`v${number()}`}>
      <header class="wrap">
        <h2>v{number()}</h2>
        <StateTag version={props.version} />
        <span class="muted">
          {t("approval.by", { name: props.version.createdBy ?? "" })} <Time at={props.version.createdAt} />
        </span>
        <span class="grow" />
        <button
          type="button"
          class="button tiny"
          onClick={() =>
            props.onShow("compare", { from: String(props.active.version), to: String(number()) })
          }
        >
          {t("approval.compare", { n: lines().length, active: props.active.version })}
        </button>
      </header>
      <p class="config-comment">{props.version.comment}</p>
      <ul class="config-differences" aria-label={t("approval.differences")}>
        <For each={lines()}>
          {(line) => (
            <li>
              <span class="muted">{line.name}</span> {line.show(props.active)} → {line.show(props.version)}
            </li>
          )}
        </For>
      </ul>
      <Show when={stale()}>
        <p class="note">
          {t("approval.stale", { against: props.version.review?.against ?? 0, active: props.active.version })}
        </p>
      </Show>
      <EffectPanel state={whatIf} moves={scored() !== null} />
      <div class="row wrap config-actions">
        <Show
          when={props.version.own}
          fallback={
            <Show when={can("review.decide")} fallback={<span class="muted">{t("approval.wait")}</span>}>
              <button
                type="button"
                class="button primary"
                disabled={stale()}
                onClick={() => decide("approve")}
              >
                {t("approve")}
              </button>
              <button type="button" class="button danger" onClick={() => decide("reject")}>
                {t("reject")}
              </button>
            </Show>
          }
        >
          <span class="muted">{t("approval.own")}</span>
          <button type="button" class="button" onClick={withdraw}>
            {t("withdraw")}
          </button>
        </Show>
      </div>
    </section>
  );
}
