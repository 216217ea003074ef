import type { Detector, DetectorContext } from "#detectors/detector";
import { dayNumberOf } from "#detectors/time";
import type { EnterpriseId, StreamEvent } from "#domain/event";
import { enterpriseKey } from "#domain/partition";

const ID = "meeting";
const VERSION = 1;

/** Most members whose ids are kept; further ones are only counted. Its metric is bytes of a meeting state. */
const MAX_MEMBERS = 200;
/** Most enterprises that one change is told to: the latest members. */
export const MAX_FAN_OUT = 50;
/** Counts at which members of an address are told. */
export const CLUSTER_STEPS = [5, 10, 20, 50, 100, 200, 500, 1000] as const;
/** A count must fall to this share of the step before members are told that it fell. */
const STEP_BACK = 0.8;
/** Members that changed representative or address within so many days: from how many, and what share of all. */
const CHURN_DAYS = 60;
const CHURN_FROM = 4;
const CHURN_SHARE = 0.2;
/** At an address (or, for the job over the graph, telephone) of more firms than this one firm's risk says nothing of the others. */
export const MAX_RISK_MEMBERS = 50;

/**
 * What an enterprise is to the meeting point. "self" tells of its own risk and hears nothing; "held" (a firm that the
 * hearer holds) and "head" (its head office) are walked by the job over the graph only.
 */
export type MemberRole =
  | "address"
  | "phone"
  | "person"
  | "shareholder"
  | "controller"
  | "officer"
  | "branch"
  | "investment"
  | "held"
  | "head"
  | "self";

export interface JoinData {
  readonly enterpriseId: EnterpriseId;
  readonly district: string;
  readonly role: MemberRole;
  /** 0–1: how much of the party's risk reaches this member (a share held, an office). */
  readonly weight: number;
  /** The address or the party's name, for words. */
  readonly label: string;
}

export interface RiskData {
  readonly enterpriseId: EnterpriseId;
  readonly name: string;
  readonly band: number;
  readonly score: number;
}

type Member = [id: EnterpriseId, district: string, role: MemberRole, weight: number];

interface MeetingState {
  /** The address or the party in words. */
  label: string;
  members: Member[];
  /** Members beyond the list. */
  more: number;
  /** The step of CLUSTER_STEPS (1-based) that members were told of; 0 none. */
  step: number;
  /** Members that changed their representative or left of late: id and day. At most 30. */
  changed: [id: EnterpriseId, day: number][];
  /** Members that had changed when it was told last. */
  toldChanged: number;
  /** Members at risk: id, band, score, name. At most 20. */
  risky: [id: EnterpriseId, band: number, score: number, name: string][];
}

/**
 * Where enterprises meet: an address (a:<hash>), or a person or firm that several name (n:<hash>). Members join and
 * leave and tell their risk; the meeting point tells the others. It holds no findings: those are made by the
 * enterprise's own detectors when they are told, so that each enterprise's state has one writer.
 */
export const meeting: Detector<MeetingState> = {
  id: ID,
  version: VERSION,
  scope: "meeting",
  kinds: ["derived"],
  derivedTypes: ["meeting.joined", "meeting.left", "meeting.changed", "meeting.risk"],
  rules: {},
  create: () => ({ label: "", members: [], more: 0, step: 0, changed: [], toldChanged: 0, risky: [] }),
  apply(state, event, context) {
    if (event.type === "meeting.joined") join(state, event.data as unknown as JoinData, context);
    else if (event.type === "meeting.left") leave(state, event.data as unknown as JoinData, context);
    else if (event.type === "meeting.changed")
      takeChange(state, (event.data as unknown as JoinData).enterpriseId, context);
    else if (event.type === "meeting.risk") takeRisk(state, event as StreamEvent<"derived">, context);
  },
};

function join(state: MeetingState, data: JoinData, context: DetectorContext): void {
  if (state.label === "") state.label = data.label;
  const at = state.members.findIndex(([id]) => id === data.enterpriseId);
  const member: Member = [data.enterpriseId, data.district, data.role, data.weight];
  if (at >= 0) {
    state.members[at] = member;
    return;
  }
  if (state.members.length >= MAX_MEMBERS) {
    state.members.shift();
    state.more++;
  }
  state.members.push(member);
  const told = tellCount(state, context);
  if (!told && state.step > 0) tellCluster(state, [member], context);
  if (state.risky.length > 0) tellRisk(state, [member], context);
}

function leave(state: MeetingState, data: JoinData, context: DetectorContext): void {
  const at = state.members.findIndex(([id]) => id === data.enterpriseId);
  if (at < 0) {
    if (state.more > 0) state.more--;
  } else state.members.splice(at, 1);
  takeChange(state, data.enterpriseId, context);
  const risky = state.risky.findIndex(([id]) => id === data.enterpriseId);
  if (risky >= 0) {
    state.risky.splice(risky, 1);
    tellRisk(state, state.members, context);
  }
  tellCount(state, context);
}

/** Members that change in turn, while many share the address: the mark of shells that are traded. */
function takeChange(state: MeetingState, enterpriseId: EnterpriseId, context: DetectorContext): void {
  if (state.step === 0) return;
  const today = dayNumberOf(context.nowMs);
  state.changed = state.changed
    .filter(([id, day]) => id !== enterpriseId && day > today - CHURN_DAYS)
    .slice(-29);
  state.changed.push([enterpriseId, today]);
  const changed = state.changed.length;
  const count = state.members.length + state.more;
  if (changed < state.toldChanged) state.toldChanged = changed;
  if (changed < Math.max(CHURN_FROM, CHURN_SHARE * count) || changed < 1.4 * state.toldChanged) return;
  state.toldChanged = changed;
  const data = { changed, count, days: CHURN_DAYS, address: state.label, key: context.key };
  for (const [id, district] of state.members.slice(-MAX_FAN_OUT)) {
    context.derive(enterpriseKey(id), "address.churn", data, { enterpriseId: id, district });
  }
}

function takeRisk(state: MeetingState, event: StreamEvent<"derived">, context: DetectorContext): void {
  const { enterpriseId, band, score, name } = event.data as unknown as RiskData;
  const at = state.risky.findIndex(([id]) => id === enterpriseId);
  if (at >= 0) state.risky.splice(at, 1);
  if (band > 0) {
    state.risky.push([enterpriseId, band, score, name]);
    state.risky.sort((a, b) => b[1] - a[1] || a[0] - b[0]);
    if (state.risky.length > 20) state.risky.pop();
  } else if (at < 0) return;
  tellRisk(state, state.members, context);
}

/** Tells all members when the count passes a step, up or (with slack) down. */
function tellCount(state: MeetingState, context: DetectorContext): boolean {
  if (!context.key.startsWith("a:")) return false;
  const count = state.members.length + state.more;
  let step = state.step;
  while (step < CLUSTER_STEPS.length && count >= (CLUSTER_STEPS[step] as number)) step++;
  while (step > 0 && count < (CLUSTER_STEPS[step - 1] as number) * STEP_BACK) step--;
  if (step === state.step) return false;
  state.step = step;
  tellCluster(state, state.members, context);
  return true;
}

function tellCluster(state: MeetingState, members: readonly Member[], context: DetectorContext): void {
  const data = {
    count: state.members.length + state.more,
    step: state.step,
    address: state.label,
    key: context.key,
  };
  for (const [enterpriseId, district] of members.slice(-MAX_FAN_OUT)) {
    context.derive(enterpriseKey(enterpriseId), "address.cluster", data, { enterpriseId, district });
  }
}

/** Tells each member of the strongest risk among the others; band 0 when there is none any more. */
function tellRisk(state: MeetingState, members: readonly Member[], context: DetectorContext): void {
  if (context.key.startsWith("a:") && state.members.length + state.more > MAX_RISK_MEMBERS) return;
  for (const [enterpriseId, district, role, weight] of members.slice(-MAX_FAN_OUT)) {
    if (role === "self") continue;
    const others = state.risky.filter(([id]) => id !== enterpriseId);
    const [strongest] = others;
    const data = {
      key: context.key,
      role,
      weight,
      label: state.label,
      band: strongest?.[1] ?? 0,
      score: strongest?.[2] ?? 0,
      name: strongest?.[3] ?? "",
      count: others.length,
    };
    context.derive(enterpriseKey(enterpriseId), "association.risk", data, { enterpriseId, district });
  }
}
