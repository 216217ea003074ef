import { DIMENSIONS, type DimensionScores } from "#domain/dimension";
import { LEVELS, type Level, levelOf } from "#domain/level";
import { Refusal } from "#server/http/refusal";

/** "orange,red" as numbers, [3, 4]; undefined when not given. */
export function parseLevels(list: string | undefined): number[] | undefined {
  if (list === undefined || list === "") return undefined;
  return parseList(list, LEVELS, "levels").map((level) => LEVELS.indexOf(level) + 1);
}

/** A comma list of known words; an unknown one is refused by name. */
export function parseList<W extends string>(list: string, known: readonly W[], path: string): W[] {
  return list.split(",").map((word) => {
    if (!(known as readonly string[]).includes(word)) {
      throw new Refusal(
        "request.invalid",
        {},
        {
          details: [
            {
              path: `query.${path}`,
              code: "invalid_value",
              message: {
                zh: `“${word.slice(0, 40)}”不在可用范围内：${known.join("、")}`,
                en: `"${word.slice(0, 40)}" is not one of ${known.join(", ")}`,
              },
            },
          ],
        },
      );
    }
    return word as W;
  });
}

/** The store's number as the word that travels. */
export function levelWord(number: number): Level {
  return levelOf(number);
}

export function dimensionsOf(values: readonly number[]): DimensionScores {
  return Object.fromEntries(
    DIMENSIONS.map((dimension, i) => [dimension, round(values[i] ?? 0)]),
  ) as DimensionScores;
}

/** Two decimals: scores are single-precision in the store. */
export function round(value: number): number {
  return Math.round(value * 100) / 100;
}

/** Instants leave as ISO 8601 in UTC. */
export function iso(ms: number): string {
  return new Date(ms).toISOString();
}

export function isoOrNull(ms: number | null): string | null {
  return ms === null ? null : iso(ms);
}
