import type { Dimension } from "#domain/dimension";
import type { EnterpriseId } from "#domain/event";

/** A row that proves a finding, copied and frozen when the finding is made; it outlives the event's retention. */
export interface Evidence {
  readonly eventUid: string;
  readonly kind: string;
  readonly timeMs: number;
  /** One line of the source's own words or figures. */
  readonly text: string;
  readonly source: string;
}

/** What a detector noticed. Deterministic: the same events give the same findings with the same `uid`. */
export interface Finding {
  /** Stable identity: detector, rule, entity, and the event that tripped it. */
  readonly uid: string;
  readonly enterpriseId: EnterpriseId;
  readonly detector: string;
  readonly detectorVersion: number;
  /** Rule inside the detector, as "complaint-rate". Its words on screen are looked up by `detector.rule`. */
  readonly rule: string;
  readonly dimension: Dimension;
  /** 0–100: how much it weighs inside its dimension when made. */
  readonly severity: number;
  readonly timeMs: number;
  /** The sentence in zh-CN, with its figures: 近30日投诉 14 起（常态 1.2）. */
  readonly reason: string;
  readonly reasonEn: string;
  readonly figures: Readonly<Record<string, number | string>>;
  readonly evidence: readonly Evidence[];
  /** A cited clause when it is a legal breach: a fact, not a model output. */
  readonly clause?: string;
}
