import { createEffect, createSignal, For, type JSX, on, Show } from "solid-js";
import type { ScoreConfigView } from "#domain/api/score-configs";
import { compareContents } from "#domain/score-config";
import { type Confirmation, ConfirmDialog } from "#kit/dialog/dialog.tsx";
import { postJson, requestJson } from "#kit/http/client.ts";
import { type HttpError, toHttpError } from "#kit/http/http-error.ts";
import { makeTranslator } from "#kit/i18n/translate.ts";
import { can } from "#kit/session/session.ts";
import { FaultNote } from "#kit/state/state.tsx";
import { tell } from "#kit/toast/toast.tsx";
import { BandsPanel } from "./bands-panel.tsx";
import { ColoursPanel } from "./colours-panel.tsx";
import type { Draft } from "./draft.ts";
import { EffectPanel, effectSentence } from "./effect-panel.tsx";
import { faultWords, warningWords } from "./faults.ts";
import { scoreConfigMessages } from "./score-config.messages.ts";
import type { ConfigSearch } from "./score-config.tsx";
import { WeightsPanel } from "./weights-panel.tsx";
import { createWhatIf, isScoring, type Scored, scoredIfMoved } from "./what-if.ts";

const t = makeTranslator(scoreConfigMessages);

interface Saved {
  readonly version: number;
}

/** A version is opened, changed by hand with its effect in sight, kept as a draft, and handed in. */
export function Editor(props: {
  readonly active: ScoreConfigView;
  /** The version that the address names. */
  readonly opened: ScoreConfigView;
  readonly draft: () => Draft;
  readonly onShow: (view: "edit" | "approval" | "history", rest?: ConfigSearch) => void;
  readonly onChanged: () => Promise<void>;
}): JSX.Element {
  const draft = props.draft();
  const [ask, setAsk] = createSignal<Confirmation | null>(null);
  const [busy, setBusy] = createSignal(false);
  const [error, setError] = createSignal<HttpError | null>(null);
  /** Who may not propose tries things out: nothing of it can be lost. */
  const readOnly = (): boolean => !can("config.propose");
  /** One's own draft goes on under its number; anything else becomes a new one. */
  const own = (): boolean => draft.opened().state === "draft" && draft.opened().own;
  const differs = (): boolean => compareContents(props.active, draft.content()).length > 0;
  const scoringFaults = (): number => draft.faults().filter(({ path }) => isScoring(path)).length;
  const scored = (): Scored | null =>
    scoringFaults() === 0 ? scoredIfMoved(props.active, draft.content()) : null;
  const whatIf = createWhatIf(scored);

  const open = (version: ScoreConfigView): void => {
    draft.open(version);
    setError(null);
  };
  // The address names another version: it is opened, after a question where work would be lost.
  createEffect(
    on(
      () => props.opened.version,
      (version) => {
        if (version === draft.opened().version) return;
        if (readOnly() || !draft.changed()) return open(props.opened);
        const back = draft.opened();
        setAsk({
          title: t("discard.title"),
          body: t("discard.body", { version }),
          action: t("discard.send"),
          danger: true,
          run: async () => open(props.opened),
        });
        // Until that is said, the address is that of what is on the controls.
        props.onShow("edit", { version: String(back.version) });
      },
    ),
  );
  const save = async (): Promise<number> => {
    const body = { ...draft.content(), comment: draft.opened().comment, base: props.active.version };
    if (own()) {
      await requestJson("PUT", `api/score-configs/${draft.opened().version}`, { body });
      return draft.opened().version;
    }
    return (await postJson<Saved>("api/score-configs", { ...body, comment: "" })).version;
  };
  const keep = async (): Promise<void> => {
    setBusy(true);
    setError(null);
    try {
      const version = await save();
      await props.onChanged();
      reopen(version);
      tell(t("saved", { version }));
    } catch (cause) {
      setError(toHttpError(cause));
    } finally {
      setBusy(false);
    }
  };
  /** What was saved is what is on the controls, under its number. */
  const reopen = (version: number): void => {
    draft.open({
      ...draft.opened(),
      ...draft.content(),
      version,
      state: "draft",
      own: true,
    } as ScoreConfigView);
    props.onShow("edit", { version: String(version) });
  };
  const handIn = (): void => {
    const answer = whatIf.answer();
    const effect = answer !== null && whatIf.fresh() ? effectSentence(answer) : t("effect.none");
    const warned = draft.warnings().length > 0 ? t("submit.warned", { n: draft.warnings().length }) : "";
    setAsk({
      title: t("submit.title"),
      body: `${effect} ${warned} ${t("submit.body")}`,
      action: t("submit.send"),
      comment: t("submit.comment"),
      run: async (comment) => {
        const version = draft.changed() || !own() ? await save() : draft.opened().version;
        try {
          await postJson(`api/score-configs/${version}/submit`, { comment });
        } catch (cause) {
          // The draft is kept: the next try goes on with it.
          await props.onChanged();
          reopen(version);
          throw cause;
        }
        draft.open(props.active);
        tell(t("submitted", { version }));
        await props.onChanged();
        props.onShow("approval");
      },
    });
  };
  const blocked = (): boolean => busy() || draft.faults().length > 0 || !differs();
  return (
    <div class="config-editor">
      <div class="stack">
        <WeightsPanel draft={draft} />
        <BandsPanel draft={draft} />
        <ColoursPanel draft={draft} />
      </div>
      <aside class="panel config-side" aria-label={t("side")}>
        <div class="row wrap config-opened">
          <strong>{t("opened", { version: draft.opened().version })}</strong>
          <span class="tag">{t(`state.${draft.opened().state}`)}</span>
          <Show when={!readOnly() && draft.changed()}>
            <span class="tag warn">{t("unsaved")}</span>
          </Show>
        </div>
        <EffectPanel state={whatIf} moves={scored() !== null || scoringFaults() > 0} />
        <Show when={draft.faults().length > 0}>
          <div class="note fault" role="alert">
            <div>
              <strong>{t("faults")}</strong>
              <ul>
                <For each={[...new Set(draft.faults().map(faultWords))]}>{(text) => <li>{text}</li>}</For>
              </ul>
            </div>
          </div>
        </Show>
        <Show when={draft.warnings().length > 0}>
          <details class="note" open={draft.warnings().length <= 3}>
            <summary>{t("warnings", { n: draft.warnings().length })}</summary>
            <ul>
              <For each={draft.warnings()}>{(fault) => <li>{warningWords(fault)}</li>}</For>
            </ul>
          </details>
        </Show>
        <FaultNote error={error()} />
        <Show
          when={!readOnly()}
          fallback={
            <div class="row wrap">
              <span class="muted grow">{t("readOnly")}</span>
              <Undo draft={draft} onUndo={() => open(draft.opened())} />
            </div>
          }
        >
          <div class="config-foot">
            <div class="row wrap config-actions">
              <button type="button" class="button primary" disabled={blocked()} onClick={handIn}>
                {t("submit")}
              </button>
              <button
                type="button"
                class="button"
                disabled={busy() || draft.faults().length > 0 || !draft.changed()}
                onClick={() => void keep()}
              >
                {t("save")}
              </button>
              <Undo draft={draft} onUndo={() => open(draft.opened())} />
            </div>
            <p class="small muted">{t("submit.hint")}</p>
          </div>
        </Show>
      </aside>
      <ConfirmDialog ask={ask()} onClose={() => setAsk(null)} />
    </div>
  );
}

function Undo(props: { readonly draft: Draft; readonly onUndo: () => void }): JSX.Element {
  return (
    <button
      type="button"
      class="button plain"
      disabled={!props.draft.changed()}
      onClick={() => props.onUndo()}
    >
      {t("undo")}
    </button>
  );
}
