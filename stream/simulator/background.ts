import { districtOf } from "#domain/district";
import type { InputKind } from "#domain/event";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "#domain/time";
import type { City, Identity } from "#stream/simulator/city";
import { type Series, type Shock, seriesValue } from "#stream/simulator/market";
import { makePersonName } from "#stream/simulator/names";
import { makeOffice } from "#stream/simulator/places";
import { poissonOf, Rng, STREAMS, unitAt } from "#stream/simulator/random";
import { CHATTER_MIX, type KindMix, mixAt, ORDINARY_MIX } from "#stream/simulator/rhythm";
import {
  dayAt,
  type EventExtras,
  isoOf,
  makeSimEvent,
  namedInText,
  type SimEvent,
} from "#stream/simulator/sim-event";
import { makeEverydayComplaint } from "#stream/simulator/texts/complaint";
import {
  makeNegativeText,
  makeNeutralText,
  makeRoundUp,
  pickChannel,
} from "#stream/simulator/texts/sentiment";

/** What ordinary events are about: drawn once for a city. */
export interface Scene {
  readonly city: City;
  readonly series: readonly Series[];
  readonly shocks: readonly Shock[];
  /** Private funds, for weekly net values. */
  readonly funds: Int32Array;
}

/** What a slot is made of. Ids are `<prefix>-<slot>-<n>`, so a prefix belongs to one length of slot. */
export interface SlotPlan {
  readonly prefix: string;
  readonly slotMs: number;
  readonly mix: KindMix;
  /** Chatter leaves every firm as it is: no grumbling, hardly a word that could be misread. */
  readonly calm: boolean;
}

export const CHATTER: SlotPlan = { prefix: "bg", slotMs: 1000, mix: CHATTER_MIX, calm: true };
export const ORDINARY: SlotPlan = { prefix: "bo", slotMs: HOUR_MS, mix: ORDINARY_MIX, calm: false };

/** Events of one slot. Pure in (seed, slot, rate); a higher rate keeps the same first events and adds to them. */
export function makeSlot(scene: Scene, plan: SlotPlan, slot: number, perSecond: number): SimEvent[] {
  const { seed } = scene.city;
  const { prefix, slotMs } = plan;
  const startMs = slot * slotMs;
  const mix = mixAt(plan.mix, startMs + slotMs / 2);
  const mean = (perSecond * slotMs * mix.total) / 1000;
  const stream = STREAMS.background + (plan.calm ? 300 : 400);
  const count = poissonOf(mean, unitAt(seed, stream, slot));
  const events: SimEvent[] = [];
  for (let n = 0; n < count; n++) {
    const rng = new Rng(seed + slot, stream, n);
    const kind = pickKind(plan.mix, mix.weights, rng.unit() * mix.total);
    const dueMs = startMs + Math.floor(rng.unit() * slotMs);
    events.push(makeOrdinary(scene, kind, `${prefix}-${slot.toString(36)}-${n}`, dueMs, rng, plan.calm));
  }
  return events.sort((a, b) => a.dueMs - b.dueMs);
}

function pickKind(mix: KindMix, weights: readonly number[], target: number): InputKind {
  let rest = target;
  for (let i = 0; i < weights.length; i++) {
    rest -= weights[i] as number;
    if (rest < 0) return (mix[i] as readonly [InputKind, number])[0];
  }
  return "sentiment";
}

/** One ordinary event of a kind. */
export function makeOrdinary(
  scene: Scene,
  kind: InputKind,
  id: string,
  dueMs: number,
  rng: Rng,
  calm: boolean,
): SimEvent {
  const { city } = scene;
  if (kind === "market") return makeMarketPoint(city.seed, scene, rng.int(scene.series.length), id, dueMs);
  if (kind === "filing") return makeNetValue(scene, id, dueMs, rng);
  const identity = city.identity(city.busyAt(rng.unit()));
  switch (kind) {
    case "sentiment":
      return makeSentiment(city, identity, id, dueMs, rng, calm);
    case "complaint":
      return makeSimEvent(kind, "received", id, dueMs, identity, { ...makeEverydayComplaint(rng, identity) });
    case "registration":
      return makeChange(city, identity, id, dueMs, rng, calm);
    case "judicial":
      return makeSimEvent(kind, "case", id, dueMs, identity, makeCase(identity, dueMs, rng));
    case "tax":
      return makeSimEvent(kind, "paid", id, dueMs, identity, makeTax(dueMs, rng, calm));
    case "penalty":
      return makeSimEvent(kind, "administrative", id, dueMs, identity, {
        authority: `${districtOf(identity.district)?.name ?? "上海市"}市场监督管理局`,
        documentNo: `沪市监${districtOf(identity.district)?.short.slice(0, 1) ?? "沪"}处〔${dayAt(dueMs).slice(0, 4)}〕${rng.between(1000, 9999)}号`,
        category: "administrative",
        reason: rng.pick(SMALL_FAULTS),
        amount: `${rng.between(1, 20)}000.00`,
      });
    case "transaction":
      return makeSimEvent(kind, "moved", id, dueMs, identity, makeTransfer(identity, rng));
  }
}

const SMALL_FAULTS = [
  "未按规定公示年度报告",
  "广告用语使用绝对化表述",
  "未明码标价",
  "经营场所与登记住所不一致",
  "食品经营从业人员未取得健康证明",
  "未按规定办理变更登记",
];

/** A text: most are neutral; one in twelve names its firm only in the text, a few name several. */
function makeSentiment(
  city: City,
  identity: Identity,
  id: string,
  dueMs: number,
  rng: Rng,
  calm: boolean,
): SimEvent {
  const style = rng.unit();
  if (style < 0.03) {
    const others = [identity, city.identity(city.busyAt(rng.unit())), city.identity(city.busyAt(rng.unit()))];
    const distinct = others.filter((one, i) => others.findIndex((other) => other.index === one.index) === i);
    return makeSimEvent(
      "sentiment",
      "news",
      id,
      dueMs,
      identity,
      { ...makeRoundUp(rng, distinct, false) },
      namedInText(city.epochMs, dueMs, distinct),
    );
  }
  const channel = pickChannel(rng);
  const unnamed = style < 0.11;
  const sour = rng.chance(calm ? 0.0004 : 0.04);
  const data = sour
    ? makeNegativeText(rng, identity, rng.pick(["consumer", "wages", "recruit"]), channel, unnamed)
    : makeNeutralText(rng, identity, channel === "黑猫投诉" ? "微博" : channel, unnamed, calm);
  const extras: EventExtras = unnamed
    ? namedInText(city.epochMs, dueMs, [identity])
    : style < 0.3
      ? { subject: { name: identity.name } }
      : {};
  return makeSimEvent(
    "sentiment",
    channel === "新闻" ? "news" : "post",
    id,
    dueMs,
    identity,
    { ...data },
    extras,
  );
}

export function makeMarketPoint(
  seed: number,
  scene: Scene,
  number: number,
  id: string,
  dueMs: number,
): SimEvent {
  const series = scene.series[number] as Series;
  return makeSimEvent("market", "point", id, dueMs, scene.city.identity(series.enterprise), {
    metric: series.metric,
    value: seriesValue(seed, series, dueMs, scene.shocks),
    unit: series.unit,
    instrument: series.instrument,
  });
}

/** A private fund's weekly net value, reported to the association. */
function makeNetValue(scene: Scene, id: string, dueMs: number, rng: Rng): SimEvent {
  const { city, funds } = scene;
  const index = funds.length > 0 ? (funds[rng.int(funds.length)] as number) : city.busyAt(rng.unit());
  return makeSimEvent("filing", "net-value", id, dueMs, city.identity(index), {
    form: "私募基金净值周报",
    period: dayAt(dueMs - 3 * DAY_MS),
    figures: {
      unitNetValue: Math.round((0.9 + 0.3 * rng.unit()) * 10_000) / 10_000,
      assetsUnderManagement: rng.between(200, 9000) * 100_000,
      investors: rng.between(3, 180),
    },
    status: "已报送",
  });
}

/** An ordinary change in the register: posts offered, a permit, capital, address, scope, seldom the person. */
function makeChange(
  city: City,
  identity: Identity,
  id: string,
  dueMs: number,
  rng: Rng,
  calm: boolean,
): SimEvent {
  const kind = rng.unit() * (calm ? 0.5 : 1);
  if (kind < 0.35) {
    return makeSimEvent("registration", "recruitment", id, dueMs, identity, {
      recruitment: {
        posts: rng.between(1, 12),
        salesPosts: rng.between(0, 2),
        wording: "招聘行政、会计、技术及销售岗位，五险一金，双休",
      },
    });
  }
  if (kind < 0.5) {
    return makeSimEvent("registration", "fact", id, dueMs, identity, {
      facts: rng.pick([
        { ICP备案: `沪ICP备${rng.between(10000000, 29999999)}号` },
        { 参保人数: rng.between(1, 260) },
        { 专利授权: rng.between(1, 9) },
        { 动产抵押: `${rng.between(20, 900)}万元` },
      ]),
    });
  }
  if (kind < 0.62) {
    const before = city.enterprise(identity.index).capital;
    const after = before * rng.pick([1.5, 2, 3]);
    return makeSimEvent("registration", "changed", id, dueMs, identity, {
      registeredCapital: String(after),
      changes: [{ field: "registeredCapital", before: String(before), after: String(after) }],
    });
  }
  if (kind < 0.8) {
    const enterprise = city.enterprise(identity.index);
    const scope = `${enterprise.scope.split("。")[0]}，${rng.pick(MORE_SCOPE)}。（依法须经批准的项目，经相关部门批准后方可开展经营活动）`;
    return makeSimEvent("registration", "changed", id, dueMs, identity, {
      scope,
      changes: [{ field: "scope", before: enterprise.scope, after: scope }],
    });
  }
  if (kind < 0.92) {
    const enterprise = city.enterprise(identity.index);
    const place = makeOffice(rng, identity.district, enterprise.industry.form === "individual");
    return makeSimEvent("registration", "changed", id, dueMs, identity, {
      businessAddress: place.address,
      businessDistrict: place.district,
      position: place.position,
      changes: [{ field: "businessAddress", before: enterprise.business.address, after: place.address }],
    });
  }
  const enterprise = city.enterprise(identity.index);
  const person = makePersonName(rng.next());
  return makeSimEvent("registration", "changed", id, dueMs, identity, {
    legalRepresentative: person,
    changes: [{ field: "legalRepresentative", before: enterprise.legalRepresentative, after: person }],
    relations: [{ kind: "legal-representative", party: "person", name: person, office: "执行董事" }],
  });
}

const MORE_SCOPE = [
  "会议及展览服务",
  "货物进出口",
  "技术咨询",
  "日用百货销售",
  "数据处理服务",
  "市场营销策划",
  "停车场服务",
];

const CAUSES = [
  "买卖合同纠纷",
  "劳动争议",
  "房屋租赁合同纠纷",
  "物业服务合同纠纷",
  "运输合同纠纷",
  "服务合同纠纷",
  "建设工程施工合同纠纷",
];

function makeCase(identity: Identity, dueMs: number, rng: Rng): Record<string, unknown> {
  const district = districtOf(identity.district);
  return {
    stage: rng.pick(["filed", "filed", "hearing", "judgment", "other"]),
    caseNo: `（${dayAt(dueMs).slice(0, 4)}）沪01${rng.between(10, 17)}民初${rng.between(1001, 39999)}号`,
    cause: rng.pick(CAUSES),
    court: `上海市${district?.name ?? "浦东新区"}人民法院`,
    role: rng.chance(0.55) ? "plaintiff" : rng.chance(0.7) ? "defendant" : "third",
    amount: `${rng.between(1, 60)}0000.00`,
  };
}

function makeTax(dueMs: number, rng: Rng, calm: boolean): Record<string, unknown> {
  const [year, month] = dayAt(dueMs).split("-").map(Number) as [number, number];
  const start = month === 1 ? `${year - 1}-12` : `${year}-${String(month - 1).padStart(2, "0")}`;
  const basis = rng.between(20, 4000) * 1000;
  const [item, rate] = rng.pick([
    ["增值税", 0.06],
    ["企业所得税", 0.05],
    ["城市维护建设税", 0.004],
    ["印花税", 0.0003],
    ["个人所得税", 0.02],
  ] as const);
  const paid = (basis * rate).toFixed(2);
  return {
    item,
    periodStart: `${start}-01`,
    periodEnd: `${start}-28`,
    basis: `${basis}.00`,
    paid,
    ...(!calm && rng.chance(0.02) ? { arrears: (Number(paid) * 0.5).toFixed(2) } : {}),
  };
}

export const PROVIDER = "模拟银行上海市分行";
export const AUTHORITY = "《防范和处置非法集资条例》第二十一条（模拟协查）";

/** Account numbers are plainly artificial. */
export function accountOf(index: number, number = 0): string {
  return `SIM${String(310_000_000 + index)}${String(number).padStart(2, "0")}`;
}

function makeTransfer(identity: Identity, rng: Rng): Record<string, unknown> {
  return {
    provider: PROVIDER,
    authority: AUTHORITY,
    account: accountOf(identity.index),
    counterparty: accountOf(900_000 + rng.int(40_000)),
    counterpartyName: makePersonName(rng.next()),
    direction: rng.chance(0.5) ? "in" : "out",
    amount: `${rng.between(2, 480)}${rng.between(100, 999)}.${rng.between(10, 99)}`,
    remark: rng.pick(["货款", "服务费", "租金", "工资", "往来款", "报销"]),
  };
}

const LATE_SHARE = 0.004;

/** A few sources deliver late: the event is due now and happened ten minutes to five hours before. */
export function delay(event: SimEvent, rng: Rng): SimEvent {
  if (!rng.chance(LATE_SHARE) || event.kind === "market") return event;
  const timeMs = event.dueMs - 10 * MINUTE_MS - Math.floor(rng.unit() * 5 * HOUR_MS);
  return { ...event, envelope: { ...event.envelope, time: isoOf(timeMs) } };
}
