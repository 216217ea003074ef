import { For, type JSX } from "solid-js";
import { LEVELS, type Level } from "#domain/level";
import { formatExact } from "#kit/format/number.ts";
import { makeTranslator } from "#kit/i18n/translate.ts";
import { levelFill, levelFullWord } from "#kit/level/level-style.ts";
import { bandWidths, type Floors, LEAST_BAND } from "./bands.ts";
import { scoreConfigMessages } from "./score-config.messages.ts";

const t = makeTranslator(scoreConfigMessages);

/** 0 to 100 in five parts. The borders are dragged, or moved by arrow keys: a point, with Shift five. */
export function BandBar(props: {
  readonly floors: readonly number[];
  readonly onMove: (i: number, value: number) => void;
}): JSX.Element {
  let bar: HTMLDivElement | undefined;
  const floor = (i: number): number => props.floors[i] ?? 0;
  const scoreAt = (clientX: number): number => {
    const box = bar?.getBoundingClientRect();
    return box === undefined ? 0 : ((clientX - box.left) / box.width) * 100;
  };
  const moveBy = (event: KeyboardEvent, i: number): void => {
    const size = event.shiftKey ? 5 : 1;
    const by =
      event.key === "ArrowRight" || event.key === "ArrowUp"
        ? size
        : event.key === "ArrowLeft" || event.key === "ArrowDown"
          ? -size
          : 0;
    if (by === 0) return;
    event.preventDefault();
    props.onMove(i, floor(i) + by);
  };
  return (
    <div class="band-bar-box">
      <div class="band-bar" ref={bar}>
        <BandParts floors={props.floors} />
        <For each={LEVELS.slice(1) as Level[]}>
          {(level, at) => {
            const i = (): number => at() + 1;
            return (
              <div
                class="band-border"
                classList={{ low: at() % 2 === 1 }}
                role="slider"
                tabIndex={0}
                style={{ left: `${Math.min(100, floor(i()))}%` }}
                aria-label={t("bands.border", { level: levelFullWord(level) })}
                aria-valuemin={floor(i() - 1) + LEAST_BAND}
                aria-valuemax={i() === 4 ? 100 : floor(i() + 1) - LEAST_BAND}
                aria-valuenow={floor(i())}
                onPointerDown={(event) => {
                  event.preventDefault();
                  event.currentTarget.focus();
                  event.currentTarget.setPointerCapture(event.pointerId);
                }}
                onPointerMove={(event) => {
                  if (event.currentTarget.hasPointerCapture(event.pointerId))
                    props.onMove(i(), scoreAt(event.clientX));
                }}
                onKeyDown={(event) => moveBy(event, i())}
              >
                <span class="band-value">
                  {formatExact(floor(i()), Number.isInteger(floor(i())) ? 0 : 1)}
                </span>
              </div>
            );
          }}
        </For>
      </div>
    </div>
  );
}

/** The five parts alone, as wide as their bands. */
export function BandParts(props: { readonly floors: readonly number[] }): JSX.Element {
  const widths = (): number[] => bandWidths(props.floors as Floors);
  return (
    <For each={[...LEVELS]}>
      {(level, i) => (
        <span
          class="band-part"
          style={{ width: `${widths()[i()]}%`, background: levelFill(level) }}
          title={levelFullWord(level)}
        />
      )}
    </For>
  );
}
