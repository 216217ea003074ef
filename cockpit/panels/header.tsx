import { For, type JSX, Show } from "solid-js";
import { nowMs } from "#kit/clock.ts";
import { formatAge, formatFullTime, formatTime } from "#kit/format/time.ts";
import { makeTranslator } from "#kit/i18n/translate.ts";
import type { WallHealth } from "../live.ts";
import type { WallFilters } from "../model/filters.ts";
import type { Verdict } from "../model/health.ts";
import { shortIndustryName } from "../model/industry-words.ts";
import { maskOfficer } from "../model/visitors.ts";
import { wallMessages } from "../wall.messages.ts";

const t = makeTranslator(wallMessages);

/** What is shown, of when, and who watches. A warning takes the middle; nothing else moves for it. */
export function Header(props: {
  readonly title: string;
  readonly verdict: Verdict;
  readonly health: WallHealth;
  readonly filters: WallFilters;
  readonly dutyOfficer: string | null;
  readonly simulated: boolean;
}): JSX.Element {
  const serverNow = (): number => nowMs() + props.health.skewMs;
  const age = (): string =>
    props.health.heardMs === null
      ? t("age.none")
      : t("age", { age: formatAge(Math.max(0, nowMs() - props.health.heardMs)) });
  const duty = (): string => {
    if (props.dutyOfficer === null) return t("duty.none");
    return t("duty", { name: props.filters.visitors ? maskOfficer(props.dutyOfficer) : props.dutyOfficer });
  };
  return (
    <header class="w-header">
      <h1>
        <span class="w-brand">{t("brand")}</span> {props.title}
      </h1>
      <div class="w-header-middle">
        <Show when={props.verdict.kind !== "good"} fallback={<Marks {...props} />}>
          <p class="w-warning" role="status">
            {warningText(props.verdict, nowMs())}
          </p>
        </Show>
      </div>
      <p class="w-duty">{duty()}</p>
      <p class="w-age" classList={{ old: props.verdict.kind !== "good" }}>
        {age()}
      </p>
      <p class="w-clock">{formatFullTime(serverNow())}</p>
    </header>
  );
}

/** Filters that are on, and what kind of data this is. */
function Marks(props: { readonly filters: WallFilters; readonly simulated: boolean }): JSX.Element {
  const marks = (): string[] => [
    ...(props.simulated ? [t("simulated")] : []),
    ...(props.filters.visitors ? [t("visitors")] : []),
    ...(props.filters.industry === null ? [] : [shortIndustryName(props.filters.industry)]),
  ];
  return (
    <ul class="w-marks">
      <For each={marks()}>{(mark) => <li>{mark}</li>}</For>
    </ul>
  );
}

export function warningText(verdict: Verdict, atMs: number): string {
  switch (verdict.kind) {
    case "good":
      return "";
    case "signed-out":
      return t("health.signedOut", { time: formatTime(verdict.sinceMs, atMs) });
    case "partial":
      return `${t("health.partial", words(verdict.sinceMs, atMs))} ${t("health.code", { code: verdict.code })}`;
    case "stale": {
      const text = t(verdict.offline ? "health.offline" : "health.stale", words(verdict.sinceMs, atMs));
      return verdict.code === null ? text : `${text} ${t("health.code", { code: verdict.code })}`;
    }
  }
}

function words(sinceMs: number, atMs: number): { time: string; age: string } {
  return { time: formatTime(sinceMs, atMs), age: formatAge(atMs - sinceMs) };
}
