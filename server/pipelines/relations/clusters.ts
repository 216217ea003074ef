import type { ClusterTold } from "#detectors/relations/relations";
import {
  findShellClusters,
  SHELL_CLUSTER_DEFAULTS,
  type ShellCluster,
} from "#detectors/relations/shell-cluster";
import type { DerivedEvent } from "#domain/detect";
import { DAY_MS } from "#domain/time";
import { clusterFirmOf, linkRows, linksOf } from "#server/pipelines/relations/links";
import { makeRelationTold } from "#server/pipelines/relations/told";
import { describeTraits } from "#server/pipelines/relations/trait-words";
import { endClusters, type KnownCluster, readClustersOf, saveCluster } from "#store/clusters";
import { type LinkFactsRow, readLinkedFirms, readLinkFacts, replaceLinks } from "#store/enterprise-links";
import type { Db } from "#store/pool";

/** Firms that one round looks at beyond those that changed; beyond it, later changes complete the picture. */
const MAX_FIRMS = 5000;
const MAX_ROUNDS = 20;
/** Changes of representative or address within so many days count as churn. */
const CHURN_DAYS = 180;
/** A score that moves by less leaves the version as it is. */
const SCORE_STEP = 1;

/**
 * Shell clusters round firms that changed: their links anew, then everybody whom links lead to, then the clusters among
 * them. What lies outside shares no key with them, so that the rest of the city stays as it was computed. Gives the events
 * that tell members.
 */
export async function refreshClusters(
  tx: Db,
  changed: readonly number[],
  nowMs: number,
): Promise<{ readonly clusters: number; readonly told: DerivedEvent[] }> {
  const sinceMs = nowMs - CHURN_DAYS * DAY_MS;
  const own = await readLinkFacts(tx, changed, sinceMs);
  await replaceLinks(
    tx,
    changed,
    own.flatMap((facts) => linkRows(facts.id, linksOf(facts))),
  );
  const near = await collectNear(tx, changed);
  const facts = new Map(own.map((row) => [row.id, row]));
  for (const row of await readLinkFacts(
    tx,
    near.filter((id) => !facts.has(id)),
    sinceMs,
  ))
    facts.set(row.id, row);
  const found = findShellClusters([...facts.values()].map(clusterFirmOf)).filter(
    ({ suspected }) => suspected,
  );
  const known = await readClustersOf(tx, [...new Set([...near, ...changed])]);
  const told: DerivedEvent[] = [];
  let count = 0;
  const pairs = matchClusters(found, known);
  for (const [cluster, before] of pairs) {
    if (before !== null && isSame(cluster, before)) continue;
    count++;
    const saved = await saveCluster(
      tx,
      {
        id: before?.id ?? null,
        score: cluster.score,
        parts: cluster.parts,
        links: cluster.links as Record<string, number>,
        members: cluster.members,
        simulated: cluster.members.every((id) => facts.get(id)?.simulated === true),
      },
      nowMs,
    );
    const { zh, en } = describeTraits(cluster);
    const said = { score: cluster.score, size: cluster.members.length, traits: zh, traitsEn: en };
    tell(told, cluster.members, { clusterId: saved.id, version: saved.version, ...said }, facts, nowMs);
    const left = before?.members.filter((id) => !cluster.members.includes(id)) ?? [];
    tell(told, left, goneFrom(saved.id, saved.version), facts, nowMs);
  }
  const kept = new Set(pairs.map(([, before]) => before?.id));
  const ended = known.filter(({ id }) => !kept.has(id));
  await endClusters(
    tx,
    ended.map(({ id }) => id),
    nowMs,
  );
  for (const { id, version, members } of ended) tell(told, members, goneFrom(id, version + 1), facts, nowMs);
  return { clusters: count + ended.length, told: lastWord(told) };
}

/** Changed firms, members of clusters that have one of them, and whom links lead to from there. */
async function collectNear(tx: Db, changed: readonly number[]): Promise<number[]> {
  const all = new Set(changed);
  let frontier = [...changed];
  for (const { members } of await readClustersOf(tx, changed)) {
    for (const id of members) {
      if (!all.has(id)) frontier.push(id);
      all.add(id);
    }
  }
  for (
    let round = 0;
    round < MAX_ROUNDS && frontier.length > 0 && all.size < MAX_FIRMS + changed.length;
    round++
  ) {
    const next = await readLinkedFirms(tx, frontier, SHELL_CLUSTER_DEFAULTS.maxGroup, MAX_FIRMS);
    frontier = next.filter((id) => !all.has(id));
    for (const id of frontier) all.add(id);
  }
  return [...all].sort((a, b) => a - b);
}

/** A cluster goes on as the known one with which it shares most members, at least a third of them. */
function matchClusters(
  found: readonly ShellCluster[],
  known: readonly KnownCluster[],
): (readonly [ShellCluster, KnownCluster | null])[] {
  const free = new Set(known);
  return found.map((cluster) => {
    const members = new Set(cluster.members);
    let best: KnownCluster | null = null;
    let most = 0;
    for (const one of free) {
      const common = one.members.filter((id) => members.has(id)).length;
      if (common > most && 3 * common >= one.members.length) [best, most] = [one, common];
    }
    if (best !== null) free.delete(best);
    return [cluster, best] as const;
  });
}

function isSame(cluster: ShellCluster, before: KnownCluster): boolean {
  return (
    Math.abs(cluster.score - before.score) < SCORE_STEP &&
    cluster.members.length === before.members.length &&
    cluster.members.every((id, at) => id === before.members[at])
  );
}

function goneFrom(clusterId: number, version: number): ClusterTold {
  return { clusterId, version, score: 0, size: 0, traits: "", traitsEn: "" };
}

function tell(
  out: DerivedEvent[],
  members: readonly number[],
  data: ClusterTold,
  facts: ReadonlyMap<number, LinkFactsRow>,
  nowMs: number,
): void {
  for (const id of members) {
    const to = facts.get(id);
    if (to === undefined) continue;
    out.push(makeRelationTold("cluster", `${data.clusterId}.${data.version}`, to, { ...data }, nowMs));
  }
}

/** Who left one cluster for another hears of the new one only. */
function lastWord(events: readonly DerivedEvent[]): DerivedEvent[] {
  const words = new Map<string, DerivedEvent>();
  for (const event of events) {
    const said = words.get(event.key);
    if (said === undefined || (said.data as unknown as ClusterTold).score <= 0) words.set(event.key, event);
  }
  return [...words.values()];
}
