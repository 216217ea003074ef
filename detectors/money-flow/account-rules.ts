import { addFen } from "#detectors/money";
import type { AccountFlow, Noted, Party } from "#detectors/money-flow/account-flow";
import { DAY_SECONDS, type MoneyFlowParameters } from "#detectors/money-flow/parameters";
import { type Found, type Movement, type Transfer, transferOf } from "#detectors/money-flow/transfer";

/** What the rules of one account say after a movement was noted. Looks at the account's bounded memory only. */
export function judgeAccount(
  account: string,
  flow: AccountFlow,
  movement: Movement,
  noted: Noted,
  p: MoneyFlowParameters,
): Found[] {
  const found: Found[] = [];
  const add = (one: Found | null): void => {
    if (one !== null) found.push(one);
  };
  const fen = movement[1];
  if (fen < 0) {
    add(judgePass(account, flow, movement, p));
    add(judgeTransit(account, flow, movement, p));
  }
  if (noted.count === 1)
    add(
      judgeBurst(account, flow, movement, p) ??
        judgeSlow(account, flow, fen > 0 ? "in" : "out", movement[0], p),
    );
  if (movement[3] === 1 && fen < 0) add(judgeCash(account, flow, movement, p));
  add(judgeStructuring(account, flow, movement, p));
  if (noted.sleptDays >= p.sleepDays && Math.abs(fen) >= p.wokenFromFen) {
    add({
      rule: "woken",
      size: 1,
      severity: 34,
      figures: { days: noted.sleptDays, fen: Math.abs(fen) },
      transfers: () => [transferOf(movement, account)],
    });
  }
  return found;
}

/** Newest first until `fromAt`; movements later than `toAt` (of a late one) are left out. */
function within(flow: AccountFlow, fromAt: number, toAt: number): Movement[] {
  const chosen: Movement[] = [];
  for (let i = flow.recent.length - 1; i >= 0; i--) {
    const one = flow.recent[i] as Movement;
    if (one[0] <= fromAt) break;
    if (one[0] <= toAt) chosen.push(one);
  }
  return chosen.reverse();
}

function sumIn({ recent }: AccountFlow): number {
  let sum = 0;
  for (const one of recent) if (one[1] > 0) sum = addFen(sum, one[1]);
  return sum;
}

function listOf(account: string, movements: readonly Movement[]): () => Transfer[] {
  return () => movements.map((one) => transferOf(one, account));
}

/** 快进快出. */
function judgePass(account: string, flow: AccountFlow, [at]: Movement, p: MoneyFlowParameters): Found | null {
  if (sumIn(flow) < p.passFromFen) return null;
  const seen = within(flow, at - p.passHours * 3600, at);
  const first = seen.findIndex(([, one]) => one > 0);
  if (first < 0) return null;
  const used = seen.slice(first);
  let [inFen, outFen] = [0, 0];
  for (const [, one] of used) {
    if (one > 0) inFen = addFen(inFen, one);
    else outFen = addFen(outFen, -one);
  }
  if (inFen < p.passFromFen || outFen < p.passShare * inFen || outFen > inFen / p.passShare) return null;
  const hours = Math.max(1, Math.ceil((at - (used[0] as Movement)[0]) / 3600));
  return {
    rule: "pass",
    size: used.length,
    severity: Math.min(70, 36 + 8 * Math.log10(inFen / p.passFromFen) + 10 * Math.min(1, outFen / inFen)),
    figures: { in: inFen, out: outFen, hours },
    transfers: listOf(account, used),
  };
}

/** 过渡账户: first in, first out, with the mean time that money stayed weighted by sum. */
function judgeTransit(
  account: string,
  flow: AccountFlow,
  [at]: Movement,
  p: MoneyFlowParameters,
): Found | null {
  if (flow.in.length < p.transitParties || flow.out.length < p.transitParties) return null;
  // Cheap first: most accounts never saw such a sum.
  if (sumIn(flow) < p.transitFromFen) return null;
  const seen = within(flow, at - p.transitDays * DAY_SECONDS, at);
  const queue: [at: number, fen: number][] = [];
  const [payers, payees] = [new Set<string>(), new Set<string>()];
  let [inFen, outFen, held, matched, head] = [0, 0, 0, 0, 0];
  for (const [when, fen, party] of seen) {
    if (fen > 0) {
      queue.push([when, fen]);
      payers.add(party);
      inFen = addFen(inFen, fen);
      continue;
    }
    payees.add(party);
    outFen = addFen(outFen, -fen);
    for (let left = -fen; left > 0 && head < queue.length; ) {
      const oldest = queue[head] as [number, number];
      const part = Math.min(left, oldest[1]);
      held += (part / 100) * ((when - oldest[0]) / 3600);
      matched = addFen(matched, part);
      left -= part;
      oldest[1] -= part;
      if (oldest[1] === 0) head++;
    }
  }
  if (inFen < p.transitFromFen || matched < p.transitShare * inFen || outFen * p.transitShare > inFen)
    return null;
  if (payers.size < p.transitParties || payees.size < p.transitParties) return null;
  for (const party of payees) if (payers.has(party)) return null;
  const hours = held / (matched / 100);
  if (hours > p.transitHoldHours) return null;
  return {
    rule: "transit",
    size: seen.length,
    severity: Math.min(
      72,
      40 + 8 * Math.log10(inFen / p.transitFromFen) + 12 * (1 - hours / p.transitHoldHours),
    ),
    figures: {
      days: p.transitDays,
      in: inFen,
      out: outFen,
      payers: payers.size,
      payees: payees.size,
      hours: Math.max(1, Math.round(hours)),
    },
    transfers: listOf(account, seen),
  };
}

/** 集中转入 or 分散转出 as a burst of parties that were never seen before. */
function judgeBurst(
  account: string,
  flow: AccountFlow,
  [at, fen]: Movement,
  p: MoneyFlowParameters,
): Found | null {
  const [same, other] = fen > 0 ? [flow.in, flow.out] : [flow.out, flow.in];
  if (same.length < p.crowdParties) return null;
  const from = at - p.crowdDays * DAY_SECONDS;
  const fresh = new Set<string>();
  for (const [party, , first, last] of same) if (first > from && last <= at) fresh.add(party);
  if (fresh.size < p.crowdParties) return null;
  let others = 0;
  for (const [, , , last] of other) if (last > from && last <= at) others++;
  if (fresh.size < p.crowdFactor * others) return null;
  const used = within(flow, from, at).filter(([, one, party]) => one > 0 === fen > 0 && fresh.has(party));
  const sum = used.reduce((total, [, one]) => addFen(total, Math.abs(one)), 0);
  if (sum < p.crowdFromFen || sum < p.crowdMeanFen * used.length) return null;
  return {
    rule: fen > 0 ? "gather" : "scatter",
    size: fresh.size,
    severity: Math.min(
      66,
      32 + 10 * Math.log2(fresh.size / p.crowdParties) + 6 * Math.log10(sum / p.crowdFromFen),
    ),
    figures: { days: p.crowdDays, parties: fresh.size, fen: sum },
    transfers: listOf(account, used),
  };
}

/** The same, slowly: an account whose whole life is to be paid once each by several, or to pay them. */
export function judgeSlow(
  account: string,
  flow: AccountFlow,
  side: "in" | "out",
  at: number,
  p: MoneyFlowParameters,
): Found | null {
  const parties = flow[side];
  if (parties.length < p.slowParties || flow.moves * p.slowShare > p.keptParties) return null;
  if (flow.first === null || at - flow.first < p.slowDays * DAY_SECONDS) return null;
  const once = parties.filter(([, count]) => count === 1);
  if (once.length < p.slowParties || once.length < p.slowShare * flow.moves) return null;
  const sum = once.reduce((total, party) => addFen(total, Math.abs(party[4])), 0);
  if (sum < p.slowFromFen) return null;
  const firstAt = once.reduce((least, party) => Math.min(least, party[3]), Number.POSITIVE_INFINITY);
  const days = Math.max(1, Math.ceil(((flow.last ?? firstAt) - firstAt) / DAY_SECONDS));
  return {
    rule: side === "in" ? "gather" : "scatter",
    size: once.length,
    severity: Math.min(50, 26 + 3 * (once.length - p.slowParties)),
    figures: { days, parties: once.length, fen: sum },
    transfers: () => once.map((party) => transferOf(newestOf(party), account)),
  };
}

function newestOf([party, , , at, fen, id]: Party): Movement {
  return [at, fen, party, 0, id];
}

/** 大额取现. */
function judgeCash(account: string, flow: AccountFlow, [at]: Movement, p: MoneyFlowParameters): Found | null {
  let [cash, out] = [0, 0];
  const used: Movement[] = [];
  for (const one of within(flow, at - p.crowdDays * DAY_SECONDS, at)) {
    if (one[1] >= 0) continue;
    out = addFen(out, -one[1]);
    if (one[3] === 0) continue;
    cash = addFen(cash, -one[1]);
    used.push(one);
  }
  if (cash < p.cashFromFen || cash < p.cashShare * out) return null;
  return {
    rule: "cash",
    size: used.length,
    severity: Math.min(60, 28 + 10 * Math.log10(cash / p.cashFromFen)),
    figures: { days: p.crowdDays, fen: cash, percent: Math.round((100 * cash) / out) },
    transfers: listOf(account, used),
  };
}

/** 化整为零: below the limit of its kind of movement. */
function judgeStructuring(
  account: string,
  flow: AccountFlow,
  movement: Movement,
  p: MoneyFlowParameters,
): Found | null {
  const limit = limitOf(movement, p);
  if (limit === 0) return null;
  const [at, fen, , cash] = movement;
  const used = within(flow, at - p.structuringDays * DAY_SECONDS, at).filter(
    (one) => one[3] === cash && one[1] > 0 === fen > 0 && limitOf(one, p) === limit,
  );
  if (used.length < p.structuringCount) return null;
  return {
    rule: "structuring",
    size: used.length,
    severity: Math.min(60, 30 + 6 * (used.length - p.structuringCount)),
    figures: { days: p.structuringDays, count: used.length, limit },
    transfers: listOf(account, used),
  };
}

/** The report limit that a movement stays just below, 0 when none. */
function limitOf([, fen, , cash]: Movement, p: MoneyFlowParameters): number {
  const size = Math.abs(fen);
  for (const limit of cash === 1 ? [p.cashLimitFen] : [p.personLimitFen, p.firmLimitFen]) {
    if (size < limit && size >= p.structuringFrom * limit) return limit;
  }
  return 0;
}
