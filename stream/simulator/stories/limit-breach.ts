import { addMonths, DAY_MS, dayOf, startOfDay } from "#domain/time";
import type { City, Role } from "#stream/simulator/city";
import { MONTHLY_FORMS, makeFigures } from "#stream/simulator/filing";
import { Rng, STREAMS } from "#stream/simulator/random";
import { makeSimEvent, type SimEvent } from "#stream/simulator/sim-event";
import { hashOf, makeScriptWriter, type Story, type StoryContext } from "#stream/simulator/stories/story";
import { makeNegativeText, pickChannel } from "#stream/simulator/texts/sentiment";

/** Share of the concentration limit that is used in the months up to the breach, and after it. */
const USE = [0.72, 0.84, 0.95, 1.12, 1.31, 1.38];
/** Months from the breach to the epoch, by number of the story. */
const BREACH_AGO = [1, 0, 2, -1, 0, 3];

/**
 * A small-loan company whose loans to one borrower creep over the limit, month by month, while its funding grows; it
 * then reports late. In the live story the breach is reported a few minutes after the city's epoch.
 */
export function planLimitBreach(context: StoryContext): Story {
  const { seed, number, epochMs } = context;
  const id = `limit-breach-${number}`;
  const live = number === 1;
  const firm = context.cast("company");
  const rng = new Rng(seed, STREAMS.story + 2, number);
  const role: Role = {
    storyId: id,
    role: "company",
    kind: "microloan",
    word: "小额贷款",
    capital: 200_000_000,
    paidIn: 200_000_000,
    ageDays: 1500 + rng.int(2500),
    licensed: true,
  };
  const ago = BREACH_AGO[number % BREACH_AGO.length] as number;
  const thisMonth = `${dayOf(epochMs).slice(0, 7)}-01`;
  /** Reported on the 9th to 14th of the month after. */
  const reportMs = (offset: number): number =>
    startOfDay(addMonths(thisMonth, offset)) +
    (8 + (hashOf(id) % 6)) * DAY_MS +
    10 * 3_600_000 +
    (number % 50) * 60_000;

  const script = makeScriptWriter(id, seed, { at: (ms) => ms });
  let firstSignMs = 0;
  let breakMs: number | null = null;
  USE.forEach((use, i) => {
    let dueMs = reportMs(-ago - 3 + i);
    if (live)
      dueMs =
        i < 3
          ? epochMs - (3 - i) * 30 * DAY_MS + 3_600_000
          : i === 3
            ? epochMs + 4 * 60_000
            : epochMs + (i - 3) * 31 * DAY_MS;
    // From the breach on it reports eight days late.
    else if (i > 3) dueMs += 8 * DAY_MS;
    if (i === 2) firstSignMs = dueMs;
    if (i === 3) breakMs = dueMs;
    const month = addMonths(thisMonth, live ? i - 3 : -ago - 4 + i);
    script.at(dueMs, (city, eventId, at) => fileReport(city, firm, month, use, eventId, at));
  });
  const broken = breakMs as unknown as number;
  script.at(broken + (live ? 2.5 * 60_000 : 6 * DAY_MS), (city, eventId, dueMs, draws) =>
    makeSimEvent("penalty", "administrative", eventId, dueMs, city.identity(firm), {
      authority: "上海市地方金融监督管理部门（模拟）",
      documentNo: `沪金监管〔${new Date(dueMs).getUTCFullYear()}〕${draws.between(10, 99)}号`,
      category: "administrative",
      reason: "单一借款人贷款集中度超过监管限额，责令限期整改",
      amount: "300000.00",
    }),
  );
  script.spread(
    4,
    broken + (live ? 60_000 : DAY_MS),
    broken + (live ? 6 * 60_000 : 12 * DAY_MS),
    1,
    (city, eventId, dueMs, draws) => {
      const identity = city.identity(firm);
      const channel = pickChannel(draws);
      return makeSimEvent("sentiment", "post", eventId, dueMs, identity, {
        ...makeNegativeText(draws, identity, draws.pick(["regulatory", "default"]), channel, false),
      });
    },
  );
  const items = script.finish();
  return {
    facts: {
      id,
      kind: "limit-breach",
      title: "小额贷款公司贷款集中度突破监管限额",
      titleEn: "A small-loan company breaches its concentration limit",
      startMs: (items[0] as { dueMs: number }).dueMs,
      firstSignMs,
      breakMs,
      endMs: (items.at(-1) as { dueMs: number }).dueMs,
      live,
      enterprises: [{ index: firm, role: "company" }],
    },
    roles: new Map([[firm, role]]),
    script: items,
  };
}

function fileReport(
  city: City,
  firm: number,
  month: string,
  use: number,
  id: string,
  dueMs: number,
): SimEvent {
  const enterprise = city.enterprise(firm);
  const period = month.slice(0, 7);
  return makeSimEvent("filing", "monthly", id, dueMs, enterprise, {
    form: MONTHLY_FORMS.microloan,
    period,
    dueOn: `${addMonths(month, 1).slice(0, 8)}15`,
    figures: makeFigures(city.seed, "microloan", firm, monthNumber(period), enterprise.capital, use),
    status: "已报送",
  });
}

/** Months since year 0, for draws by month. */
export function monthNumber(period: string): number {
  const [year, month] = period.split("-").map(Number) as [number, number];
  return year * 12 + month - 1;
}
