import type { Parameter } from "#detectors/learn/parameter";

export const FOREST_PARAMETERS: readonly Parameter[] = [
  {
    id: "trees",
    name: { zh: "树的棵数", en: "Trees" },
    meaning: { zh: "越多越稳，时间按比例增加", en: "More are steadier, and take longer in proportion" },
    kind: "integer",
    default: 300,
    min: 1,
    max: 3000,
    recommended: [100, 500],
  },
  {
    id: "depth",
    name: { zh: "最大深度", en: "Depth at most" },
    meaning: { zh: "从根到叶最多经过几次判断", en: "Splits from the root to a leaf at most" },
    kind: "integer",
    default: 20,
    min: 1,
    max: 40,
    recommended: [8, 25],
  },
  {
    id: "minRows",
    name: { zh: "叶内最少行数", en: "Rows in a leaf at least" },
    meaning: {
      zh: "少于此数的分组不成叶；越大越平滑，概率越可靠",
      en: "Groups of fewer rows make no leaf; more is smoother, and its probabilities are steadier",
    },
    kind: "integer",
    default: 3,
    min: 1,
    max: 10_000,
    recommended: [1, 20],
  },
  {
    id: "features",
    name: { zh: "每次分裂的特征数", en: "Features a split" },
    meaning: {
      zh: "每个节点随机看多少个特征；越少各树差别越大",
      en: "How many features a node looks at, drawn anew; fewer make the trees differ more",
    },
    kind: "choice",
    default: "root",
    choices: [
      { value: "root", name: { zh: "特征数的平方根", en: "Square root of their number" } },
      { value: "third", name: { zh: "三分之一", en: "A third" } },
      { value: "all", name: { zh: "全部", en: "All" } },
    ],
  },
  {
    id: "splits",
    name: { zh: "分裂点", en: "Split points" },
    meaning: {
      zh: "最优：逐一比较；随机：每个特征随机取一个（极端随机树），更快、更平滑",
      en: "Best: all are compared; random: one a feature (extremely randomised trees), faster and smoother",
    },
    kind: "choice",
    default: "best",
    choices: [
      { value: "best", name: { zh: "最优", en: "Best" } },
      { value: "random", name: { zh: "随机（极端随机树）", en: "Random (extra trees)" } },
    ],
  },
  {
    id: "bins",
    name: { zh: "分箱数", en: "Bins" },
    meaning: { zh: "每个特征分为多少档", en: "Steps that each feature is cut into" },
    kind: "integer",
    default: 255,
    min: 4,
    max: 255,
    recommended: [64, 255],
  },
];
