import { type ClusterFirm, type FirmLink, strongKeys } from "#detectors/relations/shell-cluster";
import { addressHash, isCollectiveAddress } from "#detectors/shared-address/address";
import { dayNumberOf } from "#detectors/time";
import { startOfDay } from "#domain/time";
import { Rng } from "#stream/simulator/random";
import { seedEnvelopes } from "#stream/simulator/seed";
import { createWorld, type World } from "#stream/simulator/world";

/** A group of firms of which it is known what it is. */
export interface PlantedGroup {
  readonly kind: string;
  /** true: a shell cluster that should be found; false: honest firms that share something. */
  readonly shell: boolean;
  readonly members: readonly number[];
  /** Height of the churn, for stories. */
  readonly breakDay: number | null;
  readonly heldOut: boolean;
}

export interface RelationCity {
  readonly world: World;
  readonly firms: readonly ClusterFirm[];
  readonly groups: readonly PlantedGroup[];
  readonly todayDay: number;
}

const HISTORY_DAYS = 90;
const CHURN_DAYS = 180;
const EPOCH_MS = Date.parse("2026-11-24T02:00:00Z");

/**
 * The simulated city as its registers show it on the day of its epoch, folded from its own registration events, with
 * groups planted that are harder than its stories: shells that spread over rooms and telephones, register slowly or hide
 * in a park, and honest firms that share an address, a telephone or a person (see `plant`).
 */
export function makeRelationCity(seed: number, size: number): RelationCity {
  const world = createWorld({ seed, size, epochMs: EPOCH_MS });
  const todayDay = dayNumberOf(EPOCH_MS);
  const facts = new Map<string, Facts>();
  const ids = new Map<string, number>();
  for (const event of seedEnvelopes(world, { days: HISTORY_DAYS })) {
    const subject = event.envelope.subject;
    if (event.kind !== "registration" || typeof subject !== "object" || !("code" in subject)) continue;
    if (!ids.has(subject.code)) ids.set(subject.code, ids.size + 1);
    fold(facts, subject.code, event.envelope.data as Registration, dayNumberOf(event.dueMs));
  }
  const idOf = (code: string) => ids.get(code);
  const firms = [...facts].map(([code, one]) => firmOf(idOf(code) as number, one, todayDay, idOf));
  const stories = world.stories
    .filter(({ kind }) => kind === "shell-cluster")
    .map(
      (story): PlantedGroup => ({
        kind: "story",
        shell: true,
        members: story.enterprises.flatMap(({ index }) => idOf(world.city.identity(index).code) ?? []),
        breakDay: story.breakMs === null ? null : dayNumberOf(story.breakMs),
        heldOut: false,
      }),
    );
  const planted = plant(seed, todayDay, size);
  return { world, firms: [...firms, ...planted.firms], groups: [...stories, ...planted.groups], todayDay };
}

interface Registration {
  readonly name?: string;
  readonly status?: string;
  readonly legalRepresentative?: string;
  readonly establishedOn?: string;
  readonly registeredCapital?: string;
  readonly paidInCapital?: string;
  readonly registeredAddress?: string;
  readonly phone?: string;
  readonly changes?: readonly { readonly field: string }[];
  readonly relations?: readonly { readonly kind: string; readonly code?: string; readonly share?: number }[];
}

type Facts = { -readonly [K in keyof Registration]: Registration[K] } & { changeDays: number[] };

function fold(facts: Map<string, Facts>, code: string, data: Registration, day: number): void {
  const { changes = [], ...rest } = data;
  const known = facts.get(code);
  const changeDays = [
    ...(known?.changeDays ?? []),
    ...changes.filter(({ field }) => /代表|住所|地址|负责/.test(field)).map(() => day),
  ];
  facts.set(code, { ...known, ...rest, changeDays });
}

function firmOf(
  id: number,
  facts: Facts,
  todayDay: number,
  idOf: (code: string) => number | undefined,
): ClusterFirm {
  const links: FirmLink[] = [];
  const address = facts.registeredAddress === undefined ? null : addressHash(facts.registeredAddress);
  if (address !== null)
    links.push({
      kind: "address",
      key: address,
      weak: isCollectiveAddress(facts.registeredAddress as string),
    });
  if (facts.phone !== undefined) links.push({ kind: "phone", key: facts.phone });
  if (facts.legalRepresentative !== undefined)
    links.push({ kind: "representative", key: facts.legalRepresentative });
  const holder = facts.relations?.find(
    ({ kind, code, share }) => kind === "shareholder" && code !== undefined && (share ?? 0) > 0.5,
  );
  return {
    id,
    name: facts.name ?? "",
    establishedDay: facts.establishedOn === undefined ? null : dayNumberOf(startOfDay(facts.establishedOn)),
    registeredCapital: facts.registeredCapital === undefined ? null : Number(facts.registeredCapital),
    paidInCapital: facts.paidInCapital === undefined ? null : Number(facts.paidInCapital),
    abnormal: facts.status === "abnormal" || facts.status === "revoked",
    changes: facts.changeDays.filter((day) => day > todayDay - CHURN_DAYS).length,
    representative: facts.legalRepresentative ?? null,
    parent: holder?.code === undefined ? null : (idOf(holder.code) ?? null),
    links,
  };
}

interface Plan {
  readonly kind: string;
  readonly shell: boolean;
  readonly size: readonly [from: number, to: number];
  /** Registered over so many days, ending so many days ago at most. */
  readonly overDays: number;
  readonly endedDays: number;
  readonly paid: number;
  readonly churn: number;
  readonly parent?: boolean;
  /** Thought of after the parameters were set, and never used for setting them. */
  readonly heldOut?: true;
  /** Room, telephone and representative of the n-th of them; weak: a collective address. */
  readonly make: (
    n: number,
    rng: Rng,
  ) => {
    readonly room: string;
    readonly weak?: boolean;
    readonly phone: string;
    readonly person: string;
    readonly agent?: string;
  };
}

const own = (what: string, rng: Rng) => `own-${what}-${rng.next()}`;
const PLANS: readonly Plan[] = [
  {
    kind: "spread",
    shell: true,
    size: [8, 20],
    overDays: 60,
    endedDays: 60,
    paid: 0.05,
    churn: 0.3,
    make: (n, rng) => ({ room: `r${n % 3}`, phone: `t${(n + (n % 2)) % 3}`, person: `p${rng.int(4)}` }),
  },
  {
    kind: "slow",
    shell: true,
    size: [8, 14],
    overDays: 300,
    endedDays: 30,
    paid: 0,
    churn: 0.4,
    make: (_, rng) => ({ room: "r", phone: rng.chance(0.6) ? "t" : own("t", rng), person: `p${rng.int(3)}` }),
  },
  {
    kind: "park",
    shell: true,
    size: [8, 16],
    overDays: 50,
    endedDays: 60,
    paid: 0,
    churn: 0.3,
    make: (_, rng) => ({ room: "park", weak: true, phone: own("t", rng), person: `p${rng.int(3)}` }),
  },
  {
    kind: "incubator",
    shell: false,
    size: [60, 150],
    overDays: 900,
    endedDays: 10,
    paid: 0.55,
    churn: 0.05,
    make: (_, rng) => ({ room: "hub", weak: true, phone: own("t", rng), person: own("p", rng) }),
  },
  {
    kind: "tenants",
    shell: false,
    size: [5, 9],
    overDays: 3600,
    endedDays: 100,
    paid: 0.6,
    churn: 0.1,
    make: (_, rng) => ({ room: "r", phone: own("t", rng), person: own("p", rng) }),
  },
  {
    kind: "agent-phone",
    shell: false,
    size: [25, 60],
    overDays: 700,
    endedDays: 10,
    paid: 0.5,
    churn: 0.08,
    make: (_, rng) => ({ room: own("r", rng), phone: "agent", person: own("p", rng) }),
  },
  {
    kind: "co-working-room",
    shell: false,
    size: [8, 16],
    overDays: 240,
    endedDays: 10,
    paid: 0.5,
    churn: 0.08,
    make: (_, rng) => ({ room: "r", phone: own("t", rng), person: own("p", rng) }),
  },
  {
    kind: "group",
    shell: false,
    size: [6, 12],
    overDays: 40,
    endedDays: 300,
    paid: 0.2,
    churn: 0.05,
    parent: true,
    make: (_, rng) => ({ room: "r", phone: "t", person: `p${rng.int(2)}` }),
  },
  {
    kind: "shop-chain",
    shell: false,
    size: [6, 14],
    overDays: 400,
    endedDays: 30,
    paid: 0.8,
    churn: 0.05,
    make: (_, rng) => ({ room: own("r", rng), phone: "t", person: "p" }),
  },
  {
    kind: "founder",
    shell: false,
    size: [4, 5],
    overDays: 150,
    endedDays: 200,
    paid: 0.75,
    churn: 0.05,
    make: () => ({ room: "r", phone: "t", person: "p" }),
  },
  {
    kind: "paying-shells",
    shell: true,
    heldOut: true,
    size: [8, 16],
    overDays: 60,
    endedDays: 60,
    paid: 0.6,
    churn: 0.4,
    make: (_, rng) => ({ room: "r", phone: "t", person: `p${rng.int(3)}` }),
  },
  {
    kind: "agent-only",
    shell: true,
    heldOut: true,
    size: [8, 16],
    overDays: 60,
    endedDays: 60,
    paid: 0,
    churn: 0.3,
    make: (_, rng) => ({
      room: own("r", rng),
      phone: own("t", rng),
      person: `p${rng.int(3)}`,
      agent: "agent",
    }),
  },
  {
    kind: "secretary-office",
    shell: false,
    heldOut: true,
    size: [15, 35],
    overDays: 60,
    endedDays: 60,
    paid: 0.4,
    churn: 0.08,
    make: (_, rng) => ({ room: "r", phone: own("t", rng), person: own("p", rng) }),
  },
  {
    kind: "household",
    shell: false,
    heldOut: true,
    size: [4, 6],
    overDays: 90,
    endedDays: 200,
    paid: 0.4,
    churn: 0.08,
    make: (_, rng) => ({ room: "r", phone: "t", person: `p${rng.int(2)}` }),
  },
];
const WORDS = [
  "企业管理",
  "贸易",
  "科技",
  "商务咨询",
  "信息科技",
  "餐饮管理",
  "建筑工程",
  "物流",
  "文化传播",
];
const EACH = 4;

/** Four groups of each plan for a city of 20,000; deterministic by the seed. */
function plant(
  seed: number,
  todayDay: number,
  size: number,
): { readonly firms: ClusterFirm[]; readonly groups: PlantedGroup[] } {
  const firms: ClusterFirm[] = [];
  const groups: PlantedGroup[] = [];
  let next = 10_000_000;
  for (const [number, plan] of PLANS.entries()) {
    for (let copy = 0; copy < Math.max(1, Math.round((EACH * size) / 20_000)); copy++) {
      const rng = new Rng(seed, 900 + number, copy);
      const count = rng.between(plan.size[0], plan.size[1]);
      const base = `${plan.kind}-${seed}-${copy}`;
      const endDay = todayDay - 2 - rng.int(plan.endedDays);
      const members: number[] = [];
      const parent = plan.parent === true ? 20_000_000 + next : null;
      for (let n = 0; n < count; n++) {
        const { room, weak = false, phone, person, agent } = plan.make(n, rng);
        const capital = rng.pick([1, 3, 5, 10]) * 1_000_000;
        const id = next++;
        members.push(id);
        firms.push({
          id,
          name: `上海${base}${n}${rng.pick(WORDS)}有限公司`,
          establishedDay: endDay - Math.floor((plan.overDays * (count - 1 - n + rng.unit())) / count),
          registeredCapital: capital,
          paidInCapital: rng.chance(plan.paid) ? capital : 0,
          abnormal: rng.chance(plan.shell ? 0.15 : 0.015),
          changes: rng.chance(plan.churn) ? 1 : 0,
          representative: `${base}-${person}`,
          parent,
          links: [
            { kind: "address", key: `${base}-${room}`, weak },
            { kind: "phone", key: `${base}-${phone}` },
            { kind: "representative", key: `${base}-${person}` },
            ...(agent === undefined ? [] : [{ kind: "agent" as const, key: `${base}-${agent}` }]),
          ],
        });
      }
      groups.push({
        kind: plan.kind,
        shell: plan.shell,
        members,
        breakDay: null,
        heldOut: plan.heldOut === true,
      });
    }
  }
  return { firms, groups };
}

/** Members of groups of `least` firms and more that bear one strong address: what a count by address alone would mark. */
export function addressCount(firms: readonly ClusterFirm[], least: number): Set<number> {
  const rooms = new Map<string, number[]>();
  for (const firm of firms) {
    for (const { kind, key } of strongKeys(firm.links)) {
      if (kind !== "address") continue;
      const list = rooms.get(key) ?? [];
      list.push(firm.id);
      rooms.set(key, list);
    }
  }
  return new Set([...rooms.values()].filter((list) => list.length >= least).flat());
}
