import type { GroupScore, IndicatorReading, WeighedModel } from "#detectors/finance/evaluation";
import type { View } from "#detectors/finance/input";
import { lateReports, missingReport } from "#detectors/finance/tables/punctuality";

/** A warning (预警) in words, with the rule that says so and its figures. */
export interface Warning {
  /** What it is about: stable, so that the same warning is not told twice. */
  readonly code: string;
  readonly level: "yellow" | "orange" | "red";
  readonly zh: string;
  readonly en: string;
  readonly rule: string;
  readonly figures: Readonly<Record<string, number>>;
}

export const WARNING_DEFAULTS = {
  /** Share of a limit from which nearness is told: of a ceiling, and of a floor, near which sound firms live. */
  nearFrom: 0.9,
  nearFloorFrom: 0.96,
  /** Months ahead in which a limit is reached if it goes on as in the last three. */
  reachesIn: 3,
  /** Risk of an indicator, or a group, that is told. */
  indicatorFrom: 85,
  groupFrom: 65,
  /** Forfeits expected next month. */
  probability: 0.12,
  probabilityRed: 0.25,
  /** Months that the cash lasts. */
  runwayMonths: 2,
  runwayMonthsRed: 1,
  principalFrom: 75,
};

interface Judged {
  readonly view: View;
  readonly indicators: readonly IndicatorReading[];
  readonly models: readonly WeighedModel[];
  readonly groups: readonly GroupScore[];
}

const ORDER = { red: 0, orange: 1, yellow: 2 } as const;

/** All warnings, gravest first. What is a fact (breach, missing report) comes before what a model says. */
export function warn(judged: Judged): Warning[] {
  const p = WARNING_DEFAULTS;
  const warnings = [
    ...warnLimits(judged.indicators),
    ...warnReports(judged.view),
    ...warnModels(judged.models),
    ...judged.indicators
      .filter(
        ({ limit, risk, id }) => limit === null && (risk ?? 0) >= p.indicatorFrom && id !== "report-missing",
      )
      .map((reading): Warning => {
        const value = sayValue(reading, reading.value as number);
        const before = reading.previous === null ? null : sayValue(reading, reading.previous);
        return {
          code: `indicator:${reading.id}`,
          level:
            reading.id === "criminal-case" ? "red" : (reading.risk as number) >= 95 ? "orange" : "yellow",
          zh: `${reading.zh} ${value}${before === null ? "" : `（上期 ${before}）`}，处于高风险区`,
          en: `${reading.en}: ${value}${before === null ? "" : ` (${before} before)`}, in the high range`,
          rule: `indicator ${reading.id}`,
          figures: { value: reading.value as number, risk: reading.risk as number },
        };
      }),
    ...judged.groups
      .filter(({ score }) => (score ?? 0) >= p.groupFrom)
      .map(
        (group): Warning => ({
          code: `group:${group.id}`,
          level: (group.score as number) >= 80 ? "orange" : "yellow",
          zh: `${group.zh}指标合计 ${group.score} 分，偏高`,
          en: `${group.en} indicators score ${group.score}: high`,
          rule: `group ${group.id}`,
          figures: { score: group.score as number },
        }),
      ),
  ];
  return warnings
    .map((warning, i) => ({ warning, i }))
    .sort((a, b) => ORDER[a.warning.level] - ORDER[b.warning.level] || a.i - b.i)
    .map(({ warning }) => warning);
}

function warnLimits(indicators: readonly IndicatorReading[]): Warning[] {
  const warnings: Warning[] = [];
  for (const reading of indicators) {
    const { limit, value } = reading;
    if (limit === null || limit.use === null) continue;
    const use = Math.round(limit.use * 1000) / 10;
    const measured = value === null ? "∞" : sayValue(reading, value);
    const doubt = limit.uncertain === null ? "" : "，条号待核";
    const bound = limit.op === "<=" ? ["上限", "ceiling"] : ["下限", "floor"];
    const words = {
      zh: `${reading.zh} ${measured}，${bound[0]} ${limit.words}，占用 ${use}%（${limit.clause}${doubt}）`,
      en: `${reading.en}: ${measured}, ${bound[1]} ${limit.words}, ${use}% used (${limit.clause})`,
    };
    const figures = { use: limit.use, ...(value === null ? {} : { value }), limit: limit.value };
    if (limit.state === "breached") {
      warnings.push({
        code: `breach:${reading.id}`,
        level: "red",
        zh: `突破监管限额：${words.zh}`,
        en: `Legal limit breached: ${words.en}`,
        rule: limit.clause,
        figures,
      });
      continue;
    }
    const months = monthsToLimit(reading);
    const nearFrom = limit.op === "<=" ? WARNING_DEFAULTS.nearFrom : WARNING_DEFAULTS.nearFloorFrom;
    if (limit.use >= nearFrom) {
      warnings.push({
        code: `near:${reading.id}`,
        level: months !== null && months <= 1 ? "orange" : "yellow",
        zh: `接近监管限额：${words.zh}`,
        en: `Near a legal limit: ${words.en}`,
        rule: limit.clause,
        figures,
      });
    } else if (months !== null && months <= WARNING_DEFAULTS.reachesIn && limit.use >= 0.7) {
      warnings.push({
        code: `trend:${reading.id}`,
        level: "yellow",
        zh: `按近三期趋势约 ${months} 个月后触及监管限额：${words.zh}`,
        en: `At the pace of three reports the limit is reached in about ${months} months: ${words.en}`,
        rule: limit.clause,
        figures: { ...figures, months },
      });
    }
  }
  return warnings;
}

/** Months until the limit if it goes on as over the last three reports; null when it does not come nearer. */
function monthsToLimit({ series, limit }: IndicatorReading): number | null {
  const last = series.slice(-4).filter((value): value is number => value !== null);
  if (limit === null || last.length < 4) return null;
  const step = ((last[3] as number) - (last[0] as number)) / 3;
  const left = limit.value - (last[3] as number);
  const towards = limit.op === "<=" ? step > 0 : step < 0;
  // A slope that the month's ordinary wobble makes is no trend: each step has to go the same way.
  const steady = last
    .slice(1)
    .every((value, i) => Math.sign(value - (last[i] as number)) === Math.sign(step));
  return towards && steady ? Math.max(1, Math.ceil(left / step)) : null;
}

function warnReports(view: View): Warning[] {
  const warnings: Warning[] = [];
  const missing = missingReport(view);
  if (missing !== null && missing.days > 0) {
    warnings.push({
      code: "report-missing",
      level: missing.days >= 30 ? "orange" : "yellow",
      zh:
        missing.period === null
          ? "从未报送监管月报，而同业均已报送"
          : `${missing.period} 月报应于 ${missing.dueOn} 报送，逾期未报 ${missing.days} 天`,
      en:
        missing.period === null
          ? "It never reported, while its peers do"
          : `The report of ${missing.period} was due on ${missing.dueOn}, missing for ${missing.days} days`,
      rule: "punctuality",
      figures: { days: missing.days },
    });
  }
  const late = lateReports(view);
  if (late.length >= 2) {
    warnings.push({
      code: "reports-late",
      level: "yellow",
      zh: `近12期中 ${late.length} 期迟报`,
      en: `${late.length} of the last 12 reports came late`,
      rule: "punctuality",
      figures: { count: late.length },
    });
  }
  return warnings;
}

function warnModels(models: readonly WeighedModel[]): Warning[] {
  const p = WARNING_DEFAULTS;
  const warnings: Warning[] = [];
  for (const { id, score, figures } of models) {
    const { probability, cover, runwayMonths, gap } = figures;
    if (probability !== undefined && probability >= p.probability) {
      const share = Math.round(probability * 1000) / 10;
      warnings.push({
        code: "model:default",
        level: probability >= p.probabilityRed ? "red" : "orange",
        zh: `违约风险：预计次月到期当票绝当率 ${share}%；建议停止向高折当率客户续当，逐笔核查逾期当票`,
        en: `Default: ${share}% of the tickets due next month are expected to be forfeited; stop renewing high loan-to-value tickets, check overdue ones`,
        rule: "model default",
        figures: { probability },
      });
    }
    if (id === "collateral" && cover !== undefined && cover < 1) {
      warnings.push({
        code: "model:collateral",
        level: cover < 0.85 ? "red" : "orange",
        zh: `抵押物：不利情景下变现值仅覆盖当金的 ${Math.round(cover * 1000) / 10}%；建议重新估价、降低折当率或追加当物`,
        en: `Collateral: in a bad case it covers ${Math.round(cover * 1000) / 10}% of what was lent; value it anew, lend less against it`,
        rule: "model collateral",
        figures: { cover },
      });
    }
    if (runwayMonths !== undefined && runwayMonths < p.runwayMonths) {
      warnings.push({
        code: "model:liquidity",
        level: runwayMonths < p.runwayMonthsRed ? "red" : "orange",
        zh: `流动性：现金仅可支撑 ${Math.round(runwayMonths * 10) / 10} 个月；建议暂停新增当金，落实到期资金来源`,
        en: `Liquidity: the cash lasts ${Math.round(runwayMonths * 10) / 10} months; pause new loans, secure funds for what falls due`,
        rule: "model liquidity",
        figures: { runwayMonths },
      });
    } else if (gap !== undefined && gap < -0.1) {
      warnings.push({
        code: "model:liquidity",
        level: "orange",
        zh: `流动性：90日内到期资金缺口率 ${Math.round(-gap * 1000) / 10}%`,
        en: `Liquidity: ${Math.round(-gap * 1000) / 10}% of what falls due in 90 days is not covered`,
        rule: "model liquidity",
        figures: { gap },
      });
    }
    if (id === "principal-components" && (score ?? 0) >= p.principalFrom) {
      warnings.push({
        code: "model:principal-components",
        level: (score as number) >= 90 ? "orange" : "yellow",
        zh: `主成分综合评价 ${Math.round((score as number) * 10) / 10} 分，明显高于同业中位（25 分）`,
        en: `Principal components: ${Math.round((score as number) * 10) / 10}, well above the middle of the peers (25)`,
        rule: "model principal-components",
        figures: { score: score as number },
      });
    }
  }
  return warnings;
}

function sayValue({ unit }: Pick<IndicatorReading, "unit">, value: number): string {
  const digits = (x: number, n: number): string => String(Math.round(x * 10 ** n) / 10 ** n);
  switch (unit) {
    case "ratio":
      return `${digits(value * 100, 1)}%`;
    case "monthly-rate":
      return `${digits(value * 1000, 1)}‰`;
    case "times":
      return `${digits(value, 2)}倍`;
    case "yuan":
      return `${Math.round(value).toLocaleString("en-US")}元`;
    case "days":
      return `${digits(value, 0)}天`;
    case "months":
      return `${digits(value, 1)}个月`;
    default:
      return digits(value, 1);
  }
}
