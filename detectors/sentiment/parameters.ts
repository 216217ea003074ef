import type { RatePrior } from "#detectors/rate-window";

export const SENTIMENT_DEFAULTS = {
  /** From this negativity (0–1) on a text counts as negative. */
  negativeFrom: 0.5,
  /** Windows (days) that are compared with the firm's own history. */
  windows: [1, 7, 30],
  /** Fewest negative stories in a window that can be a burst. */
  minCount: 3,
  /** Ordinary rate of negative stories before anything is known: 0.3 in 20 days. */
  prior: { shape: 0.3, days: 20, memoryDays: 120 } satisfies RatePrior,
  /** Bits (of 64) in which a repost may differ from its story. */
  repostBits: 7,
  /** What a repost counts in the volume; a new story counts 1. */
  repostShare: 0.25,
  /** Stories and channels remembered. */
  keptStories: 10,
  keptChannels: 8,
  keptRows: 3,
  /** Channels in 7 days from which a spread is a finding. */
  spreadFrom: 3,
  /** One-year LPR in percent (3.0 since 2025-05-20), against which offers are shown. */
  benchmarkPercent: 3,
  /** Offers at or below this yearly rate (percent) are ordinary. */
  ordinaryPercent: 6,
};
export type SentimentParameters = typeof SENTIMENT_DEFAULTS;

/** How far a channel is to be believed, 0–1. What is not listed counts as `OTHER_CHANNEL`. */
export const CHANNEL_WEIGHTS: readonly (readonly [RegExp, number])[] = [
  [/公安|警方|法院|检察|政府|监管|证监|金融办|市场监督|official|gov/i, 1],
  [/新闻|报|网|电视|通讯社|news|media/i, 0.9],
  [/黑猫|12345|投诉|complaint/i, 0.75],
  [/公众号|微信|wechat/i, 0.7],
  [/微博|抖音|知乎|小红书|快手|b站|头条|weibo|douyin|zhihu|social/i, 0.65],
  [/股吧|贴吧|论坛|评论|forum|bbs/i, 0.45],
];
export const OTHER_CHANNEL = 0.7;

export function channelWeight(channel: string | undefined): number {
  if (channel === undefined) return OTHER_CHANNEL;
  for (const [pattern, weight] of CHANNEL_WEIGHTS) if (pattern.test(channel)) return weight;
  return OTHER_CHANNEL;
}

/**
 * Severity (0–100) of an offered yearly rate. The steps follow the public warning of the banking regulator's chairman
 * of 2018-06-14: above 6 % ask questions, above 8 % is dangerous, above 10 % be ready to lose all; 24 % and 36 % are
 * the old judicial lines of private lending.
 */
export function rateSeverity(percent: number, ordinaryPercent: number): number {
  const steps = [
    [ordinaryPercent, 15],
    [8, 40],
    [10, 55],
    [15, 68],
    [24, 78],
    [36, 84],
    [100, 90],
  ] as const;
  if (percent <= ordinaryPercent) return 0;
  for (let i = 1; i < steps.length; i++) {
    const [x1, y1] = steps[i] as readonly [number, number];
    const [x0, y0] = steps[i - 1] as readonly [number, number];
    if (percent <= x1 && x1 > x0) return y0 + ((y1 - y0) * (percent - x0)) / (x1 - x0);
  }
  return 90;
}
