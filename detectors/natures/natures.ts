import type { Estimate } from "#detectors/natures/estimate";
import { readIllegality } from "#detectors/natures/illegality";
import { type PromisedReturn, readInducement } from "#detectors/natures/inducement";
import {
  NATURE_DEFAULTS,
  type NatureDraft,
  type NatureInput,
  type NatureParameters,
  type NaturePoint,
  type Words,
} from "#detectors/natures/input";
import { readTexts } from "#detectors/natures/reading";
import { readSociality } from "#detectors/natures/sociality";
import {
  NATURE_NAMES,
  NATURE_SOURCES,
  NATURES,
  type Nature,
  type NatureRating,
  type NatureSource,
  natureRatingOf,
} from "#domain/nature";

/** Raised when the same events would give another judgement. */
export const NATURES_VERSION = 1;

export interface NatureReading {
  readonly nature: Nature;
  /** 0–100. */
  readonly score: number;
  readonly rating: NatureRating;
  /** Heaviest first. */
  readonly points: readonly NaturePoint[];
  readonly unknown: readonly Words[];
}

/** R076: the three natures together, and what each kind of source brings to them. */
export interface CombinedReading {
  readonly score: number;
  readonly rating: NatureRating;
  readonly conclusion: Words;
  /** Points (0–100) of the combined score by source; together the score. */
  readonly parts: readonly {
    readonly source: NatureSource;
    readonly events: number;
    readonly points: number;
  }[];
}

export interface NaturePicture {
  readonly natures: readonly NatureReading[];
  readonly combined: CombinedReading;
  readonly promises: readonly PromisedReturn[];
  readonly channels: readonly { readonly channel: string; readonly texts: number }[];
  readonly estimate: Estimate;
  /** Events that were read. */
  readonly events: number;
}

/** Reads the three natures of one enterprise out of its events and its register. Pure: the same input, the same picture. */
export function judgeNatures(input: NatureInput, parameters: Partial<NatureParameters> = {}): NaturePicture {
  const p = { ...NATURE_DEFAULTS, ...parameters };
  const texts = readTexts(input.events, input.subject.name);
  const payments = input.events
    .filter(({ kind, data }) => kind === "transaction" && data.direction === "out")
    .map(({ data }) => ({ remark: String(data.remark ?? "") }));
  const inducement = readInducement(texts, payments, p);
  const sociality = readSociality(texts, input.events, p);
  const drafts: Readonly<Record<Nature, NatureDraft>> = {
    illegality: readIllegality(input, texts, p),
    inducement,
    sociality,
  };
  const natures = NATURES.map((nature) => readingOf(nature, drafts[nature]));
  return {
    natures,
    combined: combine(natures, input),
    promises: inducement.promises,
    channels: sociality.channels,
    estimate: sociality.estimate,
    events: input.events.length,
  };
}

/** Independent grounds: S = 100·(1 − Π(1 − wᵢ)). */
function readingOf(nature: Nature, { points, unknown }: NatureDraft): NatureReading {
  const score = Math.round(1000 * (1 - points.reduce((left, { weight }) => left * (1 - weight), 1))) / 10;
  return {
    nature,
    score,
    rating: natureRatingOf(score),
    points: [...points].sort((a, b) => b.weight - a.weight || (a.id < b.id ? -1 : 1)),
    unknown,
  };
}

/**
 * The law wants all three, so the combined score is their geometric mean: none, and there is nothing. It is split among
 * the sources by their grounds: in each nature a third of it by −ln(1 − w).
 */
function combine(natures: readonly NatureReading[], input: NatureInput): CombinedReading {
  const product = natures.reduce((all, { score }) => all * (score / 100), 1);
  const score = Math.round(1000 * product ** (1 / natures.length)) / 10;
  const shares = new Map<NatureSource, number>();
  for (const { points } of natures) {
    const whole = points.reduce((sum, { weight }) => sum + logOf(weight), 0);
    if (whole === 0) continue;
    for (const { source, weight } of points)
      shares.set(source, (shares.get(source) ?? 0) + (score / natures.length) * (logOf(weight) / whole));
  }
  const parts = NATURE_SOURCES.map((source) => ({
    source,
    events: input.events.filter(({ kind }) => kind === source).length,
    points: score === 0 ? 0 : Math.round((shares.get(source) ?? 0) * 10) / 10,
  })).filter(({ events, points }) => events > 0 || points > 0);
  return { score, rating: natureRatingOf(score), conclusion: concludeOf(natures), parts };
}

function logOf(weight: number): number {
  return -Math.log(1 - Math.min(weight, 0.99));
}

/** Before a determination the word is 涉嫌. */
function concludeOf(natures: readonly NatureReading[]): Words {
  const strong = natures.filter(
    ({ score }) => natureRatingOf(score) === "clear" || natureRatingOf(score) === "fairly-clear",
  );
  const names = (language: "zh" | "en") =>
    strong.map(({ nature }) => NATURE_NAMES[nature][language]).join(language === "zh" ? "、" : ", ");
  if (strong.length === natures.length)
    return {
      zh: "三性均较明显，涉嫌非法集资，建议研判后移交并调取流水核实；认定以主管部门和司法机关为准",
      en: "All three are at least fairly clear: suspected illegal fund-raising. Judge, hand over and check the transfers; only the authorities and courts determine it",
    };
  if (strong.length > 0)
    return {
      zh: `${names("zh")}较明显，尚不足以说明涉嫌非法集资，建议补充其余方面的材料`,
      en: `At least fairly clear: ${names("en")}. Not enough for a suspicion of illegal fund-raising; collect what is missing`,
    };
  return {
    zh: "现有信息未显示三性较明显",
    en: "What is known shows none of the three clearly",
  };
}
