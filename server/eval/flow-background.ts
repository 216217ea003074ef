import { createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { DAY_SECONDS } from "#detectors/money-flow/parameters";
import type { Transfer } from "#detectors/money-flow/transfer";
import { FLOW_HEADER, formatFlowRow } from "#server/eval/flow-corpus";
import { type Draws, makeDraws } from "#server/eval/flow-draws";
import { type Firm, type FlowWorld, makeFlowWorld, type Person } from "#server/eval/flow-people";

export interface BackgroundOptions {
  readonly accounts: number;
  readonly days: number;
  readonly seed: number;
  readonly startSeconds: number;
  /** Accounts from elsewhere that live an ordinary life in it. */
  readonly others: readonly string[];
}

/** AMLSim's first day. */
export const BACKGROUND_START = Date.UTC(2017, 0, 1) / 1000;

export interface Background {
  readonly accounts: readonly string[];
  /** One list of transfers a day, in order of time. */
  days(): Generator<Transfer[]>;
}

/**
 * An ordinary economy without a crime in it: wages, rent, shop takings (many to one), payrolls (one to many), suppliers
 * and their chains, bills, taxes, gifts among friends who know each other, money that is lent on and comes back round
 * (natural cycles), savings circles, collections for a purpose, second accounts that are hardly used, cash.
 */
export function makeBackground(options: BackgroundOptions): Background {
  const world = makeFlowWorld(options.accounts, options.days, options.seed, options.others);
  return {
    accounts: world.accounts,
    *days() {
      const draws = makeDraws(options.seed ^ 0x5bd1e995);
      const pending = new Map<number, [from: string, to: string, yuan: number][]>();
      for (let day = 0; day < options.days; day++) {
        yield makeDay(world, day, options.startSeconds + day * DAY_SECONDS, draws, pending);
      }
    },
  };
}

type Pay = (from: string, to: string, yuan: number, cash?: boolean) => void;
type Pending = Map<number, [from: string, to: string, yuan: number][]>;

function makeDay(
  world: FlowWorld,
  day: number,
  startSeconds: number,
  draws: Draws,
  pending: Pending,
): Transfer[] {
  const transfers: Transfer[] = [];
  const pay: Pay = (from, to, yuan, cash = false) => {
    if (from === to) return;
    const second = 6 * 3600 + draws.int(17 * 3600);
    transfers.push({
      id: `b${day}-${transfers.length}`,
      atSeconds: startSeconds + second,
      fen: Math.max(1, Math.round(yuan * 100)),
      from,
      to,
      cash,
    });
  };
  for (const [from, to, yuan] of pending.get(day) ?? []) pay(from, to, yuan);
  pending.delete(day);
  for (const person of world.people) live(world, person, day, draws, pay, pending);
  for (const shop of world.shops) supply(world, shop, day, draws, pay, 300);
  for (const firm of world.firms) supply(world, firm, day, draws, pay, 4000);
  for (const purpose of world.purposes) {
    if (day < purpose.startDay || day >= purpose.startDay + purpose.days) continue;
    for (let n = draws.count(purpose.parties / purpose.days); n > 0; n--) {
      const other = draws.pick(world.people).account;
      const [from, to] = purpose.direction === "in" ? [other, purpose.account] : [purpose.account, other];
      pay(from, to, draws.around(300, 0.8));
    }
    if (day === purpose.startDay + purpose.days - 1 && draws.chance(0.5))
      pay(purpose.account, draws.pick(world.people).account, draws.around(8000, 0.5));
  }
  if (day % 30 === 14) {
    world.circles.forEach((circle, i) => {
      const head = circle[(Math.floor(day / 30) + i) % circle.length] as string;
      for (const member of circle) pay(member, head, 1000);
    });
  }
  return transfers.sort((a, b) => a.atSeconds - b.atSeconds || (a.id < b.id ? -1 : 1));
}

function live(world: FlowWorld, person: Person, day: number, draws: Draws, pay: Pay, pending: Pending): void {
  const { account } = person;
  const dayOfMonth = day % 30;
  if (dayOfMonth === person.payDay && person.payer !== null) pay(person.payer, account, person.wage);
  // Who has no employer is paid by ever other ones.
  if (person.payer === null && draws.chance(0.06)) {
    const payer = draws.chance(0.5) ? draws.pick(world.firms).account : draws.pick(world.people).account;
    pay(payer, account, draws.around(1500, 0.8));
  }
  if (dayOfMonth === 2 && person.landlord !== null) pay(account, person.landlord, person.rent);
  if (dayOfMonth === 8) pay(account, draws.pick(world.utilities), draws.around(180, 0.5));
  for (let n = draws.count(person.purchases); n > 0; n--) {
    const shop = draws.chance(0.7)
      ? draws.pick(person.favourites)
      : (world.shops[draws.ranked(world.shops.length)] as Firm).account;
    pay(account, shop, draws.around(60, 1));
    if (draws.chance(0.01)) later(pending, day + 1 + draws.int(7), [shop, account, draws.around(60, 1)]);
  }
  for (let n = draws.count(person.gifts); n > 0; n--) give(world, person, day, draws, pay, pending);
  if (person.second !== null && draws.chance(0.012)) {
    if (draws.chance(0.6)) pay(account, person.second, draws.around(2000, 1));
    else pay(person.second, account, draws.around(2000, 1));
  }
  if (draws.chance(0.01)) pay(account, "", draws.around(800, 0.7), true);
  if (draws.chance(0.002)) pay("", account, draws.around(3000, 1), true);
}

/** To friends, to strangers now and then (second-hand goods), and sometimes a loan that comes back, or goes round. */
function give(world: FlowWorld, person: Person, day: number, draws: Draws, pay: Pay, pending: Pending): void {
  const friend = draws.chance(0.85) ? draws.pick(person.friends) : draws.pick(world.people).account;
  const yuan = draws.around(200, 1.3);
  pay(person.account, friend, yuan);
  if (draws.chance(0.15)) later(pending, day + 1 + draws.int(40), [friend, person.account, yuan]);
  else if (draws.chance(0.0002)) {
    // A debt that goes round among friends of friends, three to six: some 0.5 % of all people begin one in two years.
    const way = [friend];
    for (let n = 1 + draws.int(4); n > 0; n--)
      way.push(draws.pick(world.friendsOf.get(way.at(-1) as string) ?? person.friends));
    way.forEach((from, i) => {
      later(pending, day + 1 + draws.int(19), [from, way[i + 1] ?? person.account, yuan]);
    });
  }
}

/** What a firm pays: suppliers (most of them again and again), a new one now and then, taxes. */
function supply(world: FlowWorld, firm: Firm, day: number, draws: Draws, pay: Pay, median: number): void {
  for (let n = draws.count(0.25 * Math.min(4, firm.size)); n > 0; n--) {
    const supplier =
      draws.chance(0.9) && firm.suppliers.length > 0
        ? draws.pick(firm.suppliers)
        : (world.firms[draws.ranked(world.firms.length)] as Firm).account;
    pay(firm.account, supplier, draws.around(median * firm.size, 1.2));
  }
  if (day % 30 === 12) pay(firm.account, world.treasury, draws.around(0.1 * median * firm.size, 0.6));
  if (draws.chance(0.004)) pay("", firm.account, draws.around(5000, 1), true);
}

function later(pending: Pending, day: number, one: [from: string, to: string, yuan: number]): void {
  const known = pending.get(day);
  if (known === undefined) pending.set(day, [one]);
  else known.push(one);
}

/** `npm run eval -- flow-background`: writes it as a file of the alert file's form. */
export async function writeBackground(
  file: string,
  options: BackgroundOptions,
): Promise<{ accounts: number; transfers: number; out: string }> {
  const background = makeBackground(options);
  let transfers = 0;
  async function* lines(): AsyncGenerator<string> {
    yield `${FLOW_HEADER}\n`;
    for (const day of background.days()) {
      transfers += day.length;
      if (day.length > 0) yield `${day.map(formatFlowRow).join("\n")}\n`;
    }
  }
  await pipeline(lines, createWriteStream(file));
  return { accounts: background.accounts.length, transfers, out: file };
}
