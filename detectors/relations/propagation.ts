import type { MemberRole } from "#detectors/association/meeting";

/** Risk of `from` reaches `to` because, seen from `to`, `from` is its `role`. */
export interface RiskEdge {
  readonly from: string;
  readonly to: string;
  readonly role: MemberRole;
  /** 0–1: what it lets through. */
  readonly weight: number;
  /** Added by people; kept in the path. */
  readonly manual?: true;
}

export const PROPAGATION_DEFAULTS = {
  /** Edges of a path at most. */
  maxHops: 3,
  /** What each further edge leaves besides its own weight. */
  decay: 0.6,
  /** A path that carries less is not followed. */
  minWeight: 0.1,
  /** Own score from which a firm is a source. */
  sourceFrom: 60,
  /** The second source counts this much of its points, the third its square: as signals in a dimension. */
  rankDiscount: 0.6,
  /** Sources that are listed for one firm, strongest first. */
  maxSources: 20,
};
export type PropagationParameters = typeof PROPAGATION_DEFAULTS;

export interface PathStep {
  readonly node: string;
  /** What the node before is to this one. */
  readonly role: MemberRole;
  readonly manual?: true;
}

export interface Contribution {
  readonly source: string;
  /** Score of the source itself. */
  readonly own: number;
  /** Product of the path's edges and decay. */
  readonly weight: number;
  /** own · weight. */
  readonly points: number;
  /** From the source (not listed) to the firm (last). */
  readonly path: readonly PathStep[];
}

export interface Heard {
  /** 0–100: 100·(1 − Π(1 − pointsᵢ·ρⁱ/100)), strongest source first. */
  readonly risk: number;
  readonly contributions: readonly Contribution[];
}

export interface Propagation {
  /** Sets a firm's own score (0–100); gives the firms that hear something else now. O(reach of the firm). */
  setOwn(node: string, own: number): ReadonlySet<string>;
  /** Adds, changes or (weight 0) removes an edge; gives the firms that hear something else now. */
  setEdge(edge: RiskEdge): ReadonlySet<string>;
  heardBy(node: string): Heard;
}

interface Reached {
  readonly weight: number;
  readonly step: PathStep;
  readonly before: Reached | null;
}

const NOBODY: ReadonlySet<string> = new Set();

/**
 * Personalised propagation: each source reaches every firm along its best path of at most `maxHops` edges, so that rings
 * add nothing and a firm never hears itself. It holds what each source reaches; a changed score touches only those, a
 * changed edge only the sources that reach its beginning. The result is the one of a whole computation (tested).
 *
 * Memory and time of a source: the edges within `maxHops` whose product is at least `minWeight`.
 */
export function createPropagation(parameters: Partial<PropagationParameters> = {}): Propagation {
  const p = { ...PROPAGATION_DEFAULTS, ...parameters };
  const edges = new Map<string, Map<string, RiskEdge>>();
  const owns = new Map<string, number>();
  const reach = new Map<string, Map<string, Reached>>();
  const heard = new Map<string, Map<string, Reached>>();

  /** What a source reaches, hop by hop; a longer path replaces a shorter one only when it carries more. */
  function spread(source: string): Map<string, Reached> {
    const best = new Map<string, Reached>();
    let frontier = new Map<string, Reached | null>([[source, null]]);
    for (let hop = 1; hop <= p.maxHops && frontier.size > 0; hop++) {
      const next = new Map<string, Reached>();
      for (const [node, before] of frontier) {
        const carried = before === null ? 1 : before.weight * p.decay;
        for (const edge of edges.get(node)?.values() ?? []) {
          const weight = carried * edge.weight;
          if (edge.to === source || weight < p.minWeight) continue;
          const known = best.get(edge.to);
          if (known !== undefined && known.weight >= weight) continue;
          const candidate = { weight, step: stepOf(edge), before };
          const rival = next.get(edge.to);
          if (rival === undefined || isBetter(candidate, rival)) next.set(edge.to, candidate);
        }
      }
      for (const [node, reached] of next) best.set(node, reached);
      frontier = next;
    }
    return best;
  }

  function replaceReach(source: string, now: Map<string, Reached> | null, touched: Set<string>): void {
    for (const node of reach.get(source)?.keys() ?? []) {
      touched.add(node);
      const from = heard.get(node);
      from?.delete(source);
      if (from?.size === 0) heard.delete(node);
    }
    if (now === null) {
      reach.delete(source);
      return;
    }
    reach.set(source, now);
    for (const [node, reached] of now) {
      touched.add(node);
      const from = heard.get(node);
      if (from === undefined) heard.set(node, new Map([[source, reached]]));
      else from.set(source, reached);
    }
  }

  return {
    setOwn(node, own) {
      const before = owns.get(node) ?? 0;
      const was = before >= p.sourceFrom;
      const is = own >= p.sourceFrom;
      owns.set(node, own);
      if (was && is) return before === own ? NOBODY : new Set(reach.get(node)?.keys());
      if (!was && !is) return NOBODY;
      const touched = new Set<string>();
      replaceReach(node, is ? spread(node) : null, touched);
      return touched;
    },
    setEdge(edge) {
      const row = edges.get(edge.from) ?? new Map<string, RiskEdge>();
      const key = `${edge.to} ${edge.role}`;
      if (edge.weight > 0) row.set(key, edge);
      else row.delete(key);
      if (row.size === 0) edges.delete(edge.from);
      else edges.set(edge.from, row);
      const sources = [...(heard.get(edge.from)?.keys() ?? [])];
      if (reach.has(edge.from)) sources.push(edge.from);
      const touched = new Set<string>();
      for (const source of sources) replaceReach(source, spread(source), touched);
      return touched;
    },
    heardBy(node) {
      const contributions = [...(heard.get(node) ?? [])].map(([source, reached]): Contribution => {
        const own = owns.get(source) ?? 0;
        return { source, own, weight: reached.weight, points: own * reached.weight, path: pathOf(reached) };
      });
      contributions.sort((a, b) => b.points - a.points || (a.source < b.source ? -1 : 1));
      contributions.length = Math.min(contributions.length, p.maxSources);
      let survival = 1;
      for (const [rank, { points }] of contributions.entries())
        survival *= 1 - (Math.min(100, points) * p.rankDiscount ** rank) / 100;
      return { risk: 100 * (1 - survival), contributions };
    },
  };
}

function stepOf({ to, role, manual }: RiskEdge): PathStep {
  return manual === true ? { node: to, role, manual } : { node: to, role };
}

/** The stronger path; of equal ones the one that does not depend on the order in which edges came. */
function isBetter(a: Reached, b: Reached): boolean {
  if (a.weight !== b.weight) return a.weight > b.weight;
  return nameOf(a) < nameOf(b);
}

function nameOf(reached: Reached): string {
  let name = "";
  for (let at: Reached | null = reached; at !== null; at = at.before)
    name = `${at.step.node} ${at.step.role}>${name}`;
  return name;
}

function pathOf(reached: Reached): PathStep[] {
  const steps: PathStep[] = [];
  for (let at: Reached | null = reached; at !== null; at = at.before) steps.push(at.step);
  return steps.reverse();
}
