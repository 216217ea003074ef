import { districtOf } from "#domain/district";
import { DAY_MS, MINUTE_MS } from "#domain/time";
import { type City, type Identity, TROUBLED_SHARE } from "#stream/simulator/city";
import { Rng, STREAMS, unitAt } from "#stream/simulator/random";
import { rhythmAt } from "#stream/simulator/rhythm";
import { dayAt, makeSimEvent, type SimEvent } from "#stream/simulator/sim-event";
import { makeComplaint } from "#stream/simulator/texts/complaint";
import type { Topic } from "#stream/simulator/texts/negative";
import { makeNegativeText, pickChannel } from "#stream/simulator/texts/sentiment";

/**
 * Trouble of single firms outside the stories: a run of complaints, posts, cases and penalties within days. Which
 * firms can have it, and how bad it gets, is fixed by troubleRank, so that levels stay spread as in a real city
 * however long it runs.
 */
export type Gravity = "severe" | "serious" | "mild";

export function gravityOf(city: City, index: number): Gravity | null {
  const share = city.troubleRank(index) / TROUBLED_SHARE;
  if (share >= 1) return null;
  return share < 0.025 ? "severe" : share < 0.24 ? "serious" : "mild";
}

interface Trouble {
  /** Fewest and most events. */
  readonly events: readonly [number, number];
  /** For firms that take money, and for the others. */
  readonly finance: readonly Topic[];
  readonly other: readonly Topic[];
}

const TROUBLES: Readonly<Record<Gravity, Trouble>> = {
  severe: {
    events: [10, 16],
    finance: ["redemption", "rights", "fraud", "promise", "abscond", "default"],
    other: ["default", "wages", "fraud", "consumer"],
  },
  serious: {
    events: [6, 10],
    finance: ["default", "promise", "lecture", "regulatory", "fraud"],
    other: ["consumer", "default", "wages", "regulatory"],
  },
  mild: {
    events: [5, 9],
    finance: ["recruit", "regulatory", "consumer"],
    other: ["consumer", "wages", "regulatory", "consumer"],
  },
};

/** Events of a day's window from the episode that each troubled firm has had before the city's present. */
export function collectPastEpisodes(
  city: City,
  days: number,
  fromMs: number,
  toMs: number,
  out: SimEvent[],
): void {
  const count = Math.floor(city.size * TROUBLED_SHARE);
  for (let rank = 0; rank < count; rank++) {
    const index = city.troubledAt((rank + 0.5) / city.size);
    if (city.roles.has(index)) continue;
    const gravity = gravityOf(city, index);
    if (gravity === null) continue;
    const rng = new Rng(city.seed, STREAMS.episode, index);
    const lengthMs = (gravity === "mild" ? 1 + 5 * rng.unit() : 2 + 16 * rng.unit()) * DAY_MS;
    // More of them lately: what is long ago has mostly been dealt with.
    const startMs = city.epochMs - lengthMs - (days * DAY_MS - lengthMs) * rng.unit() ** 1.5;
    if (startMs + lengthMs < fromMs || startMs >= toMs) continue;
    emitEpisode(city, index, gravity, `ep-${index}`, startMs, lengthMs, fromMs, toMs, rng, out);
  }
}

const LOOK_BACK_MS = 30 * MINUTE_MS;
/** In its first quarter of an hour a new city is livelier, so that a newcomer sees levels move. */
const OPENING_MS = 15 * MINUTE_MS;

/** Events of a window after the city's epoch: an episode begins every minute at first, later every few minutes. */
export function collectLiveEpisodes(city: City, fromMs: number, toMs: number, out: SimEvent[]): void {
  const first = Math.max(0, Math.floor((fromMs - LOOK_BACK_MS - city.epochMs) / MINUTE_MS));
  const last = Math.floor((toMs - 1 - city.epochMs) / MINUTE_MS);
  for (let slot = first; slot <= last; slot++) {
    const slotMs = city.epochMs + slot * MINUTE_MS;
    const chance =
      slotMs < city.epochMs + OPENING_MS ? 0.9 : 0.12 * Math.max(0.4, rhythmAt("complaint", slotMs));
    const scale = Math.min(6, Math.max(0.25, city.size / 20_000));
    const perSlot = chance * scale;
    const whole =
      Math.floor(perSlot) + (unitAt(city.seed, STREAMS.episode + 500, slot) < perSlot % 1 ? 1 : 0);
    for (let n = 0; n < whole; n++) {
      const rng = new Rng(city.seed + slot, STREAMS.episode + 501, n);
      const index = city.troubledAt(rng.unit() ** 1.6 * TROUBLED_SHARE);
      if (city.roles.has(index)) continue;
      const gravity = gravityOf(city, index) ?? "mild";
      const lengthMs = (3 + 24 * rng.unit()) * MINUTE_MS;
      const startMs = slotMs + rng.unit() * MINUTE_MS;
      if (startMs + lengthMs < fromMs || startMs >= toMs) continue;
      emitEpisode(
        city,
        index,
        gravity,
        `le-${slot.toString(36)}-${n}`,
        startMs,
        lengthMs,
        fromMs,
        toMs,
        rng,
        out,
      );
    }
  }
}

function emitEpisode(
  city: City,
  index: number,
  gravity: Gravity,
  id: string,
  startMs: number,
  lengthMs: number,
  fromMs: number,
  toMs: number,
  rng: Rng,
  out: SimEvent[],
): void {
  const { events } = TROUBLES[gravity];
  const count = rng.between(events[0], events[1]);
  const seed = rng.next();
  let identity: Identity | null = null;
  for (let n = 0; n < count; n++) {
    // Denser towards the end, as anger is.
    const at = startMs + lengthMs * ((n + unitAt(seed, 1, n)) / count) ** 0.8;
    if (at < fromMs || at >= toMs) continue;
    identity ??= city.identity(index);
    out.push(makeTrouble(identity, `${id}-${n}`, Math.floor(at), new Rng(seed, 2, n), gravity));
  }
  // One in six of the mild is settled: the first complaint is withdrawn two days (or, live, minutes) later.
  if (gravity === "mild" && seed % 6 === 0) {
    const at = Math.floor(startMs + lengthMs * 1.05);
    if (at >= fromMs && at < toMs && firstKind(seed, gravity) === "complaint") {
      identity ??= city.identity(index);
      out.push(
        makeSimEvent(
          "complaint",
          "withdrawn",
          `${id}-w`,
          at,
          identity,
          { channel: "12345热线", category: "撤回", text: "双方协商一致，投诉人申请撤回。" },
          { withdraws: `${id}-0` },
        ),
      );
    }
  }
}

function firstKind(seed: number, gravity: Gravity): string {
  return kindFor(new Rng(seed, 2, 0).unit(), gravity);
}

function kindFor(unit: number, gravity: Gravity): "complaint" | "sentiment" | "judicial" | "penalty" {
  const complaints = gravity === "mild" ? 0.72 : 0.5;
  if (unit < complaints) return "complaint";
  if (unit < complaints + (gravity === "mild" ? 0.18 : 0.32)) return "sentiment";
  return unit < complaints + (gravity === "mild" ? 0.24 : 0.42) ? "judicial" : "penalty";
}

/** One adverse event about a firm. */
export function makeTrouble(
  identity: Identity,
  id: string,
  dueMs: number,
  rng: Rng,
  gravity: Gravity,
): SimEvent {
  const kind = kindFor(rng.unit(), gravity);
  const topic = rng.pick(identity.kind === "none" ? TROUBLES[gravity].other : TROUBLES[gravity].finance);
  const district = districtOf(identity.district);
  switch (kind) {
    case "complaint":
      return makeSimEvent("complaint", "received", id, dueMs, identity, {
        ...makeComplaint(rng, identity, topic),
      });
    case "sentiment": {
      const channel = pickChannel(rng);
      return makeSimEvent("sentiment", channel === "新闻" ? "news" : "post", id, dueMs, identity, {
        ...makeNegativeText(rng, identity, topic, channel, false),
      });
    }
    case "judicial":
      return makeSimEvent("judicial", "case", id, dueMs, identity, {
        stage: gravity === "mild" ? "filed" : rng.pick(["filed", "judgment", "enforcement", "dishonest"]),
        caseNo: `（${dayAt(dueMs).slice(0, 4)}）沪01${rng.between(10, 17)}民初${rng.between(1001, 39999)}号`,
        cause: rng.pick(["服务合同纠纷", "委托理财合同纠纷", "借款合同纠纷", "劳动争议"]),
        court: `上海市${district?.name ?? "浦东新区"}人民法院`,
        role: "defendant",
        amount: `${rng.between(3, 300)}0000.00`,
      });
    case "penalty":
      return makeSimEvent("penalty", "administrative", id, dueMs, identity, {
        authority: `${district?.name ?? "上海市"}市场监督管理局`,
        documentNo: `沪市监处〔${dayAt(dueMs).slice(0, 4)}〕${rng.between(1000, 9999)}号`,
        category:
          gravity === "mild"
            ? rng.pick(["administrative", "abnormal-operation"])
            : rng.pick(["administrative", "serious-violation"]),
        reason: rng.pick(["虚假宣传", "未经许可从事经营活动", "通过登记的住所无法联系", "侵害消费者权益"]),
        amount: `${rng.between(1, 30)}0000.00`,
      });
  }
}
