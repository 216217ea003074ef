import { createEffect, For, type JSX, on, Show } from "solid-js";
import type { AlertPage, AlertRow } from "#domain/api/alerts";
import { nowMs } from "#kit/clock.ts";
import { SimulatedTag, Time } from "#kit/control/control.tsx";
import { formatRemaining } from "#kit/format/time.ts";
import { makeTranslator } from "#kit/i18n/translate.ts";
import { LevelStep } from "#kit/level/level-mark.tsx";
import { isWaiting } from "#kit/outbox/outbox.ts";
import { shortDistrictName } from "#kit/words/districts.ts";
import { word } from "#kit/words/words.ts";
import { alertsMessages } from "./alerts.messages.ts";

const t = makeTranslator(alertsMessages);

/** The inbox: each row asset, level change, reason, what to do, owner, time left. */
export function AlertList(props: {
  readonly page: AlertPage;
  readonly selectedId: number | null;
  readonly onSelect: (id: number) => void;
  readonly more: (() => void) | null;
}): JSX.Element {
  let list: HTMLUListElement | undefined;
  createEffect(
    on(
      () => props.selectedId,
      (id) => list?.querySelector(`[data-alert="${id}"]`)?.scrollIntoView({ block: "nearest" }),
    ),
  );
  return (
    <ul class="alert-list" ref={list} aria-label={t("list")}>
      <For each={props.page.rows}>
        {(row) => (
          <li data-alert={row.id}>
            <button
              type="button"
              class="alert-row"
              classList={{ open: row.state === "open" }}
              aria-current={props.selectedId === row.id ? "true" : undefined}
              onClick={() => props.onSelect(row.id)}
            >
              <span class="alert-top">
                <LevelStep from={row.from} to={row.to} />
                <span class="grow" />
                <Show when={isWaiting(`api/alerts/${row.id}/`)} fallback={<DueMark row={row} />}>
                  <span class="tag warn">{t("waiting")}</span>
                </Show>
              </span>
              <span class="alert-name">
                <strong class="clip" title={row.name}>
                  {row.name}
                </strong>
                <Show when={row.simulated}>
                  <SimulatedTag short />
                </Show>
              </span>
              <span class="alert-line clip" title={row.reason}>
                {shortDistrictName(row.district)} · {row.reason}
              </span>
              <span class="alert-line clip muted" title={row.action}>
                {row.action}
              </span>
              <span class="alert-foot small muted">
                <Time at={row.createdAt} />
                <span class="grow" />
                <Show when={row.state !== "open"}>
                  <span>{word("alert", row.state)}</span>
                </Show>
                <span>
                  {t("owner")} {row.owner ?? t("owner.none")}
                </span>
              </span>
            </button>
          </li>
        )}
      </For>
      <Show when={props.page.next !== null}>
        <li class="alert-more">
          <Show when={props.more} fallback={<span class="small muted">{t("more.limit")}</span>}>
            {(more) => (
              <button type="button" class="button" onClick={() => more()()}>
                {t("more")}
              </button>
            )}
          </Show>
        </li>
      </Show>
    </ul>
  );
}

/** Time left, or how long overdue: overdue stands out by ground and word, not by colour alone. */
export function DueMark(props: { readonly row: AlertRow }): JSX.Element {
  const remaining = () => formatRemaining(props.row.dueAt, nowMs());
  return (
    <Show when={remaining()}>
      {(left) => (
        <span class="due small" classList={{ over: left().overdue }}>
          {t(left().overdue ? "due.over" : "due.left", { time: left().text })}
        </span>
      )}
    </Show>
  );
}
