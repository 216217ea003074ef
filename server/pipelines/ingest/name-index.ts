import { normaliseName, shortNames } from "#domain/name";

/** An alias is only looked for from this length on: shorter ones stand in too many texts. */
const MIN_LENGTH = 4;
const MAX_LENGTH = MIN_LENGTH + 30;
/** Enterprises that one short form is kept for; more are only known to be more. */
const MOST_CANDIDATES = 8;

/** A name as it stands in a text, and the enterprises that may be meant: more than one is ambiguous. */
export interface Mention {
  readonly name: string;
  readonly candidates: readonly number[];
}

interface Match {
  readonly name: string;
  readonly ids: number | readonly number[];
}

/**
 * Which enterprises a text names. All names and their short forms of four characters or more in one map, and for each
 * four-character beginning the lengths that go on from it (a bit each): a text costs one look-up a character. A short
 * form that two enterprises share names neither for `find`; `mentions` gives both.
 */
export class NameIndex {
  /** One enterprise, or the several that share the name. */
  readonly #ids = new Map<string, number | number[]>();
  readonly #lengths = new Map<string, number>();

  get size(): number {
    return this.#ids.size;
  }

  add(id: number, name: string): void {
    const full = normaliseName(name);
    for (const alias of [full, ...shortNames(name)]) {
      if (alias.length < MIN_LENGTH || alias.length > MAX_LENGTH) continue;
      const present = this.#ids.get(alias);
      if (present === undefined) this.#ids.set(alias, id);
      else if (typeof present === "number") {
        if (present !== id) this.#ids.set(alias, [present, id]);
      } else if (!present.includes(id) && present.length < MOST_CANDIDATES) present.push(id);
      const prefix = alias.slice(0, MIN_LENGTH);
      this.#lengths.set(prefix, (this.#lengths.get(prefix) ?? 0) | (1 << (alias.length - MIN_LENGTH)));
    }
  }

  /** Enterprises named, in order of appearance, at most `most`. The longest name at a place wins. */
  find(text: string, most: number): number[] {
    const found: number[] = [];
    this.#walk(text, ({ ids }) => {
      if (typeof ids === "number" && !found.includes(ids)) found.push(ids);
      return found.length < most;
    });
    return found;
  }

  /** Every name in the text once, ambiguous ones with all who may be meant, at most `most`. */
  mentions(text: string, most: number): Mention[] {
    const found = new Map<string, Mention>();
    this.#walk(text, ({ ids, name }) => {
      found.set(name, { name, candidates: typeof ids === "number" ? [ids] : [...ids] });
      return found.size < most;
    });
    return [...found.values()];
  }

  #walk(text: string, onMatch: (match: Match) => boolean): void {
    const normal = normaliseName(text);
    for (let i = 0; i + MIN_LENGTH <= normal.length; ) {
      const mask = this.#lengths.get(normal.slice(i, i + MIN_LENGTH));
      const match = mask === undefined ? null : this.#longest(normal, i, mask);
      if (match === null) i++;
      else {
        if (!onMatch(match)) return;
        i += match.name.length;
      }
    }
  }

  #longest(text: string, at: number, mask: number): Match | null {
    for (let bit = 30; bit >= 0; bit--) {
      if ((mask & (1 << bit)) === 0) continue;
      const length = MIN_LENGTH + bit;
      if (at + length > text.length) continue;
      const name = text.slice(at, at + length);
      const ids = this.#ids.get(name);
      if (ids !== undefined) return { ids, name };
    }
    return null;
  }
}
