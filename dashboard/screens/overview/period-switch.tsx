import { useSearchParams } from "@solidjs/router";
import { type JSX, Show } from "solid-js";
import type { PERIODS } from "#domain/api/common";
import { Segments } from "#kit/control/control.tsx";
import { formatDay } from "#kit/format/time.ts";
import { makeTranslator } from "#kit/i18n/translate.ts";
import { overviewMessages } from "./overview.messages.ts";

const t = makeTranslator(overviewMessages);

export type Period = (typeof PERIODS)[number];
const PERIOD_IDS: readonly Period[] = ["today", "week", "month", "quarter", "year", "custom"];
export type Compare = "prev" | "year";

export interface PeriodChoice {
  readonly period: () => Period;
  readonly compare: () => Compare;
  /** null while a custom period is not complete or stands on its head. */
  readonly query: () => {
    readonly period: Period;
    readonly from: string | undefined;
    readonly to: string | undefined;
  } | null;
  readonly from: () => string;
  readonly to: () => string;
  readonly set: (change: Readonly<Record<string, string | null>>) => void;
}

/** The period lives in the address, with 环比 or 同比. */
export function createPeriod(): PeriodChoice {
  const [search, setSearch] = useSearchParams<{
    period?: string;
    from?: string;
    to?: string;
    compare?: string;
  }>();
  const period = (): Period => PERIOD_IDS.find((id) => id === search.period) ?? "month";
  const day = (value: unknown): string =>
    typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : "";
  const from = (): string => day(search.from);
  const to = (): string => day(search.to);
  return {
    period,
    from,
    to,
    compare: () => (search.compare === "year" ? "year" : "prev"),
    query: () => {
      if (period() !== "custom") return { period: period(), from: undefined, to: undefined };
      return from() === "" || to() === "" || from() > to()
        ? null
        : { period: "custom", from: from(), to: to() };
    },
    set: (change) => setSearch(change, { replace: true }),
  };
}

export function PeriodSwitch(props: { readonly choice: PeriodChoice }): JSX.Element {
  const pick = (period: Period): void => {
    const today = formatDay(Date.now());
    if (period === "custom") {
      props.choice.set({
        period,
        from: props.choice.from() || formatDay(Date.now() - 29 * 86400_000),
        to: props.choice.to() || today,
      });
    } else props.choice.set({ period: period === "month" ? null : period, from: null, to: null });
  };
  return (
    <div class="row wrap">
      <Segments
        label={t("period")}
        value={props.choice.period()}
        options={PERIOD_IDS.map((value) => ({ value, label: t(`period.${value}`) }))}
        onChange={pick}
      />
      <Show when={props.choice.period() === "custom"}>
        <label class="row small">
          {t("from")}
          <input
            class="input day"
            type="date"
            value={props.choice.from()}
            onChange={(event) => props.choice.set({ from: event.currentTarget.value })}
          />
        </label>
        <label class="row small">
          {t("to")}
          <input
            class="input day"
            type="date"
            value={props.choice.to()}
            onChange={(event) => props.choice.set({ to: event.currentTarget.value })}
          />
        </label>
        <Show when={props.choice.query() === null}>
          <span class="small" role="alert">
            {t("custom.fault")}
          </span>
        </Show>
      </Show>
      <Segments
        label={t("compare")}
        value={props.choice.compare()}
        options={[
          { value: "prev", label: t("compare.prev") },
          { value: "year", label: t("compare.year") },
        ]}
        onChange={(value: Compare) => props.choice.set({ compare: value === "prev" ? null : value })}
      />
    </div>
  );
}
