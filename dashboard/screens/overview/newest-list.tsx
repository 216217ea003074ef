import { createEffect, createSignal, For, type JSX, on, onCleanup, Show } from "solid-js";
import type { Overview } from "#domain/api/overview";
import { SimulatedTag, Time } from "#kit/control/control.tsx";
import { formatScore } from "#kit/format/number.ts";
import { appUrl } from "#kit/http/app-url.ts";
import { makeTranslator } from "#kit/i18n/translate.ts";
import { LevelMark } from "#kit/level/level-mark.tsx";
import { EmptyState } from "#kit/state/state.tsx";
import { shortDistrictName } from "#kit/words/districts.ts";
import { overviewMessages } from "./overview.messages.ts";

const t = makeTranslator(overviewMessages);

export type Newest = Overview["newest"][number];

const ROWS = 9;
const STEP_MS = 4_000;

/**
 * The newest enterprises at risk. New ones come in at the top, once a second at most; a list longer than the panel
 * moves on by one row. Everything stops under the mouse or focus, and without motion the list is simply scrolled.
 */
export function NewestList(props: {
  readonly rows: readonly Newest[];
  readonly paused: boolean;
  readonly onPause: (paused: boolean) => void;
}): JSX.Element {
  const still = typeof matchMedia === "function" && matchMedia("(prefers-reduced-motion: reduce)").matches;
  const [offset, setOffset] = createSignal(0);
  const rolls = (): boolean => !still && props.rows.length > ROWS;
  const shown = (): Newest[] => {
    if (!rolls()) return [...props.rows];
    return Array.from(
      { length: ROWS },
      (_empty, i) => props.rows[(offset() + i) % props.rows.length] as Newest,
    );
  };
  let stillUntilMs = 0;
  const timer = setInterval(() => {
    const held = props.paused || document.hidden || Date.now() < stillUntilMs;
    if (rolls() && !held) setOffset((offset() + 1) % props.rows.length);
  }, STEP_MS);
  onCleanup(() => clearInterval(timer));
  // What just came in must be seen: the list starts from its top again and stays there for a while.
  createEffect(
    on(
      () => props.rows[0]?.enterpriseId,
      () => {
        setOffset(0);
        stillUntilMs = Date.now() + 2 * STEP_MS;
      },
      { defer: true },
    ),
  );
  return (
    <section
      class="panel newest"
      aria-labelledby="newest-title"
      onMouseEnter={() => props.onPause(true)}
      onMouseLeave={() => props.onPause(false)}
      onFocusIn={() => props.onPause(true)}
      onFocusOut={() => props.onPause(false)}
    >
      <header>
        <h2 id="newest-title">{t("newest")}</h2>
        <Show when={props.rows.length > 0}>
          <span class="grow">{props.paused ? t("newest.paused") : rolls() ? t("newest.moving") : ""}</span>
        </Show>
      </header>
      <Show
        when={props.rows.length > 0}
        fallback={<EmptyState title={t("newest.none")} hint={t("newest.none.hint")} />}
      >
        <ul class="newest-rows" tabindex={rolls() ? undefined : 0} aria-labelledby="newest-title">
          <For each={shown()}>
            {(row) => (
              <li>
                <a class="newest-row" href={appUrl(`enterprises/${row.enterpriseId}`)}>
                  <LevelMark level={row.level} />
                  <span class="newest-name clip" title={row.name}>
                    {row.name}
                  </span>
                  <Show when={row.simulated}>
                    <SimulatedTag short />
                  </Show>
                  <span class="newest-score">{formatScore(row.score)}</span>
                  <span class="newest-reason small muted clip" title={row.reason}>
                    {shortDistrictName(row.district)} · {row.reason}
                  </span>
                  <span class="small muted newest-time">
                    <Time at={row.since} />
                  </span>
                </a>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </section>
  );
}
