import type { ReadText } from "#detectors/natures/reading";
import { NUMERAL, parseNumeral } from "#detectors/text/numeral";

/** Numbers of people and amounts that texts state of the matter: what others say, never a lower bound. */
export interface Claims {
  readonly people: readonly number[];
  readonly fen: readonly number[];
}

const MATTER = /投资人|投资者|受害|出借人|集资参与人|涉及|涉案|募集|集资|吸收|兑付|提现|卷款/;
const PEOPLE = new RegExp(
  `(${NUMERAL})(?:余|多|来)?(?:名|位|个)?(?:投资人|投资者|受害人|受害者|出借人|集资参与人|老人|会员|客户|人)(?!民币)`,
  "g",
);
const AMOUNT = new RegExp(`(${NUMERAL})(?:余|多)?(万|亿)?元`, "g");
/** Above what a city has: a slip of a text. */
const MOST_PEOPLE = 10_000_000;
const MOST_FEN = 1e14;

export function readClaims(texts: readonly ReadText[]): Claims {
  const people: number[] = [];
  const fen: number[] = [];
  for (const { event, sentences } of texts) {
    if (event.kind !== "sentiment" && event.kind !== "penalty" && event.kind !== "judicial") continue;
    for (const { normal } of sentences) {
      if (!MATTER.test(normal)) continue;
      for (const found of normal.matchAll(PEOPLE)) {
        const count = parseNumeral(found[1] ?? "");
        if (count !== null && count >= 2 && count <= MOST_PEOPLE) people.push(Math.round(count));
      }
      for (const found of normal.matchAll(AMOUNT)) {
        const value = parseNumeral(found[1] ?? "");
        if (value === null) continue;
        const amount = Math.round(value * (found[2] === "亿" ? 1e10 : found[2] === "万" ? 1e6 : 100));
        if (amount > 0 && amount <= MOST_FEN) fen.push(amount);
      }
    }
  }
  return { people, fen };
}
