import { useSearchParams } from "@solidjs/router";

export interface Cursors {
  readonly cursor: () => string | undefined;
  readonly page: () => number;
  readonly first: () => void;
  readonly previous: () => void;
  readonly next: (cursor: string) => void;
}

/**
 * Keyset paging in the address: `cursor` and the page's number. Going back uses the cursors of this visit;
 * an address that was sent by a colleague begins at its page and goes back to the first.
 */
export function createCursors(): Cursors {
  const [search, setSearch] = useSearchParams<{ cursor?: string; page?: string }>();
  const seen = new Map<number, string | undefined>();
  const cursor = (): string | undefined =>
    typeof search.cursor === "string" && search.cursor !== "" ? search.cursor : undefined;
  const page = (): number => (cursor() === undefined ? 1 : Math.max(2, Number(search.page) || 2));
  return {
    cursor,
    page,
    first: () => setSearch({ cursor: null, page: null }),
    previous: () => {
      const to = page() - 1;
      const back = seen.get(to);
      setSearch(
        to <= 1 || back === undefined ? { cursor: null, page: null } : { cursor: back, page: String(to) },
      );
    },
    next: (to) => {
      seen.set(page(), cursor());
      setSearch({ cursor: to, page: String(page() + 1) });
    },
  };
}
