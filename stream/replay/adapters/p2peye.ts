import { basename } from "node:path";
import { addMonths, startOfDay } from "#domain/time";
import { readCsvSet } from "#stream/replay/csv-set";
import type { Adapter } from "#stream/replay/data-set";
import { dayMs, makeReplayEvent, numberOf } from "#stream/replay/row";

const SET = "p2peye";

/** `问题发生时间,平台名称,…,出问题原因`: each failed platform is a complaint and an entry of a case ledger. */
export const p2pProblems: Adapter = {
  set: SET,
  kinds: ["complaint", "filing"],
  sorted: true,
  matches: (shape) =>
    shape.type === "csv" && shape.header.includes("问题发生时间") && shape.header.includes("平台名称"),
  read: (file) =>
    readCsvSet(file, SET, "complaint", (record) => {
      const name = record.get("平台名称");
      const timeMs = dayMs(record.get("问题发生时间"));
      if (name === "" || timeMs === null) return [];
      // "甲/乙" is one platform under two names: the first is its subject, the text keeps both.
      const subject = { name: (name.split("/")[0] as string).trim() };
      const place = record.get("所在地区");
      const cause = record.get("出问题原因");
      const launched = record.get("上线时间");
      const known = launched === "--" || launched === "" ? "" : `，上线时间 ${launched}`;
      return [
        makeReplayEvent("complaint", "received", record.id("-c"), timeMs, [subject], {
          channel: "网贷平台问题登记",
          title: `${name}${cause === "" ? "出现问题" : cause}`,
          text: `${place}网贷平台“${name}”${cause === "" ? "出现问题" : cause}${known}。`,
          ...(cause === "" ? {} : { category: cause }),
        }),
        makeReplayEvent("filing", "case-ledger", record.id("-f"), timeMs, [subject], {
          form: "网贷问题平台台账",
          period: record.get("问题发生时间").slice(0, 7),
          ...(cause === "" ? {} : { status: cause }),
          note: `${place}${known}`,
        }),
      ];
    }),
};

/** `序号,平台名称,…,等级,得分|综合评分,…`: a monthly rating table; the month stands in the file's name. */
export const p2pRatings: Adapter = {
  set: SET,
  kinds: ["filing"],
  sorted: true,
  matches: (shape) =>
    shape.type === "csv" && shape.header.includes("平台名称") && shape.header.includes("等级"),
  async *read(file) {
    const month = /(20\d{2})(0[1-9]|1[0-2])/.exec(basename(file.path));
    const period = month === null ? null : `${month[1]}-${month[2]}`;
    // A month's table is known when the month is over.
    const timeMs = period === null ? null : startOfDay(addMonths(`${period}-01`, 1));
    yield* readCsvSet(file, SET, "filing", (record) => {
      const name = record.get("平台名称");
      if (name === "") return [];
      const figures: Record<string, number> = {};
      for (const column of FIGURES) {
        const value = numberOf(record.get(column));
        if (value !== undefined) figures[column] = value;
      }
      return [
        makeReplayEvent("filing", "rating", record.id(), timeMs, [{ name }], {
          form: "网贷平台评级",
          ...(period === null ? {} : { period }),
          figures,
          status: record.get("等级"),
        }),
      ];
    });
  },
};

const FIGURES = [
  "序号",
  "得分",
  "综合评分",
  "信披评分",
  "合规评分",
  "偿兑性",
  "资金流入率",
  "利率",
  "运营",
  "期限",
  "地域性",
  "投资",
  "借款",
  "流动性",
];
