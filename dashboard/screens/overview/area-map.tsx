import { createMemo, For, type JSX, Show } from "solid-js";
import type { Overview } from "#domain/api/overview";
import { isDistrict } from "#domain/district";
import { LEVELS } from "#domain/level";
import { formatCount, formatExact } from "#kit/format/number.ts";
import { DistrictMap, highestLevel, shadeOf, shareOf } from "#kit/geo/district-map.tsx";
import { joinWords } from "#kit/i18n/punctuation.ts";
import { makeTranslator } from "#kit/i18n/translate.ts";
import { LevelShape } from "#kit/level/level-mark.tsx";
import { levelWord } from "#kit/level/level-style.ts";
import { EmptyState } from "#kit/state/state.tsx";
import { districtName } from "#kit/words/districts.ts";
import { overviewMessages } from "./overview.messages.ts";

const t = makeTranslator(overviewMessages);

export type Area = Overview["areas"][number];

/** The areas of the user's scope: a map of the districts, and tiles of the streets inside one. Pressing drills. */
export function AreaMap(props: {
  readonly areas: readonly Area[];
  readonly street: string | null;
  readonly onOpen: (code: string) => void;
}): JSX.Element {
  const districts = (): boolean =>
    props.areas.length > 1 && props.areas.every((area) => isDistrict(area.code));
  return (
    <Show
      when={props.street === null && props.areas.length > 0}
      fallback={<EmptyState title={t("map.none")} hint={t("map.none.hint")} />}
    >
      <Show when={districts()} fallback={<StreetTiles areas={props.areas} onOpen={props.onOpen} />}>
        <div class="map-box">
          <DistrictMap label={t("map")} areas={props.areas} onOpen={props.onOpen} />
        </div>
      </Show>
    </Show>
  );
}

/** Streets have no outlines here: equal tiles, most at risk first, the same shades and marks as the map. */
function StreetTiles(props: {
  readonly areas: readonly Area[];
  readonly onOpen: (code: string) => void;
}): JSX.Element {
  const most = createMemo(() => Math.max(0, ...props.areas.map(shareOf)));
  const sorted = createMemo(() =>
    [...props.areas].sort((a, b) => b.atRisk - a.atRisk || b.monitored - a.monitored),
  );
  const describe = (area: Area): string =>
    t("map.tile", {
      name: area.name,
      monitored: formatExact(area.monitored),
      atRisk: formatExact(area.atRisk),
      levels: joinWords(LEVELS.map((level, i) => `${levelWord(level)} ${area.levels[i] ?? 0}`)),
    });
  return (
    <div class="tiles">
      <For each={sorted()}>
        {(area) => (
          <button
            type="button"
            class="tile"
            data-shade={shadeOf(shareOf(area), most())}
            aria-label={describe(area)}
            title={describe(area)}
            onClick={() => props.onOpen(area.code)}
          >
            <span class="tile-name clip">{area.name}</span>
            <span class="tile-figure">
              <Show when={area.monitored > 0} fallback={<span class="muted">—</span>}>
                <LevelShape level={highestLevel(area)} size={12} />
              </Show>
              {formatCount(area.atRisk)}
              <span class="tile-all">/ {formatCount(area.monitored)}</span>
            </span>
          </button>
        )}
      </For>
    </div>
  );
}

/** Districts have English names, streets have none. */
export function areaName(area: Pick<Area, "code" | "name">): string {
  return isDistrict(area.code) ? districtName(area.code) : area.name;
}
