import { bucketStart, DAY_MS, MINUTE_MS } from "#domain/time";
import type { City, Role } from "#stream/simulator/city";
import { mix, Rng, STREAMS } from "#stream/simulator/random";
import type { SimEvent } from "#stream/simulator/sim-event";

export const STORY_KINDS = [
  "fundraising",
  "limit-breach",
  "rumour",
  "market-shock",
  "shell-cluster",
] as const;
export type StoryKind = (typeof STORY_KINDS)[number];

/** What is known about a story, for evaluation: who, what, when it could first be seen, when it broke. */
export interface StoryFacts {
  readonly id: string;
  readonly kind: StoryKind;
  readonly title: string;
  readonly titleEn: string;
  readonly startMs: number;
  /** First event from which an attentive reader could have known. */
  readonly firstSignMs: number;
  /** Case filed, breach reported, storm at its height, shock; null while it has not broken within its script. */
  readonly breakMs: number | null;
  readonly endMs: number;
  /** true when it moves within minutes of the city's epoch. */
  readonly live: boolean;
  readonly enterprises: readonly { readonly index: number; readonly role: string }[];
}

export interface ScriptItem {
  readonly dueMs: number;
  make(city: City): SimEvent;
}

export interface Story {
  readonly facts: StoryFacts;
  /** What it fixes about its firms. */
  readonly roles: ReadonlyMap<number, Role>;
  /** In time order. */
  readonly script: readonly ScriptItem[];
}

export interface StoryContext {
  readonly seed: number;
  readonly size: number;
  readonly epochMs: number;
  /** Position among the stories of its kind: 0 is in the past, 1 is live, later ones lie on both sides. */
  readonly number: number;
  /** Takes a firm that no other story has. */
  cast(role: string): number;
}

/**
 * Days of a script to instants. A live story keeps the days before its last `liveDays`; those are pressed into
 * `liveMinutes` from the city's epoch, so that it breaks before the eyes of whoever has just started the program.
 */
export function makeTimeline(
  context: StoryContext,
  breakOffsetDays: number,
  live: { readonly days: number; readonly minutes: number } | null,
): { at(day: number): number } {
  const { epochMs } = context;
  if (live === null) {
    const breakMs = bucketStart(epochMs + breakOffsetDays * DAY_MS, "day") + 10.5 * 3_600_000;
    return { at: (day) => Math.floor(breakMs + day * DAY_MS) };
  }
  const pressed = (live.minutes * MINUTE_MS) / live.days;
  return {
    at: (day) =>
      Math.floor(
        day < -live.days ? epochMs + (day + live.days) * DAY_MS : epochMs + (day + live.days) * pressed,
      ),
  };
}

export interface ScriptWriter {
  /** An event at a day of the timeline; `make` gets its id, instant and draws. */
  at(day: number, make: (city: City, id: string, dueMs: number, rng: Rng) => SimEvent): void;
  /** Several events with gaps drawn between two days; `bend` above 1 gathers them towards the end. */
  spread(
    count: number,
    fromDay: number,
    toDay: number,
    bend: number,
    make: (city: City, id: string, dueMs: number, rng: Rng) => SimEvent,
  ): void;
  finish(): readonly ScriptItem[];
}

/** Collects a script; ids number its events in time order. */
export function makeScriptWriter(
  storyId: string,
  seed: number,
  timeline: { at(day: number): number },
): ScriptWriter {
  const draws = new Rng(seed, STREAMS.story + 100, mix(seed, 1, hashOf(storyId)));
  const parts: { dueMs: number; make: (city: City, id: string, dueMs: number, rng: Rng) => SimEvent }[] = [];
  const at: ScriptWriter["at"] = (day, make) => {
    // Hours of waking life; pressed minutes of a live story are left alone.
    parts.push({ dueMs: timeline.at(day), make });
  };
  return {
    at,
    spread(count, fromDay, toDay, bend, make) {
      for (let i = 0; i < count; i++) {
        const share = ((i + draws.unit()) / count) ** (1 / bend);
        at(fromDay + (toDay - fromDay) * share, make);
      }
    },
    finish() {
      parts.sort((a, b) => a.dueMs - b.dueMs);
      return parts.map(({ dueMs, make }, n) => ({
        dueMs,
        make: (city) =>
          make(city, `st-${storyId}-${n}`, dueMs, new Rng(seed, STREAMS.story + 200 + n, hashOf(storyId))),
      }));
    },
  };
}

export function hashOf(text: string): number {
  let hash = 17;
  for (let i = 0; i < text.length; i++) hash = (Math.imul(hash, 31) + text.charCodeAt(i)) | 0;
  return hash >>> 0;
}
