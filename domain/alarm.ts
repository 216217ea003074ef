import { type ErrorParams, fillWords, type Words } from "#domain/error";

/**
 * 告警: the program's own, apart from a risk 预警. A code never changes once it was released: other programs read it.
 * `{name}` is filled from the params that are stored with the alarm.
 */
export const ALARMS = {
  "source-silent": { zh: "来源“{name}”已静默，{last}", en: "Source “{name}” is silent, {last}" },
  "source-volume": {
    zh: "来源“{name}”数据量异常：{hour} 收到 {came} 条，通常约 {expected} 条",
    en: "Volume of source “{name}” is unusual: {came} events came at {hour}, usually about {expected}",
  },
  "detect-stalled": {
    zh: "检测停滞 {seconds} 秒，待处理 {messages}",
    en: "Detection has stood still for {seconds} seconds, {messages} wait",
  },
  "lag-grows": { zh: "积压 {messages} 条", en: "{messages} messages wait, more than a minute's work" },
  "stream-filling": { zh: "事件流已用 {percent}%", en: "The event stream is {percent} % full" },
  "model-drift": {
    zh: "模型 {model} 已漂移：{feature}的稳定性指数 {index}（限值 {limit}），超限共 {count} 项",
    en: "Model {model} has drifted: stability index of {feature} {index} (limit {limit}), {count} beyond it in all",
  },
} as const satisfies Record<string, Words>;

export type AlarmCode = keyof typeof ALARMS;
export const ALARM_CODES = Object.keys(ALARMS) as readonly AlarmCode[];

/** The words of an alarm in both languages; those of an unknown code, or of one without params, are as they were stored. */
export function alarmWords(code: string, params: ErrorParams | null, stored: string): Words {
  if (params === null || !Object.hasOwn(ALARMS, code)) return { zh: stored, en: stored };
  const words = ALARMS[code as AlarmCode];
  return { zh: fillWords(words.zh, params, "zh"), en: fillWords(words.en, params, "en") };
}
