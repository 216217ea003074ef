import { isDay } from "#domain/time";
import { readCsvSet } from "#stream/replay/csv-set";
import type { Adapter, Shape } from "#stream/replay/data-set";
import { dayMs, makeReplayEvent, numberOf, type ReplayEvent, yuanOf } from "#stream/replay/row";

/** Real anonymised enterprises: the subject is a hash that only this source knows. Labels are not replayed. */
const SET = "ccf469";

function hasColumns(shape: Shape, ...columns: readonly string[]): boolean {
  return shape.type === "csv" && columns.every((column) => shape.header.includes(column));
}

function subjectOf(id: string): { readonly localId: string } {
  return { localId: `ccf469:${id}` };
}

export const ccfBase: Adapter = {
  set: SET,
  kinds: ["registration"],
  sorted: true,
  matches: (shape) => hasColumns(shape, "id", "oplocdistrict", "industryco", "opscope"),
  read: (file) =>
    readCsvSet(file, SET, "registration", (record) => {
      const opened = record.get("opfrom").slice(0, 10);
      const industry = numberOf(record.get("industryco"));
      const capital = yuanOf(record.get("regcap"), 10_000);
      const paidIn = yuanOf(record.get("reccap"), 10_000);
      const district = record.get("oplocdistrict");
      return [
        makeReplayEvent(
          "registration",
          "established",
          record.id(),
          dayMs(opened),
          [subjectOf(record.get("id"))],
          {
            ...(isDay(opened) ? { establishedOn: opened } : {}),
            ...(industry === undefined ? {} : { industryCode: String(industry).padStart(4, "0") }),
            ...(capital === undefined ? {} : { registeredCapital: capital }),
            ...(paidIn === undefined ? {} : { paidInCapital: paidIn }),
            ...(/^\d{6}$/.test(district) ? { registeredDistrict: district } : {}),
            scope: record.get("opscope").slice(0, 4000),
            facts: pickFacts(record.get, { 企业类型: "enttype", 从业人数: "empnum", 状态代码: "state" }),
          },
        ),
      ];
    }),
};

export const ccfAnnual: Adapter = {
  set: SET,
  kinds: ["registration"],
  sorted: true,
  matches: (shape) => hasColumns(shape, "id", "ANCHEYEAR", "EMPNUM"),
  read: (file) =>
    readCsvSet(file, SET, "registration", (record) => {
      const year = numberOf(record.get("ANCHEYEAR"));
      // A year's report speaks of its last day.
      const timeMs = year === undefined ? null : dayMs(`${year}-12-31`);
      return [
        makeReplayEvent("registration", "annual-report", record.id(), timeMs, [subjectOf(record.get("id"))], {
          facts: pickFacts(record.get, {
            年报年度: "ANCHEYEAR",
            资金数额: "FUNDAM",
            从业人数: "EMPNUM",
            经营状态: "BUSSTNAME",
            有网站: "WEBSITSIGN",
            对外投资: "FORINVESTSIGN",
            股权转让: "STOCKTRANSIGN",
            公示状态: "PUBSTATE",
          }),
        }),
      ];
    }),
};

export const ccfTax: Adapter = {
  set: SET,
  kinds: ["tax"],
  sorted: true,
  matches: (shape) => hasColumns(shape, "id", "TAX_CATEGORIES", "TAX_AMOUNT"),
  read: (file) =>
    readCsvSet(file, SET, "tax", (record) => {
      const start = record.get("START_DATE").replaceAll("/", "-");
      const end = record.get("END_DATE").replaceAll("/", "-");
      const basis = yuanOf(record.get("TAXATION_BASIS"));
      const paid = yuanOf(record.get("TAX_AMOUNT"));
      const item = [record.get("TAX_CATEGORIES"), record.get("TAX_ITEMS")]
        .filter((part) => part !== "")
        .join("·");
      if (item === "") return [];
      return [
        makeReplayEvent("tax", "paid", record.id(), dayMs(end), [subjectOf(record.get("id"))], {
          item: item.slice(0, 100),
          ...(isDay(start) ? { periodStart: start } : {}),
          ...(isDay(end) ? { periodEnd: end } : {}),
          ...(basis === undefined ? {} : { basis }),
          ...(paid === undefined ? {} : { paid }),
        }),
      ];
    }),
};

const POLARITIES: Readonly<Record<string, "negative" | "neutral" | "positive">> = {
  消极: "negative",
  中立: "neutral",
  积极: "positive",
};

export const ccfNews: Adapter = {
  set: SET,
  kinds: ["sentiment"],
  sorted: true,
  matches: (shape) => hasColumns(shape, "id", "positive_negtive", "public_date"),
  read: (file) =>
    readCsvSet(file, SET, "sentiment", (record) => {
      const polarity = POLARITIES[record.get("positive_negtive")];
      // "4小时前" names no day: such a row has no time of its own.
      return [
        makeReplayEvent(
          "sentiment",
          "news",
          record.id(),
          dayMs(record.get("public_date")),
          [subjectOf(record.get("id"))],
          {
            title: "",
            text: "",
            channel: "新闻",
            ...(polarity === undefined ? {} : { polarity }),
          },
        ),
      ];
    }),
};

export const ccfOther: Adapter = {
  set: SET,
  kinds: ["judicial", "registration"],
  sorted: true,
  matches: (shape) => hasColumns(shape, "id", "legal_judgment_num"),
  read: (file) =>
    readCsvSet(file, SET, "judicial", (record) => {
      const subject = [subjectOf(record.get("id"))];
      const judgments = numberOf(record.get("legal_judgment_num"));
      const facts = pickFacts(record.get, { 注册商标数: "brand_num", 专利数: "patent_num" });
      const events: ReplayEvent[] = [];
      if (judgments !== undefined && judgments >= 1) {
        events.push(
          makeReplayEvent("judicial", "judgments", record.id("-j"), null, subject, {
            stage: "judgment",
            role: "unknown",
            count: Math.round(judgments),
          }),
        );
      }
      if (Object.keys(facts).length > 0) {
        events.push(makeReplayEvent("registration", "fact", record.id("-r"), null, subject, { facts }));
      }
      return events;
    }),
};

/** Columns that hold something, as named facts; numbers stay numbers. */
function pickFacts(
  get: (column: string) => string,
  columns: Readonly<Record<string, string>>,
): Record<string, string | number> {
  const facts: Record<string, string | number> = {};
  for (const [name, column] of Object.entries(columns)) {
    const text = get(column);
    if (text !== "") facts[name] = numberOf(text) ?? text.slice(0, 1000);
  }
  return facts;
}
