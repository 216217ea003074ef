import { columnsOf, type Table } from "#detectors/learn/table";
import type { AlgorithmInfo } from "#domain/api/algorithms";

/** The rule engine among the algorithms: it learns nothing, its score is the official total. */
export const RULES = "rules";
export const RULES_COLUMN = "score_total";

export const RULES_INFO: AlgorithmInfo = {
  id: RULES,
  name: { zh: "规则引擎", en: "Rule engine" },
  description: {
    zh: "现行的规则与五维评分，以风险总分除以 100 作为得分，以现行橙色下限为界。不需要训练，用作其他算法的对照；需要数据集中含“风险总分”。",
    en: "The rules and five-dimension score in force: the risk score divided by 100, flagged from the present floor of orange. Nothing is trained; it is what other algorithms are compared with, and needs the risk score in the dataset.",
  },
  supervised: false,
  parameters: [],
};

/** Total (0–100) as 0–1. Of whom nothing was known the rules say 0. */
export function scoreByRules(table: Table): Float64Array {
  const [totals] = columnsOf(table, [RULES_COLUMN]);
  return (totals as Float64Array).map((total) =>
    Number.isNaN(total) ? 0 : Math.min(1, Math.max(0, total / 100)),
  );
}
