import { CITY, DISTRICTS } from "#domain/district";
import type { Organisation, OrganisationKind } from "#domain/organisation";
import { streetOf, streetsOf } from "#domain/street";
import { createOrganisation, readOrganisations } from "#store/organisations";
import type { Db } from "#store/pool";

export interface OrganisationIds {
  readonly city: number;
  district(code: string): number;
  street(code: string): number;
  unit(name: string): number;
}

const CITY_OFFICE = "市委金融办";
/** Units that take part from the beginning (domain.md); others are added by the administrator. */
const UNITS = [
  "市公安局经侦总队",
  "市高级人民法院",
  "市市场监督管理局",
  "中国人民银行上海总部",
  "国家金融监督管理总局上海监管局",
  "上海证监局",
  "市委金融办地方金融监管处",
];

/**
 * The organisations that every installation begins with: the city office, 16 district offices with their street
 * offices, the member units. What is there stays as it is.
 */
export async function ensureOrganisations(tx: Db): Promise<OrganisationIds> {
  const known = new Map((await readOrganisations(tx)).map((one) => [keyOf(one), one.id]));
  const ensure = async (
    kind: OrganisationKind,
    name: string,
    parentId: number | null,
    district: string,
    street: string | null,
  ) => {
    const draft = { kind, name, parentId, district, street };
    const id = known.get(keyOf(draft)) ?? (await createOrganisation(tx, draft));
    known.set(keyOf(draft), id);
    return id;
  };
  const city = await ensure("city-office", CITY_OFFICE, null, CITY, null);
  for (const { code, name } of DISTRICTS) {
    const district = await ensure("district-office", `${name}金融办`, city, code, null);
    for (const street of streetsOf(code))
      await ensure("street-office", street.name, district, code, street.code);
  }
  for (const name of UNITS) await ensure("member-unit", name, null, CITY, null);
  const find = (key: string): number => {
    const id = known.get(key);
    if (id === undefined) throw new RangeError(`no organisation ${key}`);
    return id;
  };
  return {
    city,
    district: (code) => find(`district-office ${code}`),
    street: (code) => find(`street-office ${streetOf(code)?.district} ${code}`),
    unit: (name) => find(`member-unit ${name}`),
  };
}

/** Offices are known by their area, units by their name. */
function keyOf({
  kind,
  name,
  district,
  street,
}: Pick<Organisation, "kind" | "name" | "district" | "street">): string {
  switch (kind) {
    case "city-office":
      return "city-office";
    case "district-office":
      return `district-office ${district}`;
    case "street-office":
      return `street-office ${district} ${street}`;
    default:
      return `${kind} ${name}`;
  }
}
