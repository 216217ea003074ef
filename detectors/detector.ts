import type { Figures, Rule } from "#detectors/rule";
import type { SubjectFacts } from "#detectors/subject";
import type { EnterpriseId, EventKind, StreamEvent } from "#domain/event";
import type { Evidence } from "#domain/finding";
import type { Level } from "#domain/level";

/** What a detector says when it notices something. */
export interface Raise {
  /** 0–100 inside the rule's dimension. */
  readonly severity: number;
  readonly figures: Figures;
  /** Tells apart several signals of one rule, as the metric or the category. */
  readonly slot?: string;
  readonly evidence?: readonly Evidence[];
  /** What tripped it, for the finding's identity, where it is not the event in hand (as a missed date). */
  readonly occasion?: string;
  readonly clause?: string;
  /** A fact (a judgment, a breach): a finding each time, not only when it is news. */
  readonly always?: boolean;
}

/** What a detector may see and do during one step. */
export interface DetectorContext {
  readonly key: string;
  readonly enterpriseId: EnterpriseId | null;
  /** Highest event time so far; on a tick the tick's time. Never a clock. */
  readonly nowMs: number;
  /** What is known of the enterprise before this event. */
  readonly subject: SubjectFacts;
  raise(rule: Rule, raise: Raise): void;
  /** Leaves `share` (0–1) of a signal: what it stands on was refuted. */
  soften(rule: Rule, share: number, slot?: string): void;
  /** Ends a held signal. */
  clear(rule: Rule, slot?: string): void;
  /** Present severity of a signal, 0 when none. */
  severityOf(rule: Rule, slot?: string): number;
  /** Figures that a signal stands on, undefined when none. */
  figuresOf(rule: Rule, slot?: string): Figures | undefined;
  /** Sends an event to another key. `name` tells apart several to the same key. */
  derive(key: string, type: string, data: Record<string, unknown>, to?: Recipient, name?: string): void;
}

/** The enterprise that a derived event is for; left out for a meeting point (address, party). */
export interface Recipient {
  readonly enterpriseId: EnterpriseId;
  readonly district: string;
}

/** The score without the association dimension: what the enterprise is by itself. */
export interface OwnScore {
  readonly ownTotal: number;
  readonly forced: Level | null;
}

/** "enterprise" keys are e:<id>; "meeting" keys (a:<address>, c:<party>) gather what enterprises share. */
export type Scope = "enterprise" | "meeting";

/**
 * A pure reducer: state and event in, changed state and signals out. No I/O, clock or randomness; state is plain
 * JSON and bounded. State may be changed in place.
 */
export interface Detector<S = unknown> {
  readonly id: string;
  /** Raised when state or meaning changes: states are then rebuilt from events. */
  readonly version: number;
  /** Trained models that it reads with, by version; other ones make other states. */
  readonly models?: string;
  readonly scope: Scope;
  readonly kinds: readonly EventKind[];
  /** Types of derived events that it reads. */
  readonly derivedTypes?: readonly string[];
  readonly rules: Readonly<Record<string, Rule>>;
  create(): S;
  apply(state: S, event: StreamEvent, context: DetectorContext): void;
  tick?(state: S, context: DetectorContext): void;
  /**
   * After the score: for what depends on it (telling others). Called for an enterprise that has this detector's state,
   * or whose own total reaches `wakesAt`, or whose level is forced.
   */
  afterScore?(state: S, own: OwnScore, context: DetectorContext): void;
  readonly wakesAt?: number;
  /**
   * After a rebuild: what others were told from the state before (`previous`) and that no longer holds must be told
   * again. `state` is undefined when the rebuilt history never woke this detector.
   */
  reconcile?(previous: S, state: S | undefined, context: DetectorContext): void;
  /** When time alone may change something in its state, ms; null when never. */
  due?(state: S): number | null;
}

/** Narrows an event to its kind: `data` is then typed. */
export function isKind<K extends EventKind>(event: StreamEvent, kind: K): event is StreamEvent<K> {
  return event.kind === kind;
}
