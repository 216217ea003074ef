import {
  createEffect,
  createSignal,
  ErrorBoundary,
  type JSX,
  lazy,
  onCleanup,
  onMount,
  Show,
  Suspense,
} from "solid-js";
import { freeCorner } from "#kit/geo/corner.ts";
import { DistrictMap, focusProjection } from "#kit/geo/district-map.tsx";
import { shapeOf } from "#kit/geo/districts.ts";
import type { PointColumns } from "#kit/geo/point-path.ts";
import { makeTranslator } from "#kit/i18n/translate.ts";
import type { PointStore } from "../model/points.ts";
import { createBox, createUnit } from "../scale.ts";
import { wallMessages } from "../wall.messages.ts";
import { CARD, type WallMapProps } from "./map-props.ts";
import { hasWebGl2 } from "./webgl.ts";

const t = makeTranslator(wallMessages);

/** Loaded apart: a machine without WebGL2 never reads it. A browser too old for it takes the plain map. */
const GlView = lazy(() =>
  import("./gl-view.tsx").then(
    (file) => ({ default: file.GlView }),
    () => ({ default: Unreadable }),
  ),
);

/** WebGL2 is tried again after this, and after each loss after twice as long. */
const AGAIN = { firstMs: 30_000, mostMs: 3_600_000 } as const;
/** SVG is slow past this on old machines. */
const MOST_PLAIN = 1500;

/** The map by WebGL2; without it, or when the card is taken away, the plain one, and WebGL2 is tried again later. */
export function WallMap(props: WallMapProps & { readonly children: JSX.Element }): JSX.Element {
  const able = hasWebGl2();
  const [lost, setLost] = createSignal(false);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let losses = 0;
  const lose = (): void => {
    setLost(true);
    if (timer !== undefined) clearTimeout(timer);
    timer = setTimeout(() => setLost(false), Math.min(AGAIN.mostMs, AGAIN.firstMs * 2 ** losses));
    losses = Math.min(losses + 1, 10);
  };
  onCleanup(() => {
    if (timer !== undefined) clearTimeout(timer);
  });
  const plain = (): boolean => !able || lost() || props.filters.map === "svg";
  createEffect(() => props.onPlain(plain()));
  return (
    <div class="w-map-box">
      <Show when={!plain()} fallback={<PlainMap {...props} />}>
        <ErrorBoundary fallback={<Unreadable onLost={lose} />}>
          <Suspense>
            <GlView {...props} onLost={lose} />
          </Suspense>
        </ErrorBoundary>
      </Show>
      {props.children}
    </div>
  );
}

function Unreadable(props: { readonly onLost: (why: string) => void }): JSX.Element {
  onMount(() => props.onLost("unreadable"));
  return null;
}

function PlainMap(props: WallMapProps): JSX.Element {
  const unit = createUnit();
  const { size, ref } = createBox();
  createEffect(() => {
    const shape = props.focus === null ? null : shapeOf(props.focus);
    if (props.focus === null || shape === null || size()[0] === 0) return;
    const project = focusProjection(props.focus, size());
    const outline = shape.geometry.coordinates.flatMap((rings) =>
      (rings[0] ?? []).map(([x, y]) => project(x as number, y as number)),
    );
    props.onCorner(
      freeCorner(outline, size(), { width: CARD.width * unit(), height: CARD.height * unit() }).corner,
    );
  });
  const points = (): PointColumns => {
    props.data.pointsVersion();
    return joinColumns(props.data.points, props.filters.level);
  };
  return (
    <div class="w-plain" ref={ref}>
      <DistrictMap
        label={t("map")}
        areas={props.districts}
        focus={props.focus}
        labelPixels={26 * unit()}
        points={points()}
        mostPoints={MOST_PLAIN}
        card={false}
        legend={false}
        onOpen={props.onOpen}
      />
    </div>
  );
}

/** The points of all shown levels, highest first: the plain map draws only so many. */
function joinColumns(points: PointStore, least: number): PointColumns {
  const longitudes: number[] = [];
  const latitudes: number[] = [];
  const levels: number[] = [];
  for (const level of [5, 4, 3, 2] as const) {
    if (level < least) continue;
    const { positions, length } = points.column(level);
    for (let i = 0; i < length && levels.length < MOST_PLAIN; i++) {
      longitudes.push(positions[i * 2] as number);
      latitudes.push(positions[i * 2 + 1] as number);
      levels.push(level);
    }
  }
  return { longitudes, latitudes, levels, length: levels.length };
}
