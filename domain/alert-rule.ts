import type { Dimension } from "#domain/dimension";
import type { Level } from "#domain/level";
import { DAY_MS, dayOf, startOfDay } from "#domain/time";
import { addWorkingDays } from "#domain/working-day";

/** How long things may take, by level. Configuration: these are the defaults, set with the duty officers in mind. */
export interface AlertRule {
  /** To sign for it (签收), minutes by the clock: the monitoring room is manned day and night. */
  readonly acknowledgeMinutes: Readonly<Record<Level, number>>;
  /** To close it after signing: hours by the clock, or working days. */
  readonly handle: Readonly<Record<Level, { readonly hours: number } | { readonly workingDays: number }>>;
  /** Longest silence (暂停推送); 0 where it may not be silenced at all. */
  readonly maxSnoozeMinutes: Readonly<Record<Level, number>>;
}

export const DEFAULT_ALERT_RULE: AlertRule = {
  acknowledgeMinutes: { normal: 1440, yellow: 1440, orange: 240, red: 30, outbreak: 10 },
  handle: {
    normal: { workingDays: 10 },
    yellow: { workingDays: 10 },
    orange: { workingDays: 5 },
    red: { hours: 24 },
    outbreak: { hours: 4 },
  },
  maxSnoozeMinutes: { normal: 10_080, yellow: 10_080, orange: 1440, red: 60, outbreak: 0 },
};

export function dueToAcknowledge(level: Level, nowMs: number, rule: AlertRule): number {
  return nowMs + rule.acknowledgeMinutes[level] * 60_000;
}

/** Working days end with the day: signed on Monday morning, three working days end on Thursday at 24:00. */
export function dueAfterAcknowledge(level: Level, nowMs: number, rule: AlertRule): number {
  const handle = rule.handle[level];
  if ("hours" in handle) return nowMs + handle.hours * 3_600_000;
  return startOfDay(addWorkingDays(dayOf(nowMs), handle.workingDays).day) + DAY_MS;
}

export interface Words {
  readonly zh: string;
  readonly en: string;
}

/**
 * 建议措施: what to do next, from the level and what weighs most. Wording follows 《防范和处置非法集资条例》
 * (State Council order 737) arts. 19–23 (investigation, 约谈, 责令停止) and says 涉嫌 before any determination.
 */
export function suggestAction(level: Level, strongest: Dimension | null): Words {
  const what = BY_LEVEL[level];
  if (strongest === null || level === "normal") return what;
  const how = BY_DIMENSION[strongest];
  return { zh: `${what.zh}；${how.zh}`, en: `${what.en}; ${how.en}` };
}

const BY_LEVEL: Readonly<Record<Level, Words>> = {
  normal: { zh: "持续监测", en: "keep monitoring" },
  yellow: { zh: "列入关注，10 个工作日内研判", en: "put on watch and assess within 10 working days" },
  orange: {
    zh: "研判后派属地区核查，5 个工作日内反馈",
    en: "assess, then have the district check it within 5 working days",
  },
  red: {
    zh: "24 小时内研判，提交待审核工单并报带班领导",
    en: "assess within 24 hours, submit a work order for review and tell the duty leader",
  },
  outbreak: {
    zh: "立即报带班领导，会同公安等成员单位处置",
    en: "tell the duty leader at once and act with the police and member units",
  },
};

const BY_DIMENSION: Readonly<Record<Dimension, Words>> = {
  basic: {
    zh: "核对登记、地址与法定代表人变更",
    en: "check registration, address and changes of the legal representative",
  },
  compliance: { zh: "核实投诉、案件与处罚", en: "verify complaints, cases and penalties" },
  behaviour: {
    zh: "比对持牌与宣传口径，核查是否涉嫌承诺回报",
    en: "compare licences with its claims and check for suspected promises of return",
  },
  sentiment: {
    zh: "核实舆情来源，防止谣言扩散",
    en: "verify where the reports come from and keep rumours from spreading",
  },
  association: { zh: "排查股东、控制人及关联企业", en: "check shareholders, controllers and related firms" },
};
