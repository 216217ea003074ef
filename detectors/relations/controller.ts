import {
  collectUpward,
  type HoldersOf,
  isPerson,
  type PartyNode,
  type Upward,
} from "#detectors/relations/holdings";
import { type LookThrough, lookThroughOf, type Owner, personsFrom } from "#detectors/relations/look-through";

/**
 * Which rule names the controller:
 * - declared: a register names it (关系类型“实际控制人”): agreements and arrangements that no share shows.
 * - majority: more than half of the votes, its own and those of firms that it controls (公司法 2023 art. 265 (二):
 *   出资额或者持股超过百分之五十).
 * - thirty: at least 30 % and more than anybody else, nobody has the majority (上市公司收购管理办法 art. 84 (二) takes
 *   30 % of the votes for control; for firms that are not listed it is a presumption).
 * - largest: the largest holder, at least `largestFrom`, nobody has 30 %: a presumption, to be checked by a person.
 */
export const CONTROL_RULES = ["declared", "majority", "thirty", "largest"] as const;
export type ControlRule = (typeof CONTROL_RULES)[number];

/**
 * Why a person counts as beneficial owner, after 受益所有人信息管理办法 (中国人民银行、国家市场监督管理总局令〔2024〕第3号,
 * in force 2024-11-01) art. 6: share = finally owns 25 % or more; control = controls alone or with others; management =
 * nobody does, so who runs the daily business counts.
 */
export const OWNER_RULES = ["share", "control", "management"] as const;
export type OwnerRule = (typeof OWNER_RULES)[number];

export const CONTROLLER_DEFAULTS = {
  majority: 0.5,
  thirty: 0.3,
  largestFrom: 0.1,
  /** 25 %, the limit itself included (以上). */
  beneficialFrom: 0.25,
  maxNodes: 500,
};
export type ControllerParameters = typeof CONTROLLER_DEFAULTS;

export interface Controller {
  readonly node: PartyNode;
  readonly rule: ControlRule;
  /** Votes that it commands in the firm itself, 0–1; null where it is declared without shares. */
  readonly votes: number | null;
  /** Direct holders whose votes those are: itself, or firms that it controls. */
  readonly through: readonly PartyNode[];
}

export interface BeneficialOwner {
  readonly node: PartyNode;
  readonly rule: OwnerRule;
  readonly share: number | null;
}

export interface ControlPicture {
  readonly controller: Controller | null;
  readonly beneficial: readonly BeneficialOwner[];
  readonly lookThrough: LookThrough;
}

export interface ControlQuestion {
  readonly firm: PartyNode;
  readonly holdersOf: HoldersOf;
  /** Named as controller by a register, if any. */
  readonly declared?: PartyNode | null;
  /** Who runs it (法定代表人, 负责人): takes the place of beneficial owners where there are none. */
  readonly managers?: readonly PartyNode[];
}

/** 实际控制人 and 受益所有人 of one firm, with the rule that names each. O(owners · edges) above the firm. */
export function findController(
  question: ControlQuestion,
  parameters: Partial<ControllerParameters> = {},
): ControlPicture {
  const p = { ...CONTROLLER_DEFAULTS, ...parameters };
  const { firm, holdersOf, declared = null, managers = [] } = question;
  const upward = collectUpward(firm, holdersOf, p.maxNodes);
  const found = lookThroughOf(upward);
  const byVotes = majorityOwner(upward, p) ?? strongestBloc(upward, p);
  const controller: Controller | null =
    declared === null
      ? byVotes
      : {
          node: declared,
          rule: "declared",
          votes: byVotes?.node === declared ? byVotes.votes : null,
          through: byVotes?.node === declared ? byVotes.through : [],
        };
  return { controller, beneficial: beneficialOwners(found, controller, managers, p), lookThrough: found };
}

function beneficialOwners(
  found: LookThrough,
  controller: Controller | null,
  managers: readonly PartyNode[],
  p: ControllerParameters,
): BeneficialOwner[] {
  const byShare: BeneficialOwner[] = personsFrom(found, p.beneficialFrom).map(({ node, share }: Owner) => ({
    node,
    rule: "share",
    share,
  }));
  const controls =
    controller !== null &&
    controller.rule !== "largest" &&
    isPerson(controller.node) &&
    !byShare.some(({ node }) => node === controller.node)
      ? controller.node
      : null;
  const shareOf = (node: PartyNode) => found.owners.find((owner) => owner.node === node)?.share ?? null;
  const all: BeneficialOwner[] = [
    ...byShare,
    ...(controls === null ? [] : [{ node: controls, rule: "control" as const, share: shareOf(controls) }]),
  ];
  if (all.length > 0) return all;
  return [...new Set(managers)]
    .filter(isPerson)
    .map((node) => ({ node, rule: "management" as const, share: shareOf(node) }));
}

/**
 * The owner who has the majority of the firm through firms in each of which it has the majority. Votes of all controlled
 * firms count together, so that two firms of 30 % in one hand are 60 %, and cross-holdings work for who controls them.
 */
function majorityOwner(upward: Upward, p: ControllerParameters): Controller | null {
  const { nodes, holders } = upward;
  const held: [firm: number, share: number][][] = nodes.map(() => []);
  for (const [firm, row] of holders.entries())
    for (const [holder, share] of row) held[holder]?.push([firm, share]);
  const tops: number[] = [];
  for (let at = 1; at < nodes.length; at++) if ((holders[at] ?? []).length === 0) tops.push(at);
  for (const top of tops) {
    const votes = new Map<number, number>();
    const controlled = new Set<number>([top]);
    const queue = [top];
    for (let at = queue.shift(); at !== undefined; at = queue.shift()) {
      for (const [firm, share] of held[at] as [number, number][]) {
        const sum = (votes.get(firm) ?? 0) + share;
        votes.set(firm, sum);
        if (sum > p.majority + 1e-9 && !controlled.has(firm)) {
          controlled.add(firm);
          queue.push(firm);
        }
      }
    }
    if (!controlled.has(0)) continue;
    return {
      node: nodes[top] as PartyNode,
      rule: "majority",
      votes: Math.min(1, votes.get(0) ?? 0),
      through: (holders[0] ?? [])
        .filter(([holder]) => controlled.has(holder))
        .map(([holder]) => nodes[holder] as PartyNode),
    };
  }
  return null;
}

interface Bloc {
  readonly top: number;
  readonly votes: number;
}

/**
 * Nobody has the majority: votes of the direct holders are gathered under whoever leads each of them (by the same rules,
 * one storey up), and the largest bloc leads. A ring of firms ends at the firm where it would close.
 */
function strongestBloc(upward: Upward, p: ControllerParameters): Controller | null {
  const { nodes, holders } = upward;
  const leaders = new Map<number, number>();
  const underWay = new Set<number>();
  const blocsOf = (firm: number): Bloc[] => {
    const sums = new Map<number, number>();
    for (const [holder, share] of holders[firm] ?? []) {
      const top = leaderOf(holder);
      sums.set(top, (sums.get(top) ?? 0) + share);
    }
    return [...sums].map(([top, votes]) => ({ top, votes })).sort((a, b) => b.votes - a.votes);
  };
  const leaderOf = (at: number): number => {
    const known = leaders.get(at);
    if (known !== undefined) return known;
    if (underWay.has(at) || (holders[at] ?? []).length === 0) return at;
    underWay.add(at);
    const [first, second] = blocsOf(at);
    underWay.delete(at);
    const top = first !== undefined && first.votes > (second?.votes ?? 0) + 1e-9 ? first.top : at;
    leaders.set(at, top);
    return top;
  };
  underWay.add(0);
  const [first, second] = blocsOf(0);
  if (first === undefined || first.top === 0) return null;
  if (first.votes < p.largestFrom - 1e-9 || first.votes <= (second?.votes ?? 0) + 1e-9) return null;
  return {
    node: nodes[first.top] as PartyNode,
    rule: first.votes >= p.thirty - 1e-9 ? "thirty" : "largest",
    votes: first.votes,
    through: (holders[0] ?? [])
      .filter(([holder]) => leaderOf(holder) === first.top)
      .map(([holder]) => nodes[holder] as PartyNode),
  };
}
