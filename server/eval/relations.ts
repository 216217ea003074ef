import { type ClusterFirm, findShellClusters, type ShellCluster } from "#detectors/relations/shell-cluster";
import {
  addressCount,
  makeRelationCity,
  type PlantedGroup,
  type RelationCity,
} from "#server/eval/relations-city";

export interface RelationsEval {
  readonly seeds: readonly number[];
  readonly enterprises: number;
  /** Over suspected clusters: how many are mostly firms of one shell group. */
  readonly precision: number;
  /** Over shell groups: how many have at least half of their members in one suspected cluster. */
  readonly recall: number;
  readonly f1: number;
  /** The same counted by firms. */
  readonly byFirm: Rates;
  /** Firms that are no shells and are members of a suspected cluster, of 10,000. */
  readonly falsePer10000: number;
  /** shell: should be suspected. heldOut: a kind that was not known when the parameters were set. */
  readonly byKind: Readonly<Record<string, KindCount>>;
  /** Days from the first day on which the cluster is suspected to the height of its story; positive is before. */
  readonly leadDays: { readonly median: number; readonly least: number; readonly stories: number };
  /** Five firms and more at one address, for comparison. */
  readonly baselineByFirm: Rates;
  readonly perSeed: readonly { readonly seed: number; readonly precision: number; readonly recall: number }[];
  readonly seconds: number;
}

interface KindCount {
  readonly shell: boolean;
  readonly heldOut: boolean;
  groups: number;
  suspected: number;
}

interface Rates {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

/** `npm run eval -- relations`: shell clusters of the simulated city and planted groups, over several seeds. */
export function runRelationsEval(
  options: { readonly seeds: number; readonly firstSeed: number; readonly enterprises: number },
  say: (text: string) => void,
): RelationsEval {
  const startMs = performance.now();
  const seeds = Array.from({ length: options.seeds }, (_, at) => options.firstSeed + at);
  const kinds = new Map<string, KindCount>();
  const leads: number[] = [];
  const perSeed: { seed: number; precision: number; recall: number }[] = [];
  const clusterCounts = { hit: 0, said: 0, found: 0, all: 0 };
  const firms = { hit: 0, said: 0, all: 0 };
  const baseline = { hit: 0, said: 0, all: 0 };
  let [falseFirms, population] = [0, 0];
  for (const seed of seeds) {
    const city = makeRelationCity(seed, options.enterprises);
    const suspected = findShellClusters(city.firms).filter((cluster) => cluster.suspected);
    const shells = new Set(city.groups.filter(({ shell }) => shell).flatMap(({ members }) => members));
    const marked = new Set(suspected.flatMap(({ members }) => members));
    const right = suspected.filter((cluster) => mostlyOf(cluster, city.groups)?.shell === true).length;
    const wanted = city.groups.filter(({ shell }) => shell);
    const found = wanted.filter((group) => isFound(group, suspected)).length;
    for (const group of city.groups) {
      const count = kinds.get(group.kind) ?? {
        shell: group.shell,
        heldOut: group.heldOut,
        groups: 0,
        suspected: 0,
      };
      count.groups++;
      if (isFound(group, suspected)) count.suspected++;
      kinds.set(group.kind, count);
    }
    clusterCounts.hit += right;
    clusterCounts.said += suspected.length;
    clusterCounts.found += found;
    clusterCounts.all += wanted.length;
    addFirms(firms, marked, shells);
    addFirms(baseline, addressCount(city.firms, 5), shells);
    falseFirms += [...marked].filter((id) => !shells.has(id)).length;
    population += city.firms.length;
    leads.push(...leadsOf(city));
    perSeed.push({
      seed,
      precision: round(right / Math.max(1, suspected.length)),
      recall: round(found / wanted.length),
    });
    say(`seed ${seed}: ${suspected.length} suspected, ${right} right; ${found} of ${wanted.length} found`);
  }
  leads.sort((a, b) => a - b);
  const precision = clusterCounts.hit / Math.max(1, clusterCounts.said);
  const recall = clusterCounts.found / clusterCounts.all;
  return {
    seeds,
    enterprises: options.enterprises,
    precision: round(precision),
    recall: round(recall),
    f1: round((2 * precision * recall) / (precision + recall)),
    byFirm: ratesOf(firms),
    falsePer10000: round((10_000 * falseFirms) / population),
    byKind: Object.fromEntries(kinds),
    leadDays: {
      median: leads[Math.floor(leads.length / 2)] ?? 0,
      least: leads[0] ?? 0,
      stories: leads.length,
    },
    baselineByFirm: ratesOf(baseline),
    perSeed,
    seconds: round((performance.now() - startMs) / 1000),
  };
}

function isFound(group: PlantedGroup, clusters: readonly ShellCluster[]): boolean {
  const members = new Set(group.members);
  return clusters.some((one) => 2 * one.members.filter((id) => members.has(id)).length >= members.size);
}

/** The group to which more than half of a cluster belongs. */
function mostlyOf(cluster: ShellCluster, groups: readonly PlantedGroup[]): PlantedGroup | undefined {
  return groups.find(
    ({ members }) => 2 * members.filter((id) => cluster.members.includes(id)).length > cluster.members.length,
  );
}

function addFirms(
  counts: { hit: number; said: number; all: number },
  marked: ReadonlySet<number>,
  shells: ReadonlySet<number>,
): void {
  counts.hit += [...marked].filter((id) => shells.has(id)).length;
  counts.said += marked.size;
  counts.all += shells.size;
}

function ratesOf({ hit, said, all }: { hit: number; said: number; all: number }): Rates {
  const precision = hit / Math.max(1, said);
  const recall = hit / all;
  return {
    precision: round(precision),
    recall: round(recall),
    f1: round((2 * precision * recall) / (precision + recall)),
  };
}

/** Day by day with the members registered until then, before anything changed hands. */
function leadsOf(city: RelationCity): number[] {
  const byId = new Map(city.firms.map((firm) => [firm.id, firm]));
  return city.groups.flatMap(({ members, breakDay }) => {
    if (breakDay === null) return [];
    const firms = members
      .map((id): ClusterFirm => ({ ...(byId.get(id) as ClusterFirm), changes: 0, abnormal: false }))
      .sort((a, b) => (a.establishedDay ?? 0) - (b.establishedDay ?? 0));
    for (let count = 4; count <= firms.length; count++) {
      const known = firms.slice(0, count);
      if (findShellClusters(known).some(({ suspected }) => suspected))
        return [breakDay - ((known.at(-1) as ClusterFirm).establishedDay as number)];
    }
    return [];
  });
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
