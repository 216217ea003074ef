import { formatFen, formatFenEn } from "#detectors/money";
import { makeRules } from "#detectors/rule";

export const REGISTRATION_ID = "registration-churn";
export const REGISTRATION_VERSION = 1;

const STATUS_ZH: Readonly<Record<string, string>> = {
  abnormal: "经营异常",
  revoked: "吊销",
  cancelled: "注销",
  "moved-out": "迁出",
};

export const registrationRules = makeRules(REGISTRATION_ID, REGISTRATION_VERSION, {
  "address-churn": {
    dimension: "basic",
    halfLifeDays: 180,
    zh: (f) => `近一年变更住所 ${f.count} 次`,
    en: (f) => `Address changed ${f.count} times within a year`,
  },
  "representative-churn": {
    dimension: "basic",
    halfLifeDays: 180,
    zh: (f) => `近一年变更法定代表人 ${f.count} 次`,
    en: (f) => `Legal representative changed ${f.count} times within a year`,
  },
  "rapid-change": {
    dimension: "basic",
    halfLifeDays: 90,
    zh: (f) => `近${f.days}日登记变更 ${f.count} 项（${f.kinds}）`,
    en: (f) => `${f.count} register changes in ${f.days} days`,
  },
  handover: {
    dimension: "basic",
    halfLifeDays: 180,
    zh: (f) => `法定代表人与住所在 ${f.days} 日内先后变更，疑似转让壳公司`,
    en: (f) =>
      `Representative and address changed within ${f.days} days of each other: the shape of a sold shell`,
  },
  "capital-cut": {
    dimension: "basic",
    halfLifeDays: 180,
    zh: (f) => `注册资本由 ${formatFen(Number(f.before))} 减至 ${formatFen(Number(f.after))}`,
    en: (f) =>
      `Registered capital cut from ${formatFenEn(Number(f.before))} to ${formatFenEn(Number(f.after))}`,
  },
  "capital-unpaid": {
    dimension: "basic",
    halfLifeDays: null,
    renewDays: 180,
    zh: (f) =>
      `注册资本 ${formatFen(Number(f.registered))}，实缴仅 ${formatFen(Number(f.paid))}（${f.percent}%）`,
    en: (f) =>
      `Registered ${formatFenEn(Number(f.registered))}, paid in only ${formatFenEn(Number(f.paid))} (${f.percent} %)`,
  },
  "young-big-capital": {
    dimension: "basic",
    halfLifeDays: null,
    renewDays: 365,
    zh: (f) => `成立 ${f.days} 天，注册资本 ${formatFen(Number(f.registered))}`,
    en: (f) => `Founded ${f.days} days ago with registered capital of ${formatFenEn(Number(f.registered))}`,
  },
  "scope-without-licence": {
    dimension: "basic",
    halfLifeDays: null,
    renewDays: 180,
    zh: (f) => `经营范围含“${f.words}”，${f.licence === "none" ? "未见相应许可" : "许可情况待核"}`,
    en: (f) =>
      `Scope holds “${f.words}”; ${f.licence === "none" ? "no licence is known" : "licence still to be checked"}`,
  },
  status: {
    dimension: "basic",
    halfLifeDays: null,
    renewDays: 365,
    zh: (f) => `登记状态变为${STATUS_ZH[String(f.status)] ?? f.status}`,
    en: (f) => `Registration status became ${f.status}`,
  },
  "sales-crowd": {
    dimension: "behaviour",
    halfLifeDays: 60,
    zh: (f) => `集中招聘销售人员 ${f.posts} 名${f.words === "" ? "" : `，用语“${f.words}”`}`,
    en: (f) => `Recruits ${f.posts} sales people${f.words === "" ? "" : ` (“${f.words}”)`}`,
  },
  "site-unfiled": {
    dimension: "behaviour",
    halfLifeDays: null,
    renewDays: 180,
    zh: (f) => `网站或应用未备案（${f.fact}）`,
    en: (f) => `Website or app without filing (${f.fact})`,
  },
});
