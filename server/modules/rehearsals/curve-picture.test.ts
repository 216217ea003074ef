import { inflateSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { makeCanvas } from "#server/modules/rehearsals/canvas";
import { drawCurve } from "#server/modules/rehearsals/curve-picture";
import { encodePng } from "#server/modules/rehearsals/png";

const CURVE = [20, 92, 168];
const MARK = [192, 57, 43];

interface Picture {
  readonly width: number;
  readonly height: number;
  at(x: number, y: number): number[];
}

/** Reads what encodePng writes: one IDAT, no filter. */
function decode(png: Buffer): Picture {
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  const length = png.readUInt32BE(33);
  expect(png.subarray(37, 41).toString()).toBe("IDAT");
  const rows = inflateSync(png.subarray(41, 41 + length));
  expect(rows.length).toBe(height * (width * 3 + 1));
  return {
    width,
    height,
    at(x, y) {
      const from = y * (width * 3 + 1) + 1 + x * 3;
      return [...rows.subarray(from, from + 3)];
    },
  };
}

/** Rows in which a colour is found in a column of pixels. */
function rowsOf(picture: Picture, x: number, colour: readonly number[]): number[] {
  const rows: number[] = [];
  for (let y = 0; y < picture.height; y++)
    if (picture.at(x, y).every((value, i) => value === colour[i])) rows.push(y);
  return rows;
}

describe("a PNG", () => {
  test("is the known bytes of one red pixel", () => {
    const png = encodePng(1, 1, Uint8Array.of(255, 0, 0));
    expect(png.subarray(0, 33).toString("hex")).toBe(
      "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de",
    );
    expect(png.subarray(-12).toString("hex")).toBe("0000000049454e44ae426082");
    expect(decode(png).at(0, 0)).toEqual([255, 0, 0]);
  });
});

describe("a canvas", () => {
  test("draws smooth lines, and nothing outside of itself", () => {
    const canvas = makeCanvas(20, 10);
    canvas.line([-5, 5], [25, 5], 2, [0, 0, 0]);
    const row = (y: number) => [...canvas.rgb.subarray(y * 60, y * 60 + 60)];
    expect(row(4).every((value) => value === 0)).toBe(true);
    expect(row(5).every((value) => value === 0)).toBe(true);
    expect(row(8).every((value) => value === 255)).toBe(true);
  });

  test("every sign of a figure leaves ink of its own", () => {
    const inks = [..."0123456789.-"].map((sign) => {
      const canvas = makeCanvas(24, 30);
      canvas.number(sign, [12, 15], "middle", 20, [0, 0, 0]);
      return Buffer.from(canvas.rgb).toString("hex");
    });
    expect(new Set(inks).size).toBe(12);
    expect(inks.every((ink) => !/^f+$/.test(ink))).toBe(true);
  });
});

describe("a curve", () => {
  test("runs where its points are", () => {
    const picture = decode(drawCurve({ x: [0, 0.5, 1], y: [0, 0.5, 0.5], top: 1 }));
    // From 110 to 1010 across and from 650 (0) to 30 (1) up: 0.75 and 0.5.
    const rows = rowsOf(picture, 785, CURVE);
    expect(rows.length).toBeGreaterThan(2);
    for (const row of rows) expect(Math.abs(row - 340)).toBeLessThanOrEqual(3);
    // Half way to 0.5: 0.25, 0.25.
    for (const row of rowsOf(picture, 335, CURVE)) expect(Math.abs(row - 495)).toBeLessThanOrEqual(4);
  });

  test("its height follows its values where no top is given; the mark stands at its place", () => {
    const picture = decode(drawCurve({ x: [0, 1], y: [0.9, 0.9], top: null, mark: 0.25 }));
    // 0.9 / 5 goes up to steps of 0.2, so that the axis ends at 1.
    for (const row of rowsOf(picture, 785, CURVE)) expect(Math.abs(row - 92)).toBeLessThanOrEqual(3);
    expect(rowsOf(picture, 335, MARK).length).toBeGreaterThan(200);
    expect(rowsOf(picture, 345, MARK)).toEqual([]);
  });

  test("costs nothing known, one point, and figures that are none, are drawn too", () => {
    for (const y of [[], [0], [Number.NaN], [1e-9]]) {
      const picture = decode(drawCurve({ x: y.map(() => 0.5), y, top: null }));
      expect(picture.width).toBe(1040);
    }
    expect(drawCurve({ x: [0, 1], y: [0, 1], top: 1 })).toEqual(drawCurve({ x: [0, 1], y: [0, 1], top: 1 }));
  });
});
