import { type ComplianceParameters, MISSING_STAGES } from "#detectors/compliance/parameters";
import { complianceRules as rules } from "#detectors/compliance/rules";
import type { ComplianceState, FilingDue } from "#detectors/compliance/state";
import type { DetectorContext } from "#detectors/detector";
import { clip, evidenceOf } from "#detectors/evidence";
import { memoise } from "#detectors/memo";
import { analyseText } from "#detectors/text/analysis";
import { CATEGORY_MEANINGS } from "#detectors/text/lexicon";
import { dayNumberOf, formatDay, parseDateMs } from "#detectors/time";
import type { StreamEvent } from "#domain/event";
import { isLocalKind, type LocalKind } from "#domain/finance-kind";
import { citeLimit, type LegalLimit, limitsFor, measureLimit } from "#domain/legal-limit";
import { addMonths } from "#domain/time";

export function raiseFiling(
  state: ComplianceState,
  event: StreamEvent<"filing">,
  context: DetectorContext,
  p: ComplianceParameters,
): void {
  raiseTimeliness(state, event, context, p);
  raiseLimits(state, event, context, p);
  raiseAdverse(event, context);
}

/** A notice of what is due has no figures and no status of receipt; anything else is the filing itself. */
function isNotice(event: StreamEvent<"filing">): boolean {
  const { figures, status, dueOn } = event.data;
  if (dueOn === undefined || Object.keys(figures).length > 0) return false;
  return status === undefined || /未报|待报|应报|due|expected|pending/i.test(status);
}

function raiseTimeliness(
  state: ComplianceState,
  event: StreamEvent<"filing">,
  context: DetectorContext,
  p: ComplianceParameters,
): void {
  const { form, period = "", dueOn } = event.data;
  const due = parseDateMs(dueOn);
  const dueDay = due === null ? null : dayNumberOf(due);
  if (isNotice(event)) {
    if (dueDay !== null) expect(state, [form, period, dueDay, 0, 0], p.keptDues);
    return;
  }
  const at = state.dues.findIndex(([oneForm, onePeriod]) => oneForm === form && onePeriod === period);
  const known = at < 0 ? null : (state.dues[at] as FilingDue);
  if (at >= 0) state.dues.splice(at, 1);
  context.clear(rules["filing-missing"], slotOf(form, period));
  const limitDay = dueDay ?? known?.[2] ?? null;
  if (limitDay === null) return;
  const days = dayNumberOf(event.timeMs) - limitDay;
  if (days > 0) {
    context.raise(rules["filing-late"], {
      severity: Math.min(45, 12 + 8 * Math.log2(1 + days / 5)),
      figures: { form: clip(form, 30), period, days },
      evidence: [evidenceOf(event, `${form} ${period} 应报 ${formatDay(limitDay)}`)],
    });
  }
  const next = nextPeriod(period);
  if (next !== null) {
    const nextDue = parseDateMs(addMonths(formatDay(limitDay), next.months));
    if (nextDue !== null) expect(state, [form, next.period, dayNumberOf(nextDue), 0, 1], p.keptDues);
  }
}

/** Said by the source stands over inferred from the last period. */
function expect(state: ComplianceState, due: FilingDue, kept: number): void {
  const at = state.dues.findIndex(([form, period]) => form === due[0] && period === due[1]);
  if (at >= 0) {
    if (due[4] === 0) state.dues[at] = due;
    return;
  }
  state.dues.push(due);
  if (state.dues.length > kept) state.dues.shift();
}

/** "2025-03" → "2025-04", "2025Q4" → "2026Q1", "2025" → "2026"; null for any other form. */
export function nextPeriod(period: string): { period: string; months: number } | null {
  const month = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(period);
  if (month !== null) return { period: addMonths(`${period}-01`, 1).slice(0, 7), months: 1 };
  const quarter = /^(\d{4})-?Q([1-4])$/i.exec(period);
  if (quarter !== null) {
    const [year, n] = [Number(quarter[1]), Number(quarter[2])];
    const separator = period.includes("-") ? "-" : "";
    return { period: n === 4 ? `${year + 1}${separator}Q1` : `${year}${separator}Q${n + 1}`, months: 3 };
  }
  if (/^\d{4}$/.test(period)) return { period: String(Number(period) + 1), months: 12 };
  return null;
}

function slotOf(form: string, period: string): string {
  return `${clip(form, 30)} ${period}`;
}

/** Time has passed: filings that did not come. The finding's identity is the filing, not the tick that noticed. */
export function tickFilings(state: ComplianceState, context: DetectorContext): void {
  const today = dayNumberOf(context.nowMs);
  for (const due of state.dues) {
    const [form, period, dueDay, told, assumed] = due;
    let stage = told;
    while (
      stage < MISSING_STAGES.length &&
      today >= dueDay + (MISSING_STAGES[stage] as readonly [number, number])[0]
    )
      stage++;
    if (stage === told) continue;
    due[3] = stage;
    const [, severity] = MISSING_STAGES[stage - 1] as readonly [number, number];
    context.raise(rules["filing-missing"], {
      slot: slotOf(form, period),
      severity: assumed === 1 ? severity * 0.7 : severity,
      figures: { form: clip(form, 30), period, due: formatDay(dueDay), days: today - dueDay, assumed },
      occasion: `${dueDay}+${stage}`,
    });
  }
}

function raiseLimits(
  state: ComplianceState,
  event: StreamEvent<"filing">,
  context: DetectorContext,
  p: ComplianceParameters,
): void {
  const { figures } = event.data;
  const kind = kindOf(event, context);
  if (kind === null || Object.keys(figures).length === 0) return;
  for (const limit of limitsOn(kind, dayNumberOf(event.timeMs), event.district)) {
    const reading = measureLimit(limit, figures);
    // Not reported is unknown: what was known before stands.
    if (reading.state === "unknown") continue;
    // The edition of a rule may change between two reports; the limit is the same.
    const slot = limit.id.replace(/\.\d{4}$/, "");
    if (reading.state === "not-applicable") {
      context.clear(rules["limit-breach"], slot);
      context.clear(rules["limit-near"], slot);
      delete state.uses[slot];
      continue;
    }
    const use = Number.isFinite(reading.use) ? Math.round(reading.use * 1000) / 10 : 9999;
    const before = state.uses[slot];
    state.uses[slot] = use;
    const words = {
      limit: limit.id,
      measured: Number.isFinite(reading.measured) ? Number(reading.measured.toPrecision(4)) : "∞",
      use,
      ...(before === undefined ? {} : { before }),
    };
    const evidence = [evidenceOf(event, figuresInWords(event, limit))];
    if (reading.state === "breached") {
      context.clear(rules["limit-near"], slot);
      context.raise(rules["limit-breach"], {
        slot,
        severity: 60 + 28 * Math.min(1, Math.log2(Math.min(reading.use, 4))),
        figures: words,
        evidence,
        clause: citeLimit(limit),
      });
    } else {
      context.clear(rules["limit-breach"], slot);
      if (reading.use >= p.nearFrom) {
        const severity = 12 + (18 * (reading.use - p.nearFrom)) / (1 - p.nearFrom);
        context.raise(rules["limit-near"], {
          slot,
          severity,
          figures: words,
          evidence,
          clause: citeLimit(limit),
        });
      } else context.clear(rules["limit-near"], slot);
    }
  }
}

const limitsByKey = memoise((key): readonly LegalLimit[] => {
  const [kind, day, region] = key.split("|") as [LocalKind, string, string];
  return limitsFor(kind, formatDay(Number(day)), region);
}, 2000);

function limitsOn(kind: LocalKind, day: number, region: string): readonly LegalLimit[] {
  return limitsByKey(`${kind}|${day}|${region}`);
}

function figuresInWords(event: StreamEvent<"filing">, limit: LegalLimit): string {
  const { form, period = "", figures } = event.data;
  const names = [limit.figure, limit.of].filter((name): name is string => name !== null);
  return `${form} ${period} ${names.map((name) => `${name}=${figures[name]}`).join(" ")}`;
}

const KIND_WORDS: readonly (readonly [RegExp, LocalKind])[] = [
  [/microloan|小额贷款|小贷/i, "microloan"],
  [/factoring|保理/i, "factoring"],
  [/leasing|租赁/i, "leasing"],
  [/guarantee|担保/i, "guarantee"],
  [/pawn|典当/i, "pawn"],
];

/** The register says what kind of organisation it is; before it did, the name of the form tells. */
function kindOf(event: StreamEvent<"filing">, context: DetectorContext): LocalKind | null {
  const known = context.subject.financeKind;
  if (known !== undefined && isLocalKind(known)) return known;
  return kindOfForm(event.data.form);
}

const kindOfForm = memoise((form): LocalKind | null => {
  for (const [pattern, kind] of KIND_WORDS) if (pattern.test(form)) return kind;
  return null;
}, 2000);

/** A ledger that says why a platform is troubled: 跑路, 提现困难, 停业. */
function raiseAdverse(event: StreamEvent<"filing">, context: DetectorContext): void {
  const { form, status = "", note = "" } = event.data;
  if (status === "" && note === "") return;
  const analysis = analyseText(`${status}。${note}`);
  for (const [category, weight] of analysis.categories) {
    const hit = analysis.hits.find((one) => one.category === category && one.weight === weight);
    if (hit === undefined || weight < 0.5) continue;
    context.raise(rules["filing-adverse"], {
      slot: category,
      severity: CATEGORY_MEANINGS[category].severity * 0.8 * weight,
      figures: { form: clip(form, 30), category, term: hit.term },
      evidence: [evidenceOf(event, `${form} ${status} ${note}`)],
    });
  }
}
