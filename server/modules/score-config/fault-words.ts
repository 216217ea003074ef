import type { Words } from "#domain/error";
import { LEVELS } from "#domain/level";
import type { PaletteFault } from "#domain/palette";
import type { ConfigFault, ConfigFaultCode } from "#domain/score-config";
import type { FaultDetail } from "#server/http/refusal";

const FAULTS: Readonly<Record<ConfigFaultCode, Words>> = {
  "weights-sum": { zh: "权重之和须为 100 %", en: "the weights must add up to 100 %" },
  "weight-negative": { zh: "权重不能为负", en: "a weight cannot be negative" },
  "floors-order": { zh: "下限须高于前一等级", en: "the floor must be above that of the level before" },
  "floor-first": { zh: "正常监测的下限须为 0", en: "the floor of normal watch must be 0" },
  "floor-range": { zh: "下限不能高于 100", en: "a floor cannot be above 100" },
  "margin-range": { zh: "回落余量须在 0 到 20 分之间", en: "the margin must be between 0 and 20 points" },
  "dwell-range": { zh: "最短停留须在 0 到 30 天之间", en: "the least stay must be between 0 and 30 days" },
  "description-long": { zh: "说明不超过 200 字", en: "a description has at most 200 characters" },
  "not-a-colour": { zh: "颜色须写作 #rrggbb", en: "a colour is written as #rrggbb" },
  "colours-alike": {
    zh: "与相邻等级的颜色过于接近，无人能够分辨（OKLab 色差须不小于 12）",
    en: "too close to the colour of the level beside it for anybody (OKLab distance of at least 12)",
  },
};

export function faultDetails(faults: readonly ConfigFault[]): FaultDetail[] {
  return faults.map(({ path, code }) => ({ path: `body.${path}`, code, message: FAULTS[code] }));
}

/** What colours are warned of, in one language. */
export function warningDetails(
  warnings: readonly PaletteFault[],
  language: "zh" | "en",
): { path: string; code: string; message: string }[] {
  return warnings.map((fault) => {
    const level = fault.code === "alike" ? fault.upper : fault.level;
    const words = WARNINGS[fault.code === "alike" ? fault.sight : "faint"];
    return {
      path: `body.colours.${fault.theme}.${LEVELS.indexOf(level)}`,
      code: fault.code,
      message: words?.[language] ?? fault.code,
    };
  });
}

const WARNINGS: Readonly<Record<string, Words>> = {
  protan: {
    zh: "红色盲者难以与相邻等级分辨",
    en: "hard to tell from the level beside it without red cones",
  },
  deutan: {
    zh: "绿色盲者难以与相邻等级分辨",
    en: "hard to tell from the level beside it without green cones",
  },
  tritan: {
    zh: "蓝色盲者难以与相邻等级分辨",
    en: "hard to tell from the level beside it without blue cones",
  },
  faint: { zh: "在深色底上过暗（对比度低于 3:1）", en: "too faint on dark ground (contrast below 3:1)" },
};
