import { nextBand } from "#detectors/association/association";
import { MAX_RISK_MEMBERS, type MemberRole } from "#detectors/association/meeting";
import { createPropagation, PROPAGATION_DEFAULTS, type RiskEdge } from "#detectors/relations/propagation";
import type { PathTold } from "#detectors/relations/relations";
import { equityWeight, ROLE_SHARES } from "#detectors/relations/weights";
import { ownTotalOfDimensions } from "#detectors/scoring";
import type { DerivedEvent } from "#domain/detect";
import type { Weights } from "#domain/dimension";
import { OUTSIDE } from "#domain/district";
import { groupBy } from "#domain/group";
import { makeRelationTold } from "#server/pipelines/relations/told";
import type { Db } from "#store/pool";
import {
  type ReachDraft,
  type ReachRow,
  type RiskEdgeRow,
  type RiskScoreRow,
  type RiskSource,
  readReach,
  readRiskEdges,
  readRiskScores,
  readRiskSources,
  readSourcesReaching,
  replaceReach,
  saveRiskTold,
} from "#store/risk-reach";

/** Sources walked in one transaction. */
export const MAX_SOURCES = 200;
/** Firms that one walk expands. */
const MAX_NODES = 5000;
/** First hops of these kinds are told between the enterprises themselves (detector `association`). */
const TOLD_AS_EVENTS: ReadonlySet<string> = new Set([
  "controller",
  "shareholder",
  "person",
  "branch",
  "investment",
  "officer",
  "address",
]);

export interface RiskReport {
  /** Sources walked anew or let go. */
  readonly sources: number;
  readonly told: DerivedEvent[];
}

/** After ties changed: sources that reach one of these firms, or a firm that one of them names or meets, walk anew. */
export async function rewalkSources(tx: Db, changed: readonly number[], nowMs: number): Promise<RiskReport> {
  const met = (await readRiskEdges(tx, changed, MAX_RISK_MEMBERS)).map(({ target }) => target);
  const ids = await readSourcesReaching(tx, [...new Set([...changed, ...met])]);
  return walkAndTell(tx, await readRiskSources(tx, ids), [], nowMs);
}

/** Sources whose band is another than the one that was walked, and those that are none any more. */
export interface MovedSources {
  readonly due: readonly RiskSource[];
  readonly gone: readonly number[];
}

/** Compares the present scores of all firms above normal with what was walked. */
export async function findMovedSources(tx: Db, weights: Weights): Promise<MovedSources> {
  const known = new Map((await readRiskSources(tx, null)).map((source) => [source.id, source]));
  const present = new Map<number, RiskSource>();
  for (const row of await readRiskScores(tx)) {
    const source = sourceOf(row, weights, known.get(row.id)?.band ?? 0);
    if (source.band > 0) present.set(row.id, source);
  }
  return {
    due: [...present.values()].filter(({ id, band }) => known.get(id)?.band !== band),
    gone: [...known.keys()].filter((id) => !present.has(id)),
  };
}

/** Walks these anew, lets those go, and says whom that concerns. */
export async function walkAndTell(
  tx: Db,
  sources: readonly RiskSource[],
  gone: readonly number[],
  nowMs: number,
): Promise<RiskReport> {
  if (sources.length === 0 && gone.length === 0) return { sources: 0, told: [] };
  const targets = await replaceReach(tx, sources, gone, await walk(tx, sources), nowMs);
  return { sources: sources.length + gone.length, told: await tellTargets(tx, targets, nowMs) };
}

/** A firm with a criminal case is in the highest band whatever its score, as in `association`. */
function sourceOf(row: RiskScoreRow, weights: Weights, before: number): RiskSource {
  const own = ownTotalOfDimensions(row.dimensions, weights);
  return { id: row.id, own, band: nextBand(before, own, row.criminalCase) };
}

async function walk(tx: Db, sources: readonly RiskSource[]): Promise<ReachDraft[]> {
  const graph = createPropagation({ sourceFrom: Number.MIN_VALUE, maxSources: Number.MAX_SAFE_INTEGER });
  const seen = new Set<number>();
  let frontier = sources.map(({ id }) => id);
  for (let hop = 0; hop < PROPAGATION_DEFAULTS.maxHops && frontier.length > 0; hop++) {
    for (const id of frontier) seen.add(id);
    const next = new Set<number>();
    for (const row of await readRiskEdges(tx, frontier, MAX_RISK_MEMBERS)) {
      const edge = edgeOf(row);
      if (edge.weight < PROPAGATION_DEFAULTS.minWeight) continue;
      graph.setEdge(edge);
      if (!seen.has(row.target)) next.add(row.target);
    }
    frontier = [...next].slice(0, Math.max(0, MAX_NODES - seen.size));
  }
  const reached = new Set<string>();
  for (const { id, own } of sources)
    for (const node of graph.setOwn(`e:${id}`, Math.max(own, 1))) reached.add(node);
  return [...reached].sort().flatMap((target) =>
    graph.heardBy(target).contributions.map(({ source, weight, path }) => ({
      source: Number(source.slice(2)),
      target: Number(target.slice(2)),
      weight,
      path,
    })),
  );
}

function edgeOf({ source, target, role, share, manual }: RiskEdgeRow): RiskEdge {
  const held = role === "shareholder" || role === "investment" || role === "held";
  const weight = (ROLE_SHARES[role as MemberRole] ?? 0) * (held ? equityWeight(share) : 1);
  const edge = { from: `e:${source}`, to: `e:${target}`, role: role as MemberRole, weight };
  return manual ? { ...edge, manual } : edge;
}

async function tellTargets(tx: Db, targets: readonly number[], nowMs: number): Promise<DerivedEvent[]> {
  const rows = groupBy(await readReach(tx, targets), ({ target }) => target);
  const told: DerivedEvent[] = [];
  const said: { id: number; said: string | null }[] = [];
  for (const [id, list] of rows) {
    const { district, simulated, told: before } = list[0] as ReachRow;
    const news = list.filter((row) => row.source !== 0 && !isToldAsEvent(row));
    const word = news[0] === undefined || district === OUTSIDE ? null : sayPath(news[0], news.length);
    const text = word === null ? null : JSON.stringify(word);
    if (text === before) continue;
    said.push({ id, said: text });
    const data: Partial<PathTold> = word ?? { band: 0 };
    told.push(makeRelationTold("path", String(nowMs), { id, district, simulated }, { ...data }, nowMs));
  }
  await saveRiskTold(tx, said);
  return told;
}

function isToldAsEvent({ path }: ReachRow): boolean {
  const [first] = path;
  return path.length === 1 && first?.manual !== true && TOLD_AS_EVENTS.has(first?.role ?? "");
}

function sayPath(row: ReachRow, count: number): PathTold {
  return {
    band: row.band,
    score: Math.round(row.own),
    weight: Math.round(row.weight * 1000) / 1000,
    name: row.sourceName,
    role: (row.path.at(-1)?.role ?? "shareholder") as MemberRole,
    hops: row.path.length,
    label: row.between.join(" → "),
    count,
  };
}
