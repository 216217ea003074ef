import {
  collectUpward,
  type HoldersOf,
  isPerson,
  type PartyNode,
  type Upward,
} from "#detectors/relations/holdings";

export const LOOK_THROUGH_DEFAULTS = {
  /** Nodes above one firm that are looked at. */
  maxNodes: 500,
  /** Rounds in which shares are passed upward: a loop of 99 % leaves 2·10⁻⁹ after 2,000. */
  maxRounds: 2000,
  /** Chains kept for each owner, strongest first, their greatest length, and the steps spent on finding them all. */
  maxChains: 5,
  maxChainLength: 10,
  chainSteps: 20_000,
  /** A chain that carries less than this is not listed; it still counts in the sum. */
  minChainShare: 0.0005,
};
export type LookThroughParameters = typeof LOOK_THROUGH_DEFAULTS;

export interface Chain {
  /** From the owner down to the firm, both included. */
  readonly nodes: readonly PartyNode[];
  /** Share of each step, one fewer than nodes. */
  readonly shares: readonly number[];
  /** Their product. */
  readonly share: number;
}

export interface Owner {
  readonly node: PartyNode;
  /** 0–1: what it finally owns along all chains together. */
  readonly share: number;
  readonly chains: readonly Chain[];
}

export interface LookThrough {
  /** Persons, and enterprises of which no holder is known; largest first, then by name of node. */
  readonly owners: readonly Owner[];
  /** Share that the registers leave open on some step (holders missing, shares missing, bound met). */
  readonly unknown: number;
  /** Share that runs in a ring of firms which belong to nobody outside it. */
  readonly circular: number;
  readonly truncated: boolean;
}

/**
 * 股权穿透: who finally owns a firm. Shares multiply along a chain and add up over chains. Cross-holdings and rings are
 * resolved exactly: the firm's 100 % is passed to its holders by their shares, again and again, until it lies with
 * owners above whom nobody is known, which is d·(I − A)⁻¹ of Brioschi, Buzzacchi and Colombo (Journal of Banking and
 * Finance 13, 1989, 747–767) as an absorbing walk. Owners + unknown + circular = 1, always. A firm that holds itself
 * through a ring thereby falls to its outside owners.
 *
 * O(rounds · edges) with rounds = the depth where there is no ring; at most `maxNodes` nodes.
 */
export function lookThrough(
  firm: PartyNode,
  holdersOf: HoldersOf,
  parameters: Partial<LookThroughParameters> = {},
): LookThrough {
  const p = { ...LOOK_THROUGH_DEFAULTS, ...parameters };
  return lookThroughOf(collectUpward(firm, holdersOf, p.maxNodes), p);
}

/** The same of what was collected above the firm already. */
export function lookThroughOf(upward: Upward, parameters: Partial<LookThroughParameters> = {}): LookThrough {
  const p = { ...LOOK_THROUGH_DEFAULTS, ...parameters };
  const { absorbed, unknown, circular } = passUpward(upward, p.maxRounds);
  const chains = listChains(upward, p);
  const owners: Owner[] = [];
  for (const [number, share] of absorbed.entries()) {
    if (number === 0 || share < 1e-9) continue;
    owners.push({ node: upward.nodes[number] as PartyNode, share, chains: chains.get(number) ?? [] });
  }
  owners.sort((a, b) => (Math.abs(a.share - b.share) > 1e-12 ? b.share - a.share : a.node < b.node ? -1 : 1));
  return { owners, unknown: unknown + (absorbed[0] as number), circular, truncated: upward.truncated };
}

/** Natural persons who finally own at least `least` of the firm. */
export function personsFrom(found: LookThrough, least: number): Owner[] {
  return found.owners.filter(({ node, share }) => isPerson(node) && share >= least - 1e-9);
}

function passUpward({ nodes, holders }: Upward, maxRounds: number) {
  const absorbed = new Float64Array(nodes.length);
  let mass = new Float64Array(nodes.length);
  let next = new Float64Array(nodes.length);
  mass[0] = 1;
  let moving = 1;
  let unknown = 0;
  for (let round = 0; round < maxRounds && moving > 1e-10; round++) {
    next.fill(0);
    moving = 0;
    for (let at = 0; at < nodes.length; at++) {
      const here = mass[at] as number;
      if (here === 0) continue;
      const row = holders[at] ?? [];
      if (row.length === 0) {
        absorbed[at] = (absorbed[at] as number) + here;
        continue;
      }
      let passed = 0;
      for (const [holder, share] of row) {
        next[holder] = (next[holder] as number) + here * share;
        passed += share;
      }
      unknown += here * Math.max(0, 1 - passed);
      moving += here * passed;
    }
    [mass, next] = [next, mass];
  }
  return { absorbed, unknown, circular: moving > 1e-10 ? moving : 0 };
}

/** Simple paths (no firm twice) from the firm up to each owner, depth first, larger holders first. */
function listChains({ nodes, holders }: Upward, p: LookThroughParameters): Map<number, Chain[]> {
  const found = new Map<number, Chain[]>();
  const path: number[] = [0];
  const shares: number[] = [];
  const onPath = new Uint8Array(nodes.length);
  onPath[0] = 1;
  let steps = 0;
  const visit = (at: number, product: number): void => {
    const row = holders[at] ?? [];
    if (row.length === 0) {
      if (at === 0) return;
      const list = found.get(at) ?? [];
      list.push({
        nodes: path.map((number) => nodes[number] as PartyNode).reverse(),
        shares: [...shares].reverse(),
        share: product,
      });
      found.set(at, list);
      return;
    }
    if (path.length > p.maxChainLength) return;
    for (const [holder, share] of [...row].sort((a, b) => b[1] - a[1] || a[0] - b[0])) {
      if (steps++ >= p.chainSteps) return;
      if (onPath[holder] === 1 || product * share < p.minChainShare) continue;
      onPath[holder] = 1;
      path.push(holder);
      shares.push(share);
      visit(holder, product * share);
      shares.pop();
      path.pop();
      onPath[holder] = 0;
    }
  };
  visit(0, 1);
  for (const [owner, list] of found) {
    list.sort((a, b) => b.share - a.share || a.nodes.length - b.nodes.length);
    found.set(owner, list.slice(0, p.maxChains));
  }
  return found;
}
