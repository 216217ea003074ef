import { type Detector, type DetectorContext, isKind } from "#detectors/detector";
import { type EvidenceRow, evidenceOfRows, rememberRow } from "#detectors/evidence";
import { fenOf, formatFen, formatFenEn } from "#detectors/money";
import {
  addToRate,
  type Burst,
  burstOf,
  burstSeverity,
  createRate,
  formatExpected,
  type RatePrior,
  type RateState,
  sumRate,
} from "#detectors/rate-window";
import { makeRules } from "#detectors/rule";
import { analyseText } from "#detectors/text/analysis";
import { CATEGORY_MEANINGS, type Category } from "#detectors/text/lexicon";
import { dayNumberOf } from "#detectors/time";
import type { StreamEvent } from "#domain/event";

const ID = "complaint-burst";
const VERSION = 1;

export const COMPLAINT_DEFAULTS = {
  /** Windows (days) that are compared with the firm's own history. */
  windows: [1, 7, 30],
  /** Fewest complaints in a window that can be a burst. */
  minCount: 3,
  /** Ordinary rate before anything is known: 0.3 in 20 days, and worth no more than 20 days of history. */
  prior: { shape: 0.3, days: 20, memoryDays: 180 } satisfies RatePrior,
  /** 法释〔2022〕5号 art. 3: 100万元, 150人 (shown against, over 30 days; not a determination). */
  amountLimitFen: 100_000_000,
  peopleLimit: 150,
  /** Share of the limit from which the scale is a finding. */
  scaleFrom: 0.5,
  /** Complaint rows kept as evidence. */
  keptRows: 3,
};
export type ComplaintParameters = typeof COMPLAINT_DEFAULTS;

interface ComplaintState {
  rate: RateState;
  rows: EvidenceRow[];
}

const rules = makeRules(ID, VERSION, {
  rate: {
    dimension: "compliance",
    halfLifeDays: 30,
    zh: (f) => `近${f.days}日投诉 ${f.count} 起（常态 ${f.expected}）`,
    en: (f) => `${f.count} complaints in ${f.days} days (usually ${f.expected})`,
  },
  scale: {
    dimension: "compliance",
    halfLifeDays: 60,
    zh: (f) => `近30日投诉涉及 ${f.people} 人、${formatFen(Number(f.fen))}（追诉标准 150 人 / 100 万元）`,
    en: (f) =>
      `Complaints of 30 days involve ${f.people} people and ${formatFenEn(Number(f.fen))} (criminal threshold 150 people / CNY 1m)`,
  },
  wording: {
    dimension: "behaviour",
    halfLifeDays: 60,
    zh: (f) => `投诉反映${CATEGORY_MEANINGS[f.category as Category].zh}：“${f.term}”（${f.count} 起）`,
    en: (f) =>
      `Complaints speak of ${CATEGORY_MEANINGS[f.category as Category].en}: “${f.term}” (${f.count})`,
  },
});

/** Categories whose words in a complaint count by themselves; the rest of a complaint's wording is only its tone. */
const GRAVE: ReadonlySet<Category> = new Set([
  "absconding",
  "redemption",
  "fundraising",
  "pyramid",
  "fraud",
  "collapse",
]);

/** 虚假宣传, 账户冻结 … stand in many a consumer's complaint. */
const MIN_WEIGHT = 0.75;

export function createComplaintBurst(
  parameters: Partial<ComplaintParameters> = {},
): Detector<ComplaintState> {
  const p = { ...COMPLAINT_DEFAULTS, ...parameters };
  return {
    id: ID,
    version: VERSION,
    scope: "enterprise",
    kinds: ["complaint"],
    rules,
    create: () => ({ rate: createRate(), rows: [] }),
    apply(state, event, context) {
      if (!isKind(event, "complaint")) return;
      const { title, text, amount, people } = event.data;
      const day = dayNumberOf(event.timeMs);
      addToRate(state.rate, day, p.prior, 1, Math.max(0, fenOf(amount)), people ?? 1);
      rememberRow(state.rows, event, title || text || event.data.category || event.type, p.keptRows);
      const today = dayNumberOf(context.nowMs);
      raiseRate(state, today, context, p);
      raiseScale(state, today, context, p);
      raiseWording(state, event, context);
    },
  };
}

export const complaintBurst = createComplaintBurst();

function raiseRate(
  state: ComplaintState,
  day: number,
  context: DetectorContext,
  p: ComplaintParameters,
): void {
  let strongest: Burst | null = null;
  let severity = 0;
  for (const days of p.windows) {
    const burst = burstOf(state.rate, day, days, p.prior);
    const value = burstSeverity(burst, p.minCount);
    if (value > severity) {
      strongest = burst;
      severity = value;
    }
  }
  if (strongest === null) return;
  context.raise(rules.rate, {
    severity,
    figures: {
      days: strongest.windowDays,
      count: strongest.count,
      expected: formatExpected(strongest.expected),
    },
    evidence: evidenceOfRows(state.rows),
  });
}

function raiseScale(
  state: ComplaintState,
  day: number,
  context: DetectorContext,
  p: ComplaintParameters,
): void {
  const { count, fen, people } = sumRate(state.rate, day, 30);
  if (count < 2) return;
  const share = Math.max(fen / p.amountLimitFen, people / p.peopleLimit);
  if (share < p.scaleFrom) return;
  context.raise(rules.scale, {
    severity: Math.min(85, 30 + 25 * Math.log2(share / p.scaleFrom)),
    figures: { people, fen },
    evidence: evidenceOfRows(state.rows),
  });
}

function raiseWording(
  state: ComplaintState,
  event: StreamEvent<"complaint">,
  context: DetectorContext,
): void {
  const { title, text, category } = event.data;
  const words = [category, title, text].filter((part) => part !== undefined && part !== "").join("。");
  if (words === "") return;
  const analysis = analyseText(words);
  for (const [found, weight] of analysis.categories) {
    if (!GRAVE.has(found) || weight < MIN_WEIGHT) continue;
    const hit = analysis.hits.find((one) => one.category === found && one.weight === weight);
    if (hit === undefined) continue;
    const before = context.severityOf(rules.wording, found);
    const own = 0.55 * CATEGORY_MEANINGS[found].severity * weight;
    // Each further complaint of the same kind brings it nearer to the category's full severity.
    const further = before <= 0 ? 0 : before + (CATEGORY_MEANINGS[found].severity - before) * 0.25 * weight;
    const severity = Math.max(own, further);
    context.raise(rules.wording, {
      slot: found,
      severity,
      figures: {
        category: found,
        term: hit.term,
        count: Number(context.figuresOf(rules.wording, found)?.count ?? 0) + 1,
      },
      evidence: evidenceOfRows(state.rows),
    });
  }
}
