import { MEMBER_ROLE_NAMES } from "#detectors/association/association";
import type { MemberRole } from "#detectors/association/meeting";
import type { Detector } from "#detectors/detector";
import { clip, evidenceOf } from "#detectors/evidence";
import { makeRules } from "#detectors/rule";

const ID = "relations";
const VERSION = 1;

export const RELATIONS_DEFAULTS = {
  /** What of a cluster's score a member has as severity: 50 is 40, 100 is 80. Being a shell is no deed yet. */
  clusterShare: 0.8,
  /** Severity of a full path from a source in each band (60, 75, 90 points of its own), as in `association`. */
  severities: [45, 62, 80],
};
export type RelationsParameters = typeof RELATIONS_DEFAULTS;

/** What the job tells a member (or, with score 0, a former member) of a suspected shell cluster. */
export interface ClusterTold {
  readonly clusterId: number;
  readonly version: number;
  readonly score: number;
  readonly size: number;
  /** Its strongest traits in words. */
  readonly traits: string;
  readonly traitsEn: string;
}

/** What the job tells a firm of risk that comes over several firms; band 0: nothing any more. */
export interface PathTold {
  readonly band: number;
  readonly score: number;
  readonly weight: number;
  readonly name: string;
  /** What the last firm of the path is to this one, and the firms between by name. */
  readonly role: MemberRole;
  readonly hops: number;
  readonly label: string;
  readonly count: number;
}

const rules = makeRules(ID, VERSION, {
  cluster: {
    dimension: "basic",
    halfLifeDays: null,
    renewDays: 90,
    zh: (f) => `疑似空壳集群成员（共 ${f.count} 家，评分 ${f.score}）：${f.traits}`,
    en: (f) => `Member of a suspected shell cluster (${f.count} firms, score ${f.score}): ${f.traitsEn}`,
  },
  path: {
    dimension: "association",
    halfLifeDays: 180,
    zh: (f) =>
      `${f.hops === 1 ? "" : `隔 ${f.hops} 层（${f.label}）`}${MEMBER_ROLE_NAMES[f.role as MemberRole].zh}方向的“${f.name}”风险评分 ${f.score}${Number(f.count) > 1 ? `，共 ${f.count} 家` : ""}`,
    en: (f) =>
      `“${f.name}” scores ${f.score}; reached over ${f.hops} step(s)${f.label === "" ? "" : ` (${f.label})`}, last: ${MEMBER_ROLE_NAMES[f.role as MemberRole].en}${Number(f.count) > 1 ? `; ${f.count} in all` : ""}`,
  },
});

/** The enterprise's side of what is computed over the whole graph: it makes the findings of what it is told. */
export function createRelations(
  parameters: Partial<RelationsParameters> = {},
): Detector<Record<string, never>> {
  const p = { ...RELATIONS_DEFAULTS, ...parameters };
  return {
    id: ID,
    version: VERSION,
    scope: "enterprise",
    kinds: ["derived"],
    derivedTypes: ["relations.cluster", "relations.path"],
    rules,
    create: () => ({}),
    apply(_, event, context) {
      if (event.type === "relations.cluster") {
        const told = event.data as unknown as ClusterTold;
        if (told.score <= 0) {
          context.clear(rules.cluster);
          return;
        }
        context.raise(rules.cluster, {
          severity: told.score * p.clusterShare,
          figures: {
            count: told.size,
            score: Math.round(told.score),
            traits: clip(told.traits, 80),
            traitsEn: clip(told.traitsEn, 160),
          },
          evidence: [evidenceOf(event, `空壳集群 ${told.clusterId} 第 ${told.version} 版：${told.traits}`)],
        });
        return;
      }
      const told = event.data as unknown as PathTold;
      if (told.band <= 0) {
        context.clear(rules.path);
        return;
      }
      // Another source than before, perhaps a weaker one: what was said of the old one does not stay.
      if (context.figuresOf(rules.path)?.name !== clip(told.name, 30)) context.clear(rules.path);
      context.raise(rules.path, {
        severity: (p.severities[told.band - 1] ?? 0) * told.weight,
        figures: {
          name: clip(told.name, 30),
          score: Math.round(told.score),
          role: told.role,
          hops: told.hops,
          label: clip(told.label, 60),
          count: told.count,
        },
        evidence: [evidenceOf(event, `${told.name}：${Math.round(told.score)} 分，${told.label}`)],
      });
    },
  };
}

export const relations = createRelations();
