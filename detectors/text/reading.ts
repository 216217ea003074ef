import { analyseText, sentenceBegin, sentenceEnd, type TextAnalysis } from "#detectors/text/analysis";
import type { CATEGORY_MEANINGS } from "#detectors/text/lexicon";
import type { Artefact } from "#detectors/text/model/artefact";
import { createLabelReader, type LabelReader, type LabelReading } from "#detectors/text/model/label-model";
import { createNameReader, type FoundName, type NameReader } from "#detectors/text/model/name-model";
import { normaliseText } from "#detectors/text/normalise";
import type { PromisedRate } from "#detectors/text/promise";
import { namesOf } from "#detectors/text/subject-name";

/** Trained models, each of which may be missing. */
export interface TextModels {
  /** Names every model and its version: part of what a reading depends on. */
  readonly version: string;
  readonly negative: LabelReader | null;
  /** The version of `negative` alone, for who reads nothing else; null without it. */
  readonly negativeVersion: string | null;
  readonly events: LabelReader | null;
  readonly mood: LabelReader | null;
  readonly platforms: NameReader | null;
}

const NEGATIVE_TASK = "finnsp";

/** Readers keep scratch memory: one set a thread. */
export function makeTextModels(
  artefacts: readonly { readonly artefact: Artefact; readonly version: string }[],
): TextModels {
  const labels = (task: string) => {
    const found = artefacts.find(({ artefact }) => artefact.task === task)?.artefact;
    return found?.kind === "labels" ? createLabelReader(found.model) : null;
  };
  const names = artefacts.find(({ artefact }) => artefact.kind === "names")?.artefact;
  return {
    version: artefacts.map(({ artefact, version }) => `${artefact.task}.${version}`).join(" "),
    negative: labels(NEGATIVE_TASK),
    negativeVersion:
      artefacts.find(({ artefact }) => artefact.task === NEGATIVE_TASK && artefact.kind === "labels")
        ?.version ?? null,
    events: labels("finese"),
    mood: labels("finfe"),
    platforms: names?.kind === "names" ? createNameReader(names.model) : null,
  };
}

/** An event type, who says so, and how sure. */
export interface EventReading {
  /** As 涉嫌非法集资. */
  readonly type: string;
  readonly by: "lexicon" | "model" | "both";
  /** 0–1: the model's calibrated chance, or the weight of the strongest term. */
  readonly chance: number;
}

/** What is read out of one text. */
export interface TextReading {
  readonly analysis: TextAnalysis;
  /** Whether it is negative, and for the lexicon about whom: the subject where one is named. */
  readonly negative: {
    readonly said: boolean;
    readonly lexicon: number;
    /** null without a model. */
    readonly model: number | null;
    /** Names that the text is negative about: in a sentence with a term that counts. */
    readonly subjects: readonly string[];
  };
  readonly events: readonly EventReading[];
  /** null without a model. */
  readonly mood: { readonly said: string; readonly chance: number } | null;
  readonly rates: readonly PromisedRate[];
  readonly guarantees: readonly string[];
  /** Names of platforms that are none of the names given; [] without a model. */
  readonly platforms: readonly FoundName[];
  /** What spoke: "lexicon" alone, or with the versions of the models. */
  readonly by: string;
}

/** Negativity of the lexicon from which it alone says so. */
const LEXICON_FROM = 0.5;
/** Names of the lexicon's categories as event types; what has none is no type of event. */
const EVENT_OF: Readonly<Partial<Record<keyof typeof CATEGORY_MEANINGS, string>>> = {
  absconding: "失联跑路",
  redemption: "提现困难",
  fundraising: "涉嫌非法集资",
  pyramid: "涉嫌传销",
  fraud: "涉嫌欺诈",
  criminal: "涉嫌违法",
  rights: "投诉维权",
};

/**
 * Reads one text. `names` are registered names of the firms that it may be about. Where there is a model
 * of negativity, it decides (it sees the lexicon's findings as features); both opinions are given.
 */
export function readText(
  raw: string,
  names: readonly string[] = [],
  models: TextModels | null = null,
): TextReading {
  const aliases = new Map(names.flatMap((name) => namesOf(name).map((alias) => [alias, name] as const)));
  const analysis = analyseText(raw, [...aliases.keys()]);
  const platforms = (models?.platforms?.(raw) ?? []).filter(({ name }) => !isKnown(name, aliases));
  const asked = [...aliases.keys()].filter((alias) => analysis.text.includes(alias));
  const input = {
    text: analysis.text,
    names: [...asked, ...platforms.map(({ name }) => normaliseText(name))],
    analysis,
  };
  const model = models?.negative?.(input)[0] ?? null;
  return {
    analysis,
    negative: {
      said: model === null ? analysis.negative >= LEXICON_FROM : model.said,
      lexicon: analysis.negative,
      model: model?.chance ?? null,
      subjects: subjectsOf(analysis, aliases, platforms),
    },
    events: eventsOf(analysis, models?.events?.(input) ?? []),
    mood: moodOf(models?.mood?.(input) ?? []),
    rates: analysis.rates,
    guarantees: analysis.guarantees.map(({ term }) => term),
    platforms,
    by: models === null ? "lexicon" : `lexicon ${models.version}`,
  };
}

function isKnown(name: string, aliases: ReadonlyMap<string, string>): boolean {
  const normal = normaliseText(name);
  for (const alias of aliases.keys()) if (alias.includes(normal) || normal.includes(alias)) return true;
  return false;
}

function eventsOf(analysis: TextAnalysis, labels: readonly LabelReading[]): EventReading[] {
  const events = new Map<string, EventReading>();
  for (const [category, weight] of analysis.categories) {
    const type = EVENT_OF[category];
    if (type !== undefined && weight >= LEXICON_FROM)
      events.set(type, { type, by: "lexicon", chance: weight });
  }
  for (const { name, chance, said } of labels) {
    const known = events.get(name);
    if (known !== undefined) {
      if (said) events.set(name, { type: name, by: "both", chance: Math.max(chance, known.chance) });
    } else if (said) events.set(name, { type: name, by: "model", chance });
  }
  return [...events.values()].sort((a, b) => b.chance - a.chance || (a.type < b.type ? -1 : 1));
}

function moodOf(labels: readonly LabelReading[]): { said: string; chance: number } | null {
  const said = labels.find((label) => label.said);
  return said === undefined ? null : { said: said.name, chance: said.chance };
}

/** Firms that stand in one sentence with a term that counts against its subject. */
function subjectsOf(
  { text, hits }: TextAnalysis,
  aliases: ReadonlyMap<string, string>,
  platforms: readonly FoundName[],
): string[] {
  const bad = hits.filter(({ weight }) => weight > 0.25);
  const subjects = new Set<string>();
  const named = [
    ...[...aliases].map(([alias, name]) => ({ alias, name })),
    ...platforms.map(({ name }) => ({ alias: normaliseText(name), name })),
  ];
  for (const { alias, name } of named) {
    // A name of characters that do not count is none.
    if (alias.length < 2) continue;
    for (let at = text.indexOf(alias); at >= 0; at = text.indexOf(alias, at + alias.length)) {
      const [from, to] = [sentenceBegin(text, at), sentenceEnd(text, at)];
      if (bad.some((hit) => hit.start >= from && hit.end <= to)) {
        subjects.add(name);
        break;
      }
    }
  }
  return [...subjects];
}
