import { normaliseName, shortNames } from "#domain/name";

/** An alias is only looked for from this length on: shorter ones stand in too many texts. */
const MIN_LENGTH = 4;
const MAX_LENGTH = MIN_LENGTH + 30;
const AMBIGUOUS = -1;

/**
 * Which enterprises a text names. All names and their short forms of four characters or more in one map, and for each
 * four-character beginning the lengths that go on from it (a bit each): a text costs one look-up a character. A short
 * form that two enterprises share names neither.
 */
export class NameIndex {
  readonly #ids = new Map<string, number>();
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
      else if (present !== id) this.#ids.set(alias, AMBIGUOUS);
      const prefix = alias.slice(0, MIN_LENGTH);
      this.#lengths.set(prefix, (this.#lengths.get(prefix) ?? 0) | (1 << (alias.length - MIN_LENGTH)));
    }
  }

  /** Enterprises named, in order of appearance, at most `most`. The longest name at a place wins. */
  find(text: string, most: number): number[] {
    const normal = normaliseName(text);
    const found: number[] = [];
    for (let i = 0; i + MIN_LENGTH <= normal.length && found.length < most; ) {
      const mask = this.#lengths.get(normal.slice(i, i + MIN_LENGTH));
      const match = mask === undefined ? null : this.#longest(normal, i, mask);
      if (match === null) i++;
      else {
        if (match.id !== AMBIGUOUS && !found.includes(match.id)) found.push(match.id);
        i += match.length;
      }
    }
    return found;
  }

  #longest(text: string, at: number, mask: number): { id: number; length: number } | null {
    for (let bit = 30; bit >= 0; bit--) {
      if ((mask & (1 << bit)) === 0) continue;
      const length = MIN_LENGTH + bit;
      if (at + length > text.length) continue;
      const id = this.#ids.get(text.slice(at, at + length));
      if (id !== undefined) return { id, length };
    }
    return null;
  }
}
