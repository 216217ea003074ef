import { clip } from "#detectors/evidence";
import type { NatureEvent, Sentence } from "#detectors/natures/input";
import { analyseText, type TextAnalysis } from "#detectors/text/analysis";
import { normaliseText } from "#detectors/text/normalise";
import { namesOf } from "#detectors/text/subject-name";

/** A text of an event, read once for all three natures. */
export interface ReadText {
  readonly event: NatureEvent;
  readonly raw: string;
  readonly channel: string | null;
  readonly analysis: TextAnalysis;
  readonly sentences: readonly { readonly raw: string; readonly normal: string }[];
}

const LONGEST = 160;

/** Words of each event that has any: media and complaint texts, recruitment wording, reasons of penalties and causes. */
export function readTexts(events: readonly NatureEvent[], name: string): ReadText[] {
  const names = namesOf(name);
  return events.flatMap((event) => {
    const raw = wordsOf(event);
    if (raw === "") return [];
    const channel = typeof event.data.channel === "string" ? event.data.channel : null;
    const sentences = raw
      .split(/(?<=[。！？!?\n；;])/)
      .map((part) => part.trim())
      .filter((part) => part !== "")
      .map((part) => ({ raw: part, normal: normaliseText(part) }));
    return [{ event, raw, channel, analysis: analyseText(raw, names), sentences }];
  });
}

function wordsOf({ kind, data }: NatureEvent): string {
  const text = (value: unknown): string => (typeof value === "string" ? value : "");
  switch (kind) {
    case "sentiment":
    case "complaint": {
      const [title, body] = [text(data.title), text(data.text)];
      return title === "" || body.startsWith(title) ? body : body === "" ? title : `${title}。${body}`;
    }
    case "registration":
      return text((data.recruitment as { wording?: unknown } | undefined)?.wording);
    case "penalty":
      return text(data.reason);
    case "judicial":
      return text(data.cause);
    default:
      return "";
  }
}

export function sentenceOf(read: ReadText, text: string): Sentence {
  const { event, channel } = read;
  return {
    text: clip(text, LONGEST),
    eventUid: event.uid,
    kind: event.kind,
    source: event.source,
    channel,
    timeMs: event.timeMs,
  };
}

/** The sentence of a text in which words (in normal form) stand, in the source's own writing. */
export function sentenceWith(read: ReadText, words: string): Sentence {
  const found = read.sentences.find(({ normal }) => normal.includes(words));
  return sentenceOf(read, found?.raw ?? read.raw);
}

/** Sentences that a pattern finds in normal form, without those that deny it (不, 非, 未, 禁止 … right before). */
export function sentencesMatching(read: ReadText, pattern: RegExp): Sentence[] {
  return read.sentences.flatMap(({ raw, normal }) => {
    const found = pattern.exec(normal);
    if (found === null || DENIED.test(normal.slice(Math.max(0, found.index - 8), found.index))) return [];
    return [sentenceOf(read, raw)];
  });
}

const DENIED =
  /(?:不得|禁止|谨防|警惕|防范|远离|严禁|不从事|未从事|不存在|没有|并未|从未|不开展|不提供)[^，。；]{0,6}$/;
