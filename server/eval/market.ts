import { createAnomaly, stepAnomaly } from "#detectors/anomaly/anomaly";
import { marketAnomaly } from "#detectors/market-anomaly/market-anomaly";
import { createSeries, SERIES_DEFAULTS, stepSeries } from "#detectors/market-anomaly/series";
import { createRegistry } from "#detectors/registry";
import type { EntityState, ScoreConfig } from "#domain/detect";
import { DEFAULT_WEIGHTS } from "#domain/dimension";
import type { EnterpriseId, StreamEvent } from "#domain/event";
import { DEFAULT_LEVEL_RULE, levelNumber } from "#domain/level";
import { enterpriseKey } from "#domain/partition";
import { dayOf } from "#domain/time";
import { dayMs, type Fall, MODELS, makePoints, type Point, SERIES_DAYS } from "#server/eval/market-series";

export interface MarketOptions {
  readonly seed: number;
  readonly series: number;
  /** Points a day, each measured apart: 0 is one close on working days. */
  readonly perDay: readonly number[];
}

const FALLS: readonly Fall[] = [5, 8, 12].flatMap((moves) =>
  [2, Number.POSITIVE_INFINITY].map((recoveryDays) => ({ day: 200, moves, recoveryDays })),
);
/** A judge learns before it is counted, and must notice a fall within so many days. */
const LEARNING_DAYS = 100;
const SOON_DAYS = 3;
const RAISED_DAYS = 10;
const CONFIG: ScoreConfig = { version: 1, weights: DEFAULT_WEIGHTS, levels: DEFAULT_LEVEL_RULE };
const ENTERPRISE = 1 as EnterpriseId;

/** How surprising each point is, on any scale that grows. */
type Judge = (points: readonly Point[]) => Float64Array;

const JUDGES: Readonly<Record<string, Judge>> = {
  "market-anomaly/series": (points) => {
    const [first] = points as [Point];
    const series = createSeries(...first);
    return Float64Array.from(points, ([at, value], i) =>
      i === 0 ? 0 : -Math.log10(stepSeries(series, at, value, SERIES_DEFAULTS).chance),
    );
  },
  anomaly: (points) => {
    const state = createAnomaly();
    return Float64Array.from(points, ([at, value]) => stepAnomaly(state, at, value).surprise);
  },
  "anomaly, alarms": (points) => {
    const state = createAnomaly();
    return Float64Array.from(points, ([at, value]) => {
      const { alarm, surprise } = stepAnomaly(state, at, value);
      return alarm > 0 ? surprise : 0;
    });
  },
  "anomaly, on log steps": (points) => {
    const state = createAnomaly();
    let before = Number.NaN;
    return Float64Array.from(points, ([at, value]) => {
      const step = Math.log(value / before);
      before = value;
      return stepAnomaly(state, at, step).surprise;
    });
  },
};

/** `eval market`: which judge of a series notices falls at one false day a series and year, and whom the detector raises. */
export function runMarket(
  { seed, series, perDay: spacings }: MarketOptions,
  say: (text: string) => void,
): object {
  const rows = MODELS.flatMap((model) =>
    spacings.map((perDay) => {
      const count = perDay > 10 ? Math.ceil(series / 5) : series;
      const make = (number: number, fall: Fall | null) => makePoints({ model, seed, number, perDay, fall });
      const row = {
        model,
        pointsPerDay: perDay === 0 ? "close" : perDay,
        series: count,
        noticed: Object.fromEntries(
          Object.entries(JUDGES).map(([name, judge]) => [name, measureJudge(judge, make, count)]),
        ),
        yellow: measureLevels(make, count),
      };
      say(`${model}, ${row.pointsPerDay} a day`);
      return row;
    }),
  );
  return {
    task: "market",
    seed,
    falls: FALLS.map(nameOf),
    rows,
    note: "noticed: % of falls with a day above the limit that sound days pass once a series and year. yellow: alarms of sound firms a year, and % of falls raised within ten days, where one or two metrics fall.",
  };
}

type Make = (number: number, fall: Fall | null) => Point[];

function measureJudge(judge: Judge, make: Make, count: number): Record<string, number> {
  const days: number[] = [];
  for (let number = 0; number < count; number++)
    days.push(...daysOf(make(number, null), judge, LEARNING_DAYS, SERIES_DAYS));
  days.sort((a, b) => b - a);
  const limit = days[Math.round((count * (SERIES_DAYS - LEARNING_DAYS)) / 365)] ?? 0;
  return Object.fromEntries(
    FALLS.map((fall) => {
      let noticed = 0;
      for (let number = 0; number < count; number++) {
        const days = daysOf(make(number, fall), judge, fall.day, fall.day + SOON_DAYS);
        if (Math.max(0, ...days) > limit) noticed++;
      }
      return [nameOf(fall), Math.round((100 * noticed) / count)];
    }),
  );
}

/** The most surprising point of each day between two days. */
function daysOf(points: readonly Point[], judge: Judge, fromDay: number, toDay: number): number[] {
  const said = judge(points);
  const days = new Map<string, number>();
  points.forEach(([at], i) => {
    if (at < dayMs(fromDay) || at >= dayMs(toDay)) return;
    const day = dayOf(at);
    days.set(day, Math.max(days.get(day) ?? 0, said[i] as number));
  });
  return [...days.values()];
}

function measureLevels(make: Make, count: number): object {
  let alarms = 0;
  for (let number = 0; number < count; number++) alarms += playFirm([make(number, null)]).length;
  const raised = (metrics: number) =>
    Object.fromEntries(
      FALLS.map((fall) => {
        let firms = 0;
        for (let number = 0; number < count; number++) {
          const series = Array.from({ length: metrics }, (_, metric) => make(number + 1000 * metric, fall));
          const from = dayMs(fall.day);
          if (playFirm(series).some((at) => at >= from && at < dayMs(fall.day + RAISED_DAYS))) firms++;
        }
        return [nameOf(fall), Math.round((100 * firms) / count)];
      }),
    );
  return {
    alarmsPerSoundFirmAndYear: Math.round(((1000 * alarms) / count / SERIES_DAYS) * 365) / 1000,
    oneMetric: raised(1),
    twoMetrics: raised(2),
  };
}

/** Times at which a firm with these series and nothing else rises from normal. */
function playFirm(series: readonly (readonly Point[])[]): number[] {
  const registry = createRegistry({ detectors: [marketAnomaly] });
  const key = enterpriseKey(ENTERPRISE);
  let state: EntityState = registry.create(key);
  const rises: number[] = [];
  const points = series.flatMap((one, metric) => one.map(([at, value]) => ({ at, value, metric })));
  points.sort((a, b) => a.at - b.at);
  points.forEach(({ at, value, metric }, i) => {
    while (state.dueMs !== null && state.dueMs < at)
      state = registry.tick(state, key, state.dueMs, CONFIG).state;
    const event: StreamEvent<"market"> = {
      uid: `eval/${i}`,
      kind: "market",
      type: "point",
      key,
      enterpriseId: ENTERPRISE,
      district: "310000",
      source: "eval",
      timeMs: at,
      timeInferred: false,
      receivedMs: at,
      simulated: true,
      hash: "",
      data: { metric: `指标${metric}`, value },
    };
    const { state: next, score, levelBefore } = registry.step(state, event, CONFIG);
    state = next;
    if (score !== null && levelBefore === "normal" && levelNumber(score.level.level) > 1) rises.push(at);
  });
  return rises;
}

function nameOf({ moves, recoveryDays }: Fall): string {
  return `${moves} moves, ${Number.isFinite(recoveryDays) ? `back in ${recoveryDays} days` : "stays"}`;
}
