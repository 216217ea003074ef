import { findController } from "#detectors/relations/controller";
import type { Holding } from "#detectors/relations/holdings";
import { createPropagation } from "#detectors/relations/propagation";
import { type ClusterFirm, findShellClusters } from "#detectors/relations/shell-cluster";
import { makeRandom } from "#server/bench/detector-mix";

export interface RelationsBench {
  readonly firms: number;
  /** Ownership edges; look-through, controller and beneficial owners of each firm. */
  readonly holdings: number;
  readonly controllersPerSecond: number;
  readonly usPerController: number;
  /** Edges of risk; sources; setting all edges and walking all sources. */
  readonly riskEdges: number;
  readonly sources: number;
  readonly riskEdgesPerSecond: number;
  /** Mean reach of a source, firms. */
  readonly reach: number;
  /** A source's score changes; a firm becomes a source or is one no more; an edge changes, microseconds. */
  readonly usPerScore: number;
  readonly usPerSource: number;
  readonly usPerEdge: number;
  readonly clusterFirmsPerSecond: number;
  readonly clusters: number;
}

/** `npm run bench -- relations`: the algorithms over the graph, without any I/O, processor time. */
export function benchRelations(
  options: { readonly firms?: number; readonly seed?: number } = {},
): RelationsBench {
  const { firms = 200_000, seed = 1 } = options;
  return {
    firms,
    ...benchControllers(firms, makeRandom(seed)),
    ...benchPropagation(firms, makeRandom(seed + 1)),
    ...benchClusters(firms, makeRandom(seed + 2)),
  };
}

/** Seconds of processor time that the work takes. */
function time(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

/** One firm in three is held by another, often a later one, so that rings come too; persons hold the rest. */
function benchControllers(firms: number, random: () => number) {
  const book = new Map<string, Holding[]>();
  let holdings = 0;
  for (let id = 0; id < firms; id++) {
    const holders: Holding[] = [];
    let left = 1;
    if (random() < 0.35) {
      const share = Math.round((0.2 + 0.6 * random()) * 100) / 100;
      holders.push({ holder: `e:${Math.floor(random() * firms)}`, share });
      left -= share;
    }
    const people = 1 + Math.floor(random() * 3);
    for (let n = 0; n < people; n++) holders.push({ holder: `p:${id * 4 + n}`, share: left / people });
    holdings += holders.length;
    book.set(`e:${id}`, holders);
  }
  const seconds = time(() => {
    for (let id = 0; id < firms; id++)
      findController({ firm: `e:${id}`, holdersOf: (firm) => book.get(firm) });
  });
  return {
    holdings,
    controllersPerSecond: Math.round(firms / seconds),
    usPerController: round((seconds * 1e6) / firms),
  };
}

/** Three edges a firm, most to near numbers, so that neighbourhoods overlap; one firm in a hundred is a source. */
function benchPropagation(firms: number, random: () => number) {
  const graph = createPropagation();
  const node = () => `e:${Math.floor(random() * firms)}`;
  const riskEdges = firms * 3;
  const edges = Array.from({ length: riskEdges }, (_, at) => {
    const from = Math.floor(at / 3);
    const to = random() < 0.7 ? (from + 1 + Math.floor(random() * 20)) % firms : Math.floor(random() * firms);
    return { from: `e:${from}`, to: `e:${to}`, role: "shareholder" as const, weight: 0.45 + 0.5 * random() };
  });
  const sources = [...new Set(Array.from({ length: Math.floor(firms / 100) }, node))];
  let reach = 0;
  const seconds = time(() => {
    for (const edge of edges) graph.setEdge(edge);
    for (const source of sources) reach += graph.setOwn(source, 70).size;
  });
  const score = time(() => {
    for (const [at, source] of sources.entries()) graph.setOwn(source, 71 + (at % 20));
  });
  const source = time(() => {
    for (const one of sources) graph.setOwn(one, 10);
    for (const one of sources) graph.setOwn(one, 80);
  });
  const changed = edges.slice(0, 20_000);
  const edge = time(() => {
    for (const one of changed) graph.setEdge({ ...one, weight: one.weight / 2 });
  });
  return {
    riskEdges,
    sources: sources.length,
    riskEdgesPerSecond: Math.round(riskEdges / seconds),
    reach: round(reach / sources.length),
    usPerScore: round((score * 1e6) / sources.length),
    usPerSource: round((source * 1e6) / (2 * sources.length)),
    usPerEdge: round((edge * 1e6) / changed.length),
  };
}

/** Four links a firm; one firm in fifty belongs to a shell cluster of sixteen. */
function benchClusters(firms: number, random: () => number) {
  const list: ClusterFirm[] = [];
  for (let id = 0; id < firms; id++) {
    const shell = id % 50 === 0;
    const group = Math.floor(id / 800);
    list.push({
      id,
      name: `上海第${id}贸易有限公司`,
      establishedDay: shell ? 20_000 + (id % 40) : Math.floor(random() * 20_000),
      registeredCapital: 1_000_000,
      paidInCapital: shell || random() < 0.35 ? 0 : 1_000_000,
      abnormal: false,
      changes: 0,
      representative: shell ? `甲${group}` : `人${id}`,
      parent: null,
      links: [
        { kind: "address", key: shell ? `s${group}` : `r${Math.floor(random() * firms)}` },
        { kind: "phone", key: shell ? `s${group}` : `t${Math.floor(random() * firms)}` },
        { kind: "representative", key: shell ? `甲${group}` : `人${Math.floor(random() * firms)}` },
        { kind: "agent", key: `g${Math.floor(random() * 5000)}` },
      ],
    });
  }
  let clusters = 0;
  const seconds = time(() => {
    clusters = findShellClusters(list).filter(({ suspected }) => suspected).length;
  });
  return { clusterFirmsPerSecond: Math.round(firms / seconds), clusters };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
