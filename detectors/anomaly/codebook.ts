import { pack, packedLength, rescale, unpackAt } from "#detectors/anomaly/packed";
import { roundTo } from "#detectors/anomaly/round";

/**
 * Shapes that a series has shown, as prototypes of a fixed length (after the leader clustering of adaptive resonance):
 * a shape that is near a prototype moves it, a shape that is far becomes one, in place of the least used. The distance to
 * the nearest says how new a shape is.
 */
export interface CodebookState {
  /** Prototypes one after another, packed. */
  shapes: string;
  /** How often each was met, fading. */
  use: number[];
  /** Usual distance to the nearest prototype, and how many distances it stands on. */
  near: [distance: number, count: number];
}

export interface CodebookParameters {
  readonly length: number;
  readonly prototypes: number;
  /** Usual distances beyond which a shape is a new prototype. */
  readonly reach: number;
}

const MEMORY = 500;
const LEARNING = 20;
const FADE = 0.98;

export function createCodebook(): CodebookState {
  return { shapes: "", use: [], near: [0, 0] };
}

/** Distance (root mean square, in the packed unit) to the nearest prototype; learns the shape. */
export function matchShape(book: CodebookState, shape: Float64Array, p: CodebookParameters): number {
  const { length } = p;
  const count = packedLength(book.shapes) / length;
  let nearest = -1;
  let least = Number.POSITIVE_INFINITY;
  for (let k = 0; k < count; k++) {
    let sum = 0;
    for (let j = 0; j < length && sum < least; j++) {
      const step = (shape[j] as number) - unpackAt(book.shapes, k * length + j);
      sum += step * step;
    }
    if (sum < least) {
      least = sum;
      nearest = k;
    }
  }
  if (nearest < 0) {
    putShape(book, 0, shape, 1);
    return 0;
  }
  const distance = Math.sqrt(least / length);
  const usual = book.near[0];
  book.near[1] = Math.min(book.near[1] + 1, MEMORY);
  const bounded = usual > 0 ? Math.min(distance, 4 * usual) : distance;
  book.near[0] = roundTo(usual + (bounded - usual) / book.near[1], 5);
  if (distance > p.reach * book.near[0]) addShape(book, shape, count, p);
  else moveShape(book, nearest, shape);
  return distance;
}

/** Takes another unit or another zero over: every number times `factor` plus `offset`. */
export function rescaleShapes(book: CodebookState, factor: number, offset: number): void {
  book.shapes = rescale(book.shapes, factor, offset);
  book.near[0] = roundTo(book.near[0] * factor, 5);
}

function addShape(book: CodebookState, shape: Float64Array, count: number, p: CodebookParameters): void {
  if (count < p.prototypes) {
    putShape(book, count, shape, 1);
    return;
  }
  let least = 0;
  for (let k = 1; k < count; k++) if ((book.use[k] as number) < (book.use[least] as number)) least = k;
  putShape(book, least, shape, 1);
  for (let k = 0; k < count; k++) book.use[k] = roundTo((book.use[k] as number) * FADE, 4);
}

function moveShape(book: CodebookState, k: number, shape: Float64Array): void {
  const use = Math.min((book.use[k] as number) + 1, 1e6);
  const rate = 1 / Math.min(use + 1, LEARNING);
  const moved = shape.map((value, j) => {
    const old = unpackAt(book.shapes, k * shape.length + j);
    return old + rate * (value - old);
  });
  putShape(book, k, moved, roundTo(use, 4));
}

function putShape(book: CodebookState, k: number, shape: Float64Array, use: number): void {
  let text = "";
  for (const value of shape) text += pack(value);
  const at = k * text.length;
  book.shapes = book.shapes.slice(0, at) + text + book.shapes.slice(at + text.length);
  book.use[k] = use;
}
