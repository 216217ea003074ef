import { type Draws, makeDraws } from "#server/eval/flow-draws";

/** Somebody with an account who lives an ordinary life. Rates are a day, sums in yuan. */
export interface Person {
  readonly account: string;
  readonly payer: string | null;
  readonly payDay: number;
  readonly wage: number;
  readonly landlord: string | null;
  readonly rent: number;
  readonly purchases: number;
  readonly favourites: readonly string[];
  readonly gifts: number;
  readonly friends: readonly string[];
  /** A second account of the same person, or a savings account. */
  readonly second: string | null;
}

export interface Firm {
  readonly account: string;
  readonly suppliers: readonly string[];
  readonly size: number;
}

/** Accounts for a purpose: paid by many once (class fees, a condolence fund), or paying many once (a fund's aid). */
export interface PurposeAccount {
  readonly account: string;
  readonly direction: "in" | "out";
  readonly startDay: number;
  readonly days: number;
  readonly parties: number;
}

export interface FlowWorld {
  readonly people: readonly Person[];
  readonly friendsOf: ReadonlyMap<string, readonly string[]>;
  readonly firms: readonly Firm[];
  readonly shops: readonly Firm[];
  readonly purposes: readonly PurposeAccount[];
  readonly utilities: readonly string[];
  readonly treasury: string;
  /** Groups that save in turn (标会): each month all pay one of them. */
  readonly circles: readonly (readonly string[])[];
  /** All accounts made here; not those of `others`. */
  readonly accounts: readonly string[];
}

const SHARES = { shops: 0.08, firms: 0.05, quiet: 0.07, purposes: 0.003, utilities: 0.0005 };

/**
 * The accounts of a background and how they are bound to each other. `others` are accounts from elsewhere that live an
 * ordinary life among them (the alert accounts of a file).
 */
export function makeFlowWorld(
  size: number,
  days: number,
  seed: number,
  others: readonly string[],
): FlowWorld {
  const draws = makeDraws(seed);
  let number = 0;
  const make = (share: number, least: number): string[] =>
    Array.from({ length: Math.max(least, Math.round(size * share)) }, () => `B${++number}`);
  const shopAccounts = make(SHARES.shops, 20);
  const firmAccounts = make(SHARES.firms, 10);
  const quiet = make(SHARES.quiet, 5);
  const purposeAccounts = make(SHARES.purposes, 1);
  const utilities = make(SHARES.utilities, 3);
  const treasury = `B${++number}`;
  const own = Array.from({ length: Math.max(50, size - number) }, () => `B${++number}`);
  const names = [...own, ...others];
  const employers = [...firmAccounts, ...shopAccounts];
  const landlords = own.filter(() => draws.chance(0.03));
  const secondOf = new Map(quiet.map((account) => [draws.pick(own), account]));
  const people = names.map((account, i): Person => {
    const works = draws.chance(0.88);
    return {
      account,
      payer: works ? (employers[draws.ranked(employers.length)] as string) : null,
      payDay: 5 + draws.int(20),
      wage: draws.around(7000, 0.5),
      landlord: draws.chance(0.3) ? draws.pick(landlords) : null,
      rent: draws.around(2500, 0.4),
      purchases: Math.min(2, draws.around(0.2, 0.8)),
      favourites: Array.from(
        { length: 3 + draws.int(8) },
        () => shopAccounts[draws.ranked(shopAccounts.length)] as string,
      ),
      gifts: Math.min(0.5, draws.around(0.03, 1)),
      friends: Array.from({ length: 2 + draws.int(9) }, () => friendOf(draws, names, i)),
      second: secondOf.get(account) ?? null,
    };
  });
  const bind = (account: string): Firm => ({
    account,
    suppliers: Array.from(
      { length: 2 + draws.int(8) },
      () => firmAccounts[draws.ranked(firmAccounts.length)] as string,
    ).filter((supplier) => supplier !== account),
    size: draws.around(1, 0.9),
  });
  return {
    people,
    friendsOf: new Map(people.map(({ account, friends }) => [account, friends])),
    firms: firmAccounts.map(bind),
    shops: shopAccounts.map(bind),
    purposes: purposeAccounts.map((account) => ({
      account,
      direction: draws.chance(0.7) ? "in" : "out",
      startDay: draws.int(days),
      days: 5 + draws.int(60),
      parties: 5 + draws.int(60),
    })),
    utilities,
    treasury,
    circles: Array.from({ length: Math.max(1, Math.round(size / 2000)) }, () => {
      const first = draws.int(own.length);
      return Array.from({ length: 5 + draws.int(6) }, (_, i) => own[(first + i) % own.length] as string);
    }),
    accounts: [
      ...shopAccounts,
      ...firmAccounts,
      ...quiet,
      ...purposeAccounts,
      ...utilities,
      treasury,
      ...own,
    ],
  };
}

/** Most friends live near in the list, so that friends of friends know each other; some are far. */
function friendOf(draws: Draws, names: readonly string[], i: number): string {
  const step = draws.chance(0.75) ? 1 + draws.int(12) : 1 + draws.int(names.length - 1);
  return names[(i + step) % names.length] as string;
}
