import { createMemo, For, type JSX, Show } from "solid-js";
import { levelOf } from "#domain/level";
import { formatFullTime, formatTime } from "#kit/format/time.ts";
import { makeTranslator } from "#kit/i18n/translate.ts";
import { LevelShape } from "#kit/level/level-mark.tsx";
import { levelWord } from "#kit/level/level-style.ts";
import { shortDistrictName } from "#kit/words/districts.ts";
import { word } from "#kit/words/words.ts";
import type { WallFilters } from "../model/filters.ts";
import type { LatestRow } from "../model/picture.ts";
import { maskRow } from "../model/visitors.ts";
import { createNow } from "../now.ts";
import { wallMessages } from "../wall.messages.ts";
import { FitText } from "./fit-text.tsx";
import { fromLevelText } from "./level-text.ts";

const t = makeTranslator(wallMessages);

export const LATEST_SHOWN = 8;
/** Characters of 24 px in the column of 550 px (wall.css). */
const ROOM = 22.8;

/** Eight fixed places, newest on top: level, place and kind, name, and why in words. */
export function LatestList(props: {
  readonly rows: readonly LatestRow[];
  readonly filters: WallFilters;
}): JSX.Element {
  const level = () => levelOf(props.filters.level);
  const rows = createMemo(() =>
    props.rows.filter((row) => Math.max(row.level, row.before) >= props.filters.level).slice(0, LATEST_SHOWN),
  );
  return (
    <section class="w-panel w-latest" aria-labelledby="w-latest">
      <h2 id="w-latest">
        {t("latest")} <small>{fromLevelText(level())}</small>
      </h2>
      <Show
        when={rows().length > 0}
        fallback={
          <p class="w-empty">
            {t("latest.none", { level: fromLevelText(level()) })}
            <br />
            {t("latest.none.hint")}
          </p>
        }
      >
        <ol>
          <For each={rows()}>{(row) => <Row row={row} visitors={props.filters.visitors} />}</For>
        </ol>
      </Show>
    </section>
  );
}

function Row(props: { readonly row: LatestRow; readonly visitors: boolean }): JSX.Element {
  const day = createNow();
  const shown = createMemo(() => (props.visitors ? maskRow(props.row) : props.row));
  const level = () => levelOf(props.row.level);
  return (
    <li class="w-event" data-uid={props.row.uid}>
      <p class="w-event-head">
        <LevelShape level={level()} />
        <strong>{levelWord(level())}</strong>
        <Show when={props.row.level !== props.row.before}>
          <span class="w-step">
            {props.row.level > props.row.before ? `▲${t("latest.rise")}` : `▼${t("latest.fall")}`}
          </span>
        </Show>
        <span class="w-event-place">
          {shortDistrictName(props.row.district)} · {word("kind", props.row.kind)}
        </span>
        <time dateTime={new Date(props.row.timeMs).toISOString()} title={formatFullTime(props.row.timeMs)}>
          {formatTime(props.row.timeMs, day())}
        </time>
      </p>
      <FitText class="w-event-name" text={shown().name} room={ROOM} />
      <FitText
        class="w-event-why"
        text={shown().reason === "" ? t("latest.noReason") : shown().reason}
        room={ROOM}
      />
    </li>
  );
}
