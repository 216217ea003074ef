import { raiseFiling, tickFilings } from "#detectors/compliance/filing";
import { COMPLIANCE_DEFAULTS, type ComplianceParameters } from "#detectors/compliance/parameters";
import { COMPLIANCE_ID, COMPLIANCE_VERSION, complianceRules as rules } from "#detectors/compliance/rules";
import { type ComplianceState, nextDueDay } from "#detectors/compliance/state";
import { type Detector, type DetectorContext, isKind } from "#detectors/detector";
import { clip, evidenceOf } from "#detectors/evidence";
import { fenOf, formatFen } from "#detectors/money";
import { addToRate, burstOf, burstSeverity, createRate, formatExpected } from "#detectors/rate-window";
import { dayNumberOf, dayStartMs } from "#detectors/time";
import type { StreamEvent } from "#domain/event";

/** Courts, penalties, taxes and supervisory filings: what officials have put on record. */
export function createCompliance(parameters: Partial<ComplianceParameters> = {}): Detector<ComplianceState> {
  const p = { ...COMPLIANCE_DEFAULTS, ...parameters };
  return {
    id: COMPLIANCE_ID,
    version: COMPLIANCE_VERSION,
    scope: "enterprise",
    kinds: ["judicial", "penalty", "tax", "filing"],
    rules,
    create: () => ({ cases: createRate(), dues: [], uses: {} }),
    apply(state, event, context) {
      if (isKind(event, "judicial")) raiseJudicial(state, event, context, p);
      else if (isKind(event, "penalty")) raisePenalty(event, context);
      else if (isKind(event, "tax")) raiseTax(event, context);
      else if (isKind(event, "filing")) raiseFiling(state, event, context, p);
    },
    tick: tickFilings,
    due(state) {
      const day = nextDueDay(state);
      return day === null ? null : dayStartMs(day);
    },
  };
}

export const compliance = createCompliance();

/** Registers tell the end of an entry by the type: judicial.removed, penalty.lifted, 移出. */
export function isEnded(event: Pick<StreamEvent, "type">): boolean {
  return /removed|lifted|closed|revoked|acquitted|移出|撤销|解除|屏蔽/.test(event.type);
}

function raiseJudicial(
  state: ComplianceState,
  event: StreamEvent<"judicial">,
  context: DetectorContext,
  p: ComplianceParameters,
): void {
  const { stage, caseNo, cause, court, role, amount, count } = event.data;
  const fen = Math.max(0, fenOf(amount));
  const words = [court, caseNo, cause, fen > 0 ? formatFen(fen) : undefined]
    .filter((part) => part !== undefined)
    .join(" ");
  const evidence = [evidenceOf(event, words === "" ? event.type : words)];
  const shortCause = clip(cause ?? "", 30);
  if (isEnded(event)) {
    if (stage === "criminal-filed") context.clear(rules.criminal);
    if (stage === "dishonest") context.clear(rules.dishonest);
    if (stage === "enforcement") context.clear(rules.enforcement);
    return;
  }
  if (stage === "criminal-filed") {
    context.raise(rules.criminal, { severity: 97, figures: { cause: shortCause }, evidence, always: true });
    return;
  }
  // A firm that sues is no risk for that.
  if (role === "plaintiff" || role === "third") return;
  const number = count ?? 1;
  addToRate(state.cases, dayNumberOf(event.timeMs), p.prior, number, fen);
  const byAmount = fen <= 0 ? 0 : Math.min(25, Math.max(0, 6 * Math.log10(fen / 1_000_000)));
  if (stage === "dishonest") {
    context.raise(rules.dishonest, { severity: 66 + byAmount / 2, figures: { fen }, evidence, always: true });
  } else if (stage === "enforcement") {
    const before = Number(context.figuresOf(rules.enforcement)?.count ?? 0);
    const total = (context.severityOf(rules.enforcement) > 0 ? before : 0) + number;
    context.raise(rules.enforcement, {
      severity: Math.min(72, 34 + byAmount + 7 * Math.log2(total)),
      figures: { count: total, fen },
      evidence,
      always: true,
    });
  } else if (stage === "judgment" && role === "defendant") {
    context.raise(rules.judgment, {
      severity: 20 + byAmount,
      figures: { fen, cause: shortCause },
      evidence,
      always: true,
    });
  }
  const today = dayNumberOf(context.nowMs);
  for (const days of [30, 7]) {
    const burst = burstOf(state.cases, today, days, p.prior);
    const severity = burstSeverity(burst, p.minCases);
    if (severity <= 0) continue;
    const figures = { days, count: burst.count, expected: formatExpected(burst.expected) };
    context.raise(rules.cases, { severity: severity * 0.8, figures, evidence });
    return;
  }
}

const PENALTY_SEVERITY = { administrative: 12, "serious-violation": 62, blacklist: 66 } as const;

function raisePenalty(event: StreamEvent<"penalty">, context: DetectorContext): void {
  const { category, reason, amount, authority, documentNo } = event.data;
  const fen = Math.max(0, fenOf(amount));
  const words = [authority, documentNo, reason, fen > 0 ? formatFen(fen) : undefined].filter(
    (part) => part !== undefined,
  );
  const evidence = [evidenceOf(event, words.length === 0 ? event.type : words.join(" "))];
  const short = clip(reason ?? "", 30);
  if (category === "abnormal-operation") {
    if (isEnded(event)) context.clear(rules["abnormal-list"]);
    else
      context.raise(rules["abnormal-list"], {
        severity: 36,
        figures: { reason: short },
        evidence,
        always: true,
      });
    return;
  }
  if (isEnded(event)) {
    context.clear(rules.penalty, category);
    return;
  }
  const byAmount = fen <= 0 ? 8 : Math.min(36, Math.max(0, 7 * Math.log10(fen / 100_000)));
  const before = context.severityOf(rules.penalty, category);
  const own = Math.min(80, PENALTY_SEVERITY[category] + byAmount);
  // A further penalty of the same sort adds a quarter of what is left below twice its own weight.
  const further = before > 0 ? before + Math.max(0, Math.min(90, 2 * own) - before) * 0.25 : 0;
  context.raise(rules.penalty, {
    slot: category,
    severity: Math.max(own, further),
    figures: { category, reason: short, fen },
    evidence,
    always: true,
  });
}

function raiseTax(event: StreamEvent<"tax">, context: DetectorContext): void {
  const { item, arrears, periodStart, periodEnd } = event.data;
  if (arrears === undefined) return;
  const slot = clip(item, 30);
  const fen = fenOf(arrears);
  if (fen <= 0) {
    context.clear(rules.arrears, slot);
    return;
  }
  context.raise(rules.arrears, {
    slot,
    severity: Math.min(62, Math.max(12, 22 + 9 * Math.log10(fen / 1_000_000))),
    figures: { item: slot, fen },
    evidence: [evidenceOf(event, `${item} ${periodStart ?? ""}–${periodEnd ?? ""} 欠缴 ${formatFen(fen)}`)],
  });
}
