import { z } from "zod";
import type { ClusterPage, ControllerList } from "#domain/api/relations";
import type { Language } from "#domain/error";
import { iso, levelWord, round } from "#server/modules/levels";
import { sayTrait } from "#server/pipelines/relations/trait-words";
import type { ClusterRow } from "#store/clusters";
import type { ControllerRow, NodeNameRow } from "#store/controllers";
import controlRules from "./control-rule.data.json" with { type: "json" };

type OwnerJson = ControllerList["beneficial"][number];

const rules = z.record(z.string(), z.object({ zh: z.string(), en: z.string() })).parse(controlRules);

/** A computed owner with its chains in names. The register's tie is told by name; a link only to what the reader may open. */
export function presentOwner(
  row: ControllerRow,
  names: ReadonlyMap<string, NodeNameRow>,
  language: Language,
): OwnerJson {
  const party = row.personId === null ? `e:${row.partyEnterprise}` : `p:${row.personId}`;
  return {
    rule: row.rule,
    ruleText: rules[row.rule]?.[language] ?? row.rule,
    party: presentNode(party, names),
    share: row.share,
    chains: row.chains.map(({ nodes, shares, share }) => ({
      nodes: nodes.map((node) => presentNode(node, names)),
      shares: [...shares],
      share,
    })),
  };
}

function presentNode(node: string, names: ReadonlyMap<string, NodeNameRow>): OwnerJson["party"] {
  const known = names.get(node);
  const person = node.startsWith("p:");
  const level = known?.level ?? null;
  return {
    key: person || level !== null ? node : "x:0",
    party: person ? "person" : "enterprise",
    name: known?.name ?? "",
    enterpriseId: person || level === null ? null : Number(node.slice(2)),
    level: level === null ? null : levelWord(level),
  };
}

export function presentCluster(row: ClusterRow, language: Language): ClusterPage["rows"][number] {
  return {
    id: row.id,
    version: row.version,
    score: round(row.score),
    size: row.size,
    visible: row.visible,
    traits: row.parts.map((part) => ({
      trait: part.trait,
      value: part.value,
      points: part.points,
      text: sayTrait(part)[language],
    })),
    links: { ...row.links },
    simulated: row.simulated,
    firstSeen: iso(row.firstSeenMs),
    computedAt: iso(row.computedAtMs),
  };
}
