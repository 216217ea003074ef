import { DISTRICTS, OUTSIDE } from "#domain/district";
import { STATUS_NAMES } from "#domain/enterprise";
import type { Language } from "#domain/error";
import { FINANCE_KIND_NAMES } from "#domain/finance-kind";
import { industryName } from "#domain/industry";
import { streetName } from "#domain/street";
import { ZONE_OFFSET_MS } from "#domain/time";
import { round } from "#server/modules/levels";
import type { EnterpriseExportRow } from "#store/enterprise-export";

/** A column of the file. Exact figures, never rounded to 万: people compute with them. */
export interface ExportColumn {
  readonly zh: string;
  readonly en: string;
  readonly width: number;
  readonly value: (row: EnterpriseExportRow, language: Language) => string | number | null;
}

const LEVEL_WORDS: readonly { zh: string; en: string }[] = [
  { zh: "正常监测", en: "Normal" },
  { zh: "黄色预警", en: "Yellow" },
  { zh: "橙色预警", en: "Orange" },
  { zh: "红色预警", en: "Red" },
  { zh: "风险爆发", en: "Outbreak" },
];
const DIMENSIONS = [
  ["基本风险", "Basic"],
  ["遵从风险", "Compliance"],
  ["行为风险", "Behaviour"],
  ["舆情风险", "Sentiment"],
  ["关联风险", "Association"],
] as const;
const DISTRICT_NAMES = new Map<string, { zh: string; en: string }>([
  ...DISTRICTS.map(({ code, name, nameEn }) => [code, { zh: name, en: nameEn }] as const),
  [OUTSIDE, { zh: "市外", en: "Outside the city" }],
]);

export const EXPORT_COLUMNS: readonly ExportColumn[] = [
  { zh: "企业名称", en: "Name", width: 36, value: (row) => row.name },
  { zh: "统一社会信用代码", en: "Credit code", width: 22, value: (row) => row.creditCode },
  {
    zh: "属地",
    en: "District",
    width: 12,
    value: (row, language) => DISTRICT_NAMES.get(row.district)?.[language] ?? row.district,
  },
  {
    zh: "街镇",
    en: "Street",
    width: 14,
    value: (row) => (row.street === null ? null : streetName(row.street)),
  },
  {
    zh: "行业",
    en: "Industry",
    width: 18,
    value: (row, language) => (row.industry === null ? null : industryName(row.industry, language)),
  },
  {
    zh: "机构类别",
    en: "Kind",
    width: 14,
    value: (row, language) =>
      FINANCE_KIND_NAMES[row.financeKind as keyof typeof FINANCE_KIND_NAMES]?.[language] ?? null,
  },
  {
    zh: "登记状态",
    en: "Status",
    width: 10,
    value: (row, language) => STATUS_NAMES[row.status as keyof typeof STATUS_NAMES]?.[language] ?? row.status,
  },
  {
    zh: "风险等级",
    en: "Level",
    width: 10,
    value: (row, language) => LEVEL_WORDS[row.level - 1]?.[language] ?? null,
  },
  { zh: "风险分", en: "Score", width: 9, value: (row) => round(row.score) },
  { zh: "较30日前", en: "Change in 30 days", width: 10, value: (row) => round(row.change) },
  ...DIMENSIONS.map(([zh, en], i) => ({
    zh,
    en,
    width: 10,
    value: (row: EnterpriseExportRow) => round(row.dimensions[i] ?? 0),
  })),
  {
    zh: "首要原因",
    en: "First reason",
    width: 40,
    value: (row, language) => (language === "en" && row.reasonEn !== "" ? row.reasonEn : row.reason),
  },
  { zh: "进入等级时间", en: "Since", width: 18, value: (row) => localTime(row.sinceMs) },
  {
    zh: "最近事件时间",
    en: "Last event",
    width: 18,
    value: (row) => (row.lastEventMs === null ? null : localTime(row.lastEventMs)),
  },
  { zh: "法定代表人", en: "Legal representative", width: 12, value: (row) => row.legalRepresentative },
  { zh: "实际控制人", en: "Controller", width: 12, value: (row) => row.controller },
  { zh: "成立日期", en: "Established", width: 12, value: (row) => row.establishedOn },
  { zh: "注册资本（元）", en: "Registered capital (CNY)", width: 16, value: (row) => row.registeredCapital },
  { zh: "实缴资本（元）", en: "Paid-in capital (CNY)", width: 16, value: (row) => row.paidInCapital },
  { zh: "注册地址", en: "Registered address", width: 36, value: (row) => row.registeredAddress },
  { zh: "经营地址", en: "Business address", width: 36, value: (row) => row.businessAddress },
  {
    zh: "数据性质",
    en: "Nature",
    width: 10,
    value: (row, language) => {
      if (row.simulated) return language === "zh" ? "模拟" : "simulated";
      if (row.provisional) return language === "zh" ? "临时主体" : "provisional";
      return null;
    },
  },
];

/** 2026-11-24 03:12:45 in Asia/Shanghai: what a spreadsheet reads as a time. */
export function localTime(ms: number): string {
  return new Date(ms + ZONE_OFFSET_MS).toISOString().slice(0, 19).replace("T", " ");
}
