import type { MapPoints } from "#domain/api/overview";
import type { EventBody } from "#domain/push";

/** At most this many points in all levels together; the server gives no more. */
export const MOST_POINTS = 20_000;

/** The points of one level as columns that go to the graphics card as they are. */
export interface PointColumn {
  /** Longitude, latitude, longitude, …, `length` times. */
  readonly positions: Float32Array;
  readonly length: number;
}

/**
 * Points by level (yellow to outbreak), kept in typed arrays that are grown and never given up, so that weeks of
 * changes make no garbage. Normal enterprises have no point.
 */
export interface PointStore {
  /** Takes the server's columns in place of everything. */
  replace(points: MapPoints): void;
  /** Moves, adds or removes one enterprise's point; true when something changed. */
  apply(body: EventBody): boolean;
  /** The same object as long as nothing in the level changed. */
  column(level: 2 | 3 | 4 | 5): PointColumn;
  positionOf(enterpriseId: number): readonly [number, number] | null;
  readonly size: number;
}

interface Level {
  /** What was given out last; null once a point came, went or moved. */
  shown: PointColumn | null;
  positions: Float32Array;
  ids: Float64Array;
  length: number;
}

export function makePointStore(most: number = MOST_POINTS): PointStore {
  const levels: Level[] = Array.from({ length: 4 }, () => makeLevel(256));
  /** Enterprise -> level index (0 is yellow) and slot. */
  const places = new Map<number, { level: number; slot: number }>();

  function add(id: number, level: number, longitude: number, latitude: number): void {
    const column = levels[level] as Level;
    if (column.length === column.ids.length) grow(column);
    const slot = column.length++;
    column.shown = null;
    column.ids[slot] = id;
    column.positions[slot * 2] = longitude;
    column.positions[slot * 2 + 1] = latitude;
    places.set(id, { level, slot });
  }

  /** The last point of the level takes the empty slot. */
  function remove(id: number): readonly [number, number] | null {
    const place = places.get(id);
    if (place === undefined) return null;
    const column = levels[place.level] as Level;
    const at = readPosition(column, place.slot);
    const last = --column.length;
    column.shown = null;
    if (place.slot !== last) {
      const moved = column.ids[last] as number;
      column.ids[place.slot] = moved;
      column.positions.copyWithin(place.slot * 2, last * 2, last * 2 + 2);
      places.set(moved, { level: place.level, slot: place.slot });
    }
    places.delete(id);
    return at;
  }

  return {
    replace(points) {
      places.clear();
      for (const column of levels) {
        column.length = 0;
        column.shown = null;
      }
      const count = Math.min(points.ids.length, most);
      for (let i = 0; i < count; i++) {
        const level = (points.levels[i] ?? 1) - 2;
        const id = points.ids[i];
        if (id === undefined || level < 0 || level > 3 || places.has(id)) continue;
        add(id, level, points.longitudes[i] as number, points.latitudes[i] as number);
      }
    },
    apply({ e, l, x }) {
      if (e === null) return false;
      const place = places.get(e);
      if (place !== undefined && place.level === l - 2 && x === undefined) return false;
      if (place !== undefined && place.level === l - 2 && x !== undefined) {
        const column = levels[place.level] as Level;
        const [longitude, latitude] = readPosition(column, place.slot);
        if (Math.fround(x[0]) === longitude && Math.fround(x[1]) === latitude) return false;
      }
      const was = remove(e);
      const at = x ?? was;
      if (l < 2 || l > 5 || at === null || places.size >= most) return was !== null;
      add(e, l - 2, at[0], at[1]);
      return true;
    },
    column(level) {
      const kept = levels[level - 2] as Level;
      kept.shown ??= { positions: kept.positions.subarray(0, kept.length * 2), length: kept.length };
      return kept.shown;
    },
    positionOf(enterpriseId) {
      const place = places.get(enterpriseId);
      return place === undefined ? null : readPosition(levels[place.level] as Level, place.slot);
    },
    get size() {
      return places.size;
    },
  };
}

function makeLevel(capacity: number): Level {
  return {
    shown: null,
    positions: new Float32Array(capacity * 2),
    ids: new Float64Array(capacity),
    length: 0,
  };
}

function grow(column: Level): void {
  const next = makeLevel(column.ids.length * 2);
  next.positions.set(column.positions);
  next.ids.set(column.ids);
  column.positions = next.positions;
  column.ids = next.ids;
}

function readPosition(column: Level, slot: number): readonly [number, number] {
  return [column.positions[slot * 2] as number, column.positions[slot * 2 + 1] as number];
}
