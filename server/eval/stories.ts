import { DAY_MS } from "#domain/time";
import { type FoundAt, type LevelMove, type PlayedCity, playCity } from "#server/eval/story-city";
import { gravityOf } from "#stream/simulator/episodes";
import type { StoryFacts, StoryKind } from "#stream/simulator/stories/story";

/** Fixed, so that the same command gives the same figures whatever the day. */
const EPOCH_MS = Date.parse("2026-06-01T10:00:00+08:00");
const HISTORY_DAYS = 180;
/** The last scripted stories break 150 days after the epoch. */
const LIVE_DAYS = 155;
const CHATTER = 0.02;
const MONTH_DAYS = 30;
/** A firm that is raised again within this time is one alarm. */
const SAME_ALARM_MS = 30 * DAY_MS;
/** Who a story is about: the others are drawn in. */
const LEADS: Readonly<Record<StoryKind, string>> = {
  fundraising: "head",
  "limit-breach": "company",
  rumour: "target",
  "market-shock": "series",
  "shell-cluster": "shell",
};

interface StoryResult {
  readonly id: string;
  readonly kind: StoryKind;
  readonly seed: number;
  readonly live: boolean;
  readonly firms: number;
  /** Days before (+) or after (−) the break at which each detector first found something at one of its leading firms. */
  readonly noticed: Readonly<Record<string, number>>;
  /** Share of its leading firms at yellow or above on any day between its first sign and 30 days after its break. */
  readonly caught: number;
  /** Days before (+) or after (−) the break at which the first of them rose to each level; null: never. */
  readonly leadDays: Readonly<Record<"yellow" | "orange" | "red", number | null>>;
}

export interface StoriesOptions {
  readonly seeds: number;
  /** Cities have the seeds from this one on. */
  readonly firstSeed: number;
  readonly enterprises: number;
}

/** `eval stories`: simulated cities through the detectors; which scripted stories are caught, when, and how often sound firms are accused. */
export function runStories(options: StoriesOptions, say: (text: string) => void): object {
  const { seeds, firstSeed, enterprises: size } = options;
  const stories: StoryResult[] = [];
  const soundFindings = new Map<string, number>();
  const alarms = { yellow: 0, orange: 0, red: 0 };
  let firmMonths = 0;
  let events = 0;
  for (let seed = firstSeed; seed < firstSeed + seeds; seed++) {
    const played = playCity(
      { seed, size, epochMs: EPOCH_MS, historyDays: HISTORY_DAYS, liveDays: LIVE_DAYS, chatter: CHATTER },
      say,
    );
    events += played.events;
    stories.push(...played.world.stories.map((facts) => judge(facts, played, seed)));
    const sound = soundFirms(played);
    firmMonths += (sound.size * (HISTORY_DAYS + LIVE_DAYS)) / MONTH_DAYS;
    for (const { index, detector } of played.findings)
      if (sound.has(index)) soundFindings.set(detector, (soundFindings.get(detector) ?? 0) + 1);
    for (const [name, level] of [
      ["yellow", 2],
      ["orange", 3],
      ["red", 4],
    ] as const)
      alarms[name] += countAlarms(played.moves, sound, level);
  }
  const per = (count: number) => Math.round((count / firmMonths) * 10_000 * 100) / 100;
  return {
    task: "stories",
    seeds,
    firstSeed,
    enterprises: size,
    events,
    days: HISTORY_DAYS + LIVE_DAYS,
    byKind: Object.fromEntries(
      Object.keys(LEADS).map((kind) => [kind, sumUp(stories.filter((story) => story.kind === kind))]),
    ),
    falseAlarmsPer10000AndMonth: {
      yellow: per(alarms.yellow),
      orange: per(alarms.orange),
      red: per(alarms.red),
      soundFirmMonths: Math.round(firmMonths),
    },
    byDetector: byDetector(stories, soundFindings, per),
    stories,
    note: "Sound firms are those in no story and without an episode of trouble of their own. A rumour's target is sound as well: there the story is the storm, and the break its height.",
  };
}

function judge(facts: StoryFacts, { moves, findings }: PlayedCity, seed: number): StoryResult {
  const leads = new Set(
    facts.enterprises.filter(({ role }) => role === LEADS[facts.kind]).map(({ index }) => index),
  );
  const toMs = (facts.breakMs ?? facts.endMs) + 30 * DAY_MS;
  const inside = moves.filter(
    ({ index, timeMs }) => leads.has(index) && timeMs >= facts.firstSignMs && timeMs <= toMs,
  );
  const first = (level: number) => inside.find((move) => move.level >= level)?.timeMs ?? null;
  const lead = (level: number) => {
    const at = first(level);
    return at === null || facts.breakMs === null
      ? null
      : Math.round(((facts.breakMs - at) / DAY_MS) * 10) / 10;
  };
  const raised = new Set(inside.filter(({ level }) => level >= 2).map(({ index }) => index));
  return {
    id: facts.id,
    kind: facts.kind,
    seed,
    live: facts.live,
    firms: leads.size,
    noticed: noticedBy(facts, findings, leads, toMs),
    caught: Math.round((raised.size / leads.size) * 100) / 100,
    leadDays: { yellow: lead(2), orange: lead(3), red: lead(4) },
  };
}

function noticedBy(
  { firstSignMs, breakMs }: StoryFacts,
  findings: readonly FoundAt[],
  leads: ReadonlySet<number>,
  toMs: number,
): Record<string, number> {
  const first: Record<string, number> = {};
  for (const { index, timeMs, detector } of findings) {
    if (!leads.has(index) || timeMs < firstSignMs || timeMs > toMs) continue;
    first[detector] = Math.min(first[detector] ?? Number.POSITIVE_INFINITY, timeMs);
  }
  return Object.fromEntries(
    Object.entries(first).map(([detector, at]) => [detector, daysBetween(at, breakMs ?? at)]),
  );
}

function daysBetween(fromMs: number, toMs: number): number {
  return Math.round(((toMs - fromMs) / DAY_MS) * 10) / 10;
}

/** What each detector noticed of the stories, how early, and how often it found something at sound firms. */
function byDetector(
  stories: readonly StoryResult[],
  onSound: ReadonlyMap<string, number>,
  per: (n: number) => number,
) {
  const detectors = new Set([...stories.flatMap(({ noticed }) => Object.keys(noticed)), ...onSound.keys()]);
  return Object.fromEntries(
    [...detectors].sort().map((detector) => {
      const days = stories.flatMap(({ noticed }) => noticed[detector] ?? []).sort((a, b) => a - b);
      return [
        detector,
        {
          storiesNoticed: days.length,
          medianLeadDays: days[days.length >> 1] ?? null,
          findingsOnSoundPer10000AndMonth: per(onSound.get(detector) ?? 0),
        },
      ];
    }),
  );
}

function sumUp(stories: readonly StoryResult[]): object {
  const median = (level: "yellow" | "orange" | "red") => {
    const days = stories.flatMap((story) => story.leadDays[level] ?? []).sort((a, b) => a - b);
    return { stories: days.length, medianLeadDays: days.length === 0 ? null : days[days.length >> 1] };
  };
  return {
    stories: stories.length,
    noticed: stories.filter((story) => Object.keys(story.noticed).length > 0).length,
    caught: stories.filter((story) => story.caught > 0).length,
    yellow: median("yellow"),
    orange: median("orange"),
    red: median("red"),
  };
}

function soundFirms({ world }: PlayedCity): ReadonlySet<number> {
  const cast = new Set(world.stories.flatMap(({ enterprises }) => enterprises.map(({ index }) => index)));
  const sound = new Set<number>();
  for (let index = 0; index < world.city.size; index++)
    if (!cast.has(index) && gravityOf(world.city, index) === null) sound.add(index);
  return sound;
}

function countAlarms(moves: readonly LevelMove[], sound: ReadonlySet<number>, least: number): number {
  const last = new Map<number, number>();
  let count = 0;
  for (const { index, timeMs, level } of moves) {
    if (level < least || !sound.has(index)) continue;
    if (timeMs - (last.get(index) ?? Number.NEGATIVE_INFINITY) >= SAME_ALARM_MS) count += 1;
    last.set(index, timeMs);
  }
  return count;
}
