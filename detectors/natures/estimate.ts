import { addFen, fenOf } from "#detectors/money";
import { readClaims } from "#detectors/natures/claims";
import type { NatureEvent, NatureParameters, Words } from "#detectors/natures/input";
import type { ReadText } from "#detectors/natures/reading";
import { distance, simhash } from "#detectors/text/simhash";

/** `low` is what sources prove at least; `high` what the assumptions allow at most. People, or fen. */
export interface Interval {
  readonly low: number;
  readonly middle: number;
  readonly high: number;
}

export interface Estimate {
  readonly people: Interval | null;
  readonly amountFen: Interval | null;
  readonly lossFen: Interval | null;
  /** How it was reached and what was assumed, in words. */
  readonly basis: readonly Words[];
}

const LOSS = new Set(["redemption", "absconding", "collapse", "default", "fraud"]);
const REPEAT_BITS = 7;
const FIRM = /公司|企业|银行|支付|中心|基金|合伙/;
/** Fewest payers from which a number of unseen ones is estimated. */
const FEWEST_PAYERS = 5;

/**
 * Estimates how many people and how much money the matter concerns: distinct complaints scaled by the share of people
 * who complain, payers by Chao's estimator of the unseen, statements of texts. Each gives an interval; the widest holds.
 */
export function estimateExtent(
  texts: readonly ReadText[],
  events: readonly NatureEvent[],
  p: NatureParameters,
): Estimate {
  const basis: Words[] = [];
  const people: Interval[] = [];
  const amounts: Interval[] = [];
  const losses: Interval[] = [];
  const complaints = distinctComplaints(texts, events);
  if (complaints.length > 0) {
    const share = p.complainingShare;
    const known = sum(complaints.map((one) => one.people));
    const scaled = scale(floorOf(complaints.map(({ people: n }) => ({ people: n, value: n }))), known, share);
    people.push(scaled);
    basis.push({
      zh: `去重投诉 ${complaints.length} 起、述及 ${known} 人；按涉及人员中投诉者占 ${percent(share.low)}–${percent(share.high)}（取 ${percent(share.middle)}）推算，该比例为假设，未经本地结案校准`,
      en: `${complaints.length} distinct complaints naming ${known} people; scaled by an assumed share of ${percent(share.low)}–${percent(share.high)} (middle ${percent(share.middle)}) of those concerned who complain, not calibrated on local cases`,
    });
    for (const [rows, into] of [
      [complaints.filter(({ fen }) => fen > 0), amounts],
      [complaints.filter(({ fen, loss }) => fen > 0 && loss), losses],
    ] as const) {
      if (rows.length === 0) continue;
      const each = sum(rows.map(({ fen }) => fen)) / sum(rows.map((one) => one.people));
      const low = floorOf(rows.map((row) => ({ people: row.people, value: row.fen })));
      into.push({ low, middle: each * scaled.middle, high: each * scaled.high });
    }
  }
  const payers = payersOf(events);
  if (payers.counts.length >= FEWEST_PAYERS) {
    const seen = chao(payers.counts);
    people.push(seen);
    amounts.push({
      low: payers.fen,
      middle: (payers.fen / seen.low) * seen.middle,
      high: (payers.fen / seen.low) * seen.high,
    });
    basis.push({
      zh: `资金流水转入个人对手 ${seen.low} 个，按 Chao1（1987）估计未见者`,
      en: `${seen.low} persons paid in by the transfers we have; the unseen by Chao1 (1987)`,
    });
  }
  const claims = readClaims(texts);
  for (const [values, into] of [
    [claims.people, people],
    [claims.fen, amounts],
  ] as const)
    if (values.length > 0) into.push({ low: 0, middle: median(values), high: Math.max(...values) });
  if (claims.people.length + claims.fen.length > 0)
    basis.push({
      zh: `舆情、处罚与司法文本述及人数 ${claims.people.length} 处、金额 ${claims.fen.length} 处（取中位数与最大值，不计入下限）`,
      en: `Texts state people ${claims.people.length} times and amounts ${claims.fen.length} times (median and greatest; never the lower end)`,
    });
  return { people: widest(people), amountFen: widest(amounts), lossFen: widest(losses), basis };
}

interface DistinctComplaint {
  readonly people: number;
  readonly fen: number;
  readonly loss: boolean;
}

/** The same words twice are one complaint (sent to two desks), with the greater of its figures. */
function distinctComplaints(texts: readonly ReadText[], events: readonly NatureEvent[]): DistinctComplaint[] {
  const read = new Map(texts.map((text) => [text.event.uid, text]));
  const kept: (DistinctComplaint & { hash: ReturnType<typeof simhash> | null })[] = [];
  for (const { kind, uid, data } of events) {
    if (kind !== "complaint") continue;
    const text = read.get(uid);
    const one = {
      people: Math.max(1, typeof data.people === "number" ? data.people : 1),
      fen: Math.max(0, fenOf(typeof data.amount === "string" ? data.amount : undefined)),
      loss: text !== undefined && [...text.analysis.categories.keys()].some((name) => LOSS.has(name)),
      hash: text === undefined || text.analysis.text.length < 12 ? null : simhash(text.analysis.text),
    };
    const { hash } = one;
    const at =
      hash === null
        ? -1
        : kept.findIndex((other) => other.hash !== null && distance(other.hash, hash) <= REPEAT_BITS);
    const same = kept[at];
    if (same === undefined) kept.push(one);
    else
      kept[at] = {
        ...one,
        people: Math.max(same.people, one.people),
        fen: Math.max(same.fen, one.fen),
        loss: same.loss || one.loss,
      };
  }
  return kept;
}

/** A group may hold those who complained singly: at least the greater of the largest group and all single ones. */
function floorOf(rows: readonly { readonly people: number; readonly value: number }[]): number {
  const single = sum(rows.filter((row) => row.people === 1).map(({ value }) => value));
  return Math.max(single, ...rows.map(({ value }) => value));
}

function scale(low: number, known: number, share: NatureParameters["complainingShare"]): Interval {
  return {
    low,
    middle: Math.max(low, Math.round(known / share.middle)),
    high: Math.max(low, Math.round(known / share.low)),
  };
}

function payersOf(events: readonly NatureEvent[]): { readonly counts: number[]; readonly fen: number } {
  const counts = new Map<string, number>();
  let fen = 0;
  for (const { kind, data } of events) {
    if (kind !== "transaction" || data.direction !== "in" || FIRM.test(String(data.counterpartyName ?? "")))
      continue;
    const payer = String(data.counterparty ?? "");
    counts.set(payer, (counts.get(payer) ?? 0) + 1);
    fen = addFen(fen, fenOf(typeof data.amount === "string" ? data.amount : undefined));
  }
  return { counts: [...counts.values()], fen };
}

/** Chao1 with bias correction and the log-normal 95 % interval (Chao 1987): how many there are, from how often each was seen. */
export function chao(counts: readonly number[]): Interval {
  const n = counts.length;
  const once = counts.filter((count) => count === 1).length;
  const twice = counts.filter((count) => count === 2).length;
  const unseen = (once * (once - 1)) / (2 * (twice + 1));
  if (unseen <= 0) return { low: n, middle: n, high: n };
  const ratio = twice === 0 ? 0 : once / twice;
  const variance =
    twice === 0
      ? (once * (once - 1)) / 2 + (once * (2 * once - 1) ** 2) / 4 - once ** 4 / (4 * (n + unseen))
      : twice * (ratio ** 2 / 2 + ratio ** 3 + ratio ** 4 / 4);
  const spread = Math.exp(1.96 * Math.sqrt(Math.log(1 + Math.max(0, variance) / unseen ** 2)));
  return { low: n, middle: Math.round(n + unseen), high: Math.round(n + unseen * spread) };
}

function widest(intervals: readonly Interval[]): Interval | null {
  if (intervals.length === 0) return null;
  const low = Math.round(Math.max(...intervals.map((one) => one.low)));
  const middle = Math.round(Math.max(low, ...intervals.map((one) => one.middle)));
  return { low, middle, high: Math.round(Math.max(middle, ...intervals.map((one) => one.high))) };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] as number;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function percent(share: number): string {
  return `${Math.round(share * 100)}%`;
}
