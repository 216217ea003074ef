import { createMemo, For, type JSX, Show } from "solid-js";
import { LEVELS, type Level } from "#domain/level";
import { formatChange, formatExact, formatScore } from "#kit/format/number.ts";
import { appUrl } from "#kit/http/app-url.ts";
import { makeTranslator } from "#kit/i18n/translate.ts";
import { LevelMark, LevelShape, LevelStep } from "#kit/level/level-mark.tsx";
import { levelFill, levelFullWord, levelWord } from "#kit/level/level-style.ts";
import { FaultNote } from "#kit/state/state.tsx";
import { shortDistrictName } from "#kit/words/districts.ts";
import { scoreConfigMessages } from "./score-config.messages.ts";
import type { WhatIf, WhatIfState } from "./what-if.ts";

const t = makeTranslator(scoreConfigMessages);

/** “这一改动将使 132 家企业升级、57 家降级”: what a change does, before it is saved. */
export function EffectPanel(props: {
  readonly state: WhatIfState;
  /** false: weights and bands are as in force, so nothing can move. */
  readonly moves: boolean;
}): JSX.Element {
  return (
    <section class="config-effect" aria-labelledby="config-effect" aria-busy={props.state.running()}>
      <h2 id="config-effect">{t("effect")}</h2>
      <p class="effect-sentence" role="status">
        <Show when={props.moves} fallback={t("effect.none")}>
          <Show when={props.state.answer()} fallback={t("effect.running")}>
            {(answer) => (
              <span classList={{ stale: !props.state.fresh() }}>
                {effectSentence(answer())}
                <Show when={!props.state.fresh()}>
                  <span class="small muted"> {t("effect.running")}</span>
                </Show>
              </span>
            )}
          </Show>
        </Show>
      </p>
      <FaultNote error={props.state.error()} />
      <Show when={props.state.error()}>
        <button type="button" class="button tiny" onClick={() => props.state.again()}>
          {t("effect.again")}
        </button>
      </Show>
      <Show when={props.moves && props.state.answer()}>
        {(answer) => <EffectDetails answer={answer()} />}
      </Show>
    </section>
  );
}

export function effectSentence(answer: WhatIf): string {
  return answer.changed === 0
    ? t("effect.nobody", { all: formatExact(answer.enterprises) })
    : t("effect.sentence", { up: formatExact(answer.upgraded), down: formatExact(answer.downgraded) });
}

/** How many are at each level now and after, who goes where, in which districts, and the longest steps. */
export function EffectDetails(props: { readonly answer: WhatIf }): JSX.Element {
  const now = createMemo(() => LEVELS.map((_level, from) => sumOf(props.answer.matrix[from] ?? [])));
  const after = createMemo(() =>
    LEVELS.map((_level, to) => sumOf(props.answer.matrix.map((row) => row[to] ?? 0))),
  );
  const most = (): number => Math.max(1, ...now(), ...after());
  const districts = (): WhatIf["byDistrict"] =>
    [...props.answer.byDistrict].sort((a, b) => b.upgraded + b.downgraded - a.upgraded - a.downgraded);
  return (
    <div class="stack">
      <table class="table plain-table effect-levels">
        <thead>
          <tr>
            <th>{t("bands.level")}</th>
            <th class="num">{t("effect.now")}</th>
            <th class="num">{t("effect.after")}</th>
            <th class="num">{t("effect.change")}</th>
            <th>
              <span class="sr-only">{t("effect.distribution")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          <For each={[...LEVELS]}>
            {(level, i) => (
              <tr>
                <td>
                  <LevelMark level={level} />
                </td>
                <td class="num">{formatExact(now()[i()] ?? 0)}</td>
                <td class="num">{formatExact(after()[i()] ?? 0)}</td>
                <td class="num">{formatChange((after()[i()] ?? 0) - (now()[i()] ?? 0))}</td>
                <td class="effect-bars" aria-hidden="true">
                  {/* Roots: a level of ten stays visible beside one of ten thousand. */}
                  <span class="before" style={{ width: `${rootShare(now()[i()] ?? 0, most())}%` }} />
                  <span
                    style={{
                      width: `${rootShare(after()[i()] ?? 0, most())}%`,
                      background: levelFill(level),
                    }}
                  />
                </td>
              </tr>
            )}
          </For>
        </tbody>
      </table>
      <Show when={props.answer.changed > 0}>
        <details>
          <summary>{t("effect.matrix")}</summary>
          <table class="table plain-table effect-matrix">
            <thead>
              <tr>
                <th>{t("effect.from.to")}</th>
                <For each={[...LEVELS]}>{(level) => <th class="num">{levelWord(level)}</th>}</For>
              </tr>
            </thead>
            <tbody>
              <For each={[...LEVELS]}>
                {(level, from) => (
                  <tr>
                    <th scope="row">
                      <LevelShape level={level} /> {levelWord(level)}
                    </th>
                    <For each={props.answer.matrix[from()] as number[]}>
                      {(n, to) => (
                        <td
                          class="num"
                          classList={{ same: from() === to(), moved: from() !== to() && n > 0 }}
                          title={t("effect.cell", {
                            from: levelFullWord(level),
                            to: levelFullWord(LEVELS[to()] as Level),
                            n: formatExact(n),
                          })}
                        >
                          {formatExact(n)}
                        </td>
                      )}
                    </For>
                  </tr>
                )}
              </For>
            </tbody>
          </table>
        </details>
        <details>
          <summary>{t("effect.districts", { n: districts().length })}</summary>
          <ul class="effect-districts">
            <For each={districts()}>
              {(row) => (
                <li>
                  <span>{shortDistrictName(row.district)}</span>
                  <span class="muted">
                    ▲{formatExact(row.upgraded)} ▼{formatExact(row.downgraded)}
                  </span>
                </li>
              )}
            </For>
          </ul>
        </details>
        <details>
          <summary>{t("effect.examples", { n: props.answer.examples.length })}</summary>
          <ul class="effect-examples">
            <For each={props.answer.examples}>
              {(row) => (
                <li>
                  <a href={appUrl(`enterprises/${row.id}`)} target="_blank" rel="noopener">
                    {row.name}
                  </a>
                  <span class="small muted">
                    {formatScore(row.totalBefore)} → {formatScore(row.totalAfter)}
                  </span>
                  <LevelStep from={row.from} to={row.to} />
                </li>
              )}
            </For>
          </ul>
        </details>
      </Show>
      <p class="small muted">
        {t("effect.basis", {
          all: formatExact(props.answer.enterprises),
          seconds: formatExact(props.answer.seconds, 1),
        })}
      </p>
    </div>
  );
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, n) => sum + n, 0);
}

function rootShare(n: number, most: number): number {
  return 100 * Math.sqrt(n / most);
}
