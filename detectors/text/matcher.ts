/** Calls back for each pattern found: its number, and where it starts and ends (exclusive). */
export type OnMatch = (pattern: number, start: number, end: number) => void;

export interface Matcher {
  /** Every occurrence of every pattern, overlapping ones too, in one pass over the text. */
  scan(text: string, onMatch: OnMatch): void;
}

/**
 * Aho–Corasick, compiled to a full transition table: characters that occur in no pattern share class 0, so the table
 * is (nodes × classes) 16-bit cells and the scan is one lookup a character.
 */
export function makeMatcher(patterns: readonly string[]): Matcher {
  const classOf = new Uint16Array(65536);
  let classes = 1;
  let nodeLimit = 1;
  for (const pattern of patterns) {
    nodeLimit += pattern.length;
    for (let i = 0; i < pattern.length; i++) {
      const code = pattern.charCodeAt(i);
      if (classOf[code] === 0) classOf[code] = classes++;
    }
  }
  if (nodeLimit > 65535) throw new RangeError(`patterns need up to ${nodeLimit} nodes, the limit is 65535`);
  const next = new Uint16Array(nodeLimit * classes);
  const ends: number[][] = [[]];
  let nodes = 1;
  patterns.forEach((pattern, number) => {
    let node = 0;
    for (let i = 0; i < pattern.length; i++) {
      const cell = node * classes + (classOf[pattern.charCodeAt(i)] as number);
      if (next[cell] === 0) {
        next[cell] = nodes++;
        ends.push([]);
      }
      node = next[cell] as number;
    }
    (ends[node] as number[]).push(number);
  });
  const fail = new Uint16Array(nodes);
  const queue: number[] = [];
  for (let c = 1; c < classes; c++) if (next[c] !== 0) queue.push(next[c] as number);
  for (let head = 0; head < queue.length; head++) {
    const node = queue[head] as number;
    const back = fail[node] as number;
    const inherited = ends[back] as number[];
    if (inherited.length > 0) (ends[node] as number[]).push(...inherited);
    for (let c = 1; c < classes; c++) {
      const cell = node * classes + c;
      const child = next[cell] as number;
      const fallback = next[back * classes + c] as number;
      if (child === 0) next[cell] = fallback;
      else {
        fail[child] = fallback;
        queue.push(child);
      }
    }
  }
  const hasEnd = new Uint8Array(nodes);
  ends.forEach((list, node) => {
    hasEnd[node] = list.length > 0 ? 1 : 0;
  });
  return {
    scan(text, onMatch) {
      let node = 0;
      for (let i = 0; i < text.length; i++) {
        node = next[node * classes + (classOf[text.charCodeAt(i)] as number)] as number;
        if (hasEnd[node] === 0) continue;
        for (const number of ends[node] as number[]) {
          onMatch(number, i + 1 - (patterns[number] as string).length, i + 1);
        }
      }
    },
  };
}
