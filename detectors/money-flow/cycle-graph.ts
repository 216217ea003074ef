import { DAY_SECONDS, type MoneyFlowParameters } from "#detectors/money-flow/parameters";
import type { Transfer } from "#detectors/money-flow/transfer";

/** An account in the graph of the last days. Its hops are in order of arrival. */
export interface FlowNode {
  readonly account: string;
  readonly in: Hop[];
  readonly out: Hop[];
  /** Moving counts of transfers on either side, as of `countedAt`. */
  inCount: number;
  outCount: number;
  countedAt: number;
  /** Marks of the search under way: number of the search, and the hop that led here. */
  seen: number;
  forward: boolean;
  by: Hop | null;
}

interface Hop {
  readonly transfer: Transfer;
  readonly from: FlowNode;
  readonly to: FlowNode;
}

type CycleParameters = Pick<
  MoneyFlowParameters,
  | "cycleDays"
  | "cycleMostHops"
  | "cycleLeastHops"
  | "cycleShare"
  | "shortHops"
  | "shortShare"
  | "crowdedParties"
  | "habitCount"
  | "cycleReach"
>;

export function createFlowNode(account: string): FlowNode {
  return {
    account,
    in: [],
    out: [],
    inCount: 0,
    outCount: 0,
    countedAt: 0,
    seen: 0,
    forward: false,
    by: null,
  };
}

/**
 * The transfers of the last days as a graph. A new transfer u → v closes a cycle when money could already go from v to
 * u; the search goes from both ends at once, the smaller side first, and finds a shortest one. Dates inside the cycle
 * may be in any order: what matters is that all lie within `cycleDays` of each other. Shops and employers (crowded
 * accounts) and habits (wages, rent) are no hops: through them nearly everybody is in a cycle. And where from v very many
 * can be reached, and very many can reach u, the two meet by chance: among n accounts about reach · reach / n times. So
 * a search ends, and finds nothing, when that product passes `cycleReach`.
 */
export class CycleGraph {
  #search = 0;
  /** Searches that were given up because of `cycleReach`. */
  givenUp = 0;
  readonly #p: CycleParameters;

  constructor(parameters: CycleParameters) {
    this.#p = parameters;
  }

  /** Counts a payment on one side of an account; true when the account is crowded on that side. */
  count(node: FlowNode, side: "inCount" | "outCount", at: number): boolean {
    const { cycleDays, crowdedParties } = this.#p;
    if (at > node.countedAt) {
      const kept = Math.exp((node.countedAt - at) / (cycleDays * DAY_SECONDS));
      node.inCount *= kept;
      node.outCount *= kept;
      node.countedAt = at;
    }
    return ++node[side] > crowdedParties;
  }

  /**
   * Adds a transfer between two accounts that are not crowded; `count` is the number of payments of this relation so
   * far. Returns the cycle that it closes.
   */
  add(from: FlowNode, to: FlowNode, transfer: Transfer, count: number): readonly Transfer[] | null {
    const { habitCount, cycleDays } = this.#p;
    const at = transfer.atSeconds;
    if (from === to || count >= habitCount) return null;
    const oldest = at - cycleDays * DAY_SECONDS;
    dropOld(from.out, oldest);
    dropOld(to.in, oldest);
    const hop: Hop = { transfer, from, to };
    const cycle = from.in.length === 0 || to.out.length === 0 ? null : this.#close(hop, at);
    from.out.push(hop);
    to.in.push(hop);
    return cycle;
  }

  #close(closing: Hop, at: number): readonly Transfer[] | null {
    const { cycleMostHops, cycleReach } = this.#p;
    const search = ++this.#search;
    const start = closing.to;
    const goal = closing.from;
    mark(start, search, true, null);
    mark(goal, search, false, null);
    let [ahead, behind]: [FlowNode[], FlowNode[]] = [[start], [goal]];
    let [reachedAhead, reachedBehind] = [1, 1];
    for (let hops = 1; hops < cycleMostHops && ahead.length > 0 && behind.length > 0; hops++) {
      const forward = ahead.length <= behind.length;
      const next: FlowNode[] = [];
      for (const node of forward ? ahead : behind) {
        for (const hop of forward ? node.out : node.in) {
          if (!this.#fits(hop, at)) continue;
          const other = forward ? hop.to : hop.from;
          if (other.seen === search) {
            if (other.forward === forward) continue;
            const cycle = this.#join(closing, hop);
            if (cycle !== null) return cycle;
            continue;
          }
          mark(other, search, forward, hop);
          next.push(other);
          if (forward) reachedAhead++;
          else reachedBehind++;
          if (reachedAhead * reachedBehind > cycleReach) {
            this.givenUp++;
            return null;
          }
        }
      }
      if (forward) ahead = next;
      else behind = next;
    }
    return null;
  }

  #fits({ transfer, from, to }: Hop, at: number): boolean {
    const { cycleDays, crowdedParties } = this.#p;
    return (
      Math.abs(transfer.atSeconds - at) <= cycleDays * DAY_SECONDS &&
      from.outCount <= crowdedParties &&
      to.inCount <= crowdedParties
    );
  }

  /** The whole way: closing hop, from its end forward to the meeting hop, and from there on to its start. */
  #join(closing: Hop, meeting: Hop): readonly Transfer[] | null {
    const way: Hop[] = [meeting];
    for (let hop = meeting.from.by; hop !== null; hop = hop.from.by) way.unshift(hop);
    for (let hop = meeting.to.by; hop !== null; hop = hop.to.by) way.push(hop);
    way.unshift(closing);
    if (way.length < this.#p.cycleLeastHops || way.length > this.#p.cycleMostHops) return null;
    const times = way.map(({ transfer }) => transfer.atSeconds);
    if (Math.max(...times) - Math.min(...times) > this.#p.cycleDays * DAY_SECONDS) return null;
    const fens = way.map(({ transfer }) => transfer.fen);
    const share = way.length <= this.#p.shortHops ? this.#p.shortShare : this.#p.cycleShare;
    return Math.min(...fens) < share * Math.max(...fens) ? null : way.map(({ transfer }) => transfer);
  }
}

function mark(node: FlowNode, search: number, forward: boolean, by: Hop | null): void {
  node.seen = search;
  node.forward = forward;
  node.by = by;
}

/** Hops come nearly in order of time; one that came late stays until those before it go. */
function dropOld(hops: Hop[], oldest: number): void {
  let old = 0;
  while (old < hops.length && (hops[old] as Hop).transfer.atSeconds < oldest) old++;
  if (old > 0) hops.splice(0, old);
}
