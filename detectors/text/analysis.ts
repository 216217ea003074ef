import { CUES, type Cue, GUARANTEES, RATE_ANCHORS } from "#detectors/text/cues";
import { type Category, LEXICON } from "#detectors/text/lexicon";
import { markTable } from "#detectors/text/marks";
import { makeMatcher } from "#detectors/text/matcher";
import { normaliseText } from "#detectors/text/normalise";
import { type PromisedRate, parseDoubling, parseRate } from "#detectors/text/promise";

/** One term found in a text, and how far it counts against the subject. */
export interface TermHit {
  readonly term: string;
  readonly category: Category;
  readonly start: number;
  readonly end: number;
  /** 0–1: the term's own weight times what its surroundings leave of it. */
  weight: number;
  /** Why it counts less: "negated", "refuted", "warning", "conditional", "hearsay", "remedied", "other-subject"; else null. */
  muted: string | null;
}

export interface TextAnalysis {
  /** The text in its normal form, in which positions are given. */
  readonly text: string;
  /** 0–1: how negative the text is about the subject. */
  readonly negative: number;
  readonly hits: readonly TermHit[];
  /** Greatest weight in each category that counts at all. */
  readonly categories: ReadonlyMap<Category, number>;
  readonly rates: readonly PromisedRate[];
  /** Guarantee wording that stands (not negated, no general warning), strongest first. */
  readonly guarantees: readonly { readonly term: string; readonly weight: number }[];
  /** true when the text says that something is not true (谣言, 不实, 辟谣). */
  readonly refutes: boolean;
  /** true when a name of the subject occurs. */
  readonly namesSubject: boolean;
}

type Pattern =
  | { readonly role: "term"; readonly at: number }
  | { readonly role: Cue }
  | { readonly role: "guarantee" }
  | { readonly role: "anchor" };

const PATTERNS = new Map<string, Pattern[]>();
for (const [at, term] of LEXICON.entries()) addPattern(term.text, { role: "term", at });
for (const role of Object.keys(CUES) as Cue[])
  for (const word of CUES[role].split(" ")) addPattern(word, { role });
for (const word of Object.keys(GUARANTEES)) addPattern(word, { role: "guarantee" });
for (const word of RATE_ANCHORS) addPattern(word, { role: "anchor" });
const WORDS = [...PATTERNS.keys()];
const MATCHER = makeMatcher(WORDS);
const ROLES = [...PATTERNS.values()];

function addPattern(text: string, pattern: Pattern): void {
  const list = PATTERNS.get(text);
  if (list === undefined) PATTERNS.set(text, [pattern]);
  else list.push(pattern);
}

interface Span {
  readonly start: number;
  readonly end: number;
}

type Cues = Record<Exclude<Cue, "exception">, Span[]>;

/** What the surroundings leave of a term. */
const MUTED_SHARE = {
  negated: 0,
  refuted: 0.1,
  remedied: 0.2,
  warning: 0.2,
  conditional: 0.5,
  hearsay: 0.7,
  "other-subject": 0.25,
};
/** Most characters between a negator and the term that it negates. */
const NEGATOR_REACH = 6;
const WARNING_REACH = 60;
const HEARSAY_REACH = 30;
const MAX_TEXT = 4000;
const MAX_SPANS = 200;

/** Reads one text. `names` are those of the subject: what is said about somebody else then counts less. */
export function analyseText(raw: string, names: readonly string[] = []): TextAnalysis {
  const text = normaliseText(raw.length > MAX_TEXT ? raw.slice(0, MAX_TEXT) : raw);
  const hits: TermHit[] = [];
  const cues: Cues = {
    negator: [],
    refuter: [],
    warning: [],
    hearsay: [],
    conditional: [],
    remedy: [],
    organisation: [],
  };
  const negators: (Span & { real: boolean })[] = [];
  const guaranteeSpans: (Span & { term: string })[] = [];
  const anchors: Span[] = [];
  MATCHER.scan(text, (number, start, end) => {
    for (const pattern of ROLES[number] as Pattern[]) {
      if (pattern.role === "term") pushTerm(hits, pattern.at, start, end);
      else if (pattern.role === "guarantee")
        pushLongest(guaranteeSpans, { start, end, term: WORDS[number] as string });
      else if (pattern.role === "anchor") pushLongest(anchors, { start, end });
      else if (pattern.role === "negator") pushLongest(negators, { start, end, real: true });
      else if (pattern.role === "exception") pushLongest(negators, { start, end, real: false });
      else pushLongest(cues[pattern.role], { start, end });
    }
  });
  cues.negator = negators.filter(({ real }) => real);
  const named = findNames(text, names);
  // Once a text, not once a term: only names of other firms are left.
  if (named.length > 0)
    cues.organisation = cues.organisation.filter((span) => isOtherName(text, span, named));
  for (const hit of hits) mute(text, hit, cues, named, hits);
  const rates: PromisedRate[] = [];
  for (const anchor of anchors) {
    if (isMutedOffer(text, anchor, cues, named)) continue;
    const rate = parseRate(text, anchor.start, anchor.end);
    if (rate !== null && !rates.some((other) => other.annualPercent === rate.annualPercent)) rates.push(rate);
  }
  if (guaranteeSpans.some(({ term }) => term === "翻倍")) {
    const doubling = parseDoubling(text);
    if (doubling !== null) rates.push(doubling);
  }
  const guarantees = new Map<string, number>();
  for (const span of guaranteeSpans) {
    if (!isMutedOffer(text, span, cues, named)) guarantees.set(span.term, GUARANTEES[span.term] as number);
  }
  const categories = new Map<Category, number>();
  const words = new Map<string, number>();
  for (const hit of hits) {
    if (hit.weight > (words.get(hit.term) ?? 0)) words.set(hit.term, hit.weight);
    if (hit.weight > (categories.get(hit.category) ?? 0.05)) categories.set(hit.category, hit.weight);
  }
  return {
    text,
    negative: combine([...words.values()]),
    hits,
    categories,
    rates: rates.sort((a, b) => b.annualPercent - a.annualPercent),
    guarantees: [...guarantees]
      .map(([term, weight]) => ({ term, weight }))
      .sort((a, b) => b.weight - a.weight),
    refutes: cues.refuter.length > 0,
    namesSubject: named.length > 0,
  };
}

/** One strong word makes a text negative; several weak ones add up, each less than the one before. */
function combine(weights: number[]): number {
  weights.sort((a, b) => b - a);
  let left = 1;
  let discount = 0.75;
  for (const weight of weights.slice(0, 8)) {
    left *= 1 - weight * discount;
    discount *= 0.85;
  }
  return 1 - left;
}

/** Keeps the longest of terms that lie inside each other. Matches come ordered by end, longer first. */
function pushTerm(hits: TermHit[], at: number, start: number, end: number): void {
  const term = LEXICON[at] as (typeof LEXICON)[number];
  if (!makeRoom(hits, start, end)) return;
  hits.push({ term: term.text, category: term.category, start, end, weight: term.weight, muted: null });
}

function pushLongest<T extends Span>(spans: T[], span: T): void {
  if (makeRoom(spans, span.start, span.end)) spans.push(span);
}

function makeRoom(spans: Span[], start: number, end: number): boolean {
  // A text that repeats one word a thousand times says no more by it, and must not cost its square.
  if (spans.length >= MAX_SPANS) return false;
  const last = spans.at(-1);
  if (last !== undefined && last.start <= start && last.end >= end) return false;
  while (spans.length > 0 && (spans.at(-1) as Span).start >= start) spans.pop();
  return true;
}

function mute(text: string, hit: TermHit, cues: Cues, named: Span[], hits: readonly TermHit[]): void {
  const reason = muteReason(text, hit, cues, named, hits);
  if (reason === null) return;
  hit.muted = reason;
  hit.weight *= MUTED_SHARE[reason];
}

function muteReason(
  text: string,
  hit: Span,
  cues: Cues,
  named: Span[],
  hits: readonly TermHit[],
): keyof typeof MUTED_SHARE | null {
  for (const cue of cues.negator) {
    if (cue.start >= hit.start) break;
    const gap = hit.start - cue.end;
    if (gap < 0 || gap > NEGATOR_REACH || parted(text, cue.end, hit.start, CLAUSE)) continue;
    // A negator inside another term (无法兑付) is that term's own.
    if (gap > 0 && hits.some((other) => other !== hit && other.start <= cue.start && other.end >= cue.end))
      continue;
    return "negated";
  }
  for (const cue of cues.refuter) {
    if (cue.end > hit.start && cue.start < hit.end) continue;
    const from = Math.min(cue.end, hit.end);
    const to = Math.max(cue.start, hit.start);
    if (to - from <= 24 && !parted(text, from, to, SENTENCE)) return "refuted";
  }
  for (const cue of cues.remedy) {
    if (cue.start >= hit.end && cue.start - hit.end <= 16 && !parted(text, hit.end, cue.start, SENTENCE))
      return "remedied";
    if (cue.start <= hit.start && cue.end >= hit.end) return "remedied";
  }
  if (isWarning(text, hit, cues.warning, named)) return "warning";
  for (const cue of cues.conditional) {
    if (cue.end <= hit.start && hit.start - cue.end <= 12 && !parted(text, cue.end, hit.start, CLAUSE))
      return "conditional";
  }
  for (const cue of cues.hearsay) {
    if (
      Math.abs(cue.start - hit.start) <= HEARSAY_REACH &&
      !parted(text, Math.min(cue.end, hit.end), Math.max(cue.start, hit.start), SENTENCE)
    )
      return "hearsay";
  }
  if (named.length > 0 && isAboutOther(text, hit, cues.organisation, named)) return "other-subject";
  return null;
}

/** A general warning (谨防非法集资) says nothing of the subject, unless it is named between the two or in the term's clause. */
function isWarning(text: string, hit: Span, warnings: readonly Span[], named: readonly Span[]): boolean {
  for (const cue of warnings) {
    if (cue.start > hit.start) break;
    if (hit.start - cue.end > WARNING_REACH || parted(text, cue.end, hit.start, SENTENCE)) continue;
    const end = nextMark(text, hit.end, CLAUSE);
    if (!named.some((name) => name.start >= cue.end && name.end <= end)) return true;
  }
  return false;
}

function isMutedOffer(text: string, span: Span, cues: Cues, named: readonly Span[]): boolean {
  for (const cue of cues.negator) {
    if (cue.start >= span.start) break;
    const gap = span.start - cue.end;
    if (gap >= 0 && gap <= 4 && !parted(text, cue.end, span.start, CLAUSE)) return true;
  }
  if (/[不非]$/.test(text.slice(Math.max(0, span.start - 1), span.start))) return true; // 不保本, 非保本
  return isWarning(text, span, cues.warning, named);
}

/** The nearest name before the term in its sentence decides; if there is none, the nearest after it. */
function isAboutOther(text: string, hit: Span, otherNames: readonly Span[], named: readonly Span[]): boolean {
  const begin = sentenceBegin(text, hit.start);
  const end = sentenceEnd(text, hit.end);
  const inside = (span: Span) => span.start >= begin && span.end <= end;
  const own = named.filter(inside);
  const others = otherNames.filter(inside);
  if (others.length === 0) return false;
  const before = (spans: readonly Span[]) =>
    Math.max(-1, ...spans.filter((s) => s.end <= hit.start).map((s) => s.end));
  const ownBefore = before(own);
  const otherBefore = before(others);
  if (ownBefore >= 0 || otherBefore >= 0) return otherBefore > ownBefore;
  const after = (spans: readonly Span[]) =>
    Math.min(Infinity, ...spans.filter((s) => s.start >= hit.end).map((s) => s.start));
  return after(others) < after(own);
}

const NO_NAME =
  /(?:该|本|此|这家|那家|某|各|多家|的|和|与|及|在|对|被|为|是|等|互联网|正规|持牌|大型|中小|地方|商业|农村|城商)$/;

/** An organisation word that ends a name: two Chinese characters or more before it, and no name of the subject. */
function isOtherName(text: string, span: Span, named: readonly Span[]): boolean {
  if (named.some((name) => name.start <= span.start + 1 && name.end >= span.start)) return false;
  const head = text.slice(Math.max(0, span.start - 4), span.start);
  return /[一-龥a-z]{2}$/.test(head) && !NO_NAME.test(head);
}

function findNames(text: string, names: readonly string[]): Span[] {
  const spans: Span[] = [];
  for (const name of names) {
    if (name.length < 2) continue;
    for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length)) {
      spans.push({ start: at, end: at + name.length });
    }
  }
  return spans;
}

const SENTENCE = markTable("。！？!?\n");
const CLAUSE = markTable("。！？!?\n，,；;：:");

function parted(text: string, from: number, to: number, marks: Uint8Array): boolean {
  for (let i = from; i < to; i++) if (marks[text.charCodeAt(i)] === 1) return true;
  return false;
}

export function sentenceBegin(text: string, at: number): number {
  for (let i = at - 1; i >= 0; i--) if (SENTENCE[text.charCodeAt(i)] === 1) return i + 1;
  return 0;
}

export function sentenceEnd(text: string, at: number): number {
  return nextMark(text, at, SENTENCE);
}

function nextMark(text: string, at: number, marks: Uint8Array): number {
  for (let i = at; i < text.length; i++) if (marks[text.charCodeAt(i)] === 1) return i;
  return text.length;
}
