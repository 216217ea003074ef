import { useSearchParams } from "@solidjs/router";
import { isLevel, type Level } from "./level-list.ts";

export const FILTER_NAMES = [
  "q",
  "levels",
  "industry",
  "financeKind",
  "status",
  "origin",
  "feature",
] as const;
export type FilterName = (typeof FILTER_NAMES)[number];
export type Filters = Readonly<Record<FilterName, string>>;

export const SORTS = ["score", "change", "name", "lastEvent", "since"] as const;

export interface FilterStore {
  readonly filters: () => Filters;
  readonly sort: () => { readonly by: string; readonly order: "asc" | "desc" };
  readonly set: (change: Partial<Record<FilterName | "sort" | "order" | "street", string | null>>) => void;
  readonly levels: () => readonly Level[];
}

/** Filters and order of the list, all of them in the address. Any change goes back to the first page. */
export function createFilters(): FilterStore {
  const [search, setSearch] = useSearchParams();
  const text = (name: string): string => {
    const value = search[name];
    return typeof value === "string" ? value : "";
  };
  return {
    filters: () => ({
      q: text("q"),
      levels: text("levels"),
      industry: text("industry"),
      financeKind: text("financeKind"),
      status: text("status"),
      origin: text("origin"),
      feature: text("feature"),
    }),
    sort: () => ({
      by: SORTS.find((sort) => sort === text("sort")) ?? "score",
      order: text("order") === "asc" ? "asc" : "desc",
    }),
    set: (change) => setSearch({ ...change, cursor: null, page: null }),
    levels: () => text("levels").split(",").filter(isLevel),
  };
}
