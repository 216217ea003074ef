import { readFile } from "node:fs/promises";
import { parse } from "csv-parse/sync";
import { z } from "zod";

/** One text of a labelled corpus. */
export interface CorpusText {
  readonly title: string;
  readonly text: string;
  /** Names that come with the text as given input (finnsp). Never those that are the answer. */
  readonly names: readonly string[];
  /** What holds of the text: event types, the class, or unknown names. */
  readonly labels: readonly string[];
}

export const TEXT_TASKS = ["finnsp", "finese", "finfe", "entity"] as const;
export type TextTask = (typeof TEXT_TASKS)[number];

/** The label of a finnsp text that is negative about somebody in it. */
export const NEGATIVE = "负面";
/** Rows of finese that hold no event of a listed type. */
const NO_EVENT = "其他";
const SENTIMENTS = ["消极", "中性", "积极"] as const;

const cell = z.string().nullable();
const finnspRow = z.tuple([cell, cell, cell, cell, cell, cell]);
const fineseRow = z.tuple([cell, z.string(), z.string(), cell]);
const finfeRow = z.tuple([z.string(), z.union([z.literal(0), z.literal(1), z.literal(2)])]);

/** Reads a corpus file. Rows of one text are one text. A file of another form is refused with its first fault. */
export async function readCorpus(task: TextTask, file: string): Promise<CorpusText[]> {
  const content = await readFile(file, "utf8");
  if (task === "entity") return readEntityCsv(content);
  const json = JSON.parse(content) as unknown;
  switch (task) {
    case "finnsp":
      return z
        .array(finnspRow)
        .parse(json)
        .filter(([, , , , label]) => label === "0" || label === "1")
        .map(([, title, text, names, label]) => ({
          title: title ?? "",
          text: text ?? "",
          names: splitNames(names),
          labels: label === "1" ? [NEGATIVE] : [],
        }));
    case "finese": {
      const types = new Map<string, Set<string>>();
      for (const [, text, type] of z.array(fineseRow).parse(json)) {
        const own = types.get(text) ?? new Set();
        if (type !== NO_EVENT) own.add(type);
        types.set(text, own);
      }
      return [...types].map(([text, own]) => ({ title: "", text, names: [], labels: [...own].sort() }));
    }
    case "finfe":
      return z
        .array(finfeRow)
        .parse(json)
        .map(([text, label]) => ({ title: "", text, names: [], labels: [SENTIMENTS[label]] }));
  }
}

function readEntityCsv(content: string): CorpusText[] {
  const rows = parse(content, { columns: true, bom: true, relax_quotes: true, relax_column_count: true });
  return z
    .array(z.object({ text: z.string(), unknownEntities: z.string().optional() }))
    .parse(rows)
    .map(({ text, unknownEntities }) => ({
      title: "",
      text,
      names: [],
      labels: splitNames(unknownEntities ?? ""),
    }));
}

function splitNames(cell: string | null): string[] {
  const names = (cell ?? "").split(";").map((name) => name.trim());
  return [...new Set(names.filter((name) => name !== ""))];
}
