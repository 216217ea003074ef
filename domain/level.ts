/** The five risk levels (风险等级). `outbreak` also follows from a filed criminal case, whatever the score. */
export const LEVELS = ["normal", "yellow", "orange", "red", "outbreak"] as const;
export type Level = (typeof LEVELS)[number];

export const LEVEL_NAMES: Readonly<Record<Level, { readonly zh: string; readonly en: string }>> = {
  normal: { zh: "正常", en: "normal" },
  yellow: { zh: "黄色", en: "yellow" },
  orange: { zh: "橙色", en: "orange" },
  red: { zh: "红色", en: "red" },
  outbreak: { zh: "爆发", en: "outbreak" },
};

/** 1 for normal up to 5 for outbreak: the numbers that officers use. */
export type LevelNumber = 1 | 2 | 3 | 4 | 5;

export function levelNumber(level: Level): LevelNumber {
  return (LEVELS.indexOf(level) + 1) as LevelNumber;
}

export function levelOf(number: number): Level {
  const level = LEVELS[number - 1];
  if (level === undefined) throw new RangeError(`no level ${number}`);
  return level;
}

/** “风险企业” means level 3 (orange) or above, everywhere. */
export function isAtRisk(level: Level): boolean {
  return levelNumber(level) >= 3;
}

/**
 * Score bands: `floors[i]` is the lowest score (0–100) of level i+1; `floors[0]` is 0.
 * Hysteresis: a level rises as soon as its floor is reached, and may fall only when the score is `margin`
 * points below the floor of the present level and has stayed at least `minDwellMs` in it. It does fall when a person
 * releases it (复核).
 */
export interface LevelRule {
  readonly floors: readonly [number, number, number, number, number];
  readonly margin: number;
  readonly minDwellMs: number;
}

export const DEFAULT_LEVEL_RULE: LevelRule = {
  floors: [0, 40, 60, 75, 90],
  margin: 3,
  minDwellMs: 24 * 3600 * 1000,
};

/** The faults of a rule, as codes; empty when bands are ordered, without gaps and inside 0–100. */
export function checkLevelRule(rule: LevelRule): string[] {
  const faults: string[] = [];
  if (rule.floors[0] !== 0) faults.push("first-floor-not-zero");
  for (let i = 1; i < rule.floors.length; i++) {
    if ((rule.floors[i] as number) <= (rule.floors[i - 1] as number))
      faults.push(`floors-not-ascending-at-${i + 1}`);
  }
  if (rule.floors[4] > 100) faults.push("floor-above-100");
  if (rule.margin < 0 || rule.minDwellMs < 0) faults.push("negative-hysteresis");
  return faults;
}

export function rawLevel(score: number, rule: LevelRule): Level {
  for (let i = 4; i > 0; i--) if (score >= (rule.floors[i] as number)) return LEVELS[i] as Level;
  return "normal";
}

export interface LevelState {
  readonly level: Level;
  /** When the present level was entered, ms since epoch; null: at the lowest level from its first moment. */
  readonly sinceMs: number | null;
}

/**
 * The next level: it rises at once, and `forced` (criminal case, legal breach) is never delayed. It falls only where hysteresis
 * lets it and a person has `released` it, down to that level or to the band of the score, whichever is higher.
 */
export function nextLevel(
  present: LevelState | null,
  score: number,
  nowMs: number,
  rule: LevelRule,
  forced: Level | null = null,
  released: Level | null = null,
): LevelState {
  const raw = higher(rawLevel(score, rule), forced);
  if (present === null) return { level: raw, sinceMs: raw === LEVELS[0] ? null : nowMs };
  const from = levelNumber(present.level);
  if (levelNumber(raw) > from) return { level: raw, sinceMs: nowMs };
  if (released === null || levelNumber(raw) === from) return present;
  const to = higher(raw, released);
  const floor = rule.floors[from - 1] as number;
  const mayFall = score < floor - rule.margin && nowMs - (present.sinceMs ?? 0) >= rule.minDwellMs;
  return mayFall && levelNumber(to) < from ? { level: to, sinceMs: nowMs } : present;
}

function higher(level: Level, other: Level | null): Level {
  return other !== null && levelNumber(other) > levelNumber(level) ? other : level;
}
