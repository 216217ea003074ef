import type { DistrictCode } from "#domain/district";
import { districtOf } from "#domain/district";
import { AUTHORITY, accountOf, PROVIDER } from "#stream/simulator/background";
import { type City, makeRegistration, type Role } from "#stream/simulator/city";
import { makePersonName, makePhone } from "#stream/simulator/names";
import { makeFixedPlace } from "#stream/simulator/places";
import { Rng, STREAMS } from "#stream/simulator/random";
import { makeSimEvent, namedInText, type SimEvent } from "#stream/simulator/sim-event";
import {
  makeScriptWriter,
  makeTimeline,
  type Story,
  type StoryContext,
} from "#stream/simulator/stories/story";
import { makeComplaint } from "#stream/simulator/texts/complaint";
import type { Channel, Topic } from "#stream/simulator/texts/negative";
import { makeNegativeText, pickChannel } from "#stream/simulator/texts/sentiment";

/** Days from the epoch at which each further story breaks: some have, most are on their way. */
const BREAKS = [-12, 0, 26, 75, -45, 48, 110, 14, 150, 90];
const DISTRICTS: readonly DistrictCode[] = [
  "310101",
  "310115",
  "310106",
  "310104",
  "310109",
  "310107",
  "310112",
  "310105",
];

/**
 * A wealth-management firm that turns into illegal fund-raising over half a year: it hires crowds of salespeople,
 * promises 15 % without risk, lectures to the old, shifts money, changes its legal representative, stops paying, and
 * is filed as a criminal case on day 0.
 */
export function planFundraising(context: StoryContext): Story {
  const { seed, number, epochMs } = context;
  const id = `fundraising-${number}`;
  const live = number === 1;
  const timeline = makeTimeline(
    context,
    BREAKS[number % BREAKS.length] as number,
    live ? { days: 7, minutes: 9 } : null,
  );
  const rng = new Rng(seed, STREAMS.story + 1, number);
  const head = context.cast("head");
  const shops = Array.from({ length: rng.between(2, 4) }, (_, i) => context.cast(`shop-${i}`));
  const controller = makePersonName(rng.next());
  const straw = makePersonName(rng.next());
  const phone = makePhone(rng.next());
  const district = DISTRICTS[number % DISTRICTS.length] as DistrictCode;
  const place = makeFixedPlace(district, rng.int(12), 88 + rng.int(400), `${rng.between(12, 28)}楼整层`);
  const roles = new Map<number, Role>();
  roles.set(head, {
    storyId: id,
    role: "head",
    kind: "wealth",
    word: rng.pick(["财富管理", "资产管理", "投资管理"]),
    place,
    person: controller,
    controller,
    phone,
    ageDays: 420 + rng.int(500),
    capital: 50_000_000,
    paidIn: 0,
    licensed: false,
    scope:
      "投资管理，资产管理，企业管理咨询，商务信息咨询。（依法须经批准的项目，经相关部门批准后方可开展经营活动）",
  });
  for (const [i, shop] of shops.entries()) {
    roles.set(shop, {
      storyId: id,
      role: "shop",
      kind: "wealth",
      word: rng.pick(["投资咨询", "商务信息咨询", "财富投资咨询"]),
      place: makeFixedPlace(
        DISTRICTS[(number + i + 1) % DISTRICTS.length] as DistrictCode,
        rng.int(12),
        20 + rng.int(300),
        "底层商铺",
      ),
      person: controller,
      controller,
      phone,
      ageDays: 120 + rng.int(120),
      capital: 5_000_000,
      paidIn: 0,
      licensed: false,
      parent: head,
    });
  }

  const script = makeScriptWriter(id, seed, timeline);
  const anyFirm = (draws: Rng): number => (draws.chance(0.75) ? head : draws.pick(shops));
  const post =
    (topic: Topic, channels: readonly Channel[] | null) =>
    (city: City, eventId: string, dueMs: number, draws: Rng): SimEvent => {
      const firm = city.identity(anyFirm(draws));
      const channel = channels === null ? pickChannel(draws) : draws.pick(channels);
      const named = draws.chance(0.15);
      const data = makeNegativeText(draws, firm, topic, channel, named);
      return makeSimEvent(
        "sentiment",
        channel === "新闻" ? "news" : "post",
        eventId,
        dueMs,
        firm,
        { ...data },
        named ? namedInText(city.epochMs, dueMs, [firm]) : {},
      );
    };
  const complain =
    (topics: readonly Topic[]) =>
    (city: City, eventId: string, dueMs: number, draws: Rng): SimEvent => {
      const firm = city.identity(anyFirm(draws));
      return makeSimEvent("complaint", "received", eventId, dueMs, firm, {
        ...makeComplaint(draws, firm, draws.pick(topics)),
      });
    };

  // Growth: people, promises, lectures.
  script.spread(5, -165, -95, 1, (city, eventId, dueMs, draws) =>
    makeSimEvent("registration", "recruitment", eventId, dueMs, city.identity(anyFirm(draws)), {
      recruitment: {
        posts: draws.between(60, 300),
        salesPosts: draws.between(50, 280),
        wording: "大量招聘理财顾问、电话销售，无责底薪加高额提成，退休人员、宝妈优先，三天培训上岗",
      },
    }),
  );
  script.spread(4, -160, -60, 1, post("recruit", ["小红书", "微博", "公众号"]));
  script.spread(22, -150, -12, 1.2, post("promise", ["微博", "抖音", "公众号", "小红书"]));
  script.spread(10, -120, -15, 1, post("lecture", ["微博", "小红书", "知乎"]));
  script.spread(9, -110, -22, 1.5, complain(["promise", "lecture", "recruit"]));
  // Money gathers, then leaves.
  script.spread(26, -115, -8, 1.3, (city, eventId, dueMs, draws) =>
    transfer(city, head, eventId, dueMs, draws, "in"),
  );
  script.spread(12, -70, -3, 1.4, (city, eventId, dueMs, draws) =>
    transfer(city, head, eventId, dueMs, draws, "out"),
  );
  // Signs of the end.
  script.at(-34, (city, eventId, dueMs) => changePerson(city, head, straw, eventId, dueMs));
  script.at(-28, (city, eventId, dueMs, draws) => changeAddress(city, head, eventId, dueMs, draws));
  script.at(-24, (city, eventId, dueMs, draws) =>
    makeSimEvent("penalty", "administrative", eventId, dueMs, city.identity(head), {
      authority: `上海市${districtOf(district)?.name}市场监督管理局`,
      documentNo: `沪市监处〔${new Date(dueMs).getUTCFullYear()}〕${draws.between(1000, 9999)}号`,
      category: "administrative",
      reason: "发布含有保本保收益内容的违法广告",
      amount: "200000.00",
    }),
  );
  script.spread(18, -20, -0.2, 1.6, complain(["redemption", "abscond", "rights"]));
  script.spread(16, -18, -0.1, 1.5, post("redemption", null));
  script.spread(7, -9, -0.1, 1.3, post("rights", null));
  script.spread(5, -4, 0, 1.2, post("abscond", null));
  script.spread(2, -14, -4, 1, (city, eventId, dueMs, draws) =>
    makeSimEvent("judicial", "case", eventId, dueMs, city.identity(head), {
      stage: draws.pick(["filed", "enforcement"]),
      caseNo: `（${new Date(dueMs).getUTCFullYear()}）沪0115民初${draws.between(1001, 39999)}号`,
      cause: "委托理财合同纠纷",
      court: "上海市浦东新区人民法院",
      role: "defendant",
      amount: `${draws.between(80, 900)}0000.00`,
    }),
  );
  script.at(0, (city, eventId, dueMs, draws) =>
    makeSimEvent("judicial", "criminal", eventId, dueMs, city.identity(head), {
      stage: "criminal-filed",
      caseNo: `沪公（经）立字〔${new Date(dueMs).getUTCFullYear()}〕${draws.between(1001, 9999)}号`,
      cause: "涉嫌非法吸收公众存款",
      court: "",
      role: "defendant",
      count: 1,
    }),
  );
  script.spread(5, 0.1, 6, 1, post("criminal", ["新闻", "公众号", "微博"]));

  const startMs = timeline.at(-165);
  return {
    facts: {
      id,
      kind: "fundraising",
      title: "财富公司由正常经营滑向非法集资",
      titleEn: "A wealth-management firm turns into illegal fund-raising",
      startMs,
      firstSignMs: timeline.at(-150),
      breakMs: timeline.at(0),
      endMs: timeline.at(6),
      live: live || (timeline.at(6) > epochMs && startMs < epochMs),
      enterprises: [{ index: head, role: "head" }, ...shops.map((index) => ({ index, role: "shop" }))],
    },
    roles,
    script: script.finish(),
  };
}

function transfer(
  city: City,
  head: number,
  id: string,
  dueMs: number,
  draws: Rng,
  direction: "in" | "out",
): SimEvent {
  const identity = city.identity(head);
  // Investors pay round tens of thousands; what leaves goes to few accounts in larger sums.
  const amount = direction === "in" ? `${draws.between(3, 60)}0000.00` : `${draws.between(80, 480)}0000.00`;
  return makeSimEvent("transaction", "moved", id, dueMs, identity, {
    provider: PROVIDER,
    authority: AUTHORITY,
    account: accountOf(head),
    counterparty:
      direction === "in" ? accountOf(950_000 + draws.int(20_000)) : accountOf(head, 1 + draws.int(3)),
    counterpartyName: makePersonName(draws.next()),
    direction,
    amount,
    cash: direction === "out" && draws.chance(0.15),
    remark: direction === "in" ? "投资款" : draws.pick(["往来款", "咨询费", "借款"]),
  });
}

export function changePerson(city: City, index: number, person: string, id: string, dueMs: number): SimEvent {
  const enterprise = city.enterprise(index);
  return makeSimEvent("registration", "changed", id, dueMs, enterprise, {
    legalRepresentative: person,
    changes: [{ field: "legalRepresentative", before: enterprise.legalRepresentative, after: person }],
    relations: [{ kind: "legal-representative", party: "person", name: person, office: "执行董事" }],
  });
}

export function changeAddress(city: City, index: number, id: string, dueMs: number, draws: Rng): SimEvent {
  const enterprise = city.enterprise(index);
  const before = makeRegistration(enterprise).registeredAddress as string;
  const place = makeFixedPlace(
    enterprise.district,
    draws.int(12),
    1 + draws.int(200),
    `${draws.between(1, 9)}幢${draws.between(101, 999)}室`,
  );
  return makeSimEvent("registration", "changed", id, dueMs, enterprise, {
    registeredAddress: place.address,
    registeredDistrict: place.district,
    registeredStreet: place.street,
    changes: [{ field: "registeredAddress", before, after: place.address }],
  });
}
