/** A node of the graph: "e:<id>" an enterprise, "p:<id>" a person. */
export type PartyNode = string;

/** One holder of a firm; `share` 0–1, null where the register names the holder without its share. */
export interface Holding {
  readonly holder: PartyNode;
  readonly share: number | null;
}

/** Who holds a firm; undefined or empty: nobody is known, and the look-through ends there. */
export type HoldersOf = (firm: PartyNode) => readonly Holding[] | undefined;

/** Everything above one firm, its nodes numbered from the firm itself (0) in the order of the search. */
export interface Upward {
  readonly nodes: readonly PartyNode[];
  /** Holders of each node: number of the holder and its share; shares of one node add up to at most 1. */
  readonly holders: readonly (readonly (readonly [holder: number, share: number])[])[];
  /** The bound was met: what lies above was left out and counts as unknown. */
  readonly truncated: boolean;
}

/**
 * Collects the holders of `firm`, their holders and so on, breadth first, at most `maxNodes` nodes. Shares of one firm
 * that add up to more than 1 (a register that lists an old holder beside the new one) are scaled to 1. O(nodes + edges).
 */
export function collectUpward(firm: PartyNode, holdersOf: HoldersOf, maxNodes: number): Upward {
  const nodes: PartyNode[] = [firm];
  const numbers = new Map<PartyNode, number>([[firm, 0]]);
  const holders: [number, number][][] = [];
  let truncated = false;
  for (let at = 0; at < nodes.length; at++) {
    const node = nodes[at] as PartyNode;
    const known = (isPerson(node) ? undefined : holdersOf(node)) ?? [];
    const row = new Map<number, number>();
    for (const { holder, share } of known) {
      if (share === null || !(share > 0) || holder === node) continue;
      let number = numbers.get(holder);
      if (number === undefined) {
        if (nodes.length >= maxNodes) {
          truncated = true;
          continue;
        }
        number = nodes.length;
        numbers.set(holder, number);
        nodes.push(holder);
      }
      row.set(number, (row.get(number) ?? 0) + Math.min(1, share));
    }
    let sum = 0;
    for (const share of row.values()) sum += share;
    holders.push([...row].map(([number, share]) => [number, sum > 1 ? share / sum : share]));
  }
  return { nodes, holders, truncated };
}

export function isPerson(node: PartyNode): boolean {
  return node.startsWith("p:");
}
