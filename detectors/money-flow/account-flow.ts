import { DAY_SECONDS, type MoneyFlowParameters } from "#detectors/money-flow/parameters";
import type { Movement } from "#detectors/money-flow/transfer";

/** A counterparty on one side of an account, with its newest movement. */
export type Party = [
  party: string,
  count: number,
  firstAt: number,
  lastAt: number,
  lastFen: number,
  lastId: string,
];

/** What is remembered of one account: plain JSON, bounded by the two `kept` parameters. */
export interface AccountFlow {
  /** Times of its first and newest movement, seconds; null before the first. */
  first: number | null;
  last: number | null;
  /** Movements ever. */
  moves: number;
  /** In order of time, then id. */
  recent: Movement[];
  /** Newest last. */
  in: Party[];
  out: Party[];
}

export function createAccountFlow(): AccountFlow {
  return { first: null, last: null, moves: 0, recent: [], in: [], out: [] };
}

/** What the movement is to what was known before it. */
export interface Noted {
  /** Payments of this relation so far, this one too. */
  readonly count: number;
  readonly sleptDays: number;
}

/**
 * Takes a movement into the account's memory; null when its id is remembered already. A `crowded` party (a shop, an
 * employer: many have to do with it) is counted among the movements, but is no party.
 */
export function noteMovement(
  flow: AccountFlow,
  movement: Movement,
  crowded: boolean,
  p: Pick<MoneyFlowParameters, "keptMovements" | "keptParties">,
): Noted | null {
  const [at, fen, party, cash, id] = movement;
  const { recent } = flow;
  let place = recent.length;
  while (place > 0 && isAfter(recent[place - 1] as Movement, at, id)) place--;
  if (place > 0 && (recent[place - 1] as Movement)[4] === id) return null;
  if (place === recent.length) recent.push(movement);
  else recent.splice(place, 0, movement);
  if (recent.length > p.keptMovements) recent.shift();
  const sleptDays = flow.last === null ? 0 : Math.floor((at - flow.last) / DAY_SECONDS);
  flow.first = Math.min(flow.first ?? at, at);
  flow.last = Math.max(flow.last ?? at, at);
  flow.moves++;
  // Nor is the cash desk.
  const count =
    cash === 1 || crowded ? 0 : noteParty(fen > 0 ? flow.in : flow.out, party, at, fen, id, p.keptParties);
  return { count, sleptDays };
}

function isAfter(movement: Movement, at: number, id: string): boolean {
  return movement[0] > at || (movement[0] === at && movement[4] > id);
}

function noteParty(
  parties: Party[],
  party: string,
  at: number,
  fen: number,
  id: string,
  most: number,
): number {
  for (let i = parties.length - 1; i >= 0; i--) {
    const known = parties[i] as Party;
    if (known[0] !== party) continue;
    known[1]++;
    known[2] = Math.min(known[2], at);
    if (at >= known[3]) {
      known[3] = at;
      known[4] = fen;
      known[5] = id;
    }
    if (i < parties.length - 1) {
      parties.splice(i, 1);
      insertParty(parties, known);
    }
    return known[1];
  }
  insertParty(parties, [party, 1, at, at, fen, id]);
  if (parties.length > most) parties.splice(leastWanted(parties), 1);
  return 1;
}

function insertParty(parties: Party[], one: Party): void {
  let place = parties.length;
  while (place > 0) {
    const before = parties[place - 1] as Party;
    if (before[3] < one[3] || (before[3] === one[3] && before[5] <= one[5])) break;
    place--;
  }
  if (place === parties.length) parties.push(one);
  else parties.splice(place, 0, one);
}

/** The oldest that came once; a habit is worth more, so that wages stay known among many single payments. */
function leastWanted(parties: readonly Party[]): number {
  const single = parties.findIndex(([, count]) => count === 1);
  return single >= 0 && single < parties.length - 1 ? single : 0;
}
