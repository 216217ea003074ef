import type { FinanceKind } from "#domain/finance-kind";
import type { NatureSource } from "#domain/nature";

/** One stored event of the enterprise; `data` as the event schemas have it. */
export interface NatureEvent {
  readonly uid: string;
  readonly kind: NatureSource;
  readonly timeMs: number;
  readonly source: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** What the register and the licence data say at present. */
export interface NatureSubject {
  readonly name: string;
  readonly scope: string | null;
  readonly licences: readonly string[];
  readonly financeKind: FinanceKind | null;
  readonly status: string;
}

export interface NatureInput {
  readonly subject: NatureSubject;
  /** Newest first, withdrawn ones left out. */
  readonly events: readonly NatureEvent[];
}

/** A sentence of a source that a point stands on. */
export interface Sentence {
  readonly text: string;
  readonly eventUid: string;
  readonly kind: NatureSource;
  readonly source: string;
  readonly channel: string | null;
  readonly timeMs: number;
}

export interface Words {
  readonly zh: string;
  readonly en: string;
}

/** One ground of a rating. The weights (0–1) of all grounds make the score. */
export interface NaturePoint {
  readonly id: string;
  readonly words: Words;
  readonly weight: number;
  readonly source: NatureSource;
  readonly sentences: readonly Sentence[];
}

export interface NatureDraft {
  readonly points: readonly NaturePoint[];
  /** What would have to be known for a firmer word. */
  readonly unknown: readonly Words[];
}

export const NATURE_DEFAULTS = {
  /** One-year LPR in percent (3.0 since 2025-05-20). */
  lprPercent: 3,
  /** Sentences that one point shows. */
  keptSentences: 4,
  /** Share of the people concerned that complain: assumed, low – middle – high; see the page. */
  complainingShare: { low: 0.05, middle: 0.2, high: 0.5 },
  /** Sales posts in one advertisement that are a crowd. */
  salesPosts: 20,
};
export type NatureParameters = typeof NATURE_DEFAULTS;
