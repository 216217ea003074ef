import { type Detector, type DetectorContext, isKind } from "#detectors/detector";
import { clip, type EvidenceRow, evidenceOf, evidenceOfRows, rememberRow } from "#detectors/evidence";
import {
  addToRate,
  type Burst,
  burstOf,
  burstSeverity,
  createRate,
  formatExpected,
  type RateState,
} from "#detectors/rate-window";
import {
  channelWeight,
  rateSeverity,
  SENTIMENT_DEFAULTS,
  type SentimentParameters,
} from "#detectors/sentiment/parameters";
import {
  sentimentRules as rules,
  SENTIMENT_ID,
  SENTIMENT_VERSION,
  wordRules,
} from "#detectors/sentiment/rules";
import { analyseText, type TextAnalysis } from "#detectors/text/analysis";
import { CATEGORY_MEANINGS } from "#detectors/text/lexicon";
import type { TextModels } from "#detectors/text/reading";
import { distance, type Simhash, simhash } from "#detectors/text/simhash";
import { namesOf } from "#detectors/text/subject-name";
import { dayNumberOf } from "#detectors/time";
import type { StreamEvent } from "#domain/event";

interface SentimentState {
  /** Negative stories by day. */
  rate: RateState;
  /** Negative stories seen of late, oldest first: hash halves and day. */
  stories: [high: number, low: number, day: number][];
  /** Channels that carried negative texts, and the last day. */
  channels: [channel: string, day: number][];
  rows: EvidenceRow[];
  /** Day of the firm's last own denial that counted. */
  denied: number;
}

/** With trained models their opinion counts where the lexicon leaves a text open; without, lexicon and rules alone. */
export function createSentiment(
  parameters: Partial<SentimentParameters> = {},
  models: TextModels | null = null,
): Detector<SentimentState> {
  const p = { ...SENTIMENT_DEFAULTS, ...parameters };
  return {
    id: SENTIMENT_ID,
    version: SENTIMENT_VERSION,
    ...(models?.negativeVersion == null ? {} : { models: models.negativeVersion }),
    scope: "enterprise",
    kinds: ["sentiment"],
    rules: { ...rules, ...wordRules },
    create: () => ({ rate: createRate(), stories: [], channels: [], rows: [], denied: 0 }),
    apply(state, event, context) {
      if (!isKind(event, "sentiment")) return;
      const name = event.subjectName ?? context.subject.name;
      const names = name === undefined ? [] : namesOf(name);
      const analysis = analyseText(joinTitle(event.data.title, event.data.text), names);
      raiseOffer(analysis, event, context, p);
      heedRefutation(state, analysis, event, context);
      const negative = negativityOf(analysis, event, () => opinionOf(models, analysis, names));
      if (negative < p.negativeFrom) return;
      const believed = channelWeight(event.data.channel);
      const day = dayNumberOf(event.timeMs);
      const isRepost = rememberStory(state, simhash(analysis.text), day, p);
      rememberChannel(state, event.data.channel ?? event.source, day, p);
      rememberRow(state.rows, event, event.data.title || event.data.text, p.keptRows);
      addToRate(state.rate, day, p.prior, isRepost ? p.repostShare : 1);
      if (!isRepost) raiseWords(state, analysis, believed, context);
      raiseBurst(state, believed, context, p);
      raiseSpread(state, context, p);
    },
  };
}

export const sentiment = createSentiment();

/** A title that the text repeats says nothing new. */
function joinTitle(title: string, text: string): string {
  return title === "" || text.startsWith(title) ? text : `${title}。${text}`;
}

/** What the model says of negativity, as far as it counts: null where there is none or the lexicon is sure. */
function opinionOf(
  models: TextModels | null,
  analysis: TextAnalysis,
  names: readonly string[],
): number | null {
  const sure = analysis.negative >= 0.85 || (analysis.negative < 0.1 && analysis.refutes);
  if (sure || models === null || models.negative === null) return null;
  const named = names.filter((name) => analysis.text.includes(name));
  return models.negative({ text: analysis.text, names: named, analysis })[0]?.chance ?? null;
}

/**
 * The source's own judgement settles what the words leave open; strong words outweigh it. A model's opinion counts as
 * much as the lexicon's.
 */
function negativityOf(
  analysis: TextAnalysis,
  event: StreamEvent<"sentiment">,
  ask: () => number | null,
): number {
  if (event.data.polarity === "negative") return Math.max(analysis.negative, 0.6);
  if (event.data.polarity === "positive") return analysis.negative >= 0.85 ? analysis.negative : 0;
  const opinion = ask();
  return opinion === null ? analysis.negative : (analysis.negative + opinion) / 2;
}

/** true when the text repeats a story that is known. */
function rememberStory(state: SentimentState, hash: Simhash, day: number, p: SentimentParameters): boolean {
  const known = state.stories.find(([high, low]) => distance({ high, low }, hash) <= p.repostBits);
  if (known !== undefined) {
    known[2] = day;
    return true;
  }
  state.stories.push([hash.high, hash.low, day]);
  if (state.stories.length > p.keptStories) state.stories.shift();
  return false;
}

function rememberChannel(state: SentimentState, channel: string, day: number, p: SentimentParameters): void {
  const short = clip(channel, 16);
  const known = state.channels.find(([name]) => name === short);
  if (known !== undefined) known[1] = Math.max(known[1], day);
  else state.channels.push([short, day]);
  state.channels = state.channels.filter(([, at]) => at > day - 7);
  if (state.channels.length > p.keptChannels) state.channels.shift();
}

/** Words that say little by themselves (减持, 风险) colour a text; they are no finding. */
const MIN_WEIGHT = 0.5;

/**
 * The first story of a category counts 0.6 of its severity by what the channel is believed; each further one goes
 * 40 % of the way that is left.
 */
function raiseWords(
  state: SentimentState,
  analysis: TextAnalysis,
  believed: number,
  context: DetectorContext,
): void {
  for (const [category, weight] of analysis.categories) {
    if (weight < MIN_WEIGHT) continue;
    const rule = wordRules[category];
    const full = CATEGORY_MEANINGS[category].severity * (0.5 + 0.5 * believed);
    const share = weight * believed;
    const before = context.severityOf(rule);
    const severity =
      before <= 0 ? 0.6 * full * share : Math.max(before, before + (full - before) * 0.4 * share);
    const figures = context.figuresOf(rule);
    const terms = analysis.hits
      .filter((hit) => hit.category === category && hit.weight > 0.25)
      .map((hit) => hit.term);
    context.raise(rule, {
      severity,
      figures: {
        terms: [...new Set(terms)].slice(0, 3).join("、"),
        count: before <= 0 ? 1 : Number(figures?.count ?? 0) + 1,
      },
      evidence: evidenceOfRows(state.rows),
    });
  }
}

/** Words by which an authority speaks, whoever carries it. */
const OFFICIAL = /官方(?:通报|回应|辟谣)|警方通报|公安机关通报|经核查|监管部门回应/;
/** A firm's own denial counts once in so many days, however often it is repeated. */
const DENIAL_DAYS = 7;

/**
 * A refutation takes back part of what the rumour brought: that of an authority most, of the press half, of the firm
 * itself little. Only where the text is not negative for another reason.
 */
function heedRefutation(
  state: SentimentState,
  analysis: TextAnalysis,
  event: StreamEvent<"sentiment">,
  context: DetectorContext,
): void {
  if (!analysis.refutes || analysis.negative >= 0.5 || analysis.hits.length === 0) return;
  const believed = OFFICIAL.test(analysis.text) ? 1 : channelWeight(event.data.channel);
  if (believed < 0.85) {
    const day = dayNumberOf(event.timeMs);
    if (day - state.denied < DENIAL_DAYS) return;
    state.denied = day;
  }
  const share = 1 - (0.6 * Math.max(0, believed - 0.5)) / 0.5;
  for (const rule of Object.values(wordRules)) context.soften(rule, share);
  context.soften(rules.burst, share);
  context.soften(rules.spread, share);
}

function raiseBurst(
  state: SentimentState,
  believed: number,
  context: DetectorContext,
  p: SentimentParameters,
): void {
  const day = dayNumberOf(context.nowMs);
  let strongest: Burst | null = null;
  let severity = 0;
  for (const days of p.windows) {
    const burst = burstOf(state.rate, day, days, p.prior);
    const value = burstSeverity(burst, p.minCount);
    if (value > severity) {
      strongest = burst;
      severity = value;
    }
  }
  if (strongest === null) return;
  context.raise(rules.burst, {
    severity: severity * (0.6 + 0.4 * believed),
    figures: {
      days: strongest.windowDays,
      count: Math.round(strongest.count),
      expected: formatExpected(strongest.expected),
    },
    evidence: evidenceOfRows(state.rows),
  });
}

function raiseSpread(state: SentimentState, context: DetectorContext, p: SentimentParameters): void {
  const channels = state.channels.length;
  if (channels < p.spreadFrom) return;
  context.raise(rules.spread, {
    severity: Math.min(60, 15 * (channels - p.spreadFrom + 1) + 10),
    figures: {
      channels,
      names: state.channels
        .map(([name]) => name)
        .slice(-3)
        .join("、"),
    },
    evidence: evidenceOfRows(state.rows),
  });
}

/** Promised return and guarantee wording: conduct of the firm (行为), whether or not the text is negative. */
function raiseOffer(
  analysis: TextAnalysis,
  event: StreamEvent<"sentiment">,
  context: DetectorContext,
  p: SentimentParameters,
): void {
  const rate = analysis.rates[0];
  const guarantee = analysis.guarantees[0];
  if (rate === undefined && guarantee === undefined) return;
  const byRate = rate === undefined ? 0 : rateSeverity(rate.annualPercent, p.ordinaryPercent);
  const byWords = guarantee === undefined ? 0 : 50 * guarantee.weight;
  if (byRate === 0 && byWords < 25) return;
  const about = analysis.namesSubject || event.subjectName === undefined ? 1 : 0.7;
  const severity =
    100 *
    (1 - (1 - byRate / 100) * (1 - byWords / 100)) *
    about *
    (0.5 + 0.5 * channelWeight(event.data.channel));
  context.raise(rules.offer, {
    severity,
    figures: {
      ...(rate === undefined
        ? {}
        : {
            offer: clip(rate.text, 24),
            percent: rate.annualPercent,
            benchmark: p.benchmarkPercent,
            times: Number((rate.annualPercent / p.benchmarkPercent).toFixed(1)),
          }),
      ...(guarantee === undefined
        ? {}
        : {
            words: analysis.guarantees
              .slice(0, 3)
              .map(({ term }) => term)
              .join("、"),
          }),
    },
    evidence: [evidenceOf(event, sentenceAround(analysis, rate?.text ?? guarantee?.term ?? ""))],
  });
}

function sentenceAround(analysis: TextAnalysis, words: string): string {
  const at = Math.max(0, analysis.text.indexOf(words));
  return clip(analysis.text.slice(Math.max(0, at - 20), at + words.length + 40), 120);
}
