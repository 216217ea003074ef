/** What an enterprise is told of a cycle that one of its accounts is in: the graph of all accounts sees it, not the firm. */
export const FLOW_CYCLE_TYPE = "money-flow.cycle";

export interface FlowCycleData {
  /** The same for all enterprises of the cycle, and in every run. */
  readonly id: string;
  readonly severity: number;
  readonly hops: number;
  readonly days: number;
  /** The smallest hop, fen: what can have gone round. */
  readonly fen: number;
  /** In the order in which the money goes round; accounts are masked. */
  readonly transfers: readonly {
    readonly uid: string;
    readonly source: string;
    readonly timeMs: number;
    readonly fen: number;
    readonly from: string;
    readonly to: string;
  }[];
}
