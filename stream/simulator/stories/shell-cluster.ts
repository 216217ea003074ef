import type { DistrictCode } from "#domain/district";
import { DAY_MS } from "#domain/time";
import type { Role } from "#stream/simulator/city";
import { makePersonName, makePhone } from "#stream/simulator/names";
import { makeFixedPlace } from "#stream/simulator/places";
import { Rng, STREAMS } from "#stream/simulator/random";
import { makeSimEvent } from "#stream/simulator/sim-event";
import { changeAddress, changePerson } from "#stream/simulator/stories/fundraising";
import {
  makeScriptWriter,
  makeTimeline,
  type Story,
  type StoryContext,
} from "#stream/simulator/stories/story";

const HEIGHTS = [-20, 0, -40, 30, -65, 10, -8, 55];
const DISTRICTS: readonly DistrictCode[] = ["310120", "310151", "310114", "310118", "310116", "310113"];
const WORDS = ["商务咨询", "企业管理", "贸易", "供应链管理", "科技", "信息科技", "企业管理咨询"];

/**
 * A shell cluster: a dozen or more firms registered within weeks at one room with one telephone, run by three straw
 * persons; then legal representatives and addresses change in quick turn, and the first are listed as unreachable.
 */
export function planShellCluster(context: StoryContext): Story {
  const { seed, number, size } = context;
  const id = `shell-cluster-${number}`;
  const live = number === 1;
  const offset = HEIGHTS[number % HEIGHTS.length] as number;
  const timeline = makeTimeline(context, offset, live ? { days: 10, minutes: 8 } : null);
  const rng = new Rng(seed, STREAMS.story + 4, number);
  const count = size < 5000 ? rng.between(8, 12) : rng.between(14, 30);
  const place = makeFixedPlace(
    DISTRICTS[number % DISTRICTS.length] as DistrictCode,
    4 + rng.int(10),
    30 + rng.int(600),
    `${rng.between(1, 9)}幢${rng.between(101, 499)}室`,
  );
  const phone = makePhone(rng.next());
  const persons = Array.from({ length: 3 }, () => makePersonName(rng.next()));
  const firms: number[] = [];
  const roles = new Map<number, Role>();
  for (let i = 0; i < count; i++) {
    const index = context.cast("shell");
    firms.push(index);
    roles.set(index, {
      storyId: id,
      role: "shell",
      kind: "none",
      word: WORDS[i % WORDS.length] as string,
      place,
      phone,
      person: rng.pick(persons),
      controller: persons[0] as string,
      capital: 10_000_000,
      paidIn: 0,
      // All within a month or so, the last 25 to 40 days before the height of the churn.
      ageDays: Math.max(2, 25 + rng.int(40) - offset),
    });
  }
  const script = makeScriptWriter(id, seed, timeline);
  script.spread(Math.ceil(count * 0.7), -22, 2, 1.6, (city, eventId, dueMs, draws) =>
    changePerson(
      city,
      draws.pick(firms),
      draws.chance(0.6) ? draws.pick(persons) : makePersonName(draws.next()),
      eventId,
      dueMs,
    ),
  );
  script.spread(Math.ceil(count * 0.35), -15, 4, 1.3, (city, eventId, dueMs, draws) =>
    changeAddress(city, draws.pick(firms), eventId, dueMs, draws),
  );
  script.spread(Math.ceil(count * 0.3), -3, 10, 1, (city, eventId, dueMs, draws) =>
    makeSimEvent("penalty", "abnormal", eventId, dueMs, city.identity(draws.pick(firms)), {
      authority: "上海市市场监督管理局（模拟）",
      category: "abnormal-operation",
      reason: "通过登记的住所或者经营场所无法联系",
    }),
  );
  script.spread(Math.ceil(count * 0.3), -5, 12, 1, (city, eventId, dueMs, draws) =>
    makeSimEvent("tax", "arrears", eventId, dueMs, city.identity(draws.pick(firms)), {
      item: "增值税",
      arrears: `${draws.between(3, 90)}${draws.between(1000, 9999)}.00`,
    }),
  );
  return {
    facts: {
      id,
      kind: "shell-cluster",
      title: "同址空壳企业群频繁变更",
      titleEn: "A cluster of shell companies at one address",
      startMs: timeline.at(-22) - 40 * DAY_MS,
      firstSignMs: timeline.at(-22),
      breakMs: timeline.at(0),
      endMs: timeline.at(12),
      live,
      enterprises: firms.map((index) => ({ index, role: "shell" })),
    },
    roles,
    script: script.finish(),
  };
}
