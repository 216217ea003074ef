import { language } from "#kit/i18n/translate.ts";

/** Short names of the sections of GB/T 4754-2017 that fit a wall's column; the full ones are in domain/industry. */
const SHORT: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  A: ["农林牧渔", "Farming"],
  B: ["采矿", "Mining"],
  C: ["制造", "Manufacturing"],
  D: ["电力燃气水", "Utilities"],
  E: ["建筑", "Construction"],
  F: ["批发零售", "Trade"],
  G: ["交通仓储邮政", "Transport"],
  H: ["住宿餐饮", "Hotels, food"],
  I: ["信息软件", "IT, software"],
  J: ["金融", "Finance"],
  K: ["房地产", "Real estate"],
  L: ["租赁商务", "Business"],
  M: ["科研技术", "Science"],
  N: ["水利环境", "Environment"],
  O: ["居民服务", "Services"],
  P: ["教育", "Education"],
  Q: ["卫生社会工作", "Health, care"],
  R: ["文体娱乐", "Culture"],
  S: ["公共管理", "Public bodies"],
  T: ["国际组织", "International"],
};

export const INDUSTRY_SECTIONS: readonly string[] = Object.keys(SHORT);

export function shortIndustryName(code: string): string {
  const pair = SHORT[code];
  if (pair === undefined) return language() === "en" ? "Unknown" : "未知";
  return language() === "en" ? pair[1] : pair[0];
}
