import { readFile } from "node:fs/promises";
import { fenOf } from "#detectors/money";
import type { Transfer } from "#detectors/money-flow/transfer";

/** The columns of AMLSim's alert file; a background has an empty alert. */
export const FLOW_HEADER =
  "alert_id,alert_type,is_sar,tran_id,orig_acct,bene_acct,tx_type,base_amt,tran_timestamp";
/** Stands for the cash desk in the file. */
const CASH_DESK = "-";

export interface FlowRow extends Transfer {
  /** Empty for background. */
  readonly alert: string;
  readonly alertType: string;
}

/** Reads rows of that form, in order of time (then of their place in the file). Blank lines are passed over. */
export async function readFlowRows(file: string): Promise<FlowRow[]> {
  const [head = "", ...lines] = (await readFile(file, "utf8")).split(/\r?\n/).filter((line) => line !== "");
  const names = head.split(",");
  const places = FLOW_HEADER.split(",").map((name) => names.indexOf(name));
  if (places.some((place) => place < 0)) throw new Error(`${file} must have the columns ${FLOW_HEADER}`);
  const [alert, type, , id, from, to, kind, amount, time] = places as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const rows = lines.map((line): FlowRow => {
    const cells = line.split(",");
    const cell = (place: number): string => cells[place] ?? "";
    const atMs = Date.parse(cell(time));
    if (Number.isNaN(atMs) || !/^\d+(\.\d+)?$/.test(cell(amount)))
      throw new Error(`${file}: bad row ${line}`);
    return {
      id: cell(id),
      atSeconds: Math.floor(atMs / 1000),
      fen: fenOf(cell(amount)),
      from: accountOf(cell(from)),
      to: accountOf(cell(to)),
      cash: cell(kind) === "CASH",
      alert: cell(alert),
      alertType: cell(type),
    };
  });
  return rows.sort((a, b) => a.atSeconds - b.atSeconds);
}

export function formatFlowRow({ id, atSeconds, fen, from, to, cash }: Transfer): string {
  const time = new Date(atSeconds * 1000).toISOString().replace(".000Z", "Z");
  const amount = `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, "0")}`;
  return `,,False,${id},${from || CASH_DESK},${to || CASH_DESK},${cash ? "CASH" : "TRANSFER"},${amount},${time}`;
}

function accountOf(cell: string): string {
  return cell === CASH_DESK ? "" : cell;
}
