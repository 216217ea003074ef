import { type Canvas, type Colour, makeCanvas, type Point } from "#server/modules/rehearsals/canvas";
import { encodePng } from "#server/modules/rehearsals/png";

export interface CurveOrder {
  /** From 0 to 1. */
  readonly x: readonly number[];
  readonly y: readonly number[];
  /** null: as high as the curve is, rounded up. */
  readonly top: number | null;
  /** A dashed line from 0,0 to the upper right corner: chance, or perfect calibration. */
  readonly diagonal?: boolean;
  /** A dot at each point. */
  readonly dots?: boolean;
  /** A dashed vertical line, such as the threshold. */
  readonly mark?: number;
}

/** Two pixels for each that is shown, so that it prints clearly. */
const [WIDTH, HEIGHT] = [1040, 720] as const;
export const CURVE_SHOWN = { width: WIDTH / 2, height: HEIGHT / 2 } as const;
const FRAME = { left: 110, right: 1010, top: 30, bottom: 650 } as const;

const INK: Colour = [66, 74, 84];
const GRID: Colour = [222, 226, 231];
const CURVE: Colour = [20, 92, 168];
const SIDE: Colour = [150, 150, 150];
const MARK: Colour = [192, 57, 43];
const DASH = 12;

/** A curve with its axes and their figures as PNG; what the axes are is said in the document. */
export function drawCurve(order: CurveOrder): Buffer {
  const canvas = makeCanvas(WIDTH, HEIGHT);
  const step = order.top === null ? niceStep(order.y) : order.top / 5;
  const steps = order.top === null ? Math.max(1, Math.ceil(Math.max(0, ...known(order.y)) / step - 1e-9)) : 5;
  const top = step * steps;
  const place = (x: number, y: number): Point => [
    FRAME.left + x * (FRAME.right - FRAME.left),
    FRAME.bottom - (y / top) * (FRAME.bottom - FRAME.top),
  ];
  drawAxes(canvas, steps, step, place);
  if (order.diagonal === true) drawDashes(canvas, place(0, 0), place(1, top), SIDE);
  if (order.mark !== undefined) drawDashes(canvas, place(order.mark, 0), place(order.mark, top), MARK);
  const points = order.x.flatMap((x, i) => {
    const y = order.y[i] as number;
    return Number.isFinite(x) && Number.isFinite(y) ? [place(x, y)] : [];
  });
  points.forEach((point, i) => {
    if (i > 0) canvas.line(points[i - 1] as Point, point, 5, CURVE);
    if (order.dots === true || points.length === 1) canvas.dot(point, 9, CURVE);
  });
  return encodePng(WIDTH, HEIGHT, canvas.rgb);
}

function drawAxes(canvas: Canvas, steps: number, step: number, place: (x: number, y: number) => Point): void {
  const digits = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  for (let i = 0; i <= steps; i++) {
    const [left, right] = [place(0, i * step), place(1, i * step)];
    canvas.line(left, right, 2, GRID);
    canvas.number((i * step).toFixed(digits), [left[0] - 16, left[1]], "end", 20, INK);
  }
  for (let i = 0; i <= 5; i++) {
    const [low, high] = [place(i / 5, 0), place(i / 5, steps * step)];
    canvas.line(low, high, 2, GRID);
    canvas.number((i / 5).toFixed(1), [low[0], low[1] + 32], "middle", 20, INK);
  }
  canvas.line(place(0, 0), place(1, 0), 3, INK);
  canvas.line(place(0, 0), place(0, steps * step), 3, INK);
}

function drawDashes(canvas: Canvas, from: Point, to: Point, colour: Colour): void {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const dashes = Math.max(1, Math.floor(Math.hypot(dx, dy) / (2 * DASH)));
  const at = (share: number): Point => [from[0] + dx * share, from[1] + dy * share];
  for (let i = 0; i < dashes; i++) canvas.line(at(i / dashes), at((i + 0.5) / dashes), 3, colour);
}

/** 1, 2 or 5 times a power of ten, of which some five reach the largest value. */
function niceStep(values: readonly number[]): number {
  const most = Math.max(0, ...known(values));
  if (most === 0) return 1;
  const rough = most / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  return power * ([1, 2, 5, 10].find((times) => times * power >= rough * (1 - 1e-9)) as number);
}

function known(values: readonly number[]): number[] {
  return values.filter(Number.isFinite);
}
