/**
 * The last messages of one topic, consecutive by sequence, bounded by count, by age and by bytes (of the JSON text's
 * length, which is within a factor of three of what the strings take). The oldest leave first; the newest stays.
 */
export class Ring {
  readonly #maxCount: number;
  readonly #maxBytes: number;
  readonly #maxAgeMs: number;
  #bodies: string[] = [];
  #times: number[] = [];
  #start = 0;
  #first: number;
  #bytes = 0;

  /** `last` is the sequence before the first message that will be pushed. */
  constructor(last: number, bounds: { maxCount: number; maxBytes: number; maxAgeMs: number }) {
    this.#first = last + 1;
    this.#maxCount = bounds.maxCount;
    this.#maxBytes = bounds.maxBytes;
    this.#maxAgeMs = bounds.maxAgeMs;
  }

  /** Lowest sequence held; `last + 1` when empty. */
  get first(): number {
    return this.#first;
  }

  get last(): number {
    return this.#first + this.count - 1;
  }

  get count(): number {
    return this.#bodies.length - this.#start;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** Adds the message with the sequence `last + 1`. `nowMs` is of any clock that only goes forward. */
  push(body: string, nowMs: number): void {
    this.#bodies.push(body);
    this.#times.push(nowMs);
    this.#bytes += body.length;
    while (this.count > 1 && this.#isOver(nowMs)) {
      this.#bytes -= (this.#bodies[this.#start] as string).length;
      this.#bodies[this.#start] = "";
      this.#start++;
      this.#first++;
    }
    if (this.#start > 1024 && this.#start * 2 > this.#bodies.length) {
      this.#bodies = this.#bodies.slice(this.#start);
      this.#times = this.#times.slice(this.#start);
      this.#start = 0;
    }
  }

  #isOver(nowMs: number): boolean {
    const age = nowMs - (this.#times[this.#start] as number);
    return this.count > this.#maxCount || this.#bytes > this.#maxBytes || age > this.#maxAgeMs;
  }

  /** Bodies after `seq`, ascending: at least one if there is one, then as many as fit into `maxChars`. */
  after(seq: number, maxChars: number, maxCount: number): string[] {
    const bodies: string[] = [];
    let chars = 0;
    for (let i = this.#start + Math.max(0, seq + 1 - this.#first); i < this.#bodies.length; i++) {
      const body = this.#bodies[i] as string;
      if (bodies.length > 0 && (chars + body.length > maxChars || bodies.length >= maxCount)) break;
      bodies.push(body);
      chars += body.length;
    }
    return bodies;
  }
}
