import type { City, CityEnterprise } from "#stream/simulator/city";
import { makePersonName } from "#stream/simulator/names";
import { intAt, Rng, STREAMS } from "#stream/simulator/random";

export interface RelationRow {
  readonly kind: "shareholder" | "legal-representative" | "controller" | "officer" | "branch" | "investment";
  readonly party: "person" | "enterprise";
  readonly name: string;
  readonly code?: string;
  readonly share?: number;
  readonly office?: string;
}

/** Shareholders, controller, officers: persons by name, enterprises of the same city with their codes. */
export function makeRelations(city: City, enterprise: CityEnterprise): readonly RelationRow[] {
  const { index, legalRepresentative, industry } = enterprise;
  const role = city.roles.get(index);
  const rng = new Rng(city.seed, STREAMS.relation, index);
  const rows: RelationRow[] = [
    { kind: "legal-representative", party: "person", name: legalRepresentative, office: "执行董事" },
  ];
  if (role?.controller !== undefined)
    rows.push({ kind: "controller", party: "person", name: role.controller });
  if (industry.form === "individual") return rows;
  let left = 1;
  if (role?.parent !== undefined) {
    const parent = city.identity(role.parent);
    rows.push({ kind: "shareholder", party: "enterprise", name: parent.name, code: parent.code, share: 0.6 });
    left = 0.4;
  } else if (rng.chance(0.16)) {
    // Firms are owned by firms that are older and larger; the lower half of the index stands in for them.
    const holder = intAt(
      city.seed,
      STREAMS.relation,
      index + 7_000_000,
      Math.max(1, Math.floor(city.size / 2)),
    );
    if (holder !== index) {
      const owner = city.identity(holder);
      const share = rng.pick([0.2, 0.3, 0.4, 0.51, 0.67, 0.8]);
      rows.push({ kind: "shareholder", party: "enterprise", name: owner.name, code: owner.code, share });
      left -= share;
    }
  }
  const people = rng.between(1, 3);
  for (let i = 0; i < people && left > 0.001; i++) {
    const share = i === people - 1 ? left : Math.round(left * (0.4 + 0.4 * rng.unit()) * 100) / 100;
    const name = i === 0 ? legalRepresentative : makePersonName(rng.next());
    rows.push({ kind: "shareholder", party: "person", name, share: Math.round(share * 10_000) / 10_000 });
    left -= share;
  }
  rows.push({ kind: "officer", party: "person", name: makePersonName(rng.next()), office: "监事" });
  if (rng.chance(0.1)) {
    rows.push({ kind: "officer", party: "person", name: makePersonName(rng.next()), office: "财务负责人" });
  }
  return rows;
}
