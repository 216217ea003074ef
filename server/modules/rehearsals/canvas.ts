export type Colour = readonly [red: number, green: number, blue: number];
/** In pixels, from the upper left corner. */
export type Point = readonly [x: number, y: number];

/** Pixels that lines, dots and digits are drawn on, with smooth edges. */
export interface Canvas {
  /** Three bytes a pixel, row by row. */
  readonly rgb: Uint8Array;
  line(from: Point, to: Point, width: number, colour: Colour): void;
  dot(at: Point, radius: number, colour: Colour): void;
  /** Digits, point and minus, `size` pixels high; `at` is the middle of the left, right or whole text. */
  number(text: string, at: Point, align: "end" | "middle", size: number, colour: Colour): void;
}

/** Strokes of each sign on a grid of 4 × 6: there is no font in the program, and words stand in the document around. */
const STROKES: Readonly<Record<string, string>> = {
  "0": "1,0 3,0 4,1 4,5 3,6 1,6 0,5 0,1 1,0",
  "1": "0.8,1.2 2.2,0 2.2,6",
  "2": "0,1.2 1,0 3,0 4,1 4,2 0,6 4,6",
  "3": "0,1 1,0 3,0 4,1 4,2 3,3 1.6,3|3,3 4,4 4,5 3,6 1,6 0,5",
  "4": "3,6 3,0 0,4.2 4,4.2",
  "5": "3.8,0 0.4,0 0.2,2.8 1,2.4 3,2.4 4,3.4 4,5 3,6 1,6 0,5.2",
  "6": "3.4,0 2,0.2 0.4,2 0,3.6 0,5 1,6 3,6 4,5 4,3.8 3,2.8 1,2.8 0,3.8",
  "7": "0,0 4,0 1.6,6",
  "8": "1,3 0,2 0,1 1,0 3,0 4,1 4,2 3,3 1,3 0,4 0,5 1,6 3,6 4,5 4,4 3,3",
  "9": "0.6,6 2,5.8 3.6,4 4,2.4 4,1 3,0 1,0 0,1 0,2.2 1,3.2 3,3.2 4,2.2",
  ".": "0.5,5.9 0.5,6",
  "-": "0.5,3 3.5,3",
};
const WIDTHS: Readonly<Record<string, number>> = { ".": 1 };
const GAP = 1.6;

export function makeCanvas(width: number, height: number): Canvas {
  const rgb = new Uint8Array(width * height * 3).fill(255);

  /** Paints what is nearer than `reach` to the stretch from a to b; an edge pixel takes part of the colour. */
  function line(a: Point, b: Point, thickness: number, colour: Colour): void {
    const reach = thickness / 2;
    const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
    const long = dx * dx + dy * dy;
    const [left, right] = [Math.min(a[0], b[0]) - reach - 1, Math.max(a[0], b[0]) + reach + 1];
    const [top, bottom] = [Math.min(a[1], b[1]) - reach - 1, Math.max(a[1], b[1]) + reach + 1];
    for (let y = Math.max(0, Math.floor(top)); y <= Math.min(height - 1, bottom); y++) {
      for (let x = Math.max(0, Math.floor(left)); x <= Math.min(width - 1, right); x++) {
        const [px, py] = [x + 0.5 - a[0], y + 0.5 - a[1]];
        const along = long === 0 ? 0 : Math.min(1, Math.max(0, (px * dx + py * dy) / long));
        // Math.hypot guards against overflow, at ten times the cost.
        const distance = Math.sqrt((px - along * dx) ** 2 + (py - along * dy) ** 2);
        const cover = Math.min(1, Math.max(0, reach + 0.5 - distance));
        if (cover > 0) blend((y * width + x) * 3, cover, colour);
      }
    }
  }

  function blend(at: number, cover: number, colour: Colour): void {
    for (let i = 0; i < 3; i++)
      rgb[at + i] = Math.round((rgb[at + i] as number) * (1 - cover) + (colour[i] as number) * cover);
  }

  return {
    rgb,
    line,
    dot: (at, radius, colour) => line(at, at, radius * 2, colour),
    number(text, at, align, size, colour) {
      const unit = size / 6;
      const widths = [...text].map((sign) => WIDTHS[sign] ?? 4);
      const total = (widths.reduce((sum, each) => sum + each, 0) + GAP * (text.length - 1)) * unit;
      let x = at[0] - (align === "end" ? total : total / 2);
      const y = at[1] - size / 2;
      for (const [i, sign] of [...text].entries()) {
        for (const stroke of (STROKES[sign] ?? "").split("|")) {
          const points = stroke.split(" ").map((pair): Point => {
            const [u, v] = pair.split(",").map(Number) as [number, number];
            return [x + u * unit, y + v * unit];
          });
          for (let k = 1; k < points.length; k++)
            line(points[k - 1] as Point, points[k] as Point, size / 8, colour);
        }
        x += ((widths[i] as number) + GAP) * unit;
      }
    },
  };
}
