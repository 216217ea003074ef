import { splitName } from "#domain/name";

/** By what firms are tied to each other. `representative` is a name only, `person` one with a document behind it. */
export const LINK_KINDS = ["address", "phone", "person", "representative", "agent"] as const;
export type LinkKind = (typeof LINK_KINDS)[number];

export interface FirmLink {
  readonly kind: LinkKind;
  /** Equal for firms that share it: hash of the address, blind index of the telephone, id of the person, a name. */
  readonly key: string;
  /** Shared on purpose by many (集中登记地, an agent's room): joins firms only together with another weak link. */
  readonly weak?: boolean;
}

/** What the search must know of a firm. null: not known, and then it is left out of the trait's share. */
export interface ClusterFirm {
  readonly id: number;
  readonly name: string;
  /** Day number (Asia/Shanghai) of its establishment. */
  readonly establishedDay: number | null;
  /** Yuan. */
  readonly registeredCapital: number | null;
  readonly paidInCapital: number | null;
  /** 吊销 or 经营异常. */
  readonly abnormal: boolean;
  /** Changes of representative or address in the last half year. */
  readonly changes: number;
  readonly representative: string | null;
  /** Firm that holds the majority of it: sisters of one group are no shells for that. */
  readonly parent: number | null;
  readonly links: readonly FirmLink[];
}

export const SHELL_CLUSTER_DEFAULTS = {
  /** Firms of a group from which it is looked at. */
  minSize: 4,
  /** Firms that bear one key from which the key says nothing (an agent's telephone). */
  maxGroup: 200,
  /** Days between one registration and the next in a group of one key. */
  gapDays: 60,
  /** Width of the densest window, days, and the share of paid-in capital that is little. */
  windowDays: 90,
  littlePaid: 0.1,
  /** What a link of each kind tells when all members share it. */
  strengths: { address: 0.6, phone: 0.7, person: 0.6, representative: 0.4, agent: 0.25 } as Readonly<
    Record<LinkKind, number>
  >,
  /** Points of each trait; they add up to 100. */
  points: {
    size: 15,
    links: 20,
    burst: 20,
    unpaid: 15,
    straw: 10,
    names: 5,
    churn: 10,
    trouble: 5,
  } as Readonly<Record<Trait, number>>,
  /** What is left of the score where most members belong to one group; and where all of them have paid in. */
  groupShare: 0.5,
  paidShare: 0.6,
  /** Score from which a group is a suspected shell cluster. */
  suspectedFrom: 50,
};
export type ShellClusterParameters = typeof SHELL_CLUSTER_DEFAULTS;

/** Traits in the order in which they are said. */
export const TRAITS = ["size", "links", "burst", "unpaid", "straw", "names", "churn", "trouble"] as const;
export type Trait = (typeof TRAITS)[number];

export interface TraitPart {
  readonly trait: Trait;
  /** 0–1: how marked it is. */
  readonly value: number;
  /** Its part of the score: the parts add up to it. */
  readonly points: number;
  /** What it stands on, for words. */
  readonly figures: Readonly<Record<string, number>>;
}

export interface ShellCluster {
  /** Ascending. */
  readonly members: readonly number[];
  /** 0–100. */
  readonly score: number;
  readonly suspected: boolean;
  readonly parts: readonly TraitPart[];
  /** Share of members that have each kind of link with another member; kinds without any are absent. */
  readonly links: Readonly<Partial<Record<LinkKind, number>>>;
}

/**
 * 空壳集群: groups of firms registered one soon after the other that share an address, a telephone, a person or (two of
 * them together) a representative's name, an agent, a collective address; then what marks shells, as a score with its
 * parts. Union-find over the members of each key in order of registration, so that a key joins only neighbours in time:
 * twenty years of tenants of one room are not one cluster. O(L log L + F) for L links of F firms.
 *
 * Traits are those that the registers can show of shells: 通过登记的住所或者经营场所无法联系 (企业经营异常名录管理暂行办法, 工商总局令
 * 第68号 of 2014, art. 4), capital that is promised and not paid (公司法 2023 art. 47 gives five years), one person for many.
 * Weights and limits are ours.
 */
export function findShellClusters(
  firms: readonly ClusterFirm[],
  parameters: Partial<ShellClusterParameters> = {},
): ShellCluster[] {
  const p = { ...SHELL_CLUSTER_DEFAULTS, ...parameters };
  const sorted = [...firms].sort((a, b) => a.id - b.id);
  const groups = groupByKey(sorted, p.maxGroup);
  const parents = Int32Array.from({ length: sorted.length }, (_, at) => at);
  for (const members of groups) joinNeighbours(sorted, parents, members, p.gapDays);
  joinAtCollectiveAddresses(sorted, parents, p);
  const components = new Map<number, number[]>();
  for (let at = 0; at < sorted.length; at++) {
    const root = rootOf(parents, at);
    const list = components.get(root);
    if (list === undefined) components.set(root, [at]);
    else list.push(at);
  }
  const clusters: ShellCluster[] = [];
  for (const members of components.values()) {
    if (members.length < p.minSize) continue;
    clusters.push(
      describe(
        members.map((at) => sorted[at] as ClusterFirm),
        p,
      ),
    );
  }
  return clusters.sort((a, b) => b.score - a.score || (a.members[0] as number) - (b.members[0] as number));
}

/** Joins those of a key who registered one soon after the other. */
function joinNeighbours(
  firms: readonly ClusterFirm[],
  parents: Int32Array,
  members: readonly number[],
  gapDays: number,
): void {
  const byDay = members
    .filter((at) => (firms[at] as ClusterFirm).establishedDay !== null)
    .sort((a, b) => dayOfFirm(firms, a) - dayOfFirm(firms, b) || a - b);
  for (let i = 1; i < byDay.length; i++) {
    const [before, at] = [byDay[i - 1] as number, byDay[i] as number];
    if (dayOfFirm(firms, at) - dayOfFirm(firms, before) <= gapDays) join(parents, before, at);
  }
}

/**
 * At a collective address most firms are alone. Those that are tied to another firm already belong together when they
 * registered one soon after the other: the same straw persons' firms.
 */
function joinAtCollectiveAddresses(
  firms: readonly ClusterFirm[],
  parents: Int32Array,
  p: ShellClusterParameters,
): void {
  const sizes = new Map<number, number>();
  for (let at = 0; at < firms.length; at++) {
    const root = rootOf(parents, at);
    sizes.set(root, (sizes.get(root) ?? 0) + 1);
  }
  const tied = firms.map((_, at) => (sizes.get(rootOf(parents, at)) ?? 0) > 1);
  const places = new Map<string, number[]>();
  for (const [at, { links }] of firms.entries()) {
    for (const { kind, key, weak } of links) {
      if (kind !== "address" || weak !== true) continue;
      const list = places.get(key);
      if (list === undefined) places.set(key, [at]);
      else list.push(at);
    }
  }
  for (const members of places.values()) {
    if (members.length > p.maxGroup) continue;
    joinNeighbours(
      firms,
      parents,
      members.filter((at) => tied[at]),
      p.gapDays,
    );
  }
}

/** Firms by key. Keys of one firm, or of too many, are dropped. */
function groupByKey(firms: readonly ClusterFirm[], maxGroup: number): number[][] {
  const groups = new Map<string, number[]>();
  for (const [at, firm] of firms.entries()) {
    for (const { kind, key } of strongKeys(firm.links)) {
      const name = `${kind} ${key}`;
      const group = groups.get(name);
      if (group === undefined) groups.set(name, [at]);
      else if (group.at(-1) !== at) group.push(at);
    }
  }
  return [...groups.values()].filter((members) => members.length > 1 && members.length <= maxGroup);
}

/** Keys each of which joins firms by itself: strong links, and weak ones two by two ("pair"). */
export function strongKeys(
  links: readonly FirmLink[],
): { readonly kind: LinkKind | "pair"; readonly key: string }[] {
  const strong = links.filter((link) => !isWeak(link));
  const weak = links
    .filter(isWeak)
    .map(({ kind, key }) => `${kind} ${key}`)
    .sort();
  const pairs = weak.flatMap((one, at) =>
    weak.slice(at + 1).map((other) => ({ kind: "pair" as const, key: `${one} + ${other}` })),
  );
  return [...strong, ...pairs];
}

function isWeak({ kind, weak }: FirmLink): boolean {
  return weak === true || kind === "representative" || kind === "agent";
}

function dayOfFirm(firms: readonly ClusterFirm[], at: number): number {
  return firms[at]?.establishedDay ?? 0;
}

function rootOf(parents: Int32Array, at: number): number {
  let root = at;
  while (parents[root] !== root) root = parents[root] as number;
  for (let step = at; step !== root; ) {
    const next = parents[step] as number;
    parents[step] = root;
    step = next;
  }
  return root;
}

/** The smaller number becomes the root: the result does not depend on the order of the keys. */
function join(parents: Int32Array, a: number, b: number): void {
  const [x, y] = [rootOf(parents, a), rootOf(parents, b)];
  if (x !== y) parents[Math.max(x, y)] = Math.min(x, y);
}

function describe(members: readonly ClusterFirm[], p: ShellClusterParameters): ShellCluster {
  const links = sharedLinks(members);
  const traits = measureTraits(members, links, p);
  const known = TRAITS.filter((trait) => traits[trait] !== null);
  const weightOfKnown = known.reduce((sum, trait) => sum + p.points[trait], 0);
  // Honest founders and shop chains share as much as shells do, but they pay in.
  const paid = 1 - (traits.unpaid?.value ?? 1);
  const left = (isOneGroup(members) ? p.groupShare : 1) * (1 - paid * (1 - p.paidShare));
  const parts = known.map((trait): TraitPart => {
    const { value, figures } = traits[trait] as Measured;
    return { trait, value, points: (left * 100 * p.points[trait] * value) / weightOfKnown, figures };
  });
  const score = parts.reduce((sum, { points }) => sum + points, 0);
  return {
    members: members.map(({ id }) => id),
    score,
    suspected: score >= p.suspectedFrom,
    parts,
    links,
  };
}

/** Most members have the same firm for majority holder. */
function isOneGroup(members: readonly ClusterFirm[]): boolean {
  const counts = countBy(members, ({ parent }) => (parent === null ? null : String(parent)));
  return Math.max(0, ...counts.values()) > members.length / 2;
}

function sharedLinks(members: readonly ClusterFirm[]): Partial<Record<LinkKind, number>> {
  const bearers = new Map<string, number>();
  const keyOf = ({ kind, key }: FirmLink) => `${kind} ${key}`;
  for (const { links } of members)
    for (const key of new Set(links.map(keyOf))) bearers.set(key, (bearers.get(key) ?? 0) + 1);
  const shares: Partial<Record<LinkKind, number>> = {};
  for (const kind of LINK_KINDS) {
    const sharing = members.filter(({ links }) =>
      links.some((link) => link.kind === kind && (bearers.get(keyOf(link)) ?? 0) > 1),
    ).length;
    if (sharing > 0) shares[kind] = sharing / members.length;
  }
  return shares;
}

interface Measured {
  readonly value: number;
  readonly figures: Record<string, number>;
}

function measureTraits(
  members: readonly ClusterFirm[],
  links: Partial<Record<LinkKind, number>>,
  p: ShellClusterParameters,
): Record<Trait, Measured | null> {
  const n = members.length;
  let apart = 1;
  for (const kind of LINK_KINDS) apart *= 1 - p.strengths[kind] * (links[kind] ?? 0);
  return {
    // 4 firms a quarter, 8 half, 32 all.
    size: { value: Math.min(1, Math.log2(n / 2) / 4), figures: { count: n } },
    links: { value: 1 - apart, figures: { kinds: Object.keys(links).length } },
    burst: burstOf(members, p.windowDays),
    unpaid: shareOf(members, ({ registeredCapital, paidInCapital }) =>
      registeredCapital === null || paidInCapital === null || registeredCapital <= 0
        ? null
        : paidInCapital <= p.littlePaid * registeredCapital,
    ),
    straw: strawOf(members),
    names: namesOf(members),
    churn: shareOf(members, ({ changes }) => changes > 0),
    trouble: shareOf(members, ({ abnormal }) => abnormal),
  };
}

function shareOf(
  members: readonly ClusterFirm[],
  test: (firm: ClusterFirm) => boolean | null,
): Measured | null {
  const known = members.map(test).filter((answer) => answer !== null);
  if (known.length === 0) return null;
  const count = known.filter((answer) => answer).length;
  return { value: count / known.length, figures: { count, of: known.length } };
}

/** Share of members that were registered within the densest window. */
function burstOf(members: readonly ClusterFirm[], windowDays: number): Measured | null {
  const days = members
    .map(({ establishedDay }) => establishedDay)
    .filter((day) => day !== null)
    .sort((a, b) => a - b);
  if (days.length === 0) return null;
  let [most, from, span] = [0, 0, 0];
  for (let to = 0; to < days.length; to++) {
    while ((days[to] as number) - (days[from] as number) > windowDays) from++;
    if (to - from + 1 <= most) continue;
    most = to - from + 1;
    span = (days[to] as number) - (days[from] as number);
  }
  return { value: most / members.length, figures: { count: most, days: span } };
}

/** Few representatives for many firms: one for all is 1, each its own is 0. */
function strawOf(members: readonly ClusterFirm[]): Measured | null {
  const counts = countBy(members, ({ representative }) => representative);
  const known = [...counts.values()].reduce((sum, count) => sum + count, 0);
  if (known < 2) return null;
  return { value: 1 - (counts.size - 1) / (known - 1), figures: { persons: counts.size, of: known } };
}

/** Share of members whose name says the same trade, or has the first two characters of its 字号, as another's. */
function namesOf(members: readonly ClusterFirm[]): Measured {
  const parts = members.map(({ name }) => splitName(name));
  const marks = countBy(parts, ({ mark }) => (mark.length < 2 ? null : mark.slice(0, 2)));
  const trades = countBy(parts, ({ trade }) => (trade === "" ? null : trade));
  const alike = parts.filter(
    ({ mark, trade }) => (marks.get(mark.slice(0, 2)) ?? 0) > 1 || (trades.get(trade) ?? 0) > 1,
  ).length;
  return { value: alike / members.length, figures: { count: alike } };
}

function countBy<T>(list: readonly T[], keyOf: (one: T) => string | null): Map<string, number> {
  const counts = new Map<string, number>();
  for (const one of list) {
    const key = keyOf(one);
    if (key !== null) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}
