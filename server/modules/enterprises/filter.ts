import type { EnterpriseQuery } from "#domain/api/enterprises";
import { ENTERPRISE_STATUSES } from "#domain/enterprise";
import { FINANCE_KINDS } from "#domain/finance-kind";
import { industriesUnder, industryOf, normaliseIndustry } from "#domain/industry";
import { parseLevels, parseList } from "#server/modules/levels";
import type { EnterpriseFilter } from "#store/enterprise-search";

type Filters = Omit<EnterpriseQuery, "cursor" | "limit" | "sort" | "order" | "district" | "street">;

/** The filters of the list, the export and the map as the store takes them. */
export function makeFilter(query: Filters): EnterpriseFilter {
  const levels = parseLevels(query.levels);
  const atRisk = query.atRisk === undefined ? undefined : query.atRisk === "true" ? [3, 4, 5] : [1, 2];
  return {
    q: query.q === undefined || query.q.trim() === "" ? undefined : query.q,
    levels:
      levels === undefined
        ? atRisk
        : atRisk === undefined
          ? levels
          : levels.filter((level) => atRisk.includes(level)),
    industry:
      query.industry === undefined || query.industry === "" ? undefined : industryRange(query.industry),
    financeKinds: query.financeKind ? parseList(query.financeKind, FINANCE_KINDS, "financeKind") : undefined,
    statuses: query.status ? parseList(query.status, ENTERPRISE_STATUSES, "status") : undefined,
    origin: query.origin,
    feature: query.feature,
  };
}

/** A section ("J") is the run of its divisions, 66 to 69; codes below it are told by their beginning. */
function industryRange(code: string): string | readonly [string, string] {
  const normal = normaliseIndustry(code);
  if (industryOf(normal)?.depth !== 1) return normal;
  const divisions = industriesUnder(normal)
    .map((industry) => industry.code)
    .sort();
  return [divisions[0] ?? normal, divisions.at(-1) ?? normal];
}
