import { createMemo, createSignal, For, Index, type JSX, Show } from "solid-js";
import type { Overview } from "#domain/api/overview";
import { CITY, isDistrict } from "#domain/district";
import { LEVELS, levelOf } from "#domain/level";
import { formatCount, formatExact, formatScore } from "#kit/format/number.ts";
import type { Corner } from "#kit/geo/corner.ts";
import { getJson } from "#kit/http/client.ts";
import { makeTranslator } from "#kit/i18n/translate.ts";
import { LevelShape } from "#kit/level/level-mark.tsx";
import { levelWord } from "#kit/level/level-style.ts";
import { createQuery } from "#kit/query/query.ts";
import { districtName } from "#kit/words/districts.ts";
import type { FilterControl } from "../filters.ts";
import type { WallData } from "../live.ts";
import { WallMap } from "../map/wall-map.tsx";
import { type AreaFigures, rankAtRisk, type WallPicture } from "../model/picture.ts";
import type { Tour } from "../tour.ts";
import { wallMessages } from "../wall.messages.ts";
import { fromLevelText } from "./level-text.ts";

const t = makeTranslator(wallMessages);

const STREETS = 5;

/** The map, and over it the five counts of what it looks at: they stay in their places while the tour goes on. */
export function MapPanel(props: {
  readonly picture: WallPicture;
  readonly data: WallData;
  readonly filters: FilterControl;
  readonly tour: Tour;
}): JSX.Element {
  const [plain, setPlain] = createSignal(false);
  const [corner, setCorner] = createSignal<Corner>("right-bottom");
  const stop = (): string => props.tour.stop();
  const focus = (): string | null => (isDistrict(stop()) ? stop() : null);
  /** The whole picture, or one of its districts. */
  const shown = createMemo<AreaFigures>(() => {
    const { picture } = props;
    const whole = { ...picture, code: picture.area, name: districtName(picture.area) };
    if (focus() === null || picture.area === focus()) return whole;
    return picture.areas.find((area) => area.code === focus()) ?? whole;
  });
  const rank = (): number =>
    rankAtRisk(props.picture.areas, Number.POSITIVE_INFINITY).findIndex((area) => area.code === focus()) + 1;
  const streets = createStreets(focus, () => props.picture.area, props.filters);
  const open = (code: string): void => {
    if (props.picture.area === CITY) props.filters.set({ district: code });
  };
  return (
    <section class="w-panel w-map" aria-labelledby="w-map">
      <div class="w-map-head">
        <h2 id="w-map">{districtName(shown().code)}</h2>
        <Show when={rank() > 0}>
          <span>{t("map.rank", { n: rank() })}</span>
        </Show>
        <span>{t("map.index", { index: formatScore(shown().index) })}</span>
        <span class="w-tour">{tourText(props.tour)}</span>
      </div>
      <dl class="w-levels">
        <Index each={[...LEVELS]}>
          {(level, i) => (
            <div>
              <dt>
                <LevelShape level={level()} /> {levelWord(level())}
              </dt>
              <dd>{formatExact(shown().levels[i] ?? 0)}</dd>
            </div>
          )}
        </Index>
      </dl>
      <WallMap
        picture={props.picture}
        districts={isDistrict(props.picture.area) ? [shown()] : props.picture.areas}
        data={props.data}
        filters={props.filters.value()}
        focus={focus()}
        onOpen={open}
        onPlain={setPlain}
        onCorner={setCorner}
      >
        <Show when={focus() !== null && focus() !== props.picture.area && streets().length > 0}>
          <div class="w-streets" data-corner={corner()}>
            <h3>{t("map.streets")}</h3>
            <ol>
              <For each={streets()}>
                {(street) => (
                  <li>
                    <span>{street.name}</span>
                    <strong>{formatCount(street.atRisk)}</strong>
                  </li>
                )}
              </For>
            </ol>
          </div>
        </Show>
      </WallMap>
      <p class="w-map-legend">
        <Show when={focus() === null}>
          <span>{t("map.share")}</span>
          <Show when={!plain()}>
            <span>{t("map.columns")}</span>
          </Show>
        </Show>
        <Show when={props.data.pointsFault() === null}>
          <span>{t("map.points", { level: fromLevelText(levelOf(props.filters.value().level)) })}</span>
        </Show>
        <Show when={plain()}>
          <span>{t("map.plain")}</span>
        </Show>
        <Show when={props.data.pointsFault()}>
          {(fault) => (
            <span>
              {t("map.points.none")} {t("health.code", { code: fault().code })}
            </span>
          )}
        </Show>
      </p>
    </section>
  );
}

function tourText(tour: Tour): string {
  const place = tour.place();
  if (place === null) return "";
  return tour.paused() ? t("tour.paused") : t("tour.at", place);
}

/** The five streets with most at risk of the district on show; absent while they are not known. */
function createStreets(
  focus: () => string | null,
  area: () => string,
  filters: FilterControl,
): () => readonly { readonly code: string; readonly name: string; readonly atRisk: number }[] {
  const query = createQuery(
    () =>
      focus() === null || focus() === area()
        ? null
        : { district: focus() as string, industry: filters.value().industry ?? undefined },
    (key, signal) => getJson<Overview>("api/overview", { query: key, signal }),
    { rowKey: "code" },
  );
  return () => {
    const data = query.data();
    if (data === undefined || data.district !== focus()) return [];
    return rankAtRisk(
      data.areas.filter((area) => area.atRisk > 0),
      STREETS,
    );
  };
}
