import type { StreamEvent } from "#domain/event";
import { LEVELS, type Level } from "#domain/level";

/** A person has approved that an enterprise's level falls (复核). */
export const LEVEL_RELEASE_TYPE = "level.release";

/** What the event carries. */
export interface LevelRelease {
  /** The level that was read and approved; the score may keep it higher. */
  readonly to: Level;
  readonly review: number;
}

/** The level to which an event releases its enterprise; null for any other event. */
export function releasedBy(event: StreamEvent | null): Level | null {
  if (event === null || event.kind !== "derived" || event.type !== LEVEL_RELEASE_TYPE) return null;
  const to = (event.data as Partial<LevelRelease>).to;
  return LEVELS.find((level) => level === to) ?? null;
}
