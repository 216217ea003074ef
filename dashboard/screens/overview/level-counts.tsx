import { For, type JSX, Show } from "solid-js";
import type { Overview } from "#domain/api/overview";
import { LEVELS } from "#domain/level";
import { createChanged } from "#kit/changed.ts";
import { formatChange, formatCount, formatExact, formatScore } from "#kit/format/number.ts";
import { appUrl } from "#kit/http/app-url.ts";
import { makeTranslator } from "#kit/i18n/translate.ts";
import { LevelShape } from "#kit/level/level-mark.tsx";
import { levelAbout, levelFullWord } from "#kit/level/level-style.ts";
import { overviewMessages } from "./overview.messages.ts";
import type { Compare } from "./period-switch.tsx";

const t = makeTranslator(overviewMessages);

/** The five counts with their change, each opening its list; before them what they add up to. */
export function LevelCounts(props: {
  readonly data: Overview;
  readonly compare: Compare;
  readonly scope: Readonly<Record<string, string | undefined>>;
}): JSX.Element {
  const before = (): Overview["levelsBefore"] =>
    props.compare === "year" ? props.data.levelsYearBefore : props.data.levelsBefore;
  return (
    <section class="counts" aria-label={t("levels")}>
      <a class="count sum" href={appUrl("enterprises", props.scope)}>
        <span class="count-name">{t("monitored")}</span>
        <Figure value={props.data.monitored} />
        <span class="small muted" title={t("index.hint")}>
          {t("index")} {formatScore(props.data.index)}
        </span>
      </a>
      <a
        class="count sum"
        href={appUrl("enterprises", { ...props.scope, levels: "orange,red,outbreak" })}
        title={t("atRisk.hint")}
      >
        <span class="count-name">{t("atRisk")}</span>
        <Figure value={props.data.atRisk} />
        <span class="small muted">{t("newToday", { n: formatCount(props.data.newToday) })}</span>
      </a>
      <For each={[...LEVELS]}>
        {(level, i) => (
          <a
            class="count"
            href={appUrl("enterprises", { ...props.scope, levels: level })}
            title={`${t("list", { level: levelFullWord(level) })} ${levelAbout(level)}`}
          >
            <span class="count-name">
              <LevelShape level={level} size={14} /> {levelFullWord(level)}
            </span>
            <Figure value={props.data.levels[i()] ?? 0} />
            <span class="small muted">
              {t(props.compare === "year" ? "change.year" : "change.prev")}{" "}
              <Show when={before()} fallback={t("change.unknown")}>
                {(counts) => formatChange((props.data.levels[i()] ?? 0) - (counts()[i()] ?? 0))}
              </Show>
            </span>
          </a>
        )}
      </For>
    </section>
  );
}

/** A key figure; a change is marked for two seconds by a quiet ground. */
function Figure(props: { readonly value: number }): JSX.Element {
  const changed = createChanged(() => props.value);
  return (
    <span class="count-figure" classList={{ changed: changed() }} title={formatExact(props.value)}>
      {formatCount(props.value)}
    </span>
  );
}
