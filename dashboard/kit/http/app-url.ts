/** The application's root, as the server's <base> says: "/" or a sub-path that ends in "/". */
export function appRoot(): string {
  return new URL(".", document.baseURI).pathname;
}

/** An address below the application's root; undefined, null and "" values are left out of the query. */
export function appUrl(path: string, query?: Readonly<Record<string, QueryValue>>): string {
  const search = query === undefined ? "" : toSearch(query);
  return appRoot() + path.replace(/^\//, "") + (search === "" ? "" : `?${search}`);
}

export type QueryValue = string | number | boolean | null | undefined;

export function toSearch(query: Readonly<Record<string, QueryValue>>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== "") search.set(name, String(value));
  }
  return search.toString();
}
