import type { MemberRole } from "#detectors/association/meeting";
import { type Detector, type DetectorContext, isKind } from "#detectors/detector";
import { clip, evidenceOf } from "#detectors/evidence";
import { hash64 } from "#detectors/hash";
import { equityWeight, ROLE_SHARES } from "#detectors/relations/weights";
import { makeRules } from "#detectors/rule";
import { addressHash } from "#detectors/shared-address/address";
import { normaliseText } from "#detectors/text/normalise";
import type { EventData } from "#domain/event";
import { addressKey, partyKey } from "#domain/partition";

const ID = "association";
const VERSION = 2;

export const ASSOCIATION_DEFAULTS = {
  /** Own score (without what comes from others) from which the related are told; each floor is a band. */
  bandFloors: [60, 75, 90],
  /** Points below its floor at which a band is left. */
  margin: 5,
  /** Parties that one firm follows. */
  maxParties: 20,
  /** Severity of a full relation to a party in each band. */
  severities: [45, 62, 80],
  /** How much of it a relation lets through. */
  roleShares: ROLE_SHARES,
};
export type AssociationParameters = typeof ASSOCIATION_DEFAULTS;

interface AssociationState {
  /** Meeting points joined besides the own address: their keys. */
  parties: string[];
  /** Hash of the own address, "" when unknown. */
  a: string;
  /** Band that others were told, and the points they were told it at. */
  band: number;
  told: string[];
}

/** What the other firm is to this one. */
export const MEMBER_ROLE_NAMES: Readonly<Record<MemberRole, { readonly zh: string; readonly en: string }>> = {
  controller: { zh: "实际控制人", en: "controller" },
  shareholder: { zh: "股东", en: "shareholder" },
  person: { zh: "共同人员", en: "firm with a person in common" },
  branch: { zh: "分支机构", en: "branch" },
  investment: { zh: "对外投资企业", en: "firm invested in" },
  officer: { zh: "任职企业", en: "firm with an office held" },
  phone: { zh: "同电话企业", en: "firm with the same telephone" },
  address: { zh: "同址企业", en: "firm at the same address" },
  held: { zh: "所持股企业", en: "firm that it holds" },
  head: { zh: "总公司", en: "head office" },
  self: { zh: "本企业", en: "itself" },
};

const rules = makeRules(ID, VERSION, {
  party: {
    dimension: "association",
    halfLifeDays: 180,
    zh: (f) =>
      `${MEMBER_ROLE_NAMES[f.role as MemberRole].zh}“${f.name}”风险评分 ${f.score}${Number(f.count) > 1 ? `，共 ${f.count} 家` : ""}`,
    en: (f) =>
      `${MEMBER_ROLE_NAMES[f.role as MemberRole].en} “${f.name}” scores ${f.score}${Number(f.count) > 1 ? `, ${f.count} in all` : ""}`,
  },
});

/**
 * One hop: a firm hears of the risk of firms that it shares a meeting point with. What it tells of itself leaves out
 * what it heard, so risk never travels round a loop. Further hops, firms held and telephones in common
 * are walked by the job over the graph with the same weights (detectors/relations/propagation.ts).
 */
export function createAssociation(
  parameters: Partial<AssociationParameters> = {},
): Detector<AssociationState> {
  const p = { ...ASSOCIATION_DEFAULTS, ...parameters };
  return {
    id: ID,
    version: VERSION,
    scope: "enterprise",
    kinds: ["registration", "derived"],
    derivedTypes: ["association.risk"],
    wakesAt: Math.min(...p.bandFloors),
    rules,
    create: () => ({ parties: [], a: "", band: 0, told: [] }),
    apply(state, event, context) {
      if (isKind(event, "registration")) {
        follow(state, event.data, event.district, context, p);
        return;
      }
      if (event.type !== "association.risk") return;
      const data = event.data as {
        key: string;
        role: MemberRole;
        weight: number;
        band: number;
        score: number;
        name: string;
        count: number;
      };
      // Told by a meeting point that it has left meanwhile.
      if (data.key !== addressKey(state.a) && !state.parties.includes(data.key)) return;
      if (data.band <= 0) {
        context.clear(rules.party, data.key);
        return;
      }
      const share = p.roleShares[data.role] * data.weight;
      context.raise(rules.party, {
        slot: data.key,
        severity: (p.severities[data.band - 1] ?? 0) * share,
        figures: {
          role: data.role,
          name: clip(data.name, 30),
          score: Math.round(data.score),
          count: data.count,
        },
        evidence: [evidenceOf(event, `${data.name}：${Math.round(data.score)} 分`)],
      });
    },
    afterScore(state, own, context) {
      const band = nextBand(state.band, own.ownTotal, own.forced !== null, p);
      if (band === 0 && state.band === 0) return;
      const points = pointsOf(state, context);
      const fresh = points.filter((key) => !state.told.includes(key));
      const targets = band === state.band ? fresh : points;
      for (const key of targets) {
        tellRisk(key, band, own.ownTotal, context);
      }
      state.band = band;
      state.told = band === 0 ? [] : points;
    },
    reconcile(previous, state, context) {
      for (const key of previous.parties) {
        if (state?.parties.includes(key) === true) continue;
        context.derive(key, "meeting.left", { enterpriseId: context.enterpriseId });
      }
      if (previous.band === 0) return;
      for (const key of previous.told) {
        if (state === undefined || state.band !== previous.band || !state.told.includes(key)) {
          tellRisk(key, state?.told.includes(key) === true ? state.band : 0, 0, context);
        }
      }
    },
  };
}

export const association = createAssociation();

function tellRisk(key: string, band: number, score: number, context: DetectorContext): void {
  context.derive(key, "meeting.risk", {
    enterpriseId: context.enterpriseId,
    name: context.subject.name ?? `#${context.enterpriseId}`,
    band,
    score,
  });
}

/** Where the firm's own risk is told: its address, its persons, and the points that bear its own code and name. */
function pointsOf(state: AssociationState, context: DetectorContext): string[] {
  const points = state.parties.filter((key) => key.startsWith("n:p"));
  if (state.a !== "") points.push(addressKey(state.a));
  const { code, name } = context.subject;
  if (code !== undefined) points.push(partyPoint("enterprise", code));
  if (name !== undefined) points.push(partyPoint("enterprise", name));
  return points;
}

function follow(
  state: AssociationState,
  data: EventData["registration"],
  district: string,
  context: DetectorContext,
  p: AssociationParameters,
): void {
  if (data.registeredAddress !== undefined) {
    const hash = addressHash(data.registeredAddress) ?? "";
    if (hash !== state.a && state.a !== "") context.clear(rules.party, addressKey(state.a));
    state.a = hash;
  }
  for (const relation of data.relations ?? []) {
    if (state.parties.length >= p.maxParties) return;
    // A person's name alone is many people: without an id it is no meeting point.
    if (relation.party === "person" && relation.code === undefined) continue;
    const role = roleOf(relation.kind, relation.party);
    if (role === null) continue;
    const key = partyPoint(relation.party, relation.code ?? relation.name);
    if (state.parties.includes(key)) continue;
    state.parties.push(key);
    context.derive(key, "meeting.joined", {
      enterpriseId: context.enterpriseId,
      district,
      role,
      weight: equityWeight(relation.share),
      label: clip(relation.name, 40),
    });
  }
}

type RelationKind = NonNullable<EventData["registration"]["relations"]>[number]["kind"];

function roleOf(kind: RelationKind, party: "person" | "enterprise"): MemberRole | null {
  if (party === "person") return kind === "same-address" || kind === "same-phone" ? null : "person";
  switch (kind) {
    case "shareholder":
    case "controller":
    case "branch":
    case "investment":
    case "officer":
      return kind;
    case "legal-representative":
      return "controller";
    case "same-address":
      return "address";
    case "same-phone":
      return "phone";
  }
}

function partyPoint(party: "person" | "enterprise", codeOrName: string): string {
  return partyKey(`${party === "person" ? "p" : "e"}${hash64(normaliseText(codeOrName))}`);
}

/** Which of the limits the own total is over; one that was passed is left only `margin` points below it. */
export function nextBand(
  band: number,
  total: number,
  forced: boolean,
  p: Pick<AssociationParameters, "bandFloors" | "margin"> = ASSOCIATION_DEFAULTS,
): number {
  let next = 0;
  for (const floor of p.bandFloors) if (total >= floor) next++;
  if (forced) next = p.bandFloors.length;
  if (next >= band) return next;
  return total < (p.bandFloors[band - 1] as number) - p.margin ? next : band;
}
