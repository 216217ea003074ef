import { formatFen, formatFenEn } from "#detectors/money";
import { makeRules } from "#detectors/rule";

export const MONEY_FLOW_ID = "money-flow";
export const MONEY_FLOW_VERSION = 1;

const COMMON = { dimension: "behaviour", halfLifeDays: 60 } as const;

/** The rules as an enterprise shows them, by the names that the engine gives its findings. */
export const FLOW_RULES = makeRules(MONEY_FLOW_ID, MONEY_FLOW_VERSION, {
  pass: {
    ...COMMON,
    zh: (f) =>
      `账户 ${f.account} ${f.hours} 小时内转入 ${formatFen(Number(f.in))}、转出 ${formatFen(Number(f.out))}（快进快出）`,
    en: (f) =>
      `Account ${f.account}: ${formatFenEn(Number(f.in))} in and ${formatFenEn(Number(f.out))} out within ${f.hours} hours`,
  },
  transit: {
    ...COMMON,
    zh: (f) =>
      `账户 ${f.account} ${f.days} 日内自 ${f.payers} 个对手转入 ${formatFen(Number(f.in))}，平均 ${f.hours} 小时后转给另外 ${f.payees} 个对手（过渡账户）`,
    en: (f) =>
      `Account ${f.account} passed ${formatFenEn(Number(f.in))} from ${f.payers} parties on to ${f.payees} others within ${f.days} days, held ${f.hours} hours on average`,
  },
  gather: {
    ...COMMON,
    zh: (f) => `${f.days} 日内 ${f.parties} 个对手转入 ${formatFen(Number(f.fen))}（集中转入）`,
    en: (f) => `${f.parties} counterparties paid in ${formatFenEn(Number(f.fen))} within ${f.days} days`,
  },
  scatter: {
    ...COMMON,
    zh: (f) => `${f.days} 日内向 ${f.parties} 个对手转出 ${formatFen(Number(f.fen))}（分散转出）`,
    en: (f) => `${formatFenEn(Number(f.fen))} paid out to ${f.parties} counterparties within ${f.days} days`,
  },
  cash: {
    ...COMMON,
    zh: (f) => `${f.days} 日内取现 ${formatFen(Number(f.fen))}，占转出 ${f.percent}%`,
    en: (f) =>
      `${formatFenEn(Number(f.fen))} drawn in cash within ${f.days} days, ${f.percent} % of all that left`,
  },
  structuring: {
    ...COMMON,
    zh: (f) => `${f.days} 日内 ${f.count} 笔略低于 ${formatFen(Number(f.limit))} 报告限额，疑似拆分`,
    en: (f) =>
      `${f.count} movements just below the report limit of ${formatFenEn(Number(f.limit))} within ${f.days} days`,
  },
  woken: {
    ...COMMON,
    zh: (f) => `账户 ${f.account} 沉睡 ${f.days} 天后发生 ${formatFen(Number(f.fen))}`,
    en: (f) => `Account ${f.account} moved ${formatFenEn(Number(f.fen))} after ${f.days} days of sleep`,
  },
  cycle: {
    ...COMMON,
    zh: (f) =>
      `资金经 ${f.hops} 次转账在 ${f.days} 日内回到起点，至少 ${formatFen(Number(f.fen))}（循环转账）`,
    en: (f) =>
      `Money came back to where it began over ${f.hops} transfers within ${f.days} days, at least ${formatFenEn(Number(f.fen))}`,
  },
});
