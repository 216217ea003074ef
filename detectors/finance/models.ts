import type { View } from "#detectors/finance/input";
import { closeScore, type ModelPart, type ModelResult, modelName } from "#detectors/finance/model";
import { scoreCollateral } from "#detectors/finance/pawn/collateral";
import { ASSUMED_DEFAULT_MODEL, scoreDefault } from "#detectors/finance/pawn/default";
import { scoreLiquidity } from "#detectors/finance/pawn/liquidity";
import { PRINCIPAL_BASE, scorePrincipal } from "#detectors/finance/principal";
import { limitSlot, readValues } from "#detectors/finance/reading";
import { indicatorsOf } from "#detectors/finance/table";
import type { LegalLimit } from "#domain/legal-limit";

/** The models that a kind has beside its six groups. */
export function runModels(view: View, limits: readonly LegalLimit[]): ModelResult[] {
  if (view.kind === "factoring") return [runPrincipal(view, limits)];
  if (view.kind !== "pawn") return [];
  return [
    scoreDefault(view, view.peers?.defaults ?? ASSUMED_DEFAULT_MODEL),
    scoreCollateral(view),
    scoreLiquidity(view),
  ];
}

function runPrincipal(view: View, limits: readonly LegalLimit[]): ModelResult {
  const values = readValues(view, limits);
  const words = { id: "principal-components", ...modelName("principal-components") };
  const model = view.peers?.principal ?? null;
  const scored = model === null ? null : scorePrincipal(model, values);
  if (model === null || scored === null) {
    return {
      ...words,
      score: null,
      base: 0,
      clipped: 0,
      parts: [],
      figures: {},
      why:
        model === null
          ? (view.peers?.principalWhy ?? {
              zh: "没有同业同期月报，不做主成分分析，只用六类指标评分",
              en: "No peers' reports: no principal components, the six groups alone",
            })
          : {
              zh: "本企业未报送的因子超过三成，不做主成分评分，只用六类指标评分",
              en: "It did not report more than three tenths of the factors: the six groups alone",
            },
    };
  }
  const parts = scored.contributions.map(({ id, points }) => ({
    ...factorWords(view, id, limits),
    id,
    value: values[id] ?? null,
    points,
  }));
  return {
    ...words,
    ...closeScore(PRINCIPAL_BASE, parts),
    base: PRINCIPAL_BASE,
    parts,
    figures: { components: model.components.length, explained: model.explained, peers: model.n },
    why: {
      zh: `${model.n} 家同业 ${view.peers?.period} 月报，${model.components.length} 个主成分解释 ${Math.round(model.explained * 100)}% 方差；${PRINCIPAL_BASE} 分为同业中位水平，每高一个标准差加 25 分`,
      en: `${model.n} peers' reports of ${view.peers?.period}, ${model.components.length} components explain ${Math.round(model.explained * 100)}%; ${PRINCIPAL_BASE} is the middle of the peers, a deviation is 25`,
    },
  };
}

/** Words of a factor: an indicator's, or a limit's share that is used. */
export function factorWords(
  view: Pick<View, "kind">,
  id: string,
  limits: readonly LegalLimit[],
): Pick<ModelPart, "zh" | "en" | "unit"> {
  const limit = limits.find((each) => `limit:${limitSlot(each)}` === id);
  if (limit !== undefined)
    return { zh: `${limit.zh}（限额占用）`, en: `${limit.en} (share of the limit)`, unit: "ratio" };
  const indicator = indicatorsOf(view.kind).find((each) => each.id === id);
  return { zh: indicator?.zh ?? id, en: indicator?.en ?? id, unit: indicator?.unit ?? "ratio" };
}
