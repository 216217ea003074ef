import { type Detector, isKind } from "#detectors/detector";
import { clip, evidenceOf } from "#detectors/evidence";
import { makeRules } from "#detectors/rule";

const ID = "local-organisation";
const VERSION = 1;

/** The derived event by which an evaluation tells the firm's own key what it warns of. */
export const EVALUATED_TYPE = "organisation.evaluated";

export interface ToldWarning {
  readonly code: string;
  readonly level: "yellow" | "orange" | "red";
  readonly zh: string;
  readonly en: string;
  readonly rule: string;
}

/** Most warnings that are told at a time, gravest first: a state holds 24 signals in all. */
export const MOST_TOLD = 6;

/**
 * A judgement and not a fact, so the dimension 基本 alone (weight 0.15) holds it at yellow: breaches, missing reports
 * and cases are raised by the compliance detector, in the event's own transaction, and are not told again here.
 */
const SEVERITY = { yellow: 30, orange: 45, red: 60 } as const;

interface WarningState {
  /** Codes that are raised. */
  told: string[];
}

const rules = makeRules(ID, VERSION, {
  warning: {
    dimension: "basic",
    halfLifeDays: null,
    renewDays: 30,
    zh: (f) => String(f.zh),
    en: (f) => String(f.en),
  },
});

/** Whether a warning is the evaluation's own, and no fact that is raised elsewhere. */
export function isTold(code: string): boolean {
  return /^(model|indicator|group):/.test(code) && code !== "indicator:criminal-case";
}

/** Turns the warnings of an evaluation into signals of the enterprise, and ends those that it no longer has. */
export const organisationWarning: Detector<WarningState> = {
  id: ID,
  version: VERSION,
  scope: "enterprise",
  kinds: ["derived"],
  derivedTypes: [EVALUATED_TYPE],
  rules,
  create: () => ({ told: [] }),
  apply(state, event, context) {
    if (!isKind(event, "derived") || event.type !== EVALUATED_TYPE) return;
    const { period, warnings } = event.data as { period: string | null; warnings: readonly ToldWarning[] };
    const raised = warnings.slice(0, MOST_TOLD);
    for (const code of state.told)
      if (!raised.some((warning) => warning.code === code)) context.clear(rules.warning, code);
    for (const warning of raised) {
      context.raise(rules.warning, {
        slot: warning.code,
        severity: SEVERITY[warning.level],
        figures: {
          zh: clip(warning.zh, 100),
          en: clip(warning.en, 120),
          period: period ?? "",
          by: warning.rule,
        },
        evidence: [evidenceOf(event, warning.zh)],
      });
    }
    state.told = raised.map((warning) => warning.code);
  },
};
