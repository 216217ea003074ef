import { type AsOf, type Bitemporal, pickAsOf } from "#domain/bitemporal";
import { OUTSIDE } from "#domain/district";
import type { EnterpriseId } from "#domain/event";
import type { FinanceKind } from "#domain/finance-kind";

export const ENTERPRISE_STATUSES = ["active", "abnormal", "revoked", "cancelled", "moved-out"] as const;
export type EnterpriseStatus = (typeof ENTERPRISE_STATUSES)[number];

export const STATUS_NAMES: Readonly<Record<EnterpriseStatus, { readonly zh: string; readonly en: string }>> =
  {
    active: { zh: "存续", en: "Active" },
    abnormal: { zh: "经营异常", en: "Abnormal operation" },
    revoked: { zh: "吊销", en: "Revoked" },
    cancelled: { zh: "注销", en: "Cancelled" },
    "moved-out": { zh: "迁出", en: "Moved out" },
  };

/** The present view. The key is ours and stays when code, name or place change. */
export interface Enterprise {
  readonly id: EnterpriseId;
  readonly name: string;
  readonly creditCode: string | null;
  /** Responsible district: who may see it follows this. */
  readonly district: string;
  readonly street: string | null;
  readonly industry: string | null;
  readonly financeKind: FinanceKind;
  readonly status: EnterpriseStatus;
  /** Made from an event whose subject was not known; shown as such, and can be merged into a known one. */
  readonly provisional: boolean;
  readonly simulated: boolean;
  readonly mergedInto: EnterpriseId | null;
}

/** How sources name it, each with its dates. 'local:<source>' is an id that only that source knows. */
export type IdentifierScheme = "code" | "name" | `local:${string}`;

export interface Identifier {
  readonly scheme: IdentifierScheme;
  readonly value: string;
  readonly enterpriseId: EnterpriseId;
  readonly validFromMs: number;
  readonly validToMs: number | null;
}

/** 注册地, 经营地, 责任属地: three places, each with its dates. */
export const PLACE_KINDS = ["registered", "business", "responsible"] as const;
export type PlaceKind = (typeof PLACE_KINDS)[number];

export interface Place extends Bitemporal {
  readonly kind: PlaceKind;
  readonly district: string;
  readonly street: string | null;
  readonly address: string | null;
}

/**
 * Who answers for it at a time: the responsible place that was given to it; else where it does business, if that is
 * in the city (异地在沪经营企业: registered elsewhere, run from here); else where it is registered.
 */
export function responsibleAt(
  places: readonly Place[],
  asOf: AsOf,
): { readonly district: string; readonly street: string | null } {
  const at = (kind: PlaceKind): Place | null =>
    pickAsOf(
      places.filter((place) => place.kind === kind),
      asOf,
    );
  const given = at("responsible");
  if (given !== null) return given;
  const business = at("business");
  if (business !== null && business.district !== OUTSIDE) return business;
  return at("registered") ?? business ?? { district: OUTSIDE, street: null };
}

/** 异地在沪经营企业: a class of its own. */
export function isOutsideFirmHere(places: readonly Place[], asOf: AsOf): boolean {
  const at = (kind: PlaceKind): Place | null =>
    pickAsOf(
      places.filter((place) => place.kind === kind),
      asOf,
    );
  const registered = at("registered");
  const business = at("business");
  return registered?.district === OUTSIDE && business !== null && business.district !== OUTSIDE;
}

export interface Person {
  readonly id: number;
  readonly name: string;
  /** Blind index of the paper's number; the number itself is sealed in the store. null when only the name is known. */
  readonly idIndex: string | null;
}

export interface Account {
  readonly id: number;
  /** Blind index of the account number. */
  readonly numberIndex: string;
  readonly holderEnterpriseId: EnterpriseId | null;
  readonly holderPersonId: number | null;
  /** The unit that gave the data and the legal ground on which it did: shown wherever the account is. */
  readonly provider: string;
  readonly authority: string;
}

export const RELATION_KINDS = [
  "shareholder",
  "legal-representative",
  "controller",
  "officer",
  "branch",
  "investment",
  "same-address",
  "same-phone",
] as const;
export type RelationKind = (typeof RELATION_KINDS)[number];

export const RELATION_NAMES: Readonly<Record<RelationKind, { readonly zh: string; readonly en: string }>> = {
  shareholder: { zh: "股东", en: "Shareholder" },
  "legal-representative": { zh: "法定代表人", en: "Legal representative" },
  controller: { zh: "实际控制人", en: "Controller" },
  officer: { zh: "高管", en: "Officer" },
  branch: { zh: "分支机构", en: "Branch" },
  investment: { zh: "对外投资", en: "Investment" },
  "same-address": { zh: "同地址", en: "Same address" },
  "same-phone": { zh: "同电话", en: "Same phone" },
};

/** From the enterprise to the party: "its shareholder is …". */
export interface Relation extends Bitemporal {
  readonly enterpriseId: EnterpriseId;
  readonly kind: RelationKind;
  readonly party:
    | { readonly kind: "person"; readonly personId: number }
    | { readonly kind: "enterprise"; readonly enterpriseId: EnterpriseId };
  /** 0–1. */
  readonly share: number | null;
  readonly office: string | null;
}
