import type { Indicator } from "#detectors/finance/indicator";
import { figure, quotient, type View } from "#detectors/finance/input";
import { DAY_MS } from "#domain/time";

const YEAR_MS = 365 * DAY_MS;
const QUARTER_MS = 90 * DAY_MS;
/** Negative news counts half after this long. */
const NEWS_HALF_LIFE_DAYS = 30;

/** 法律 and 声誉, and what authorities say: from events, not from its reports. Known also when they are silent: zero. */
export const OUTSIDE_INDICATORS: readonly Indicator[] = [
  {
    id: "penalties",
    group: "compliance",
    zh: "行政处罚与严重违法（近1年，次）",
    en: "Penalties and serious violations (a year)",
    unit: "count",
    weight: 1,
    reads: [],
    curve: [
      [0, 0],
      [1, 40],
      [2, 65],
      [4, 95],
    ],
    source: "authorities",
    value: (view) =>
      view.facts.penalties.filter(
        (one) => !one.ended && one.category !== "abnormal-operation" && within(view, one.timeMs, YEAR_MS),
      ).length,
  },
  {
    id: "tax-arrears",
    group: "compliance",
    zh: "欠税 / 净资产",
    en: "Tax arrears / net assets",
    unit: "ratio",
    weight: 0.5,
    momentary: true,
    reads: ["netAssets"],
    curve: [
      [0, 0],
      [0.01, 45],
      [0.05, 80],
      [0.15, 98],
    ],
    source: "authorities",
    // The tax office tells arrears only: silence is none.
    value: (view) =>
      view.facts.taxArrears === null ? 0 : quotient(view.facts.taxArrears, figure(view, "netAssets")),
  },
  {
    id: "lawsuits",
    group: "legal",
    zh: "作为被告涉诉（近1年，件）",
    en: "Court cases as defendant (a year)",
    unit: "count",
    weight: 1,
    reads: [],
    curve: [
      [0, 0],
      [3, 25],
      [10, 55],
      [30, 90],
    ],
    source: "courts",
    value: (view) => countCourts(view, ["filed", "hearing", "judgment", "other"]),
  },
  {
    id: "disputed-share",
    group: "legal",
    zh: "涉诉标的 / 净资产（近1年）",
    en: "Amount in dispute / net assets (a year)",
    unit: "ratio",
    weight: 1,
    reads: ["netAssets"],
    curve: [
      [0, 0],
      [0.05, 25],
      [0.2, 65],
      [0.5, 95],
    ],
    source: "courts",
    value: (view) =>
      quotient(
        defended(view).reduce((sum, fact) => sum + fact.amount, 0),
        figure(view, "netAssets"),
      ),
  },
  {
    id: "enforcement",
    group: "legal",
    zh: "被执行、失信（未解除，件）",
    en: "Enforcement and dishonest-debtor entries (open)",
    unit: "count",
    weight: 2,
    reads: [],
    curve: [
      [0, 0],
      [1, 65],
      [3, 90],
      [6, 100],
    ],
    source: "courts",
    value: (view) => openEntries(view, ["enforcement", "dishonest"]),
  },
  {
    id: "criminal-case",
    group: "legal",
    zh: "刑事立案",
    en: "Criminal case filed",
    unit: "count",
    weight: 2,
    momentary: true,
    reads: [],
    curve: [
      [0, 0],
      [1, 100],
    ],
    source: "courts",
    value: (view) => (view.facts.criminalCase ? 1 : 0),
  },
  {
    id: "complaints",
    group: "reputation",
    zh: "投诉举报（近90日，件）",
    en: "Complaints (90 days)",
    unit: "count",
    weight: 1,
    reads: [],
    curve: [
      [0, 0],
      [3, 25],
      [10, 60],
      [30, 95],
    ],
    source: "complaints",
    value: (view) => view.facts.complaints.filter((one) => within(view, one.timeMs, QUARTER_MS)).length,
  },
  {
    id: "negative-news",
    group: "reputation",
    zh: "负面舆情强度（半衰期30日）",
    en: "Strength of negative news (half-life 30 days)",
    unit: "points",
    weight: 1.5,
    reads: [],
    curve: [
      [0, 0],
      [100, 100],
    ],
    source: "news",
    value: (view) =>
      view.facts.news
        .filter((one) => one.timeMs <= view.nowMs)
        .reduce(
          (most, one) =>
            Math.max(most, one.severity * 2 ** ((one.timeMs - view.nowMs) / (NEWS_HALF_LIFE_DAYS * DAY_MS))),
          0,
        ),
  },
  {
    id: "register-status",
    group: "reputation",
    zh: "经营异常、吊销等登记状态",
    en: "Abnormal or revoked in the register",
    unit: "count",
    weight: 0.5,
    momentary: true,
    reads: [],
    curve: [
      [0, 0],
      [1, 80],
    ],
    source: "authorities",
    value: (view) => (view.facts.status === "active" ? 0 : 1),
  },
];

function within(view: View, timeMs: number, ms: number): boolean {
  return timeMs <= view.nowMs && timeMs > view.nowMs - ms;
}

/** Not as plaintiff or third party: a firm that sues is no risk for that. */
function defended(view: View) {
  return view.facts.courts.filter(
    (fact) => fact.role !== "plaintiff" && fact.role !== "third" && within(view, fact.timeMs, YEAR_MS),
  );
}

function countCourts(view: View, stages: readonly string[]): number {
  return defended(view)
    .filter((fact) => stages.includes(fact.stage) && !fact.ended)
    .reduce((sum, fact) => sum + fact.count, 0);
}

/** Entries of each stage since its last end: registers do not say which one ended. */
function openEntries(view: View, stages: readonly string[]): number {
  let open = 0;
  for (const stage of stages) {
    const entries = defended(view).filter((fact) => fact.stage === stage);
    const ended = Math.max(...entries.filter((fact) => fact.ended).map((fact) => fact.timeMs), -Infinity);
    for (const fact of entries) if (!fact.ended && fact.timeMs > ended) open += fact.count;
  }
  return open;
}
