/** One movement of money between two accounts. An empty account is the cash desk. */
export interface Transfer {
  readonly id: string;
  readonly atSeconds: number;
  readonly fen: number;
  readonly from: string;
  readonly to: string;
  readonly cash: boolean;
}

/** A transfer as one of its accounts sees it: fen is positive when it came in. Short, because it is kept in state. */
export type Movement = [at: number, fen: number, party: string, cash: 0 | 1, id: string];

export type FlowRule = "pass" | "transit" | "gather" | "scatter" | "cash" | "structuring" | "woken" | "cycle";

/** What a rule noticed. `transfers` is made when it is wanted: most that hold were told already. */
export interface Found {
  readonly rule: FlowRule;
  /** How much stands behind it (transfers, parties): it is told again when this has grown. */
  readonly size: number;
  readonly severity: number;
  readonly figures: Readonly<Record<string, number>>;
  transfers(): Transfer[];
}

export function movementOf(transfer: Transfer, side: "in" | "out"): Movement {
  return side === "in"
    ? [transfer.atSeconds, transfer.fen, transfer.from, transfer.cash ? 1 : 0, transfer.id]
    : [transfer.atSeconds, -transfer.fen, transfer.to, transfer.cash ? 1 : 0, transfer.id];
}

export function transferOf([at, fen, party, cash, id]: Movement, account: string): Transfer {
  const [from, to] = fen > 0 ? [party, account] : [account, party];
  return { id, atSeconds: at, fen: Math.abs(fen), from, to, cash: cash === 1 };
}
