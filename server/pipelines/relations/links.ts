import { hash64 } from "#detectors/hash";
import { type ClusterFirm, type FirmLink, strongKeys } from "#detectors/relations/shell-cluster";
import { addressHash, isCollectiveAddress } from "#detectors/shared-address/address";
import { dayNumberOf } from "#detectors/time";
import { startOfDay } from "#domain/time";
import type { LinkDraft, LinkFactsRow } from "#store/enterprise-links";

/** What a firm's register entry ties it by; a firm that is gone ties nobody. */
export function linksOf(facts: LinkFactsRow): FirmLink[] {
  if (facts.status === "cancelled" || facts.status === "moved-out") return [];
  const links: FirmLink[] = facts.persons.map((id) => ({ kind: "person", key: String(id) }));
  const address = facts.registeredAddress === null ? null : addressHash(facts.registeredAddress);
  if (address !== null) {
    const weak = isCollectiveAddress(facts.registeredAddress as string);
    links.push({ kind: "address", key: address, ...(weak ? { weak } : {}) });
  }
  if (facts.phoneIndex !== null) links.push({ kind: "phone", key: facts.phoneIndex });
  if (facts.representative !== null) links.push({ kind: "representative", key: facts.representative });
  if (facts.agent !== null) links.push({ kind: "agent", key: facts.agent });
  return links;
}

/** Rows by which firms find each other: each link, and each pair of weak links as one strong one. */
export function linkRows(id: number, links: readonly FirmLink[]): LinkDraft[] {
  const rows: LinkDraft[] = links.map(({ kind, key, weak = false }) => ({
    enterpriseId: id,
    kind,
    key,
    weak: weak || kind === "representative" || kind === "agent",
  }));
  for (const { kind, key } of strongKeys(links))
    if (kind === "pair") rows.push({ enterpriseId: id, kind, key: hash64(key), weak: false });
  return rows;
}

export function clusterFirmOf(facts: LinkFactsRow): ClusterFirm {
  return {
    id: facts.id,
    name: facts.name,
    establishedDay: facts.establishedOn === null ? null : dayNumberOf(startOfDay(facts.establishedOn)),
    registeredCapital: facts.registeredCapital,
    paidInCapital: facts.paidInCapital,
    abnormal: facts.status === "abnormal" || facts.status === "revoked",
    changes: facts.changes,
    representative: facts.representative,
    parent: facts.parent,
    links: linksOf(facts),
  };
}
