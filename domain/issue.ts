import type { z } from "zod";
import type { Words } from "#domain/error";

/** What zod says of one place in the input; its own words are English and stay that. */
export type Issue = z.core.$ZodIssue;

/** The words of a schema's issue in both languages. The path is the caller's to tell. */
export function describeIssue(issue: Issue): Words {
  return { zh: inChinese(issue), en: issue.message };
}

/** For what is checked outside a schema. */
export const REQUIRED: Words = { zh: "必填", en: "required" };
export const A_DAY: Words = { zh: "应为日期，如 2026-03-05", en: "a day as YYYY-MM-DD" };

const TYPES: Readonly<Record<string, string>> = {
  string: "文本",
  number: "数字",
  int: "整数",
  boolean: "true 或 false",
  array: "数组",
  object: "对象",
  record: "对象",
  tuple: "数组",
  date: "日期",
};

const FORMATS: Readonly<Record<string, string>> = {
  datetime: "带时区的时间，如 2026-03-05T10:20:00+08:00",
  date: "日期，如 2026-03-05",
  time: "时刻，如 10:20:00",
  url: "网址",
  email: "邮箱地址",
  uuid: "UUID",
  guid: "UUID",
};

/** Patterns of our schemas that have a name; others are shown as they are. */
const PATTERNS: readonly (readonly [RegExp, string])[] = [
  [/^\/\^-\?\\d\{1,16\}/, '应为金额（元，至多 16 位整数、4 位小数，写作文本），如 "1234.5"'],
  [/^\/\^\\d\{6\}\$\/$/, "应为六位数字代码"],
  [/^\/\^\\d\{9\}\$\/$/, "应为九位数字代码"],
  [/^\/\^\[\^#\]\*\$\/$/, "不能含 #"],
];

function inChinese(issue: Issue): string {
  switch (issue.code) {
    case "invalid_type":
      // zod tells what it got only in its words.
      if (/received undefined$/.test(issue.message)) return REQUIRED.zh;
      if (/received NaN$/.test(issue.message)) return "不是数字";
      return `类型不对，应为${TYPES[issue.expected] ?? issue.expected}`;
    case "too_big":
      return `${sizeOf(issue.origin)}不能${issue.inclusive === false ? "达到或超过" : "超过"} ${issue.maximum}${unitOf(issue.origin)}`;
    case "too_small":
      if (issue.minimum === 1 && issue.origin === "string") return "不能为空";
      return `${sizeOf(issue.origin)}不能${issue.inclusive === false ? "等于或小于" : "小于"} ${issue.minimum}${unitOf(issue.origin)}`;
    case "invalid_format": {
      const known = FORMATS[issue.format];
      if (known !== undefined) return `格式不对，应为${known}`;
      const pattern = issue.pattern ?? "";
      return PATTERNS.find(([of]) => of.test(pattern))?.[1] ?? `格式不对（${pattern || issue.format}）`;
    }
    case "invalid_value":
      return issue.values.length === 1
        ? `只能是 ${String(issue.values[0])}`
        : `只能是其中之一：${issue.values.map(String).join("、")}`;
    case "unrecognized_keys":
      return `有不认识的字段：${issue.keys.join("、")}`;
    case "not_multiple_of":
      return `应为 ${issue.divisor} 的倍数`;
    case "invalid_union":
      // Where the input has the type of one form only, zod tells the fault of that form instead.
      return "不符合任何一种可用的写法";
    case "invalid_key":
      return `字段名不合格：${first(issue.issues)}`;
    case "invalid_element":
      return `其中一项不合格：${first(issue.issues)}`;
    case "custom":
      return typeof issue.params?.zh === "string" ? issue.params.zh : "不符合要求";
  }
}

function first(issues: readonly Issue[]): string {
  return issues[0] === undefined ? "不符合要求" : inChinese(issues[0]);
}

function sizeOf(origin: string): string {
  if (origin === "string") return "长度";
  return origin === "array" || origin === "set" || origin === "map" || origin === "object" ? "个数" : "数值";
}

function unitOf(origin: string): string {
  if (origin === "string") return " 个字符";
  return origin === "array" || origin === "set" || origin === "map" || origin === "object" ? " 项" : "";
}
