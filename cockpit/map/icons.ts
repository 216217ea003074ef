import { LEVELS, type Level, levelNumber } from "#domain/level";
import { levelPath } from "#kit/level/level-mark.tsx";

const CELL = 64;

export interface IconSheet {
  readonly image: HTMLCanvasElement;
  readonly places: Readonly<
    Record<Level, { readonly x: number; readonly y: number; readonly width: number; readonly height: number }>
  >;
}

/** The five level shapes in their colours, drawn here: nothing is loaded. A thin edge in the ground's colour parts them. */
export function drawIcons(): IconSheet {
  const image = document.createElement("canvas");
  image.width = CELL * LEVELS.length;
  image.height = CELL;
  const pen = image.getContext("2d");
  const places = {} as Record<Level, { x: number; y: number; width: number; height: number }>;
  LEVELS.forEach((level, i) => {
    places[level] = { x: i * CELL, y: 0, width: CELL, height: CELL };
    if (pen === null) return;
    pen.setTransform(3.4, 0, 0, 3.4, i * CELL + 4.8, 4.8);
    const shape = new Path2D(levelPath(level));
    pen.lineWidth = 2;
    pen.lineJoin = "round";
    pen.strokeStyle = readToken("--canvas");
    pen.stroke(shape);
    pen.fillStyle = readToken(`--level-${levelNumber(level)}`);
    pen.fill(shape);
  });
  return { image, places };
}

/** A colour token as the page has it now. */
export function readToken(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

/** #rrggbb as numbers; the graphics card takes no words. */
export function readColour(name: string, alpha = 255): [number, number, number, number] {
  const text = readToken(name);
  const value = /^#([0-9a-f]{6})$/i.exec(text)?.[1];
  if (value === undefined) return [128, 128, 128, alpha];
  const number = Number.parseInt(value, 16);
  return [number >> 16, (number >> 8) & 255, number & 255, alpha];
}
