import { describe, expect, it } from "vitest";
import {
  colourDistance,
  contrastOf,
  hexOf,
  isHexColour,
  linearOf,
  SIGHTS,
  simulateSight,
} from "#domain/colour";

const SOME = ["#000000", "#ffffff", "#ff0000", "#00ff00", "#0000ff", "#4f9f8f", "#f7cc2e", "#5b1a6b"];

describe("colour", () => {
  it("takes #rrggbb and nothing else", () => {
    expect(["#A0b1C2", "#000000"].every(isHexColour)).toBe(true);
    expect(["red", "#fff", "#12345", "#1234567", "#12345g", ""].some(isHexColour)).toBe(false);
  });

  it("goes to linear light and back", () => {
    for (const hex of SOME) expect(hexOf(linearOf(hex))).toBe(hex);
  });

  it("has black and white 100 apart, and the published place of red in OKLab", () => {
    expect(colourDistance("#000000", "#ffffff")).toBeCloseTo(100, 3);
    // Ottosson's page: sRGB red is L 0.62796, a 0.22486, b 0.12585, so that far from black.
    expect(colourDistance("#ff0000", "#000000")).toBeCloseTo(100 * Math.hypot(0.62796, 0.22486, 0.12585), 2);
    for (const hex of SOME) expect(colourDistance(hex, hex, "deutan")).toBe(0);
  });

  it("leaves greys as they are in every sight, and takes what each sight lacks", () => {
    for (const sight of SIGHTS)
      for (const grey of ["#000000", "#808080", "#ffffff"]) expect(simulateSight(grey, sight)).toBe(grey);
    // Red and green of one lightness fall together without red or green cones, blue and green without blue ones.
    expect(colourDistance("#c05050", "#6a7f30", "normal")).toBeGreaterThan(15);
    expect(colourDistance("#c05050", "#6a7f30", "deutan")).toBeLessThan(10);
    expect(colourDistance("#0080a0", "#008060", "tritan")).toBeLessThan(
      colourDistance("#0080a0", "#008060", "normal") / 2,
    );
  });

  it("simulates by the tables of Machado et al. (2009), severity 1.0", () => {
    // The first column of each table is what becomes of pure red: its shares below 0 are cut.
    expect(simulateSight("#ff0000", "protan")).toBe(hexOf([0.152286, 0.114503, 0]));
    expect(simulateSight("#ff0000", "deutan")).toBe(hexOf([0.367322, 0.280085, 0]));
    expect(simulateSight("#0000ff", "tritan")).toBe(hexOf([0, 0.147602, 0.3039]));
  });

  it("measures contrast as WCAG does", () => {
    expect(contrastOf("#000000", "#ffffff")).toBeCloseTo(21, 6);
    expect(contrastOf("#777777", "#ffffff")).toBeCloseTo(4.48, 2);
    expect(contrastOf("#ffffff", "#777777")).toBe(contrastOf("#777777", "#ffffff"));
  });
});
