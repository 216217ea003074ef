import { makeCreditCode } from "#domain/credit-code";
import { type DistrictCode, districtOf, OUTSIDE } from "#domain/district";
import type { FinanceKind } from "#domain/finance-kind";
import { bucketStart, DAY_MS, dayOf } from "#domain/time";
import {
  FINANCIAL,
  FINANCIAL_SHARES,
  type IndustryRow,
  LICENCES,
  ORDINARY,
} from "#stream/simulator/industries";
import {
  ELSEWHERE,
  makeFirmName,
  makePersonName,
  makePhone,
  makeTradeName,
  NAME_TIERS,
} from "#stream/simulator/names";
import {
  makeOffice,
  makeParkAddress,
  type Place,
  pickParkDistrict,
  pickWorkDistrict,
} from "#stream/simulator/places";
import {
  intAt,
  makePermutation,
  makeWeighted,
  mix,
  type Permutation,
  Rng,
  STREAMS,
  unitAt,
} from "#stream/simulator/random";

export interface CityOptions {
  readonly seed: number;
  /** 1,000 to 3,000,000 enterprises. */
  readonly size: number;
  /** The instant at which the city's history ends and its present begins; kept with the city by the caller. */
  readonly epochMs: number;
}

/** What an event needs of its subject: cheap, about a microsecond. */
export interface Identity {
  readonly index: number;
  readonly code: string;
  readonly name: string;
  readonly tradeName: string;
  /** "投资管理", "商贸": with the 字号 it is what people call the firm. */
  readonly word: string;
  readonly kind: FinanceKind;
  readonly industry: IndustryRow;
  /** Where it works: the responsible district. */
  readonly district: DistrictCode;
}

export interface CityEnterprise extends Identity {
  readonly registered: Place | null;
  /** Six digits; another province's for 异地在沪. */
  readonly registeredDistrict: string;
  readonly registeredAddress: string;
  readonly business: Place;
  /** Yuan. */
  readonly capital: number;
  readonly paidIn: number;
  /** YYYY-MM-DD */
  readonly establishedOn: string;
  readonly establishedMs: number;
  readonly legalRepresentative: string;
  readonly phone: string;
  readonly scope: string;
  readonly licences: readonly string[];
  readonly status: "active" | "abnormal" | "revoked" | "moved-out";
}

/** What a story fixes about a firm that plays in it. */
export interface Role {
  readonly storyId: string;
  readonly role: string;
  readonly kind?: FinanceKind;
  readonly word?: string;
  readonly scope?: string;
  readonly place?: Place;
  readonly person?: string;
  readonly phone?: string;
  /** Days before the city's epoch. */
  readonly ageDays?: number;
  readonly capital?: number;
  readonly paidIn?: number;
  readonly licensed?: boolean;
  /** 实际控制人, and the city's firm that holds the majority. */
  readonly controller?: string;
  readonly parent?: number;
}

interface Core {
  readonly identity: Identity;
  readonly registeredDivision: string;
  readonly elsewhere: string | null;
}

export interface City extends CityOptions {
  identity(index: number): Identity;
  /** Cheaper than identity: for scans over the whole city. */
  kindOf(index: number): FinanceKind;
  establishedMs(index: number): number;
  enterprise(index: number): CityEnterprise;
  /** 0 is the most troubled firm, 1 the most orderly: who attracts complaints, and how many. */
  troubleRank(index: number): number;
  /** The firm at a rank; the inverse of troubleRank. */
  troubledAt(rank: number): number;
  /** A firm by a heavy-tailed choice: a few are talked about daily, most once in a while. */
  busyAt(unit: number): number;
  /** The firm that a code of this city names, or null: the inverse of identity().code, in constant time. */
  indexOfCode(code: string): number | null;
  readonly roles: ReadonlyMap<number, Role>;
}

/** Share of firms that ever get into trouble by themselves (stories come on top). */
export const TROUBLED_SHARE = 0.08;

const ordinary = makeWeighted(ORDINARY.map((row) => [row, row.weight] as const));
const financialKinds = makeWeighted(FINANCIAL_SHARES);
const FINANCIAL_SHARE = financialKinds.total / 10_000;
const rows = Object.fromEntries(
  Object.entries(FINANCIAL).map(([kind, list]) => [
    kind,
    makeWeighted(list.map((row) => [row, row.weight] as const)),
  ]),
) as Record<Exclude<FinanceKind, "none">, ReturnType<typeof makeWeighted<IndustryRow>>>;

/** 31^5: serials after the prefix below. */
const SERIALS = 28_629_151;
const SERIAL_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
/** No register has issued a code with this prefix, so that no simulated firm has the code of a real one. */
const SERIAL_PREFIX = "MAY";

/** A city that is a pure function of its options: any enterprise in constant time, no table of them in memory. */
export function createCity(options: CityOptions, roles: ReadonlyMap<number, Role> = new Map()): City {
  const { seed, size, epochMs } = options;
  if (!Number.isInteger(size) || size < 100 || size > 3_000_000)
    throw new RangeError(`a city has 100 to 3,000,000 enterprises, not ${size}`);
  const trouble = makePermutation(size, seed, STREAMS.trouble);
  const busy = makePermutation(size, seed, STREAMS.background);
  const serials = makePermutation(SERIALS, seed, STREAMS.code);
  const tiers: readonly Permutation[] = NAME_TIERS.map((n, tier) =>
    makePermutation(n, seed + tier, STREAMS.name),
  );

  const today = bucketStart(epochMs, "day");
  const troubleRank = (index: number): number => trouble.rank(index) / size;

  function kindOf(index: number, role: Role | undefined): FinanceKind {
    if (role?.kind !== undefined) return role.kind;
    const unit = unitAt(seed, STREAMS.kind, index);
    // The worst tenth of the troubled are mostly wealth and fund firms.
    if (troubleRank(index) < TROUBLED_SHARE * 0.075)
      return unit < 0.55 ? "wealth" : unit < 0.75 ? "private-fund" : "none";
    return unit < FINANCIAL_SHARE ? financialKinds.at(unit / FINANCIAL_SHARE) : "none";
  }

  function core(index: number): Core {
    if (!(index >= 0 && index < size)) throw new RangeError(`no enterprise ${index} in a city of ${size}`);
    const role = roles.get(index);
    const kind = kindOf(index, role);
    const rng = new Rng(seed, STREAMS.name, index);
    const drawn = kind === "none" ? ordinary.at(rng.unit()) : rows[kind].at(rng.unit());
    const picked = kind === "none" && role?.word !== undefined ? rowOfWord(role.word) : drawn;
    const word = role?.word ?? rng.pick(picked.words);
    const elsewhereUnit = rng.unit();
    const elsewhere =
      role === undefined && picked.form === "limited" && elsewhereUnit < 0.025
        ? (ELSEWHERE[Math.floor((elsewhereUnit / 0.025) * ELSEWHERE.length)] as readonly [string, string])
        : null;
    const districtUnit = rng.unit();
    const district = role?.place?.district ?? pickWorkDistrict(districtUnit, kind !== "none");
    const tradeName = makeTradeName(index, seed, tiers);
    const short = districtOf(district)?.short ?? "";
    const name = makeFirmName(
      rng,
      tradeName,
      word,
      picked.form,
      short,
      elsewhere?.[1] ?? null,
      index % 7 === 0,
    );
    const park = parkDistrictOf(index, kind, picked, elsewhere !== null, role);
    const division = elsewhere?.[0] ?? park ?? district;
    const code = makeCreditCode(
      division,
      SERIAL_PREFIX + serialOf(serials.at(index)),
      "9",
      picked.form === "individual" ? "2" : "1",
    );
    return {
      identity: { index, code, name, tradeName, word, kind, industry: picked, district },
      registeredDivision: division,
      elsewhere: elsewhere?.[1] ?? null,
    };
  }

  function parkDistrictOf(
    index: number,
    kind: FinanceKind,
    picked: IndustryRow,
    elsewhere: boolean,
    role: Role | undefined,
  ): DistrictCode | null {
    if (elsewhere || role?.place !== undefined || picked.form === "individual") return null;
    const unit = unitAt(seed, STREAMS.place, index);
    const share = kind === "none" ? 0.34 : 0.2;
    return unit < share ? pickParkDistrict(unit / share) : null;
  }

  function enterprise(index: number): CityEnterprise {
    const role = roles.get(index);
    const { identity, registeredDivision, elsewhere } = core(index);
    const { kind, industry, district } = identity;
    const rng = new Rng(seed, STREAMS.place, index);
    const business = role?.place ?? makeOffice(rng, district, industry.form === "individual");
    const registered =
      elsewhere !== null
        ? null
        : registeredDivision === district
          ? business
          : makeParkAddress(
              rng,
              registeredDivision as DistrictCode,
              tradeNameOfPark(seed, registeredDivision, rng),
            );
    const money = new Rng(seed, STREAMS.capital, index);
    const capital = role?.capital ?? roundCapital(industry.capital * 10_000 * Math.exp(0.8 * money.normal()));
    const paid = money.unit();
    const paidIn =
      role?.paidIn ??
      (kind === "none"
        ? Math.round(capital * (paid < 0.35 ? 0 : paid < 0.6 ? paid / 2 : 1))
        : Math.round(capital * (paid < 0.2 ? 0.3 : 1)));
    const establishedMs = establishedAt(index, role);
    const person = role?.person ?? makePersonName(mix(seed, STREAMS.person, index));
    const state = unitAt(seed, STREAMS.status, index);
    return {
      index,
      code: identity.code,
      name: identity.name,
      tradeName: identity.tradeName,
      word: identity.word,
      kind,
      industry,
      district,
      registered,
      registeredDistrict: elsewhere !== null ? registeredDivision : (registered as Place).district,
      registeredAddress:
        registered?.address ??
        `${elsewhere}市${tradeNameOfPark(seed, registeredDivision, rng)}路${1 + rng.int(999)}号${1 + rng.int(28)}楼`,
      business,
      capital,
      paidIn,
      establishedMs,
      establishedOn: dayOf(establishedMs),
      legalRepresentative: person,
      phone: role?.phone ?? makePhone(mix(seed, STREAMS.phone, index)),
      scope: role?.scope ?? `${industry.scope}。（依法须经批准的项目，经相关部门批准后方可开展经营活动）`,
      licences: licencesOf(kind, role, rng),
      status:
        role !== undefined
          ? "active"
          : state < 0.983
            ? "active"
            : state < 0.995
              ? "abnormal"
              : state < 0.998
                ? "revoked"
                : "moved-out",
    };
  }

  function establishedAt(index: number, role: Role | undefined): number {
    if (role?.ageDays !== undefined) return today - role.ageDays * DAY_MS;
    const unit = unitAt(seed, STREAMS.date, index);
    // 1.6 % are newer than 90 days; the median is five years, the oldest are of the 1990s.
    const days = unit < 0.016 ? unit * (90 / 0.016) : 90 + 11_000 * ((unit - 0.016) / 0.984) ** 2.6;
    return today - Math.floor(days) * DAY_MS;
  }

  return {
    ...options,
    roles,
    identity: (index) => core(index).identity,
    indexOfCode(code) {
      if (code.slice(8, 8 + SERIAL_PREFIX.length) !== SERIAL_PREFIX) return null;
      const value = serialValue(code.slice(8 + SERIAL_PREFIX.length, 16));
      const index = value === null ? size : serials.rank(value);
      return index < size && core(index).identity.code === code ? index : null;
    },
    kindOf: (index) => kindOf(index, roles.get(index)),
    establishedMs: (index) => establishedAt(index, roles.get(index)),
    enterprise,
    troubleRank,
    troubledAt: (rank) => trouble.at(Math.min(size - 1, Math.floor(rank * size))),
    busyAt: (unit) => busy.at(Math.min(size - 1, Math.floor(size * unit ** 2.2))),
  };
}

/** The facts of `enterprise` as a registration event carries them. */
export function makeRegistration(enterprise: CityEnterprise): Record<string, unknown> {
  const { registered, business } = enterprise;
  return {
    name: enterprise.name,
    creditCode: enterprise.code,
    status: enterprise.status,
    legalRepresentative: enterprise.legalRepresentative,
    establishedOn: enterprise.establishedOn,
    registeredCapital: String(enterprise.capital),
    paidInCapital: String(enterprise.paidIn),
    industryCode: enterprise.industry.code,
    financeKind: enterprise.kind,
    scope: enterprise.scope,
    ...(enterprise.licences.length > 0 ? { licences: enterprise.licences } : {}),
    registeredAddress: enterprise.registeredAddress,
    registeredDistrict: registered === null ? OUTSIDE : enterprise.registeredDistrict,
    ...(registered === null ? {} : { registeredStreet: registered.street }),
    businessAddress: business.address,
    businessDistrict: business.district,
    phone: enterprise.phone,
    position: business.position,
  };
}

/** The ordinary industry with a wording that a story asked for. */
function rowOfWord(word: string): IndustryRow {
  const row = ORDINARY.find((one) => one.words.includes(word));
  if (row === undefined) throw new RangeError(`no ordinary industry says ${word}`);
  return row;
}

function serialOf(value: number): string {
  let rest = value;
  let text = "";
  for (let i = 0; i < 5; i++) {
    text = (SERIAL_ALPHABET[rest % 31] as string) + text;
    rest = Math.floor(rest / 31);
  }
  return text;
}

function serialValue(text: string): number | null {
  let value = 0;
  for (const character of text) {
    const digit = SERIAL_ALPHABET.indexOf(character);
    if (digit < 0) return null;
    value = value * 31 + digit;
  }
  return value < SERIALS ? value : null;
}

function licencesOf(kind: FinanceKind, role: Role | undefined, rng: Rng): readonly string[] {
  const licence = LICENCES[kind];
  if (licence === undefined || role?.licensed === false) return [];
  // One private fund manager in nine has no registration, as in life.
  if (kind === "private-fund" && role?.licensed === undefined && rng.chance(0.11)) return [];
  return [licence];
}

/** Registered capital is a round figure. */
function roundCapital(yuan: number): number {
  const unit =
    yuan < 200_000 ? 10_000 : yuan < 2_000_000 ? 100_000 : yuan < 20_000_000 ? 1_000_000 : 10_000_000;
  return Math.max(unit, Math.round(yuan / unit) * unit);
}

const PARK_NAMES = [
  "泰和",
  "智慧岛",
  "富盛",
  "新村",
  "海湾",
  "金石湾",
  "庙镇",
  "向化",
  "横泰",
  "广富",
  "绿洲",
  "化工",
  "宝祥",
  "星火",
];

function tradeNameOfPark(seed: number, division: string, rng: Rng): string {
  return PARK_NAMES[
    (intAt(seed, STREAMS.place, Number(division), PARK_NAMES.length) + rng.int(2)) % PARK_NAMES.length
  ] as string;
}
