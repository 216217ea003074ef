import { useNavigate, useParams, useSearchParams } from "@solidjs/router";
import { type Accessor, createSignal } from "solid-js";
import type { AlertDetail, AlertPage } from "#domain/api/alerts";
import { toSearch } from "#kit/http/app-url.ts";
import { getJson } from "#kit/http/client.ts";
import { createArrivals, createSnapshotListener } from "#kit/live/live.ts";
import { createScope, type Scope } from "#kit/live/scope.ts";
import { createQuery, type Query } from "#kit/query/query.ts";

export const VIEWS = ["open", "work", "closed", "all"] as const;
export type View = (typeof VIEWS)[number];

/** States that a view asks the server for; undefined is all of them. */
const STATES: Readonly<Record<View, string | undefined>> = {
  open: "open",
  work: "acknowledged,assigned,snoozed",
  closed: "closed",
  all: undefined,
};
const STEP = 50;
const MOST = 200;

export interface Inbox {
  readonly scope: Scope;
  readonly view: Accessor<View>;
  readonly mine: Accessor<boolean>;
  readonly levels: Accessor<string>;
  readonly q: Accessor<string>;
  readonly set: (change: Readonly<Record<string, string | null>>) => void;
  readonly list: Query<AlertPage>;
  readonly detail: Query<AlertDetail>;
  readonly selectedId: Accessor<number | null>;
  readonly select: (id: number | null) => void;
  readonly move: (by: number) => void;
  readonly limit: Accessor<number>;
  readonly more: (() => void) | null;
  readonly refresh: () => Promise<void>;
}

/** The inbox's state: filters and the selected alert stand in the address, the list follows the pushed alerts. */
export function createInbox(): Inbox {
  const scope = createScope();
  const params = useParams<{ id?: string }>();
  const navigate = useNavigate();
  const [search, setSearch] = useSearchParams();
  const [limit, setLimit] = createSignal(STEP);
  const text = (name: string): string => {
    const value = search[name];
    return typeof value === "string" ? value : "";
  };
  const view = (): View => VIEWS.find((each) => each === text("view")) ?? "open";
  const mine = (): boolean => text("mine") === "true";
  const selectedId = (): number | null =>
    params.id !== undefined && /^\d+$/.test(params.id) ? Number(params.id) : null;

  const list = createQuery(
    () => ({
      ...scope.query(),
      states: STATES[view()],
      mine: mine() ? "true" : undefined,
      levels: text("levels") || undefined,
      q: text("q") || undefined,
      limit: limit(),
    }),
    (query, signal) => getJson<AlertPage>("api/alerts", { query, signal }),
    { everyMs: 30_000 },
  );
  const detail = createQuery(
    selectedId,
    (id, signal) => getJson<AlertDetail>(`api/alerts/${id}`, { signal }),
    { everyMs: 60_000, fresh: true },
  );
  const refresh = async (): Promise<void> => {
    await Promise.all([list.refetch(), detail.refetch()]);
  };

  let asked = false;
  createArrivals("alerts", (arrivals) => {
    if (asked || !arrivals.some((arrival) => scope.holds(arrival.district))) return;
    asked = true;
    setTimeout(() => {
      asked = false;
      void list.refetch();
    }, 800);
    if (arrivals.some((arrival) => arrival.body.id === selectedId())) void detail.refetch();
  });
  createSnapshotListener(() => void refresh());

  const select = (id: number | null): void => {
    const query = toSearch(
      Object.fromEntries(
        Object.entries(search).map(([name, value]) => [name, Array.isArray(value) ? value[0] : value]),
      ),
    );
    navigate(`/alerts${id === null ? "" : `/${id}`}${query === "" ? "" : `?${query}`}`, {
      scroll: false,
      replace: id !== null && selectedId() !== null,
    });
  };

  return {
    scope,
    view,
    mine,
    levels: () => text("levels"),
    q: () => text("q"),
    set: (change) => setSearch(change, { replace: true }),
    list,
    detail,
    selectedId,
    select,
    move: (by) => {
      const rows = list.data()?.rows ?? [];
      const at = rows.findIndex((row) => row.id === selectedId());
      const next =
        rows[at === -1 ? (by > 0 ? 0 : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, at + by))];
      if (next !== undefined) select(next.id);
    },
    limit,
    get more() {
      return limit() < MOST ? () => setLimit(limit() + STEP) : null;
    },
    refresh,
  };
}
