import type { RelationGraph } from "#domain/api/relations";
import type { Scope } from "#domain/permission";
import { levelWord } from "#server/modules/levels";
import { readNodeNames } from "#store/controllers";
import type { Db } from "#store/pool";
import { type GraphEdgeRow, readGraphEdges } from "#store/relation-graph";

/** Its metric is what a screen can draw and a person can read. */
const MAX_NODES = 500;
const MAX_EDGES = 4000;

type Node = RelationGraph["nodes"][number];

/**
 * The firm with everybody whom ties lead to, layer by layer. Of a firm outside the reader's scope the tie to the firm
 * itself is shown by name, as the register shows it; it is not opened, not walked on, and further away not shown at all.
 */
export async function readGraph(
  db: Db,
  rootId: number,
  layers: number,
  scope: Scope,
): Promise<RelationGraph> {
  const root = `e:${rootId}`;
  const nodes = new Map<string, Node>();
  const edges = new Map<number, GraphEdgeRow>();
  const hidden = new Set<string>();
  let truncated = false;
  let frontier = [root];
  for (let layer = 0; layer <= layers && frontier.length > 0; layer++) {
    const [firms, persons] = [idsOf(frontier, "e:"), idsOf(frontier, "p:")];
    for (const { node, name, level } of await readNodeNames(db, firms, persons, scope)) {
      const open = node.startsWith("p:") || level !== null || node === root;
      if (!open && layer > 1) {
        hidden.add(node);
        continue;
      }
      if (nodes.size >= MAX_NODES) {
        truncated = true;
        break;
      }
      nodes.set(node, {
        key: open ? node : `x:${nodes.size}`,
        party: node.startsWith("p:") ? "person" : "enterprise",
        name,
        enterpriseId: open && node.startsWith("e:") ? Number(node.slice(2)) : null,
        level: level === null ? null : levelWord(level),
        layer,
      });
    }
    if (layer === layers) break;
    const walkable = frontier.filter((node) => nodes.get(node)?.key === node);
    const rows = await readGraphEdges(db, idsOf(walkable, "e:"), idsOf(walkable, "p:"), MAX_EDGES);
    if (rows.length === MAX_EDGES) truncated = true;
    const next = new Set<string>();
    for (const row of rows) {
      edges.set(row.id, row);
      for (const node of endsOf(row)) if (!nodes.has(node) && !hidden.has(node)) next.add(node);
    }
    frontier = [...next];
  }
  return {
    layers,
    nodes: [...nodes.values()],
    edges: [...edges.values()].flatMap((row) => {
      const [from, to] = endsOf(row).map((node) => nodes.get(node)?.key);
      if (from === undefined || to === undefined) return [];
      return [{ from, to, kind: row.kind, share: row.share, office: row.office }];
    }),
    hidden: hidden.size,
    truncated,
  };
}

function endsOf(row: GraphEdgeRow): [from: string, to: string] {
  return [`e:${row.from}`, row.personId === null ? `e:${row.enterpriseId}` : `p:${row.personId}`];
}

function idsOf(nodes: readonly string[], prefix: string): number[] {
  return nodes.filter((node) => node.startsWith(prefix)).map((node) => Number(node.slice(2)));
}
