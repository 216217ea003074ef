/**
 * 三性研判: the three natures of illegal fund-raising, 《防范和处置非法集资条例》 art. 2: not lawfully permitted or against
 * the state's financial rules (非法性), a promise of repayment or return (利诱性), from unspecified people (社会性).
 */
export const NATURES = ["illegality", "inducement", "sociality"] as const;
export type Nature = (typeof NATURES)[number];

export const NATURE_NAMES: Readonly<Record<Nature, { readonly zh: string; readonly en: string }>> = {
  illegality: { zh: "非法性", en: "Illegality" },
  inducement: { zh: "利诱性", en: "Inducement" },
  sociality: { zh: "社会性", en: "Sociality" },
};

/** 明显, 较明显, 存疑, 无: what the sources show, not what a court finds. */
export const NATURE_RATINGS = ["clear", "fairly-clear", "doubtful", "none"] as const;
export type NatureRating = (typeof NATURE_RATINGS)[number];

export const NATURE_RATING_NAMES: Readonly<
  Record<NatureRating, { readonly zh: string; readonly en: string }>
> = {
  clear: { zh: "明显", en: "Clear" },
  "fairly-clear": { zh: "较明显", en: "Fairly clear" },
  doubtful: { zh: "存疑", en: "Doubtful" },
  none: { zh: "无", en: "None" },
};

/** Score (0–100) from which each rating holds. */
export const NATURE_RATING_FLOORS = { clear: 70, "fairly-clear": 40, doubtful: 15 } as const;

export function natureRatingOf(score: number): NatureRating {
  if (score >= NATURE_RATING_FLOORS.clear) return "clear";
  if (score >= NATURE_RATING_FLOORS["fairly-clear"]) return "fairly-clear";
  return score >= NATURE_RATING_FLOORS.doubtful ? "doubtful" : "none";
}

/** Where a part of a judgement comes from: kinds of event, and the register as it stands. */
export const NATURE_SOURCES = [
  "sentiment",
  "complaint",
  "registration",
  "judicial",
  "penalty",
  "transaction",
] as const;
export type NatureSource = (typeof NATURE_SOURCES)[number];

/**
 * Thresholds of criminal pursuit for 非法吸收公众存款罪 that estimates are shown against: 法释〔2022〕5号 art. 3, first
 * paragraph (100万元 taken, 150 people, 50万元 direct loss). Amounts in fen.
 */
export const PURSUIT_THRESHOLDS = {
  people: 150,
  amountFen: 100_000_000,
  lossFen: 50_000_000,
  document: "法释〔2022〕5号第三条第一款",
} as const;
