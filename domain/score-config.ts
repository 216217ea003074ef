import { DIMENSIONS, type Dimension, type Weights } from "#domain/dimension";
import { checkLevelRule, LEVELS, type Level, type LevelRule } from "#domain/level";
import { checkPalette, DEFAULT_PALETTE, type LevelPalette, PALETTE_THEMES } from "#domain/palette";

/**
 * 评分配置 as versions (R044–R047). A version is written as a draft, handed in (pending), and becomes active when
 * another person approves it; the one that was active is retired and stays readable. Pending ones may be rejected by
 * the other person or withdrawn by their maker. A version that left the draft never changes its content: going back to
 * an old one makes a new version with the old content.
 *
 *   draft ──▶ pending ──▶ active ──▶ retired
 *     │          ├──▶ rejected
 *     └──────────┴──▶ withdrawn
 */
export const CONFIG_STATES = ["draft", "pending", "active", "retired", "rejected", "withdrawn"] as const;
export type ConfigState = (typeof CONFIG_STATES)[number];

/** What a level means, in the office's own words; a level that is not in it keeps the program's words. */
export type LevelDescriptions = Readonly<Partial<Record<Level, string>>>;

/** What a version says. */
export interface ConfigContent {
  readonly weights: Weights;
  readonly levels: LevelRule;
  /** null: the colours of the pages' tokens. */
  readonly colours: LevelPalette | null;
  readonly descriptions: LevelDescriptions;
}

/** Most that hysteresis may hold a level: more would hide that things got better. */
export const MOST_MARGIN = 20;
export const MOST_DWELL_MS = 30 * 24 * 3_600_000;
export const MOST_DESCRIPTION = 200;

/** Weights in tenths of a percent, which is as fine as they are set: whole numbers that add up to 1000. */
export const WHOLE = 1000;

export function tenthsOf(weights: Weights): Record<Dimension, number> {
  return byDimension((dimension) => Math.round(weights[dimension] * WHOLE));
}

export function weightsOf(tenths: Readonly<Record<Dimension, number>>): Weights {
  return byDimension((dimension) => tenths[dimension] / WHOLE);
}

/** Weights, floors and margin in the steps in which they are kept: 0.1 %, 0.1 point; the same values with other words. */
export function roundContent(content: ConfigContent): ConfigContent {
  const [first, yellow, orange, red, outbreak] = content.levels.floors;
  return {
    weights: weightsOf(tenthsOf(content.weights)),
    levels: {
      floors: [round1(first), round1(yellow), round1(orange), round1(red), round1(outbreak)],
      margin: round1(content.levels.margin),
      minDwellMs: Math.round(content.levels.minDwellMs),
    },
    colours:
      content.colours === null
        ? null
        : { light: content.colours.light.map(lower), dark: content.colours.dark.map(lower) },
    descriptions: Object.fromEntries(
      LEVELS.flatMap((level) => {
        const text = content.descriptions[level]?.trim() ?? "";
        return text === "" ? [] : [[level, text]];
      }),
    ),
  };
}

export interface ConfigFault {
  /** Where: weights, levels.floors.2, colours.dark.3 … */
  readonly path: string;
  readonly code: ConfigFaultCode;
  /** The level or dimension that it is about. */
  readonly about?: string;
  readonly value?: number;
}
export type ConfigFaultCode =
  | "weights-sum"
  | "weight-negative"
  | "floors-order"
  | "floor-first"
  | "floor-range"
  | "margin-range"
  | "dwell-range"
  | "description-long"
  | "not-a-colour"
  | "colours-alike";

/** All that stops a version from being saved; empty when it may be. Of rounded content. */
export function checkContent(content: ConfigContent): ConfigFault[] {
  const { weights, levels, colours, descriptions } = content;
  const faults: ConfigFault[] = [];
  for (const dimension of DIMENSIONS) {
    if (!(weights[dimension] >= 0))
      faults.push({ path: `weights.${dimension}`, code: "weight-negative", about: dimension });
  }
  const sum = DIMENSIONS.reduce((total, dimension) => total + weights[dimension], 0);
  if (!(Math.abs(sum - 1) <= 1e-9)) faults.push({ path: "weights", code: "weights-sum", value: sum });
  for (const code of checkLevelRule(levels)) {
    const at = /^floors-not-ascending-at-(\d)$/.exec(code)?.[1];
    if (at !== undefined)
      faults.push({
        path: `levels.floors.${Number(at) - 1}`,
        code: "floors-order",
        about: LEVELS[Number(at) - 1] as Level,
      });
    else if (code === "first-floor-not-zero") faults.push({ path: "levels.floors.0", code: "floor-first" });
    else if (code === "floor-above-100") faults.push({ path: "levels.floors.4", code: "floor-range" });
  }
  if (!(levels.margin >= 0 && levels.margin <= MOST_MARGIN))
    faults.push({ path: "levels.margin", code: "margin-range", value: levels.margin });
  if (!(levels.minDwellMs >= 0 && levels.minDwellMs <= MOST_DWELL_MS))
    faults.push({ path: "levels.minDwellMs", code: "dwell-range", value: levels.minDwellMs });
  for (const level of LEVELS) {
    if ((descriptions[level]?.length ?? 0) > MOST_DESCRIPTION)
      faults.push({ path: `descriptions.${level}`, code: "description-long", about: level });
  }
  for (const fault of checkPalette(colours ?? DEFAULT_PALETTE).errors) {
    const level = fault.code === "alike" ? fault.upper : fault.level;
    faults.push({
      path: `colours.${fault.theme}.${LEVELS.indexOf(level)}`,
      code: fault.code === "alike" ? "colours-alike" : "not-a-colour",
      about: level,
      ...(fault.code === "alike" ? { value: fault.distance } : {}),
    });
  }
  return faults;
}

export interface ConfigDifference {
  readonly path: string;
  readonly from: number | string | null;
  readonly to: number | string | null;
}

/** Where two versions differ, in the order in which the screen shows them. */
export function compareContents(from: ConfigContent, to: ConfigContent): ConfigDifference[] {
  const [before, after] = [flatten(from), flatten(to)];
  return [...after.keys()].flatMap((path) => {
    const [a, b] = [before.get(path) ?? null, after.get(path) ?? null];
    return a === b ? [] : [{ path, from: a, to: b }];
  });
}

function flatten(content: ConfigContent): Map<string, number | string | null> {
  const palette = content.colours ?? DEFAULT_PALETTE;
  const flat = new Map<string, number | string | null>();
  for (const dimension of DIMENSIONS) flat.set(`weights.${dimension}`, content.weights[dimension]);
  for (const [i, floor] of content.levels.floors.entries()) flat.set(`levels.floors.${i}`, floor);
  flat.set("levels.margin", content.levels.margin);
  flat.set("levels.minDwellMs", content.levels.minDwellMs);
  for (const theme of PALETTE_THEMES)
    for (const i of LEVELS.keys()) flat.set(`colours.${theme}.${i}`, lower(palette[theme][i] ?? ""));
  for (const level of LEVELS) flat.set(`descriptions.${level}`, content.descriptions[level] ?? null);
  return flat;
}

function byDimension(of: (dimension: Dimension) => number): Record<Dimension, number> {
  return {
    basic: of("basic"),
    compliance: of("compliance"),
    behaviour: of("behaviour"),
    sentiment: of("sentiment"),
    association: of("association"),
  };
}

function round1(value: number): number {
  return Math.round(value * 10) / 10;
}

function lower(colour: string): string {
  return colour.toLowerCase();
}
