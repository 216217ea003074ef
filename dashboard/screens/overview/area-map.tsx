import { createMemo, createSignal, For, type JSX, Show } from "solid-js";
import type { Overview } from "#domain/api/overview";
import { isDistrict } from "#domain/district";
import { LEVELS, type Level } from "#domain/level";
import { formatCount, formatExact, formatPercent, formatScore } from "#kit/format/number.ts";
import { makeTranslator } from "#kit/i18n/translate.ts";
import { LevelShape } from "#kit/level/level-mark.tsx";
import { levelWord } from "#kit/level/level-style.ts";
import { EmptyState } from "#kit/state/state.tsx";
import { districtName, shortDistrictName } from "#kit/words/districts.ts";
import { overviewMessages } from "./overview.messages.ts";

const t = makeTranslator(overviewMessages);

export type Area = Overview["areas"][number];

/** Column and row of each district in the tile map: neighbours stay neighbours as far as squares allow. */
const TILES: Readonly<Record<string, readonly [number, number]>> = {
  "310113": [3, 1],
  "310151": [4, 1],
  "310114": [1, 2],
  "310107": [2, 2],
  "310109": [3, 2],
  "310110": [4, 2],
  "310118": [1, 3],
  "310105": [2, 3],
  "310106": [3, 3],
  "310101": [4, 3],
  "310115": [5, 3],
  "310117": [1, 4],
  "310112": [2, 4],
  "310104": [3, 4],
  "310116": [1, 5],
  "310120": [2, 5],
};

/** Areas by share at risk, each with its highest level; pointing reads the five counts, pressing drills. */
export function AreaMap(props: {
  readonly areas: readonly Area[];
  readonly onOpen: (code: string) => void;
}): JSX.Element {
  const [hovered, setHovered] = createSignal<string | null>(null);
  const most = createMemo(() => Math.max(0.0001, ...props.areas.map(shareOf)));
  const districts = (): boolean =>
    props.areas.length > 1 && props.areas.every((area) => isDistrict(area.code));
  const shade = (area: Area): number =>
    area.atRisk === 0 ? 0 : Math.min(4, Math.max(1, Math.ceil((shareOf(area) / most()) * 4)));
  const shown = (): Area | undefined => props.areas.find((area) => area.code === hovered());
  const describe = (area: Area): string =>
    t("map.tile", {
      name: areaName(area),
      monitored: formatExact(area.monitored),
      atRisk: formatExact(area.atRisk),
      levels: LEVELS.map((level, i) => `${levelWord(level)} ${area.levels[i] ?? 0}`).join("，"),
    });
  return (
    <Show
      when={props.areas.length > 0}
      fallback={<EmptyState title={t("map.none")} hint={t("map.none.hint")} />}
    >
      <div class="tiles" classList={{ districts: districts(), streets: !districts() }}>
        <For each={props.areas as Area[]}>
          {(area) => (
            <button
              type="button"
              class="tile"
              data-shade={shade(area)}
              style={
                districts()
                  ? {
                      "grid-column": String(TILES[area.code]?.[0] ?? "auto"),
                      "grid-row": String(TILES[area.code]?.[1] ?? "auto"),
                    }
                  : {}
              }
              aria-label={describe(area)}
              onMouseEnter={() => setHovered(area.code)}
              onFocus={() => setHovered(area.code)}
              onMouseLeave={() => setHovered(null)}
              onBlur={() => setHovered(null)}
              onClick={() => props.onOpen(area.code)}
            >
              <span class="tile-name clip">{districts() ? shortDistrictName(area.code) : area.name}</span>
              <span class="tile-figure">
                <LevelShape level={highest(area)} size={12} />
                {formatCount(area.atRisk)}
              </span>
            </button>
          )}
        </For>
      </div>
      <div class="map-readout small">
        <Show
          when={shown()}
          fallback={
            <span class="muted">
              {t("map.hint")} · {t("map.legend")} · {t("map.mark")}
            </span>
          }
        >
          {(area) => (
            <>
              <strong>{areaName(area())}</strong>
              <For each={[...LEVELS]}>
                {(level, i) => (
                  <span class="row tight">
                    <LevelShape level={level} size={11} /> {levelWord(level)}{" "}
                    {formatExact(area().levels[i()] ?? 0)}
                  </span>
                )}
              </For>
              <span class="muted">
                {t("index")} {formatScore(area().index)} · {formatPercent(shareOf(area()))}
              </span>
            </>
          )}
        </Show>
      </div>
    </Show>
  );
}

/** Districts have English names, streets have none. */
export function areaName(area: Pick<Area, "code" | "name">): string {
  return isDistrict(area.code) ? districtName(area.code) : area.name;
}

function shareOf(area: Area): number {
  return area.monitored === 0 ? 0 : area.atRisk / area.monitored;
}

export function highest(area: Pick<Area, "levels">): Level {
  for (let i = 4; i > 0; i--) if ((area.levels[i] ?? 0) > 0) return LEVELS[i] as Level;
  return "normal";
}
