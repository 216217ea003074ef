import { numbers } from "#store/columns";
import type { Statements } from "#store/statement-group";

/** What is shown with every message about an enterprise. */
export interface EnterpriseCard {
  readonly id: number;
  readonly name: string;
  readonly district: string;
  readonly street: string | null;
  readonly industry: string | null;
  readonly financeKind: string | null;
  readonly simulated: boolean;
  /** Longitude, latitude. */
  readonly position: readonly [number, number] | null;
}

export async function readCards(client: Statements, ids: readonly number[]): Promise<EnterpriseCard[]> {
  const result = await client.query<
    Omit<EnterpriseCard, "position"> & { lng: number | null; lat: number | null }
  >({
    name: "enterprise-cards",
    text: `select id, name, district, street, industry, finance_kind as "financeKind", simulated, lng, lat
           from enterprises where id = any($1::bigint[])`,
    values: [numbers(ids)],
  });
  return result.rows.map(({ lng, lat, ...card }) => ({
    ...card,
    position: lng === null || lat === null ? null : [round(lng), round(lat)],
  }));
}

/** Five decimals are a metre: more would only lengthen each message. */
function round(degrees: number): number {
  return Math.round(degrees * 1e5) / 1e5;
}
