import { createMemo, createSignal, For, Index, type JSX, onCleanup, Show } from "solid-js";
import { LEVELS, type Level } from "#domain/level";
import { formatCount, formatExact, formatPercent, formatScore } from "#kit/format/number.ts";
import { districtMapMessages } from "#kit/geo/district-map.messages.ts";
import {
  CENTRAL_DISTRICTS,
  CITY_BOUNDS,
  DISTRICT_SHAPES,
  type DistrictShape,
  districtBounds,
  mayName,
  type Point,
} from "#kit/geo/districts.ts";
import { type Anchor, type PlacedLabel, placeLabels, textWidth } from "#kit/geo/labels.ts";
import { type PointColumns, pointPaths } from "#kit/geo/point-path.ts";
import { fitProjection, listMargin, outlinePath, type Space } from "#kit/geo/projection.ts";
import { makeTranslator } from "#kit/i18n/translate.ts";
import { LevelShape, levelPath } from "#kit/level/level-mark.tsx";
import { levelFill, levelWord } from "#kit/level/level-style.ts";
import { districtName, shortDistrictName } from "#kit/words/districts.ts";
import "#kit/geo/district-map.css";

const t = makeTranslator(districtMapMessages);
/** The districts' own names say all of it to readers of the screen. */
const HIDDEN = { "aria-hidden": "true" as const };

/** What the map says of a district; a row of GET /api/overview `areas` fits. */
export interface DistrictFigures {
  readonly code: string;
  readonly monitored: number;
  readonly atRisk: number;
  /** Five counts, normal first. */
  readonly levels: readonly number[];
  readonly index?: number;
}

export interface DistrictMapProps {
  /** Name of the map for readers of the screen. */
  readonly label: string;
  /** Districts that are absent are drawn as unknown. */
  readonly areas: readonly DistrictFigures[];
  /** Pressing a district, by pointer or Enter. */
  readonly onOpen?: (code: string) => void;
  /** The district under the pointer or focus. */
  readonly onPoint?: (code: string | null) => void;
  /** Drawn with the accent's outline. */
  readonly selected?: string | null;
  /** The district that fills the map; null or absent: the whole city. */
  readonly focus?: string | null;
  /** Size of names; the shapes and gaps follow it. Default 13. */
  readonly labelPixels?: number;
  readonly points?: PointColumns;
  /** How many points at most. Default 3,000: past it, SVG is slow on old machines. */
  readonly mostPoints?: number;
  /** false: no card with the five counts beside the pointer. */
  readonly card?: boolean;
  readonly legend?: boolean;
}

/**
 * The city's districts as one SVG, drawn to the size of its box (which its parent gives): one hue by share at risk, the
 * highest level as a mark, the names of the crowded centre as a list with lines. Needs no WebGL. One stop of the Tab
 * key; the arrows go to the neighbour, Enter presses.
 */
export function DistrictMap(props: DistrictMapProps): JSX.Element {
  const { size, ref } = createSize();
  const [pointed, setPointed] = createSignal<string | null>(null);
  const [reached, setReached] = createSignal(DISTRICT_SHAPES.features[0]?.id ?? "");
  const text = (): number => props.labelPixels ?? 13;
  const byCode = createMemo(() => new Map(props.areas.map((area) => [area.code, area])));
  const most = createMemo(() => Math.max(0, ...props.areas.map(shareOf)));

  const labels = createMemo(() =>
    DISTRICT_SHAPES.features.map((shape) => {
      const area = byCode().get(shape.id);
      const name = shortDistrictName(shape.id);
      const count = area !== undefined ? formatCount(area.atRisk) : props.focus == null ? "—" : "";
      const level = area === undefined ? null : highestLevel(area);
      const mark = level === null ? 0 : text() * 1.15;
      return {
        shape,
        name,
        count,
        level,
        mark,
        width: mark + textWidth(name, text()) + text() * 0.4 + textWidth(count, text()) + text() * 0.5,
      };
    }),
  );
  const listWidth = (): number =>
    props.focus == null
      ? Math.max(...labels().map(({ shape, width }) => (CENTRAL_DISTRICTS.has(shape.id) ? width : 0))) + 8
      : 0;
  const box = (): Space => ({ left: 6, top: 6, right: size()[0] - 6, bottom: size()[1] - 6 });
  const project = createMemo(() => {
    const { left, right } = box();
    return props.focus == null
      ? fitProjection(CITY_BOUNDS, { ...box(), left: left + listMargin(listWidth(), right - left) })
      : focusProjection(props.focus, size());
  });
  const placed = createMemo(() => {
    const focus = props.focus ?? null;
    const anchors: Anchor[] = labels().map(({ shape, width }) => ({
      code: shape.id,
      at: project()(...shape.properties.label),
      width,
      height: text() * 1.5,
      crowded: focus === null && CENTRAL_DISTRICTS.has(shape.id),
      weight: shape.id === focus ? 2 : 1,
      holds: ([x, y]) => mayName(shape.id, ...project().invert(x, y)),
      // Beside the district on show its neighbours are named on their place or not at all.
      ...(focus === null || shape.id === focus ? {} : { reach: 0 }),
    }));
    return new Map(placeLabels(anchors, box()).map((label) => [label.code, label]));
  });
  const outlines = createMemo(
    () => new Map(DISTRICT_SHAPES.features.map((shape) => [shape.id, outlinePath(shape, project())])),
  );
  const others = (code: string): string =>
    [...outlines()].map(([each, path]) => (each === code ? "" : path)).join("");
  const shade = (code: string): string => {
    const area = byCode().get(code);
    if (area === undefined) return "none";
    return String(shadeOf(shareOf(area), most()));
  };
  const describe = (code: string): string => {
    const area = byCode().get(code);
    if (area === undefined) return `${districtName(code)}：${t("unknown")}`;
    return t("area", {
      name: districtName(code),
      monitored: formatExact(area.monitored),
      atRisk: formatExact(area.atRisk),
      levels: LEVELS.map((level, i) => `${levelWord(level)} ${area.levels[i] ?? 0}`).join("，"),
    });
  };
  const point = (code: string | null): void => {
    setPointed(code);
    props.onPoint?.(code);
  };
  const keys = (event: KeyboardEvent, code: string): void => {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      props.onOpen?.(code);
      return;
    }
    const next = neighbour(code, event.key);
    if (next === null) return;
    event.preventDefault();
    setReached(next);
    (event.currentTarget as Element).parentElement
      ?.querySelector<SVGPathElement>(`[data-code="${next}"]`)
      ?.focus();
  };
  const marks = createMemo(() =>
    props.points === undefined
      ? []
      : pointPaths(
          props.points,
          project(),
          text() * (props.focus == null ? 0.16 : 0.26),
          props.mostPoints ?? 3000,
        ),
  );

  return (
    <div class="district-map" ref={ref}>
      {/* biome-ignore lint/a11y/useSemanticElements: there is no fieldset in SVG */}
      <svg
        width={size()[0]}
        height={size()[1]}
        role="group"
        aria-label={props.label}
        style={{ "font-size": `${text()}px` }}
        onMouseLeave={() => point(null)}
      >
        <For each={DISTRICT_SHAPES.features}>
          {(shape) => (
            // biome-ignore lint/a11y/noStaticElementInteractions: a button by its role, in SVG
            <path
              class="district"
              classList={{ pressable: props.onOpen !== undefined }}
              data-code={shape.id}
              data-shade={shade(shape.id)}
              d={outlines().get(shape.id) ?? ""}
              role={props.onOpen === undefined ? "img" : "button"}
              tabindex={reached() === shape.id ? 0 : -1}
              aria-label={describe(shape.id)}
              onMouseEnter={() => point(shape.id)}
              onFocus={() => {
                setReached(shape.id);
                point(shape.id);
              }}
              onBlur={() => point(null)}
              onClick={() => props.onOpen?.(shape.id)}
              onKeyDown={(event) => keys(event, shape.id)}
            />
          )}
        </For>
        <Show when={props.selected ?? props.focus}>
          {(code) => <path class="district-chosen" d={outlines().get(code()) ?? ""} {...HIDDEN} />}
        </Show>
        <Show when={pointed()}>
          {(code) => <path class="district-pointed" d={outlines().get(code()) ?? ""} {...HIDDEN} />}
        </Show>
        <g class="map-points" {...HIDDEN}>
          <Index each={marks()}>{(mark) => <path d={mark().path} fill={levelFill(mark().level)} />}</Index>
        </g>
        <Show when={props.focus}>
          {(code) => <path class="district-veil" d={others(code())} {...HIDDEN} />}
        </Show>
        <g class="map-names" {...HIDDEN}>
          <Index each={labels()}>
            {(label) => (
              <Show when={placed().get(label().shape.id)}>
                {(place) => <Name place={place()} text={text()} {...label()} />}
              </Show>
            )}
          </Index>
        </g>
      </svg>
      <Show when={props.legend !== false && props.focus == null && most() > 0}>
        <div class="map-legend" style={{ "font-size": `${Math.max(12, text() * 0.92)}px` }}>
          <span>{t("legend")}</span>
          <span class="map-legend-ends">{t("legend.none")}</span>
          <For each={[0, 1, 2, 3, 4]}>{(step) => <i data-shade={step} />}</For>
          <span class="map-legend-ends">{t("legend.most", { share: formatPercent(most()) })}</span>
        </div>
      </Show>
      <Show when={props.card !== false && pointed() !== null && byCode().get(pointed() ?? "")}>
        {(area) => <Card area={area()} at={project()(...cardPoint(area().code))} box={size()} />}
      </Show>
    </div>
  );
}

/** How the map looks at one district, for what is laid out around it. */
export function focusProjection(code: string, [width, height]: Point): ReturnType<typeof fitProjection> {
  const margin = 6 + Math.min(width, height) * 0.06;
  return fitProjection(districtBounds(code), {
    left: margin,
    top: margin,
    right: width - margin,
    bottom: height - margin,
  });
}

/** Mark, name and count in one line, with the line to its place where it is listed at the side. */
function Name(props: {
  readonly place: PlacedLabel;
  readonly shape: DistrictShape;
  readonly name: string;
  readonly count: string;
  readonly level: Level | null;
  readonly mark: number;
  readonly width: number;
  readonly text: number;
}): JSX.Element {
  const left = (): number => props.place.at[0] - props.width / 2 + props.text * 0.25;
  return (
    <g data-name={props.shape.id}>
      <Show when={props.place.line}>
        {(line) => (
          <>
            <polyline
              class="map-line"
              points={line()
                .map((point) => point.join(","))
                .join(" ")}
            />
            <circle class="map-line-foot" cx={line()[0][0]} cy={line()[0][1]} r={props.text * 0.16} />
          </>
        )}
      </Show>
      <Show when={props.level}>
        {(level) => (
          <path
            d={levelPath(level())}
            fill={levelFill(level())}
            class="map-mark"
            transform={`translate(${left()} ${props.place.at[1] - props.text * 0.48}) scale(${(props.text * 0.95) / 16})`}
          />
        )}
      </Show>
      <text x={left() + props.mark} y={props.place.at[1] + props.text * 0.36}>
        {props.name}
        <tspan class="map-count" dx={props.text * 0.35}>
          {props.count}
        </tspan>
      </text>
    </g>
  );
}

function Card(props: {
  readonly area: DistrictFigures;
  readonly at: Point;
  readonly box: Point;
}): JSX.Element {
  const right = (): boolean => props.at[0] > props.box[0] / 2;
  const low = (): boolean => props.at[1] > props.box[1] / 2;
  return (
    <div
      class="map-card"
      style={{
        [right() ? "right" : "left"]: `${(right() ? props.box[0] - props.at[0] : props.at[0]) + 16}px`,
        [low() ? "bottom" : "top"]: `${low() ? props.box[1] - props.at[1] : props.at[1]}px`,
      }}
    >
      <strong>{districtName(props.area.code)}</strong>
      <dl>
        <For each={[...LEVELS]}>
          {(level, i) => (
            <div>
              <dt>
                <LevelShape level={level} size={12} /> {levelWord(level)}
              </dt>
              <dd>{formatExact(props.area.levels[i()] ?? 0)}</dd>
            </div>
          )}
        </For>
        <div class="sum">
          <dt>{t("monitored")}</dt>
          <dd>{formatExact(props.area.monitored)}</dd>
        </div>
        <div>
          <dt>{t("atRisk")}</dt>
          <dd>
            {formatExact(props.area.atRisk)} · {formatPercent(shareOf(props.area))}
          </dd>
        </div>
        <Show when={props.area.index !== undefined}>
          <div>
            <dt>{t("index")}</dt>
            <dd>{formatScore(props.area.index)}</dd>
          </div>
        </Show>
      </dl>
    </div>
  );
}

/** 0 where nothing is at risk, else 1 to 4 by quarters of the highest share. */
export function shadeOf(share: number, most: number): 0 | 1 | 2 | 3 | 4 {
  if (share <= 0 || most <= 0) return 0;
  return Math.min(4, Math.max(1, Math.ceil((share / most) * 4))) as 1 | 2 | 3 | 4;
}

export function shareOf(area: { readonly monitored: number; readonly atRisk: number }): number {
  return area.monitored === 0 ? 0 : area.atRisk / area.monitored;
}

export function highestLevel(area: { readonly levels: readonly number[] }): Level {
  for (let i = 4; i > 0; i--) if ((area.levels[i] ?? 0) > 0) return LEVELS[i] as Level;
  return "normal";
}

/** The nearest district in the arrow's direction, what lies off it counted double. */
export function neighbour(code: string, key: string): string | null {
  const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[key];
  const from = DISTRICT_SHAPES.features.find((shape) => shape.id === code)?.properties.label;
  if (step === undefined || from === undefined) return null;
  const [dx, dy] = step as [number, number];
  let best: { code: string; cost: number } | null = null;
  for (const shape of DISTRICT_SHAPES.features) {
    const x = (shape.properties.label[0] - from[0]) * 0.86;
    const y = shape.properties.label[1] - from[1];
    const along = x * dx + y * dy;
    const off = Math.abs(x * dy) + Math.abs(y * dx);
    if (along <= 1e-6 || off > along * 2) continue;
    const cost = along + off * 2;
    if (best === null || cost < best.cost) best = { code: shape.id, cost };
  }
  return best?.code ?? null;
}

function cardPoint(code: string): Point {
  return DISTRICT_SHAPES.features.find((shape) => shape.id === code)?.properties.label ?? [0, 0];
}

/** Follows width and height of the box. */
function createSize(): { readonly size: () => Point; readonly ref: (element: Element) => void } {
  const [size, setSize] = createSignal<Point>([640, 520]);
  let observer: ResizeObserver | null = null;
  onCleanup(() => observer?.disconnect());
  return {
    size,
    ref: (element) => {
      observer = new ResizeObserver((entries) => {
        const found = entries[0]?.contentRect;
        if (found !== undefined && found.width > 0 && found.height > 0)
          setSize([Math.floor(found.width), Math.floor(found.height)]);
      });
      observer.observe(element);
    },
  };
}
