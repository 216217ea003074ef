import type { DetectorContext, Raise, Recipient } from "#detectors/detector";
import { hash64 } from "#detectors/hash";
import type { Figures, Rule } from "#detectors/rule";
import { round2 } from "#detectors/scoring";
import { findingUid, findSignal, MIN_SEVERITY, ruleKey, type Signal, severityAt } from "#detectors/signals";
import type { SubjectFacts } from "#detectors/subject";
import { DAY_MS } from "#detectors/time";
import type { DerivedEvent } from "#domain/detect";
import type { EnterpriseId, StreamEvent } from "#domain/event";
import type { Finding } from "#domain/finding";

/** Most steps touch nothing: they share one empty set. */
const NONE: ReadonlySet<string> = new Set();

/** One step under way: collects what the detectors say. Made for each step and then forgotten. */
export class StepContext implements DetectorContext {
  readonly key: string;
  readonly enterpriseId: EnterpriseId | null;
  readonly nowMs: number;
  readonly subject: SubjectFacts;
  readonly findings: Finding[] = [];
  readonly derived: DerivedEvent[] = [];
  /** Rules (by key) whose signals changed. */
  touched: ReadonlySet<string> = NONE;
  alerting = false;
  readonly #signals: Signal[];
  readonly #event: StreamEvent | null;
  readonly #district: string;
  readonly #cause: string;

  constructor(
    key: string,
    nowMs: number,
    event: StreamEvent | null,
    subject: SubjectFacts,
    signals: Signal[],
    enterpriseId: EnterpriseId | null,
    cause: string = event?.uid ?? `tick/${key}/${nowMs}`,
  ) {
    this.key = key;
    this.nowMs = nowMs;
    this.subject = subject;
    this.enterpriseId = enterpriseId;
    this.#signals = signals;
    this.#event = event;
    this.#cause = cause;
    this.#district = event?.district ?? subject.district ?? "000000";
  }

  raise(rule: Rule, raise: Raise): void {
    if (this.enterpriseId === null) return;
    const key = ruleKey(rule);
    const severity = round2(Math.max(0, Math.min(100, raise.severity)));
    if (!(severity >= MIN_SEVERITY)) return;
    let signal = findSignal(this.#signals, key, raise.slot);
    const before = signal === undefined ? 0 : severityAt(signal, rule, this.nowMs);
    const news =
      raise.always === true ||
      signal === undefined ||
      before < MIN_SEVERITY ||
      severity >= signal.e + rule.step ||
      this.nowMs - signal.n >= rule.renewDays * DAY_MS;
    if (signal === undefined) {
      const base = { r: key, s: 0, t: 0, f: raise.figures, o: "", e: 0, n: 0 };
      signal = raise.slot === undefined ? base : { ...base, k: raise.slot };
      this.#signals.push(signal);
    }
    // A decaying signal keeps the stronger of old and new; a held one follows the facts down as well.
    if (rule.halfLifeDays === null || severity >= before) {
      signal.s = severity;
      signal.t = this.nowMs;
      signal.f = raise.figures;
    }
    this.touch(key);
    if (!news) return;
    signal.o = raise.occasion ?? this.#cause;
    signal.e = severity;
    signal.n = this.nowMs;
    if (rule.alerts) this.alerting = true;
    this.findings.push({
      uid: findingUid(signal, this.key),
      enterpriseId: this.enterpriseId,
      detector: rule.detector,
      detectorVersion: rule.detectorVersion,
      rule: rule.id,
      dimension: rule.dimension,
      severity,
      timeMs: this.nowMs,
      reason: rule.zh(raise.figures),
      reasonEn: rule.en(raise.figures),
      figures: { ...raise.figures },
      evidence: raise.evidence ?? [],
      ...(raise.clause === undefined ? {} : { clause: raise.clause }),
    });
  }

  soften(rule: Rule, share: number, slot?: string): void {
    const key = ruleKey(rule);
    const signal = findSignal(this.#signals, key, slot);
    if (signal === undefined) return;
    signal.s = round2(severityAt(signal, rule, this.nowMs) * share);
    signal.t = this.nowMs;
    // The next rise from here is news.
    signal.e = signal.s;
    this.touch(key);
  }

  clear(rule: Rule, slot?: string): void {
    const key = ruleKey(rule);
    const at = this.#signals.findIndex((signal) => signal.r === key && signal.k === slot);
    if (at < 0) return;
    this.#signals.splice(at, 1);
    this.touch(key);
  }

  severityOf(rule: Rule, slot?: string): number {
    const signal = findSignal(this.#signals, ruleKey(rule), slot);
    return signal === undefined ? 0 : severityAt(signal, rule, this.nowMs);
  }

  figuresOf(rule: Rule, slot?: string): Figures | undefined {
    return findSignal(this.#signals, ruleKey(rule), slot)?.f;
  }

  derive(key: string, type: string, data: Record<string, unknown>, to?: Recipient, name = ""): void {
    const cause = this.#cause;
    // The root event's uid stays readable in front; what follows is of fixed length however long the chain.
    const root = cause.split(">", 1)[0] as string;
    this.derived.push({
      uid: `${root}>${hash64(`${cause}|${type}|${key}|${name}`)}`,
      kind: "derived",
      type,
      key,
      enterpriseId: to?.enterpriseId ?? null,
      district: to?.district ?? this.#district,
      source: "guanlan",
      timeMs: this.nowMs,
      timeInferred: this.#event?.timeInferred ?? false,
      simulated: this.#event?.simulated ?? false,
      hash: hash64(JSON.stringify(data)),
      ...(this.#event?.traceparent === undefined ? {} : { traceparent: this.#event.traceparent }),
      data,
    });
  }

  /** Its indicator must be told. */
  touch(rule: string): void {
    if (this.touched === NONE) this.touched = new Set();
    (this.touched as Set<string>).add(rule);
  }
}
