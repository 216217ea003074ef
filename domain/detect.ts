import type { Dimension, DimensionScores, Weights } from "#domain/dimension";
import type { EnterpriseId, StreamEvent } from "#domain/event";
import type { Finding } from "#domain/finding";
import type { Level, LevelRule, LevelState } from "#domain/level";

/** What the approved configuration (weights, bands, hysteresis) says; `version` goes with every score. */
export interface ScoreConfig {
  readonly version: number;
  readonly weights: Weights;
  readonly levels: LevelRule;
}

/** One of the (at most three) strongest reasons of a score. */
export interface Reason {
  readonly findingUid: string | null;
  readonly dimension: Dimension;
  readonly text: string;
  readonly textEn: string;
  /** Points of the total score that it carries. */
  readonly points: number;
}

export interface Score {
  readonly total: number;
  readonly dimensions: DimensionScores;
  /** The official level: it falls only when a person releases it (复核). */
  readonly level: LevelState;
  /** Where the score alone would stand, under hysteresis; absent where that is the official level. */
  readonly band?: LevelState;
  /** What a fact (criminal case, legal breach) forces at least; absent where none does. */
  readonly forced?: Level;
  readonly reasons: readonly Reason[];
  readonly configVersion: number;
  readonly modelVersion: string;
  readonly timeMs: number;
}

/**
 * All that is kept for one entity key between events. JSON-serialisable, bounded (<= 8 KB typical).
 * `version` is the registry's: on another version the state is rebuilt from events.
 */
export interface EntityState {
  readonly version: string;
  /** Highest event time applied. An event older than this by more than the lateness allowance causes a rebuild. */
  watermarkMs: number;
  /** State of each detector by its id. */
  detectors: Record<string, unknown>;
  score: Score | null;
  /** When time alone may change something (decay step, silence, missing filing); null when never. */
  dueMs: number | null;
}

export interface IndicatorChange {
  readonly id: string;
  readonly dimension: Dimension;
  /** 0–100. */
  readonly value: number;
}

export interface AlertDraft {
  /** Stable identity, so that a replay makes the same alert once. */
  readonly uid: string;
  readonly enterpriseId: EnterpriseId;
  readonly from: Level;
  readonly to: Level;
  readonly score: number;
  readonly timeMs: number;
  readonly reasons: readonly Reason[];
  readonly findingUids: readonly string[];
}

/** An event for another key, sent through the stream again after commit. Its uid derives from the cause's. */
export type DerivedEvent = Omit<StreamEvent<"derived">, "receivedMs">;

export interface StepResult {
  readonly state: EntityState;
  readonly findings: readonly Finding[];
  readonly indicators: readonly IndicatorChange[];
  /** The new score, when total (by >= 0.01), level or reasons changed; else null. */
  readonly score: Score | null;
  /** The level before, when it changed; else null. */
  readonly levelBefore: Level | null;
  readonly alerts: readonly AlertDraft[];
  readonly derived: readonly DerivedEvent[];
}

/**
 * The detectors as the pipeline sees them. `step` may reuse the state object it is given: the caller treats the old
 * one as consumed. Both are deterministic and read no clock.
 */
export interface DetectorRegistry {
  readonly version: string;
  /** How late (ms) an event may be and still be folded in without a rebuild. */
  readonly latenessMs: number;
  create(key: string): EntityState;
  step(state: EntityState, event: StreamEvent, config: ScoreConfig): StepResult;
  /** Time passes: decay, silence, missing filings. */
  tick(state: EntityState, key: string, nowMs: number, config: ScoreConfig): StepResult;
  /**
   * The same signals under a configuration that is in force from `atMs` on: no detector runs, no time passes, nobody is
   * alerted. Changes score and due time of the state in place; a state without a score stays.
   */
  rescore(state: EntityState, key: string, config: ScoreConfig, atMs: number): void;
}
