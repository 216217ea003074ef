import { useSearchParams } from "@solidjs/router";
import { CITY, isDistrict } from "#domain/district";
import { me, ownDistrict } from "#kit/session/session.ts";

export interface Scope {
  /** The district that is looked at: the user's own unless a narrower one stands in the address. */
  readonly district: () => string;
  readonly street: () => string | null;
  /** For queries: undefined is the whole of the user's scope. */
  readonly query: () => { readonly district: string | undefined; readonly street: string | undefined };
  readonly set: (district: string, street?: string | null) => void;
  readonly holds: (district: string) => boolean;
}

/** The area that screens look at lives in the address (district, street), so that it can be sent on. */
export function createScope(): Scope {
  const [search, setSearch] = useSearchParams<{ district?: string; street?: string }>();
  const asked = (): string | null => {
    const code = typeof search.district === "string" ? search.district : null;
    // An old or mistyped code shows the user's own area, as the menu can say it.
    return code !== null && isDistrict(code) && ownDistrict() === CITY ? code : null;
  };
  const district = (): string => asked() ?? ownDistrict();
  const street = (): string | null =>
    me()?.street ??
    (typeof search.street === "string" && /^\d{9}$/.test(search.street) ? search.street : null);
  return {
    district,
    street,
    query: () => ({ district: district() === CITY ? undefined : district(), street: street() ?? undefined }),
    set: (next, nextStreet = null) =>
      setSearch({
        district: next === ownDistrict() ? null : next,
        street: nextStreet,
        cursor: null,
        page: null,
      }),
    holds: (code) => district() === CITY || code === district(),
  };
}
