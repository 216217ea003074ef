import { DAY_MS } from "#domain/time";
import type { Role } from "#stream/simulator/city";
import { Rng, STREAMS } from "#stream/simulator/random";
import { makeSimEvent, namedInText } from "#stream/simulator/sim-event";
import {
  makeScriptWriter,
  makeTimeline,
  type Story,
  type StoryContext,
} from "#stream/simulator/stories/story";
import { makeComplaint } from "#stream/simulator/texts/complaint";
import type { Channel } from "#stream/simulator/texts/negative";
import { makeNegativeText, makeRoundUp, pickChannel } from "#stream/simulator/texts/sentiment";

const HEIGHTS = [-6, 0, -33, -58, -19, 9, -74, 21, -3, 40];
const KINDS = ["leasing", "private-fund", "factoring", "guarantee", "wealth"] as const;

/**
 * A rumour storm: within a day and a half dozens of posts on every channel say that a sound firm is about to fail;
 * two firms of the same kind are drawn in; an official denial ends it. Nothing in its books was ever wrong.
 */
export function planRumour(context: StoryContext): Story {
  const { seed, number } = context;
  const id = `rumour-${number}`;
  const live = number === 1;
  const timeline = makeTimeline(
    context,
    HEIGHTS[number % HEIGHTS.length] as number,
    live ? { days: 2, minutes: 6 } : null,
  );
  const rng = new Rng(seed, STREAMS.story + 3, number);
  const target = context.cast("target");
  const neighbours = [context.cast("neighbour"), context.cast("neighbour")];
  const kind = KINDS[number % KINDS.length] as (typeof KINDS)[number];
  const role = (name: string): Role => ({
    storyId: id,
    role: name,
    kind,
    licensed: true,
    ageDays: 900 + rng.int(3000),
  });
  const roles = new Map<number, Role>([
    [target, role("target")],
    ...neighbours.map((index) => [index, role("neighbour")] as const),
  ]);

  const script = makeScriptWriter(id, seed, timeline);
  script.spread(34, -1.5, 0.35, 1.4, (city, eventId, dueMs, draws) => {
    const firm = city.identity(draws.chance(0.88) ? target : draws.pick(neighbours));
    const channel: Channel = draws.chance(0.6) ? draws.pick(["微博", "抖音", "小红书"]) : pickChannel(draws);
    const named = draws.chance(0.3);
    const data = makeNegativeText(draws, firm, "rumour", channel, named);
    return makeSimEvent(
      "sentiment",
      channel === "新闻" ? "news" : "post",
      eventId,
      dueMs,
      firm,
      { ...data },
      named ? namedInText(city.epochMs, dueMs, [firm]) : {},
    );
  });
  // Round-ups name all three in one text.
  script.spread(2, -0.4, 0.3, 1, (city, eventId, dueMs, draws) => {
    const firms = [target, ...neighbours].map((index) => city.identity(index));
    return makeSimEvent(
      "sentiment",
      "news",
      eventId,
      dueMs,
      firms[0] ?? null,
      { ...makeRoundUp(draws, firms, true) },
      namedInText(city.epochMs, dueMs, firms),
    );
  });
  script.spread(4, -0.5, 0.5, 1, (city, eventId, dueMs, draws) => {
    const firm = city.identity(target);
    return makeSimEvent("complaint", "received", eventId, dueMs, firm, {
      ...makeComplaint(draws, firm, "default"),
    });
  });
  script.spread(4, 0.7, 1.6, 1, (city, eventId, dueMs, draws) => {
    const firm = city.identity(target);
    return makeSimEvent("sentiment", "news", eventId, dueMs, firm, {
      ...makeNegativeText(draws, firm, "clarify", draws.pick(["新闻", "公众号", "微博"]), false),
    });
  });
  return {
    facts: {
      id,
      kind: "rumour",
      title: "谣言风暴：健康企业遭集中不实传播",
      titleEn: "A rumour storm about a sound firm",
      startMs: timeline.at(-1.5),
      firstSignMs: timeline.at(-1.4),
      breakMs: timeline.at(0),
      endMs: live ? timeline.at(1.6) : timeline.at(0) + 2 * DAY_MS,
      live,
      enterprises: [
        { index: target, role: "target" },
        ...neighbours.map((index) => ({ index, role: "neighbour" })),
      ],
    },
    roles,
    script: script.finish(),
  };
}
