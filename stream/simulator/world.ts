import type { FinanceKind, LocalKind } from "#domain/finance-kind";
import { addMonths, bucketStart, DAY_MS, dayOf, HOUR_MS, MINUTE_MS, weekdayOf } from "#domain/time";
import {
  CHATTER,
  delay,
  makeMarketPoint,
  makeSlot,
  ORDINARY,
  type Scene,
  type SlotPlan,
} from "#stream/simulator/background";
import {
  type City,
  type CityOptions,
  createCity,
  makeRegistration,
  type Role,
  TROUBLED_SHARE,
} from "#stream/simulator/city";
import { collectLiveEpisodes, collectPastEpisodes } from "#stream/simulator/episodes";
import { MONTHLY_FORMS, makeFigures } from "#stream/simulator/filing";
import { makeSeries, type Series } from "#stream/simulator/market";
import { intAt, mix, Rng, STREAMS, unitAt } from "#stream/simulator/random";
import { makeRelations } from "#stream/simulator/relations";
import { makeSimEvent, type SimEvent } from "#stream/simulator/sim-event";
import { planFundraising } from "#stream/simulator/stories/fundraising";
import { monthNumber, planLimitBreach } from "#stream/simulator/stories/limit-breach";
import { planMarketShock } from "#stream/simulator/stories/market-shock";
import { planRumour } from "#stream/simulator/stories/rumour";
import { planShellCluster } from "#stream/simulator/stories/shell-cluster";
import type { ScriptItem, Story, StoryContext, StoryFacts } from "#stream/simulator/stories/story";

/** A city with its stories and everything that happens in it: a pure function of its options. */
export interface World {
  readonly city: City;
  readonly scene: Scene;
  readonly stories: readonly StoryFacts[];
  /** All that is due in [fromMs, toMs), in time order. Windows may be cut anywhere: the events are the same. */
  between(fromMs: number, toMs: number, rates: Rates): SimEvent[];
}

export interface Rates {
  /** Chatter per second after the epoch, mean over a week: how busy the screens are. */
  readonly live: number;
  /** What happens to firms anyway, per second, before and after the epoch. */
  readonly ordinary: number;
  readonly historyDays: number;
}

export function createWorld(options: CityOptions): World {
  const { seed, epochMs } = options;
  const { stories, roles, series, shocks } = planStories(options);
  const city = createCity(options, roles);
  const { locals, funds } = listFinancial(city);
  const scene: Scene = { city, series, shocks, funds };
  const planned = stories.map((plan) => plan(() => scene));
  const script = planned.flatMap((story) => story.script).sort((a, b) => a.dueMs - b.dueMs);
  const filings = makeFilingCalendar(city, locals);
  const newcomers = listNewcomers(city);

  function collectSlots(
    plan: SlotPlan,
    perSecond: number,
    fromMs: number,
    toMs: number,
    out: SimEvent[],
  ): void {
    const { slotMs } = plan;
    for (let slot = Math.floor(fromMs / slotMs); slot * slotMs < toMs; slot++) {
      for (const event of slotOf(plan, slot, perSecond)) {
        if (event.dueMs < fromMs || event.dueMs >= toMs) continue;
        out.push(
          event.dueMs >= epochMs ? delay(event, new Rng(seed, STREAMS.correction, event.dueMs)) : event,
        );
      }
    }
  }

  // A running city asks for the same hour many times.
  let kept: { readonly key: string; readonly events: SimEvent[] } = { key: "", events: [] };
  function slotOf(plan: SlotPlan, slot: number, perSecond: number): SimEvent[] {
    if (plan.slotMs < HOUR_MS) return makeSlot(scene, plan, slot, perSecond);
    const key = `${slot}/${perSecond}`;
    if (kept.key !== key) kept = { key, events: makeSlot(scene, plan, slot, perSecond) };
    return kept.events;
  }

  return {
    city,
    scene,
    stories: planned.map((story) => story.facts),
    between(fromMs, toMs, rates) {
      const out: SimEvent[] = [];
      collectSlots(ORDINARY, rates.ordinary, fromMs, toMs, out);
      const pastTo = Math.min(toMs, epochMs);
      if (fromMs < pastTo) {
        collectPastEpisodes(city, rates.historyDays, fromMs, pastTo, out);
        collectCloses(scene, fromMs, pastTo, out);
        collectNewcomers(city, newcomers, fromMs, pastTo, out);
      }
      const liveFrom = Math.max(fromMs, epochMs);
      if (liveFrom < toMs) {
        collectSlots(CHATTER, rates.live, liveFrom, toMs, out);
        collectLiveEpisodes(city, liveFrom, toMs, out);
        collectFollowUps(scene, rates.live, liveFrom, toMs, out);
      }
      filings(fromMs, toMs, out);
      for (let i = lowerBound(script, fromMs); i < script.length; i++) {
        const item = script[i] as ScriptItem;
        if (item.dueMs >= toMs) break;
        out.push(item.make(city));
      }
      return out.sort((a, b) => a.dueMs - b.dueMs || (a.envelope.id < b.envelope.id ? -1 : 1));
    },
  };
}

interface Plan {
  readonly stories: readonly ((scene: () => Scene) => Story)[];
  readonly roles: ReadonlyMap<number, Role>;
  readonly series: readonly Series[];
  readonly shocks: Scene["shocks"];
}

/** About one story of each kind for 4,000 firms, at least two (one of them live) and at most 60. */
function planStories(options: CityOptions): Plan {
  const { seed, size, epochMs } = options;
  const each = Math.max(2, Math.min(60, Math.round(size / 4000)));
  const bare = createCity(options);
  const taken = new Set<number>();
  let draws = 0;
  const cast = (): number => {
    for (;;) {
      const index = intAt(seed, STREAMS.story, draws++, size);
      if (taken.has(index) || bare.troubleRank(index) < TROUBLED_SHARE) continue;
      taken.add(index);
      return index;
    }
  };
  const planned: Story[] = [];
  for (let number = 0; number < each; number++) {
    const context: StoryContext = { seed, size, epochMs, number, cast };
    planned.push(
      planFundraising(context),
      planLimitBreach(context),
      planRumour(context),
      planShellCluster(context),
    );
  }
  const roles = new Map(planned.flatMap((story) => [...story.roles]));
  const series = planSeries(bare, roles);
  const shocks = [0, 1].map((number) => planMarketShock({ seed, epochMs, number }, series));
  return {
    stories: [...planned.map((story) => () => story), ...shocks.map((plan) => plan.story)],
    roles,
    series,
    shocks: shocks.map((plan) => plan.shock),
  };
}

/** Firms whose prices, yields or net values are reported: 0.2 % of the city, 8 to 400. */
function planSeries(city: City, roles: ReadonlyMap<number, Role>): Series[] {
  const count = Math.max(8, Math.min(400, Math.round(city.size / 500)));
  const series: Series[] = [];
  for (let draw = 0; series.length < count && draw < city.size * 4; draw++) {
    const index = intAt(city.seed, STREAMS.market, 1_000_000 + draw, city.size);
    if (roles.has(index) || series.some((one) => one.enterprise === index)) continue;
    const kind = city.kindOf(index);
    const wanted =
      series.length % 2 === 0
        ? kind === "private-fund" || kind === "leasing" || kind === "factoring"
        : kind === "none";
    // A small city may have too few funds: after many draws any firm will do.
    if (wanted || draw > city.size) series.push(makeSeries(city.seed, series.length, index, kind));
  }
  return series;
}

function listFinancial(city: City): { readonly locals: Int32Array; readonly funds: Int32Array } {
  const locals: number[] = [];
  const funds: number[] = [];
  for (let index = 0; index < city.size; index++) {
    const kind = city.kindOf(index);
    if (isLocal(kind) && !city.roles.get(index)?.storyId.startsWith("limit-breach")) locals.push(index);
    else if (kind === "private-fund") funds.push(index);
  }
  return { locals: Int32Array.from(locals), funds: Int32Array.from(funds) };
}

function isLocal(kind: FinanceKind): kind is LocalKind {
  return kind in MONTHLY_FORMS;
}

/** Monthly reports: each firm on its own day between the 7th and the 15th; one in sixty forgets a month. */
function makeFilingCalendar(
  city: City,
  locals: Int32Array,
): (fromMs: number, toMs: number, out: SimEvent[]) => void {
  let cachedDay = -1;
  let cached: { readonly dueMs: number; readonly index: number }[] = [];
  const dayList = (dayMs: number): typeof cached => {
    if (dayMs === cachedDay) return cached;
    const day = dayOf(dayMs);
    const date = Number(day.slice(8));
    const month = monthNumber(day);
    const list: typeof cached = [];
    if (date >= 7 && date <= 15) {
      for (const index of locals) {
        const draw = mix(city.seed, STREAMS.filing + 900, index * 613 + month);
        if (draw % 60 === 0 || 7 + ((draw >>> 8) % 9) !== date) continue;
        list.push({ dueMs: dayMs + 9 * HOUR_MS + ((draw >>> 12) % 540) * MINUTE_MS, index });
      }
      list.sort((a, b) => a.dueMs - b.dueMs);
    }
    cachedDay = dayMs;
    cached = list;
    return list;
  };
  return (fromMs, toMs, out) => {
    for (let dayMs = bucketStart(fromMs, "day"); dayMs < toMs; dayMs += DAY_MS) {
      for (const { dueMs, index } of dayList(dayMs)) {
        if (dueMs >= fromMs && dueMs < toMs) out.push(makeMonthly(city, index, dueMs));
      }
    }
  };
}

function makeMonthly(city: City, index: number, dueMs: number): SimEvent {
  const enterprise = city.enterprise(index);
  const kind = enterprise.kind as LocalKind;
  const day = dayOf(dueMs);
  const period = addMonths(`${day.slice(0, 7)}-01`, -1).slice(0, 7);
  return makeSimEvent("filing", "monthly", `fl-${index}-${period}`, dueMs, enterprise, {
    form: MONTHLY_FORMS[kind],
    period,
    dueOn: `${day.slice(0, 7)}-15`,
    figures: makeFigures(city.seed, kind, index, monthNumber(period), enterprise.capital, 0),
    status: "已报送",
  });
}

/** Before the epoch each series has its close at three in the afternoon of working days. */
function collectCloses(scene: Scene, fromMs: number, toMs: number, out: SimEvent[]): void {
  for (let dayMs = bucketStart(fromMs, "day"); dayMs < toMs; dayMs += DAY_MS) {
    const day = dayOf(dayMs);
    if (weekdayOf(day) > 5) continue;
    for (const one of scene.series) {
      const dueMs = dayMs + 15 * HOUR_MS + one.number * 500;
      if (dueMs < fromMs || dueMs >= toMs) continue;
      out.push(makeMarketPoint(scene.city.seed, scene, one.number, `mk-${one.number}-${day}`, dueMs));
    }
  }
}

/** Firms newer than the history's longest window register on their own day; the others come with the snapshot. */
export const LONGEST_HISTORY_DAYS = 400;

function listNewcomers(city: City): Int32Array {
  const list: number[] = [];
  const from = city.epochMs - LONGEST_HISTORY_DAYS * DAY_MS;
  for (let index = 0; index < city.size; index++) if (city.establishedMs(index) > from) list.push(index);
  list.sort((a, b) => city.establishedMs(a) - city.establishedMs(b));
  return Int32Array.from(list);
}

function collectNewcomers(
  city: City,
  newcomers: Int32Array,
  fromMs: number,
  toMs: number,
  out: SimEvent[],
): void {
  const firstDay = bucketStart(fromMs, "day") - DAY_MS;
  for (const index of newcomers) {
    const establishedMs = city.establishedMs(index);
    if (establishedMs >= toMs) break;
    if (establishedMs < firstDay) continue;
    const dueMs = registeredMs(city, index);
    if (dueMs >= fromMs && dueMs < toMs) out.push(makeEstablished(city, index, dueMs));
  }
}

/** In office hours of its first day. */
export function registeredMs(city: City, index: number): number {
  return (
    city.establishedMs(index) +
    9 * HOUR_MS +
    Math.floor(unitAt(city.seed, STREAMS.date + 300, index) * 8 * HOUR_MS)
  );
}

/** All that a register says of a firm when it first reports it. */
export function makeEstablished(city: City, index: number, dueMs: number): SimEvent {
  const enterprise = city.enterprise(index);
  return makeSimEvent("registration", "established", `rg-${index}`, dueMs, enterprise, {
    ...makeRegistration(enterprise),
    relations: makeRelations(city, enterprise),
  });
}

/** Once in a while an event of some minutes ago is withdrawn (撤诉, 撤回) or corrected (更正). */
function collectFollowUps(
  scene: Scene,
  perSecond: number,
  fromMs: number,
  toMs: number,
  out: SimEvent[],
): void {
  const { seed, epochMs } = scene.city;
  for (let minute = Math.floor(fromMs / MINUTE_MS); minute * MINUTE_MS < toMs; minute++) {
    const draw = mix(seed, STREAMS.correction + 1, minute);
    if (draw % 5 !== 0) continue;
    const dueMs = minute * MINUTE_MS + ((draw >>> 4) % MINUTE_MS);
    const targetMs = dueMs - (4 + ((draw >>> 9) % 26)) * MINUTE_MS;
    if (dueMs < fromMs || dueMs >= toMs || targetMs < epochMs) continue;
    const target = makeSlot(scene, CHATTER, Math.floor(targetMs / CHATTER.slotMs), perSecond).find(
      (event) => event.kind === "tax",
    );
    // A window cut at the epoch may have left part of the target's slot out.
    if (target === undefined || target.dueMs < epochMs) continue;
    out.push(makeFollowUp(target, `fu-${minute.toString(36)}`, dueMs));
  }
}

function makeFollowUp(target: SimEvent, id: string, dueMs: number): SimEvent {
  const { envelope, kind } = target;
  const { type: _type, time: _time, ...rest } = envelope;
  if (kind === "tax") {
    const data = { ...envelope.data, paid: `${Math.round(Number(envelope.data.paid ?? 0) * 110) / 100}` };
    return {
      kind,
      dueMs,
      envelope: { ...rest, id, type: "tax.corrected", time: envelope.time, corrects: envelope.id, data },
    };
  }
  const data =
    kind === "judicial"
      ? { ...envelope.data, stage: "other", cause: "撤诉" }
      : { ...envelope.data, category: "撤回" };
  return {
    kind,
    dueMs,
    envelope: {
      ...rest,
      id,
      type: `${kind}.withdrawn`,
      time: new Date(dueMs).toISOString(),
      withdraws: envelope.id,
      data,
    },
  };
}

function lowerBound(items: readonly ScriptItem[], ms: number): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((items[middle] as ScriptItem).dueMs < ms) low = middle + 1;
    else high = middle;
  }
  return low;
}
