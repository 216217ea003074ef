import {
  createEffect,
  createMemo,
  createSignal,
  Index,
  type JSX,
  on,
  onCleanup,
  onMount,
  Show,
} from "solid-js";
import { formatCount } from "#kit/format/number.ts";
import { highestLevel, shadeOf, shareOf } from "#kit/geo/district-map.tsx";
import { CENTRAL_DISTRICTS, CITY_BOUNDS, DISTRICT_SHAPES, districtAt, mayName } from "#kit/geo/districts.ts";
import { type Anchor, type PlacedLabel, placeLabels, textWidth } from "#kit/geo/labels.ts";
import { listMargin, type Space } from "#kit/geo/projection.ts";
import { LevelShape } from "#kit/level/level-mark.tsx";
import { levelColoursSet } from "#kit/level/level-style.ts";
import { shortDistrictName } from "#kit/words/districts.ts";
import { LATEST_SHOWN } from "../panels/latest-list.tsx";
import { createBox, createUnit } from "../scale.ts";
import { type Camera, fitCamera, frameDistrict } from "./camera.ts";
import { createGlMap, type GlMap } from "./gl-map.ts";
import { drawIcons } from "./icons.ts";
import { CARD, type WallMapProps } from "./map-props.ts";

const TEXT = 26;
const CITY_PITCH = 36;
const CLOSE_PITCH = 24;
const MOVE_MS = 200;
const POINT_LEVELS = [2, 3, 4, 5] as const;

/** The map by WebGL2 with its names in HTML on top: local fonts, sharp at any size. */
export function GlView(props: WallMapProps & { readonly onLost: (why: string) => void }): JSX.Element {
  const { size, ref } = createBox();
  const unit = createUnit();
  const [map, setMap] = createSignal<GlMap | null>(null);
  /** Rises when the camera moved. */
  const [view, setView] = createSignal(0);
  let container: HTMLDivElement | undefined;

  const text = (): number => TEXT * unit();
  const byCode = createMemo(() => new Map(props.districts.map((area) => [area.code, area])));
  const labels = createMemo(() =>
    DISTRICT_SHAPES.features.map((shape) => {
      const area = byCode().get(shape.id);
      const name = shortDistrictName(shape.id);
      const count = area === undefined ? "" : formatCount(area.atRisk);
      return {
        code: shape.id,
        at: shape.properties.label,
        name,
        count,
        level: area === undefined ? null : highestLevel(area),
        width: textWidth(`${name}${count}`, text()) + text() * 2.1,
      };
    }),
  );
  const listWidth = (): number =>
    Math.max(...labels().map(({ code, width }) => (CENTRAL_DISTRICTS.has(code) ? width : 0))) + 10 * unit();
  const space = (): Space => ({ left: 0, top: 0, right: size()[0], bottom: size()[1] });
  /** The list of streets stands on the map only while the tour passes: else it is the ranking. */
  const card = (): number => (props.picture.area === props.focus ? 0 : 1);
  /** The district on show, and the corner where the list of its streets covers nothing of it. */
  const frame = createMemo(() =>
    frameDistrict(props.focus ?? "", size(), {
      edge: 20 * unit(),
      width: card() * CARD.width * unit(),
      height: card() * CARD.height * unit(),
      pitch: CLOSE_PITCH,
    }),
  );
  createEffect(() => props.onCorner(frame().corner));
  const camera = createMemo<Camera>(() => {
    const [width, height] = size();
    const edge = 10 * unit();
    if (props.focus === null)
      // Columns stand up from the ground: the north edge needs room for them.
      return fitCamera(
        CITY_BOUNDS,
        [width, height],
        {
          left: edge + listMargin(listWidth(), width),
          top: edge * 2,
          right: width - edge,
          bottom: height - edge * 2,
        },
        CITY_PITCH,
      );
    return frame().camera;
  });
  const places = createMemo(() => {
    view();
    const gl = map();
    if (gl === null) return new Map<string, PlacedLabel>();
    const anchors: Anchor[] = labels().map(({ code, at, width }) => {
      const [x, y] = gl.project(at);
      const crowded = props.focus === null && CENTRAL_DISTRICTS.has(code);
      return {
        code,
        // A name stands at the foot of its column.
        at: [x, crowded || props.focus !== null ? y : y + text() * 0.9],
        width,
        height: text() * 1.36,
        crowded,
        weight: code === props.focus ? 2 : 1,
        holds: (spot) => mayName(code, ...gl.unproject(spot)),
        ...(props.focus === null || code === props.focus ? {} : { reach: 0 }),
      };
    });
    return new Map(placeLabels(anchors, space()).map((label) => [label.code, label]));
  });
  const icons = createMemo(() => {
    levelColoursSet();
    return drawIcons();
  });
  const shades = createMemo(() => {
    // A district alone has nobody to compare with: the middle shade.
    if (props.districts.length === 1) return new Map(props.districts.map((area) => [area.code, 2]));
    const most = Math.max(0, ...props.districts.map(shareOf));
    return new Map(props.districts.map((area) => [area.code, shadeOf(shareOf(area), most)]));
  });
  const atRisk = createMemo(() => new Map(props.districts.map((area) => [area.code, area.atRisk])));
  const rings = createMemo(() => {
    props.data.pointsVersion();
    return props.picture.latest
      .filter((row) => Math.max(row.level, row.before) >= props.filters.level)
      .slice(0, LATEST_SHOWN)
      .filter((row) => props.focus === null || row.district === props.focus)
      .flatMap((row) => {
        const at = row.at ?? props.data.points.positionOf(row.enterpriseId);
        return at === null ? [] : [{ at, level: row.level }];
      });
  });

  onMount(() => {
    if (container === undefined) return;
    const box = container;
    createEffect(() => {
      if (map() !== null || size()[0] === 0 || size()[1] === 0) return;
      try {
        setMap(
          createGlMap(box, camera(), {
            moved: () => setView((version) => version + 1),
            lost: props.onLost,
          }),
        );
      } catch (cause) {
        props.onLost(cause instanceof Error ? cause.message : String(cause));
      }
    });
  });
  createEffect(
    on([map, camera], ([gl, target], before) => {
      const still =
        before === undefined || before[0] === null || matchMedia("(prefers-reduced-motion: reduce)").matches;
      gl?.look(target, still ? 0 : MOVE_MS);
      setView((version) => version + 1);
    }),
  );
  createEffect(() => {
    map()?.draw({
      shades: shades(),
      atRisk: atRisk(),
      focus: props.focus,
      points: POINT_LEVELS.filter((level) => level >= props.filters.level).map((level) => ({
        level,
        column: props.data.points.column(level),
      })),
      pointsVersion: props.data.pointsVersion(),
      rings: rings(),
      icons: icons(),
      unit: unit(),
    });
  });
  onCleanup(() => map()?.stop());

  const press = (event: MouseEvent & { readonly currentTarget: HTMLElement }): void => {
    const gl = map();
    if (gl === null) return;
    const box = event.currentTarget.getBoundingClientRect();
    const code = districtAt(...gl.unproject([event.clientX - box.left, event.clientY - box.top]));
    if (code !== null) props.onOpen(code);
  };

  return (
    <div class="w-gl" ref={ref}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the names below are the buttons, this is a comfort */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: by keyboard the names below are pressed */}
      <div class="w-canvas" ref={(element) => (container = element)} onClick={press} />
      {/* biome-ignore lint/a11y/noSvgWithoutTitle: lines only, hidden from readers */}
      <svg class="w-leaders" width={size()[0]} height={size()[1]} {...HIDDEN}>
        <Index each={labels()}>
          {(label) => (
            <Show when={places().get(label().code)?.line}>
              {(line) => (
                <>
                  <polyline
                    points={line()
                      .map((point) => point.join(","))
                      .join(" ")}
                  />
                  <circle cx={line()[0][0]} cy={line()[0][1]} r={4 * unit()} />
                </>
              )}
            </Show>
          )}
        </Index>
      </svg>
      <Index each={labels()}>
        {(label) => (
          <Show when={places().get(label().code)}>
            {(place) => (
              <button
                type="button"
                class="w-name"
                classList={{
                  chosen: label().code === props.focus,
                  other: props.focus !== null && label().code !== props.focus,
                }}
                style={{
                  transform: `translate(${place().at[0]}px, ${place().at[1]}px) translate(-50%, -50%)`,
                }}
                onClick={() => props.onOpen(label().code)}
              >
                <Show when={label().level}>{(level) => <LevelShape level={level()} />}</Show>
                {label().name}
                <strong class="w-name-count">{label().count}</strong>
              </button>
            )}
          </Show>
        )}
      </Index>
    </div>
  );
}

const HIDDEN = { "aria-hidden": "true" as const };
