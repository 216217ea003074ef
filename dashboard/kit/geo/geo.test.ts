import { describe, expect, it } from "vitest";
import { DISTRICT_CODES, DISTRICTS } from "#domain/district";
import {
  CENTRAL_DISTRICTS,
  CITY_BOUNDS,
  DISTRICT_SHAPES,
  districtAt,
  districtBounds,
  labelPoint,
  mayName,
} from "#kit/geo/districts.ts";
import { type Anchor, linesCross, placeLabels, textWidth } from "#kit/geo/labels.ts";
import { pointPaths } from "#kit/geo/point-path.ts";
import { fitProjection, listMargin, outlinePath } from "#kit/geo/projection.ts";

describe("district outlines", () => {
  it("are the 16 present districts, each once", () => {
    const codes = DISTRICT_SHAPES.features.map((shape) => shape.id);
    expect([...codes].sort()).toEqual([...DISTRICT_CODES].sort());
  });

  it("have closed rings inside of the city's box", () => {
    const [west, south, east, north] = CITY_BOUNDS;
    expect([west, south, east, north].map((edge) => Math.round(edge * 10) / 10)).toEqual([
      120.9, 30.7, 122, 31.9,
    ]);
    for (const shape of DISTRICT_SHAPES.features)
      for (const ring of shape.geometry.coordinates.flat()) {
        expect(ring.length).toBeGreaterThan(3);
        expect(ring[0]).toEqual(ring[ring.length - 1]);
      }
  });

  it("name a point inside of their own outline, and only of it", () => {
    for (const { code } of DISTRICTS) {
      const point = labelPoint(code);
      expect(point).not.toBeNull();
      expect(districtAt(...(point as readonly [number, number]))).toBe(code);
    }
  });

  it("hold what was merged: 闸北 in 静安, 卢湾 in 黄浦, 南汇 in 浦东", () => {
    expect(districtAt(121.455, 31.252)).toBe("310106"); // 上海火车站
    expect(districtAt(121.47, 31.215)).toBe("310101"); // 淮海中路
    expect(districtAt(121.76, 31.03)).toBe("310115"); // 惠南
    expect(districtAt(121.4, 31.63)).toBe("310151"); // 城桥
    expect(districtAt(122.5, 31.2)).toBeNull(); // the sea
  });

  it("give the city's box for a code without an outline", () => {
    expect(districtBounds("310000")).toBe(CITY_BOUNDS);
  });
});

describe("projection", () => {
  it("keeps north up and the shape true", () => {
    const project = fitProjection(CITY_BOUNDS, { left: 10, top: 20, right: 810, bottom: 620 });
    const [west, south, east, north] = CITY_BOUNDS;
    const [left, bottom] = project(west, south);
    const [right, top] = project(east, north);
    expect(top).toBeCloseTo(20);
    expect(bottom).toBeCloseTo(620);
    expect(left + right).toBeCloseTo(820);
    // One degree east–west is cos(31.3°) of one north–south.
    expect((right - left) / (east - west) / ((bottom - top) / (north - south))).toBeCloseTo(0.855, 2);
  });

  it("draws an outline without repeating a pixel", () => {
    const shape = DISTRICT_SHAPES.features.find(({ id }) => id === "310112");
    const project = fitProjection(CITY_BOUNDS, { left: 0, top: 0, right: 300, bottom: 300 });
    const steps = outlinePath(shape as (typeof DISTRICT_SHAPES.features)[number], project)
      .split(/[MLZ]/)
      .filter(Boolean);
    for (let i = 1; i < steps.length; i++) expect(steps[i]).not.toBe(steps[i - 1]);
  });
});

describe("labels", () => {
  const sizes = [
    { width: 460, height: 420, text: 12 },
    { width: 700, height: 560, text: 13 },
    { width: 860, height: 800, text: 26 },
    { width: 1720, height: 1600, text: 52 },
    { width: 1200, height: 800, text: 26 },
  ];
  for (const { width, height, text } of sizes)
    for (const language of ["zh", "en"] as const)
      it(`never overlap, and lines never cross: ${width}x${height} ${language}`, () => {
        const anchors = cityAnchors(width, height, text, language);
        const labels = placeLabels(anchors, { left: 0, top: 0, right: width, bottom: height });
        for (const code of CENTRAL_DISTRICTS) expect(labels.map((label) => label.code)).toContain(code);
        const boxes = labels.map(({ code, at }) => {
          const anchor = anchors.find((each) => each.code === code) as Anchor;
          return {
            code,
            left: at[0] - anchor.width / 2,
            right: at[0] + anchor.width / 2,
            top: at[1] - anchor.height / 2,
            bottom: at[1] + anchor.height / 2,
          };
        });
        for (const [i, a] of boxes.entries())
          for (const b of boxes.slice(i + 1)) {
            const apart = a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
            expect(apart, `${a.code} over ${b.code}`).toBe(true);
          }
        const lines = labels.flatMap(({ line }) => (line === null ? [] : [line]));
        expect(lines).toHaveLength(7);
        for (const [i, a] of lines.entries())
          for (const b of lines.slice(i + 1)) expect(linesCross(a[0], a[1], b[0], b[1])).toBe(false);
        // Every district is named, and none on a neighbour's ground.
        expect(labels).toHaveLength(16);
        for (const { code, at, line } of labels)
          if (line === null) expect(anchors.find((each) => each.code === code)?.holds?.(at)).toBe(true);
      });

  it("leave out a label whose place lies outside of the space", () => {
    const anchor: Anchor = { code: "a", at: [-50, 10], width: 20, height: 10, crowded: false, weight: 1 };
    expect(placeLabels([anchor], { left: 0, top: 0, right: 100, bottom: 100 })).toEqual([]);
  });

  it("let the weightier of two keep its place", () => {
    const same = { at: [50, 50] as const, width: 90, height: 90, crowded: false };
    const labels = placeLabels(
      [
        { ...same, code: "light", weight: 1 },
        { ...same, code: "heavy", weight: 2 },
      ],
      { left: 0, top: 0, right: 100, bottom: 100 },
    );
    expect(labels.map(({ code }) => code)).toEqual(["heavy"]);
  });
});

describe("points", () => {
  const points = {
    longitudes: [121.4, 121.5, 121.6],
    latitudes: [31.1, 31.2, 31.3],
    levels: [1, 3, 5],
    length: 3,
  };
  const project = fitProjection(CITY_BOUNDS, { left: 0, top: 0, right: 500, bottom: 500 });

  it("become one path a level, normal ones left out", () => {
    expect(pointPaths(points, project, 4, 100).map(({ level }) => level)).toEqual(["orange", "outbreak"]);
  });

  it("are bounded", () => {
    expect(pointPaths(points, project, 4, 2).map(({ level }) => level)).toEqual(["orange"]);
  });
});

function cityAnchors(width: number, height: number, text: number, language: "zh" | "en"): Anchor[] {
  const widthOf = (code: string): number => {
    const district = DISTRICTS.find((each) => each.code === code);
    return textWidth(`${language === "zh" ? district?.short : district?.nameEn} 1,234`, text) + text * 2;
  };
  const list = Math.max(...[...CENTRAL_DISTRICTS].map(widthOf)) + 8;
  const project = fitProjection(CITY_BOUNDS, {
    left: listMargin(list, width),
    top: 0,
    right: width,
    bottom: height,
  });
  return DISTRICT_SHAPES.features.map((shape) => ({
    code: shape.id,
    at: project(...shape.properties.label),
    width: widthOf(shape.id),
    height: text * 1.5,
    crowded: CENTRAL_DISTRICTS.has(shape.id),
    weight: 1,
    holds: ([x, y]) => mayName(shape.id, ...project.invert(x, y)),
  }));
}
