import {
  FEATURES_OF_CATEGORY,
  FEATURES_OF_RULE,
  FEATURES_OF_WORDING,
  RULES_ABOUT_OTHERS,
} from "#detectors/risk-features/feature-rules";
import { analyseText } from "#detectors/text/analysis";
import { RISK_FEATURE_IDS, type RiskFeatureId } from "#domain/risk-feature";

/** Raised when the same findings would give other features: stored ones are then recognised anew. */
export const FEATURE_VERSION = 1;

/** What is at present known against the enterprise by one rule. */
export interface FeatureIndicator {
  /** "<detector>.<rule>". */
  readonly id: string;
  /** 0–100, decayed to now. */
  readonly value: number;
}

/** A stored finding, as far as features are read from it. */
export interface FeatureFinding {
  readonly id: number;
  readonly detector: string;
  readonly rule: string;
  readonly reason: string;
  readonly figures: Readonly<Record<string, string | number>>;
  readonly evidence: readonly { readonly text: string }[];
}

export interface RecognisedFeature {
  readonly feature: RiskFeatureId;
  /** 0–100: the strongest indicator that shows it. */
  readonly strength: number;
  /** "rule": a rule says it by itself; "text": the words of a finding do. */
  readonly by: "rule" | "text";
  /** Findings behind it, in the order given. */
  readonly findingIds: readonly number[];
}

export const RISK_FEATURE_DEFAULTS = {
  /** An indicator below this (0–100) has faded too far to be a feature. */
  minValue: 5,
  /** Weight (0–1) of a lexicon category in a finding's words from which it counts. */
  minWeight: 0.5,
  /** Newest findings of one rule whose words are read: older ones repeat them. */
  readFindings: 3,
  /** Findings that one feature names. */
  keptFindings: 5,
};

interface Draft {
  strength: number;
  by: "rule" | "text";
  findingIds: number[];
}

/**
 * Features of one enterprise, strongest first: from the rules that are active and from the words of their findings
 * (newest first, not retracted). A rule whose indicator has faded brings nothing, however many findings it left.
 */
export function recogniseFeatures(
  indicators: readonly FeatureIndicator[],
  findings: readonly FeatureFinding[],
  p = RISK_FEATURE_DEFAULTS,
): RecognisedFeature[] {
  const values = new Map(
    indicators.filter(({ value }) => value >= p.minValue).map((one) => [one.id, one.value]),
  );
  const drafts = new Map<RiskFeatureId, Draft>();
  const add = (feature: RiskFeatureId, strength: number, by: Draft["by"], findingId: number | null): void => {
    const draft = drafts.get(feature) ?? { strength: 0, by, findingIds: [] };
    draft.strength = Math.max(draft.strength, strength);
    if (by === "rule") draft.by = "rule";
    if (
      findingId !== null &&
      !draft.findingIds.includes(findingId) &&
      draft.findingIds.length < p.keptFindings
    )
      draft.findingIds.push(findingId);
    drafts.set(feature, draft);
  };
  for (const [rule, value] of values) {
    const feature = FEATURES_OF_RULE[rule];
    if (feature !== undefined) add(feature, value, "rule", null);
  }
  const read = new Map<string, number>();
  for (const finding of findings) {
    const rule = `${finding.detector}.${finding.rule}`;
    const value = values.get(rule);
    if (value === undefined) continue;
    const feature = FEATURES_OF_RULE[rule];
    if (feature !== undefined) add(feature, value, "rule", finding.id);
    const before = read.get(rule) ?? 0;
    read.set(rule, before + 1);
    if (before >= p.readFindings) continue;
    for (const said of wordsOf(rule, finding, p.minWeight)) add(said, value, "text", finding.id);
  }
  return [...drafts]
    .map(([feature, draft]) => ({ feature, ...draft }))
    .sort(
      (a, b) =>
        b.strength - a.strength || RISK_FEATURE_IDS.indexOf(a.feature) - RISK_FEATURE_IDS.indexOf(b.feature),
    );
}

/** What a finding's own words say: 保本保息 in an offer, 非法吸收公众存款 as the cause of a case. */
function wordsOf(rule: string, finding: FeatureFinding, minWeight: number): Set<RiskFeatureId> {
  const said = new Set<RiskFeatureId>();
  if (RULES_ABOUT_OTHERS.test(rule)) return said;
  if (rule === "sentiment.offer") {
    if (finding.figures.percent !== undefined) said.add("high-return");
    if (finding.figures.words !== undefined) said.add("capital-guarantee");
    return said;
  }
  const category = finding.figures.category;
  if (typeof category === "string") addCategory(said, category);
  // A word's own rule speaks for its category; rows kept beside it may be of older texts.
  if (rule.startsWith("sentiment.")) return said;
  for (const text of new Set([finding.reason, ...finding.evidence.map((row) => row.text)])) {
    for (const [pattern, feature] of FEATURES_OF_WORDING) if (pattern.test(text)) said.add(feature);
    for (const [name, weight] of analyseText(text).categories)
      if (weight >= minWeight && !LEGAL_WORDS.has(name)) addCategory(said, name);
  }
  return said;
}

/** Names of a register or a standard (失信被执行人, 追诉标准) that stand in many reasons without saying more. */
const LEGAL_WORDS = new Set(["default", "rights"]);

function addCategory(said: Set<RiskFeatureId>, category: string): void {
  const feature = (FEATURES_OF_CATEGORY as Readonly<Record<string, RiskFeatureId | undefined>>)[category];
  if (feature !== undefined) said.add(feature);
}
