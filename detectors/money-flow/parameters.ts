/** Windows are in days or hours, sums in fen. Sources of the limits: README. */
export const MONEY_FLOW_DEFAULTS = {
  /** Newest movements, and newest counterparties on each side, that an account remembers. */
  keptMovements: 48,
  keptParties: 32,

  /** 快进快出: what came in leaves again within these hours, between this share of it and its inverse. */
  passHours: 24,
  passShare: 0.85,
  passFromFen: 50_000_000,

  /** 过渡账户: over some weeks as much leaves as comes, to others than it came from, and does not stay. */
  transitDays: 20,
  transitShare: 0.9,
  transitParties: 3,
  transitHoldHours: 48,
  transitFromFen: 30_000_000,

  /** 集中转入, 分散转出 as a burst: parties never seen before, within days, with sums no customer spends. */
  crowdDays: 7,
  crowdParties: 10,
  crowdFromFen: 20_000_000,
  crowdMeanFen: 500_000,
  /** The parties of the other side must be fewer by this factor. */
  crowdFactor: 3,

  /** The same, slowly: parties that came once and never again make up this share of all that the account does. */
  slowParties: 4,
  slowShare: 0.9,
  /** What an account does can be judged when it is known for so long. */
  slowDays: 30,
  slowFromFen: 0,

  /** 大额取现: cash as a share of all that left, within `crowdDays`. */
  cashShare: 0.5,
  cashFromFen: 20_000_000,

  /** 化整为零: several of one kind just below a report limit (中国人民银行令〔2016〕第3号, article 5). */
  cashLimitFen: 5_000_000,
  personLimitFen: 50_000_000,
  firmLimitFen: 200_000_000,
  structuringFrom: 0.8,
  structuringCount: 3,
  structuringDays: 3,

  /** 沉睡账户: nothing for so long, then a large movement. */
  sleepDays: 180,
  wokenFromFen: 20_000_000,

  /** 循环转账: hops that lie within these days of each other, in any order of dates. */
  cycleDays: 20,
  cycleMostHops: 10,
  cycleLeastHops: 3,
  /** The smallest hop as a share of the largest: less is not the same money. Three friends close a cycle by chance. */
  cycleShare: 0.05,
  shortHops: 4,
  shortShare: 0.8,
  /** An account with more parties on a side than this (a moving count over `cycleDays`) is a shop or an employer. */
  crowdedParties: 24,
  /** From this payment on a relation is a habit (wages, rent, a supplier) and no hop. */
  habitCount: 2,
  /** Nor is a busy account's hop one (more movements than this) while it is known for fewer days: all is new to it. */
  quietMoves: 3,
  newDays: 60,
  /** Most of (accounts reached ahead) x (accounts reached behind): above it, ways meet by chance. */
  cycleReach: 200,
};
export type MoneyFlowParameters = typeof MONEY_FLOW_DEFAULTS;

export const DAY_SECONDS = 86_400;
