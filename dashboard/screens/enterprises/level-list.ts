import { LEVELS, type Level } from "#domain/level";

export type { Level };

export function isLevel(text: string): text is Level {
  return (LEVELS as readonly string[]).includes(text);
}

/** A comma list without one level, or with it added, in the order of the levels; "" when none or all are left. */
export function toggleLevel(levels: readonly Level[], level: Level): string {
  const next = LEVELS.filter((other) => (other === level ? !levels.includes(level) : levels.includes(other)));
  return next.length === LEVELS.length ? "" : next.join(",");
}
