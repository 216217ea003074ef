import type { ShellCluster, Trait, TraitPart } from "#detectors/relations/shell-cluster";

type Part = Omit<TraitPart, "trait"> & { readonly trait: string };
type Say = (figures: Readonly<Record<string, number>>) => string;

const WORDS: Readonly<Record<Trait, { readonly zh: Say; readonly en: Say }>> = {
  size: { zh: (f) => `${f.count} 家企业`, en: (f) => `${f.count} firms` },
  links: {
    zh: (f) => `共用地址、电话、人员等 ${f.kinds} 类`,
    en: (f) => `${f.kinds} kind(s) of ties (address, telephone, people)`,
  },
  burst: {
    zh: (f) => `${f.count} 家在 ${f.days} 日内登记`,
    en: (f) => `${f.count} registered within ${f.days} days`,
  },
  unpaid: {
    zh: (f) => `${f.of} 家中 ${f.count} 家实缴不足一成`,
    en: (f) => `${f.count} of ${f.of} paid in less than a tenth`,
  },
  straw: {
    zh: (f) => `法定代表人仅 ${f.persons} 人（${f.of} 家）`,
    en: (f) => `${f.persons} representative(s) for ${f.of} firms`,
  },
  names: { zh: (f) => `${f.count} 家名称相近`, en: (f) => `${f.count} names alike` },
  churn: {
    zh: (f) => `${f.count} 家半年内变更法定代表人或住所`,
    en: (f) => `${f.count} changed representative or address within half a year`,
  },
  trouble: { zh: (f) => `${f.count} 家经营异常或被吊销`, en: (f) => `${f.count} abnormal or revoked` },
};

export function sayTrait(part: Part): { readonly zh: string; readonly en: string } {
  const words = WORDS[part.trait as Trait];
  return { zh: words.zh(part.figures), en: words.en(part.figures) };
}

/** The three strongest traits in words. */
export function describeTraits(cluster: Pick<ShellCluster, "parts">): {
  readonly zh: string;
  readonly en: string;
} {
  const parts = [...cluster.parts]
    .filter(({ trait }) => trait !== "size")
    .sort((a, b) => b.points - a.points)
    .slice(0, 3)
    .map(sayTrait);
  return { zh: parts.map(({ zh }) => zh).join("，"), en: parts.map(({ en }) => en).join("; ") };
}
