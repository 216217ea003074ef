import { makePersonName } from "#stream/simulator/names";
import type { Rng } from "#stream/simulator/random";

/** What a text is about. `name` is the registered name, `short` what people say. */
export interface TextSubject {
  readonly name: string;
  readonly short: string;
  readonly district: string;
}

/** A template cut at its slots once: text, slot, text, slot, … text. */
export type Template = readonly string[];

/**
 * Slots: {n} registered name, {s} short name, {d} district, {p} a person, {a} amount in 万元, {b} another amount,
 * {r} yearly rate 10–24, {q} modest rate 2–4, {m} months 2–11, {k} count 3–48, {t} a large count 60–900, {y} age,
 * {w} a weekday, {c} a case number.
 */
export function compile(lines: readonly string[]): readonly Template[] {
  return lines.map((line) => line.split(/[{}]/));
}

export function fill(template: Template, rng: Rng, subject: TextSubject): string {
  let out = template[0] as string;
  for (let i = 1; i < template.length; i += 2) {
    out += slot(template[i] as string, rng, subject);
    out += template[i + 1] as string;
  }
  return out;
}

const WEEKDAYS = ["周一", "周二", "周三", "周四", "周五", "周末"];
const AMOUNTS = [1, 2, 3, 5, 8, 10, 12, 15, 20, 26, 30, 38, 50, 60, 80, 100, 120, 150, 200, 300];

function slot(key: string, rng: Rng, subject: TextSubject): string {
  switch (key) {
    case "n":
      return subject.name;
    case "s":
      return subject.short;
    case "d":
      return subject.district;
    case "p":
      return makePersonName(rng.next());
    case "a":
    case "b":
      return String(rng.pick(AMOUNTS));
    case "r":
      return String(rng.between(10, 24));
    case "q":
      return `${rng.between(2, 3)}.${rng.between(0, 9)}`;
    case "m":
      return String(rng.between(2, 11));
    case "k":
      return String(rng.between(3, 48));
    case "t":
      return String(rng.between(60, 900));
    case "y":
      return String(rng.between(58, 79));
    case "w":
      return rng.pick(WEEKDAYS);
    case "c":
      return String(rng.between(1001, 39999));
    default:
      throw new RangeError(`no slot {${key}}`);
  }
}
