import { readCsvSet } from "#stream/replay/csv-set";
import type { Adapter } from "#stream/replay/data-set";
import { makeReplayEvent, yuanOf } from "#stream/replay/row";

/**
 * `alert_id,…,orig_acct,bene_acct,tx_type,base_amt,tran_timestamp`: a transfer is seen from both its accounts, so a
 * row becomes two events. Alert numbers and types are labels and are left out.
 */
export const amlsim: Adapter = {
  set: "amlsim",
  kinds: ["transaction"],
  sorted: true,
  matches: (shape) =>
    shape.type === "csv" &&
    ["orig_acct", "bene_acct", "base_amt"].every((column) => shape.header.includes(column)),
  read: (file) =>
    readCsvSet(file, amlsim.set, "transaction", (record) => {
      const from = record.get("orig_acct");
      const to = record.get("bene_acct");
      const amount = yuanOf(record.get("base_amt"));
      const timeMs = Date.parse(record.get("tran_timestamp"));
      if (from === "" || to === "" || amount === undefined || Number.isNaN(timeMs)) return [];
      const base = {
        provider: "AMLSim",
        authority: "公开研究数据，仅供测量",
        amount,
        cash: false,
        remark: record.get("tx_type").slice(0, 200),
      };
      return [
        makeReplayEvent("transaction", "moved", record.id("-o"), timeMs, [{ localId: `amlsim:${from}` }], {
          ...base,
          account: from,
          counterparty: to,
          direction: "out",
        }),
        makeReplayEvent("transaction", "moved", record.id("-i"), timeMs, [{ localId: `amlsim:${to}` }], {
          ...base,
          account: to,
          counterparty: from,
          direction: "in",
        }),
      ];
    }),
};
