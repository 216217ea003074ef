import { type Detector, type DetectorContext, isKind } from "#detectors/detector";
import { clip } from "#detectors/evidence";
import { hash32 } from "#detectors/hash";
import { fenOf, formatFen } from "#detectors/money";
import { type AccountFlow, createAccountFlow, noteMovement } from "#detectors/money-flow/account-flow";
import { judgeAccount } from "#detectors/money-flow/account-rules";
import { FLOW_RULES, MONEY_FLOW_ID, MONEY_FLOW_VERSION } from "#detectors/money-flow/firm-words";
import { maskAccount } from "#detectors/money-flow/mask";
import { MONEY_FLOW_DEFAULTS, type MoneyFlowParameters } from "#detectors/money-flow/parameters";
import { FLOW_CYCLE_TYPE, type FlowCycleData } from "#detectors/money-flow/told-cycle";
import type { Movement, Transfer } from "#detectors/money-flow/transfer";
import type { StreamEvent } from "#domain/event";
import type { Evidence } from "#domain/finding";

/**
 * For the accounts of one firm, whose records are mostly a part of what moved: a smaller memory (it is written with the
 * state), and for the slow rule more parties and a sum that matters, because what is missing may be the other side.
 */
export const FIRM_FLOW_DEFAULTS: MoneyFlowParameters & { readonly keptAccounts: number } = {
  ...MONEY_FLOW_DEFAULTS,
  keptAccounts: 3,
  keptMovements: 24,
  keptParties: 12,
  slowParties: 8,
  slowFromFen: 20_000_000,
};
export type FirmFlowParameters = typeof FIRM_FLOW_DEFAULTS;

interface FirmFlowState {
  accounts: [masked: string, hash: number, flow: AccountFlow][];
  /** Sources that the movements came from; ids in memory begin with their place here. */
  sources: string[];
}

const MOST_SOURCES = 8;

/** The rules of one account, on each account of an enterprise as its movements come; and cycles that others found. */
export function createFirmFlow(parameters: Partial<FirmFlowParameters> = {}): Detector<FirmFlowState> {
  const p = { ...FIRM_FLOW_DEFAULTS, ...parameters };
  return {
    id: MONEY_FLOW_ID,
    version: MONEY_FLOW_VERSION,
    scope: "enterprise",
    kinds: ["transaction", "derived"],
    derivedTypes: [FLOW_CYCLE_TYPE],
    rules: FLOW_RULES,
    create: () => ({ accounts: [], sources: [] }),
    apply(state, event, context) {
      if (isKind(event, "transaction")) takeMovement(state, event, context, p);
      else if (event.type === FLOW_CYCLE_TYPE) hearOfCycle(event.data as unknown as FlowCycleData, context);
    },
  };
}

export const moneyFlow = createFirmFlow();

function takeMovement(
  state: FirmFlowState,
  event: StreamEvent<"transaction">,
  context: DetectorContext,
  p: FirmFlowParameters,
): void {
  const { account, counterparty, direction, amount, cash } = event.data;
  const [masked, hash, flow] = accountOf(state, account, p.keptAccounts);
  const at = Math.floor(event.timeMs / 1000);
  const fen = Math.abs(fenOf(amount)) * (direction === "in" ? 1 : -1);
  const party = `${maskAccount(counterparty)}~${hash32(counterparty).toString(36)}`;
  const id = `${sourceIndex(state, event.source)}~${event.uid}`;
  const movement: Movement = [at, fen, party, cash ? 1 : 0, id];
  const noted = noteMovement(flow, movement, false, p);
  if (noted === null) return;
  for (const { rule, severity, figures, transfers } of judgeAccount(masked, flow, movement, noted, p)) {
    context.raise(FLOW_RULES[rule], {
      slot: hash.toString(36),
      severity,
      figures: { account: masked, ...figures },
      evidence: transfers().map((transfer) => evidenceOfTransfer(transfer, state)),
    });
  }
}

/** Known by its hash; the account that was silent longest makes room. */
function accountOf(state: FirmFlowState, account: string, most: number): FirmFlowState["accounts"][number] {
  const hash = hash32(account);
  const known = state.accounts.find(([, one]) => one === hash);
  if (known !== undefined) return known;
  const made: FirmFlowState["accounts"][number] = [maskAccount(account), hash, createAccountFlow()];
  if (state.accounts.length < most) {
    state.accounts.push(made);
    return made;
  }
  let oldest = 0;
  const lastOf = (i: number): number => state.accounts[i]?.[2].last ?? 0;
  for (let i = 1; i < state.accounts.length; i++) if (lastOf(i) < lastOf(oldest)) oldest = i;
  state.accounts[oldest] = made;
  return made;
}

function sourceIndex(state: FirmFlowState, source: string): number {
  const known = state.sources.indexOf(source);
  if (known >= 0) return known;
  // One too many has no place, and no name: better than that of another.
  if (state.sources.length >= MOST_SOURCES) return MOST_SOURCES;
  return state.sources.push(source) - 1;
}

function evidenceOfTransfer(
  { id, atSeconds, fen, from, to, cash }: Transfer,
  state: FirmFlowState,
): Evidence {
  const [source = "", uid = ""] = splitOnce(id);
  const show = (account: string): string => account.split("~", 1)[0] as string;
  return {
    eventUid: uid,
    kind: "transaction",
    timeMs: atSeconds * 1000,
    text: `${show(from)} → ${show(to)} ${formatFen(fen)}${cash ? " 现金" : ""}`,
    source: state.sources[Number(source)] ?? "",
  };
}

function splitOnce(id: string): [string, string] {
  const at = id.indexOf("~");
  return [id.slice(0, at), id.slice(at + 1)];
}

function hearOfCycle(data: FlowCycleData, context: DetectorContext): void {
  context.raise(FLOW_RULES.cycle, {
    slot: data.id,
    occasion: data.id,
    severity: data.severity,
    figures: { hops: data.hops, days: data.days, fen: data.fen },
    evidence: data.transfers.map(({ uid, timeMs, fen, from, to, source }) => ({
      eventUid: uid,
      kind: "transaction",
      timeMs,
      text: clip(`${from} → ${to} ${formatFen(fen)}`, 200),
      source,
    })),
  });
}
