import { readText, type TextModels } from "#detectors/text/reading";
import { textDraft, textReading } from "#domain/api/texts";
import { type AnyRoute, defineRoute } from "#server/http/route";
import type { Mention } from "#server/pipelines/ingest/name-index";
import { readEnterprises } from "#store/enterprise-search";
import type { Pool } from "#store/pool";

const MOST_MENTIONS = 20;

export interface TextDeps {
  readonly db: Pool;
  readonly texts: {
    /** null: lexicon and rules alone. */
    readonly models: TextModels | null;
    readonly mentions: (text: string, most: number) => Mention[];
  };
}

/** 文本研读: a text as the program reads it, with those whom its names may mean. Nothing of it is kept. */
export function textRoutes({ db, texts }: TextDeps): AnyRoute[] {
  return [
    defineRoute({
      method: "POST",
      path: "/api/texts/read",
      tag: "models",
      summary: {
        zh: "文本研读：负面与主体、事件类型、承诺收益、疑似平台名称、涉及企业（含同名歧义）；不保存",
        en: "Reads a text: negativity and subject, event types, promised returns, platform names, enterprises named (with ambiguity); nothing is kept",
      },
      access: { kind: "whole", action: "config.read" },
      rate: { per: "user", perMinute: 60 },
      trail: { notAudited: "reads only: the text is not kept" },
      body: textDraft,
      response: textReading,
      handler: async ({ body, scope }) => {
        const mentions = texts.mentions(body.text, MOST_MENTIONS);
        const ids = mentions.flatMap(({ candidates }) => candidates);
        const known = new Map((await readEnterprises(db, ids, scope)).map((row) => [row.id, row]));
        const seen = (some: readonly number[]) =>
          some.flatMap((id) => {
            const row = known.get(id);
            return row === undefined ? [] : [{ id, name: row.name, district: row.district }];
          });
        // Who is named for certain is known to the reading; of an ambiguous name it is not known who is meant.
        const certain = mentions.flatMap(({ candidates }) =>
          candidates.length === 1 ? seen(candidates) : [],
        );
        const reading = readText(
          body.text,
          certain.map(({ name }) => name),
          texts.models,
        );
        return {
          by: reading.by,
          negative: { ...reading.negative, subjects: [...reading.negative.subjects] },
          events: [...reading.events],
          mood: reading.mood,
          rates: [...reading.rates],
          guarantees: [...reading.guarantees],
          platforms: reading.platforms.map(({ name, chance }) => ({ name, chance })),
          mentions: mentions.map(({ name, candidates }) => ({
            name,
            candidates: seen(candidates),
            hidden: candidates.length - seen(candidates).length,
          })),
        };
      },
    }),
  ];
}
